"""Deadlines, what starts them and who is reminded."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from typing import Any

import factory

from deadlines.calendars.federal import FEDERAL
from deadlines.computation import FRCP_6A, Computation, Period, compute, to_json
from deadlines.enums import ClosureKind, DeadlineStatus, DueBasis, ReminderKind, TriggerKind
from deadlines.models import (
    Acknowledgement,
    CalendarToken,
    CourtClosure,
    Deadline,
    DeadlineRule,
    Extension,
    HolidayRow,
    Reminder,
    RuleReview,
    Snooze,
    Tolling,
    TriggerEvent,
    Watcher,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CourtFactory, DocketFactory
from tests.factories.delivery import MessageFactory
from tests.factories.filings import DocketEntryFactory
from tests.factories.publication import PublicationFactory


class TriggerEventFactory(factory.django.DjangoModelFactory):
    """An order of 21 December 2017. Traits: undated, without_entry."""

    class Meta:
        model = TriggerEvent

    docket = factory.SubFactory(DocketFactory)
    kind = TriggerKind.ORDER
    entry = factory.SubFactory(DocketEntryFactory, docket=factory.SelfAttribute("..docket"))
    date = factory.LazyAttribute(lambda event: event.entry.date_filed if event.entry else date(2017, 12, 21))

    class Params:
        undated = factory.Trait(
            entry=factory.SubFactory(
                DocketEntryFactory, docket=factory.SelfAttribute("..docket"), undated=True
            ),
            date=None,
        )
        without_entry = factory.Trait(entry=None)


def _counted(deadline: Any) -> Computation:
    return compute(deadline.trigger.date, Period(deadline.period_length), FRCP_6A, FEDERAL)


class DeadlineFactory(PublicationFactory):
    """Due 30 days after an order of 21 December 2017: Monday 22 January 2018, computed, open.

    Traits: fixed (named by the court), by_hand (an editor set 29 January), needs_review (no day), satisfied,
    vacated, not_computable (over, ending not verified), last_of_three (it follows one that follows another).
    """

    class Meta:
        model = Deadline

    docket = factory.SubFactory(DocketFactory)
    trigger = factory.SubFactory(TriggerEventFactory, docket=factory.SelfAttribute("..docket"))
    ordered_by = factory.SelfAttribute("trigger.entry")
    title = "Amended complaint"
    period_length = 30
    counting = FRCP_6A.key
    basis = DueBasis.COMPUTED
    revised_at = datetime(2017, 12, 21, 20, tzinfo=UTC)
    computed_on = factory.LazyAttribute(lambda deadline: _counted(deadline).due)
    due_on = factory.SelfAttribute("computed_on")
    steps = factory.LazyAttribute(lambda deadline: to_json(_counted(deadline).steps))
    caveats = factory.LazyAttribute(lambda deadline: list(_counted(deadline).caveats))

    class Params:
        fixed = factory.Trait(
            basis=DueBasis.FIXED_BY_ORDER,
            period_length=None,
            counting="",
            computed_on=None,
            due_on=date(2018, 1, 22),
            steps=[],
            caveats=[],
        )
        by_hand = factory.Trait(basis=DueBasis.SET_BY_EDITOR, due_on=date(2018, 1, 29))
        needs_review = factory.Trait(
            trigger=factory.SubFactory(
                TriggerEventFactory, docket=factory.SelfAttribute("..docket"), undated=True
            ),
            state=DeadlineStatus.NEEDS_REVIEW,
            basis=DueBasis.NOT_COMPUTABLE,
            computed_on=None,
            due_on=None,
            steps=[],
            caveats=[],
        )
        not_computable = factory.Trait(
            state=DeadlineStatus.UNVERIFIED,
            basis=DueBasis.NOT_COMPUTABLE,
            computed_on=None,
            due_on=None,
            steps=[],
            caveats=[],
        )
        satisfied = factory.Trait(state=DeadlineStatus.SATISFIED)
        vacated = factory.Trait(state=DeadlineStatus.VACATED)
        last_of_three = factory.Trait(
            depends_on=factory.SubFactory(
                "tests.factories.deadlines.DeadlineFactory",
                docket=factory.SelfAttribute("..docket"),
                depends_on=factory.SubFactory(
                    "tests.factories.deadlines.DeadlineFactory", docket=factory.SelfAttribute("..docket")
                ),
            )
        )


class WatcherFactory(factory.django.DjangoModelFactory):
    """A member of staff who watches a case. Trait: of_deadline (one deadline instead)."""

    class Meta:
        model = Watcher

    user = factory.SubFactory(UserFactory)
    case = factory.SubFactory(CaseFactory)

    class Params:
        of_deadline = factory.Trait(case=None, deadline=factory.SubFactory(DeadlineFactory))


class ExtensionFactory(factory.django.DjangoModelFactory):
    """A week more."""

    class Meta:
        model = Extension

    deadline = factory.SubFactory(DeadlineFactory)
    previous_due_on = date(2018, 1, 22)
    due_on = date(2018, 1, 29)
    reason = "Stipulation"


class TollingFactory(factory.django.DjangoModelFactory):
    """The clock stood still from 2 January 2018, further notice pending."""

    class Meta:
        model = Tolling

    deadline = factory.SubFactory(DeadlineFactory)
    paused_on = date(2018, 1, 2)
    reason = "Stay"


class ReminderFactory(factory.django.DjangoModelFactory):
    """A reminder owed a week before the due day, with its message."""

    class Meta:
        model = Reminder

    deadline = factory.SubFactory(DeadlineFactory)
    revision = factory.SelfAttribute("deadline.revision")
    recipient = factory.SubFactory(UserFactory)
    kind = ReminderKind.UPCOMING
    scheduled_on = date(2018, 1, 15)
    due_on = factory.SelfAttribute("deadline.due_on")
    message = factory.SubFactory(
        MessageFactory,
        recipient=factory.SelfAttribute("..recipient"),
        not_before=datetime.combine(date(2018, 1, 15), time(8), tzinfo=UTC),
    )


class AcknowledgementFactory(factory.django.DjangoModelFactory):
    """Somebody has taken note of a deadline as it stands."""

    class Meta:
        model = Acknowledgement

    deadline = factory.SubFactory(DeadlineFactory)
    revision = factory.SelfAttribute("deadline.revision")
    user = factory.SubFactory(UserFactory)
    at = datetime(2018, 1, 15, 9, tzinfo=UTC)


class SnoozeFactory(factory.django.DjangoModelFactory):
    """A person wants no mail before 19 January 2018."""

    class Meta:
        model = Snooze

    deadline = factory.SubFactory(DeadlineFactory)
    revision = factory.SelfAttribute("deadline.revision")
    user = factory.SubFactory(UserFactory)
    until = date(2018, 1, 19)
    at = datetime(2018, 1, 15, 9, tzinfo=UTC)


class CalendarTokenFactory(factory.django.DjangoModelFactory):
    """A private calendar address. Parameter: token, which the row knows only as a hash."""

    class Meta:
        model = CalendarToken

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    user = factory.SubFactory(UserFactory)
    token_hash = factory.LazyAttribute(lambda row: hashlib.sha256(row.token.encode()).hexdigest())


class DeadlineRuleFactory(factory.django.DjangoModelFactory):
    """A rule of the library as its table has it: 21 days to answer, in force since December 2009."""

    class Meta:
        model = DeadlineRule

    key = factory.Sequence(lambda n: f"rule-{n}")
    citation = "Fed. R. Civ. P. 12(a)(1)(A)(i)"
    title = "Answer to the complaint"
    jurisdiction = "us-fed"
    data = factory.LazyFunction(dict)
    content_hash = factory.Sequence(lambda n: f"{n:064x}")
    in_force_from = date(2009, 12, 1)


class RuleReviewFactory(factory.django.DjangoModelFactory):
    """A signature under the present text of a rule. Parameter: rule."""

    class Meta:
        model = RuleReview

    class Params:
        rule = factory.SubFactory(DeadlineRuleFactory)

    rule_key = factory.SelfAttribute("rule.key")
    content_hash = factory.SelfAttribute("rule.content_hash")
    reviewer = factory.SubFactory(UserFactory)
    reviewed_on = date(2024, 3, 1)


class CourtClosureFactory(factory.django.DjangoModelFactory):
    """A day on which the clerk's office could not be reached."""

    class Meta:
        model = CourtClosure

    court = factory.SubFactory(CourtFactory)
    day = date(2018, 1, 22)
    kind = ClosureKind.CLERK_INACCESSIBLE
    source = "Notice of the clerk"


class HolidayRowFactory(factory.django.DjangoModelFactory):
    """Labor Day of 2018."""

    class Meta:
        model = HolidayRow

    calendar = "us"
    day = date(2018, 9, 3)
    name_key = "labor_day"
    authority = "5 U.S.C. 6103(a)"
    counts = True
    counts_backward = True
    observed = False
    source = "statute read"
