"""What was changed of many records at once, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.revisions.models import BulkChange, Correction
from foundation.revisions.operations import standing_of, undo_many
from people.models import Merge
from people.operations import rows_of_merge, undo_merge
from web.desk.bulk import SHOWN, Preview
from web.desk.options import ReadOnlyAdmin, author


class UndoableAdmin(ReadOnlyAdmin):
    """A list of changes that can be undone; the page of each shows what comes back."""

    #: The right on records that whoever looks and undoes must have.
    right = "filings.change_docketentry"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change such records."""
        return request.user.has_perm(self.right)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may change such records."""
        return self.has_view_permission(request)

    def get_urls(self) -> list[Any]:
        """Give each change a page in place of the stock form."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        page = path("<int:pk>/change/", self.admin_site.admin_view(self.undo_view), name=name)
        return [page, *super().get_urls()]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what undoing brings back, and undo."""
        change = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request):
            return redirect("admin:index")
        if request.method == "POST":
            try:
                self.undo(request, change, reason=request.POST.get("reason", "").strip() or _("undone"))
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        rows, left = self.preview(change)
        context = {
            **self.admin_site.each_context(request),
            "title": str(change),
            "opts": self.opts,
            "change": change,
            "rows": rows[:SHOWN],
            "further": max(len(rows) - SHOWN, 0),
            "left": left[:SHOWN],
        }
        return TemplateResponse(request, "admin/undo.html", context)

    if TYPE_CHECKING:

        def undo(self, request: HttpRequest, change: Any, *, reason: str) -> None: ...

        def preview(self, change: Any) -> tuple[list[Preview], list[str]]: ...


@admin.register(BulkChange)
class BulkChangeAdmin(UndoableAdmin):
    """One field of many records, set at once."""

    list_display = ("made_at", "what", "editor", "reason", "undone_at")
    list_select_related = ("editor", "content_type")

    @admin.display(description=gettext_lazy("What"))
    def what(self, change: BulkChange) -> str:
        """Name the field, its new value and how many records."""
        return str(change)

    def undo(self, request: HttpRequest, change: BulkChange, *, reason: str) -> None:
        """Give the records back what they had."""
        by, at = author(request), timezone.now()
        of_kind: Any = self.admin_site.get_model_admin(change.content_type.model_class())  # type: ignore[arg-type]  # it exists
        save = partial(of_kind.save_alone, by=by, at=at, reason=reason)
        count = undo_many(change, by=by, at=at, reason=reason, save=save)
        said = ngettext("%(n)d record was changed back.", "%(n)d records were changed back.", count)
        messages.success(request, said % {"n": count})

    def preview(self, change: BulkChange) -> tuple[list[Preview], list[str]]:
        """Return each record that still has the value, with what it had before."""
        kept, changed = standing_of(change)
        field: Any = change.content_type.model_class()._meta.get_field(change.field)  # type: ignore[union-attr]  # it exists
        labels = dict(field.flatchoices)
        rows = [
            Preview(
                row,
                str(labels.get(change.value, change.value)),
                str(labels.get(before := change.before[str(row.pk)], before)),
            )
            for row in kept
        ]
        return ([] if change.undone_at else rows), [str(row) for row in changed]


@admin.register(Merge)
class MergeAdmin(UndoableAdmin):
    """Two records of one person that became one."""

    right = "people.change_person"
    list_display = ("merged_at", "gone", "kept", "editor", "reason", "undone_at")
    list_select_related = ("kept", "gone", "editor")

    def undo(self, request: HttpRequest, change: Merge, *, reason: str) -> None:
        """Part the two again."""
        left = undo_merge(change, by=author(request), at=timezone.now(), reason=reason)
        messages.success(request, _("The two are apart again."))
        if left:
            words = _("These were changed since and stay where they are: %(rows)s")
            messages.warning(request, words % {"rows": "; ".join(left)})

    def preview(self, change: Merge) -> tuple[list[Preview], list[str]]:
        """Return each row that goes back."""
        if change.undone_at:
            return [], []
        back, left = rows_of_merge(change)
        now, then = str(change.kept), str(change.gone)
        return [Preview(f"{row._meta.verbose_name}: {row}", now, then) for row, _column in back], left


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """What readers are told of changed texts."""

    list_display = ("corrected_at", "link", "field", "old", "new", "words_withheld", "editor")
    list_filter = ("words_withheld",)
    list_select_related = ("content_type", "editor")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change entries."""
        return request.user.has_perm("filings.view_docketentry")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may look at entries."""
        return self.has_view_permission(request)

    @admin.display(description=gettext_lazy("Record"))
    def link(self, correction: Correction) -> str | SafeString:
        """Lead to the record's history."""
        kind = correction.content_type
        try:
            address = reverse(f"admin:{kind.app_label}_{kind.model}_history", args=[correction.object_id])
        except NoReverseMatch:  # a part has no page of its own
            return f"{kind.name} {correction.object_id}"
        return format_html('<a href="{}">{} {}</a>', address, kind.name, correction.object_id)
