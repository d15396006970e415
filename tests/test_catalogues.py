"""The Kazakh and Russian texts of the repository: complete, compiled, well formed, in the courts' terms.

What ``tools.messages`` itself does is tested in ``tests/tooling/test_messages.py``. Nothing needs gettext.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import polib  # type: ignore[import-untyped]
import pytest
from django.template import Context, Engine
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import ngettext, override, trim_whitespace

from foundation.sources.enums import ClaimKind
from tests.ours import ROOT, modules
from tools import messages

#: nplurals and the rule; Russian as in Django's own catalogue, so that both count alike.
PLURAL_FORMS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
}
#: Terms that the glossary has settled: English, Russian, Kazakh.
TERMS = [
    ("motion", "ходатайство", "өтінішхат"),
    ("order", "определение суда", "сот ұйғарымы"),
    ("opinion", "мотивированное мнение суда", "соттың уәжді пікірі"),
    ("judgment", "решение суда", "сот шешімі"),
    ("complaint", "исковое заявление", "талап арыз"),
    ("plaintiff", "истец", "талап қоюшы"),
    ("defendant", "ответчик", "жауапкер"),
    ("counsel", "адвокат", "адвокат"),
    ("judge", "судья", "судья"),
    ("party", "сторона", "тарап"),
    ("court", "суд", "сот"),
    ("docket", "реестр документов по делу", "іс құжаттарының тізілімі"),
    ("deadline", "крайний срок", "соңғы мерзім"),
    ("finding of a court", "вывод суда", "сот қорытындысы"),
    ("source", "источник", "дереккөз"),
    ("Timeline", "Хронология", "Хронология"),
    ("reminder", "напоминание", "еске салу"),
    ("granted", "удовлетворено", "қанағаттандырылды"),
    ("satisfied", "исполнено", "орындалды"),
    ("vacated", "отменён", "күші жойылды"),
    ("needs review", "требует проверки", "тексеруді қажет етеді"),
    ("draft", "черновик", "жоба"),
    ("published", "опубликовано", "жарияланған"),
    ("withdrawn", "отозвано", "қайтарып алынған"),
]
_SINGULAR = {"gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
_TAG = re.compile(r"</?\w+[^>]*>")
_TWO_ALPHABETS = re.compile(r"\w*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])\w*")

languages = pytest.mark.parametrize("language", messages.LANGUAGES)
Key = tuple[str | None, str]


@cache
def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"), encoding="utf-8")


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _translation(language: str, english: str) -> str:
    entry = _catalogue(language).find(english)
    assert entry is not None, english
    return str(entry.msgstr)


def _in_python() -> Iterator[tuple[Key, str]]:
    """Yield each text that our modules hand to gettext as a literal, with its file."""
    for path, tree in modules():
        names = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            called = names.get(called, called)
            literals = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if called in _SINGULAR | _PLURAL and literals:
                yield (None, str(literals[0])), str(path)
            elif called in _WITH_CONTEXT and len(literals) > 1:
                yield (str(literals[0]), str(literals[1])), str(path)


def _in_templates() -> Iterator[tuple[Key, str]]:
    """Yield each text of a {% translate %} or {% blocktranslate %} of our templates, with its file."""
    engine = Engine.get_default()
    files = [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    for path in sorted(files):
        name = path.relative_to(ROOT / "templates").as_posix()
        nodes = engine.get_template(name).nodelist
        for node in [*nodes.get_nodes_by_type(TranslateNode), *nodes.get_nodes_by_type(BlockTranslateNode)]:
            yield (_context(node), _text(node)), name


@cache
def _wanted() -> list[tuple[Key, str]]:
    """Return all of these, looked for once."""
    return [*_in_python(), *_in_templates()]


def _context(node: Node) -> str | None:
    assert isinstance(node, TranslateNode | BlockTranslateNode)
    return node.message_context.resolve(Context()) if node.message_context else None


def _text(node: Node) -> str:
    if isinstance(node, BlockTranslateNode):
        text, _variables = node.render_token_list(node.singular)
        return trim_whitespace(text) if node.trimmed else text
    assert isinstance(node, TranslateNode)
    return str(getattr(node.filter_expression.var, "literal", ""))


def test_both_languages_are_complete_and_compiled() -> None:
    assert messages.check(ROOT) == []


@languages
def test_nothing_is_fuzzy_or_untranslated(language: str) -> None:
    catalogue = _catalogue(language)
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@languages
def test_the_compiled_catalogue_is_not_stale(language: str) -> None:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(path)


@languages
def test_every_text_of_code_and_templates_is_collected(language: str) -> None:
    known: set[Key] = {(entry.msgctxt, entry.msgid) for entry in _catalogue(language)}
    wanted = _wanted()
    assert len(wanted) > 500, "the search itself must not have come to nothing"
    missing = {(file, key[1]) for key, file in wanted if key not in known}
    assert not missing, f"run make messages and translate: {sorted(missing)}"


def test_no_text_hides_in_an_f_string() -> None:
    """There xgettext of Python 3.11 does not look, so that `make messages` would drop the text."""
    calls = {"_", *_SINGULAR, *_PLURAL, *_WITH_CONTEXT}
    hidden = [
        f"{path}:{call.lineno}"
        for path, tree in modules()
        for string in ast.walk(tree)
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in calls
    ]
    assert hidden == []


@languages
def test_headers_are_right_and_name_nobody(language: str) -> None:
    catalogue = _catalogue(language)
    metadata = catalogue.metadata
    assert metadata["Plural-Forms"] == PLURAL_FORMS[language]
    assert metadata["Language"] == language
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert not catalogue.metadata_is_fuzzy
    assert not {"POT-Creation-Date", "PO-Revision-Date", "Last-Translator"} & set(metadata)


@languages
def test_each_plural_has_all_its_forms(language: str) -> None:
    forms = {"kk": 2, "ru": 4}[language]
    plurals = [entry for entry in _catalogue(language) if entry.msgid_plural]
    assert plurals
    for entry in plurals:
        assert sorted(entry.msgstr_plural) == list(range(forms)), entry.msgid


def test_a_kazakh_noun_stays_in_the_singular_after_a_number() -> None:
    for entry in _catalogue("kk"):
        if entry.msgid_plural:
            assert len(set(entry.msgstr_plural.values())) == 1, entry.msgid


@languages
def test_placeholders_and_tags_survive(language: str) -> None:
    placeholder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for entry in _catalogue(language):
        for text in _texts(entry):
            assert sorted(placeholder.findall(text)) == sorted(placeholder.findall(entry.msgid)), entry.msgid
            assert _TAG.findall(text) == _TAG.findall(entry.msgid), entry.msgid


@languages
def test_no_word_mixes_two_alphabets(language: str) -> None:
    """A Latin i in a Kazakh word looks right and cannot be found by searching."""
    mixed = [
        word
        for entry in _catalogue(language)
        for text in _texts(entry)
        for word in _TWO_ALPHABETS.findall(text)
    ]
    assert mixed == []


@languages
def test_labels_begin_as_their_english_does(language: str) -> None:
    """Pages capitalise labels themselves; a label is read inside sentences as well."""
    wrong = [
        (entry.msgid, entry.msgstr)
        for entry in _catalogue(language)
        if not entry.msgid_plural and entry.msgid[0].islower() and entry.msgstr[0].isupper()
    ]
    assert wrong == []


@pytest.mark.parametrize(("english", "russian", "kazakh"), TERMS)
def test_legal_terms_are_those_of_the_glossary(english: str, russian: str, kazakh: str) -> None:
    assert _translation("ru", english) == russian
    assert _translation("kk", english) == kazakh


@pytest.mark.parametrize("english", ["allegation", "Allegation"])
def test_an_allegation_is_called_one_whoever_makes_it(english: str) -> None:
    assert _translation("ru", english).lower() == "утверждение (allegation)"
    assert _translation("kk", english).lower() == "айыптау (allegation)"


def test_only_a_finding_is_called_one() -> None:
    """The word for what a court found stands for no other kind of claim."""
    for language, word in (("ru", "вывод суда"), ("kk", "сот қорытындысы")):
        with override(language):
            named = {kind.value for kind in ClaimKind if word in str(kind.label)}
        assert named == {ClaimKind.FINDING.value}


def test_words_that_mislead_are_avoided() -> None:
    """A grievance is no complaint that opens a suit, and a person accused of a crime is no defendant."""
    for english in ("complaint", "amended complaint"):
        assert "жалоб" not in _translation("ru", english)
        assert "шағым" not in _translation("kk", english)
    accused = "accused in a criminal case"
    assert "ответчик" not in _translation("ru", accused)
    assert "жауапкер" not in _translation("kk", accused)


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("ru", 1, "1 день"),
        ("ru", 2, "2 дня"),
        ("ru", 5, "5 дней"),
        ("ru", 11, "11 дней"),
        ("ru", 21, "21 день"),
        ("ru", 30, "30 дней"),
        ("kk", 1, "1 күн"),
        ("kk", 30, "30 күн"),
    ],
)
def test_days_are_counted_in_words(language: str, number: int, words: str) -> None:
    with override(language):
        assert ngettext("%(n)d day", "%(n)d days", number) % {"n": number} == words
