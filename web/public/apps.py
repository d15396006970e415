from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Readers and machines."""

    name = "web.public"
    label = "public"

    def ready(self) -> None:
        """Say who draws a row: the desk shows it to an editor before it is saved."""
        from web.public.places import Places  # noqa: PLC0415  app ready
        from web.public.rows import Row  # noqa: PLC0415  app ready
        from web.timeline.rendering import register_row  # noqa: PLC0415  app ready

        # A row of its own each time: it keeps what it drew, in the language of its reader.
        register_row(lambda event: Row(Places("")).html(event))
