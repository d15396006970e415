"""Acting on a deadline through its page, as a browser would."""

from __future__ import annotations

import re
from typing import Any

from deadlines.models import Deadline
from tests.desk.conftest import DeskClient


def url(deadline: Deadline, code: str = "en") -> str:
    """Return the address of the page of a deadline."""
    return f"/{code}/staff/deadlines/{deadline.pk}/"


def post(client: DeskClient, deadline: Deadline, do: str, *, code: str = "en", **values: Any) -> Any:
    """Post an act with the revision that the deadline has now, unless another is given."""
    revision = Deadline.objects.get(pk=deadline.pk).revision
    return client.post(url(deadline, code), {"do": do, "revision": revision, **values})


def done(client: DeskClient, deadline: Deadline, do: str, **values: Any) -> list[str]:
    """Post an act that must succeed; return what the page says then."""
    response = post(client, deadline, do, **values)
    code = values.get("code", "en")
    assert response.status_code == 302, errors(response)
    assert response["Location"] == url(deadline, code)
    page = client.get(response["Location"]).content.decode()
    return re.findall(r'<p class="said">([^<]*)</p>', page)


def errors(response: Any) -> dict[str, list[str]]:
    """Return the messages of an act that was refused, by field; ``__all__`` for the whole."""
    assert response.status_code == 400
    refused = response.context["refused"]
    return {name: [str(word) for word in words] for name, words in refused.errors.items()}


def offered(client: DeskClient, deadline: Deadline) -> list[str]:
    """Return the acts that the page offers, in its order."""
    context = client.get(url(deadline)).context
    return [act.do for act in (*context["buttons"], *context["acts"])]
