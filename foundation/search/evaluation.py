"""Measuring search on files of examples, in a scratch index beside the real one.

A file of names has ``entities`` (id, kind, names by language) and ``queries`` (id, query, should_find,
should_not_find); a file of texts has ``docs`` (doc_id, lang, text) and ``queries`` (relevant_doc_ids).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter, process_time
from typing import Any

from foundation.core.audience import PUBLIC
from foundation.search.analysis.aliases import shipped
from foundation.search.analysis.matching import DUPLICATE, MATCH
from foundation.search.analysis.names import read_name
from foundation.search.analysis.stems import language_of, passage_terms
from foundation.search.models import SearchRow
from foundation.search.names import Names, find_names, name_terms
from foundation.search.texts import find_passages

_BATCH = 1000
_TOP = 10
_FIVE = 5
NAME, TEXT = "name", "text"


class BadExamplesError(ValueError):
    """A file is not of the described shape; the text says where."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one query found: ids of the file with score and reason, the best first."""

    query_id: str
    results: tuple[tuple[str, float, str], ...]
    seconds: float
    #: Of this process; the database's own is in it on SQLite only.
    cpu: float = 0.0

    def line(self) -> str:
        """Return the line of the results file."""
        found = [{"id": one, "score": score, "why": why} for one, score, why in self.results]
        return json.dumps({"id": self.query_id, "results": found}, ensure_ascii=False)


def read_examples(path: Path, *keys: str) -> Mapping[str, Any]:
    """Read a file of examples that has these lists. Raises BadExamplesError."""
    try:
        data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadExamplesError(f"{path}: {error}") from error
    for key in keys:
        if not isinstance(data, dict) or not isinstance(data.get(key, []), list):
            raise BadExamplesError(f"{path}: {key!r} is no list")
    return data


class Ids:
    """Numbers for the ids of a file: rows of the index know numbers only."""

    def __init__(self) -> None:
        self._ids: list[str] = []

    def number(self, text: str) -> int:
        """Return the number of a new id."""
        self._ids.append(text)
        return len(self._ids)

    def id(self, number: int) -> str:
        """Return the id of a number."""
        return self._ids[number - 1]


def name_rows(
    entities: Iterable[Mapping[str, Any]], ids: Ids, only_language: str = ""
) -> Iterator[SearchRow]:
    """Yield the row of each entity; with ``only_language`` one name, in that language if it has any."""
    for entity in entities:
        held = entity["names"]
        told = list(dict.fromkeys(held.values()))
        if only_language:
            told = [held.get(only_language, told[0])]
        names = Names(tuple(told), person=entity.get("kind") == "person")
        yield SearchRow(
            kind=NAME,
            object_id=ids.number(entity["id"]),
            is_public=True,
            terms=" ".join(dict.fromkeys(name_terms(names))),
            names=names.payload(),
        )


def write(rows: Iterator[SearchRow], told: Callable[[int], None] = lambda _count: None) -> int:
    """Write rows in batches; ``told`` hears how many there are. Returns their number."""
    count = 0
    while batch := list(islice(rows, _BATCH)):
        SearchRow.objects.bulk_create(batch)
        count += len(batch)
        told(count)
    return count


def ask_names(queries: Sequence[Mapping[str, Any]], ids: Ids) -> Iterator[Answer]:
    """Ask every query of a file of names."""
    known = dict(shipped())
    for query in queries:
        started, worked = perf_counter(), process_time()
        found = find_names(query["query"], audience=PUBLIC, limit=_TOP, known=known)
        seconds, cpu = perf_counter() - started, process_time() - worked
        results = tuple((ids.id(one.object_id), round(one.score, 4), str(one.why)) for one in found)
        yield Answer(query["id"], results, seconds, cpu)


@dataclass(slots=True)
class Figures:
    """How good the answers were."""

    recall: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)
    shown: int = 0
    shown_right: int = 0
    forbidden: list[str] = field(default_factory=list)
    warned: int = 0
    warned_right: int = 0
    to_warn: int = 0
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(
        self, answer: Answer, wanted: Sequence[str], forbidden: Sequence[str] = (), full: bool = False
    ) -> None:
        """Count one answer; ``full`` queries name a whole person and should warn of a duplicate."""
        ids = [one for one, _score, _why in answer.results]
        top = answer.results[:_FIVE]
        if wanted:
            self.recall.append(len(set(ids[:_FIVE]) & set(wanted)) / min(len(wanted), _FIVE))
            self.reciprocal.append(
                next((1 / place for place, one in enumerate(ids, 1) if one in wanted), 0.0)
            )
        shown = [one for one, score, _why in top if score >= MATCH]
        self.shown += len(shown)
        self.shown_right += sum(one in wanted for one in shown)
        self.forbidden += [
            f"{answer.query_id}: {one} {score}"
            for one, score, _w in answer.results
            if score > MATCH and one in forbidden
        ]
        if full or not wanted:
            warned = [one for one, score, _why in answer.results if score >= DUPLICATE]
            self.warned += len(warned)
            self.warned_right += sum(one in wanted for one in warned)
            self.to_warn += len(wanted)
        self.seconds.append(answer.seconds)
        self.cpu.append(answer.cpu)

    def lines(self) -> Iterator[str]:
        """Yield the figures in words."""
        asked = len(self.recall)
        yield f"R@5 {_mean(self.recall):.3f}  MRR {_mean(self.reciprocal):.3f}  over {asked} queries"
        if self.shown:
            share = self.shown_right / self.shown
            yield f"P@5 at score >= {MATCH:.2f}: {share:.3f} ({self.shown_right} of {self.shown})"
        if self.to_warn:
            precision = self.warned_right / self.warned if self.warned else 0.0
            yield (
                f"duplicates at {DUPLICATE:.2f}: precision {precision:.3f}, "
                f"recall {self.warned_right / self.to_warn:.3f} of {self.to_warn}"
            )
        yield f"should_not_find above {MATCH:.2f}: {len(self.forbidden)} {'; '.join(self.forbidden)}".rstrip()
        p50, p95 = _percentiles(self.seconds)
        yield f"latency: p50 {p50:.1f} ms, p95 {p95:.1f} ms, max {max(self.seconds, default=0) * 1000:.1f} ms"
        p50, p95 = _percentiles(self.cpu)
        yield f"CPU time of this process: p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def _mean(values: Sequence[float]) -> float:
    return mean(values) if values else 0.0


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    if len(seconds) < 2:
        return (seconds[0] * 1000,) * 2 if seconds else (0.0, 0.0)
    cuts = quantiles(seconds, n=20, method="inclusive")
    return cuts[9] * 1000, cuts[18] * 1000


def is_full_name(query: str, category: str = "") -> bool:
    """Whether a query names a whole person: two telling words and more, no initial, no slip on purpose."""
    name = read_name(query)
    plain = category not in ("typo", "org", "surname", "initials")
    return plain and len(name.told) > 1 and not any(word.initial for word in name.words)


def text_rows(docs: Iterable[Mapping[str, Any]], ids: Ids) -> Iterator[SearchRow]:
    """Yield the row of each passage of a file of texts."""
    for doc in docs:
        language = doc.get("lang") or language_of(doc["text"])
        terms = " ".join(dict.fromkeys(passage_terms(doc["text"], language)))
        yield SearchRow(kind=TEXT, object_id=ids.number(doc["doc_id"]), is_public=True, terms=terms)


def ask_texts(queries: Sequence[Mapping[str, Any]], ids: Ids) -> Iterator[Answer]:
    """Ask every query of a file of texts."""
    for query in queries:
        started, worked = perf_counter(), process_time()
        found = find_passages(query["query"], audience=PUBLIC, limit=_TOP)
        seconds, cpu = perf_counter() - started, process_time() - worked
        results = tuple((ids.id(one.object_id), one.score, "") for one in found)
        yield Answer(query["id"], results, seconds, cpu)
