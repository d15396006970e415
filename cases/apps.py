from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Courts, cases, dockets, parties."""

    name = "cases"

    def ready(self) -> None:
        """Connect the receivers; say what can be found."""
        from cases import receivers  # noqa: F401, PLC0415  app ready
        from cases.searching import register_kinds  # noqa: PLC0415  app ready

        register_kinds()
