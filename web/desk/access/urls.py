"""Addresses for signing in, below a language. Sign-up, mail addresses and resets by mail are not among them.

Most names are django-allauth's own, by which the library finds its pages; so they are in no namespace.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from web.desk.access import views

own = ([path("sessions/", views.sessions, name="sessions")], "access")

urlpatterns = [
    path("", include(own)),
    path("login/", account.login, name="account_login"),
    path("logout/", LogoutView.as_view(next_page="admin:index"), name="account_logout"),
    path("password/", account.reauthenticate, name="account_reauthenticate"),
    path("login/code/", factor.authenticate, name="mfa_authenticate"),
    path("second-factor/", factor.index, name="mfa_index"),
    path("second-factor/confirm/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-factor/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/keys/new/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/keys/confirm/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/keys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-factor/keys/<int:pk>/remove/", views.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
]
