"""Template tags of the public pages: texts with their language, dates as they are known, labels, rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django import template
from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.urls import translate_url as django_translate_url
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from cases.enums import AppearanceRole, DocketLinkKind, DocketStatus, JudgeRole, PartyRole
from filings.enums import Availability
from foundation.core.dates import format_day, format_day_weekday, format_edtf, format_edtf_short
from foundation.core.languages import FALLBACKS, LANGUAGES, LocalizedText
from foundation.sources.enums import Confidence, SourceKind
from people.enums import PersonKind
from web.public import jsonld, rows, words
from web.public.casehead import CaseHead
from web.public.filters import TimelineFilter
from web.public.markup import escaped, strung
from web.public.personpage import PersonPage
from web.public.places import Places
from web.timeline.events import DocketRef, PersonRef, SourceNote

register = template.Library()

#: The number that a court gave an entry, in the middle of a text.
_NUMBER = re.compile(r"(\bECF \d+\b)")

_CHOICES: dict[str, type[models.TextChoices]] = {
    "appearance": AppearanceRole,
    "confidence": Confidence,
    "docket_link": DocketLinkKind,
    "docket_status": DocketStatus,
    "judge": JudgeRole,
    "party": PartyRole,
    "person_kind": PersonKind,
    "availability": Availability,
    "source_kind": SourceKind,
}


@register.filter
def prose(value: LocalizedText | None) -> SafeString:
    """A translated text; in another language with that language and a remark."""
    return words.text(value)


@register.simple_tag
def citing(value: LocalizedText | None, addresses: Mapping[str, str]) -> SafeString:
    """A text whose court numbers ("ECF 67") lead to their entries; ``addresses`` by number."""
    if not value or value.is_fallback:
        return words.text(value)
    parts = _NUMBER.split(value.text)
    return strung("", (_cited(part, addresses) for part in parts))


def _cited(part: str, addresses: Mapping[str, str]) -> str | SafeString:
    address = addresses.get(part)
    # A number is one word: it does not break at the end of a line.
    return format_html('<a class="num" href="{}">{}</a>', address, part) if address else part


@register.filter
def sentence(value: LocalizedText | None) -> SafeString:
    """A phrase that stands as a sentence of its own: with a capital."""
    return words.text(value._replace(text=capfirst(value.text))) if value else SafeString("")


@register.filter
def stop(value: str | SafeString) -> SafeString:
    """A sentence of its own: with a stop, unless an abbreviation at its end ("2017 г.") brings one."""
    return words.sentences([escaped(value)]) if value else SafeString("")


@register.filter
def named(value: LocalizedText | None) -> SafeString:
    """A name, in the language it is stored in."""
    return words.name(value)


@register.filter
def edtf(value: str) -> str:
    """An imprecise date in words."""
    return format_edtf(value, words.language()) if value else ""


@register.filter
def edtf_short(value: str) -> str:
    """An imprecise date for a narrow column."""
    return format_edtf_short(value, words.language()) if value else ""


@register.filter
def paragraphs(value: LocalizedText | None) -> SafeString:
    """A longer text, paragraph by paragraph (a blank line parts them)."""
    if not value:
        return SafeString("")
    return format_html_join("", '<p lang="{}">{}</p>', ((value.language, part) for part in _parts(value)))


def _parts(value: LocalizedText) -> list[str]:
    return [part.strip() for part in value.text.split("\n\n") if part.strip()]


@register.filter
def day(value: date | None) -> str:
    """A day in words."""
    return format_day(value, words.language()) if value else ""


@register.filter
def day_weekday(value: date | None) -> str:
    """A day in words with its weekday."""
    return format_day_weekday(value, words.language()) if value else ""


@register.filter
def language_name(code: str) -> str:
    """A language in words; a code without a name stands as it is."""
    return words.language_name(code)


@register.filter
def person(value: PersonRef) -> SafeString:
    """A person's name, linked where the person has a page."""
    return rows.person(value)


@register.filter
def docket(value: DocketRef) -> SafeString:
    """A docket's number and court."""
    return rows.docket_name(value)


@register.filter
def source(value: SourceNote) -> SafeString:
    """A source: publisher, title, date, confidence."""
    return rows.source_line(value)


@register.filter
def claim_tag(value: str) -> SafeString:
    """The tag of an allegation, denial, finding, report or background."""
    return rows.claim_tag(value)


@register.filter
def country(value: str) -> str:
    """A country in words."""
    return words.country_name(value)


@register.simple_tag
def label(choices: str, value: str) -> str:
    """The label of a stored word of a closed set."""
    return words.label(_CHOICES[choices], value)


@register.simple_tag
def word(choices: str, value: str) -> str:
    """The same inside a sentence, without a capital."""
    return str(_CHOICES[choices](value).label)


@register.simple_tag
def margin_notes(sources: tuple[SourceNote, ...]) -> SafeString:
    """Sources as notes at the side of a claim."""
    return rows.margin_notes(sources)


@register.simple_tag
def contact_email() -> str:
    """The address for errors, replies and removal requests."""
    return str(settings.CONTACT_EMAIL)


@register.simple_tag
def filter_query(form: TimelineFilter, name: str, value: str) -> str:
    """The query of a timeline with one value changed."""
    return form.query(**{name: value})


@register.simple_tag
def row_address(case_url: str, source: str, pk: int) -> str:
    """The permanent address of a row of a timeline."""
    return Places(case_url).permanent(source, pk)


@register.simple_tag
def case_jsonld(head: CaseHead) -> SafeString:
    """What machines that read pages are told of a case."""
    return jsonld.of_case(head)


@register.simple_tag
def person_jsonld(page: PersonPage) -> SafeString:
    """What machines that read pages are told of a person."""
    return jsonld.of_person(page)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> SafeString:
    """Which address of a page counts, and where it is in other languages.

    Only languages in which the content exists are named (``exists_in``); a page in another one sends to the
    page in the language that it borrows from. ``neutral`` is the address, if there is one, that leads to this
    very page in the reader's language.
    """
    request = context.get("request")
    if request is None or getattr(request, "resolver_match", None) is None:
        return SafeString("")
    path, here = escape_uri_path(request.path), words.language()
    existing = context.get("exists_in") or list(LANGUAGES)
    canonical = here if here in existing else next(code for code in FALLBACKS[here] if code in existing)
    links = [("canonical", "", _translated(path, canonical))]
    if here in existing and len(existing) > 1:
        links += [("alternate", code, _translated(path, code)) for code in existing]
        if neutral := context.get("neutral"):
            links.append(("alternate", "x-default", neutral))
    return format_html_join(
        "\n",
        '<link rel="{}"{} href="{}{}">',
        (
            (rel, format_html(' hreflang="{}"', code) if code else "", settings.SITE_URL, address)
            for rel, code, address in links
        ),
    )


def _translated(path: str, code: str) -> str:
    """The address in another language of a page that exists: only what stands before it differs."""
    here = f"/{words.language()}/"
    return f"/{code}/{path.removeprefix(here)}" if path.startswith(here) else django_translate_url(path, code)


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The address of this page in another language; the list of cases where the page has none.

    A page that was withdrawn (``nowhere``) repeats nothing of its address, which may hold a name.
    """
    request = context.get("request")
    path = request.get_full_path() if request and not context.get("nowhere") else "/"
    exists = getattr(request, "resolver_match", None) is not None
    translated = _translated(path, code) if exists else django_translate_url(path, code)
    if translated != path or path.startswith(f"/{code}/"):
        return translated
    try:
        return django_translate_url(reverse("public:cases"), code)
    except NoReverseMatch:
        return "/"
