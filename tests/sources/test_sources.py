"""Sources and the claims that they support."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from foundation.core.operations import save_record
from foundation.sources.models import Citation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://court.example/order.pdf", "data:text/html,x", "//x"]
)
def test_an_address_that_is_no_web_page_is_refused(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        save_record(factories.SourceFactory.build(url=url), by=None)
    assert list(refused.value.message_dict) == ["url"]


def test_a_source_supports_a_record_and_one_field_of_it() -> None:
    entry = factories.DocketEntryFactory()
    whole = factories.CitationFactory(claim=entry)
    of_date = factories.CitationFactory(claim=entry, field="date", source=whole.source)
    factories.CitationFactory(claim=factories.DocketEntryFactory())
    assert list(entry.citations.all()) == [whole, of_date]


def test_a_source_is_named_by_its_publisher() -> None:
    source = factories.SourceFactory(publisher="N.D. Cal.", title="Order of 21 December 2017")
    assert str(source) == "N.D. Cal.: Order of 21 December 2017"
    assert str(factories.CitationFactory(source=source)) == f"{source} (primary court document)"


def test_the_same_claim_is_not_cited_twice() -> None:
    citation = factories.CitationFactory()
    second = Citation(source=citation.source, claim=citation.claim, confidence="primary")
    with pytest.raises(ValidationError):
        save_record(second, by=None)
