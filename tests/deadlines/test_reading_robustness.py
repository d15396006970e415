"""The reader answers every text, in time that grows with its length alone."""

from __future__ import annotations

import json
from datetime import date
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deadlines.management.commands.extract_deadlines import extracted
from deadlines.reading import read

FILED = date(2018, 2, 1)
UNITS = {"hours", "days", "business_days", "weeks", "months", "years"}
PIECES = (
    *(
        "Responses ",
        "due by ",
        "3/14/2018",
        "13/45/2018 ",
        "March 14",
        "shall file ",
        "within ",
        "14 days ",
        "one ",
    ),
    *(
        "of this order ",
        "before ",
        "the hearing ",
        "set for ",
        "(Entered: ",
        ")",
        "[",
        "| ",
        ". ",
        "; ",
        ": ",
        "\n",
    ),
    *(
        "5:00 p.m. ",
        "25:99 ",
        "0/0/0000 ",
        "29 February ",
        "extended to ",
        "VACATED ",
        "leave to amend ",
        "\x00",
    ),
    *(
        "до 14 марта 2018 г. ",
        "в течение ",
        "сорока пяти  дней ",
        "представить ",
        "в месячный срок ",
        "45.45.2018 ",
    ),
    *("2018 жылғы 22 наурызға дейін ", "он  күн ішінде ", "ұсынсын ", "қырық  бес "),
    *("\u017fept 5, 2018 ", "2 фе\u1c80раля ", "\u0663/\u0663/2018 ", "\ud800", "\u2028", "999 years "),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join)
DAYS = st.none() | st.dates()


@given(TEXTS, DAYS)
@example("due by \u017fept 5, 2018.", None)
@example("представить в срок до 5 фе\u1c80раля 2018 года", None)
@example("", None)
@example("shall reply within 999 years. Brief due January 5.", date.max)
def test_every_text_has_an_answer_of_the_promised_shape(text, filed):
    spans = []
    for found in read(text, filed=filed):
        row = found.as_json()
        assert set(row) - {"due", "period", "open_ended"} == {"what", "party", "span", "supersedes"}
        assert set(row) & {"due", "period", "open_ended"}
        assert found.what
        assert found.party is None or found.party
        assert found.period is None or (
            found.period.n > 0 and found.period.unit in UNITS and found.period.trigger
        )
        assert 0 <= found.span[0] < found.span[1] <= len(text)
        spans.append(found.span)
    assert spans == sorted(spans)


@given(TEXTS, st.dates(), st.sampled_from(["cand", "ca9", "deb", "nowhere"]))
def test_the_command_answers_every_text(text, filed, court):
    line = json.dumps({"id": text, "text": text, "filed_date": filed.isoformat(), "court": court}).encode()
    (row,) = extracted([line])
    assert row["id"] == text
    assert "deadlines" in row


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "due by 1/1/2019 ",
            "within 14 days of ",
            "(Attachments: ",
            "extend ",
            "Deadline set for 3/4/2018. ",
        ),
        *(
            "Hearing set for 3/4/2018; 7 days before hearing ",
            "14 ",
            "A",
            "(",
            "[(",
            " ",
            "\n",
            "\t",
            "\x00",
            ".",
        ),
        *(
            "not ",
            "Jan. 5 ",
            "due is by ",
            "Mr. ",
            "a.b.",
            "A B ",
            ", ",
            ": ",
            "_",
            "| 3/4/2018 |",
            "|",
            "....",
            "!?",
        ),
        *(
            "Gadget Co. answer due 3/4/2018; ",
            "no more than ",
            "requests for ",
            "schedule is ",
            "one hundred and ",
        ),
        *(
            "Plaintiff shall file it and serve it by 3/4/2018 ",
            "report by 3/4/2018 (plaintiff), ",
            "5:00 p.m. on ",
        ),
        *(
            "stayed until 3/4/2018. By that date, ",
            "granting extension ",
            "the close of the ",
            "VACATED ",
            "re: ",
        ),
        *(
            "до 5 ",
            "до 15 марта 2018 ",
            "в течение 30 дней со дня ",
            "срок ",
            "ж. ",
            "30 күн ішінде ",
            "2018 жылғы ",
        ),
    ],
)
def test_a_hundred_thousand_characters_take_less_than_half_a_second(piece):
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    assert any(_seconds(text) < 0.5 for _ in range(3))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "The Court, having considered the papers, finds the motion suitable for decision. ",
        "Заслушав стороны, суд находит иск подлежащим удовлетворению. ",
        "." * 80,
    ],
)
def test_time_grows_with_the_length_alone(piece):
    short, long = piece * 1_000, piece * 10_000
    assert min(_seconds(long) for _ in range(2)) < 30 * max(min(_seconds(short) for _ in range(2)), 0.01)


def _seconds(text):
    start = process_time()
    read(text, filed=FILED)
    return process_time() - start
