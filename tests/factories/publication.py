"""What every factory of a record with a publication state shares."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from foundation.core.enums import PublicationStatus

#: Moments on both sides of any present that a test may have.
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2199, 1, 1, tzinfo=UTC)


class PublicationFactory(factory.django.DjangoModelFactory):
    """Published. Traits: draft, in_review, withdrawn, embargoed, embargo_over; ``sealed`` is a field."""

    class Meta:
        abstract = True

    status = PublicationStatus.PUBLISHED

    class Params:
        draft = factory.Trait(status=PublicationStatus.DRAFT)
        in_review = factory.Trait(status=PublicationStatus.IN_REVIEW)
        withdrawn = factory.Trait(status=PublicationStatus.WITHDRAWN)
        embargoed = factory.Trait(embargo_until=FAR_AHEAD)
        embargo_over = factory.Trait(embargo_until=LONG_AGO)
