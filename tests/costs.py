"""What a page costs the database beyond its statements."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

#: SQLite keeps no statistics: an index on a common value would make it read all that has the value.
counts_steps = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps statistics, and counts no steps"
)


def steps_of_the_database(client: Any, url: str) -> int:
    """Return how many hundred steps SQLite's machine takes for a page."""
    client.get(url)  # fills caches
    ticks: list[int] = []
    connection.connection.set_progress_handler(lambda: ticks.append(1), 100)
    try:
        assert client.get(url).status_code in {200, 302}
    finally:
        connection.connection.set_progress_handler(None, 100)
    return len(ticks)
