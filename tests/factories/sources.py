"""Sources and citations."""

from __future__ import annotations

import factory

from foundation.sources.enums import Confidence, SourceKind
from foundation.sources.models import Citation, Source


class SourceFactory(factory.django.DjangoModelFactory):
    """A court document that is not linked. Trait: linked."""

    class Meta:
        model = Source

    title = factory.Sequence(lambda n: f"Order {n}")
    publisher = "N.D. Cal."
    kind = SourceKind.COURT

    class Params:
        linked = factory.Trait(url="https://court.example/order.pdf", may_link=True)


class CitationFactory(factory.django.DjangoModelFactory):
    """A primary citation; give ``claim=`` the record that it supports (default: a case)."""

    class Meta:
        model = Citation

    source = factory.SubFactory(SourceFactory)
    claim = factory.SubFactory("tests.factories.cases.CaseFactory")
    confidence = Confidence.PRIMARY
