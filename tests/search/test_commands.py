"""``evaluate_search``: loads into a scratch index, answers, measures, and leaves real rows alone."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from foundation.search.models import SearchRow
from tests.factories import SearchRowFactory

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = Path(__file__).parent / "evaluation"
PEOPLE = [
    {"id": "v", "kind": "person", "names": {"kk": "Виктор Храпунов", "en": "Viktor Khrapunov"}},
    {"id": "n", "kind": "person", "names": {"kk": "Николай Храпов", "en": "Nikolai Khrapov"}},
    {"id": "b", "kind": "organisation", "names": {"en": "Bank of Pemba"}},
]
QUERIES = [
    {"id": "q1", "query": "Chrapunow, Viktor", "should_find": ["v"], "should_not_find": ["n"]},
    {"id": "q2", "query": "SDNY", "should_find": []},
]


def write(path: Path, **data: object) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def evaluated(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("evaluate_search", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def answers(path: Path) -> dict[str, list[dict[str, object]]]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {line["id"]: line["results"] for line in lines}


def test_each_query_has_a_line_of_ids_scores_and_reasons(tmp_path: Path) -> None:
    SearchRowFactory(kind="person", terms="khrapunov kviktor", names="p\nViktor Khrapunov\t\n")
    file, out = write(tmp_path / "in.json", entities=PEOPLE, queries=QUERIES), tmp_path / "out.jsonl"
    told = evaluated("--names", file, "--results", out)
    found = answers(out)
    assert list(found) == ["q1", "q2"]
    assert (found["q1"][0]["id"], found["q1"][0]["why"]) == ("v", "transliteration")
    assert 0.9 <= found["q1"][0]["score"] <= 1  # type: ignore[operator]
    assert all(one["score"] < 0.8 for one in found["q1"][1:])  # type: ignore[operator]
    assert "R@5 1.000  MRR 1.000  over 1 queries" in told
    assert SearchRow.objects.count() == 1


def test_only_one_name_is_stored_and_distractors_are_added(tmp_path: Path) -> None:
    file, out = write(tmp_path / "in.json", entities=PEOPLE, queries=QUERIES), tmp_path / "out.jsonl"
    more = write(tmp_path / "more.json", entities=[{**PEOPLE[1], "id": "x"}])
    told = evaluated("--names", file, "--results", out, "--only-language", "kk", "--distractors", more)
    assert told[0].startswith("4 rows in ")
    assert answers(out)["q1"][0]["id"] == "v"


def test_of_who_has_no_name_in_the_language_one_other_is_stored(tmp_path: Path) -> None:
    held = [{"id": "v", "kind": "person", "names": {"en": "Viktor Khrapunov", "ru": "Пётр Иванов"}}]
    asked = [{"id": "q1", "query": "Viktor Khrapunov"}, {"id": "q2", "query": "Пётр Иванов"}]
    file, out = write(tmp_path / "in.json", entities=held, queries=asked), tmp_path / "out.jsonl"
    evaluated("--names", file, "--results", out, "--only-language", "kk")
    assert {query: [one["id"] for one in found] for query, found in answers(out).items()} == {
        "q1": ["v"],
        "q2": [],
    }


def test_passages_are_measured_too(tmp_path: Path) -> None:
    docs = [
        {"doc_id": "one", "lang": "kk", "text": "Сот арызды қабылдамады."},
        {"doc_id": "two", "lang": "en", "text": "The motion was denied."},
    ]
    queries = [{"id": "q", "query": "aryzdyñ", "relevant_doc_ids": ["one"]}]
    file, out = write(tmp_path / "in.json", docs=docs, queries=queries), tmp_path / "out.jsonl"
    assert "R@5 1.000  MRR 1.000  over 1 queries" in evaluated("--texts", file, "--results", out, "--runs", 2)
    assert [one["id"] for one in answers(out)["q"]] == ["one"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"entities": 3}'])
def test_a_file_of_another_shape_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=r"in\.json"):
        evaluated("--names", file, "--results", tmp_path / "out.jsonl")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "recall", "rank"),
    [
        (("--names", EXAMPLES / "names.json"), 0.98, 0.97),
        (("--names", EXAMPLES / "names.json", "--only-language", "kk"), 0.94, 0.94),
        (("--texts", EXAMPLES / "texts.json"), 0.93, 0.93),
    ],
    ids=["names", "only Kazakh names", "texts"],
)
def test_the_queries_of_the_repository_reach_the_bars(
    options: tuple[object, ...], recall: float, rank: float, tmp_path: Path
) -> None:
    told = evaluated(*options, "--results", tmp_path / "out.jsonl")
    figures = next(line for line in told if line.startswith("R@5"))
    _r, found, _m, placed, *_rest = figures.split()
    assert float(found) >= recall
    assert float(placed) >= rank
    assert "should_not_find above 0.80: 0" in told
