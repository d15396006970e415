"""A damaged file: every error names file, record and field, and all of them are found at once."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case
from foundation.sources.models import Source
from tests.imports.folders import change, copy_of_files
from web.imports.checking import check
from web.imports.models import ImportedRecord
from web.imports.operations import LoadRefused, read_case
from web.imports.parsing.folder import read_folder

#: (file, text before the place, old, new, the message): one damage each, all in one folder.
DAMAGES = [
    ("entries.yaml", "- key: f007", '"2017-12-21"', '"2017-13-40"',
     'entries.yaml: f007: date: "2017-13-40" is not a date as we write it'),
    ("entries.yaml", "- key: f008", "  confidence:", "  certainty: high\n  confidence:",
     "entries.yaml: f008: certainty: there is no such field"),
    ("entries.yaml", "- key: f009", "  kind: motion\n", "",
     "entries.yaml: f009: kind: is missing"),
    ("entries.yaml", "- key: f010", "kind: motion_to_dismiss", "kind: plea",
     'entries.yaml: f010: kind: "plea" is not one of: complaint, amended_complaint,'),
    ("entries.yaml", "- key: f011", "  kind:", "  number: ninety-one\n  kind:",
     'entries.yaml: f011: number: should be a whole number, not "ninety-one"'),
    ("entries.yaml", "- key: f014", "    - source: ", "    - source: no-such-source # ",
     'entries.yaml: f014: citations 1.source: there is no "no-such-source" among the sources of '),
    ("entries.yaml", "- key: f005", "  placeholder: true", "  placeholder: true\n  number: 41",
     "entries.yaml: f005: number: a placeholder has no number and no date"),
    ("entries.yaml", "- key: f006", "  placeholder: true", '  placeholder: true\n  date: "2017"',
     "entries.yaml: f006: date: a placeholder has no number and no date"),
    ("entries.yaml", "- key: f004", "number: 40", "number: 33",
     "entries.yaml: f004: number: another entry of this docket has the number 33"),
    ("courts.yaml", "- key: cand", "    en: United", "    de: United",
     "courts.yaml: cand: name.en: is missing"),
    ("courts.yaml", "- key: cand", "country: US", "country: no",
     'courts.yaml: cand: country: should be text, not "False"; put it in quotes'),
    ("courts.yaml", "- key: ca9", "time_zone: America/Los_Angeles", "time_zone: Mars/Olympus",
     "courts.yaml: ca9: time_zone: "),
    ("dockets.yaml", "- key: kz-v-ketebaev", "caption: Republic", "caption: " + "x" * 400 + " Republic",
     "dockets.yaml: kz-v-ketebaev: caption: has 4"),
    ("dockets.yaml", "- key: kz-v-ketebaev", "court: cand", "court: nowhere",
     'dockets.yaml: kz-v-ketebaev: court: there is no "nowhere" among the courts of courts.yaml'),
    ("dockets.yaml", "- key: kz-v-does-sdny", "court: nysd", "flagship: true\n  court: nysd",
     "dockets.yaml: kz-v-does-sdny: flagship: kz-v-ketebaev is the lead docket already"),
    ("dockets.yaml", "- key: kz-v-does-sdny", "party: kz-v-does-sdny:kazakhstan",
     "party: kz-v-ketebaev:kazakhstan",
     'dockets.yaml: kz-v-does-sdny: appearances 1.party: "kz-v-ketebaev:kazakhstan" is not a party of this'),
    ("people.yaml", "- key: ilyas-khrapunov", "    en: Ilyas Khrapunov", "    en: ' '",
     "people.yaml: ilyas-khrapunov: name.en: is empty; leave the field out instead"),
    ("people.yaml", "- key: muratbek-ketebaev", "- key: muratbek-ketebaev", "- key: irina-petrushova",
     "people.yaml: irina-petrushova: key: 2 records have this key"),
    ("relationships.yaml", "", "subject: viktor-khrapunov", "subject: nobody",
     'relationships.yaml: record 1: subject: there is no "nobody" among the people of people.yaml'),
    ("relationships.yaml", "object: triadou", "claim: allegation", "claim: finding",
     "relationships.yaml: record 15: claim: a finding of a court cites no court document that was read"),
    ("sources.yaml", "- key: azattyq17", "link: false", "link: true",
     "sources.yaml: azattyq17: url: is missing, but link is true"),
    ("events.yaml", "- key: ev05", "people: []", "people: nobody",
     'events.yaml: ev05: people: should be a list, not "nobody"'),
    ("statements.yaml", "- key: st01", "    speakers:\n      - irina-petrushova", "    speakers:\n      - {}",
     'statements.yaml: st01: speakers 1: should be text, not a mapping'),
    ("deadlines.yaml", "- key: dl-amend-67", "field: length", "field: lenght",
     'deadlines.yaml: dl-amend-67: citations 1.field: the record has no field "lenght"'),
    ("deadlines.yaml", "- key: dl-appeal-91", "counting: frap_26a", "counting: frap-26a",
     'deadlines.yaml: dl-appeal-91: counting: "frap-26a" is not one of: frcp_6a, frap_26a'),
    ("deadlines.yaml", "- key: dl-appeal-91", 'date: "2018-06-08"', 'date: "2018-06-09"',
     "deadlines.yaml: dl-appeal-91: trigger.date: 2018-06-09 is given, but f013 is of 2018-06-08"),
    ("deadlines.yaml", "- key: dl-opp-40", "status: unverified", "status: open",
     "deadlines.yaml: dl-opp-40: status: a loaded deadline is over; loading must remind nobody"),
    ("deadlines.yaml", "- key: dl-exch-ew2702", 'fixed_on: "2018-06-30"', "fixed_on: 2018-06-30",
     'deadlines.yaml: dl-exch-ew2702: fixed_on: should be text, not "2018-06-30"; put it in quotes'),
    ("case.yaml", "", "slug: kazakhstan-v-khrapunov", "slug: kazakhstan v khrapunov",
     "case.yaml: kazakhstan v khrapunov: slug: Enter a valid"),
]  # fmt: skip

#: A whole file that cannot be read: (file, new content or None to delete it, the message).
BROKEN = [
    ("courts.yaml", b"- key: [", "courts.yaml: line "),
    ("courts.yaml", None, "courts.yaml: the file is missing"),
    ("courts.yaml", b"\xff\xfe\xfa", "courts.yaml: the file is not UTF-8 text"),
    ("courts.yaml", b"# " + b"x" * 2_100_000, "courts.yaml: the file is longer than 2,000,000 bytes"),
    ("courts.yaml", b"courts: none", "courts.yaml: courts should be a list of records"),
    ("courts.yaml", b"# nothing here", "courts.yaml: courts should be a list of records"),
    (
        "courts.yaml",
        b"- just words",
        'courts.yaml: record 1: should be a mapping of fields, not "just words"',
    ),
    (
        "courts.yaml",
        b"- key: a\n  level: trial\n  level: supreme",
        "courts.yaml: a: level: line 3: the field is",
    ),
    ("courts.yaml", b"- &x {key: a}\n- *x", "courts.yaml: line 1: anchors and aliases are not used here"),
    (
        "courts.yaml",
        b"- !!python/object/apply:os.system ['true']",
        "courts.yaml: line 1, column 3: this is not",
    ),
    ("courts.yaml", b"[" * 5000 + b"]" * 5000, "courts.yaml: "),
    ("statements.yaml", b"[]", "statements.yaml: should be a mapping of subjects and statements"),
    ("statements.yaml", b"sayings: []", "statements.yaml: sayings: there is no such list"),
    ("case.yaml", b"[]", "case.yaml: case: should be a mapping of fields, not a list"),
]


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_files(tmp_path_factory.mktemp("damaged"))
    for file, after, old, new, _message in DAMAGES:
        change(folder, file, old, new, after=after)
    return folder


@pytest.fixture(scope="module")
def problems(damaged: Path) -> list[str]:
    with pytest.raises(LoadRefused) as refused:
        read_case(damaged)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("message", [damage[-1] for damage in DAMAGES])
def test_a_damage_is_named_with_file_record_and_field(problems: list[str], message: str) -> None:
    assert [problem for problem in problems if problem.startswith(message)]


def test_a_damaged_record_is_no_second_error_for_those_that_refer_to_it(problems: list[str]) -> None:
    assert not [problem for problem in problems if 'there is no "f0' in problem]
    assert not [problem for problem in problems if "dockets: there is no" in problem]


@pytest.mark.parametrize(("file", "content", "message"), BROKEN)
def test_an_unreadable_file_is_named(tmp_path: Path, file: str, content: bytes | None, message: str) -> None:
    folder = copy_of_files(tmp_path)
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    reading = read_folder(folder)
    problems = [*reading.problems, *check(reading)]
    assert any(str(problem).startswith(message) for problem in problems)
    if "courts" not in reading.keys:
        # What refers to a list that could not be read is not reported as well.
        assert problems == reading.problems


def test_a_folder_that_does_not_exist_is_eleven_missing_files(tmp_path: Path) -> None:
    with pytest.raises(LoadRefused) as refused:
        read_case(tmp_path / "nowhere")
    assert sum("the file is missing" in str(problem) for problem in refused.value.problems) == 11


@pytest.mark.django_db
def test_the_command_prints_every_error_and_writes_nothing(damaged: Path, problems: list[str]) -> None:
    errors = StringIO()
    with pytest.raises(CommandError, match="errors in the files; nothing was written"):
        call_command("load_flagship", folder=damaged, stderr=errors)
    assert errors.getvalue().splitlines() == problems
    assert not Source.objects.exists()
    assert not Case.objects.exists()
    assert not ImportedRecord.objects.exists()
