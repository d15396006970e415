"""The one way from the number in an address to a record: shown, gone, or never there.

404 whatever hides a record, so that nobody learns that there is one; 410 if readers could see it once and
an editor withdrew it. That is no secret, and whoever kept the address is told not to come back.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.http import Http404

from cases.models import Case
from cases.people import lost_page, people_with_page
from foundation.core.audience import PUBLIC
from foundation.core.models import VisibleQuerySet
from foundation.core.withdrawn import is_withdrawn
from people.models import Person
from web.timeline import reads

Record = TypeVar("Record", bound=models.Model)


class Gone(Http404):
    """410: readers could see it once, and it was withdrawn."""


def get_public_or_gone(rows: VisibleQuerySet[Record], pk: int) -> Record:
    """Return the record with this key if readers may see it. Raises Gone, or Http404 for everything else.

    ``rows`` are not narrowed to what readers may see: what else they are narrowed to holds of both answers.
    """
    shown = rows.visible_to(PUBLIC).filter(pk=pk).first()
    if shown is None:
        raise _refusal(rows, pk)
    return shown


def get_case_or_gone(pk: int) -> Case:
    """Return the case with this key if readers may see it. Raises as :func:`get_public_or_gone`."""
    found: list[Case] = reads.case(pk, audience=PUBLIC)
    if not found:
        raise _refusal(Case.objects.all(), pk)
    return found[0]


def _refusal(rows: models.QuerySet[Record], pk: int) -> Http404:
    hidden = rows.filter(pk=pk).first()
    return Gone() if hidden is not None and is_withdrawn(hidden) else Http404()


def get_person_or_gone(pk: int) -> Person:
    """Return the person with this key if there is a page of them. Raises as :func:`get_public_or_gone`."""
    shown = people_with_page(PUBLIC).filter(pk=pk).first()
    if shown is not None:
        return shown
    hidden = Person.objects.filter(pk=pk).first()
    raise Gone if hidden is not None and lost_page(hidden) else Http404
