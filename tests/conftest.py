"""Guards of the whole suite. In this project a wrong date is the worst bug, so the date guards come first.

Sockets beyond loopback are blocked and warnings are errors: both by pyproject.toml. ``test_guards.py`` shows
that every guard bites.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, models
from django.http import HttpResponse
from django.template import engines
from django.test import Client, SimpleTestCase
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from foundation.core.models import TimeStamped
from foundation.search.engines import engine

# Before a change lands the examples are always the same: what it is judged by is the change. Whoever works on
# one sees others each time, and --hypothesis-profile=long looks for rare ones.
_FIXED = "CI_REQUIRE_ALL" in os.environ
hypothesis_settings.register_profile("docketline", deadline=None, database=None, derandomize=_FIXED)
hypothesis_settings.register_profile("long", deadline=None, database=None, max_examples=2000)
hypothesis_settings.load_profile("docketline")

#: Templates of our own pages and mails; the admin's overrides extend templates that use undefined names.
OUR_TEMPLATES = str(settings.BASE_DIR / "templates")
ADMIN_TEMPLATES = str(settings.BASE_DIR / "templates" / "admin")


#: Where a test that asks for no database cannot meet one: rules, dates, words, files of this repository.
_PURE = tuple(f"tests/{name}" for name in ("core/", "deadlines/", "filings/", "search/", "test_"))
_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what does not ask a database: it has run on SQLite, and would do the same."""
    if connection.vendor == "sqlite":
        return
    pure = [item for item in items if item.nodeid.startswith(_PURE) and not _asks_a_database(item)]
    config.hook.pytest_deselected(items=pure)
    left_out = set(pure)
    items[:] = [item for item in items if item not in left_out]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = _DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None or _is_of_a_test_case(item)


def _is_of_a_test_case(item: pytest.Item) -> bool:
    cls = getattr(item, "cls", None)
    return cls is not None and issubclass(cls, SimpleTestCase)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what lives as long as the run: modules, tests, the admin."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """On SQLite the tables come from the models, in a fifteenth of the time; PostgreSQL is migrated.

    ``test_the_migrations_give_the_tables_of_the_models`` compares the two.
    """
    return connection.vendor != "sqlite"


class _FromModels(dict[str, None]):
    """Says of every app that it has no migrations."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_use_migrations: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Make the test database for whatever asks for it.

    In place of pytest-django's own, which makes none unless a test of the run is marked: a fixture that loads
    data for a whole module would then write to the developer's database, and empty it at the end.
    """
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = _FromModels()
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        if not django_db_use_migrations:
            engine().prepare()  # as the migration of search does
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _no_datetime_in_a_date_field() -> Iterator[None]:
    """A datetime in a DateField fails: Django would cut it to a day in whatever zone it happens to be."""
    prepare = models.DateField.get_prep_value

    def guarded(field: models.DateField[Any, Any], value: Any) -> Any:
        if isinstance(value, datetime) and not isinstance(field, models.DateTimeField):
            pytest.fail(f"{field}: {value!r} is a moment, not a day")
        return prepare(field, value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.DateField, "get_prep_value", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def _update_fields_name_their_time_stamp() -> Iterator[None]:
    """``save(update_fields=...)`` without ``updated_at`` fails: the row would lie about its last change."""
    save_base = TimeStamped.save_base

    def guarded(record: TimeStamped, *args: Any, **kwargs: Any) -> None:
        named = kwargs.get("update_fields")
        if named is not None and "updated_at" not in named:
            pytest.fail(f"{type(record).__name__} saved with update_fields that leave out updated_at")
        save_base(record, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TimeStamped, "save_base", guarded)
        yield


class _Undefined:
    """Stands in for ``string_if_invalid``: fails for our templates, is nothing for all others."""

    def __bool__(self) -> bool:
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        name = str(getattr(getattr(template, "origin", None), "name", ""))
        return name.startswith(OUR_TEMPLATES) and not name.startswith(ADMIN_TEMPLATES)

    def __contains__(self, _text: str) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        pytest.fail(f"undefined template variable: {variable}")


@pytest.fixture(autouse=True)
def _undefined_template_variables_fail() -> None:
    # For each test: Django makes new engines after a test that changes DEBUG.
    engines["django"].engine.string_if_invalid = _Undefined()


@pytest.fixture(autouse=True)
def _counts_of_requests_begin_anew() -> None:
    caches["memory"].clear()


@pytest.fixture(autouse=True)
def _language_is_reset() -> Iterator[None]:
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _on_commit_callbacks_run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run on-commit callbacks when the outermost transaction of the code under test ends.

    pytest-django wraps a test in a transaction that is never committed. Tests with real transactions are
    left alone.
    """
    uses_database = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if not uses_database or "transactional_db" in request.fixturenames:
        return
    request.getfixturevalue("db")
    if not connection.in_atomic_block:
        return
    outermost = len(connection.savepoint_ids)
    on_commit, savepoint_commit = connection.on_commit, connection.savepoint_commit

    def run_at_once_or_later(func: Callable[[], object], robust: bool = False) -> None:
        if len(connection.savepoint_ids) == outermost:
            func()
        else:
            on_commit(func, robust)

    def commit_and_run(sid: str) -> None:
        savepoint_commit(sid)
        while connection.run_on_commit and len(connection.savepoint_ids) == outermost:
            connection.run_on_commit.pop(0)[1]()

    monkeypatch.setattr(connection, "on_commit", run_at_once_or_later)
    monkeypatch.setattr(connection, "savepoint_commit", commit_and_run)


#: What no page of ours may contain: template syntax that was not rendered, and code or style that the
#: Content-Security-Policy would refuse.
_FORBIDDEN = (
    (re.compile(r"\{\{|\{%"), "unrendered template syntax"),
    (re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE), "an inline event handler"),
    (re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE), "an inline style"),
    (
        re.compile(r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)", re.IGNORECASE),
        "an inline script",
    ),
)


def check_page(response: HttpResponse, asked: str = "") -> None:
    """Fail if a page of ours contains what none may contain, unless it repeats what was ``asked``."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode()
    for pattern, what in _FORBIDDEN:
        if (found := pattern.search(page)) and found[0] not in asked:
            pytest.fail(f"the page contains {what}: …{page[max(0, found.start() - 60) : found.end() + 60]}…")


class PublicClient(Client):
    """A reader's browser that refuses a broken page."""

    def request(self, **request: Any) -> Any:
        """Send the request and look at the page."""
        response = super().request(**request)
        check_page(response, unquote_plus(request.get("QUERY_STRING", ""), errors="replace"))
        return response


@pytest.fixture
def public_client() -> PublicClient:
    """A reader who is not signed in; each page that comes back is checked by :func:`check_page`."""
    return PublicClient()
