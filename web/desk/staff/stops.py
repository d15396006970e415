"""Stopping mails without a login, by the token in the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from deadlines.reminders.stopping import Stop, read_stop_token
from deadlines.responses import start_all_mail, start_mail, stop_all_mail, stop_mail
from foundation.core.languages import preferred_language


@csrf_exempt  # the token is the right; a mail program posts without a cookie (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask (GET) or do it (POST, also by the mail program itself); the page offers the way back.

    Opening the address alone changes nothing: mail scanners open every address. It names neither the person
    nor the deadline, and the answer to a made-up, a revoked and a disabled person's token is the same.
    """
    wanted = read_stop_token(token)
    language = (
        wanted.user.language if wanted else preferred_language(request.headers.get("Accept-Language", ""))
    )
    done = ""
    if wanted is not None and request.method == "POST":
        done = "started" if request.POST.get("do") == "start" else "stopped"
        _do(wanted, done)
    with override(language):
        context = {
            "known": wanted is not None,
            "done": done,
            "all": wanted is not None and not wanted.deadline,
        }
        response = render(request, "staff/stop.html", context, status=200 if wanted else 404)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _do(wanted: Stop, done: str) -> None:
    at, user = timezone.now(), wanted.user
    if wanted.deadline is None:
        (start_all_mail if done == "started" else stop_all_mail)(user, at=at)
    else:
        (start_mail if done == "started" else stop_mail)(wanted.deadline, by=user, at=at)
