"""One browser and one server for all browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.e2e.browsing import Windows, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Only `make e2e` installs Playwright; the suite leaves these tests out and needs not even read them.
collect_ignore_glob = [] if find_spec("playwright") else ["test_*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, started once."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the site, served on a free port of loopback.

    Not pytest-django's `live_server`: that empties the database after every test, and the pages of the
    flagship are loaded once for a whole module. A test that writes is marked `django_db(transaction=True)`.
    """
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
    yield server.url
    with django_db_blocker.unblock():
        server.stop()


@pytest.fixture
def windows(browser: Browser, site: str) -> Iterator[Windows]:
    """Windows of the browser; the test fails if a page did what none may do."""
    opened = Windows(browser, site)
    yield opened
    opened.close()
    assert opened.problems == []
