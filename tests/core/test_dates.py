"""Imprecise dates: what is accepted, its bounds, and its wording in three languages."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.dates import (
    ImpreciseDate,
    InvalidDate,
    format_day,
    format_day_weekday,
    format_edtf,
    format_edtf_short,
    parse_edtf,
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017-12-21", date(2017, 12, 21), date(2017, 12, 21)),
        ("2017-01", date(2017, 1, 1), date(2017, 1, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013-11~", date(2013, 11, 1), date(2013, 11, 30)),
        ("2017?", date(2017, 1, 1), date(2017, 12, 31)),
        ("[2017-12-21..2018-06-08]", date(2017, 12, 21), date(2018, 6, 8)),
        ("[2017-12..2018]", date(2017, 12, 1), date(2018, 12, 31)),
        ("[2017-12-21..2017-12-21]", date(2017, 12, 21), date(2017, 12, 21)),
        ("[..2017-12-21]", None, date(2017, 12, 21)),
        ("[..2017-02]", None, date(2017, 2, 28)),
        ("[2017-12-21..]", date(2017, 12, 21), None),
        ("1000", date(1000, 1, 1), date(1000, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_accepted_forms_have_inclusive_bounds(text: str, earliest: date | None, latest: date | None) -> None:
    assert parse_edtf(text) == ImpreciseDate(text, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2017-02-29",
        "1900-02-29",
        "2017-04-31",
        "2017-00",
        "2017-13",
        "2017-21",  # EDTF: spring 2017
        "2017-1",
        "2017-1-2",
        "0999",
        "20170",
        "-2017",
        "Y2017",
        "2017-XX",
        "201X",
        "2017/2018",
        "2017-12-21T10:00",
        "2017-12-21Z",
        "2017~?",
        "2017%",
        "~2017",
        " 2017",
        "2017\n",
        "２０１７",
        "21.12.2017",
        "[..]",
        "[]",
        "[2017]",
        "[2018..2017]",
        "[2017..2017-03]",
        "[2017~..2018]",
        "[2017..2018]~",
        "[2017,2018]",
        "{2017..2018}",
        "[2017-02-30..]",
        "[..2017-13]",
        "<b>2017</b>",
        "2017" * 20,
        "[" * 10_000,
    ],
)
def test_everything_else_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse_edtf(text)
    assert caught.value.text == text
    assert len(str(caught.value)) < 200


def test_only_a_day_without_qualifier_is_exact() -> None:
    assert parse_edtf("2017-12-21").exact == date(2017, 12, 21)
    for text in (
        "2017-12-21~",
        "2017-12-21?",
        "2017-12",
        "2017",
        "[2017-12-21..2017-12-21]",
        "[2017-12-21..]",
    ):
        assert parse_edtf(text).exact is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_survives_the_way_through_text(day: date) -> None:
    assert parse_edtf(day.isoformat()).exact == day
    for language in ("kk", "ru", "en"):
        assert format_edtf(day.isoformat(), language) == format_day(day, language)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_always_shown(text: str) -> None:
    try:
        parsed = parse_edtf(text)
    except InvalidDate:
        assert isinstance(format_edtf(text, "kk"), str)
    else:
        assert parsed.earliest or parsed.latest


FORMS = [
    ("2017-12-21", "21 December 2017", "21 декабря 2017\xa0г.", "2017\xa0ж. 21 желтоқсан"),
    ("2017-12-01", "1 December 2017", "1 декабря 2017\xa0г.", "2017\xa0ж. 1 желтоқсан"),
    ("2017-12", "December 2017", "декабрь 2017\xa0г.", "2017\xa0ж. желтоқсан"),
    ("2013", "2013", "2013\xa0г.", "2013\xa0ж."),
    ("2013-11~", "about November 2013", "около ноября 2013\xa0г.", "шамамен 2013\xa0ж. қараша"),
    ("2013~", "about 2013", "около 2013\xa0г.", "шамамен 2013\xa0ж."),
    ("2017?", "2017 (uncertain)", "2017\xa0г. (предположительно)", "2017\xa0ж. (болжамды)"),
    (
        "[..2017-12-21]",
        "by 21 December 2017",
        "не позднее 21 декабря 2017\xa0г.",
        "2017\xa0ж. 21 желтоқсаннан кешіктірмей",
    ),
    (
        "[..2017-12]",
        "by the end of December 2017",
        "не позднее декабря 2017\xa0г.",
        "2017\xa0ж. желтоқсаннан кешіктірмей",
    ),
    ("[..2017]", "by the end of 2017", "не позднее 2017\xa0г.", "2017\xa0жылдан кешіктірмей"),
    (
        "[2017-12-21..]",
        "21 December 2017 or later",
        "не ранее 21 декабря 2017\xa0г.",
        "2017\xa0ж. 21 желтоқсан немесе кейінірек",
    ),
    ("[2017-03..]", "March 2017 or later", "не ранее марта 2017\xa0г.", "2017\xa0ж. наурыз немесе кейінірек"),
    (
        "[2017-12-21..2018-06-08]",
        "between 21 December 2017 and 8 June 2018",
        "между 21 декабря 2017\xa0г. и 8 июня 2018\xa0г.",
        "2017\xa0ж. 21 желтоқсан мен 2018\xa0ж. 8 маусым аралығында",
    ),
    (
        "[2017-03..2018-05]",
        "between March 2017 and May 2018",
        "между мартом 2017\xa0г. и маем 2018\xa0г.",
        "2017\xa0ж. наурыз бен 2018\xa0ж. мамыр аралығында",
    ),
    (
        "[2017-09-01..2018]",
        "between 1 September 2017 and 2018",
        "между 1 сентября 2017\xa0г. и 2018\xa0г.",
        "2017\xa0ж. 1 қыркүйек пен 2018\xa0ж. аралығында",
    ),
    (
        "[2013..2017]",
        "between 2013 and 2017",
        "между 2013\xa0г. и 2017\xa0г.",
        "2013\xa0ж. мен 2017\xa0ж. аралығында",
    ),
]


@pytest.mark.parametrize(("edtf", "english", "russian", "kazakh"), FORMS)
def test_wording_in_three_languages(edtf: str, english: str, russian: str, kazakh: str) -> None:
    parse_edtf(edtf)
    assert format_edtf(edtf, "en") == english
    assert format_edtf(edtf, "ru") == russian
    assert format_edtf(edtf, "kk") == kazakh


def test_kazakh_limits_take_the_ending_of_each_month() -> None:
    limits = [format_edtf(f"[..2017-{month:02}]", "kk").split()[2] for month in range(1, 13)]
    assert limits == [
        "қаңтардан",
        "ақпаннан",
        "наурыздан",
        "сәуірден",
        "мамырдан",
        "маусымнан",
        "шілдеден",
        "тамыздан",
        "қыркүйектен",
        "қазаннан",
        "қарашадан",
        "желтоқсаннан",
    ]


@pytest.mark.parametrize(
    ("edtf", "english", "russian", "kazakh"),
    [
        ("2017-12-21", "21 Dec 2017", "21 дек. 2017", "2017\xa0ж. 21 жел."),
        ("2018-05-08", "8 May 2018", "8 мая 2018", "2018\xa0ж. 8 мам."),
        ("2018-05", "May 2018", "май 2018", "2018\xa0ж. мам."),
        ("2013", "2013", "2013", "2013\xa0ж."),
        ("2013-11~", "about Nov 2013", "около нояб. 2013", "шамамен 2013\xa0ж. қар."),
        ("2017?", "2017 (?)", "2017 (?)", "2017\xa0ж. (?)"),
        (
            "[..2017-12-21]",
            "by 21 Dec 2017",
            "не позднее 21 дек. 2017",
            "2017\xa0ж. 21 желтоқсаннан кешіктірмей",
        ),
    ],
)
def test_short_forms_for_a_narrow_column(edtf: str, english: str, russian: str, kazakh: str) -> None:
    assert format_edtf_short(edtf, "en") == english
    assert format_edtf_short(edtf, "ru") == russian
    assert format_edtf_short(edtf, "kk") == kazakh


def test_days_and_weekdays() -> None:
    day = date(2018, 1, 22)
    assert format_day(day, "kk") == "2018\xa0ж. 22 қаңтар"
    assert format_day_weekday(day, "en") == "Monday 22 January 2018"
    assert format_day_weekday(day, "ru") == "понедельник, 22 января 2018\xa0г."
    assert format_day_weekday(day, "kk") == "2018\xa0ж. 22 қаңтар, дүйсенбі"


def test_an_unknown_language_gives_english_and_a_region_is_ignored() -> None:
    assert format_edtf("2013-11", "de") == "November 2013"
    assert format_edtf("2013-11", "") == "November 2013"
    assert format_edtf("2013-11", "kk-KZ") == "2013\xa0ж. қараша"


@pytest.mark.parametrize("text", ["", "soon", "2017-02-30", "2017-13", "[..]", "[2017-02-30..]"])
def test_a_text_that_is_no_date_is_shown_as_stored(text: str) -> None:
    assert format_edtf(text, "ru") == text
    assert format_edtf_short(text, "kk") == text


@pytest.mark.parametrize(
    ("language", "long", "short", "number"),
    [
        ("kk", "2018\xa0ж. 22 қаңтар", "22.01.2018", "1\xa0234\xa0567,5"),
        ("ru", "22 января 2018\xa0г.", "22.01.2018", "1\xa0234\xa0567,5"),
        ("en", "22 January 2018", "22 Jan 2018", "1,234,567.5"),
    ],
)
def test_formats_of_the_framework(language: str, long: str, short: str, number: str) -> None:
    day = date(2018, 1, 22)
    with override(language):
        # The framework's own catalogue writes Kazakh months with a capital letter.
        assert date_format(day).casefold() == long.casefold()
        assert date_format(day, "SHORT_DATE_FORMAT") == short
        assert number_format(1234567.5, force_grouping=True) == number
        for written in ("22.01.2018", "2018-01-22"):
            assert forms.DateField().clean(written) == day
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("01/22/2018")
