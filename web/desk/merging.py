"""The page on which two records of one person become one: whom to keep, what moves, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filings.models import Filer
from people.models import Person
from people.operations import check_mergeable, merge_people, rows_naming
from web.desk.bulk import SHOWN, Preview
from web.desk.people import people_named_alike


class _OtherForm(forms.Form):
    """Chooses the other record, by any word of its names."""

    gone = forms.ModelChoiceField(
        label=gettext_lazy("The other record of the same person"), queryset=Person.objects.none()
    )

    def __init__(self, site: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choice: Any = self.fields["gone"]
        choice.queryset = Person.objects.outside_bin()
        choice.widget = AutocompleteSelect(Filer._meta.get_field("person"), site)
        choice.widget.choices = choice.choices


def merge_view(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the other record (``?gone=``), look at every row that moves, say why, merge."""
    kept = get_object_or_404(admin.get_queryset(request), pk=pk)
    if not admin.has_change_permission(request, kept):
        raise PermissionDenied
    asked = request.POST.get("gone") or request.GET.get("gone", "")
    gone = Person.objects.outside_bin().filter(pk=asked).first() if asked.isdecimal() else None
    rows: list[Any] = []
    refusal = ""
    if gone is not None:
        try:
            check_mergeable(kept, gone)
            rows = rows_naming(gone)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    if request.method == "POST" and gone is not None and not refusal:
        response = _merge(request, kept, gone)
        if response is not None:
            return response
    form = _OtherForm(admin.admin_site, initial={"gone": gone})
    names = [name for name in (kept.name_en, kept.name_ru, kept.name_kk) if name]
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Merge into %(person)s") % {"person": kept},
        "opts": admin.opts,
        "kept": kept,
        "gone": gone,
        "alike": [] if gone else people_named_alike(names, apart_from=kept.pk),
        "rows": [Preview(row.words) for row in rows[:SHOWN]],
        "count": len(rows),
        "further": max(len(rows) - SHOWN, 0),
        "refusal": refusal,
        "opens": gone is not None and kept.is_public and not gone.is_public,
        "form": form,
        "media": Media(js=["admin/js/vendor/jquery/jquery.min.js", "admin/js/jquery.init.js"]) + form.media,
        "reason": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "admin/merge.html", context)


def _merge(request: HttpRequest, kept: Person, gone: Person) -> HttpResponse | None:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Say why. Nothing was changed."))
        return None
    try:
        merge = merge_people(kept, gone, by=request.user, at=timezone.now(), reason=reason)  # type: ignore[arg-type]  # signed in
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    messages.success(request, _("Merged. It can be undone here."))
    return redirect("admin:people_merge_change", merge.pk)


def alike_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """Answer who bears a name that is being typed, in any script; a number of names at once."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    apart = request.GET.get("apart", "")
    found = people_named_alike(
        [name[:200] for name in request.GET.getlist("name")[:3]],
        apart_from=int(apart) if apart.isdecimal() else None,
    )
    return JsonResponse(
        {
            "people": [
                {
                    "name": str(person),
                    "role": person.role or person.get_kind_display(),
                    "address": reverse("admin:people_person_change", args=[person.pk]),
                }
                for person in found
            ]
        }
    )
