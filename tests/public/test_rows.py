"""Rows are built without templates, so escaping is tested field by field."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, time

import pytest
from django.utils.translation import override

from deadlines.explanation import Sentence
from foundation.core.languages import LocalizedText
from web.public.places import Places
from web.public.rows import Row, source_line, when
from web.timeline.events import (
    Check,
    DeadlineDetail,
    DocketRef,
    DocumentRef,
    EntryDetail,
    EventGroup,
    EventSource,
    ExtensionRef,
    LinkRef,
    OutsideDetail,
    PauseRef,
    PersonRef,
    Place,
    SourceNote,
    StatementDetail,
    TimelineEvent,
)

EVIL = "<script>alert(1)</script>\"'&"
WORDS = LocalizedText(EVIL, "en", is_fallback=False)
PERSON = PersonRef(1, WORDS, "")
LINK = LinkRef("decides", "granted", EVIL, 5, note=WORDS)
SOURCE = SourceNote(
    7, EVIL, WORDS, "2017-12-21", "en", "https://example.org/?a=1&b=<x>", "primary", WORDS, EVIL
)
PLACE = Place(undated=False, day=date(2017, 12, 21), docket=0, number=1, rank=0, pk=1)
DETAILS = [
    EntryDetail(
        kind="order",
        kind_as_filed=EVIL,
        is_act=True,
        summary=WORDS,
        text=EVIL,
        filers=(PERSON,),
        filers_note=WORDS,
        links=(LINK, dataclasses.replace(LINK, entry_id=None)),
        documents=(DocumentRef(3, WORDS, "at_court", is_held=False, page_count=2),),
        page_count=36,
        is_placeholder=False,
    ),
    DeadlineDetail(
        basis="computed",
        state="satisfied",
        state_note=WORDS,
        due_on=date(2018, 1, 22),
        due_time=None,
        period_length=30,
        trigger=LINK,
        trigger_text=WORDS,
        obligor=PERSON,
        rule=EVIL,
        is_ordered=True,
        length_confidence="secondary",
        length_note=WORDS,
        due_confidence="inferred",
        satisfied_by=LINK,
        steps=(Sentence(EVIL, EVIL),),
        caveats=(EVIL,),
        window=(),
        extensions=(ExtensionRef(date(2018, 1, 1), date(2018, 1, 22), WORDS, None),),
    ),
    OutsideDetail(kind="leak", claim="allegation", people=(PERSON,)),
    StatementDetail(
        subject_id=1,
        subject=WORDS,
        claim="denial",
        speakers=(PERSON,),
        speaker_tie=WORDS,
        said_to=WORDS,
        confirmed_by=PERSON,
        confirmer_tie=WORDS,
        checks=(Check("partly", WORDS, LINK),),
        is_unreviewed=True,
    ),
]


def event(detail) -> TimelineEvent:
    return TimelineEvent(
        source=EventSource.ENTRY,
        group=EventGroup.ACTS,
        pk=1,
        place=PLACE,
        date="2017-12-21",
        label=EVIL,
        title=WORDS,
        note=WORDS,
        confidence="inferred",
        docket=DocketRef(1, EVIL, WORDS, EVIL, 0),
        sources=(SOURCE,),
        detail=detail,
    )


@pytest.mark.parametrize("detail", DETAILS, ids=lambda detail: type(detail).__name__)
def test_markup_in_any_field_is_shown_and_not_run(detail):
    html = Row(Places("/en/cases/1-case/")).html(event(detail))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\"'&" not in html


@pytest.mark.parametrize(
    ("by_number", "said"),
    [
        ((date(2020, 6, 1), date(2021, 3, 29)), "between 1 Jun 2020 and 29 Mar 2021, by its number"),
        ((date(2020, 6, 1), None), "1 Jun 2020 or later, by its number"),
        ((None, date(2021, 3, 29)), "29 Mar 2021 or earlier, by its number"),
        ((date(2020, 6, 1), date(2020, 6, 1)), "placed by its number"),
    ],
    ids=["between", "after", "before", "one day"],
)
def test_a_paper_without_a_date_says_between_which_days_its_number_places_it(by_number, said):
    paper = event(DETAILS[0])._replace(date="", label="ECF 20", by_number=by_number)
    html = Row(Places("/en/cases/1-case/")).html(paper)
    assert html.partition("</p>")[0].endswith(f'<p class="when"><b>date not known</b> {said}')


def test_a_paper_without_a_date_says_that_the_year_over_it_is_not_its_own():
    row, paper = Row(Places("/en/cases/1-case/")), event(DETAILS[0])._replace(date="", label="ECF 20")
    assert '<p class="when"><b>date not known</b> placed by its number</p>' in row.html(paper)
    at_the_end = paper._replace(place=PLACE._replace(undated=True))
    assert '<p class="when"><b>date not known</b> </p>' in row.html(at_the_end)


def test_an_answer_is_told_with_its_day_and_whether_it_came_late():
    row = Row(Places("/en/cases/1-case/"))
    detail = dataclasses.replace(DETAILS[1], satisfied_on="2018-03-01", is_late=True)
    told = ' · 1 Mar 2018 · <span class="tag doubt">after the last day</span>'
    assert told in row.html(event(detail))
    assert "after the last day" not in row.html(event(dataclasses.replace(detail, is_late=False)))


def test_a_deadline_that_is_counted_back_begins_with_its_last_day():
    row = Row(Places("/en/cases/1-case/"))
    hearing = event(dataclasses.replace(DETAILS[1], due_on=date(2017, 12, 1), period_direction="before"))
    html = row.html(hearing._replace(earliest=date(2017, 12, 21), latest=date(2017, 12, 21)))
    assert "<b>1 Dec 2017 – 21 Dec 2017</b>" in html


def test_the_hour_of_a_last_day_is_in_the_time_of_the_court():
    html = Row(Places("/en/cases/1-case/")).html(
        event(dataclasses.replace(DETAILS[1], due_time=time(16, 30)))
    )
    assert "Monday 22 January 2018, 16:30 (time of the court)" in html


def test_a_source_in_another_language_than_the_page_says_so():
    row = Row(Places("/en/cases/1-case/"))
    told = [". Kazakh. " in row.notes([dataclasses.replace(SOURCE, language=code)]) for code in ("kk", "en")]
    assert told == [True, False]


@pytest.mark.parametrize(
    ("language", "reader", "named"),
    [
        ("uk", "en", "Ukrainian"),
        ("uk", "ru", "Украинский"),
        ("fr", "kk", "Француз тілі"),
        ("ru", "kk", "Орыс тілі"),
        ("xx", "en", "Xx"),
    ],
)
def test_the_language_of_a_source_is_named_in_words(language, reader, named):
    with override(reader):
        line = re.sub("<[^>]+>", "", source_line(dataclasses.replace(SOURCE, url="", language=language)))
    assert line.split(". ")[1] == named


def test_what_an_entry_does_to_others_is_told_one_after_the_other():
    links = (LinkRef("decides", "granted", "ECF 40", 5), LinkRef("answers", "", "ECF 33", 6))
    html = Row(Places("/en/cases/1-case/")).html(event(DETAILS[0]._replace(links=links)))
    (told,) = re.findall('<span class="rel">(.*?)</span>', html)
    assert re.sub("<[^>]+>", "", told) == "decides ECF 40: granted; answers ECF 33"


@pytest.mark.parametrize(
    ("kind", "beside"),
    [("order", ["Order"]), ("event", []), ("unassigned", [])],
    ids=["order", "event", "none"],
)
def test_only_a_kind_that_courts_have_stands_with_the_courts_word(kind, beside):
    with override("ru"):
        html = Row(Places("/ru/cases/1-case/")).html(event(DETAILS[0]._replace(kind=kind, kind_as_filed="")))
    assert re.findall('<span class="court-word" lang="en">(.*?)</span>', html) == beside


@pytest.mark.parametrize("detail", DETAILS[2:], ids=["event", "statement"])
def test_what_has_no_number_has_a_permanent_address_too(detail):
    source = EventSource.STATEMENT if detail is DETAILS[3] else EventSource.EVENT
    html = Row(Places("/en/cases/1-case/")).html(event(detail)._replace(source=source, pk=4))
    assert f'<a class="hash" href="/en/cases/1-case/?at={source}-4#{source}-4"' in html


def test_a_source_is_linked_only_where_it_may_be():
    row = Row(Places("/en/cases/1-case/"))
    linked = row.notes([SOURCE])
    bare = row.notes([dataclasses.replace(SOURCE, url="")])
    assert linked.count("<a ") == 1
    assert bare.count("<a ") == 0


@pytest.mark.parametrize("url", ["https://example.org/", ""])
def test_a_source_whose_title_ends_with_an_abbreviation_has_one_stop(url):
    title = LocalizedText("Сообщение об иске января 2017 г.", "ru", is_fallback=False)
    note = dataclasses.replace(
        SOURCE, url=url, title=title, publisher="News", locator="para 2", disputed_by=None
    )
    with override("ru"):
        line = re.sub("<[^>]+>", "", source_line(note))
    assert line == (
        "News: Сообщение об иске января 2017 г. Английский. 21 дек. 2017. para 2. "
        "Документ суда (первоисточник)."
    )


def test_a_pause_is_told_with_one_stop_behind_its_days():
    pause = PauseRef(date(2018, 1, 2), date(2018, 1, 9), WORDS._replace(text="Stay"), None)
    with override("ru"):
        html = Row(Places("/en/cases/1-case/")).html(event(dataclasses.replace(DETAILS[1], pauses=(pause,))))
    assert "2 января 2018\xa0г. – 9 января 2018\xa0г. Stay" in html


def test_a_text_in_another_language_says_so():
    foreign = LocalizedText("Определение", "ru", is_fallback=True)
    html = Row(Places("/en/cases/1-case/")).html(event(DETAILS[0])._replace(title=foreign))
    assert '<span lang="ru">Определение</span> <span class="fallback">not available in English</span>' in html


def test_a_row_without_a_date_says_that_the_day_is_not_verified():
    assert when("") == '<p class="when">day not verified</p>'


def test_an_imprecise_date_is_not_padded_with_a_day():
    assert when("2017-01") == '<p class="when"><b>Jan 2017</b> day not verified</p>'


def test_the_length_of_a_window_that_the_press_reports_is_marked_so():
    html = Row(Places("/en/cases/1-case/")).html(event(DETAILS[1]))
    assert "length as reported, not read in the order" in html


def test_a_kind_without_a_word_of_ours_is_named_by_the_courts():
    entry = DETAILS[0]._replace(kind="unassigned", kind_as_filed="initiating paper")
    html = Row(Places("/en/cases/1-case/")).html(event(entry))
    assert 'Kind as recorded: <span lang="en">initiating paper</span>' in html


def test_a_finding_links_the_number_of_its_entry_and_no_longer_one():
    order = LinkRef("", "", "ECF 6", 6)
    finding = LocalizedText("ECF 67 says so; ECF 6 does not.", "en", is_fallback=False)
    said = dataclasses.replace(DETAILS[3], checks=(Check("partly", finding, order),))
    html = Row(Places("/en/cases/1-case/")).html(event(said))
    assert 'ECF 67 says so; <a href="#entry-6">ECF 6</a> does not.' in html


def test_a_date_named_by_the_court_stands_behind_the_day_of_its_order():
    fixed = dataclasses.replace(DETAILS[1], basis="fixed_by_order", due_on=date(2018, 6, 30))
    html = Row(Places("/en/cases/1-case/")).html(event(fixed))
    assert '<p class="when"><b>21 Dec 2017 – 30 Jun 2018</b> fixed date</p>' in html


def test_a_day_that_an_editor_set_is_not_called_fixed_by_the_court():
    moved = dataclasses.replace(DETAILS[1], basis="set_by_editor", due_on=date(2018, 2, 5))
    html = Row(Places("/en/cases/1-case/")).html(event(moved))
    assert "5 Feb 2018" in html
    assert "fixed date" not in html
    assert "30 days" not in html
