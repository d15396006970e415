"""Every key that the engine hands on has words: a caveat must not be lost in silence."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from deadlines import calendars
from deadlines.calendars import by_court
from deadlines.calendars.sources import UNSETTLED
from deadlines.computation import counting, days, england, hours, types
from deadlines.explanation import explain_caveats
from deadlines.questions import answering, basis
from deadlines.questions.answer import WHY
from deadlines.rules.types import RuleWarning
from deadlines.wording import holiday_name

_NO_KEYS = frozenset({"PLAIN_MEANING", "CORRESPONDING_DATE", "ELAPSED"})


def keys() -> set[str]:
    """The constants of the modules that hold keys of caveats and warnings, and the keys kept as data."""
    found = {
        value
        for module in (types, counting, days, hours, england, answering, basis, by_court)
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, str) and name not in _NO_KEYS
    }
    return found | set(UNSETTLED) | set(WHY) | {warning.value for warning in RuleWarning}


@pytest.mark.parametrize("key", sorted(keys()))
def test_every_key_has_words(key: str) -> None:
    with override("en"):
        (sentence,) = explain_caveats([f"{key}: the detail", f"{key}: the detail"])
    assert sentence.endswith(".")
    assert "%" not in sentence


def test_the_keys_are_found() -> None:
    assert {"straddles_amendment", "saturday_friday", "end_of_month_convention", "court_not_known"} <= keys()


def test_holidays_have_names() -> None:
    with override("en"):
        for key in calendars.english_names():
            assert "_" not in holiday_name(key)
