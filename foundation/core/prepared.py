"""Reads whose SQL is worked out once, for the pages that many readers ask for.

Django makes the SQL of a queryset anew each time; for the reads of a case's page that takes far longer than
the database needs to answer. A read under :func:`prepared` is written like any other. Its SQL is kept, and
the next call puts its own keys into it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import update_wrapper
from itertools import chain, repeat
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.utils.translation import get_language

#: Stand for the keys while the SQL is made; no record has so high a key. None has that below zero.
_FIRST_MARK, _NO_RECORD = 2**62, -1
#: Lists of keys are filled up to a power of two, so that one SQL serves many; longer ones get their own.
_SHORTEST, _LONGEST = 8, 512
#: Kinds of forms of a read that are kept: whatever readers think of to narrow by, memory stays bounded. The
#: largest take a quarter of a megabyte.
_FORMS = 48

Keys = int | Sequence[int]
_Build = Callable[..., QuerySet[Any]]


def prepared(build: _Build) -> Prepared:
    """Make a prepared read of a function that returns a queryset.

    Its positional arguments are keys of records or sequences of keys, which must reach the query as they are.
    Its named arguments must be hashable and may change the query in any way. It must not read a clock, a
    table or anything else that can differ between two calls with the same arguments.
    """
    return Prepared(build)


class Prepared:
    """A read that returns a list of rows, as iterating over the queryset would."""

    def __init__(self, build: _Build) -> None:
        """Prepare what ``build`` returns."""
        self.build = build
        #: The forms that no call is using. A form holds what its call asks and finds: one call has it alone.
        self._idle: dict[Hashable, list[_Form]] = {}
        update_wrapper(self, build)

    def __call__(self, *keys: Keys, **fixed: Hashable) -> list[Any]:
        """Return the rows for these keys. Where all are empty there are none, and the database is not asked.

        Raises ValueError if a key does not reach the query.
        """
        if keys and not any(keys):
            return []
        longest = max((len(key) for key in keys if not isinstance(key, int)), default=0)
        if longest > _LONGEST:
            return list(self.build(*keys, **fixed))
        length = max(_SHORTEST, 1 << (longest - 1).bit_length()) if longest else _SHORTEST
        asked = (tuple(isinstance(key, int) for key in keys), length, get_language(), *sorted(fixed.items()))
        idle = self._idle.get(asked)
        if idle is None:
            if len(self._idle) >= _FORMS:
                self._idle.clear()
            idle = self._idle[asked] = []
        try:
            form = idle.pop()
        except IndexError:
            form = _Form(self.build, keys, fixed, length)
        rows = form.rows(tuple(chain.from_iterable(_filled(key, length) for key in keys)))
        idle.append(form)
        return rows


def _filled(key: Keys, length: int) -> Sequence[int]:
    if isinstance(key, int):  # it may come from an address, and be longer than a database can hold
        return (key if key < _FIRST_MARK else _NO_RECORD,)
    last = key[-1] if key else _NO_RECORD
    return [*key, *repeat(last, length - len(key))]


class _Form:
    """The SQL of a read for lists of one length, and where in it each key goes."""

    def __init__(self, build: _Build, keys: Sequence[Keys], fixed: dict[str, Hashable], length: int) -> None:
        marks, next_mark = [], _FIRST_MARK
        for key in keys:
            size = 1 if isinstance(key, int) else length
            marks.append(range(next_mark, next_mark + size))
            next_mark += size
        places = [one[0] if isinstance(key, int) else list(one) for key, one in zip(keys, marks, strict=True)]
        self._queryset: Any = build(*places, **fixed)
        self._compiler: Any = self._queryset.query.get_compiler(self._queryset.db)
        self._sql, params = self._compiler.as_sql()
        self._params = list(params)
        #: Where in the parameters a key goes, which one, and its class: databases tell short from long
        #: integers by it.
        self._places = [
            (at, param - _FIRST_MARK, type(param))
            for at, param in enumerate(params)
            if isinstance(param, int) and param >= _FIRST_MARK
        ]
        reached = {place for _at, place, _class in self._places}
        if reached != set(range(next_mark - _FIRST_MARK)):
            raise ValueError(f"a key of {build.__qualname__} does not reach its query as it is")
        self._rest_is_known()

    def _rest_is_known(self) -> None:
        """Let the query ask this form for its SQL, its lines, and how values of a database become others."""
        compiler = self._compiler
        converters = compiler.get_converters(
            [column for column, *_sql in compiler.select[: compiler.col_count]]
        )
        self._ask = compiler.execute_sql
        compiler.get_converters = lambda _columns: converters
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, self._now)
        compiler.execute_sql = lambda *_args, **_kwargs: self._lines
        self._queryset.query.get_compiler = lambda *_args, **_kwargs: compiler

    def rows(self, keys: Sequence[int]) -> list[Any]:
        """Run the SQL with these keys. What Django learned while it made the SQL turns lines into rows."""
        filled = self._params.copy()
        for at, place, of_class in self._places:
            filled[at] = keys[place] if of_class is int else of_class(keys[place])
        self._now = tuple(filled)
        self._compiler.connection = connections[self._queryset.db]
        self._lines = self._ask()
        if not self._lines:
            return []
        rows = list(self._queryset._iterable_class(self._queryset))
        self._lines = ()
        return rows
