"""Reading names: scripts, romanisations, cases, initials, slips, and the likeness of two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.search.analysis.aliases import alias_key, shipped, variants
from foundation.search.analysis.edits import deletions, slip
from foundation.search.analysis.endings import Ending, gender, lemmas
from foundation.search.analysis.folding import MAX_KEYS, keys
from foundation.search.analysis.letters import clean, words
from foundation.search.analysis.matching import DUPLICATE, MATCH, Why, match_names
from foundation.search.analysis.names import read_name

#: One invented name in the alphabets and newspapers in which it may be met.
SPELLINGS = {
    "Қуаныш Жұмағалиев": [
        "Qýanysh Jumaǵalıev",  # Kazakh Latin, 2018
        "Quanyş Jūmağaliev",  # 2021
        "Qŭanysh Zhŭmaghalīev",  # BGN
        "Kuanysh Zhumagaliyev",  # passport
        "Kuanysch Schumagalijew",  # German
        "Kouanych Joumagaliev",  # French
        "Kuanysz Żumagalijew",  # Polish
        "Куаныш Жумагалиев",  # Russian
    ],
    "Татьяна Щербакова": [
        "Tat'yana Shcherbakova",  # BGN
        "Tatʹâna Ŝerbakova",  # ISO 9
        "Tatiana Shcherbakova",  # passport
        "Tatjana Schtscherbakowa",  # German
        "Tatiana Chtcherbakova",  # French
        "Tatiana Szczerbakowa",  # Polish
    ],
    "Юрий Цветков": ["Yuriy Tsvetkov", "Iurii Tsvetkov", "Jurij Cvetkov", "Juri Zwetkow", "Iouri Tsvetkov"],
}


@pytest.mark.parametrize(
    ("name", "spelling"), [(name, one) for name, all_ in SPELLINGS.items() for one in all_]
)
def test_every_spelling_of_a_name_is_that_name(name: str, spelling: str) -> None:
    match = match_names(spelling, [name], person=True)
    assert match.score >= DUPLICATE
    assert match.why in {Why.TRANSLITERATION, Why.TYPO}


@pytest.mark.parametrize(
    ("word", "other"),
    [("Ілияс", "Ilyas"), ("Мәсімов", "Massimov"), ("Жәкішев", "Dzhakishev"), ("Путин", "Poutine")],
)
def test_two_spellings_share_a_key(word: str, other: str) -> None:
    found = {lemma.key for key in keys(other) for lemma in lemmas(key)}
    assert found & set(keys(word))


CASES = {
    "Жандос Керімбаев": [
        "Жандос Керімбаевтың",
        "Жандос Керімбаевқа",
        "Жандос Керімбаевтан",
        "Жандос Керімбаевпен",
    ],
    "Анна Цветкова": ["Анны Цветковой", "Анне Цветковой", "Анну Цветкову", "Анна Цветкованың"],
    "Степан Ковальчук": ["Степана Ковальчука", "Степану Ковальчуку", "Степаном Ковальчуком"],
    "Евгений Жуковский": ["Евгения Жуковского", "Евгению Жуковскому", "Евгением Жуковским"],
}


@pytest.mark.parametrize(("name", "form"), [(name, one) for name, all_ in CASES.items() for one in all_])
def test_a_name_in_any_case_is_that_name(name: str, form: str) -> None:
    match = match_names(form, [name], person=True)
    assert (match.why, match.score >= DUPLICATE) == (Why.CASE_FORM, True)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Керимбаев Жандос", "Жандос Керимбаев"),  # reversed
        ("KERIMBAYEV<<ZHANDOS<<<<<", "Zhandos Kerimbayev"),  # the strip of a passport
        ("P<KAZKERIMBAYEV<<ZHANDOS<<", "Zhandos Kerimbayev"),
        ("Керимбаев Жандос Серикович", "Жандос Керимбаев"),  # with a patronymic
        ("Judge Zhandos Kerimbayev", "Zhandos Kerimbayev"),  # with a title
        ("Zhandos Kerimbayev's", "Zhandos Kerimbayev"),
        ("Zhandos Kerimbayev Jr.", "Zhandos Kerimbayev"),
        ("Бекзат Мырзахметов", "Бекзат Мырзахметұлы"),  # two fashions of one lineage
    ],
)
def test_a_full_name_warns_of_a_duplicate_however_it_is_put(query: str, name: str) -> None:
    assert match_names(query, [name], person=True).score >= DUPLICATE


@pytest.mark.parametrize(
    "query", ["Zh. Kerimbayev", "Kerimbayev, Zh.", "Керимбаев Ж.С.", "Ж.Керимбаев", "Kerimbayev"]
)
def test_a_part_of_a_name_is_a_match_and_no_duplicate(query: str) -> None:
    score = match_names(query, ["Жандос Керимбаев"], person=True).score
    assert MATCH <= score < DUPLICATE


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Владислав Керимбаев", "Виктор Керимбаев"),  # an initial is no given name
        ("Ержан Оспанов", "Ерлан Оспанов"),  # one letter, two people
        ("Нуржан Оспанов", "Нурлан Оспанов"),
        ("В. Керимбаев", "Жандос Керимбаев"),
        ("М. Оспанов", "Мадина Оспанова"),  # the plain form is a man's
        ("Валентин Оспанов", "Валентина Оспанова"),
        ("Керимов", "Жандос Керимбаев"),
        ("Жандосов", "Жандос Керимбаев"),  # a surname made of a given name
        ("Жандос", "Жандос Керимбаев"),
        ("Керимбаеваға", "Жандос Керимбаев"),  # a woman, in the dative
        ("Керимбпев", "Жандос Керимбаев"),  # one word with a slip proves little
    ],
)
def test_another_name_is_no_match(query: str, name: str) -> None:
    assert match_names(query, [name], person=True).score < MATCH


def test_a_slip_in_a_full_name_is_a_match_and_says_so() -> None:
    match = match_names("Viktor Khrapunoc", ["Viktor Khrapunov"], person=True)
    assert (match.why, match.score >= MATCH) == (Why.TYPO, True)


def test_the_best_of_several_names_counts_and_is_named() -> None:
    match = match_names("Ilyas Ospanov", ["Ілияс Оспанов", "Ilyas Ospanov"], person=True)
    assert (match.score, match.why, match.name) == (1.0, Why.EXACT, "Ilyas Ospanov")


@pytest.mark.parametrize(
    ("query", "name", "low", "high"),
    [
        ("Банк БТА", "БТА Банк", DUPLICATE, 1),
        ("БТА банкінің", "БТА Банк", MATCH, 1),
        ("Nordwall", "Nordwall Trading S.A.", MATCH, 1),
        ("Harrow and Pike", "Harrow & Pike LLP", DUPLICATE, 1),
        ("Республика", "Республика Казахстан", 0, MATCH),
        ("банк", "БТА Банк", 0, MATCH),
    ],
)
def test_bodies_are_known_by_their_telling_words(query: str, name: str, low: float, high: float) -> None:
    assert low <= match_names(query, [name], person=False).score <= high


def test_aliases_are_written_out_in_every_language() -> None:
    assert variants("N.D. Cal.", shipped()) == (
        "United States District Court for the Northern District of California",
        "Окружной суд США по Северному округу Калифорнии",
        "Калифорнияның Солтүстік округінің федералдық соты",
    )
    assert "Министерство юстиции Республика Казахстан" in variants("Министерство юстиции РК", shipped())
    assert variants("рк", {"рк": ("a", "b", "c")}) == ()  # two small letters are a word


def test_no_alias_stands_for_two_things() -> None:
    """A second meaning would never be looked up."""
    assert {key for key, meanings in shipped().items() if len(meanings) != 3} == set()
    assert alias_key("S.D.N.Y.") in shipped()


def test_the_gender_of_a_surname() -> None:
    assert [gender(keys(word)[0]) for word in ("Оспанов", "Оспанова", "Оспановой", "Сатер")] == [
        "m",
        "f",
        "f",
        "",
    ]
    assert dict(lemmas("ospanova"))["ospanov"] is Ending.GENDER


ANY_TEXT = st.text(st.characters(), max_size=60)


@given(ANY_TEXT)
def test_any_text_is_read_without_an_error(text: str) -> None:
    name = read_name(text)
    assert match_names(text, [text, "Жандос Керимбаев"], person=True).score >= 0
    assert all(
        (key.isascii() and key.isalnum() and key.islower()) or key.isdigit()
        for word in name.words
        for key in word.keys
    )


@given(ANY_TEXT)
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).isprintable()


@given(st.text("абвгдежзийклмнопрстуфхцчшщыьэюяәғқңөұүі", min_size=2, max_size=12))
def test_a_word_is_itself(word: str) -> None:
    found = keys(word)
    assert len(found) <= MAX_KEYS
    assert words(word) == [word]
    if found:
        assert match_names(word, [word], person=True).score >= DUPLICATE


@given(st.text("abeiklnorstu", min_size=5, max_size=12), st.data())
def test_one_slip_is_found_by_the_letters_left_out(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(key) - 1))
    other = key[:place] + data.draw(st.sampled_from("abeiklnorstu")) + key[place + 1 :]
    assert set(deletions(key)) & set(deletions(other))
    assert other == key or slip(key, other) is not None
