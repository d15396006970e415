"""How like two names are, from 0 to 1, and why.

0.80 and more is shown as a match, 0.90 and more warns an editor of a duplicate. The likeness of two words
comes from their keys (:mod:`folding`, :mod:`endings`, :mod:`edits`); how much a word counts depends on what
it is: the surname of a person, the telling words of a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from foundation.search.analysis.edits import Slip, slip
from foundation.search.analysis.endings import Ending, lemmas
from foundation.search.analysis.names import Name, Word, read_name

#: Shown as a match from here on, and as a possible duplicate from here on.
MATCH, DUPLICATE = 0.80, 0.90


class Why(StrEnum):
    """Why a name was found; the furthest step that was needed."""

    EXACT = "exact"
    TRANSLITERATION = "transliteration"
    CASE_FORM = "case form"
    TYPO = "typo"
    ALIAS = "alias"


_ORDER = {why: place for place, why in enumerate(Why)}


class Likeness(NamedTuple):
    """How like two words are, and by which step."""

    degree: float
    why: Why


@dataclass(frozen=True, slots=True)
class Match:
    """A stored name against a query."""

    score: float
    why: Why
    name: str


_NONE = Likeness(0.0, Why.EXACT)
_SAME, _KEY, _FURTHER_KEY, _INITIAL = 1.0, 0.97, 0.955, 0.9
_ENDINGS = {
    Ending.NONE: _KEY,
    Ending.CASE: 0.95,
    Ending.GENDER: 0.93,
    Ending.FEMININE_CASE: 0.90,
    Ending.LINEAGE: 0.92,
}
#: The plain form of a surname that has a feminine is a man's.
_OTHER_GENDER = 0.82
#: Валентин and Валентина are two people.
_OTHER_GENDER_GIVEN = 0.5

# What is left of the likeness of a surname (or of a body's word) and of a given name after a slip. Given
# names are short and lie close together: Ержан and Ерлан are two people, Болат and Булат one.
_SURNAME_SLIPS = {
    Slip.NEAR_VOWEL: 0.93,
    Slip.VOWEL: 0.90,
    Slip.LOOSE_VOWEL: 0.89,
    Slip.LOOSE_CONSONANT: 0.85,
    Slip.SWAPPED: 0.85,
    Slip.CONSONANT: 0.79,
    Slip.TWO_VOWELS: 0.84,
    Slip.TWO: 0.60,
}
_GIVEN_SLIPS = {
    Slip.NEAR_VOWEL: 0.93,
    Slip.VOWEL: 0.55,
    Slip.LOOSE_VOWEL: 0.80,
    Slip.LOOSE_CONSONANT: 0.62,
    Slip.SWAPPED: 0.75,
    Slip.CONSONANT: 0.40,
    Slip.TWO_VOWELS: 0.60,
    Slip.TWO: 0.30,
}
_SHORT = 6
_SHORT_LOSS = 0.18


@lru_cache(maxsize=65536)
def asked_keys(word: Word) -> dict[str, tuple[float, Ending]]:
    """Return each key that a word of a query can be found by, with how sure that is."""
    found: dict[str, tuple[float, Ending]] = {}
    for place, key in enumerate(word.keys):
        for lemma in lemmas(key):
            degree = _ENDINGS[lemma.ending] - (_KEY - _FURTHER_KEY) * (place > 0)
            if degree > found.get(lemma.key, (0.0,))[0]:
                found[lemma.key] = (degree, lemma.ending)
    return found


@lru_cache(maxsize=131_072)
def likeness(asked: Word, held: Word, given: bool = False) -> Likeness:
    """Compare a word of a query with a word of a stored name; ``given`` for names that are no surname."""
    if asked.initial or held.initial:
        return _initials(asked, held, given)
    if asked.text == held.text:
        return Likeness(_SAME, Why.EXACT)
    options = asked_keys(asked)
    best = _NONE
    for place, key in enumerate(held.stored):
        if key not in options:
            continue
        degree, ending = options[key]
        if key not in held.keys and ending in (Ending.NONE, Ending.GENDER, Ending.CASE):
            # Found by the form of the other gender, or by lineage.
            degree = min(degree, _ENDINGS[Ending.GENDER])
        elif place and key in held.keys:
            degree -= _KEY - _FURTHER_KEY
        why = Why.TRANSLITERATION if ending is Ending.NONE else Why.CASE_FORM
        if given and (ending is Ending.GENDER or (ending is Ending.NONE and key not in held.keys)):
            degree = _OTHER_GENDER_GIVEN
        if degree > best.degree:
            best = Likeness(degree, why)
    return best if best.degree else _slipped(asked, held, given)


def _slipped(asked: Word, held: Word, given: bool) -> Likeness:
    table = _GIVEN_SLIPS if given else _SURNAME_SLIPS
    best = 0.0
    for other in held.stored[:3]:
        for place, key in enumerate(asked_keys(asked)):
            kind = slip(key, other) if -2 < len(key) - len(other) < 2 else None
            if kind is None:
                continue
            short = len(key) <= _SHORT and not given and kind is not Slip.NEAR_VOWEL
            best = max(best, table[kind] - (_SHORT_LOSS if short else 0) - (0.02 if place else 0))
    return Likeness(best, Why.TYPO)


def _initials(asked: Word, held: Word, given: bool) -> Likeness:
    if held.initial and not asked.initial and not given:
        return _NONE
    degree = _INITIAL if asked.initial else 0.6
    if any(a.startswith(b) or b.startswith(a) for a in asked.keys for b in held.keys):
        return Likeness(degree, Why.EXACT)
    # Е is how Ержан begins, and Y how Yerzhan does.
    vague = {asked.text[0], held.text[0]} & set("yeе") and {asked.keys[0][0], held.keys[0][0]} <= set("ie")
    return Likeness(degree, Why.EXACT) if vague else _NONE


def further(one: Why, other: Why) -> Why:
    """Return the step that goes further."""
    return one if one is other or _ORDER[one] > _ORDER[other] else other


def score_person(asked: Name, held: Name) -> tuple[float, Why]:
    """Compare a query with a stored name of a person.

    >>> def score(a, b): return round(score_person(read_name(a), read_name(b))[0], 2)
    >>> score("Ilyas Hrapunov", "Ілияс Храпунов") >= 0.9, score("Khrapunov", "Iliyas Khrapunov") >= 0.8
    (True, True)
    >>> score("Владислав Храпунов", "Виктор Храпунов") < 0.8, score("Ержан Татишев", "Ерлан Татишев") < 0.8
    (True, True)
    """
    if held.surname is None or not asked.words:
        return score_body(asked, held)
    surname_word = held.words[held.surname]
    others = [word for place, word in enumerate(held.words) if place != held.surname]
    surname, taken = _NONE, -1
    for place, word in enumerate(asked.words):
        if word.weight == 0 and len(asked.words) > 1:
            continue
        like = likeness(word, surname_word)
        if like.degree > surname.degree and not (word.initial and place == 0 and len(asked.words) > 2):
            surname, taken = like, place
    rest = [
        word for place, word in enumerate(asked.words) if place != taken and (word.weight or word.initial)
    ]
    given = _align([word for word in rest if not word.patronymic] or rest, others)
    return _weigh(asked, held, surname, asked.words[taken] if taken >= 0 else None, given, rest)


class _Given(NamedTuple):
    """How the words beside the surname fit."""

    degree: float
    why: Why
    initial: bool
    matched: int
    unmatched: int
    missing: int


def _align(rest: Sequence[Word], others: Sequence[Word]) -> _Given:
    """Bring the other words of a query to those of a name, each to one; initials keep their order."""
    left = list(others)
    degree, why, matched, initial, unmatched = 0.0, Why.EXACT, 0, False, 0
    fits: list[float] = []
    for number, word in enumerate(rest):
        best, taken = _NONE, -1
        for place, other in enumerate(left[:1] if word.initial and number == 0 else left):
            like = likeness(word, other, True)
            if like.degree > best.degree:
                best, taken = like, place
        if best.degree < 0.3:
            unmatched += not word.initial or bool(left and number == 0)
            continue
        other = left.pop(taken)
        fits.append(best.degree)
        why = further(why, best.why)
        matched += 1
        initial = initial or word.initial or other.initial
    if fits:
        degree = sum(fits) / len(fits)
    missing = sum(1 for word in left if not word.patronymic and not word.initial)
    return _Given(degree, why, initial and matched == 1, matched, unmatched, missing)


def _weigh(
    asked: Name, held: Name, surname: Likeness, by: Word | None, given: _Given, rest: Sequence[Word]
) -> tuple[float, Why]:
    if by is None or surname.degree < 0.3:
        return 0.45 * given.degree * (0.6 if given.unmatched else 1.25), given.why
    if by.initial:
        return (0.79 if given.matched and not given.unmatched and given.degree > 0.9 else 0.3), given.why
    degree = surname.degree
    held_surname = held.words[held.surname or 0]
    alone = not given.matched and not given.unmatched
    if {held_surname.gender, by.gender} == {"m", "f"} and not alone:
        # A woman's form may be a man's genitive, a man's form is never a woman's.
        degree = min(degree, _OTHER_GENDER if by.gender == "m" else _ENDINGS[Ending.GENDER])
    why = further(surname.why, given.why)
    if alone:
        if held.words == (held_surname,):
            return degree, why
        return 0.86 * degree, why
    if given.unmatched and not given.matched:
        return 0.66 * degree, why
    if given.initial:
        return max(0.0, 0.88 * degree * (given.degree / _INITIAL) - 0.12 * given.unmatched), why
    score = 0.55 * degree + 0.45 * given.degree - 0.12 * given.unmatched - 0.03 * given.missing
    return max(0.0, score), why


def score_body(asked: Name, held: Name) -> tuple[float, Why]:
    """Compare a query with a stored name of an organization, a court, a place: words by their weight.

    >>> def score(a, b): return round(score_body(read_name(a), read_name(b))[0], 2)
    >>> score("Банк БТА", "БТА Банк") > 0.9, score("Республика", "Республика Казахстан") < 0.8
    (True, True)
    """
    left = list(held.told)
    total = sum(_weight(word) for word in asked.told)
    whole = sum(_weight(word) for word in left)
    found, covered, why = 0.0, 0.0, Why.EXACT
    for word in asked.told:
        likes = [(likeness(word, other), other) for other in left]
        best = max(likes, key=lambda item: item[0].degree, default=None)
        if best is None or best[0].degree < 0.5:
            continue
        left.remove(best[1])
        found += _weight(word) * best[0].degree
        covered += _weight(best[1])
        why = further(why, best[0].why)
    if not found:
        return 0.0, why
    return max(0.0, 1 - 0.4 * (1 - covered / whole) - 0.6 * (1 - found / total)), why


def _weight(word: Word) -> float:
    """What a word tells about a body; letters and forms (S.A., LLP) next to nothing."""
    return 0.1 if word.initial or not word.weight else word.weight


def best_match(asked: Name, held: Iterable[tuple[str, Name]], *, person: bool) -> Match:
    """Return the best of several stored names of one person or body: each as written and as read."""
    best = Match(0.0, Why.EXACT, "")
    compare = score_person if person else score_body
    for text, name in held:
        if not name.words:
            continue
        score, why = compare(asked, name)
        if score > best.score:
            best = Match(score, why, text)
            if score >= _SAME:
                break
    return best


def match_names(asked: str, held: Iterable[str], *, person: bool) -> Match:
    """Compare a query with the names of one person or body, all as written.

    >>> match_names("Храпуновқа", ["Viktor Khrapunov"], person=True).score >= MATCH
    True
    """
    return best_match(read_name(asked), ((text, read_name(text)) for text in held), person=person)
