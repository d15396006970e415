"""System checks: what production should not run with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning


@register
def mail_is_configured(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """docketline.W001: without EMAIL_URL no reminder can leave the house."""
    if not settings.EMAIL_BACKEND.endswith("UnconfiguredBackend"):
        return []
    return [CheckWarning("EMAIL_URL is not set: reminders wait until it is.", id="docketline.W001")]


@register
def mail_leaves_the_house(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """docketline.W003: mail that is printed or kept counts as sent, and nobody reads it."""
    kept = settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "locmem.EmailBackend"))
    if settings.DEBUG or not kept:
        return []
    return [CheckWarning("EMAIL_URL prints or keeps mail: nobody is reminded.", id="docketline.W003")]


@register
def site_url_is_configured(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """docketline.W002: mails carry links, and links need the public address."""
    if settings.SITE_URL:
        return []
    return [CheckWarning("SITE_URL is not set: links in mails will not work.", id="docketline.W002")]
