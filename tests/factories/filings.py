"""Docket entries and what belongs to them."""

from __future__ import annotations

import factory

from filings.enums import EntryKind, EntryLinkKind, Verdict
from filings.models import DocketEntry, Document, DocumentText, EntryLink, Filer, StatementCheck
from tests.factories.cases import DocketFactory, StatementFactory
from tests.factories.people import PersonFactory
from tests.factories.publication import PublicationFactory


class DocketEntryFactory(PublicationFactory):
    """A numbered order of 21 December 2017. Traits: motion, unnumbered, undated, imprecise, placeholder."""

    class Meta:
        model = DocketEntry

    docket = factory.SubFactory(DocketFactory)
    #: Beyond the numbers that tests name, so that the order of the tests never makes two alike.
    entry_number = factory.Sequence(lambda n: n + 10_001)
    date = "2017-12-21"
    kind = EntryKind.ORDER
    title = "Order"

    class Params:
        motion = factory.Trait(kind=EntryKind.MOTION, title="Motion")
        unnumbered = factory.Trait(entry_number=None)
        undated = factory.Trait(date="")
        imprecise = factory.Trait(date="2017-12")
        placeholder = factory.Trait(is_placeholder=True, entry_number=None, date="")


class FilerFactory(factory.django.DjangoModelFactory):
    """Who filed a motion."""

    class Meta:
        model = Filer

    entry = factory.SubFactory(DocketEntryFactory, motion=True)
    person = factory.SubFactory(PersonFactory)


class EntryLinkFactory(factory.django.DjangoModelFactory):
    """An order that decides a motion on the same docket. Trait: not_held (only the number is known)."""

    class Meta:
        model = EntryLink

    from_entry = factory.SubFactory(DocketEntryFactory)
    kind = EntryLinkKind.DECIDES
    to_entry = factory.SubFactory(
        DocketEntryFactory, motion=True, docket=factory.SelfAttribute("..from_entry.docket")
    )

    class Params:
        not_held = factory.Trait(to_entry=None, to_number=12)


class DocumentFactory(PublicationFactory):
    """The main document of an entry, to be read at the court."""

    class Meta:
        model = Document

    entry = factory.SubFactory(DocketEntryFactory)
    title = "Order"


class DocumentTextFactory(factory.django.DjangoModelFactory):
    """What the PDF of a document says."""

    class Meta:
        model = DocumentText

    document = factory.SubFactory(DocumentFactory, availability="held", file="order.pdf")
    text = "It is so ordered."


class StatementCheckFactory(factory.django.DjangoModelFactory):
    """A statement that the record does not confirm. Trait: against_entry (of the same case)."""

    class Meta:
        model = StatementCheck

    statement = factory.SubFactory(StatementFactory)
    verdict = Verdict.NOT_CONFIRMED
    finding = "The record is silent."

    class Params:
        against_entry = factory.Trait(
            entry=factory.SubFactory(
                DocketEntryFactory, docket__case=factory.SelfAttribute("...statement.case")
            )
        )
