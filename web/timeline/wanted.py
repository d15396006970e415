"""What a reader looks for in the rows of a case: a party, the language of a source, words.

Party and language are asked of the database as a column beside each row. Words are compared here, since
SQLite knows upper and lower case of Latin letters only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from cases.models import Event, EventPerson, Speaker, Statement
from deadlines.models import Deadline
from filings.models import DocketEntry, Filer
from foundation.core.audience import Audience
from foundation.core.languages import LANGUAGES
from foundation.sources.models import Citation
from people.models import Person

#: The texts in which words are looked for; of those in three languages, all three.
_TEXTS: Mapping[type[Model], tuple[tuple[str, ...], tuple[str, ...]]] = {
    DocketEntry: (("title", "summary", "note", "filers_note"), ("text", "kind_as_filed")),
    Deadline: (("title", "note", "length_note", "state_note"), ("rule",)),
    Event: (("text",), ()),
    Statement: (("text", "said_to", "speaker_tie"), ()),
}


def folded(text: str) -> str:
    """Return a text as words are compared: without case, ё as е, each letter in one form."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")


def shown(rows: Any, audience: Audience) -> Any:
    """Take out the statements without a speaker who may be named: without one there is no claim."""
    if rows.model is not Statement:
        return rows
    return rows.filter(Exists(Speaker.objects.visible_to(audience).filter(statement=OuterRef("pk"))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A party (the key of a person), the language of a source, words that all stand in the row's texts."""

    party: int | None = None
    language: str = ""
    words: str = ""

    def mark(self, rows: Any, audience: Audience) -> Any:
        """Add to each row of a queryset whether it has the party and the language, if they are wanted."""
        if self.party is not None:
            rows = rows.annotate(has_party=Exists(_of_party(rows.model, self.party, audience)))
        if self.language:
            # By name and not by key: what is prepared from this may outlive a table of kinds.
            cited = Citation.objects.filter(
                content_type__app_label=rows.model._meta.app_label,
                content_type__model=rows.model._meta.model_name,
                object_id=OuterRef("pk"),
                source__language=self.language,
            )
            rows = rows.annotate(has_language=Exists(cited))
        return shown(rows, audience)

    @property
    def form(self) -> Wanted:
        """This with any party and any words in place of its own: all that the SQL of a query depends on."""
        return replace(self, party=None if self.party is None else _ANY, words="*" if self.words else "")

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of records that a query of this form takes."""
        return () if self.party is None else (self.party,)

    def of(self, party: int) -> Wanted:
        """Return a form with the party that it takes, if it takes one."""
        return self if self.party is None else replace(self, party=party)

    def columns(self, model: type[Model]) -> tuple[str, ...]:
        """Return the columns that :meth:`is_met` needs of a row that is read as values."""
        marks = [
            name for name, wanted in (("has_party", self.party), ("has_language", self.language)) if wanted
        ]
        return (*marks, *(name for name in _columns(model) if self.words and not name.startswith("title_")))

    def is_met(self, row: Mapping[str, Any]) -> bool:
        """Return whether a marked row has everything that is wanted."""
        if not row.get("has_party", True) or not row.get("has_language", True):
            return False
        if not self.words:
            return True
        text = folded("\n".join(str(value) for name, value in row.items() if value and name in _ALL_COLUMNS))
        return all(word in text for word in folded(self.words).split())


ANYTHING = Wanted()

#: Stands for any party.
_ANY = 1


def _columns(model: type[Model]) -> tuple[str, ...]:
    translated, plain = _TEXTS[model]
    return (*(f"{name}_{code}" for name in translated for code in LANGUAGES), *plain)


_ALL_COLUMNS = frozenset(name for model in _TEXTS for name in _columns(model))


def _of_party(model: type[Model], party: int, audience: Audience) -> QuerySet[Any]:
    if model is DocketEntry:
        return Filer.objects.visible_to(audience).filter(entry=OuterRef("pk"), person=party)
    if model is Event:
        return EventPerson.objects.visible_to(audience).filter(event=OuterRef("pk"), person=party)
    if model is Statement:
        return Speaker.objects.visible_to(audience).filter(statement=OuterRef("pk"), person=party)
    return Person.objects.visible_to(audience).filter(pk=OuterRef("obligor"), id=party)
