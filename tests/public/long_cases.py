"""Long dockets as courts keep them: many entries in few forms of words, with filers, documents and links."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType

from cases.models import Docket, Party
from filings.models import DocketEntry, Document, EntryLink, Filer
from foundation.core.enums import PublicationStatus
from foundation.sources.models import Citation, Source
from people.models import Person
from tests.factories import CourtFactory, DocketFactory

_WHAT = (
    *("motion to extend time", "motion to dismiss", "motion to compel", "motion to seal"),
    *("stipulation", "notice of appearance", "letter on discovery", "declaration", "status report"),
)
_NAMES = ("Roe", "Doe", "Poe", "Moe", "Noe", "Coe", "Loe", "Zoe")


def long_docket(count: int) -> Docket:
    """Return a public docket with ``count`` entries; the same for the same number."""
    chance = random.Random(count)  # noqa: S311  not a secret
    docket: Docket = DocketFactory(court=CourtFactory(code=f"long{count}"), is_lead=True)
    people = Person.objects.bulk_create(
        Person(name_en=f"{name} {count}", status=PublicationStatus.PUBLISHED) for name in _NAMES
    )
    Party.objects.bulk_create(Party(docket=docket, person=one, role="defendant") for one in people)
    sources = Source.objects.bulk_create(
        Source(title_en=f"Docket {n}", publisher="Court", kind="court") for n in range(20)
    )
    entries = DocketEntry.objects.bulk_create(_entry(docket, n, chance) for n in range(1, count + 1))
    filed = [entry for entry in entries if entry.kind == "motion"]
    Filer.objects.bulk_create(Filer(entry=entry, person=chance.choice(people)) for entry in filed)
    Document.objects.bulk_create(
        Document(entry=entry, title_en="Main document", status=PublicationStatus.PUBLISHED)
        for entry in entries
        if chance.random() < 0.7
    )
    orders = [entry for entry in entries if entry.kind == "order"]
    EntryLink.objects.bulk_create(
        EntryLink(from_entry=order, kind="decides", to_entry=motion, outcome="granted")
        for order, motion in zip(orders, filed, strict=False)
        if order.entry_number > motion.entry_number and order.entry_number % 3 == 0
    )
    kind = ContentType.objects.get_for_model(DocketEntry)
    Citation.objects.bulk_create(
        Citation(source=chance.choice(sources), content_type=kind, object_id=entry.pk, confidence="primary")
        for entry in entries
        if entry.entry_number % 5 == 0
    )
    return docket


def _entry(docket: Docket, n: int, chance: random.Random) -> DocketEntry:
    day = date(2005, 1, 1) + timedelta(days=n // 2)
    act = chance.random() < 0.4
    what = f"{chance.choice(_WHAT)} by {chance.choice(_NAMES)}"
    return DocketEntry(
        docket=docket,
        entry_number=n,
        date=day.isoformat(),
        date_earliest=day,
        date_latest=day,
        date_filed=day,
        kind="order" if act else "motion",
        title_en=f"Order on the {what}" if act else what.capitalize(),
        status=PublicationStatus.PUBLISHED,
    )
