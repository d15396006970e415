"""The public calculator: from an address to an answer, and never an error of ours."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from deadlines.models import RuleReview
from deadlines.rules import RULES, content_hash
from tests.factories import UserFactory
from web.public.addresses import FIELDS, data_of, faults_of, query_of
from web.public.courtnames import court_name, courts

pytestmark = pytest.mark.django_db

FLAGSHIP = {
    "jurisdiction": "us-fed-cand",
    "counts_from": "order",
    "trigger_date": "2017-12-21",
    "period.n": "30",
    "period.unit": "days",
    "period.direction": "after",
}
OPPOSITION = {
    "jurisdiction": "us-fed-cand",
    "trigger_date": "2018-01-02",
    "rule": "Fed. R. Civ. P. 12(a)(1)(A)(i)",
}


def page_of(client, asked, code="en", status=200):
    response = client.get(f"/{code}/calculator/", asked)
    assert response.status_code == status
    return response.content.decode()


def main_of(page):
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("kk", "2018\xa0ж. 22 қаңтар, дүйсенбі"),
        ("ru", "понедельник, 22 января 2018\xa0г."),
        ("en", "Monday 22 January 2018"),
    ],
)
def test_the_flagship_window_in_three_languages(code, day, public_client):
    page = page_of(public_client, FLAGSHIP, code)
    assert f'<p class="result"><time datetime="2018-01-22">{day}</time></p>' in page
    days = page[page.index('<ol class="days"') :]
    assert days[: days.index("</ol>")].count("<li") == 33


def test_an_answer_gives_steps_with_authority_the_zone_and_the_end_of_the_day(public_client):
    page = page_of(public_client, FLAGSHIP)
    assert "Day 30 is Saturday 20 January 2018." in page
    assert '<span class="authority" lang="en">Fed. R. Civ. P. 6(a)(1)(C)</span>' in page
    assert "The day ends for filing at 23:59." in page
    assert "America/Los_Angeles, UTC−8" in page
    assert "not legal advice" in page


def test_the_empty_form_answers_nothing(public_client):
    page = page_of(public_client, {})
    assert 'class="answer"' not in page
    assert 'role="alert"' not in page
    assert 'value="days" selected' in page


def test_a_form_sent_with_its_own_choices_alone_is_empty(public_client):
    asked = {
        "jurisdiction": "",
        "period.unit": "days",
        "period.direction": "after",
        "closures.kind": "declared_holiday",
    }
    assert 'role="alert"' not in page_of(public_client, asked)


def test_the_permanent_link_asks_the_same_question(public_client):
    asked = FLAGSHIP | {
        "closures.date": "2018-01-22",
        "closures.kind": "clerk_inaccessible",
        "rule": "Order & <ECF 67>",
    }
    page = page_of(public_client, asked)
    link = re.search(r'href="(/en/calculator/\?[^"]+)" rel="bookmark"', page)[1].replace("&amp;", "&")
    again = public_client.get(link).content.decode()
    assert 'datetime="2018-01-23"' in page
    assert main_of(page) == main_of(again)


@pytest.mark.parametrize(("given", "ticked"), [("true", 1), ("on", 1), ("1", 1), ("false", 0), ("0", 0)])
def test_a_box_is_ticked_only_by_a_yes(given, ticked, public_client):
    asked = FLAGSHIP | {"jurisdiction": "gb-eaw", "counts_from": "event", "end_is_event": given}
    page = page_of(public_client, asked)
    assert page.count(" checked") == ticked


def test_the_rule_gives_the_period_and_says_that_no_lawyer_read_it(public_client):
    page = page_of(public_client, OPPOSITION)
    assert 'datetime="2018-01-23"' in page
    assert "21 days after" in page
    assert "from 1 December 2009" in page
    assert "not reviewed by a lawyer" in page


def test_a_review_of_this_very_text_is_shown(public_client):
    rule = RULES["frcp-12-a-1-a-i-2009"]
    signed = {"rule_key": rule.key, "reviewer": UserFactory(), "reviewed_on": date(2026, 3, 1)}
    RuleReview.objects.create(content_hash="0" * 64, **signed)
    assert "not reviewed by a lawyer" in page_of(public_client, OPPOSITION)
    RuleReview.objects.create(content_hash=content_hash(rule), **signed)
    assert "a lawyer read this text on 1 March 2026" in page_of(public_client, OPPOSITION)


def test_other_readings_stand_beside_the_date_with_the_advice(public_client):
    asked = FLAGSHIP | {"trigger_date": "2020-06-25", "period.n": "8"}
    page = page_of(public_client, asked)
    assert "Courts may read this differently" in page
    assert "Calendar the earlier date." in page


def test_a_provision_with_several_periods_offers_them(public_client):
    asked = {
        "jurisdiction": "us-frap-ca9",
        "trigger_date": "2018-03-01",
        "rule": "Fed. R. App. P. 4(a)(5)(C)",
    }
    page = page_of(public_client, asked)
    assert "No date is computed" in page
    links = re.findall(r'<ul class="choices">(.*?)</ul>', page, re.DOTALL)[0]
    first = re.search(r'href="(\?[^"]+)"', links)[1].replace("&amp;", "&")
    assert 'class="result"' in public_client.get(f"/en/calculator/{first}").content.decode()


def test_a_date_named_by_the_court_stays(public_client):
    page = page_of(public_client, {"jurisdiction": "us-fed-cand", "fixed_date": "2018-01-20"})
    assert "The date named by the court" in page
    assert 'datetime="2018-01-20"' in page
    assert "stays where it is" in page


def test_hours_end_at_a_time_of_the_clock(public_client):
    asked = {"jurisdiction": "us-fed-cand", "counts_from": "order", "trigger_time": "2018-03-08T15:30"}
    page = page_of(
        public_client, asked | {"period.n": "72", "period.unit": "hours", "period.direction": "after"}
    )
    assert "Monday 12 March 2018, 00:00" not in page
    assert re.search(r'class="result"><time datetime="2018-03-1[2-9]T\d\d:\d\d', page)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"jurisdiction": ""}, "jurisdiction"),
        ({"jurisdiction": "us-fed-<b>"}, "jurisdiction"),
        ({"trigger_date": "2018-02-30"}, "trigger_date"),
        ({"trigger_date": "yesterday"}, "trigger_date"),
        ({"trigger_date": "1962-12-31"}, "trigger_date"),
        ({"trigger_date": "9999-12-31"}, "trigger_date"),
        ({"trigger_date": ""}, "trigger_date"),
        ({"period.n": "-1"}, "period-n"),
        ({"period.n": "thirty"}, "period-n"),
        ({"period.n": "9" * 5000}, "period-n"),
        ({"period.n": ""}, "period-n"),
        ({"period.unit": "fortnights"}, "period-unit"),
        ({"period.direction": "sideways"}, "period-direction"),
        ({"counts_from": "x"}, "counts_from"),
        ({"service_method": "pigeon"}, "service_method"),
        ({"service_method": "first_class_post"}, "service_method"),
        ({"fixed_date": "soon"}, "fixed_date"),
        ({"court_state": "XX"}, "court_state"),
        ({"tz": "Mars/Olympus"}, "tz"),
        ({"kind": "x"}, "kind"),
        ({"end_is_event": "maybe"}, "end_is_event"),
        ({"force_rules_as_of": "x"}, "force_rules_as_of"),
        ({"trigger_time": "noon"}, "trigger_time"),
        ({"period.unit": "hours"}, "trigger_time"),
        ({"rule": "x" * 20_001}, "rule"),
        ({"closures.date": "x", "closures.kind": "clerk_inaccessible"}, "closures-date1"),
        ({"closures.date": "2018-01-22", "closures.kind": "x"}, "closures-kind1"),
        ({"closures.date": "2018-01-22"}, "closures-date1"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_lost(wrong, field, public_client):
    asked = FLAGSHIP | wrong
    page = page_of(public_client, asked, status=400)
    assert f'id="ask-{field}-error"' in page
    assert f'<a href="#ask-{field}">' in page
    assert 'class="answer"' not in page
    for name, value in asked.items():
        if value and name != "end_is_event":
            kept = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', page)
            escaped = value.replace("<", "&lt;").replace(">", "&gt;")
            assert (kept and kept[1] == escaped) or f'<option value="{escaped}" selected' in page, name


def errors_of(page):
    return dict(re.findall(r'class="error" id="ask-([a-z_-]+\d?)-error">([^<]*)<', page))


RULE = {"rule": "Fed. R. Civ. P. 12(a)(1)(A)(i)"}
SENT = {
    "jurisdiction": "",
    "counts_from": "",
    "trigger_date": "",
    "period.n": "",
    "period.unit": "days",
    "period.direction": "after",
    "fixed_date": "",
}


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "begun",
    [RULE, RULE | {"jurisdiction": "us-fed-cand"}, {"jurisdiction": "us-fed-cand", "service_method": "mail"}],
)
def test_a_link_that_begins_a_question_fills_the_form_and_blames_nobody(begun, code, public_client):
    page = page_of(public_client, begun, code)
    assert (page.count('role="alert"'), page.count("aria-invalid"), page.count('class="answer"')) == (0, 0, 0)
    kept = re.findall(r'name="(\w+)" value="([^"]+)"|<option value="(\w[^"]*)" selected', main_of(page))
    assert [value for pair in kept for value in pair[1:] if value not in ("", "days", "after", "true")] == [
        value for _name, value in sorted(begun.items())
    ]


def test_each_rule_of_the_list_begins_a_question(public_client):
    links = re.findall(r'href="(\?rule=[^"]+)"', page_of(public_client, {}))
    assert len(links) == len({rule.citation for rule in RULES})
    answers = {link: public_client.get(f"/en/calculator/{link}") for link in links}
    assert [
        link for link, one in answers.items() if one.status_code != 200 or b'role="alert"' in one.content
    ] == []


def test_a_link_says_what_is_wrong_with_what_it_gives_and_not_what_it_leaves_open(public_client):
    page = page_of(public_client, RULE | {"jurisdiction": "moon"}, status=400)
    assert errors_of(page) == {"jurisdiction": "Choose a court from the list."}


def test_a_form_that_was_sent_without_a_day_asks_for_it(public_client):
    page = page_of(public_client, SENT | RULE, status=400)
    assert errors_of(page) == {
        "jurisdiction": "Choose a court from the list.",
        "trigger_date": "Choose the day that starts the period, from 1963 to 2200.",
    }


@pytest.mark.parametrize(
    ("day", "kind", "error"),
    [
        ("", "date", "Choose the day that starts the period, from 1963 to 2200."),
        ("1962-12-31", "date", "Choose the day that starts the period, from 1963 to 2200."),
        ("2018-02-30", "text", "Give the day that starts the period, from 1963 to 2200, as YYYY-MM-DD."),
        ("21.12.2017", "text", "Give the day that starts the period, from 1963 to 2200, as YYYY-MM-DD."),
    ],
)
def test_what_is_wrong_with_a_day_is_said_of_the_box_that_is_shown(day, kind, error, public_client):
    page = page_of(public_client, FLAGSHIP | {"trigger_date": day}, status=400)
    assert errors_of(page) == {"trigger_date": error}
    assert re.findall(r'<input type="(\w+)" id="ask-trigger_date"', page) == [kind]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"fixed_date": "1900-01-01"}, {"fixed_date": "Choose a day from 1963 to 2200."}),
        ({"fixed_date": "soon"}, {"fixed_date": "Give a day from 1963 to 2200, as YYYY-MM-DD."}),
        (
            {"closures.date": "1900-01-01", "closures.kind": "clerk_inaccessible"},
            {"closures-date1": "Choose days from 1963 to 2200."},
        ),
        (
            {"period.unit": "hours"},
            {"trigger_time": "Choose a day and a time of the clock. A period of hours needs both."},
        ),
        (
            {"trigger_time": "noon"},
            {"trigger_time": "Give a time of the clock as YYYY-MM-DDTHH:MM. A period of hours needs one."},
        ),
    ],
)
def test_further_days_have_their_errors_in_the_same_way(wrong, error, public_client):
    assert errors_of(page_of(public_client, FLAGSHIP | wrong, status=400)) == error


def test_a_period_without_a_unit_is_not_given_one(public_client):
    asked = {name: value for name, value in FLAGSHIP.items() if name != "period.unit"}
    page = page_of(public_client, asked, status=400)
    assert 'id="ask-period-unit-error"' in page
    assert 'value="days" selected' not in page
    assert 'value="days" selected' in page_of(public_client, OPPOSITION)


def test_all_faults_are_told_at_once(public_client):
    asked = FLAGSHIP | {"jurisdiction": "x", "trigger_date": "x", "period.n": "x", "tz": "x"}
    page = page_of(public_client, asked, status=400)
    for field in ("jurisdiction", "trigger_date", "period-n", "tz"):
        assert f'id="ask-{field}-error"' in page


def test_a_post_is_refused(public_client):
    assert public_client.post("/en/calculator/", FLAGSHIP).status_code == 405


_WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2018-01-22", "us-fed-cand", "gb-eaw", "us-ca-superior", "us-bk-deb", "0", "30", "36500"]
    ),
    st.sampled_from(["days", "hours", "months", "before", "after", "mail", "service", "claim_form_step"]),
    st.sampled_from(["2200-12-31", "1963-01-01", "2018-03-11T02:30", "CPR 15.4(1)(b)", "Rule 6", "true"]),
)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([{}, FLAGSHIP, OPPOSITION]),
    pairs=st.lists(st.tuples(st.sampled_from(FIELDS), _WORDS), max_size=8),
)
def test_no_address_makes_an_error_of_ours(start, pairs, public_client):
    query = urlencode([*start.items(), *pairs], errors="surrogatepass")
    assert public_client.get(f"/en/calculator/?{query}").status_code in (200, 400)


def test_what_looks_like_a_template_in_an_address_is_text(public_client):
    page = public_client.get("/en/calculator/?jurisdiction={%25+now+%25}{{+7+}}")
    assert page.status_code == 400
    assert '<option value="{% now %}{{ 7 }}" selected>{% now %}{{ 7 }}</option>' in page.content.decode()


def test_an_address_and_its_data_are_the_same():
    data = {
        "jurisdiction": "gb-eaw",
        "trigger_date": "2024-03-01",
        "period": {"n": 5, "unit": "days", "direction": "after"},
        "end_is_event": True,
        "closures": [{"date": "2024-03-04", "kind": "declared_holiday"}],
    }
    assert data_of(QueryDict(query_of(data))) == data
    assert faults_of(data) == {}


def test_every_court_of_the_list_has_a_name_and_can_be_asked():
    values = [value for _group, choices in courts() for value, _label in choices]
    assert len(values) == len(set(values)) == 95 + 14 + 94 + 2
    assert court_name("us-fed-cand") == "U.S. District Court, Northern District of California"
    assert court_name("us-bk-arb") == "U.S. Bankruptcy Court, Eastern and Western Districts of Arkansas"
    assert court_name("us-fed-nmid") == "U.S. District Court, District of the Northern Mariana Islands"
    assert court_name("us-fed-dcd") == "U.S. District Court, District of Columbia"
    for value in values:
        assert faults_of({"jurisdiction": value, "trigger_date": "2024-03-01", "rule": "x"}) == {}


@pytest.mark.parametrize(("asked", "queries"), [({}, 0), (FLAGSHIP, 0), (OPPOSITION, 1)])
def test_the_calculator_asks_the_database_for_a_signature_alone(
    asked, queries, public_client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        public_client.get("/en/calculator/", asked)
