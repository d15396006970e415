"""How often a caller may ask."""

from __future__ import annotations

from typing import ClassVar

from django.core.cache import BaseCache, caches
from rest_framework.throttling import ScopedRateThrottle


class OwnMemoryThrottle(ScopedRateThrottle):
    """Counted in the memory of each process: a public read should not become a write to the database."""

    cache: ClassVar[BaseCache] = caches["memory"]  # type: ignore[misc]  # the stubs want an instance's
