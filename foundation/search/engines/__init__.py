"""The engines, one interface: PostgreSQL's full-text index and SQLite's FTS5."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from foundation.search.engines.base import MAX_ROWS, Engine, Hit
from foundation.search.engines.expressions import All, AnyOf, Term, Wanted, all_of, any_of

__all__ = ["MAX_ROWS", "All", "AnyOf", "Engine", "Hit", "Term", "Wanted", "all_of", "any_of", "engine"]


def engine(using: str = DEFAULT_DB_ALIAS) -> Engine:
    """Return the engine of a database."""
    # Each imports its database's ways only where that database is in use.
    from foundation.search.engines.postgres import PostgresEngine  # noqa: PLC0415
    from foundation.search.engines.sqlite import SqliteEngine  # noqa: PLC0415

    connection = connections[using]
    return (PostgresEngine if connection.vendor == "postgresql" else SqliteEngine)(connection)
