"""Where things of a case are: on the page that is being made, else at their permanent address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from web.timeline.events import EventSource


def address(name: str, pk: int, reader: str = "") -> str:
    """Return the address of a page that has the key of its record and no other part that changes.

    Working an address out costs as much as the rest of a line, and a page has hundreds of these. ``reader``
    is the language of the page where a caller has asked for it already.
    """
    return _address(name, reader or get_language() or "").replace("/0/", f"/{pk}/")


def address_of_person(pk: int, slug: str) -> str:
    """Return the address of the page of a person, in the language of this page."""
    return _address_of_person(pk, slug, get_language() or "")


@lru_cache(maxsize=4096)
def _address_of_person(pk: int, slug: str, _language: str) -> str:
    return reverse("public:person", args=[pk, slug])


@cache
def _address(name: str, _language: str) -> str:
    return reverse(name, args=[0])


@dataclass(frozen=True, slots=True)
class Places:
    """Makes links from one page of a case. ``here`` are the anchors of the rows that the page shows."""

    case_url: str
    here: Collection[str] = frozenset()
    #: Of dockets of other cases: the address of the case that each belongs to.
    cases: Mapping[int, str] = field(default_factory=dict)

    def row(self, source: str, pk: int) -> str:
        """Return the address of a row of the timeline."""
        anchor = f"{source}-{pk}"
        return f"#{anchor}" if anchor in self.here else self.permanent(source, pk)

    def permanent(self, source: str, pk: int) -> str:
        """Return the address of a row that survives filters, paging and a new name of the case."""
        if source == EventSource.ENTRY:
            return address("entry", pk)
        if source == EventSource.DEADLINE:
            return address("public:proof", pk)
        return self.in_timeline(source, pk)

    def in_timeline(self, source: str, pk: int) -> str:
        """Return the address of a row in the timeline of the case, whose page is in the same language."""
        return f"{self.case_url}?at={source}-{pk}#{source}-{pk}"

    def docket(self, pk: int) -> str:
        """Return the address of a proceeding in the list of the case."""
        return f"{self.cases.get(pk, self.case_url)}related/#docket-{pk}"
