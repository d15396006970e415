"""A damaged file of rules: file, rule and field are named, and every mistake at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from deadlines.enums import TriggerKind as StoredTriggerKind
from deadlines.rules import FOLDER, RULES, DamagedRulesError, TriggerKind, content_hash, read_library
from deadlines.rules.reading import LANGUAGES

RULE: dict[str, Any] = {
    "key": "frcp-1",
    "citation": "Fed. R. Civ. P. 12(a)(2)",
    "jurisdiction": "us-fed",
    "title": {"en": "Answer", "ru": "Отзыв", "kk": "Пікір"},
    "trigger_kind": "service",
    "trigger": "service",
    "period": {"n": 60, "unit": "days", "direction": "after"},
    "counts_from": "service_of_summons",
    "adds_three": False,
    "obligor": "the United States",
    "counting": "frcp_6a",
    "in_force_from": date(2009, 12, 1),
    "source": "rule text",
    "confidence": "primary",
    "examples": [
        {"trigger": date(2024, 4, 8), "due": date(2024, 6, 7), "jurisdiction": "us-fed-any", "why": "Friday."}
    ],
}


def write(folder: Path, *records: Any) -> Path:
    text = yaml.safe_dump(list(records), allow_unicode=True)
    (folder / "frcp.yaml").write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(DamagedRulesError) as refused:
        read_library(folder)
    return [str(problem) for problem in refused.value.problems]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    library = read_library(write(tmp_path, RULE))
    assert [rule.key for rule in library] == ["frcp-1"]
    assert library["frcp-1"].in_force_through is None


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"key": "FRCP 1"}, "key", "is not a key"),
        ({"citation": "Somewhere"}, "citation", "not the citation of one provision"),
        ({"also": ["FRCP 12(a), 15"]}, "also", "not the citation of one provision"),
        ({"jurisdiction": "kz"}, "jurisdiction", "is not a jurisdiction"),
        ({"title": {"en": "Answer", "ru": "Отзыв"}}, "title.kk", "is missing"),
        ({"title": {**RULE["title"], "de": "Antwort"}}, "title.de", "no such field"),
        ({"trigger_kind": "birth"}, "trigger_kind", "is not one of: order, filing"),
        ({"period": {"n": -1, "unit": "days", "direction": "after"}}, "period.n", "whole number"),
        ({"period": {"n": 0, "unit": "days", "direction": "after"}}, "period.n", "at least 1"),
        ({"period": {"n": True, "unit": "days", "direction": "after"}}, "period.n", "whole number"),
        ({"period": {"n": 9, "unit": "moons", "direction": "after"}}, "period.unit", "is not one of"),
        ({"period": {"n": 9, "unit": "days"}}, "period.direction", "is missing"),
        ({"counts_from": "luck"}, "counts_from", "is not one of"),
        ({"adds_three": True}, "adds_three", "only to a period that runs after being served"),
        ({"adds_three": "yes"}, "adds_three", "true or false"),
        ({"counting": "kz"}, "counting", "is not one of"),
        ({"in_force_from": "soon"}, "in_force_from", "a day like"),
        ({"in_force_through": date(2008, 1, 1)}, "in_force_through", "is before in_force_from"),
        ({"shown_from": date(2008, 1, 1)}, "shown_from", "only for a rule whose beginning"),
        ({"confidence": "sure"}, "confidence", "is not one of"),
        ({"examples": []}, "examples", "needs a worked example"),
        ({"examples": [{**RULE["examples"][0], "due": 5}]}, "examples.1.due", "a day like"),
        (
            {"examples": [{**RULE["examples"][0], "trigger": date(2001, 1, 2)}]},
            "examples.1.trigger",
            "in force",
        ),
        ({"words": ["Reply"]}, "words.1", "small letters"),
        ({"warnings": ["beware"]}, "warnings.1", "is not one of"),
        ({"source": "  "}, "source", "is empty"),
        ({"source": None}, "source", "should be text"),
        ({"colour": "red"}, "colour", "no such field"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, change: dict[str, Any], field: str, words: str) -> None:
    found = problems(write(tmp_path, RULE | change))
    name = change.get("key", "frcp-1")
    assert any(line.startswith(f"frcp.yaml: {name}: {field}: ") and words in line for line in found), found


@pytest.mark.parametrize("field", sorted(RULE.keys() - {"period", "in_force_from"}))
def test_a_missing_field_is_named(tmp_path: Path, field: str) -> None:
    record = {name: value for name, value in RULE.items() if name != field}
    name = "rule 1" if field == "key" else "frcp-1"
    assert f"frcp.yaml: {name}: {field}: is missing" in problems(write(tmp_path, record))


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    found = problems(write(tmp_path, RULE | {"source": 1, "obligor": 2}, "no rule"))
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 2: is not YAML"),
        ("a: 1", "should be a list"),
        ("- 5", "rule 1: should be a mapping"),
        ("", "a list"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "frcp.yaml").write_text(text + "\n", encoding="utf-8")
    assert words in problems(tmp_path)[0]


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    assert "no file of rules" in problems(tmp_path)[0]


def test_a_key_is_given_once(tmp_path: Path) -> None:
    other = RULE | {"citation": "Fed. R. Civ. P. 12(a)(3)"}
    assert problems(write(tmp_path, RULE, other)) == [
        "frcp.yaml: frcp-1: key: is given twice, first in frcp.yaml"
    ]


def test_two_wordings_do_not_stand_on_one_day(tmp_path: Path) -> None:
    other = RULE | {"key": "frcp-2"}
    assert problems(write(tmp_path, RULE, other)) == [
        "frcp.yaml: frcp-2: in_force_from: frcp-1 stands on the same days"
    ]
    former = {name: value for name, value in other.items() if name != "in_force_from"}
    former |= {"in_force_through": date(2009, 11, 30)}
    former["examples"] = [{**RULE["examples"][0], "trigger": date(2008, 4, 8)}]
    assert len(read_library(write(tmp_path, RULE, former))) == 2


# --- the fingerprint of what a lawyer signs --------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"period": {"n": 61, "unit": "days", "direction": "after"}},
        {"in_force_from": date(2009, 12, 2)},
        {"notes": "Another note."},
        {"citation": "Fed. R. Civ. P. 12(a)(3)"},
        {"obligor": "somebody else"},
        {"warnings": ["later_of"]},
    ],
)
def test_a_change_of_the_text_changes_the_fingerprint(tmp_path: Path, change: dict[str, Any]) -> None:
    before = content_hash(read_library(write(tmp_path, RULE))["frcp-1"])
    assert content_hash(read_library(write(tmp_path, RULE | change))["frcp-1"]) != before


@pytest.mark.parametrize(
    "change",
    [
        {"title": {**RULE["title"], "ru": "Отзыв ответчика"}},
        {"words": ["answer"]},
        {"source": "another edition"},
        {"examples": [{**RULE["examples"][0], "why": "Day 60."}]},
    ],
)
def test_a_change_beside_the_text_does_not(tmp_path: Path, change: dict[str, Any]) -> None:
    before = content_hash(read_library(write(tmp_path, RULE))["frcp-1"])
    assert content_hash(read_library(write(tmp_path, RULE | change))["frcp-1"]) == before


def test_the_fingerprint_is_stable() -> None:
    """A change of how it is made would take away every signature that was ever given."""
    rule = RULES["frcp-12-a-1-a-i-2009"]
    assert content_hash(rule) == "63eae4de747974ba85146b2ab89cae45e35932e161c5f877df83df354b86d9ab"


# --- the shipped files -----------------------------------------------------------------------------------


def test_every_title_is_in_three_languages() -> None:
    for rule in RULES:
        assert set(rule.title) == set(LANGUAGES)
        assert len(set(rule.title.values())) == len(LANGUAGES), rule.key


def test_the_words_for_triggers_are_those_of_the_tables() -> None:
    assert {kind.value for kind in TriggerKind} == set(StoredTriggerKind.values)


def test_kazakhstan_has_no_rule() -> None:
    """Its code has not been read."""
    assert not [rule.key for rule in RULES if rule.jurisdiction.startswith("kz")]
    assert {path.suffix for path in FOLDER.iterdir() if path.is_file()} == {".py", ".yaml", ".md"}
