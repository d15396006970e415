"""The site with one more route, whose argument nobody has told the canary about."""

from __future__ import annotations

from django.urls import path

from config.urls import urlpatterns as right
from tests.canary.leaking import leak

urlpatterns = [path("things/<uuid:thing>/", leak), *right]
