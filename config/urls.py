"""The addresses of the site."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from web.desk.staff.calendars import private_calendar
from web.desk.staff.stops import stop
from web.public import health, sitemaps, styleguide, views
from web.public.freshness import View, public_path
from web.public.limits import limited

handler404 = "web.public.views.not_found"


def _sitemap(view: View) -> View:
    return limited(require_safe(view), "feed", each=True)


urlpatterns = [
    public_path("", views.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    public_path("e/<int:pk>/", views.entry, name="entry"),
    public_path("c/<int:pk>/", views.case_address, name="case"),
    path("documents/<int:pk>/", limited(views.document, "feed", each=True), name="document"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    public_path("robots.txt", sitemaps.robots, name="robots"),
    public_path("sitemap.xml", _sitemap(index), {"sitemaps": sitemaps.SITEMAPS}, name="sitemap"),
    public_path(
        "sitemap-<section>.xml",
        _sitemap(sitemap),
        {"sitemaps": sitemaps.SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("stop/<str:token>/", stop, name="stop"),
    path("calendar/<str:token>.ics", private_calendar, name="calendar"),
    path("api/v1/", include("web.public.api.urls")),
    public_path("kz/", views.kazakh, {"rest": ""}),
    public_path("kz/<path:rest>", views.kazakh),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("account/", include("web.desk.access.urls")),
        path("staff/", include("web.desk.staff.urls")),
        path("", include("web.public.urls")),
    ),
]
