"""How a member of staff wants to be reminded; everybody sets that for themselves."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from deadlines.responses import start_all_mail
from foundation.accounts.models import User
from foundation.accounts.operations import renew_mail_secret, save_preferences
from web.desk.forms import DaysField
from web.desk.staff.frame import for_staff, member, staff_page
from web.desk.wording import moment_words


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # the model stands in Meta
    """Language, zone, days, quiet hours, rhythm and alarm."""

    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    reminder_offsets = DaysField(
        label=gettext_lazy("Reminder days"),
        help_text=gettext_lazy(
            "Calendar days before the last day, in the court’s zone: 30, 14, 7, 3, 1, 0. "
            "Overdue deadlines come every day."
        ),
    )

    class Meta:
        model = User
        fields = (
            "language",
            "time_zone",
            "reminder_offsets",
            "rhythm",
            "quiet_from",
            "quiet_until",
            "alarm_days",
        )
        widgets = {
            "rhythm": forms.RadioSelect,
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the zones of the machine's table, and the one that is stored."""
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        zones = sorted(_zones() | {self.instance.time_zone})
        field: Any = self.fields["time_zone"]
        field.choices = [(zone, zone) for zone in zones]
        field.help_text = gettext_lazy("Reminders arrive at 08:00 in this zone.")

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of the quiet hours, or none."""
        data = super().clean() or self.cleaned_data
        begin, end = data.get("quiet_from"), data.get("quiet_until")
        wrong = "quiet_from" in self.errors or "quiet_until" in self.errors
        if not wrong and ((begin is None) != (end is None) or (begin is not None and begin == end)):
            self.add_error("quiet_until", _("Quiet hours need a beginning and a different end."))
        return data


def _zones() -> set[str]:
    """The zones that are named by a place, and UTC."""
    odd = ("Etc/", "SystemV/", "posix/", "right/")
    return {"UTC"} | {
        zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith(odd)
    }


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and save one's own preferences; start reminders again; make old addresses in mails worthless."""
    user, at = User.objects.get(pk=member(request).pk), timezone.now()
    form = PreferencesForm(instance=user)
    status = 200
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "start":
            start_all_mail(user, at=at)
            messages.success(request, _("You are reminded again."))
            return redirect("staff:settings")
        if do == "renew":
            renew_mail_secret(user)
            messages.success(request, _("The addresses in all earlier mails stop nothing any more."))
            return redirect("staff:settings")
        form = PreferencesForm(request.POST, instance=user)
        if form.is_valid():
            save_preferences(user)
            messages.success(request, _("Saved. What is owed from now on follows it."))
            return redirect("staff:settings")
        status = 400
    context = {"form": form, "stopped": moment_words(user.reminders_stopped_at, user.zone)}
    return staff_page(request, "staff/settings.html", context, at=at, status=status)
