"""The desk: Django's admin under our own name."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    """The admin site of editors."""

    site_header = _("Docketline desk")
    site_title = _("Docketline desk")
    index_title = _("Records")
    enable_nav_sidebar = True
