"""Every guard of conftest.py bites."""

from __future__ import annotations

import socket
import warnings
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Context, Origin, Template
from django.utils import translation
from pytest_socket import SocketConnectBlockedError

from filings.models import DocketEntry
from tests import factories
from tests.conftest import check_page


def test_no_connection_leaves_the_machine() -> None:
    # The warning comes first, and warnings are errors.
    blocked = (SocketConnectBlockedError, UserWarning)
    with socket.socket() as outside, pytest.raises(blocked, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))


def test_loopback_is_open() -> None:
    with socket.socket() as server, socket.socket() as inside:
        server.bind(("127.0.0.1", 0))
        server.listen()
        inside.connect(server.getsockname())


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="look here"):
        warnings.warn("look here", stacklevel=1)


def test_a_fixture_of_a_module_never_meets_the_developers_database(django_db_setup: None) -> None:
    # Run alone it shows the guard: without it, no test of the run asks for a database.
    name = str(connection.settings_dict["NAME"])
    assert "mode=memory" in name or name.startswith("test_")


@pytest.mark.django_db
def test_a_moment_in_a_date_field_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="not a day"):
        DocketEntry.objects.filter(date_entered=datetime(2018, 1, 22, tzinfo=UTC)).exists()


@pytest.mark.django_db
def test_update_fields_without_the_time_stamp_fail() -> None:
    person = factories.PersonFactory()
    with pytest.raises(pytest.fail.Exception, match="updated_at"):
        person.save(update_fields=["kind"])


def _template(source: str, folder: Path) -> Template:
    return Template(source, origin=Origin(str(folder / "page.html")))


def test_an_undefined_variable_in_our_template_fails() -> None:
    template = _template("{{ misspelt }}", settings.BASE_DIR / "templates")
    with pytest.raises(pytest.fail.Exception, match="misspelt"):
        template.render(Context())


def test_a_foreign_template_may_leave_a_variable_undefined() -> None:
    assert _template("{{ absent|default:'x' }}", Path("/elsewhere")).render(Context()) == "x"


@pytest.mark.django_db
def test_on_commit_callbacks_run_when_the_outermost_transaction_ends() -> None:
    ran: list[str] = []
    with transaction.atomic():
        with transaction.atomic():
            transaction.on_commit(lambda: ran.append("committed"))
        assert ran == []
    assert ran == ["committed"]


@pytest.mark.django_db
def test_on_commit_callbacks_of_a_rolled_back_transaction_never_run() -> None:
    ran: list[str] = []
    with transaction.atomic():
        transaction.on_commit(lambda: ran.append("committed"))
        transaction.set_rollback(True)
    with transaction.atomic():
        pass
    assert ran == []


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_the_language_of_one_test_does_not_reach_the_next(code: str) -> None:
    assert translation.get_language() == "en"
    translation.activate(code)


@pytest.mark.parametrize(
    "page", ["<p>{{ x }}", "<p>{% x %}", '<a onclick="x()">', '<p style="color:red">', "<script>x()</script>"]
)
def test_a_broken_page_is_refused(page: str) -> None:
    with pytest.raises(pytest.fail.Exception):
        check_page(HttpResponse(page))


def test_a_good_page_passes() -> None:
    check_page(HttpResponse('<p class="on">on = 1</p><script src="/static/x.js"></script>'))
