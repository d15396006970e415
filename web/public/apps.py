from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Readers and machines."""

    name = "web.public"
    label = "public"
