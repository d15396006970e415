"""Messages of the outbox."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factory

from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message, Outage
from tests.factories.accounts import UserFactory

#: When a message is due unless a test says otherwise.
DUE = datetime(2018, 1, 15, 8, tzinfo=UTC)


class MessageFactory(factory.django.DjangoModelFactory):
    """A pending message due on 15 January 2018, 08:00 UTC. Traits: claimed, sent, cancelled."""

    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"message:{n}")
    purpose = "reminder"
    recipient = factory.SubFactory(UserFactory)
    not_before = DUE

    class Params:
        claimed = factory.Trait(claimed_until=DUE + timedelta(minutes=5), attempts=1)
        sent = factory.Trait(state=MessageState.SENT, sent_at=DUE)
        cancelled = factory.Trait(state=MessageState.CANCELLED, reason="the deadline has moved")


class OutageFactory(factory.django.DjangoModelFactory):
    """The mail server has not answered since 08:00; the next knock is a minute later."""

    class Meta:
        model = Outage

    channel = "mail"
    since = DUE
    failures = 1
    retry_at = DUE + timedelta(minutes=1)
    last_error = "TimeoutError: no answer"
