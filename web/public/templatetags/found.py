"""Template tags of search: marked words, and why a name was found."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.search.analysis.highlights import Excerpt
from foundation.search.analysis.matching import Why

register = template.Library()

_BECAUSE = {
    Why.EXACT: _("as written"),
    Why.TRANSLITERATION: _("another spelling or script"),
    Why.CASE_FORM: _("another form of the name"),
    Why.TYPO: _("written alike"),
    Why.ALIAS: _("known by this name too"),
}


@register.filter
def marked(value: Excerpt | None) -> SafeString:
    """A part of a text with the words that were asked for marked; dots where it is cut."""
    if value is None:
        return SafeString("")
    pieces = format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", text) if is_marked else text,) for text, is_marked in value.pieces),
    )
    return format_html("{}{}{}", "… " if value.before else "", pieces, " …" if value.after else "")


@register.simple_tag
def found_because(why: str) -> str:
    """Why a name was found, in words."""
    return str(_BECAUSE[Why(why)])
