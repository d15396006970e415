"""Asking the index for a page of results: groups, counts, and what to try when nothing was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cases.searching import DOCKET
from foundation.search.analysis.matching import MATCH
from foundation.search.analysis.queries import Query, exactly, read_query
from foundation.search.engines import MAX_ROWS, Hit, Wanted
from foundation.search.names import Found, find_names
from foundation.search.texts import RANKED, Passage, find_passages, newest_hits, with_dockets
from web.public.search.asked import GROUPS, LABELS, PEOPLE, SearchForm, kinds_filter
from web.public.search.lines import Line, Reader, lines_of, visible_records
from web.public.search.narrowing import Counted, Facet, Facets, facets, narrowed

#: Lines of a group on the page of everything, and on a page of its own.
FEW, MANY = 5, 20
#: Of one group no more pages are shown than so many; what is further down should be asked more closely.
MAX_PAGES = 20
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class NameLine:
    """A person, body or court that was found by name, with the reason."""

    line: Line
    score: float
    why: str
    #: The stored name that fits best, where it is not the shown one.
    by_name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one group."""

    key: str
    label: Any
    count: int
    #: Counting ended at the newest so many: there may be more.
    counted_all: bool
    names: tuple[NameLine, ...] = ()
    lines: tuple[Line, ...] = ()
    #: Records that have some of the words only.
    partial: tuple[Line, ...] = ()
    #: The query of the page of this group alone, where it has more than is shown here.
    all_query: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """All that a page of results shows."""

    query: Query
    groups: tuple[Group, ...]
    #: What the results can be narrowed to.
    facets: tuple[Facets, ...] = ()
    #: What was chosen, each with the address without it.
    narrowed: tuple[Facet, ...] = ()
    nearest: tuple[NameLine, ...] = ()
    further: str = ""
    back: str = ""

    @property
    def total(self) -> int:
        """How many records were found in all groups."""
        return sum(group.count for group in self.groups)


def search(form: SearchForm, language: str, page: int = 1) -> Results:
    """Return the results of a valid form for a reader of a language."""
    chosen = form.chosen
    query = with_dockets(read_query(chosen.get("q", "")))
    query = exactly(query) if chosen.get("exact") else query
    reader = Reader(language, query)
    only = chosen.get("group", "")
    names = _names(query, reader, form) if only in ("", PEOPLE) else []
    hits = _Hits.read(newest_hits(query, filters=form.filters()))
    groups = _Groups(form, reader, hits, page).all([name for name in names if name.score >= MATCH])
    found = tuple(group for group in groups if group.count or group.partial)
    more = bool(only) and any(group.count > page * MANY for group in found) and page < MAX_PAGES
    return Results(
        query,
        found,
        tuple(facets(form, hits.visible.values(), language)),
        tuple(narrowed(form, language)),
        () if any(group.count for group in found) else tuple(names[:_NEAREST]),
        form.address(page=page + 1) if more else "",
        form.address(page=page - 1) if page > 1 else "",
    )


def _names(query: Query, reader: Reader, form: SearchForm) -> list[NameLine]:
    """Whom the query names; nobody if it is narrowed to what people do not stand in."""
    if not query.text or form.filters() or query.excluded:
        return []
    found = find_names(query.text, kinds=GROUPS[PEOPLE], limit=MANY, exact=bool(form.chosen.get("exact")))
    by_key = {(one.kind, one.object_id): one for one in found}
    lines = lines_of(list(by_key), reader)
    return [_name_line(line, by_key[line.kind, line.object_id]) for line in lines]


def _name_line(line: Line, found: Found) -> NameLine:
    other = found.name if found.name.casefold() != line.title.text.casefold() else ""
    return NameLine(line, found.score, str(found.why), other)


@dataclass(frozen=True, slots=True)
class _Hits:
    """The newest rows with all words, each record once, of those that readers may see."""

    visible: dict[tuple[str, int], Counted]
    counted_all: bool

    @classmethod
    def read(cls, hits: list[Hit]) -> _Hits:
        """Ask the records themselves who may see them, one query a kind."""
        kinds: dict[str, set[int]] = {}
        for hit in hits:
            kinds.setdefault(hit.kind, set()).add(hit.object_id)
        visible = {kind: visible_records(kind, ids) for kind, ids in kinds.items()}
        held = {
            (hit.kind, hit.object_id): Counted(hit.case_id, hit.year, visible[hit.kind][hit.object_id])
            for hit in hits
            if hit.object_id in visible[hit.kind]
        }
        return cls(held, len(hits) < MAX_ROWS)

    def count(self, group: str) -> int:
        """How many records of a group."""
        return sum(kind in GROUPS[group] for kind, _pk in self.visible)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Makes the groups of one page."""

    form: SearchForm
    reader: Reader
    hits: _Hits
    page: int

    def all(self, matches: list[NameLine]) -> list[Group]:
        """Return every group that was asked for; one question ranks for all of them."""
        only = self.form.chosen.get("group", "")
        passages = self._ranked([kinds_filter(only)] if only else [], RANKED)
        groups = []
        for key in [only] if only else GROUPS:
            own = [one for one in passages if one.kind in GROUPS[key]]
            if not own and self.hits.count(key):
                own = self._ranked([kinds_filter(key)], MANY)  # older than what was ranked
            groups.append(self._group(key, own, matches if key == PEOPLE else []))
        return groups

    def _ranked(self, filters: list[Wanted], limit: int) -> list[Passage]:
        return find_passages(self.reader.query, limit=limit, filters=[*filters, *self.form.filters()])

    def _group(self, key: str, passages: list[Passage], matches: list[NameLine]) -> Group:
        limit = MANY if self.form.chosen.get("group") else FEW
        named = {(name.line.kind, name.line.object_id) for name in matches}
        complete = [(one.kind, one.object_id) for one in passages if one.complete]
        told = [record for record in complete if record not in named]
        # A case before its proceedings: they stand in it, and are found there.
        told.sort(key=lambda record: record[0] == DOCKET)
        room = max(0, limit - len(matches)) if key == PEOPLE and self.page == 1 else limit
        shown = told[limit * (self.page - 1) :][:room]
        partial = [(one.kind, one.object_id) for one in passages if not one.complete][:FEW]
        count = self.hits.count(key) + sum(1 for record in named if record not in self.hits.visible)
        names, lines = matches[:limit] if self.page == 1 else [], lines_of(shown, self.reader)
        is_short = not self.form.chosen.get("group") and len(names) + len(lines) < count
        return Group(
            key,
            LABELS[key],
            count,
            self.hits.counted_all,
            tuple(names),
            tuple(lines),
            tuple(lines_of(partial, self.reader)) if len(shown) < limit and self.page == 1 else (),
            self.form.address(group=key) if is_short else "",
        )
