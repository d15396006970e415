"""Changes of many records at once: shown first, made for all or none, and undone.

An action of a list leads here with the chosen records. The first page asks what to set, the second shows old
and new of every one; only that one saves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.core.enums import PublicationStatus
from foundation.core.operations import bin_record, unbin_record
from foundation.core.publishing import check_step
from foundation.revisions.operations import change_many, check_count

#: As many rows are named on the page; the rest is counted.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """One record, as it is and as it is going to be."""

    record: Any
    old: str = ""
    new: str = ""


def change_action(admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Set one field of the chosen records: ask, show, save."""
    records = chosen(admin, request, queryset)
    if records is None:
        return None
    options = _options(admin)
    change = request.POST.get("change", "")
    if change not in dict(options):
        return _page(admin, request, "change_many", [Preview(row) for row in records], len(records), options)
    name, _colon, value = change.partition(":")
    label = str(dict(admin.opts.get_field(name).flatchoices)[value])
    shown = f"get_{name}_display"
    rows = [Preview(row, getattr(row, shown)(), label) for row in records if getattr(row, name) != value]

    def apply(reason: str) -> str:
        by, at = _user(request), timezone.now()
        save = partial(admin.save_alone, by=by, at=at, reason=reason)
        changing = [row.record for row in rows]
        done = change_many(changing, field=name, value=value, by=by, at=at, reason=reason, save=save)
        address = reverse("admin:revisions_bulkchange_change", args=[done.pk])
        return format_html('<a href="{}">{}</a>', address, _("Undo"))

    page = carry_out(admin, request, len(rows), apply) if rows and "_apply" in request.POST else None
    return page or _page(admin, request, "change_many", rows, len(records), options, change)


def _options(admin: Any) -> list[tuple[str, str]]:
    """Return what can be set: ``kind:order``, and how a page says it."""
    fields = [admin.opts.get_field(name) for name in admin.bulk_fields]
    return [
        (f"{field.name}:{value}", f"{field.verbose_name}: {label}")
        for field in fields
        for value, label in field.flatchoices
    ]


def bin_action(admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Put the chosen records into the bin: show, save."""
    return _move(admin, request, queryset, "bin_many", bin_record, PublicationStatus.BINNED)


def unbin_action(admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Take the chosen records out of the bin, as drafts: show, save."""
    return _move(admin, request, queryset, "unbin_many", unbin_record, PublicationStatus.DRAFT)


change_action.short_description = gettext_lazy("Change a field of the chosen records")  # type: ignore[attr-defined]  # Django reads it
bin_action.short_description = gettext_lazy("Put the chosen records into the bin")  # type: ignore[attr-defined]  # as above
unbin_action.short_description = gettext_lazy("Take the chosen records out of the bin")  # type: ignore[attr-defined]  # as above


def _move(
    admin: Any, request: HttpRequest, queryset: Any, action: str, operation: Callable[..., None], status: Any
) -> HttpResponse | None:
    records = chosen(admin, request, queryset)
    if records is None:
        return None
    rows = [Preview(row, row.get_status_display(), str(status.label)) for row in records]

    def apply(reason: str) -> str:
        for record in records:
            moved = copy(record)
            moved.status = status
            check_step(record, moved, by=_user(request))  # what readers see is a publisher's to hide
            operation(record, by=_user(request), reason=reason)
        return ""

    page = carry_out(admin, request, len(rows), apply) if "_apply" in request.POST else None
    return page or _page(admin, request, action, rows, len(records), [], status.value)


def chosen(admin: Any, request: HttpRequest, queryset: Any) -> list[Any] | None:
    """Return the chosen records, or None and a message if there are too many to be changed at once."""
    if not admin.has_change_permission(request):
        messages.error(request, _("You may not change these records."))
        return None
    try:
        check_count(queryset.count())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    return list(queryset)


def carry_out(
    admin: Any, request: HttpRequest, count: int, apply: Callable[[str], str]
) -> HttpResponse | None:
    """Carry a change out in one transaction and go back to the list; None and a message if it was refused."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Say why. Nothing was changed."))
        return None
    try:
        with transaction.atomic():
            undo = apply(reason)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    said = ngettext("%(n)d record was changed.", "%(n)d records were changed.", count) % {"n": count}
    messages.success(request, format_html("{} {}", said, undo))

    return redirect(request.get_full_path())


def _user(request: HttpRequest) -> Any:
    return request.user


def _page(
    admin: Any,
    request: HttpRequest,
    action: str,
    rows: Sequence[Preview],
    count: int,
    options: Sequence[tuple[str, str]],
    change: str = "",
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": _("What changes"),
        "opts": admin.opts,
        "action": action,
        "rows": rows[:SHOWN],
        "further": max(len(rows) - SHOWN, 0),
        "unchanged": count - len(rows),
        "changing": len(rows),
        "options": options,
        "change": change,
        "reason": request.POST.get("reason", ""),
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
        "chosen": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
        "across": request.POST.get("select_across", "0"),
    }
    return TemplateResponse(request, "admin/bulk.html", context)
