"""Acting on a deadline through its page, as a browser would."""

from __future__ import annotations

import re
from typing import Any

from deadlines.models import Deadline
from tests.desk.conftest import DeskClient

#: Every act with what it needs.
FORMS: dict[str, dict[str, Any]] = {
    "acknowledge": {},
    "satisfy": {"reason": "done"},
    "extend": {"due_on": "2018-02-01", "reason": "stipulated"},
    "hand_over": {"reason": "leave"},
    "missed": {"reason": "nothing was filed"},
    "vacate": {"reason": "settled"},
    "reopen": {"reason": "a mistake"},
    "snooze": {"until": "2018-01-19"},
    "watch": {},
    "unwatch": {},
    "mute": {},
    "unmute": {},
}
CHANGING = ("satisfy", "extend", "hand_over", "missed", "vacate", "reopen")


def fresh(deadline: Deadline) -> Deadline:
    """Return a deadline as it is stored now."""
    return Deadline.objects.get(pk=deadline.pk)


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
    assert response["Location"] == f"{url(deadline, code)}#said"
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
