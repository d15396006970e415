"""The words of the public pages: labels of closed sets, and texts in the language they exist in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, wraps
from typing import TypeVar

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from cases.models import Docket
from filings.enums import EntryLinkKind
from foundation.core.languages import LocalizedText
from web.public.markup import escaped, joined, markup
from web.timeline.refs import heading_of

T = TypeVar("T")

#: The stop of a sentence, in front of the marks that close around it.
_STOP = re.compile(r"\.(?:</\w+>)*$")
#: Names of languages as a reader of another language sees them, for "not available in ...".
NOT_AVAILABLE = {
    "kk": _("not available in Kazakh"),
    "ru": _("not available in Russian"),
    "en": _("not available in English"),
}

#: What an entry does to another, and what was done to it.
_RELATIONS: dict[tuple[str, bool], Promise] = {
    (EntryLinkKind.ANSWERS, False): _("answers"),
    (EntryLinkKind.ANSWERS, True): _("answered by"),
    (EntryLinkKind.SUPPORTS, False): _("supports"),
    (EntryLinkKind.SUPPORTS, True): _("supported by"),
    (EntryLinkKind.DECIDES, False): _("decides"),
    (EntryLinkKind.DECIDES, True): _("decided by"),
    (EntryLinkKind.AMENDS, False): _("amends"),
    (EntryLinkKind.AMENDS, True): _("amended by"),
    (EntryLinkKind.CORRECTS, False): _("corrects"),
    (EntryLinkKind.CORRECTS, True): _("corrected by"),
}

#: ISO 3166 codes of the countries whose courts are followed, in words.
COUNTRIES = {
    "US": _("United States"),
    "GB": _("United Kingdom"),
    "KZ": _("Kazakhstan"),
    "RU": _("Russia"),
    "CH": _("Switzerland"),
}


#: ISO 639 codes of the languages in which sources are written beside those of readers, in words.
LANGUAGE_NAMES = {
    "kk": _("Kazakh"),
    "ru": _("Russian"),
    "en": _("English"),
    "uk": _("Ukrainian"),
    "fr": _("French"),
    "de": _("German"),
    "it": _("Italian"),
    "es": _("Spanish"),
    "tr": _("Turkish"),
    "ky": _("Kyrgyz"),
    "uz": _("Uzbek"),
    "zh": _("Chinese"),
    "ar": _("Arabic"),
}


def language() -> str:
    """Return the reader's language: kk, ru or en."""
    return (get_language() or "en")[:2]


def country_name(code: str) -> str:
    """Return a country in words; a code without a name stands as it is."""
    return str(COUNTRIES[code]) if code in COUNTRIES else code


def docket_label(docket: Docket) -> str:
    """Return what a proceeding is called in a list: its number, else its caption, ours where there is one."""
    return docket.docket_number or heading_of(docket, language()).text


@cache
def _english(choices: type[models.TextChoices], value: str) -> str:
    with override("en"):
        return capfirst(str(choices(value).label))


def once_a_language(make: Callable[[], T]) -> Callable[[], T]:
    """Work out what a function of words returns once for each language of readers."""
    made = cache(lambda _reader: make())

    @wraps(make)
    def told() -> T:
        return made(language())

    return told


def said(message: str, reader: str = "") -> str:
    """Return what ``gettext`` does, looked up once: a page of rows says the same some hundred times.

    Here and below ``reader`` is the reader's language where a caller has asked for it already.
    """
    return _said(message, reader or language())


@lru_cache(maxsize=4096)
def _said(message: str, _reader: str) -> str:
    return gettext(message)


def ngettext(singular: str, plural: str, number: int, reader: str = "") -> str:
    """Return what Django's does, looked up once for each number."""
    return _ngettext(singular, plural, number, reader or language())


@lru_cache(maxsize=4096)
def _ngettext(singular: str, plural: str, number: int, _reader: str) -> str:
    return translation.ngettext(singular, plural, number)


@cache
def relation(kind: str, _reader: str, *, reverse: bool) -> str:
    """Return what an entry does to another, or what was done to it, for a reader of this language."""
    return str(_RELATIONS[kind, reverse])


def word(choices: type[models.TextChoices], value: str, reader: str = "") -> str:
    """Return the label of a stored word in the reader's language, as it stands inside a sentence."""
    return _word(choices, value, reader or language())


@lru_cache(maxsize=4096)
def _word(choices: type[models.TextChoices], value: str, _reader: str) -> str:
    return str(choices(value).label)


def label(choices: type[models.TextChoices], value: str, reader: str = "") -> str:
    """Return the label of a stored word, capitalised, in the reader's language."""
    return _label(choices, value, reader or language())


@lru_cache(maxsize=4096)
def _label(choices: type[models.TextChoices], value: str, reader: str) -> str:
    return capfirst(_word(choices, value, reader))


def said_by(what: str, speakers: Sequence[str]) -> str:
    """Return what a row is with those who say it: "Allegation – Jane Roe"; ``what`` alone where nobody does.

    For places that show a statement by its title alone, where it must not read as a fact.
    """
    return f"{what} – {', '.join(speakers)}" if speakers else what


def label_with_english(choices: type[models.TextChoices], value: str, reader: str = "") -> SafeString:
    """Return the label, with the court's English word beside it for readers of another language."""
    return _with_english(choices, value, reader or language())


@lru_cache(maxsize=4096)
def _with_english(choices: type[models.TextChoices], value: str, reader: str) -> SafeString:
    own, english = _label(choices, value, reader), _english(choices, value)
    if reader == "en" or own == english:
        return escaped(own)
    return markup('{} <span class="court-word" lang="en">{}</span>', own, english)


def text(value: LocalizedText | None) -> SafeString:
    """Return a text; where it is missing in the reader's language, in another one that says so."""
    if value is None or not value.text:
        return SafeString("")
    if not value.is_fallback:
        return escaped(value.text)
    missing = NOT_AVAILABLE.get(language(), NOT_AVAILABLE["en"])
    return markup(
        '<span lang="{}">{}</span> <span class="fallback">{}</span>', value.language, value.text, missing
    )


def name(value: LocalizedText | None) -> SafeString:
    """Return a name as it is stored; a name needs no remark that it is written in another language."""
    if value is None or not value.text:
        return SafeString("")
    if value.is_fallback:
        return markup('<span lang="{}">{}</span>', value.language, value.text)
    return escaped(value.text)


def sentences(parts: Iterable[SafeString]) -> SafeString:
    """Return parts one after the other, each with a stop. An abbreviation ("2017 г.") brings its own."""
    return joined(" ", "{}{}", ((part, "" if _STOP.search(part) else ".") for part in parts))


def language_name(code: str, reader: str = "") -> str:
    """Return a language in words; a code without a name stands as it is."""
    return _language_name(code, reader or language())


@lru_cache(maxsize=64)
def _language_name(code: str, _reader: str) -> str:
    return str(LANGUAGE_NAMES.get(code, code))


def not_verified() -> str:
    """Return the words for what nobody could verify."""
    return gettext("not verified")
