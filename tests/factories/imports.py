"""What a loader remembers."""

from __future__ import annotations

import factory

from web.imports.models import ImportedRecord


class ImportedRecordFactory(factory.django.DjangoModelFactory):
    """A case that a loader made; give ``record=`` another."""

    class Meta:
        model = ImportedRecord

    source = "flagship"
    key = factory.Sequence(lambda n: f"case-{n}")
    record = factory.SubFactory("tests.factories.cases.CaseFactory")
