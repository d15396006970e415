"""What search engines may read: the sitemap and robots.txt.

Pages name their other languages themselves (hreflang), so the sitemap does not: one of the two is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.people import people_with_page
from foundation.core.audience import PUBLIC
from foundation.core.languages import LANGUAGES
from people.models import Person
from web.timeline.refs import slug_of

_PLAIN = ("public:home", "public:cases", "public:calculator", "public:method", "public:api")


def _existing(record: object, field: str) -> list[str]:
    return [code for code in LANGUAGES if getattr(record, f"{field}_{code}")]


class _Pages(Sitemap[Any]):
    """Pages in each language in which their content exists."""

    i18n = True
    protocol = "https"
    limit = 5000

    def get_domain(self, site: Any = None) -> str:
        """Return the host of the site, whatever host was asked."""
        return settings.SITE_URL.partition("://")[2]


class PlainPages(_Pages):
    """Pages that are about no record."""

    def items(self) -> Sequence[str]:
        """Return the names of the pages."""
        return _PLAIN

    def location(self, item: str) -> str:
        """Return the address in the active language."""
        return reverse(item)


class CasePages(_Pages):
    """Cases that readers may see."""

    def items(self) -> QuerySet[Case]:
        """Return the cases in a stable order."""
        return Case.objects.visible_to(PUBLIC).order_by("pk")

    def location(self, item: Case) -> str:
        """Return the address in the active language."""
        return reverse("public:case", args=[item.pk, item.slug])

    def get_languages_for_item(self, item: Case) -> list[str]:
        """Return the languages in which the case has a name."""
        return _existing(item, "title")


class PersonPages(_Pages):
    """Persons who have a page."""

    def items(self) -> QuerySet[Person]:
        """Return the persons in a stable order."""
        return people_with_page(PUBLIC).order_by("pk")

    def location(self, item: Person) -> str:
        """Return the address in the active language."""
        return reverse("public:person", args=[item.pk, slug_of(item)])

    def get_languages_for_item(self, item: Person) -> list[str]:
        """Return the languages in which the person has a name."""
        return _existing(item, "name")


SITEMAPS = {"pages": PlainPages, "cases": CasePages, "people": PersonPages}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines need not read: the desk, the API, and lists that a query narrows."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/staff/" for code in LANGUAGES),
        "Disallow: /api/v1/",
        "Disallow: /calendar/",
        "Disallow: /stop/",
        "Disallow: /*?",
        "Disallow: /*/record/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
