"""The page of each record on which it is reviewed, published, scheduled, embargoed, withdrawn; and undone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core import publishing
from foundation.core.audience import PUBLIC
from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from web.desk.embargoes import address_of_steps
from web.desk.wording import moment_words

#: By how much an embargo is made longer with one click.
EXTENSIONS = (7, 30)

_Act = Callable[..., Publication]


class StepForm(forms.Form):
    """When, in which time zone, and why. Which of them a step needs is its own affair."""

    moment = forms.DateTimeField(
        label=_("Moment"),
        required=False,
        help_text=_("For a scheduled publication, or the end of an embargo: 2026-05-04 09:00."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"),
    )
    zone = forms.ChoiceField(label=_("Time zone"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        required=False,
        help_text=_("Kept in the history; readers do not see it. A withdrawal needs one."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer the zones of the machine's table, beginning with one's own."""
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC")
        field: Any = self.fields["zone"]
        field.choices = [(zone, zone) for zone in zones]
        field.initial = user.time_zone

    def clean(self) -> dict[str, Any]:
        """Read the moment in the chosen zone; one that its clocks skip or show twice is refused."""
        data = super().clean() or self.cleaned_data
        moment, zone = data.get("moment"), data.get("zone")
        if moment is not None and zone:
            try:
                data["moment"] = _in_zone(timezone.make_naive(moment), zoneinfo.ZoneInfo(zone))
            except ValueError:
                self.add_error("moment", _("On that night the clocks change; choose another hour."))
        return data


def _in_zone(moment: datetime, zone: zoneinfo.ZoneInfo) -> datetime:
    """Return a moment on the clocks of a zone. Raises ValueError where they show it never or twice."""
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        raise ValueError
    return early


class PublicationSteps:
    """Mixed into the admin of every record: a page for its way to the readers, linked from its form."""

    if TYPE_CHECKING:
        opts: Any
        model: Any
        admin_site: Any

        def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool: ...

        def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool: ...

        def message_user(self, request: HttpRequest, message: Any, level: int = ...) -> None: ...

    def get_urls(self) -> list[Any]:
        """Add the page, for records with a publication state."""
        urls: list[Any] = super().get_urls()  # type: ignore[misc]  # of the admin
        if not issubclass(self.model, Publication):
            return urls
        name = f"{self.opts.app_label}_{self.opts.model_name}_publication"
        return [path("<int:pk>/publication/", self.admin_site.admin_view(self.publication), name=name), *urls]

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> HttpResponse:
        """Link the page from the form."""
        record = kwargs.get("obj")
        if isinstance(record, Publication) and record.pk:
            context["publication_url"] = address_of_steps(record)
        response: HttpResponse = super().render_change_form(request, context, **kwargs)  # type: ignore[misc]  # as above
        return response

    def publication(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the steps that one may take (GET), or take one (POST)."""
        record = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        user, at = _user(request), timezone.now()
        form = StepForm(request.POST or None, user=user)
        if request.method == "POST" and form.is_valid():
            try:
                record = _take(request.POST.get("do", ""), record, form.cleaned_data, by=user, at=at)
            except ValidationError as error:
                _add_errors(form, error)
                record.refresh_from_db()
            else:
                self.message_user(request, _("Done: %s.") % record.get_status_display())
                return redirect(address_of_steps(record))
        context = {
            **self.admin_site.each_context(request),
            **_facts(record, user, at),
            "form": form,
            "opts": self.opts,
            "record": record,
            "title": _("Publication"),
            "subtitle": str(record),
        }
        return render(request, "admin/publication.html", context, status=400 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _add_errors(form: StepForm, error: ValidationError) -> None:
    """Put what an operation said beside the field that it is about."""
    places = {"publish_at": "moment", "embargo_until": "moment", "reason": "reason"}
    found = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, messages in found.items():
        for message in messages:
            form.add_error(places.get(name), message)


def _take(do: str, record: Publication, data: dict[str, Any], *, by: User, at: datetime) -> Publication:
    """Take a step by its name. Raises ValidationError, PermissionDenied."""
    reason, moment = data["reason"], data["moment"]
    if do in {"schedule", "embargo"} and moment is None:
        raise ValidationError({"publish_at": _("Give the moment.")}, code="no_moment")
    longer = {f"extend-{days}": days for days in EXTENSIONS}
    if do in longer:
        if record.embargo_until is None:
            raise ValidationError(_("There is no embargo any more."), code="no_embargo")
        until = max(record.embargo_until, at) + timedelta(days=longer[do])
        return publishing.embargo(record, until=until, by=by, at=at, reason=reason)
    acts: dict[str, _Act] = {
        "review": partial(publishing.send_to_review, reason=reason),
        "back": partial(publishing.take_back, reason=reason),
        "publish": partial(publishing.publish, reason=reason),
        "schedule": partial(publishing.schedule, publish_at=moment, at=at, reason=reason),
        "withdraw": partial(publishing.withdraw, reason=reason),
        "embargo": partial(publishing.embargo, until=moment, at=at, reason=reason),
        "lift": partial(publishing.embargo, until=None, at=at, reason=reason),
        "undo": partial(publishing.undo_opening, at=at),
    }
    if do not in acts:
        raise ValidationError(_("This step does not exist."), code="unknown")
    return acts[do](record, by=by)


def _facts(record: Publication, user: User, at: datetime) -> dict[str, Any]:
    """Return what the page says of a record, and the steps that its state and one's rights allow."""
    edits, publishes = publishing.may_edit(record, user), publishing.may_publish(user)
    opened = publishing.opened_at(record, at=at) if edits and publishes else None
    status, held = record.status, record.embargo_until is not None
    possible = {
        "undo": publishes and opened is not None,
        "review": status == PublicationStatus.DRAFT,
        "publish": publishes and status in {PublicationStatus.IN_REVIEW, PublicationStatus.WITHDRAWN},
        "schedule": publishes and status == PublicationStatus.IN_REVIEW,
        "back": status == PublicationStatus.IN_REVIEW and (publishes or record.publish_at is None),
        "extend": held,
        "embargo": True,
        "lift": publishes and held,
        "withdraw": publishes and status in {PublicationStatus.PUBLISHED, PublicationStatus.IN_REVIEW},
    }
    model: Any = type(record)
    return {
        "can": {name: edits and allowed for name, allowed in possible.items()},
        "edits": edits,
        "extensions": EXTENSIONS,
        "seen": model.objects.filter(pk=record.pk).visible_to(PUBLIC).exists(),
        "undo_until": moment_words(opened + publishing.UNDO_WITHIN, user.zone) if opened else "",
        "publish_at": moment_words(record.publish_at, user.zone),
        "embargo_until": moment_words(record.embargo_until, user.zone),
        "zone_name": user.time_zone,
        "publishes": publishes,
    }
