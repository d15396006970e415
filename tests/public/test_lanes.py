"""The picture of a case as it is drawn: names, signs, and where its links lead."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils.translation import override

from cases.models import Docket
from foundation.core.languages import LocalizedText
from tests.factories import CourtFactory, DocketEntryFactory, DocketFactory, EventFactory, PartyFactory
from tests.public.test_pages import case_url
from web.public.lanelegend import legend
from web.public.lanenames import name_of
from web.timeline.axis import LABELS, WIDTH
from web.timeline.index import DocketTie
from web.timeline.lanes import Bounds, Proceeding, draw
from web.timeline.zoom import Zoom

pytestmark = pytest.mark.django_db


def figure(client, docket: Docket, query: str = "", language: str = "en") -> str:
    page = client.get(case_url(docket.case).replace("/en/", f"/{language}/") + query).content.decode()
    return page.partition('<figure class="lanes"')[2].partition("</figure>")[0]


def meanings(html: str) -> list[str]:
    return re.findall(r'<span class="legend"><svg.*?</svg> (.*?)</span>', html)


def test_the_legend_has_the_signs_of_the_picture_and_no_others(public_client):
    docket = DocketFactory(date_filed="2017-01-05")
    DocketEntryFactory(docket=docket, entry_number=1, date="2017-03-01", motion=True)
    assert meanings(figure(public_client, docket)) == [
        "filing",
        "a proceeding, as far as its dates are known",
    ]
    EventFactory(case=docket.case, docket=docket, date="2017-04", allegation=True)
    assert meanings(figure(public_client, docket)) == [
        "filing",
        "outside the docket, alleged",
        "day not known: between, before or after",
        "a proceeding, as far as its dates are known",
    ]


def test_the_legend_names_lines_and_ties():
    days = Bounds(date(2017, 1, 1), date(2017, 1, 1))
    rows = [
        Proceeding(1, "US", "N.D. Cal.", "1", days, Bounds(date(2018, 1, 1), date(2018, 1, 1))),
        Proceeding(2, "US", "N.D. Cal.", "2", days, days),
        Proceeding(3, "US", "N.D. Cal.", "3", Bounds(None, date(2017, 1, 1)), Bounds(date(2018, 1, 1), None)),
    ]
    tie = DocketTie(3, 1, "appeal_from", LocalizedText("", "en", is_fallback=False))
    with override("en"):
        assert meanings(legend(draw(rows, [tie], [], zoom=Zoom()))) == [
            "a proceeding, as far as its dates are known",
            "beginning not verified",
            "short, or only one day of it is known",
            "tie between proceedings",
        ]


def test_the_page_of_signs_explains_what_the_picture_has_beyond_the_shapes_of_the_timeline(public_client):
    assert meanings(public_client.get("/en/method/").content.decode()) == [
        "outside the docket, alleged",
        "larger: several rows",
        "day not known: between, before or after",
        "period to its last day",
        "what was due was done",
        "a proceeding, as far as its dates are known",
        "beginning not verified",
        "short, or only one day of it is known",
        "tie between proceedings",
    ]


def test_the_picture_of_a_person_has_a_legend(public_client):
    party = PartyFactory(docket__date_filed="2017-01-05", docket__date_terminated="2018-01-05")
    address = re.search(
        r'href="(/en/people/[^"]+)"',
        public_client.get(case_url(party.docket.case) + "parties/").content.decode(),
    )
    page = public_client.get(address[1]).content.decode()
    assert meanings(page) == ["a proceeding, as far as its dates are known"]


def test_one_can_skip_the_picture(public_client):
    html = figure(public_client, DocketEntryFactory().docket)
    assert html.count('<a class="vh" href="#lanes-end">Skip the picture</a>') == 1
    assert html.count('<figcaption id="lanes-end" tabindex="-1">') == 1
    assert html.index("Skip the picture") < html.index("<nav")


def test_the_years_of_the_docket_that_the_case_is_known_by_stand_over_the_picture(public_client):
    docket = DocketFactory(docket_number="5:17-cv-00246", date_filed="2017-01-05", is_lead=True)
    DocketEntryFactory(docket=docket, date="2018-06-08")
    DocketEntryFactory(docket__case=docket.case, date="2009-03-01")
    html = figure(public_client, docket)
    links = '<a href="?zoom=2017#lanes">2017</a> · <a href="?zoom=2018#lanes">2018</a>'
    assert f'<span class="num">5:17-cv-00246</span>: {links}</p>' in html
    [start] = re.findall(r'<i data-at="([\d.]+)"></i>', html)
    run = float(re.search(rf'related/#docket-{docket.pk}">.*?x1="([\d.]+)"', html)[1])
    assert float(start) == pytest.approx(100 * (run - LABELS) / (WIDTH - LABELS), abs=0.1)


def test_rows_of_one_day_are_one_shape_that_leads_to_the_first_of_them(public_client):
    docket = DocketFactory(date_filed="2017-01-05")
    first, _second = (
        DocketEntryFactory(docket=docket, entry_number=number, date="2017-03-01", motion=True)
        for number in (7, 8)
    )
    html = figure(public_client, docket)
    title = "2 rows. 1 March 2017. ECF 7, ECF 8."
    assert re.findall(r'<a href="([^"]+)"><title>2 rows.*?</title>', html) == [f"#entry-{first.pk}"]
    assert html.count(f"<title>{title}</title>") == 1


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ("ru", "Янв. Февр. Март Апр. Май Июнь Июль Авг. Сент. Окт. Нояб. Дек."),
        ("kk", "Қаң. Ақп. Нау. Сәу. Мам. Мау. Шіл. Там. Қыр. Қаз. Қар. Жел."),
    ],
)
def test_months_have_short_names(language, names, public_client):
    html = figure(public_client, DocketEntryFactory().docket, "?zoom=2017", language)
    assert re.findall(r'<a class="tick"[^>]*><text[^>]*>(.*?)</text>', html) == names.split()


def test_a_further_proceeding_of_a_court_has_its_own_name_and_all_of_it_as_a_title(public_client):
    court = CourtFactory(country="KZ", short_name_en="Almaty Crim. Ct.", name_en="Criminal Court of Almaty")
    caption = "Kazakhstan: criminal case of V. Khrapunov and others, heard in absentia in Almaty"
    lead = DocketFactory(court=court, docket_number="1-2", date_filed="2011-11-22")
    DocketFactory(case=lead.case, court=court, docket_number="", caption=caption, date_filed="2012-01-01")
    html = figure(public_client, lead)
    assert "<title>Criminal Court of Almaty. 1-2.</title>Almaty Crim. Ct.</text>" in html
    [(title, parts)] = re.findall(r'<text class="number"><title>(.*?)</title>(.*?)</text>', html)
    assert title == caption
    assert re.findall(r"<tspan[^>]*>(.*?)</tspan>", parts) == ["Criminal case of V.", "Khrapunov and others…"]


@pytest.mark.parametrize(
    ("label", "country", "lines"),
    [
        ("1:15-cv-05345-AJN-KHP", "US", ("1:15-cv-05345-AJN-KHP",)),
        ("Казахстан: дело А", "KZ", ("Дело А",)),
        (
            "Geneva: investigation of V., L. and I. Khrapunov",
            "",
            ("Geneva: investigation of V.,", "L. and I. Khrapunov"),
        ),
        ("Geneva: a case", "CH", ("Geneva: a case",)),
        ("Kazakhstan:", "KZ", ("Kazakhstan:",)),
        ("x" * 60, "US", ("x" * 22 + "…",)),
    ],
)
def test_a_name_is_without_the_country_over_it_and_cut_between_words(label, country, lines):
    assert name_of(label, country) == lines
