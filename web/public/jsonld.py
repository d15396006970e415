"""Pages for machines that read them: JSON-LD in the words of schema.org. Nothing in it is not on the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from people.enums import PersonKind
from web.public import words
from web.public.casehead import CaseHead
from web.public.personpage import PersonPage

#: These end a script or begin markup; in JSON they may be written by their numbers.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def block(data: Mapping[str, Any]) -> SafeString:
    """Return data as a block that no browser runs."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above


def _crumbs(*steps: tuple[str, str]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": f"{settings.SITE_URL}{url}"}
            for n, (name, url) in enumerate(steps, start=1)
        ],
    }


def of_case(head: CaseHead) -> SafeString:
    """Return what a case page is about."""
    page: dict[str, Any] = {
        "@type": "WebPage",
        "@id": f"{settings.SITE_URL}/c/{head.case.pk}/",
        "url": f"{settings.SITE_URL}{head.url}",
        "name": head.title.text,
        "inLanguage": head.title.language,
        "isPartOf": {"@type": "WebSite", "name": "Docketline", "url": settings.SITE_URL},
        "breadcrumb": _crumbs((_("Cases"), reverse("public:cases")), (head.title.text, head.url)),
    }
    if head.summary_short:
        page["description"] = head.summary_short.text
    if head.case.checked_on:
        page["lastReviewed"] = head.case.checked_on.isoformat()
    return block(page)


def of_person(page: PersonPage) -> SafeString:
    """Return whom the page of a person or an organization is about."""
    types = {PersonKind.INDIVIDUAL: "Person", PersonKind.ORGANIZATION: "Organization"}
    person = {
        "@type": types.get(PersonKind(page.person.kind), "GovernmentOrganization"),
        "name": page.name.text,
        "alternateName": [text for text, _language, _note in page.other_names],
    }
    return block({"@type": "WebPage", "inLanguage": words.language(), "about": person})
