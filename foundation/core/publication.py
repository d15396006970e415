"""The publication clock: the worker publishes what is scheduled and lifts embargoes that are over."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
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
        for pk in model._default_manager.filter(_due(at)).values_list("pk", flat=True):
            try:
                done += _open(model, pk, at)
            except ValidationError:
                logger.exception("%s %s cannot be opened", model.__name__, pk)
    return done


def _due(at: datetime) -> Q:
    """Return the condition under which the clock has something to do."""
    return Q(status=PublicationStatus.IN_REVIEW, publish_at__lte=at) | Q(embargo_until__lte=at)


@transaction.atomic
def _open(model: type[Publication], pk: int, at: datetime) -> bool:
    """Open one record, read again under a lock: an editor or another worker may have been faster."""
    record = model._default_manager.select_for_update().filter(_due(at), pk=pk).first()
    if record is None:
        return False
    if record.status == PublicationStatus.IN_REVIEW and record.publish_at and record.publish_at <= at:
        record.status = PublicationStatus.PUBLISHED
        record.publish_at = None
    if record.embargo_until and record.embargo_until <= at:
        record.embargo_until = None
    save_record(record, by=None, reason="opened by the publication clock")
    return True
