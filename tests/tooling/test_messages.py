"""Compiled translations: the same bytes everywhere, and nothing stale, fuzzy or missing."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from tools import messages

HEADER = r"""msgid ""
msgstr ""
"POT-Creation-Date: {moment}\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Language: {language}\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Deadline"
msgstr "Мерзім"

msgid "%(count)s filing"
msgid_plural "%(count)s filings"
msgstr[0] "%(count)s құжат"
msgstr[1] "%(count)s құжат"
"""


def _root(folder: Path, extra: str = "", moment: str = "2026-01-01 10:00+0000") -> Path:
    """Make a repository with two catalogues, compiled; ``extra`` is appended to the Kazakh one afterwards."""
    for language in messages.LANGUAGES:
        path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(HEADER.format(language=language, moment=moment), encoding="utf-8")
    messages.write_compiled(folder)
    kazakh = folder / "locale" / "kk" / "LC_MESSAGES" / "django.po"
    kazakh.write_text(kazakh.read_text(encoding="utf-8") + extra, encoding="utf-8")
    return folder


def test_compiled_catalogues_are_readable_and_pass(tmp_path: Path) -> None:
    root = _root(tmp_path)
    assert messages.check(root) == []
    content = (root / "locale" / "kk" / "LC_MESSAGES" / "django.mo").read_bytes()
    catalogue = gettext.GNUTranslations(io.BytesIO(content))
    assert catalogue.gettext("Deadline") == "Мерзім"
    assert catalogue.ngettext("%(count)s filing", "%(count)s filings", 3) == "%(count)s құжат"


def test_the_time_of_the_run_changes_nothing(tmp_path: Path) -> None:
    first = _root(tmp_path / "a")
    second = _root(tmp_path / "b", moment="2027-12-31 23:59+0500")
    name = "locale/kk/LC_MESSAGES/django.mo"
    assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.parametrize(
    ("extra", "complaint"),
    [
        ('\nmsgid "Court"\nmsgstr "Сот"\n', "is stale"),
        ('\nmsgid "Court"\nmsgstr ""\n', "'Court' is not translated"),
        ('\n#, fuzzy\nmsgid "Court"\nmsgstr "Сот"\n', "'Court' is fuzzy"),
        ('\nmsgid "by %(name)s"\nmsgstr "%(nom)s"\n', "%(name)s, %(nom)s"),
        ('\nmsgid "by {name}"\nmsgstr "name"\n', "{name}"),
        ('\nmsgid "Court"\nСот\n', "cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, extra: str, complaint: str) -> None:
    found = messages.check(_root(tmp_path, extra))
    assert any(complaint in line for line in found), found
    assert all(line.startswith("locale/kk/LC_MESSAGES/django.po: ") for line in found)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    root = _root(tmp_path)
    (root / "locale" / "ru" / "LC_MESSAGES" / "django.po").unlink()
    (root / "locale" / "kk" / "LC_MESSAGES" / "django.mo").unlink()
    assert messages.check(root) == [
        "locale/ru/LC_MESSAGES/django.po is missing",
        "locale/kk/LC_MESSAGES/django.po: django.mo is missing (make messages)",
        "locale/ru/LC_MESSAGES/django.mo has no .po",
    ]
