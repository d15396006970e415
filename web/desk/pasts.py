"""The pages of a record's past: its steps, a part that is brought back, an older version that is restored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.operations import restore_part
from web.desk.forms import Refused
from web.desk.history import Line, lines_between, may_bring_back, steps_of
from web.desk.values import Names
from web.desk.versions import key_of, posted_version

_A_PAGE = 30


def history_page(admin: Any, request: HttpRequest, record: Any) -> HttpResponse:
    """Show the steps of a record and its parts, the newest first."""
    paginator = Paginator(steps_of(record, admin.get_inline_instances(request, record)), _A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("History: %(record)s") % {"record": record},
        "opts": admin.opts,
        "object": record,
        "page_obj": page,
        "page_range": paginator.get_elided_page_range(page.number),
        "may_change": admin.has_change_permission(request, record),
    }
    return TemplateResponse(request, "admin/steps.html", context)


def bring_back(admin: Any, request: HttpRequest, record: Any) -> HttpResponse:
    """Bring back a part that was taken away from a record, as its history has it."""
    inlines = admin.get_inline_instances(request, record)
    label = request.POST.get("part", "")
    model = {inline.model._meta.label_lower: inline.model for inline in inlines}.get(label)
    if model is None or not hasattr(model, "history"):
        raise Http404
    if not (admin.has_change_permission(request, record) and may_bring_back(request, model)):
        raise PermissionDenied
    version = request.POST.get("version", "")
    gone = {step.bring_back for step in steps_of(record, inlines)}
    if not version.isdecimal() or (model._meta.label_lower, int(version)) not in gone:
        raise Http404  # it is no part of this record, or it is there
    past = model.history.get(history_id=version)
    try:
        restore_part(past, by=request.user, reason=_("brought back"))  # type: ignore[arg-type]  # the desk is closed to others
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        admin.after_restoring(request, str(record.pk))
        messages.success(request, _("It is back: %(part)s") % {"part": past.instance})
    return redirect(request.path)


@dataclass(frozen=True, slots=True)
class Restoring:
    """What restoring a version changes, and the version of the record that this was compared with."""

    lines: list[Line]
    version: str

    def check(self, request: HttpRequest) -> None:
        """Refuse to restore over a change that whoever asks has not seen."""
        if posted_version(request) != json.loads(self.version):
            words = gettext_lazy(
                "This was saved in the meantime. Nothing was restored; compare, and try again."
            )
            raise Refused(None, ValidationError(words, code="stale"))


def restoring(model: Any, object_id: str, version: str) -> Restoring:
    """Compare a version with the record as it is stored."""
    present = get_object_or_404(model._base_manager, pk=object_id)
    past = get_object_or_404(model.history, history_id=version, **{model._meta.pk.attname: present.pk})
    lines = list(lines_between(model, present, past, Names()))
    return Restoring(lines, json.dumps({key_of(present): present.updated_at.isoformat()}))
