"""What every page of the desk shares: operations as the only writers, no deletion of records, quick lists."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.admin import GenericTabularInline
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline
from simple_history.admin import SimpleHistoryAdmin

from foundation.core.enums import PublicationStatus
from foundation.core.operations import remove_part, save_record
from foundation.revisions.operations import readers_see
from foundation.sources.models import Citation
from web.desk.correcting import (
    ask_why,
    changes_what_is_said,
    seen_before,
    tell_of_removal,
    tell_readers,
)
from web.desk.forms import DeskForm, ReasonForm, Refused, RowForm
from web.desk.lists import CappedPaginator, QuickList
from web.desk.pasts import bring_back, history_page, restoring
from web.desk.publishing import PublicationSteps
from web.desk.selects import knowing
from web.desk.versions import FIELD as VERSION
from web.desk.versions import find_conflict, posted_version, stored_version, version_of

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts
    from django_stubs_ext import StrPromise

    Fieldset = tuple[StrPromise | str | None, _FieldOpts]

#: The last group of the form of every record that can be published.
PUBLICATION: Fieldset = (
    _("Publication"),
    {"fields": ["status", "sealed", "publish_at", "embargo_until", "reason", "nature"]},
)
#: The note on a part, out of the way until it is wanted.
NOTE: Fieldset = (_("Note"), {"classes": ["collapse"], "fields": ["note"]})
REASON: Fieldset = (_("This change"), {"fields": ["reason", "nature"]})


class KnownSelects:
    """Mixed into every admin: a field that searches asks for no query where its record is read already."""

    if TYPE_CHECKING:
        admin_site: Any

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field that chooses a record."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # of the admin
        return knowing(field, self.admin_site)


class RecordAdmin(KnownSelects, QuickList):
    """Mixed into every admin of a record: saves go through operations, and nothing fails half-way.

    An operation may refuse what the form had accepted. Then everything is rolled back and the form is shown
    again, with what was typed and the operation's words beside the field.
    """

    form: type[forms.BaseModelForm] = ReasonForm  # type: ignore[type-arg]  # any record's form
    object_history_form_template = "admin/restore.html"
    #: Fields that "save and add another" hands on to the next form.
    kept_on_adding: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:
        opts: Any

        def get_search_fields(self, request: HttpRequest) -> Any: ...

        model: Any

        def has_view_or_change_permission(self, request: HttpRequest, obj: Any = None) -> bool: ...

        def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any: ...

        def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any: ...

        def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any: ...

    # --- saving -------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the record through its operation; what readers had seen of it is remembered until then."""
        form.seen = seen_before(obj)
        try:
            self.save_one(request, obj, form)
        except (ValidationError, IntegrityError) as error:
            raise _refused(form.prefix, error) from error
        if getattr(request, "desk_restoring", False):  # an older version has no rows that are saved next
            ask_why(form, form.seen, changed=True)
            tell_readers(form, obj, form.seen, by=author(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts; a change of what readers see, be it of a part only, says why."""
        ask_why(form, form.seen, changed=changes_what_is_said(form, formsets))
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # of the admin
        tell_readers(form, form.instance, form.seen, by=author(request))

    def save_one(self, request: HttpRequest, obj: Any, form: Any) -> None:
        """Call the operation that saves this kind of record; `save_record` unless an admin says otherwise."""
        save_record(obj, by=author(request), reason=reason_of(form))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Say that it was added; "save and add another" keeps where the editor is."""
        response: HttpResponse = super().response_add(request, obj, post_url_continue)  # type: ignore[misc]  # as above
        if "_addanother" not in request.POST or not self.kept_on_adding:
            return response
        kept = {name: getattr(obj, obj._meta.get_field(name).attname) for name in self.kept_on_adding}
        known = {name: value for name, value in kept.items() if value not in (None, "")}
        return HttpResponseRedirect(f"{request.path}?{urlencode(known)}")

    def save_alone(self, record: Any, *, by: Any, at: datetime, reason: str) -> None:
        """Save a record without a form, as one of many: with all that follows from it."""
        save_record(record, by=by, reason=reason)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows of an inline: removed ones leave their history, others go through an operation."""
        formset.save(commit=False)
        prefixes = {id(row.instance): row.prefix for row in formset.forms}
        changed = [record for record, _fields in formset.changed_objects]
        try:
            for record in formset.deleted_objects:
                if readers_see(record):
                    tell_of_removal(form, form.instance, formset.prefix, by=author(request))
                remove_part(record, by=author(request), reason=reason_of(form))
        except (ValidationError, IntegrityError) as error:
            raise _refused(form.prefix, error) from error
        for record in [*formset.new_objects, *changed]:
            seen = seen_before(record)
            try:
                self.save_part(request, record, form)
            except (ValidationError, IntegrityError) as error:
                raise _refused(prefixes[id(record)], error) from error
            tell_readers(form, record, seen, by=author(request))

    def save_part(self, request: HttpRequest, part: Any, form: Any) -> None:
        """Call the operation that saves a row of an inline."""
        save_record(part, by=author(request), reason=reason_of(form))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save a form; a refusal shows it again with nothing saved."""
        show = super().changeform_view  # type: ignore[misc]  # of the admin

        def unless_stale(
            request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
        ) -> Any:
            if request.method == "POST" and object_id and not hasattr(request, "desk_refusal"):
                self._check_version(request, object_id)
            return show(request, object_id, *args, **kwargs)

        return self._unless_refused(unless_stale, request, *args, **kwargs)

    def _check_version(self, request: HttpRequest, object_id: str) -> None:
        """Refuse a form that was filled in on an older version, and show where the two differ."""
        record = self.get_object(request, unquote(object_id))
        if (
            record is None
            or not self.has_change_permission(request, record)
            or not hasattr(record, "updated_at")
        ):
            return
        # Read again under a lock, for PostgreSQL; on SQLite whoever writes is alone already.
        record = type(record)._base_manager.select_for_update().get(pk=record.pk)
        shown = posted_version(request)
        stored = stored_version(record, self.get_inline_instances(request, record), request)
        if shown == stored:
            return
        form = self.get_form(request, record, change=True)(request.POST, request.FILES, instance=record)
        formsets, _inlines = self._create_formsets(request, record, change=True)
        posted = request.POST.copy()
        conflict = find_conflict(record, shown, stored, form, formsets, posted)
        request.POST = posted  # type: ignore[assignment]  # the form is shown again with it
        request.desk_conflict = conflict  # type: ignore[attr-defined]  # read when the page is rendered
        words = _("This was saved in the meantime. Nothing of yours was saved; compare, and save again.")
        raise Refused(None, ValidationError(words, code="stale"))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Give the page the version that it shows, so that nobody overwrites what they have not seen."""
        conflict = context["conflict"] = getattr(request, "desk_conflict", None)
        record = context.get("original")
        if record is not None and hasattr(record, "updated_at"):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            refused = request.method == "POST" and conflict is None
            context["version"] = request.POST.get(VERSION, "") if refused else version_of(record, formsets)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # as above

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show every step of the record and its parts side by side; bring back a part that was taken away."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]  # of the admin
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            return bring_back(self, request, record)
        return history_page(self, request, record)

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what restoring an older version changes, and restore it, in one transaction.

        The library asks whoever posts only for the right to look, and takes every field that is sent.
        """
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        show = super().history_form_view  # type: ignore[misc]  # of simple_history

        def restore(request: HttpRequest, object_id: str, version: str, *args: Any, **kwargs: Any) -> Any:
            request.desk_restoring = True  # type: ignore[attr-defined]  # read by save_model
            preview = restoring(self.model, object_id, version)
            if request.method == "POST" and not hasattr(request, "desk_refusal"):
                preview.check(request)
            context = {"lines": preview.lines, "version": preview.version}
            response = show(request, object_id, version, *args, extra_context=context, **kwargs)
            if request.method == "POST" and isinstance(response, HttpResponseRedirect):
                self.after_restoring(request, object_id)
            return response

        return self._unless_refused(restore, request, *args, **kwargs)

    def after_restoring(self, request: HttpRequest, object_id: str) -> None:
        """Do what follows from a restored version, in its transaction."""

    def _unless_refused(self, view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            # Looking takes no lock: a transaction on SQLite is a writer from its beginning.
            with transaction.atomic() if request.method == "POST" else nullcontext():
                response: HttpResponse = view(request, *args, **kwargs)
        except Refused as refused:
            request.desk_refusal = refused  # type: ignore[attr-defined]  # read by get_form and get_formset
            if getattr(getattr(request, "desk_conflict", None), "rebuilt", False):
                request.method = "GET"  # a row is gone: the form is shown as it is stored
            response = view(request, *args, **kwargs)
        return response

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Return the form's class of this request, which knows of a refusal."""
        form = super().get_form(request, *args, **kwargs)  # type: ignore[misc]
        form.refusal = getattr(request, "desk_refusal", None)
        form.author = request.user
        return form

    # --- permissions and lists ----------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a record: it is withdrawn, and its history stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes what is in the bin: it is taken out first."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and getattr(obj, "status", "") != PublicationStatus.BINNED


class DeskAdmin(PublicationSteps, RecordAdmin, SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history has no types
    """A record in one language."""


class TranslatedAdmin(PublicationSteps, RecordAdmin, TranslationAdmin, SimpleHistoryAdmin):  # type: ignore[misc,type-arg]  # as above
    """A record with texts in three languages, which stand under each other."""


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # several models
    """A list to look at: what the machine wrote."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False


class NamedBoxes:
    """Mixed into the formset of every inline: the box that takes a row away says so without its column."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box."""
        super().add_fields(form, index)  # type: ignore[misc]  # of the formset
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete this row")


class PartInline(KnownSelects):
    """Mixed into every inline: rows that an editor may change, an editor may also take away."""

    form: type[forms.BaseModelForm] = DeskForm  # type: ignore[type-arg]  # any part's form
    extra = 0
    autocomplete_fields: ClassVar[Any] = ()
    #: False for records of a court and for links of a chain, which are never taken away.
    removable: ClassVar[bool] = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read with each row the records that it names."""
        rows = super().get_queryset(request)  # type: ignore[misc]  # of the admin
        named = self.autocomplete_fields
        return rows.select_related(*named) if named else rows

    def get_formset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Return the formset's class of this request, whose rows know of a refusal."""
        formset = super().get_formset(request, *args, **kwargs)  # type: ignore[misc]
        formset.form.refusal = getattr(request, "desk_refusal", None)
        formset.form.author = request.user
        return type(formset.__name__, (NamedBoxes, formset), {})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change a part may remove it; its history stays."""
        return self.removable and self.has_change_permission(request, obj)  # type: ignore[attr-defined]


class PlainInline(PartInline, admin.TabularInline):  # type: ignore[type-arg]  # several models
    """Rows of a table, without texts in three languages."""

    form = RowForm


class TranslatedBlocks(PartInline, TranslationStackedInline):  # type: ignore[misc,type-arg]  # several models
    """Blocks with texts in three languages."""


class CitationInline(PartInline, GenericTabularInline):
    """What a record rests on."""

    model = Citation
    form = RowForm
    autocomplete_fields = ("source",)
    fields = ("source", "field", "kind", "confidence", "locator", "disputed_by")


def author(request: HttpRequest) -> Any:
    """Return who is signed in; the desk is closed to everybody else."""
    return request.user


def reason_of(form: Any) -> str:
    """Return the reason that the editor gave, or nothing."""
    return str(form.cleaned_data.get("reason") or "")


def _refused(prefix: str | None, error: ValidationError | IntegrityError) -> Refused:
    if isinstance(error, ValidationError):
        return Refused(prefix, error)
    words = _(
        "Somebody saved the same at this moment. Nothing of yours was saved; please look and save again."
    )
    return Refused(prefix, ValidationError(words, code="conflict"))
