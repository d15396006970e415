from __future__ import annotations

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """The read model of a case."""

    name = "web.timeline"
    label = "timeline"
