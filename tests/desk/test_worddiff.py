"""Two versions word by word: nothing is lost, and what is common is common."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.desk.worddiff import Piece, compare, side_by_side

TEXTS = st.text(alphabet="ab ,.\n\u0451<>&", max_size=60)


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_texts(old: str, new: str) -> None:
    left, right = compare(old, new)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (old, new)
    kept = ["".join(piece.text for piece in side if not piece.is_new) for side in (left, right)]
    assert kept[0] == kept[1]


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert [piece for side in compare(text, text) for piece in side if piece.is_new] == []


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        (
            "Order of 12 March",
            "Order of 21 March",
            "Order of <del>12</del> March",
            "Order of <ins>21</ins> March",
        ),
        ("", "new", "", "<ins>new</ins>"),
        ("<b>", "<i>", "&lt;<del>b</del>&gt;", "&lt;<ins>i</ins>&gt;"),
        ("{0}", "{}", "{<del>0</del>}", "{}"),
    ],
)
def test_what_went_and_what_came(old: str, new: str, left: str, right: str) -> None:
    assert side_by_side(old, new) == (left, right)


def test_long_texts_are_compared_in_time() -> None:
    began = time.process_time()
    left, right = compare("one " * 25_000, "two " * 25_000)
    assert time.process_time() - began < 2
    assert left[0] == Piece("one " * 24_999 + "one", is_new=True)
    assert right[-1] == Piece(" ", is_new=False)
