"""Editors at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import Docket
from foundation.accounts.operations import create_login
from tests.conftest import check_page
from tests.factories import CourtFactory, DocketFactory


class DeskClient(Client):
    """A signed-in browser; the desk's pages keep to the same Content-Security-Policy as the public ones."""

    def request(self, **request: Any) -> Any:
        """Send the request and look at the page."""
        response = super().request(**request)
        policy = response.headers.get("Content-Security-Policy", "")
        assert "unsafe" not in policy
        if response.get("Content-Type", "").startswith("text/html"):
            response.content = response.content.replace(b'<script type="application/json"', b"<data")
            check_page(response)
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
