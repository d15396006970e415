"""The mails: what could not be delivered, the silent server, and how each kind looks in three languages."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message
from tests.desk.conftest import DeskClient, client_of
from tests.factories import DeadlineFactory, MessageFactory, OutageFactory, ReminderFactory, UserFactory
from tests.staff.conftest import SEND, VIEW, text_of
from web.desk.staff.samples import KINDS

pytestmark = pytest.mark.django_db

URL = "/en/staff/mails/"


@pytest.fixture
def postmaster(db: None) -> DeskClient:
    """The browser of somebody who may send mails again."""
    return client_of(UserFactory(rights=[VIEW, SEND]))


def given_up(**values: Any) -> Message:
    fields = {"state": MessageState.UNDELIVERABLE, "attempts": 9, "last_error": "550 no such user"}
    made: Message = MessageFactory(**(fields | values))
    return made


def test_what_was_given_up_is_listed_with_its_error_and_its_deadline(
    postmaster: DeskClient, monday: datetime
) -> None:
    recipient = UserFactory(first_name="Dana", email="dana@docketline.example")
    message = given_up(recipient=recipient)
    seen = DeadlineFactory(title_en="Amended complaint")
    for deadline in (seen, DeadlineFactory(title_en="Hush", sealed=True)):
        ReminderFactory(deadline=deadline, message=message, recipient=recipient)
    MessageFactory(last_error="421 later")
    page = text_of(postmaster.get(URL))
    assert "Dana dana@docketline.example Amended complaint a deadline that you may not see" in page
    assert "550 no such user · 9 attempts" in page
    assert "421 later" not in page
    assert "Hush" not in page


def test_it_is_sent_again_once(postmaster: DeskClient, monday: datetime) -> None:
    message = given_up()
    response = postmaster.post(f"{URL}{message.pk}/again/")
    assert (response.status_code, response["Location"]) == (302, URL)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.retry_at) == (MessageState.PENDING, 0, monday)
    assert "It is sent again" in text_of(postmaster.get(URL))
    postmaster.post(f"{URL}{message.pk}/again/")
    assert "This mail is not undeliverable any more." in text_of(postmaster.get(URL))


def test_who_has_no_right_sees_no_mail_and_sends_none(looks: DeskClient, monday: datetime) -> None:
    message = given_up()
    assert "550 no such user" not in text_of(looks.get(URL))
    assert looks.post(f"{URL}{message.pk}/again/").status_code == 403
    assert Message.objects.get().state == MessageState.UNDELIVERABLE


def test_looking_sends_nothing(postmaster: DeskClient, monday: datetime) -> None:
    message = given_up()
    assert postmaster.get(f"{URL}{message.pk}/again/").status_code == 405
    assert postmaster.post(f"{URL}{message.pk + 1}/again/").status_code == 404
    assert Message.objects.get().state == MessageState.UNDELIVERABLE


def test_an_outage_says_since_when_and_when_it_is_tried_again(looks: DeskClient, monday: datetime) -> None:
    assert "It answered at the last attempt." in text_of(looks.get(URL))
    OutageFactory(failures=3)
    page = text_of(looks.get(URL))
    assert "It has not answered since 15 Jan 2018, 08:00." in page
    assert "It was tried 3 times; the next attempt is at 15 Jan 2018, 08:01." in page
    assert "TimeoutError: no answer" in page


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_shown_in_three_languages_as_text_and_behind_a_wall(
    kind: str, looks: DeskClient, monday: datetime
) -> None:
    response = looks.get(URL, {"kind": kind})
    samples = response.context["samples"]
    assert [sample.language for sample in samples] == ["kk", "ru", "en"]
    page = response.content.decode()
    frames = re.findall(r'<iframe sandbox srcdoc="([^"]*)"', page)
    assert [unescape(frame) for frame in frames] == [sample.mail.html for sample in samples]
    for sample in samples:
        assert sample.mail.subject
        assert f'<html lang="{sample.language}">' in sample.mail.html
    texts = [unescape(text) for text in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)]
    assert texts == [sample.mail.text for sample in samples]


def test_a_sample_is_counted_and_not_made_up(looks: DeskClient, monday: datetime) -> None:
    *_others, english = looks.get(URL, {"kind": "moved"}).context["samples"]
    # 30 and 14 days from Monday 15 January 2018.
    assert "Due: Wednesday 14 February 2018" in english.mail.text
    assert "You were told Monday 29 January 2018." in english.mail.text
    assert "Day 30 is Wednesday 14 February 2018." in english.mail.text


def test_a_kind_that_is_none_is_not_there(looks: DeskClient, monday: datetime) -> None:
    assert looks.get(URL, {"kind": "x"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    count: int,
    postmaster: DeskClient,
    monday: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        message = given_up()
        ReminderFactory(message=message, recipient=message.recipient)
    with django_assert_num_queries(11):
        postmaster.get(URL)
