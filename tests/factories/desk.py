"""What editors keep for themselves."""

from __future__ import annotations

import factory

from web.desk.models import SavedFilter


class SavedFilterFactory(factory.django.DjangoModelFactory):
    """The published entries, as somebody wants to see them again."""

    class Meta:
        model = SavedFilter

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    listed = "filings.docketentry"
    name = factory.Sequence(lambda n: f"Published {n}")
    query = "status__exact=published"
