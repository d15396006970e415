"""Finding passages by their words: candidates from the engine, ranking in Python, alike on every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from foundation.core.audience import PUBLIC, Audience
from foundation.search.analysis.queries import Query, Wish, read_query
from foundation.search.engines import Engine, Hit, Term, Wanted, all_of, any_of, engine

#: Candidates that are ranked: with all words, and for each word alone where that finds too little.
RANKED, _PART = 500, 200
#: So many passages with all words are enough not to look for worse ones.
_ENOUGH = 10
_WEAK = 0.35
#: Terms of so many characters make a passage long.
_LONG = 2000


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found: of which record, and how well it fits, 0 to 1."""

    kind: str
    object_id: int
    case_id: int | None
    score: float


def find_passages(
    query: Query | str,
    *,
    audience: Audience = PUBLIC,
    limit: int = 10,
    filters: Collection[str] = (),
    on: Engine | None = None,
) -> list[Passage]:
    """Return the records whose passages hold what was asked, the best first, each once.

    Args:
        query: as typed, or as read.
        audience: `PUBLIC` sees public rows only. Whoever shows records applies ``visible_to`` again.
        limit: at most so many.
        filters: terms that every row must have (:func:`foundation.search.rows.filter_term`).
        on: the engine; that of the default database if absent.
    """
    asked = read_query(query) if isinstance(query, str) else query
    if not asked:
        return []
    hits = candidates(asked, audience=audience, filters=filters, on=on or engine())
    best: dict[tuple[str, int], Passage] = {}
    for passage in _ranked(asked, hits):
        key = passage.kind, passage.object_id
        if key not in best or passage.score > best[key].score:
            best[key] = passage
    return sorted(best.values(), key=lambda one: -one.score)[:limit]


def candidates(asked: Query, *, audience: Audience, filters: Collection[str], on: Engine) -> list[Hit]:
    """Return the rows to rank, the newest first: with every word; else with some, or with words like them."""
    public_only = audience is PUBLIC
    hits = on.find([wanted(asked, filters)], public_only=public_only, limit=RANKED, column="terms")
    if len(hits) >= _ENOUGH:
        return hits
    more = on.find(_parts(asked, filters), public_only=public_only, limit=_PART, column="terms")
    return list({hit.row_id: hit for hit in (*hits, *more)}.values())


def wanted(asked: Query, filters: Collection[str] = ()) -> Wanted:
    """Return the wish for rows that hold all that was asked."""
    return _all([_strong(wish) for wish in asked.wishes], asked, filters)


def _all(parts: Iterable[Wanted], asked: Query, filters: Collection[str]) -> Wanted:
    return all_of((*parts, *map(Term, filters)), [_strong(wish) for wish in asked.excluded])


def _strong(wish: Wish) -> Wanted:
    return all_of(map(Term, wish.terms)) if wish.together else any_of(wish.terms)


def _with_weak(wish: Wish) -> Wanted:
    return any_of((*wish.terms, wish.weak)) if wish.weak else _strong(wish)


def _parts(asked: Query, filters: Collection[str]) -> list[Wanted]:
    """All words, some by their beginnings; each alone; each by its beginning alone. Phrases stay whole."""
    fixed = [wish for wish in asked.wishes if wish.together]
    loose = [wish for wish in asked.wishes if not wish.together]
    always = [_strong(wish) for wish in fixed]
    found = [_all([*always, *map(_with_weak, loose)], asked, filters)]
    if len(loose) > 1:
        found += [_all([*always, _strong(wish)], asked, filters) for wish in loose]
    found += [_all([*always, Term(wish.weak)], asked, filters) for wish in loose if wish.weak][:6]
    return found


def _ranked(asked: Query, hits: Sequence[Hit]) -> list[Passage]:
    """Score each row: the weights of what it holds, rare words counting more; short passages come first."""
    wishes = [_Scales.of(wish) for wish in asked.wishes]
    held = [f" {hit.payload} " for hit in hits]
    fits = [[wish.fit(terms) for wish in wishes] for terms in held]
    rarity = [
        log(1 + len(hits) / (1 + sum(fit[place] > _WEAK for fit in fits))) for place in range(len(wishes))
    ]
    pairs = _pairs(asked)
    total = sum(rarity) or 1.0
    found = []
    for hit, terms, fit in zip(hits, held, fits, strict=True):
        score = sum(weight * value for weight, value in zip(rarity, fit, strict=True)) / total
        if not score:
            continue
        near = sum(pair in terms for pair in pairs) / len(pairs) if pairs else 0.0
        score = 0.95 * score + 0.03 * near + 0.02 / (1 + len(terms) / _LONG)
        found.append(Passage(hit.kind, hit.object_id, hit.case_id, round(score, 4)))
    return found


@dataclass(frozen=True, slots=True)
class _Scales:
    """A wish made ready for weighing many rows: its terms between spaces, the heaviest first."""

    terms: tuple[tuple[str, float], ...]
    together: bool

    @classmethod
    def of(cls, wish: Wish) -> _Scales:
        """Make a wish ready."""
        weights = [*wish.weights, *([(wish.weak, _WEAK)] if wish.weak else [])]
        heaviest = sorted(weights, key=lambda pair: -pair[1])
        return cls(tuple((f" {term} ", weight) for term, weight in heaviest), wish.together)

    def fit(self, terms: str) -> float:
        """Return the weight of what a row holds of the wish."""
        if self.together:
            return float(all(term in terms for term, _weight in self.terms))
        return next((weight for term, weight in self.terms if term in terms), 0.0)


def _pairs(asked: Query) -> list[str]:
    """Neighbours in the query that may be neighbours in the passage."""
    written = [wish.terms[0][1:] for wish in asked.wishes if not wish.together]
    return [f" b{one}_{other} " for one, other in pairwise(written)]
