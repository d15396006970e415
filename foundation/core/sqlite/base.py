"""Django's SQLite, but for two things that each took a twentieth of a page.

The marks of parameters are written anew once a statement, not each time: statements of pages are long. And
values are read by their field alone, as on every other database; Django's SQLite asks the declared type of
each column as well and turns each day and each yes or no into a value twice.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

#: So many statements are kept; a page asks about a dozen.
_STATEMENTS = 256


@lru_cache(maxsize=_STATEMENTS)
def _marked(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers how a statement is written for SQLite."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Return the statement with SQLite's marks."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _marked(query)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections with such cursors."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return what a connection is opened with."""
        return {**super().get_connection_params(), "detect_types": 0}

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor."""
        return self.connection.cursor(factory=Cursor)
