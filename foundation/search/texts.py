"""Finding passages by their words: candidates from the engine, ranking in Python, alike on every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from foundation.core.audience import PUBLIC, Audience
from foundation.search.analysis.numbers import DOCKET
from foundation.search.analysis.queries import Query, Wish, read_query
from foundation.search.engines import MAX_ROWS, Engine, Hit, Term, Wanted, all_of, any_of, engine

#: Candidates that are ranked: of each way to hold all words, and for each word alone where that finds too
#: little.
RANKED, _PART = 250, 150
#: Of passages that have the words in a row more are ranked, as many as 50 ms allow: they fit best.
_IN_A_ROW = 500
#: So many passages with all words are enough not to look for worse ones.
_ENOUGH = 10
_WEAK = 0.35
#: Of the score: the words that are there; that they stand in a row; that the passage is short.
_WORDS, _NEAR, _BRIEF = 0.86, 0.12, 0.02
#: Words in a row in other forms count a little less than as they were typed.
_NEAR_IN_OTHER_FORMS = 0.8
#: What stands on the docket of a number that was asked for.
_ON_DOCKET = 0.5
#: Terms of so many characters make a passage long.
_LONG = 2000


@dataclass(frozen=True, slots=True)
class Passage:
    """A record that was found, by the best of its passages: how well that fits, 0 to 1, and if it has all."""

    kind: str
    object_id: int
    case_id: int | None
    score: float
    complete: bool


def find_passages(
    query: Query | str,
    *,
    audience: Audience = PUBLIC,
    limit: int = 10,
    filters: Collection[Wanted] = (),
    on: Engine | None = None,
) -> list[Passage]:
    """Return the records whose passages hold what was asked, the best first, each once.

    Args:
        query: as typed, or as read.
        audience: `PUBLIC` sees public rows only. Whoever shows records applies ``visible_to`` again.
        limit: at most so many.
        filters: what every row must hold beside, made of :func:`foundation.search.documents.filter_term`.
        on: the engine; that of the default database if absent.
    """
    asked = read_query(query) if isinstance(query, str) else query
    if not asked:
        return []
    best: dict[tuple[str, int], Passage] = {}
    for passage in _ranked(asked, _candidates(asked, audience, filters, on or engine())):
        key = passage.kind, passage.object_id
        if key not in best or passage.score > best[key].score:
            best[key] = passage
    return sorted(best.values(), key=lambda one: -one.score)[:limit]


def newest_hits(
    query: Query, *, audience: Audience = PUBLIC, filters: Collection[Wanted] = (), on: Engine | None = None
) -> list[Hit]:
    """Return the newest rows that hold all that was asked, at most `MAX_ROWS`, to count them."""
    if not query:
        return []
    source = on or engine()
    return source.find([wanted(query, filters)], public_only=audience is PUBLIC, limit=MAX_ROWS, common=True)


def with_dockets(query: Query, *, audience: Audience = PUBLIC, on: Engine | None = None) -> Query:
    """Return a query in which the number of a docket also means what stands on that docket.

    ``17-cv-246 ECF 67`` then finds the entry, which does not repeat the number of its docket. One statement,
    and only if the query has such a number.
    """
    numbers = [
        any_of(wish.terms) for wish in query.wishes if not wish.together and wish.terms[0].startswith(DOCKET)
    ]
    if not numbers:
        return query
    hits = (on or engine()).find(numbers, public_only=audience is PUBLIC, limit=_PART, column="terms")
    return replace(query, wishes=tuple(_with_dockets(wish, hits) for wish in query.wishes))


def _with_dockets(wish: Wish, hits: Sequence[Hit]) -> Wish:
    held = [hit.payload.split(" ") for hit in hits]
    dockets = {
        term
        for terms in held
        if not set(wish.terms).isdisjoint(terms)
        for term in terms
        if term.startswith("xdocket_")
    }
    return replace(wish, weights=(*wish.weights, *((term, _ON_DOCKET) for term in sorted(dockets))))


def wanted(asked: Query, filters: Collection[Wanted] = ()) -> Wanted:
    """Return the wish for rows that hold all that was asked."""
    return _all([_strong(wish) for wish in asked.wishes], asked, filters)


def _candidates(asked: Query, audience: Audience, filters: Collection[Wanted], on: Engine) -> list[Hit]:
    """The rows to rank, the newest first: with every word; else with some, or with words like them."""
    public_only = audience is PUBLIC
    wholes, limits = zip(*_wholes(asked, filters), strict=True)
    hits = on.find(wholes, public_only=public_only, limit=limits, column="terms", common=True)
    if len(hits) >= _ENOUGH:
        return hits
    parts = _parts(asked, filters)
    more = on.find(parts, public_only=public_only, limit=_PART, column="terms", common=True)
    return list({hit.row_id: hit for hit in (*hits, *more)}.values())


def _wholes(asked: Query, filters: Collection[Wanted]) -> Iterator[tuple[Wanted, int]]:
    """All words in a row; all words as they were typed; all words in any form; how many are ranked of each.

    Of a common word only the newest rows are looked at: so what fits best is asked for by itself.
    """
    pairs = [any_of(wish.next_to) for wish in asked.wishes if wish.next_to]
    every = wanted(asked, filters)
    if pairs:
        yield _all([every, *pairs], asked, filters), _IN_A_ROW
    as_typed = _all([_strong(_as_typed(wish)) for wish in asked.wishes], asked, filters)
    if as_typed != every:
        yield as_typed, RANKED
    yield every, RANKED


def _as_typed(wish: Wish) -> Wish:
    return wish if wish.together else replace(wish, weights=wish.weights[:1], weak="")


def _all(parts: Iterable[Wanted], asked: Query, filters: Collection[Wanted]) -> Wanted:
    return all_of((*parts, *filters), [_strong(wish) for wish in asked.excluded])


def _strong(wish: Wish) -> Wanted:
    return all_of(map(Term, wish.terms)) if wish.together else any_of(wish.terms)


def _with_weak(wish: Wish) -> Wanted:
    return any_of((*wish.terms, wish.weak)) if wish.weak else _strong(wish)


def _parts(asked: Query, filters: Collection[Wanted]) -> list[Wanted]:
    """All words, some by their beginnings; each alone; each by its beginning alone. Phrases stay whole."""
    always = [_strong(wish) for wish in asked.wishes if wish.together]
    loose = [wish for wish in asked.wishes if not wish.together]
    if not loose:
        return []
    found = [_all([*always, *map(_with_weak, loose)], asked, filters)]
    if len(loose) > 1:
        found += [_all([*always, _strong(wish)], asked, filters) for wish in loose]
    return found + [_all([*always, Term(wish.weak)], asked, filters) for wish in loose if wish.weak][:6]


def _ranked(asked: Query, hits: Sequence[Hit]) -> list[Passage]:
    """Score each row: the weights of what it holds, rare words counting more; short passages come first."""
    telling = frozenset(
        term for wish in asked.wishes for term in (*wish.terms, wish.weak, *wish.next_to) if term
    )
    held = [telling.intersection(hit.payload.split(" ")) for hit in hits]
    # Many rows hold the same few of the terms that count: each such set is weighed once.
    fits = {terms: [_fit(wish, terms) for wish in asked.wishes] for terms in set(held)}
    sure = [sum(fits[terms][place] > _WEAK for terms in held) for place in range(len(asked.wishes))]
    rarity = [log(1 + len(hits) / (1 + count)) for count in sure]
    pairs = [wish.next_to for wish in asked.wishes if wish.next_to]
    total = sum(rarity) or 1.0
    found = []
    for hit, terms in zip(hits, held, strict=True):
        fit = fits[terms]
        score = sum(weight * value for weight, value in zip(rarity, fit, strict=True)) / total
        if not score:
            continue
        near = sum(_nearness(pair, terms) for pair in pairs) / len(pairs) if pairs else score
        score = _WORDS * score + _NEAR * near + _BRIEF / (1 + len(hit.payload) / _LONG)
        complete = min(fit) > _WEAK
        found.append(Passage(hit.kind, hit.object_id, hit.case_id, round(score, 4), complete))
    return found


def _fit(wish: Wish, held: frozenset[str]) -> float:
    """Return the weight of what a row holds of a wish."""
    if wish.together:
        return float(held.issuperset(wish.terms))
    found = [weight for term, weight in wish.weights if term in held]
    return max(found, default=_WEAK if wish.weak in held else 0.0)


def _nearness(pair: tuple[str, ...], held: frozenset[str]) -> float:
    """Whether two words in a row of the query are in a row in a passage: as typed 1, in other forms less."""
    if pair[0] in held:
        return 1.0
    return 0.0 if held.isdisjoint(pair) else _NEAR_IN_OTHER_FORMS
