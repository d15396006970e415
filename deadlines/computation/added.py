"""The days that the law adds after service, decided from what the period counts from, the way of service and
the date; and the other facts of a case that a computation needs.

Fed. R. Civ. P. 6(d) adds three days to a period that runs after being served: since 1 December 2016 for mail,
leaving with the clerk and other means consented to; electronic service had them from 1 December 2001 to 30
November 2016 (committee notes of 2001 and 2016). Fed. R. App. P. 26(c) gives them unless the paper is served
electronically or delivered on the day; before December 2016 electronic service was not delivery. Fed. R.
Bankr. P. 9006(f) follows the civil rule. The days come after the period has ended and rolled (committee note
of 2005), and the result rolls again.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from deadlines.computation.counting import Family


class CountsFrom(StrEnum):
    """What a period counts from; only a period after being served gets added days."""

    SERVICE = "service"
    SERVICE_OF_SUMMONS = "service_of_summons"
    WAIVER = "waiver"
    OWN_SERVICE = "own_service"
    ENTRY = "entry"
    ORDER = "order"
    FILING = "filing"
    EVENT = "event"


class ServiceMethod(StrEnum):
    """How a paper was served."""

    ELECTRONIC = "electronic"
    PERSONAL = "personal"
    MAIL = "mail"
    LEAVING_WITH_CLERK = "leaving_with_clerk"
    OTHER_CONSENTED = "other_consented"
    WAIVER = "waiver"
    RULE4_MAIL = "rule4_mail"
    FIRST_CLASS_POST = "first_class_post"
    EMAIL_BEFORE_1630 = "email_before_1630"
    EMAIL_AFTER_1630 = "email_after_1630"
    CLAIM_FORM_STEP = "claim_form_step"


class Added(NamedTuple):
    """`n` calendar days that the law adds after the period, and the text that adds them."""

    n: int
    authority: str


class Facts(NamedTuple):
    """What is true of one case and not of the calendar."""

    added: Added | None = None
    inaccessible: frozenset[date] = frozenset()


NO_FACTS = Facts()

_ADDED = frozenset({ServiceMethod.MAIL, ServiceMethod.LEAVING_WITH_CLERK, ServiceMethod.OTHER_CONSENTED})
_OTHER_MEANS_FROM = date(2001, 12, 1)
_ELECTRONIC_FROM, _ELECTRONIC_THROUGH = date(2001, 12, 1), date(2016, 11, 30)
_RENUMBERED = date(2007, 12, 1)
_DAYS_ARE_DAYS = date(2009, 12, 1)
_CALIFORNIA_MAIL = Added(5, "Cal. Code Civ. Proc. 1005(b) (mail within California)")


def added_days(
    family: Family, method: ServiceMethod | None, counts_from: CountsFrom | None, on: date
) -> Added | None:
    """The days added to a period measured after an event, or None.

    Args:
        family: the body of rules that counts.
        method: how the paper was served.
        counts_from: what the period counts from; only `service` gets the days (committee note of 2016).
        on: the day of service, or the day as of which the rules are taken.
    """
    if counts_from is not CountsFrom.SERVICE or method is None:
        return None
    if family is Family.APPELLATE:
        return Added(3, "Fed. R. App. P. 26(c)") if _not_delivered(method, on) else None
    if family in (Family.CIVIL, Family.BANKRUPTCY) and _three_days(method, on):
        return three_days(family, on)
    return None


def three_days(family: Family, on: date) -> Added:
    """The three days of the civil or the bankruptcy rule, cited as the rule stood on `on`."""
    if family is Family.BANKRUPTCY:
        return Added(3, "Fed. R. Bankr. P. 9006(f)")
    if on < _RENUMBERED:
        return Added(3, "former Fed. R. Civ. P. 6(e)")
    return Added(3, "Fed. R. Civ. P. 6(d)" if on >= _DAYS_ARE_DAYS else "former Fed. R. Civ. P. 6(d)")


def is_served_by_added_means(method: ServiceMethod | None, on: date) -> bool:
    """Whether the civil rule adds days for this way of service on that day, if the period runs after it."""
    return method is not None and _three_days(method, on)


def california_added_days(method: ServiceMethod | None) -> Added | None:
    """The calendar days that Cal. Code Civ. Proc. 1005(b) puts before the court days of a mailed notice."""
    return _CALIFORNIA_MAIL if method is ServiceMethod.MAIL else None


def _three_days(method: ServiceMethod, on: date) -> bool:
    if method is ServiceMethod.ELECTRONIC:
        return _ELECTRONIC_FROM <= on <= _ELECTRONIC_THROUGH
    return method is ServiceMethod.MAIL or (method in _ADDED and on >= _OTHER_MEANS_FROM)


def _not_delivered(method: ServiceMethod, on: date) -> bool:
    if method is ServiceMethod.ELECTRONIC:
        return on <= _ELECTRONIC_THROUGH
    return method in _ADDED
