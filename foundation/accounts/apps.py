from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may log in."""

    name = "foundation.accounts"
    label = "accounts"
