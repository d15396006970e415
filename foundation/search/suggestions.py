"""Names while somebody types, and the people that a new record may already be."""

from __future__ import annotations

from collections.abc import Collection

from foundation.core.audience import DESK, PUBLIC, Audience
from foundation.search.analysis.letters import clean
from foundation.search.analysis.matching import DUPLICATE, Why
from foundation.search.analysis.names import Name, read_name
from foundation.search.engines import AnyOf, Term, Wanted, all_of, engine
from foundation.search.names import KEY, Found, Held, Names, find_names, group

#: Rows that are looked at for the beginning of a name.
_BEGINNINGS = 200
#: A beginning of one letter is that of a twentieth of all names.
_SHORTEST = 2


def complete_name(
    typed: str, *, audience: Audience = PUBLIC, kinds: Collection[str] | None = None, limit: int = 10
) -> list[Found]:
    """Return whose name may be meant while it is typed: the last word may be unfinished.

    Names that begin so come first, then those that search finds anyway (aliases, slips). Nothing for less
    than two letters.
    """
    name = read_name(typed)
    wanted = _beginning(name)
    if wanted is None:
        return []
    hits = engine().find([wanted], public_only=audience is PUBLIC, limit=_BEGINNINGS)
    begun = [
        Found(hit.kind, hit.object_id, 1.0, found.why, found.name)
        for hit in hits
        if kinds is None or hit.kind in kinds
        for found in [_shown(Held.of(hit.payload), clean(typed).casefold(), hit.kind, hit.object_id)]
    ]
    begun.sort(key=lambda found: (not _begins(found.name, typed), len(found.name), found.object_id))
    known = {(found.kind, found.object_id) for found in begun}
    others = [] if len(begun) >= limit else find_names(typed, audience=audience, kinds=kinds, limit=limit)
    return [*begun, *(found for found in others if (found.kind, found.object_id) not in known)][:limit]


def _beginning(name: Name) -> Wanted | None:
    if not name.words:
        return None
    *done, last = name.words
    groups = [group(word) for word in done if word.weight]
    if len(last.text) < _SHORTEST:
        return all_of((*groups, group(last))) if groups else None
    keys = [key for key in last.keys if len(key) >= _SHORTEST]
    return all_of((*groups, AnyOf(tuple(Term(KEY + key, prefix=True) for key in keys)))) if keys else None


def _shown(names: Held, typed: str, kind: str, object_id: int) -> Found:
    """The name that shows best what was typed: one that holds it as typed, else the first."""
    first = next(iter(names.written), "")
    held = next((text for text in names.written if _begins(text, typed)), "")
    return Found(kind, object_id, 1.0, Why.EXACT if held else Why.TRANSLITERATION, held or first)


def _begins(name: str, typed: str) -> bool:
    """Whether a word of a name begins with the last word that was typed."""
    last = typed.casefold().split()[-1:]
    return bool(last) and any(word.casefold().startswith(last[0]) for word in name.split())


def possible_duplicates(names: Names, *, kind: str, besides: int | None = None) -> list[Found]:
    """Return the records that somebody with these names may already be, the likeliest first.

    For the desk, before a new person is saved: everybody is looked at, public or not.

    Args:
        names: the names as typed into the form.
        kind: the kind of record, as registered.
        besides: the id of the record itself, when it is changed.
    """
    best: dict[int, Found] = {}
    for text in names.all:
        if not text.strip():
            continue
        for found in find_names(text, audience=DESK, kinds={kind}):
            better = found.object_id not in best or found.score > best[found.object_id].score
            if found.score >= DUPLICATE and found.object_id != besides and better:
                best[found.object_id] = found
    return sorted(best.values(), key=lambda found: (-found.score, found.object_id))
