"""The publication clock: the worker publishes what is scheduled and lifts embargoes that are over."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q

from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from foundation.core.operations import save_record

logger = logging.getLogger(__name__)


def published_models() -> Iterator[type[Publication]]:
    """Yield every model with a publication state, lowest floor first."""
    for model in apps.get_models():
        if issubclass(model, Publication):
            yield model


def open_due(at: datetime) -> int:
    """Worker step: publish what is in review and scheduled, lift embargoes that are over.

    Each record is saved like any other change, with history and a raised version. A record that does not
    validate stays hidden and is logged. Returns how many were opened.
    """
    done = 0
    for model in published_models():
        scheduled = Q(status=PublicationStatus.IN_REVIEW, publish_at__lte=at)
        for record in model._default_manager.filter(scheduled | Q(embargo_until__lte=at)):
            if record.status == PublicationStatus.IN_REVIEW and record.publish_at and record.publish_at <= at:
                record.status = PublicationStatus.PUBLISHED
                record.publish_at = None
            if record.embargo_until and record.embargo_until <= at:
                record.embargo_until = None
            try:
                save_record(record, by=None, reason="opened by the publication clock")
            except ValidationError:
                logger.exception("%s %s cannot be opened", model.__name__, record.pk)
            else:
                done += 1
    return done
