"""Pages for staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from deadlines.models import Deadline


@login_required
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """One deadline."""
    shown = get_object_or_404(Deadline, pk=pk)
    return render(request, "staff/deadline.html", {"deadline": shown})
