"""Cases, courts, dockets and what stands on them."""

from __future__ import annotations

import factory

from cases.enums import CourtLevel, DocketLinkKind, DocketStatus, PartyRole
from cases.models import (
    Appearance,
    Case,
    Court,
    Discrepancy,
    Docket,
    DocketJudge,
    DocketLink,
    DocketNumber,
    Event,
    EventPerson,
    Party,
    Speaker,
    Statement,
    StatementSubject,
)
from foundation.sources.enums import ClaimKind
from tests.factories.people import PersonFactory
from tests.factories.publication import PublicationFactory


class CourtFactory(factory.django.DjangoModelFactory):
    """A federal district court in California."""

    class Meta:
        model = Court

    code = factory.Sequence(lambda n: f"court{n}")
    name = factory.Sequence(lambda n: f"District Court {n}")
    short_name = factory.Sequence(lambda n: f"D. Ct. {n}")
    level = CourtLevel.TRIAL
    country = "US"
    time_zone = "America/Los_Angeles"
    holiday_state = "CA"


class CaseFactory(PublicationFactory):
    """A published case without dockets."""

    class Meta:
        model = Case

    slug = factory.Sequence(lambda n: f"case-{n}")
    title = factory.Sequence(lambda n: f"Case {n}")


class DiscrepancyFactory(factory.django.DjangoModelFactory):
    """Two accounts that differ."""

    class Meta:
        model = Discrepancy

    case = factory.SubFactory(CaseFactory)
    topic = "Day of the hearing"
    one_side = "The court says Monday."
    other_side = "The press says Tuesday."


class DocketFactory(PublicationFactory):
    """A docket opened on 2 January 2014. Traits: closed, undated, without_court (and number)."""

    class Meta:
        model = Docket

    case = factory.SubFactory(CaseFactory)
    court = factory.SubFactory(CourtFactory)
    docket_number = factory.Sequence(lambda n: f"2:14-cv-{n:05}")
    caption = "Republic v. Roe"
    date_filed = "2014-01-02"
    state = DocketStatus.PENDING

    class Params:
        closed = factory.Trait(state=DocketStatus.CLOSED, date_terminated="2019-03-04")
        undated = factory.Trait(date_filed="")
        without_court = factory.Trait(court=None, docket_number="")


class DocketNumberFactory(factory.django.DjangoModelFactory):
    """A further number of a docket."""

    class Meta:
        model = DocketNumber

    docket = factory.SubFactory(DocketFactory)
    number = factory.Sequence(lambda n: f"17-{n:05}")


class DocketJudgeFactory(factory.django.DjangoModelFactory):
    """The assigned judge."""

    class Meta:
        model = DocketJudge

    docket = factory.SubFactory(DocketFactory)
    person = factory.SubFactory(PersonFactory)


class DocketLinkFactory(factory.django.DjangoModelFactory):
    """An appeal from another docket of the same case."""

    class Meta:
        model = DocketLink

    from_docket = factory.SubFactory(DocketFactory)
    kind = DocketLinkKind.APPEAL_FROM
    to_docket = factory.SubFactory(DocketFactory, case=factory.SelfAttribute("..from_docket.case"))


class PartyFactory(factory.django.DjangoModelFactory):
    """A defendant."""

    class Meta:
        model = Party

    docket = factory.SubFactory(DocketFactory)
    person = factory.SubFactory(PersonFactory)
    role = PartyRole.DEFENDANT


class AppearanceFactory(factory.django.DjangoModelFactory):
    """Counsel for a defendant. Trait: with_firm."""

    class Meta:
        model = Appearance

    party = factory.SubFactory(PartyFactory)
    counsel = factory.SubFactory(PersonFactory)

    class Params:
        with_firm = factory.Trait(firm=factory.SubFactory(PersonFactory, organization=True))


class EventFactory(PublicationFactory):
    """A reported event of 3 March 2015. Traits: undated, allegation."""

    class Meta:
        model = Event

    case = factory.SubFactory(CaseFactory)
    date = "2015-03-03"
    claim = ClaimKind.REPORT
    text = "A hearing took place elsewhere."

    class Params:
        undated = factory.Trait(date="")
        allegation = factory.Trait(claim=ClaimKind.ALLEGATION)


class EventPersonFactory(factory.django.DjangoModelFactory):
    """A person whom an event is about."""

    class Meta:
        model = EventPerson

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)


class StatementSubjectFactory(factory.django.DjangoModelFactory):
    """A heading of statements."""

    class Meta:
        model = StatementSubject

    case = factory.SubFactory(CaseFactory)
    name = factory.Sequence(lambda n: f"Subject {n}")


class StatementFactory(PublicationFactory):
    """An allegation without speaker. Trait: confirmed (by a person)."""

    class Meta:
        model = Statement

    case = factory.SubFactory(CaseFactory)
    subject = factory.SubFactory(StatementSubjectFactory, case=factory.SelfAttribute("..case"))
    claim = ClaimKind.ALLEGATION
    text = "One side says so."

    class Params:
        confirmed = factory.Trait(confirmed_by=factory.SubFactory(PersonFactory))


class SpeakerFactory(factory.django.DjangoModelFactory):
    """Who makes a statement."""

    class Meta:
        model = Speaker

    statement = factory.SubFactory(StatementFactory)
    person = factory.SubFactory(PersonFactory)
