"""The end of an embargo is announced: seven days and one day before, to whoever can make it longer.

A message is owed once for each record, end, announcement and person; it is composed from fresh rows when it
is sent. One whose embargo has moved or ended meanwhile is not sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from foundation.accounts.models import User
from foundation.core.emails import render_mail
from foundation.core.models import Publication
from foundation.core.publication import published_models
from foundation.core.publishing import PUBLISH, may_edit, may_publish
from foundation.delivery.models import Message
from foundation.delivery.operations import Cancelled, Composed
from web.desk.wording import moment_words

PURPOSE = "embargo"
#: Days before the end on which it is announced, the longest first.
DAYS_BEFORE = (7, 1)
#: Between two looks at all embargoes.
EVERY = timedelta(minutes=5)
#: Stored with a time zone and to the second, so that a key reads back as it was.
_FORMAT = "%Y%m%dT%H%M%SZ"


def owe_announcements(at: datetime) -> int:
    """Worker step: owe what is due now; return how many messages are new.

    An embargo that was set with fewer days left is announced at once, with the days that are left.
    """
    due = [found for model in published_models() for found in _due(model, at)]
    if not due:
        return 0
    people = list(
        User.objects.with_perm(PUBLISH).filter(is_active=True, is_staff=True).exclude(email="").order_by("pk")
    )
    owed = {
        _key(record, days, person): person
        for record, days in due
        for person in people
        if may_edit(record, person)
    }
    known = set(Message.objects.filter(key__in=owed).values_list("key", flat=True))
    new = [
        Message(key=key, purpose=PURPOSE, recipient=person, not_before=at)
        for key, person in owed.items()
        if key not in known
    ]
    # Of two workers that owe the same at once one is ignored by the unique key.
    Message.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _due(model: type[Publication], at: datetime) -> Iterator[tuple[Publication, int]]:
    ending = model._default_manager.filter(
        embargo_until__gt=at, embargo_until__lte=at + timedelta(days=DAYS_BEFORE[0])
    )
    for record in ending.order_by("pk"):
        if record.embargo_until is not None:
            left = record.embargo_until - at
            yield record, min(days for days in DAYS_BEFORE if left <= timedelta(days=days))


def _key(record: Publication, days: int, person: User) -> str:
    until = record.embargo_until.astimezone(UTC).strftime(_FORMAT) if record.embargo_until else ""
    return f"{PURPOSE}:{record._meta.label_lower}:{record.pk}:{until}:{days}:{person.pk}"


def _read(key: str) -> tuple[Publication | None, datetime]:
    """Return the record that a key names, if it is still there, and the end that was to be announced."""
    _purpose, label, pk, until, _days, _person = key.split(":")
    model = apps.get_model(label)
    record: Publication | None = model._default_manager.filter(pk=pk).first()
    return record, datetime.strptime(until, _FORMAT).replace(tzinfo=UTC)


def compose_announcement(message: Message, at: datetime) -> Composed | Cancelled:
    """Render the announcement, or say why it is not sent any more."""
    record, until = _read(message.key)
    person = message.recipient
    if record is None or record.embargo_until is None:
        return Cancelled("the embargo has ended")
    if record.embargo_until.replace(microsecond=0) != until:
        return Cancelled("the embargo has moved")
    if not (person.is_active and person.is_staff and may_publish(person) and may_edit(record, person)):
        return Cancelled("the person may not publish any more")
    left = max(0, (record.embargo_until - at).days)
    with translation.override(person.language):
        name = "" if record.sealed else str(record)
        context = {
            "name": name,
            "kind": record._meta.verbose_name,
            "until": moment_words(record.embargo_until, person.zone),
            "zone": person.time_zone,
            "days": left,
            "url": f"{settings.SITE_URL}{address_of_steps(record)}",
        }
        mail = render_mail("embargo", language=person.language, context=context)
    return Composed(mail)


def address_of_steps(record: Publication) -> str:
    """Return where a record is published, hidden, and its embargo made longer."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_publication", args=[record.pk])
