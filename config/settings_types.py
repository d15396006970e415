"""Settings under which mypy reads the models.

django-modeltranslation gives every translated model a manager whose class exists at run time only, so the
Django plugin cannot name it. Here the columns of the translations are made and the managers stay as written.
"""

from __future__ import annotations

import os

os.environ.setdefault("DEBUG", "1")

from modeltranslation.apps import ModeltranslationConfig

from config.settings import *  # noqa: F403, TID251  the real settings, but for one app
from config.settings import INSTALLED_APPS as ALL_APPS  # noqa: TID251  the same


class PlainManagersConfig(ModeltranslationConfig):
    """modeltranslation without its managers."""

    default = False

    def ready(self) -> None:
        """Register the translations, but leave the managers alone."""
        from modeltranslation import translator  # noqa: PLC0415  app ready

        translator.add_manager = lambda model: None
        super().ready()


#: The admin registers nothing here: a mistake in a ModelAdmin is for mypy to report, not to stumble over.
_INSTEAD = {
    "modeltranslation": "config.settings_types.PlainManagersConfig",
    "web.desk.apps.DeskAdminConfig": "django.contrib.admin.apps.SimpleAdminConfig",
}
INSTALLED_APPS = [_INSTEAD.get(app, app) for app in ALL_APPS]
