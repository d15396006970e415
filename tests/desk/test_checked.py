"""An editor says when a case was compared with the courts' dockets, and who is to be named for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from cases.models import Case
from tests.desk.conftest import DeskClient
from tests.desk.forms import errors, shown
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def post(desk: DeskClient, case: Case, **values: Any) -> Any:
    """Open the form of a case, fill something in and send it."""
    address = f"/admin/cases/case/{case.pk}/change/"
    return desk.post(address, shown(desk.get(address)) | {"reason": "compared", **values})


def test_day_and_byline_are_saved_with_their_history(desk: DeskClient) -> None:
    case = CaseFactory()
    response = post(desk, case, checked_on="2018-03-01", checked_by="The newsroom")
    assert response.status_code == 302, errors(response)
    case.refresh_from_db()
    past = case.history.latest()
    assert (case.checked_on, case.checked_by) == (date(2018, 3, 1), "The newsroom")
    assert (past.checked_on, past.checked_by) == (date(2018, 3, 1), "The newsroom")


def test_who_checked_without_a_day_is_refused_beside_the_day(desk: DeskClient) -> None:
    case = CaseFactory()
    response = post(desk, case, checked_by="The newsroom")
    assert errors(response) == {"checked_on": ["Say on which day it was checked."]}


@pytest.mark.parametrize(("day", "refused"), [("2018-03-02", False), ("2018-03-03", True)])
def test_a_day_to_come_is_refused_by_the_clock_of_the_editor(
    day: str, refused: bool, desk: DeskClient, editor: Any
) -> None:
    editor.time_zone = "Asia/Almaty"
    editor.save()
    case = CaseFactory()
    with time_machine.travel("2018-03-01T20:00:00Z", tick=False):  # the second of March in Almaty
        response = post(desk, case, checked_on=day)
    assert (response.status_code == 200) is refused
    if refused:
        assert errors(response) == {"checked_on": ["This day is still to come."]}
