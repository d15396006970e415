"""What an app tells search about a record, and the rows that are made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.core.languages import LANGUAGES
from foundation.search.analysis.letters import MAX_TEXT
from foundation.search.analysis.numbers import date_terms, read_numbers
from foundation.search.analysis.stems import language_of, passage_terms
from foundation.search.models import SearchRow
from foundation.search.names import Names, name_terms

#: A longer text is cut into passages of about so many characters, at the end of a sentence or a word.
PASSAGE = 1500
_LEAST = 1000


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
        """Yield the rows of the record: one for its names, one for each passage of its texts."""
        always = dict.fromkeys([*self.numbers, *date_terms(self.day, self.edtf), *self._filters()])
        made = 0
        for language, text in self.texts.items():
            for part, passage in enumerate(passages(text)):
                terms = dict.fromkeys(passage_terms(passage, language or language_of(passage)))
                terms.update(dict.fromkeys(term for found in read_numbers(passage) for term in found.terms))
                made += 1
                yield self._row(is_public, terms | always, language, part + 1)
        if self.names or not made:
            own = dict.fromkeys(name_terms(self.names)) if self.names else {}
            yield self._row(is_public, own | always, "", 0, self.names)

    def _filters(self) -> Iterator[str]:
        yield filter_term("kind", self.kind)
        if self.case_id is not None:
            yield filter_term("case", self.case_id)
        year = self.day.isoformat()[:4] if self.day else self.edtf[:4]
        if year.isdigit():
            yield filter_term("year", year)
        for name, value in self.filters:
            yield filter_term(name, value)

    def _row(
        self, is_public: bool, terms: Mapping[str, None], language: str, part: int, names: Names | None = None
    ) -> SearchRow:
        return SearchRow(
            kind=self.kind,
            object_id=self.object_id,
            language=language,
            part=part,
            case_id=self.case_id,
            is_public=is_public,
            terms=" ".join(terms),
            names=names.payload() if names else "",
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
