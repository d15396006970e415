"""Fallbacks, alphabetical order, and the language that a browser asks for."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.languages import (
    FALLBACKS,
    LANGUAGES,
    LocalizedText,
    localized,
    preferred_language,
    sort_key,
)


def names(kk: str | None, ru: str | None, en: str | None) -> SimpleNamespace:
    return SimpleNamespace(name_kk=kk, name_ru=ru, name_en=en)


@pytest.mark.parametrize(
    ("record", "reader", "text", "language"),
    [
        (names("қ", "р", "e"), "kk", "қ", "kk"),
        (names("", "р", "e"), "kk", "р", "ru"),
        (names(None, " ", "e"), "kk", "e", "en"),
        (names("қ", "", "e"), "ru", "қ", "kk"),
        (names("", None, "e"), "ru", "e", "en"),
        (names("қ", "р", ""), "en", "р", "ru"),
        (names("қ", "", ""), "en", "қ", "kk"),
    ],
)
def test_a_missing_text_falls_back_in_the_order_of_the_reader(
    record: SimpleNamespace, reader: str, text: str, language: str
) -> None:
    found = localized(record, "name", reader)
    assert found == LocalizedText(text, language, is_fallback=language != reader)
    assert str(found) == text
    assert found


def test_no_text_at_all_is_empty_and_no_fallback() -> None:
    found = localized(names("", None, "\n"), "name", "ru")
    assert found == LocalizedText("", "ru", is_fallback=False)
    assert not found


def test_an_unknown_reader_is_read_as_english_and_a_misspelt_field_is_an_error() -> None:
    assert localized(names("қ", "р", "e"), "name", "de").language == "en"
    with pytest.raises(AttributeError):
        localized(names("қ", "р", "e"), "nmae", "kk")


def test_every_language_falls_back_to_all_others() -> None:
    assert {code: {code, *others} for code, others in FALLBACKS.items()} == {
        code: set(LANGUAGES) for code in LANGUAGES
    }


def in_order(words: list[str], language: str) -> None:
    """Check that `words` are already in order, starting from a shuffled list."""
    shuffled = random.Random(1).sample(words, len(words))  # noqa: S311 - not a secret
    assert sorted(shuffled, key=lambda word: sort_key(word, language)) == words


def test_the_kazakh_alphabet() -> None:
    letters = "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я"
    in_order(letters.split(), "kk")
    in_order(letters.upper().split(), "kk")


def test_the_russian_alphabet() -> None:
    in_order(list("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"), "ru")
    in_order(["Ель", "Ёж", "Жук"], "ru")


def test_words_digits_scripts_and_signs() -> None:
    in_order(
        ["7 күн", "Абай", "«Азат»", "Азат Б", "Азатов", "Әлия", "Қазақ", "Ұлт", "Éa", "Eb", "漢", ""], "kk"
    )
    in_order(["9", "Éa", "Eb", "Zeta", "Абай", "漢"], "en")
    in_order(["Сан", "Сан-Франциско", "Санкт"], "ru")


def test_case_and_composition_do_not_part_a_name() -> None:
    assert sort_key("ЁЖ", "ru")[0] == sort_key("ёж", "ru")[0]
    assert sort_key("и\u0306", "ru")[0] == sort_key("й", "ru")[0]


@given(st.lists(st.text(max_size=12)), st.sampled_from([*LANGUAGES, "de"]))
def test_order_does_not_depend_on_the_order_before(words: list[str], language: str) -> None:
    def key(word: str) -> object:
        return sort_key(word, language)

    backward = words[::-1]
    assert sorted(words, key=key) == sorted(backward, key=key)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("kk-KZ,ru;q=0.8", "kk"),
        ("kk-Cyrl-KZ", "kk"),
        ("kz", "kk"),
        ("KK_kz", "kk"),
        ("de, ru;q=0.5", "ru"),
        ("en-GB,en;q=0.9,ru;q=1", "en"),
        ("en;q=0.3, ru;q=0.4, kk;q=0.2", "ru"),
        ("ru;q=0,en;q=0.1", "en"),
        ("ru;q=abc,kk;q=0.2", "kk"),
        ("kk ; q=0.9 , ru;q=0.95", "ru"),
        ("ru;q=nan", "en"),
        ("kkj", "en"),
        ("de-DE,uz", "en"),
        ("*", "en"),
        ("*;q=1, ru;q=0.1", "ru"),
        ("", "en"),
        (";;,,q=1,\x00", "en"),
        ("x" * 1_000_000, "en"),
        ("de," * 100_000 + "ru", "en"),
        ("ru," + "de," * 100_000, "ru"),
        ("x" * 997 + ",rubbish", "en"),
    ],
)
def test_the_language_a_browser_asks_for(header: str, language: str) -> None:
    assert preferred_language(header) == language


@given(st.text())
def test_no_header_breaks_it(header: str) -> None:
    assert preferred_language(header) in LANGUAGES
