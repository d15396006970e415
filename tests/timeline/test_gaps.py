"""Which numbers of a docket are not held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.timeline.gaps import gaps_of


@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [
        ([], []),
        ([1, 2, 3], []),
        ([33, 40, 67, 69, 70, 75, 91], ["1–32", "34–39", "41–66", "68", "71–74", "76–90"]),
        ([3, 1, 3, 3], ["2"]),
        ([2], ["1"]),
    ],
)
def test_what_is_missing_below_the_highest_number_is_named(numbers: list[int], gaps: list[str]) -> None:
    assert [str(gap) for gap in gaps_of(numbers)] == gaps


@given(st.lists(st.integers(1, 500), min_size=1))
def test_what_is_held_and_what_is_missing_are_all_numbers_once(numbers: list[int]) -> None:
    missing = [number for gap in gaps_of(numbers) for number in range(gap.first, gap.last + 1)]
    assert sorted([*missing, *set(numbers)]) == list(range(1, max(numbers) + 1))
    assert sum(gap.size for gap in gaps_of(numbers)) == len(missing)
