"""Links read from docket texts: in the courts' own wordings, and in any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.enums import EntryKind, EntryLinkKind, Outcome
from filings.mentions import MAX_NUMBER, MOST, mentions


def read(text: str, kind: str = "order", own: int | None = None) -> list[tuple[int, str, str]]:
    return [(row.number, row.kind, row.outcome) for row in mentions(text, kind=kind, own_number=own)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ORDER granting [40] Motion to Dismiss", [(40, "decides", "granted")]),
        (
            "ORDER GRANTING 40 Motion to Dismiss",
            [],
        ),  # a bare number only after a verb as the clerk's program writes it
        ("ORDER granting 40 Motion to Dismiss", [(40, "decides", "granted")]),
        ("ORDER denying 12 Motion for Extension of Time", [(12, "decides", "denied")]),
        ("ORDER denying as moot 12 Motion to Seal", [(12, "decides", "moot")]),
        (
            "ORDER granting in part and denying in part 75 Motion to Compel",
            [(75, "decides", "granted_in_part")],
        ),
        ("The motion (Dkt. 75) is GRANTED.", [(75, "decides", "granted")]),
        ("The motion (Dkt. 75) is hereby DENIED.", [(75, "decides", "denied")]),
        ("The motion (Dkt. 75) is taken under submission.", [(75, "", "")]),
        ("The Court GRANTS the motion, ECF No. 40, with leave to amend.", [(40, "decides", "granted")]),
        (
            "ORDER granting [21] Motion to Seal; denying [22] Motion to Stay",
            [(21, "decides", "granted"), (22, "decides", "denied")],
        ),
        ("ORDER re [33] Stipulation", [(33, "decides", "unknown")]),
        ("ORDER granting Docs. 12 and 13", [(12, "decides", "granted"), (13, "decides", "granted")]),
        ("ORDER granting motions (ECF Nos. 5, 6, and 9)", [(n, "decides", "granted") for n in (5, 6, 9)]),
        ("AMENDED ORDER correcting [70] Order", [(70, "corrects", "")]),
        ("As stated in D.E. 8 the hearing stands.", [(8, "", "")]),
        ("ORDER granting [70-1] proposed order", [(70, "decides", "granted")]),
        ("Определение: удовлетворить ходатайство, ECF № 40", [(40, "decides", "granted")]),
    ],
)
def test_an_order_decides_what_it_names(text: str, found: list[tuple[int, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("opposition", "OPPOSITION to [40] Motion to Dismiss filed by Republic", [(40, "answers", "")]),
        ("reply", "REPLY to Response re ECF No. 40", [(40, "answers", "")]),
        ("brief", "MEMORANDUM in Support of [40] Motion", [(40, "supports", "")]),
        ("letter", "LETTER in response to Dkt. # 51", [(51, "answers", "")]),
        ("amended_complaint", "AMENDED COMPLAINT, Dkt. No. 1", [(1, "amends", "")]),
        ("notice", "NOTICE of errata to [12]", [(12, "corrects", "")]),
        ("motion", "MOTION for leave; see ECF 12", [(12, "", "")]),
        ("motion", "MOTION granting nothing [12]", [(12, "", "")]),
    ],
)
def test_a_paper_answers_supports_amends_or_corrects(
    kind: str, text: str, found: list[tuple[int, str, str]]
) -> None:
    assert read(text, kind) == found


@pytest.mark.parametrize(
    "text",
    [
        "Dkt. No. 2:14-cv-06000 is reassigned",
        "Docket 14-cv-6000",
        "within 30 days, by 3/1/2018, at 10:30, $40, Rule 12, Exhibit 7",
        "Doc. 3.5",
        "[123456]",
        "[sic] ECF No. [blank]",
        "ECF 0",
        "",
    ],
)
def test_other_numbers_are_no_entries(text: str) -> None:
    assert read(text) == []


def test_an_entry_does_not_name_itself_and_names_another_once() -> None:
    assert read("ORDER [67] re ECF 40. The motion, ECF 40, is heard; granting [40].", own=67) == [
        (40, "decides", "unknown")
    ]


def test_a_list_of_everything_is_cut() -> None:
    assert len(read(" ".join(f"[{number}]" for number in range(1, 200)))) == MOST


@given(
    st.text(alphabet="[]0123456789ECFDktNo.,;:-/ #and grantedinpart\n", max_size=300),
    st.sampled_from(EntryKind.values),
)
def test_any_text_is_read(text: str, kind: str) -> None:
    found = mentions(text, kind=kind)
    assert len({row.number for row in found}) == len(found) <= MOST
    for row in found:
        assert 0 < row.number <= MAX_NUMBER
        assert int(text[slice(*row.span)]) == row.number
        assert row.kind in {"", *EntryLinkKind.values}
        assert (row.outcome in Outcome.values) is (row.kind == EntryLinkKind.DECIDES)


@given(
    st.integers(1, MAX_NUMBER),
    st.sampled_from(["[{}]", "Dkt. {}", "ECF No. {}", "(Doc. #{})", "D.E. {}", "dkt {}."]),
)
def test_every_way_to_write_a_number_is_read(number: int, written: str) -> None:
    assert [row.number for row in mentions(f"See {written.format(number)}", kind="notice")] == [number]


def test_a_long_text_is_read_in_time() -> None:
    import time  # noqa: PLC0415  measures itself

    began = time.process_time()
    mentions("ECF Nos. 1, 2, 3 and [4] granting denying " * 2400, kind="order")
    assert time.process_time() - began < 2
