"""The words of the shipped files: one name for one thing, and the marks of each language."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.imports.folders import shipped
from web.imports.management.commands.load_flagship import FOLDER


def spoken(language: str) -> list[str]:
    """Every text of the files in a language."""

    def walk(data: Any) -> list[str]:
        if isinstance(data, dict):
            own = [data[language]] if isinstance(data.get(language), str) else []
            return own + [text for value in data.values() for text in walk(value)]
        return [text for value in data for text in walk(value)] if isinstance(data, list) else []

    return [text for path in sorted(FOLDER.glob("*.yaml")) for text in walk(shipped(path.name))]


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("kk", "қағида|Media-Consult|ООО"),  # it is called ереже, and «Медиа-Консалт» ЖШС
        ("en", "['\"]"),
        ("ru", r"\D – | -- "),
        ("kk", r"\D – | -- "),
    ],
    ids=["one-name", "quotes", "dashes-ru", "dashes-kk"],
)
def test_words_and_marks_are_those_of_the_language(language: str, wrong: str) -> None:
    texts = spoken(language)
    assert len(texts) > 300
    assert [text for text in texts if re.search(wrong, text)] == []
