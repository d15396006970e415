"""Public pages: fetch through a visible queryset, call one builder, render."""

from __future__ import annotations

from itertools import groupby

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cases.models import Case, Docket
from cases.people import people_with_page
from filings.enums import Availability
from filings.models import DocketEntry, Document
from foundation.core.audience import PUBLIC
from foundation.core.languages import localized, preferred_language
from people.duplicates import merged_into
from web.public import words
from web.public.casepage import build_case_page
from web.public.filters import CaseFilter, TimelineFilter, courts_in_use
from web.public.lanes import lanes_figure, picture_of
from web.public.personpage import build_person_page
from web.public.rows import Row
from web.timeline.build import build_timeline, refs_for
from web.timeline.lanes import Zoom
from web.timeline.refs import slug_of
from web.timeline.threads import motion_threads


def _in_reader_language(request: HttpRequest, name: str, *args: object, anchor: str = "") -> HttpResponse:
    """Redirect from an address without a language to the same page in the browser's language."""
    with override(preferred_language(request.headers.get("Accept-Language", ""))):
        response = redirect(reverse(name, args=args) + anchor)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send a reader to the cases in the language of their browser."""
    return _in_reader_language(request, "public:cases")


@require_safe
def language_home(request: HttpRequest) -> HttpResponse:
    """``/kk/``, ``/ru/``, ``/en/``: the cases in that language."""
    return redirect("public:cases")


@require_safe
def kazakh(request: HttpRequest, rest: str) -> HttpResponse:
    """``/kz/`` is a common mistake for Kazakh: the language is kk, kz is the country."""
    return HttpResponsePermanentRedirect(f"/kk/{rest}")


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases, narrowed by court or country."""
    chosen = CaseFilter(request.GET, queryset=Case.objects.visible_to(PUBLIC))
    found = list(chosen.qs)
    dockets: dict[int, list[Docket]] = {case.pk: [] for case in found}
    for docket in Docket.objects.visible_to(PUBLIC).filter(case__in=found).select_related("court"):
        dockets[docket.case_id].append(docket)
    language = words.language()
    rows = [_case_line(case, dockets[case.pk], language) for case in found]
    courts = [(court.code, localized(court, "short_name", language)) for court in courts_in_use()]
    countries = sorted({court.country for court in courts_in_use()}, key=words.country_name)
    return render(
        request,
        "public/cases.html",
        {"rows": rows, "courts": courts, "countries": countries, "chosen": chosen.form.data},
    )


def _case_line(case: Case, dockets: list[Docket], language: str) -> dict[str, object]:
    lead = next((docket for docket in dockets if docket.is_lead), dockets[0] if dockets else None)
    return {
        "case": case,
        "title": localized(case, "title", language),
        "summary": localized(case, "summary_tiny", language),
        "lead": lead,
        "lead_court": localized(lead.court, "short_name", language) if lead and lead.court else None,
        "docket_count": len(dockets),
        "country_count": len({docket.court.country for docket in dockets if docket.court}),
    }


@require_safe
def case(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A case with one timeline over all its dockets."""
    shown = get_object_or_404(Case.objects.visible_to(PUBLIC), pk=pk)
    if slug != shown.slug:
        return redirect("public:case", pk, shown.slug, permanent=True)
    refs = refs_for(words.language(), PUBLIC)
    events = build_timeline(shown, refs=refs, audience=PUBLIC)
    page = build_case_page(shown, events, refs=refs, audience=PUBLIC)
    proceedings = [
        (row.docket.pk, row.docket.docket_number or row.docket.caption) for row in page.proceedings
    ]
    narrowed = TimelineFilter(request.GET, proceedings=proceedings)
    fine = narrowed.is_valid()
    visible = narrowed.narrow(events) if fine else events
    years = [(year, list(rows)) for year, rows in groupby(visible, key=lambda event: event.year)]
    picture = picture_of(page, events, zoom=narrowed.cleaned_data.get("zoom") or Zoom())
    on_page = {event.anchor for event in visible}
    context = {
        "lanes": lanes_figure(picture, on_page=on_page, address=narrowed.address) if picture else "",
        "page": page,
        "row": Row(page.numbers, {thread.motion.pk: thread for thread in motion_threads(events)}),
        "years": years,
        "filter": narrowed,
        "shown": len(visible),
        "total": len(events),
        "retrieved_on": timezone.now().date(),
    }
    return render(request, "public/case.html", context, status=200 if fine else 400)


@require_safe
def person(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A person's page; people whom a paper merely names have none."""
    shown = get_object_or_404(people_with_page(PUBLIC), pk=merged_into(pk))
    if shown.pk != pk:  # for now: a merge can be undone
        return redirect("public:person", shown.pk, slug_of(shown))
    if slug != slug_of(shown):
        return redirect("public:person", pk, slug_of(shown), permanent=True)
    page = build_person_page(shown, refs=refs_for(words.language(), PUBLIC), audience=PUBLIC)
    return render(request, "public/person.html", {"page": page})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """What the signs mean, how sure is what, and how to have something corrected."""
    return render(request, "public/method.html")


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent link of an entry: to its row on the case page, in the reader's language."""
    found = get_object_or_404(DocketEntry.objects.visible_to(PUBLIC).select_related("docket__case"), pk=pk)
    case = found.docket.case
    return _in_reader_language(request, "public:case", case.pk, case.slug, anchor=f"#entry-{found.pk}")


@require_safe
def document(request: HttpRequest, pk: int) -> FileResponse:
    """A held document, as a download that no browser runs."""
    found = get_object_or_404(
        Document.objects.visible_to(PUBLIC).filter(availability=Availability.HELD).exclude(file=""), pk=pk
    )
    try:
        handle = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(handle, as_attachment=True, filename=f"document-{found.pk}.pdf")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same page whether a record never existed or is not public."""
    return render(request, "404.html", status=404)
