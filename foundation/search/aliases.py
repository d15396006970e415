"""What short names stand for: the shipped lists and, before them, what editors entered."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from foundation.search.analysis.aliases import LANGUAGES, candidates, shipped
from foundation.search.models import Alias


def known_aliases(query: str) -> Mapping[str, tuple[str, ...]]:
    """Return what the aliases of a query stand for, by key; one look into the table."""
    keys = {key for _start, _end, key in candidates(query)}
    entered = {
        alias.key: tuple(getattr(alias, f"means_{code}") or "" for code in LANGUAGES)
        for alias in Alias.objects.filter(key__in=keys)
    }
    # An editor's alias without a meaning switches the shipped one off.
    own = {key: meanings if any(meanings) else () for key, meanings in entered.items()}
    return ChainMap(own, dict(shipped())) if own else shipped()
