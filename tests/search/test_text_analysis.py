"""The words of texts as terms, and what was typed as wishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.search.analysis.highlights import excerpt
from foundation.search.analysis.numbers import docket_terms, read_numbers
from foundation.search.analysis.queries import MAX_QUERY, MAX_WORDS, read_query
from foundation.search.analysis.stems import passage_terms, plain, terms
from foundation.search.engines import Term


def _meet(word: str, language: str, asked: str) -> bool:
    return bool(set(terms(word, language).strong) & set(terms(asked).strong))


@pytest.mark.parametrize(
    ("word", "language", "asked"),
    [
        ("арызды", "kk", "арыздың"),
        ("тағайындалды", "kk", "тағайындалуы"),  # a passive past and a verbal noun
        ("ұзартуды", "kk", "ұзартылуы"),
        ("министрлігінің", "kk", "министрлік"),  # к softens to г before a vowel
        ("басшысын", "kk", "басшыларына"),
        ("әкімі", "kk", "äkimder"),  # Latin, 2021
        ("дереккөз", "kk", "derekközder"),
        ("қорғаушысы", "kk", "qorǵaýshylar"),  # Latin, 2018
        ("ходатайство", "ru", "ходатайствами"),
        ("апелляционную", "ru", "апелляционных"),
        ("amended", "en", "amending"),
        ("jurisdiction", "en", "jurisdictional"),
        ("Храпуновтардың", "kk", "Khrapounov"),
        ("Petrushova", "en", "Петрушованың"),
    ],
)
def test_forms_of_one_word_share_a_term(word: str, language: str, asked: str) -> None:
    assert _meet(word, language, asked)


@pytest.mark.parametrize(
    ("word", "language", "asked"),
    [("суд", "ru", "судно"), ("court", "en", "courtesy"), ("арыз", "kk", "арман"), ("motion", "en", "мотив")],
)
def test_other_words_share_none(word: str, language: str, asked: str) -> None:
    assert not _meet(word, language, asked)


def test_long_words_of_one_root_share_their_beginning_as_a_last_resort() -> None:
    assert terms("перенесли", "ru").beginning == terms("перенос").beginning != ""
    assert terms("суд").beginning == ""


def test_a_small_word_of_a_passage_is_no_name() -> None:
    assert [term for term in passage_terms("court order", "en") if term.startswith("n")] == []
    assert "nhrapunov" in set(passage_terms("to Khrapunov", "en"))


def test_terms_hold_nothing_that_an_engine_could_mistake() -> None:
    for term in passage_terms("Об «иске» № 5:17-cv-246 — 100% $5 … Ångström 中国 ğ ß", "ru"):
        Term(term)


DOCKET = [
    "5:17-cv-00246-LHK",
    "5:17-cv-00246",
    "17-CV-246",
    "5:2017cv00246",
    "17 cv 246",
    "17-cv-00246-LHK-SVK",
]


@pytest.mark.parametrize("pasted", DOCKET)
def test_a_docket_number_in_every_form_is_one_term(pasted: str) -> None:
    assert "v17cv246" in docket_terms(pasted)
    (wish,) = read_query(f"  {pasted} ").wishes
    assert wish.terms == ("v17cv246",)


@pytest.mark.parametrize(
    "pasted", ["ECF 67", "ECF No. 67", "ecf67", "Dkt. 67", "Dkt. No. 67", "[67]", "№ 67", "#67", "Doc. 67"]
)
def test_the_number_of_an_entry_in_every_form_is_one_term(pasted: str) -> None:
    (wish,) = read_query(pasted).wishes
    assert wish.weights == (("w67", 1.0), ("u67", 0.6))  # the entry itself before those that speak of it


@pytest.mark.parametrize(
    "pasted",
    [
        *("21 December 2017", "December 21, 2017", "Dec. 21, 2017", "21st December 2017", "2017-12-21"),
        *("21.12.2017", "12/21/2017", "21 декабря 2017", "2017 ж. 21 желтоқсан", "2017 жылғы 21 желтоқсан"),
    ],
)
def test_a_day_in_every_form_is_one_term(pasted: str) -> None:
    (wish,) = read_query(pasted).wishes
    assert wish.terms == ("z20171221",)


@pytest.mark.parametrize(
    ("pasted", "term"),
    [
        ("956 F.3d 1129", "y956f3d1129"),
        ("956 F. 3d 1129", "y956f3d1129"),
        ("[2018] UKSC 19", "y2018uksc19"),
        ("28 U.S.C. § 1605", "y28usc1605"),
        ("Fed. R. Civ. P. 12(b)(1)", "yrule12b1"),
        ("Rule 12(b)(1)", "yrule12b1"),
    ],
)
def test_a_citation_in_every_form_is_one_term(pasted: str, term: str) -> None:
    (wish,) = read_query(pasted).wishes
    assert wish.terms == (term,)


@pytest.mark.parametrize("text", ["31.02.2017", "99 of 100", "2017-13-45", "room 67", "1.5 million"])
def test_what_is_no_number_of_a_court_is_none(text: str) -> None:
    assert [number.terms for number in read_numbers(text)] == []


def test_a_query_is_read_in_parts() -> None:
    query = read_query('motion "leave to amend" -"with prejudice" -appeal ECF 67')
    assert [wish.shown for wish in query.wishes] == ["leave to amend", "ECF 67", "motion"]
    assert [wish.shown for wish in query.excluded] == ["with prejudice", "appeal"]
    assert query.wishes[0].terms == ("bleave_to", "bto_amend")


@pytest.mark.parametrize("quoted", ['"сот шешімі"', "«сот шешімі»", "“сот шешімі”", "„сот шешімі”"])
def test_all_quotation_marks_quote(quoted: str) -> None:
    (wish,) = read_query(quoted).wishes
    assert (wish.shown, wish.together) == ("сот шешімі", True)


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    query = read_query("Kassym-Jomart anti-SLAPP")
    assert [wish.shown for wish in query.wishes] == ["Kassym", "Jomart", "anti", "SLAPP"]
    assert query.excluded == ()


def test_words_that_say_nothing_count_only_alone() -> None:
    assert [wish.shown for wish in read_query("the letter to an attorney").wishes] == ["letter", "attorney"]
    assert [wish.shown for wish in read_query("to be").wishes] == ["to", "be"]


BAD = [
    "",
    " ",
    "*",
    '"',
    "''",
    "&|!:()",
    "NEAR(",
    "\x00",
    "\ud800",
    "-",
    '-"',
    "« »",
    "%_",
    "';--",
    "١٢٣",
    "\u202e",
]


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_looked_for_is_no_query(text: str) -> None:
    query = read_query(text)
    for wish in query.wishes:
        assert all(Term(term) for term in wish.terms)


def test_a_query_without_a_word_is_false() -> None:
    assert [text for text in BAD if read_query(text)] == ["NEAR(", "١٢٣"]


def test_long_queries_are_cut_and_say_so() -> None:
    query = read_query("слово " * 2000)
    assert (query.was_cut, len(query.text) <= MAX_QUERY, len(query.wishes)) == (True, True, 1)
    assert len(read_query(" ".join(f"w{n}x" for n in range(200))).wishes) == MAX_WORDS
    assert read_query("short").was_cut is False


@given(st.text(st.characters(), max_size=400))
def test_any_query_is_read_without_an_error(text: str) -> None:
    query = read_query(text)
    for wish in (*query.wishes, *query.excluded):
        assert wish.terms
        assert all(Term(term) for term in (*wish.terms, *filter(None, [wish.weak])))


@given(st.text(st.characters(), max_size=30))
def test_any_word_becomes_plain_ascii(text: str) -> None:
    found = plain(text)
    assert found.isascii()
    assert not found or found.isalnum()


def test_what_is_alleged_is_not_shown_without_who_alleges_it() -> None:
    claim = (
        "Kazakhstan alleges in its complaint against persons unknown to it, amended three times and served"
        " abroad, in Republic v. Roe, that the defendant was behind the hacking."
    )
    text = f"The case was filed in 2017. {claim} {'Nothing of this was decided by the court. ' * 20}"
    shown = excerpt(text, read_query("hacking"), "en")
    assert (shown.text.startswith(claim), shown.before, shown.after) == (True, True, True)
    assert shown.text.endswith("decided by the court.")
