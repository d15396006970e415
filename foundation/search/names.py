"""Finding people, bodies and courts by name: terms, candidates, ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from foundation.core.audience import PUBLIC, Audience
from foundation.search.aliases import known_aliases
from foundation.search.analysis.aliases import alias_key, variants
from foundation.search.analysis.edits import MIN_DELETED, deletions
from foundation.search.analysis.endings import lineage, masculine
from foundation.search.analysis.letters import clean
from foundation.search.analysis.matching import MATCH, Match, Why, asked_keys, best_match
from foundation.search.analysis.names import (
    GENERIC,
    MAX_NAME,
    Name,
    Word,
    acronyms,
    compact,
    packed,
    read_name,
    unpacked,
    word_of,
)
from foundation.search.engines import Engine, Hit, Wanted, all_of, any_of, engine

#: Candidates that are looked at: for the whole name; for it with slips and without a word if that finds too
#: little; for each word alone if that finds nothing either.
_WHOLE, _PART, _ALONE = 200, 80, 40
#: A match as good as this ends the search for worse ones.
_ENOUGH = 0.90
#: For letters that nobody has listed as an alias; less if something is called so.
_ACRONYM_SCORE, _ACRONYM_BESIDE = 0.85, 0.70
_ALIAS_FACTOR = 0.995

# What a term of the names' index is: a key, the key of the same lineage, a key without one letter, the first
# letter, an acronym.
KEY, _LINEAGE, _SLIP, _FIRST, _ACRONYM = "k", "l", "d", "i", "a"


@dataclass(frozen=True, slots=True)
class Found:
    """A person, body or court that was found."""

    kind: str
    object_id: int
    score: float
    why: Why
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one record as they are stored: the usual ones, then further ones."""

    usual: tuple[str, ...]
    further: tuple[str, ...] = ()
    person: bool = True

    def payload(self) -> str:
        """Return the names as the column ``names`` keeps them: as written and as read, for `Held`."""
        told = dict.fromkeys(" ".join(name.split()) for name in self.usual if name.strip())
        more = dict.fromkeys(" ".join(name.split()) for name in self.further if name.strip())
        return "\n".join(("p" if self.person else "b", *map(_line, told), "", *map(_line, more)))

    @property
    def all(self) -> tuple[str, ...]:
        """All names."""
        return (*self.usual, *self.further)


def _line(name: str) -> str:
    return f"{name}\t{packed(read_name(name))}"


@dataclass(frozen=True, slots=True)
class Held:
    """The names of a row: each as written and as read. Reading them again would take most of a search."""

    usual: tuple[tuple[str, Name], ...]
    further: tuple[tuple[str, Name], ...]
    person: bool

    @classmethod
    def of(cls, payload: str) -> Held:
        """Read what :meth:`Names.payload` wrote."""
        usual, _gap, further = payload[2:].partition("\n\n")
        return cls(_read(usual), _read(further), payload[0] == "p")

    @property
    def written(self) -> tuple[str, ...]:
        """All names as written."""
        return tuple(text for text, _name in (*self.usual, *self.further))


def _read(lines: str) -> tuple[tuple[str, Name], ...]:
    pairs = (line.split("\t", 1) for line in lines.split("\n") if line)
    return tuple((text, unpacked(name)) for text, name in pairs)


def name_terms(names: Names) -> Iterator[str]:
    """Yield the terms under which a record with these names is found."""
    for text in names.all:
        for word in read_name(text).words:
            yield from _word_terms(word)
        if not names.person:
            for short in acronyms(text):
                yield from _ascii(_ACRONYM, short)


def _word_terms(word: Word) -> Iterator[str]:
    if word.initial:
        yield _FIRST + word.keys[0][0]
        return
    for key in word.keys:
        for form in dict.fromkeys((key, masculine(key))):
            yield KEY + form
            yield _FIRST + form[0]
        for surname in lineage(key):
            yield _LINEAGE + surname
    if word.text not in GENERIC:
        for key in word.keys[:2]:
            for shorter in deletions(masculine(key)):
                yield _SLIP + shorter


def _ascii(kind: str, short: str) -> Iterator[str]:
    """An acronym as a term: folded, since engines see ASCII only."""
    key = word_of(short).keys
    if key:
        yield kind + key[0]


def find_names(
    query: str,
    *,
    audience: Audience = PUBLIC,
    limit: int = 10,
    kinds: Collection[str] | None = None,
    exact: bool = False,
    known: Mapping[str, tuple[str, ...]] | None = None,
    on: Engine | None = None,
) -> list[Found]:
    """Return the people, bodies and courts that a query names, the best first.

    Args:
        query: a name in any script, order, case or spelling; longer than `MAX_NAME` is cut.
        audience: `PUBLIC` sees public rows only. Whoever shows records applies ``visible_to`` again.
        limit: at most so many.
        kinds: only records of these kinds.
        exact: only names written exactly so, apart from capitals.
        known: what aliases stand for, by key; the shipped lists and those of editors if absent.
        on: the engine; that of the default database if absent.
    """
    typed = clean(query[:MAX_NAME])
    asked = _Asked.read(typed, known_aliases(typed) if known is None else known, exact)
    index = _Index(on or engine(), audience is PUBLIC, kinds)
    found = asked.ranked(index.hits([*asked.wholes(), *asked.acronym()], _WHOLE))
    steps = ((_nearly, _PART, asked.enough()), (_alone, _ALONE, MATCH)) if asked.names and not exact else ()
    for step, rows, enough in steps:
        if max((one.score for one in found.values()), default=0.0) >= enough:
            break
        for key, one in asked.ranked(index.hits(list(step(asked.names[0])), rows)).items():
            if key not in found or one.score > found[key].score:
                found[key] = one
    return sorted(found.values(), key=lambda one: (-one.score, one.object_id))[:limit]


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows that may be looked at."""

    on: Engine
    public_only: bool
    kinds: Collection[str] | None

    def hits(self, wanted: Sequence[Wanted], limit: int) -> list[Hit]:
        """Return the newest rows for each wish."""
        found = self.on.find(wanted, public_only=self.public_only, limit=limit)
        return [hit for hit in found if self.kinds is None or hit.kind in self.kinds]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as it was read: first the name as typed, then what its aliases stand for."""

    query: str
    names: tuple[Name, ...]
    exact: bool

    @classmethod
    def read(cls, query: str, known: Mapping[str, tuple[str, ...]], exact: bool) -> _Asked:
        """Read a clean query."""
        read = (read_name(text) for text in (query, *variants(query, known)))
        return cls(query, tuple(name for name in read if name.words), exact)

    def wholes(self) -> list[Wanted]:
        """Every name in full."""
        return [_whole(name) for name in self.names]

    def acronym(self) -> list[Wanted]:
        """Bodies whose words begin with the letters that were typed."""
        terms = list(_ascii(_ACRONYM, compact(self.query)))
        return [any_of(terms)] if terms and not self.exact else []

    def enough(self) -> float:
        """The score from which nothing worse is looked for."""
        told = [word for word in self.names[0].words if word.weight] if self.names else []
        return MATCH if len(told) == 1 or any(word.initial for word in told) else _ENOUGH

    def ranked(self, hits: Iterable[Hit]) -> dict[tuple[str, int], Found]:
        """Score the candidates; what only an acronym found comes after what is called so."""
        found: dict[tuple[str, int], Found] = {}
        short: list[Found] = []
        for hit in hits:
            names = Held.of(hit.payload)
            match = self._match(names)
            if match.score > 0:
                found[hit.kind, hit.object_id] = Found(
                    hit.kind, hit.object_id, round(match.score, 4), match.why, match.name
                )
            elif not names.person and self._abbreviates(names):
                short.append(Found(hit.kind, hit.object_id, 0.0, Why.ALIAS, names.written[0]))
        called = max((one.score for one in found.values()), default=0.0) >= MATCH
        for one in short:
            score = _ACRONYM_BESIDE if called else _ACRONYM_SCORE
            found[one.kind, one.object_id] = replace(one, score=score)
        return found

    def _abbreviates(self, names: Held) -> bool:
        return compact(self.query) in chain.from_iterable(acronyms(text) for text, _name in names.usual)

    def _match(self, names: Held) -> Match:
        if self.exact:
            typed = alias_key(self.query)
            held = next((name for name in names.written if typed and typed in alias_key(name)), "")
            return Match(1.0 if held else 0.0, Why.EXACT, held)
        best = Match(0.0, Why.EXACT, "")
        for number, asked in enumerate(self.names):
            match = best_match(asked, names.usual, person=names.person)
            if names.further:
                other = best_match(asked, names.further, person=names.person)
                if other.score > match.score:
                    match = Match(other.score, Why.ALIAS if other.why is Why.EXACT else other.why, other.name)
            if number:
                match = Match(match.score * _ALIAS_FACTOR, Why.ALIAS, match.name)
            if match.score > best.score:
                best = match
        return best


def group(word: Word) -> Wanted:
    """One word of the query: any key that it can be found by."""
    if word.initial:
        return any_of(_FIRST + key[0] for key in word.keys)
    return any_of(KEY + key for key in asked_keys(word))


def _wide_group(word: Word) -> Wanted:
    """The same, and the names in -uly of a surname in -ev."""
    if word.initial:
        return group(word)
    return any_of([KEY + key for key in asked_keys(word)] + [_LINEAGE + key for key in word.keys])


def _group_with_slips(word: Word) -> Wanted:
    terms = [KEY + key for key in asked_keys(word)]
    for key in list(asked_keys(word))[:4]:
        terms += [_SLIP + shorter for shorter in deletions(key)]
    return any_of(terms)


def _telling(name: Name) -> list[Word]:
    """The words to search by: no forms, no patronymics, generic words only where there is nothing else."""
    told = [word for word in name.words if word.weight and not word.patronymic]
    rare = [word for word in told if word.text not in GENERIC]
    return rare or told or list(name.words)


def _whole(name: Name) -> Wanted:
    return all_of(_wide_group(word) for word in _telling(name))


def _nearly(name: Name) -> Iterator[Wanted]:
    """The whole with slips, and all words but one."""
    told = _telling(name)
    words = [word for word in told if not word.initial]
    yield all_of(_group_with_slips(word) if not word.initial else group(word) for word in told)
    if 2 < len(words) <= 5:
        for some in combinations(words, len(words) - 1):
            yield all_of(group(word) for word in some)


def _alone(name: Name) -> Iterator[Wanted]:
    """Each word alone, first as written and then with a slip."""
    told = _telling(name)
    words = [word for word in told if not word.initial][:4]
    if len(told) > 1:
        for word in (*words, *(word for word in name.words if word.patronymic)):
            yield group(word)
        for word in words:
            if any(len(key) >= MIN_DELETED for key in word.keys):
                yield _group_with_slips(word)
