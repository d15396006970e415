"""Corrections and changes of many records."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from django.contrib.contenttypes.models import ContentType

from foundation.revisions.models import BulkChange, Correction


class CorrectionFactory(factory.django.DjangoModelFactory):
    """A corrected title; give ``record=`` what was corrected (default: an entry)."""

    class Meta:
        model = Correction

    record = factory.SubFactory("tests.factories.filings.DocketEntryFactory")
    field = "title_en"
    old = "Order of 12 March"
    new = "Order of 21 March"
    corrected_at = datetime(2026, 8, 1, 12, tzinfo=UTC)


class BulkChangeFactory(factory.django.DjangoModelFactory):
    """A change of no entry at all; give ``before=`` what entries had."""

    class Meta:
        model = BulkChange

    content_type = factory.LazyFunction(lambda: ContentType.objects.get(model="docketentry"))
    field = "kind"
    value = "order"
    made_at = datetime(2026, 8, 1, 12, tzinfo=UTC)
    editor = factory.SubFactory("tests.factories.accounts.UserFactory")
