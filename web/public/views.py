"""Public pages: fetch through a visible queryset, call one builder, render."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language_from_path, override
from django.views.decorators.http import require_safe

from cases.people import people_with_page
from filings.enums import Availability
from filings.models import DocketEntry, Document
from foundation.core.audience import PUBLIC
from foundation.core.languages import LANGUAGES, preferred_language
from people.merged import merged_into
from web.public import words
from web.public.casehead import counts_of
from web.public.freshness import KEEP_NOTHING
from web.public.gone import Gone, get_case_or_gone, get_person_or_gone, get_public_or_gone
from web.public.lanelegend import signs_explained
from web.public.moved import moved, query_of
from web.public.personpage import build_person_page
from web.timeline.pages import WHOLE
from web.timeline.refs import refs_for, slug_of


def _in_reader_language(request: HttpRequest, name: str, *args: object, anchor: str = "") -> HttpResponse:
    """Redirect from an address without a language to the same page in the reader's language.

    That is the language of the page of ours whose link was followed, else the browser's.
    """
    with override(_left(request) or preferred_language(request.headers.get("Accept-Language", ""))):
        response = redirect(reverse(name, args=args) + anchor)
    patch_vary_headers(response, ["Accept-Language", "Referer"])
    return response


def _left(request: HttpRequest) -> str | None:
    """The language of the page of this site that a reader comes from."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return None
    return get_language_from_path(page.path) if page.netloc == request.get_host() else None


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send a reader to the front page in the language of their browser."""
    return _in_reader_language(request, "public:home", anchor=query_of(request))


@require_safe
def kazakh(request: HttpRequest, rest: str) -> HttpResponse:
    """``/kz/`` is a common mistake for Kazakh: the language is kk, kz is the country."""
    return HttpResponsePermanentRedirect(f"/kk/{escape_uri_path(rest)}{query_of(request)}")


@require_safe
def person(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """A person's page; people whom a paper merely names have none."""
    shown = people_with_page(PUBLIC).filter(pk=pk).first()
    if shown is None:  # for now: a merge can be undone
        kept = get_person_or_gone(merged_into(pk))
        return moved(request, "public:person", kept.pk, slug_of(kept), permanent=False)
    if slug != slug_of(shown):
        return moved(request, "public:person", pk, slug_of(shown))
    page = build_person_page(shown, refs=refs_for(words.language(), PUBLIC), audience=PUBLIC)
    named = [code for code in LANGUAGES if getattr(shown, f"name_{code}")]
    return render(request, "public/person.html", {"page": page, "exists_in": named})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """What the signs mean, how sure is what, and how to have something corrected."""
    return render(request, "public/method.html", {"lane_signs": signs_explained()})


@require_safe
def case_address(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent link of a case: to its page, in the reader's language."""
    found = get_case_or_gone(pk)
    return _in_reader_language(request, "public:case", found.pk, found.slug, anchor=query_of(request))


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent link of an entry: to its row on the case page, in the reader's language."""
    found = get_public_or_gone(DocketEntry.objects.select_related("docket__case"), pk)
    case = found.docket.case
    # A long timeline has pages; this names the one with the row.
    long = counts_of(case, PUBLIC)["timeline"] > WHOLE
    where = f"?at=entry-{found.pk}" if long else ""
    return _in_reader_language(request, "public:case", case.pk, case.slug, anchor=f"{where}#entry-{found.pk}")


@require_safe
def document(request: HttpRequest, pk: int) -> FileResponse:
    """A held document, as a download that no browser runs."""
    held = Document.objects.filter(availability=Availability.HELD).exclude(file="")
    found = get_public_or_gone(held, pk)
    try:
        handle = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(handle, as_attachment=True, filename=f"document-{found.pk}.pdf")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = KEEP_NOTHING
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same page whether a record never existed or is not public; 410 if it was withdrawn."""
    if isinstance(exception, Gone):
        response = render(request, "410.html", {"nowhere": True}, status=410)
    else:
        response = render(request, "404.html", status=404)
    # It may be published, or again; caches keep such an answer as long as they like if nobody tells them.
    response["Cache-Control"] = "no-cache"
    return response
