from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Who may log in."""

    name = "foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Keep the groups as the code has them."""
        from foundation.accounts.groups import after_migrate  # noqa: PLC0415  app ready

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="groups of the house")
