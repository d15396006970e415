"""What the fields of a row may hold: texts, imprecise dates, and keys of other records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Refers:
    """The value is a key of a record in this list (`sources`, `people`, ...)."""

    to: str


class Edtf(str):
    """An imprecise date, as `foundation.core.dates.parse_edtf` accepts it."""

    __slots__ = ()


SourceKey = Annotated[str, Refers("sources")]
CourtKey = Annotated[str, Refers("courts")]
PersonKey = Annotated[str, Refers("people")]
DocketKey = Annotated[str, Refers("dockets")]
PartyKey = Annotated[str, Refers("parties")]
EntryKey = Annotated[str, Refers("entries")]
SubjectKey = Annotated[str, Refers("subjects")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in up to three languages; English is always there."""

    en: str
    ru: str | None = None
    kk: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """Our own rendering of something that stands in English as filed."""

    ru: str | None = None
    kk: str | None = None
