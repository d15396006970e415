"""Who may sign in, and how each wants to be reminded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from web.desk.forms import DaysField, DeskForm
from web.desk.options import RecordAdmin


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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser hands out rights; nobody else can raise their own."""
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_staff", "is_superuser", "groups", "user_permissions")
