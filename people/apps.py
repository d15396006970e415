from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who exists in the world."""

    name = "people"
