"""In which language a found record is shown, and where a shortened group of results leads."""

from __future__ import annotations

import re

import pytest

from tests.factories import (
    CaseFactory,
    DocketEntryFactory,
    DocketFactory,
    PartyFactory,
    SpeakerFactory,
    StatementFactory,
)
from tests.search.indexing import index_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "typed", "shown", "language"),
    [
        ("ru", "Храпунов Женева", "Иск против Храпунова.", "ru"),
        ("ru", "Khrapunov Geneva", "Иск против Храпунова.", "ru"),
        ("kk", "Храпунов Женева", "Женевадағы Храпуновқа қарсы талап.", "kk"),
        ("en", "Храпунов Женева", "Claim against Khrapunov in Geneva.", "en"),
        ("ru", "талап", "Иск против Храпунова.", "ru"),
    ],
)
def test_a_text_in_the_language_of_the_reader_goes_before_one_that_says_more(
    code, typed, shown, language, public_client
):
    case = CaseFactory(
        title_ru="Дело",
        title_kk="Іс",
        summary_short_en="Claim against Khrapunov in Geneva.",
        summary_short_ru="Иск против Храпунова.",
        summary_short_kk="Женевадағы Храпуновқа қарсы талап.",
    )
    index_everything()
    groups = public_client.get(f"/{code}/search/", {"q": typed}).context["results"].groups
    lines = [line for group in groups for line in (*group.lines, *group.partial) if line.kind == "case"]
    assert [(line.object_id, line.excerpt.text, line.excerpt_language) for line in lines] == [
        (case.pk, shown, language)
    ]


@pytest.mark.parametrize(
    ("russian", "language"),
    [("Оба считают, что их преследуют.", "ru"), ("Оба так считают. " * 40, "kk"), (None, "kk")],
    ids=["whole", "cut", "none"],
)
def test_a_text_that_only_a_translation_tells_of_is_shown_in_the_language_of_the_reader_if_it_is_short(
    russian, language, public_client
):
    """Of a long one the beginning would be shown, which need not be what was asked."""
    said = StatementFactory(text_en="Both say so.", text_ru=russian, text_kk="Храпунов солай дейді.")
    SpeakerFactory(statement=said)
    index_everything()
    groups = public_client.get("/ru/search/", {"q": "Храпунов"}).context["results"].groups
    assert [line.excerpt_language for group in groups for line in group.lines] == [language]


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "All 7 results"), ("ru", "Все 7 результатов"), ("kk", "Барлық 7 нәтиже")],
)
def test_a_shortened_group_leads_to_all_of_it(code, words, public_client):
    case = DocketFactory().case
    for number in range(101, 108):
        DocketEntryFactory(
            docket=case.dockets.get(), entry_number=number, title=f"Sealing stipulation {number}"
        )
    index_everything()
    page = public_client.get(f"/{code}/search/", {"q": "stipulation", "case": case.pk}).content.decode()
    address = f"q=stipulation&amp;case={case.pk}&amp;group=filings"
    assert re.findall(r'<p class="pages"><a href="\?([^"]*)">([^<]*)</a></p>', page) == [(address, words)]
    whole = public_client.get(f"/{code}/search/?{address.replace('&amp;', '&')}")
    (group,) = whole.context["results"].groups
    assert (len(group.lines), group.all_query) == (7, "")


def test_a_group_that_is_shown_whole_has_no_way_on(public_client):
    PartyFactory(docket__case__title="Republic v. Khrapunov", person__name="Iliyas Khrapunov")
    index_everything()
    groups = public_client.get("/en/search/", {"q": "Khrapunov"}).context["results"].groups
    assert [(group.count, group.all_query) for group in groups] == [(1, ""), (1, "")]
