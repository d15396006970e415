from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class DeskConfig(AppConfig):
    """Editors and staff."""

    name = "web.desk"
    label = "desk"
    default = True

    def ready(self) -> None:
        """Let the audit log hear of signing in and out; announce the ends of embargoes."""
        from foundation.core.worker import register_step  # noqa: PLC0415  app ready
        from foundation.delivery.operations import register_composer  # noqa: PLC0415  app ready
        from web.desk.access import receivers  # noqa: F401, PLC0415  app ready
        from web.desk.embargoes import EVERY, PURPOSE, compose_announcement, owe_announcements  # noqa: PLC0415  as above

        register_composer(PURPOSE, compose_announcement)
        register_step("ends of embargoes", owe_announcements, every=EVERY, first=True)


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our own site in place of the stock one."""

    default = False
    default_site = "web.desk.site.DeskSite"

    def ready(self) -> None:
        """Register every ModelAdmin; they live here and not in the apps below."""
        from web.desk import admin  # noqa: F401, PLC0415  app ready
