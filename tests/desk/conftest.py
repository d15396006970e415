"""Editors at the desk."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from cases.models import Docket
from foundation.accounts.operations import create_login
from tests.factories import CourtFactory, DocketFactory

#: A page that shows ten megabytes again is not looked at.
LARGE = 2_000_000

#: Finds whatever could offend, and more; a page without any of it need not be read tag by tag.
_SUSPECT = re.compile(
    r"""<style|<script(?![^>]*\s(?:src=|type="application/json"))|[\s"'/](?:style|on[a-z]+)\s*=""",
    re.IGNORECASE,
)


class _Policy(HTMLParser):
    """Finds what the Content-Security-Policy would refuse; escaped markup in a value is none of it."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        inline = tag == "script" and "src" not in names and ("type", "application/json") not in attrs
        if inline or tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.refused.append(f"<{tag} {attrs}>")


class DeskClient(Client):
    """A signed-in browser; the desk's pages keep to the same Content-Security-Policy as the public ones."""

    def request(self, **request: Any) -> Any:
        """Send the request and look at the page."""
        response = super().request(**request)
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        if response.get("Content-Type", "").startswith("text/html") and len(response.content) < LARGE:
            text = response.content.decode()
            page = _Policy()
            if _SUSPECT.search(text):
                page.feed(text)
            assert page.refused == []
        return response


def client_of(user: Any) -> DeskClient:
    """Return the browser of a user."""
    client = DeskClient()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Any:
    """An editor with the rights that `create_login` gives: no right to delete, none on accounts."""
    return create_login(username="editor", password="a long pass phrase", editor=True)


@pytest.fixture
def desk(editor: Any) -> DeskClient:
    """The editor's browser."""
    return client_of(editor)


@pytest.fixture
def admin_desk(db: None) -> DeskClient:
    """An administrator's browser."""
    return client_of(create_login(username="admin", password="a long pass phrase", superuser=True))


@pytest.fixture
def docket(db: None) -> Docket:
    """A docket of a U.S. district court in California, opened on 2 January 2014."""
    court = CourtFactory(code="cacd", short_name="C.D. Cal.")
    return DocketFactory(docket_number="2:14-cv-06000", court=court, caption="A v. B")
