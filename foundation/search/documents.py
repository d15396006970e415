"""What an app tells search about a record, and the rows that are made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.core.languages import LANGUAGES
from foundation.search.analysis.letters import MAX_TEXT
from foundation.search.analysis.numbers import date_terms, number_terms
from foundation.search.analysis.stems import language_of, passage_terms
from foundation.search.models import SearchRow
from foundation.search.names import Names, name_terms

#: A longer text is cut into passages of about so many characters, at the end of a sentence or a word.
PASSAGE = 1500
_LEAST = 1000
#: Texts in several languages stand in one row up to so many characters.
_TOGETHER = 3000


def filter_term(name: str, value: object) -> str:
    """Return the term by which rows are narrowed: ``kind``, ``case``, ``docket``, ``year``, ``group``.

    >>> filter_term("case", 12), filter_term("kind", "entry")
    ('xcase_12', 'xkind_entry')
    """
    return f"x{name}_{value}"


def texts_of(record: object, *fields: str) -> dict[str, str]:
    """Return the translated fields of a record as one text for each language that has any."""
    found = {
        code: "\n".join(filter(None, (getattr(record, f"{name}_{code}") or "" for name in fields)))
        for code in LANGUAGES
    }
    return {code: text for code, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class Document:
    """A record as search should know it. The app of the record decides what it says."""

    kind: str
    object_id: int
    #: Texts by language; "" for a text in the court's own language, whatever that is.
    texts: Mapping[str, str] = field(default_factory=dict)
    names: Names | None = None
    case_id: int | None = None
    day: date | None = None
    #: The day as it is known, if it is not known exactly (EDTF).
    edtf: str = ""
    #: Terms of its own numbers (:mod:`foundation.search.analysis.numbers`).
    numbers: tuple[str, ...] = ()
    #: What it can be narrowed by, beside its kind, case and year: (name, value).
    filters: tuple[tuple[str, object], ...] = ()

    def rows(self, is_public: bool) -> Iterator[SearchRow]:
        """Yield the rows of the record: one of its names and texts together, more if the texts are long.

        A short record is one row, so that words of its title and of the court's text are found together.
        """
        own = dict.fromkeys(name_terms(self.names)) if self.names else {}
        length, part = 0, 0
        for language, text in self.texts.items():
            for passage in passages(text):
                if length and length + len(passage) > _TOGETHER:
                    yield self._row(is_public, own, part)
                    own, length, part = {}, 0, part + 1
                own.update(dict.fromkeys(passage_terms(passage, language or language_of(passage))))
                own.update(dict.fromkeys(number_terms(passage)))
                length += len(passage)
        if own or not part:
            yield self._row(is_public, own, part)

    @property
    def year(self) -> int | None:
        """The year of the record's day, if it is known."""
        known = self.day.isoformat()[:4] if self.day else self.edtf[:4]
        return int(known) if known.isascii() and known.isdigit() else None

    def _filters(self) -> Iterator[str]:
        yield filter_term("kind", self.kind)
        if self.case_id is not None:
            yield filter_term("case", self.case_id)
        if self.year is not None:
            yield filter_term("year", self.year)
        for name, value in self.filters:
            yield filter_term(name, value)

    def _row(self, is_public: bool, terms: dict[str, None], part: int) -> SearchRow:
        always = (*self.numbers, *date_terms(self.day, self.edtf), *self._filters())
        return SearchRow(
            kind=self.kind,
            object_id=self.object_id,
            part=part,
            case_id=self.case_id,
            is_public=is_public,
            year=self.year,
            terms=" ".join(terms | dict.fromkeys(always)),
            names=self.names.payload() if self.names and not part else "",
        )


def passages(text: str) -> Iterator[str]:
    """Cut a text into passages; a short one is its only passage, an empty one has none.

    >>> [len(passage) for passage in passages("Ten words. " * 400)]
    [1495, 1495, 1407]
    >>> list(passages("  "))
    []
    """
    rest = text[:MAX_TEXT].strip()
    while len(rest) > PASSAGE:
        end = max(rest.rfind(mark, _LEAST, PASSAGE) for mark in (". ", "\n", "; "))
        if end < 0:
            end = rest.rfind(" ", _LEAST, PASSAGE)
        end = end + 1 if end > 0 else PASSAGE
        yield rest[:end]
        rest = rest[end:].lstrip()
    if rest:
        yield rest
