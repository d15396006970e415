"""Who may sign in and what they may do, how each wants to be reminded, and the audit log."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.audit import note, note_rights, rights_now
from foundation.accounts.enums import AuditKind
from foundation.accounts.groups import HouseGroup
from foundation.accounts.models import AuditRecord, User
from web.desk.access.addresses import address_of
from web.desk.access.operations import take_off_second_factor
from web.desk.forms import DaysField, DeskForm
from web.desk.options import ReadOnlyAdmin, RecordAdmin, author


class AccountForm(UserChangeForm, DeskForm):  # type: ignore[type-arg]  # the stubs' model parameter
    """An account; the days of reminders are written with commas."""

    reminder_offsets = DaysField(
        label=_("reminder days"),
        help_text=_("Calendar days before the due date, in the court’s zone: 30, 14, 7, 3, 1, 0."),
        widget=AdminTextInputWidget,
        required=False,
    )


class NewAccountForm(AdminUserCreationForm, DeskForm):  # type: ignore[type-arg]  # as above
    """A new account with its first password."""


@admin.register(User)
class UserAdmin(RecordAdmin, DjangoUserAdmin):  # type: ignore[type-arg]  # the stubs' model parameter
    """Accounts are made here and nowhere else; one that is not needed any more is set inactive."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ("username", "email", "is_active", "is_staff", "is_superuser", "language", "time_zone")
    list_filter: ClassVar[Any] = ("language",)
    search_fields = ("username", "email", "first_name", "last_name")
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (
            _("Reminders"),
            {
                "fields": (
                    *("language", "time_zone", "reminder_offsets", "rhythm"),
                    *("quiet_from", "quiet_until", "alarm_days", "reminders_stopped_at"),
                )
            },
        ),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined", "reminders_stopped_at")
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2", "is_staff")}),
    )

    change_form_template = "admin/accounts/user/change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser makes superusers and gives single rights; an administrator gives groups."""
        if request.user.is_superuser:
            return self.readonly_fields
        if request.user.has_perm("auth.view_group"):
            return (*self.readonly_fields, "is_superuser", "user_permissions")
        return (*self.readonly_fields, "is_staff", "is_superuser", "groups", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody but a superuser changes a superuser, whose password would be theirs otherwise."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the groups and rights; the audit log hears what was given and what was taken."""
        account, by, at = form.instance, author(request), timezone.now()
        super().save_related(request, form, formsets, change)
        if not change:
            note(AuditKind.ACCOUNT_MADE, user=account, by=by, at=at, address=address_of(request))
        before = request.desk_rights  # type: ignore[attr-defined]  # of save_one
        note_rights(account, before, by=by, at=at, address=address_of(request))

    def save_one(self, request: HttpRequest, obj: User, form: Any) -> None:
        """Keep what the account was allowed before, then save it."""
        stored = User.objects.filter(pk=obj.pk).first()
        request.desk_rights = rights_now(stored) if stored else set()  # type: ignore[attr-defined]  # for save_related
        super().save_one(request, obj, form)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002  Django's
        """Set another person's password; the audit log hears of it."""
        response: HttpResponse = super().user_change_password(request, id, form_url)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            user, at = User.objects.get(pk=id), timezone.now()
            kind, address = AuditKind.PASSWORD_CHANGED, address_of(request)
            note(kind, user=user, by=author(request), at=at, address=address)
        return response

    def get_urls(self) -> list[Any]:
        """Add the page on which a second factor is taken off."""
        own = path(
            "<int:pk>/second-factor/",
            self.admin_site.admin_view(self.second_factor),
            name="accounts_user_second_factor",
        )
        return [own, *super().get_urls()]

    def second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask (GET) or do it (POST): take off a second factor that was lost."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            take_off_second_factor(user, by=author(request), at=timezone.now(), address=address_of(request))
            self.message_user(request, _("Taken off. The next sign-in sets up a new one."))
            return redirect("admin:accounts_user_change", pk)
        context = {**self.admin_site.each_context(request), "account": user, "opts": self.opts}
        context["title"] = _("Take off the second factor")
        return render(request, "admin/accounts/user/second_factor.html", context)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin):
    """Groups of rights. The four of the house belong to the code and are to look at."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group of the house stays as it is; the next upgrade would set it back anyway."""
        return super().has_change_permission(request, obj) and not _of_the_house(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group of the house cannot be deleted, others only from their own page."""
        return obj is not None and super().has_delete_permission(request, obj) and not _of_the_house(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rights; the audit log hears what was given and what was taken."""
        before = rights_now(form.instance)
        super().save_related(request, form, formsets, change)
        address = address_of(request)
        note_rights(form.instance, before, by=author(request), at=timezone.now(), address=address)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        """Delete a group; the audit log hears of it."""
        detail, address = f"- group {obj}", address_of(request)
        super().delete_model(request, obj)
        by, at = author(request), timezone.now()
        note(AuditKind.RIGHTS_CHANGED, user=None, by=by, at=at, address=address, detail=detail)


def _of_the_house(group: Group | None) -> bool:
    return group is not None and group.name in list(HouseGroup)


@admin.register(AuditRecord)
class AuditAdmin(ReadOnlyAdmin):
    """The audit log, newest first; nobody edits it."""

    list_display = ("at", "kind", "user", "by", "address", "detail")
    list_filter = ("kind",)
    list_select_related = ("user", "by")
    search_fields = ("user__username", "by__username", "address")
    ordering = ("-at", "-id")
    fields = list_display
