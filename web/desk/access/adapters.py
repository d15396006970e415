"""How django-allauth signs people in here: by name and password, members of staff only, within our limits."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from foundation.accounts.audit import TooManyAttemptsError, begin_sign_in, succeeded
from foundation.accounts.models import AuditRecord, User
from web.desk.access.addresses import address_of

TOO_MANY = _("Too many attempts failed. Wait a quarter of an hour and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is read as untyped
    """No sign-up, no mail addresses to manage, no notices of the library's own."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "username_password_mismatch": _("The name and the password do not belong together."),
    }
    _attempt: AuditRecord | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an administrator makes the accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at."""
        name = str(credentials.get("username") or "")
        try:
            self._attempt = begin_sign_in(name, address=address_of(request), at=timezone.now())
        except TooManyAttemptsError as error:
            raise self.validation_error("too_many_login_attempts") from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look at the password; who is not of the staff is answered as if it were wrong."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None or not user.is_staff:
            return None
        if self._attempt is not None:
            succeeded(self._attempt)
        return user

    def _rollback_login_failed_rl_usage(self) -> None:
        """The library's own limit is not used: it is kept in the memory of one process."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows shows what was done."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Offer the ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": gettext("With your password"),
            "mfa_reauthenticate": gettext("With a code"),
            "mfa_reauthenticate:webauthn": gettext("With a security key"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods if method["id"] in words]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Codes and keys, under our name and in our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
        "incorrect_code": _("The code is not right, or it was used already."),
    }

    def get_totp_label(self, user: User) -> str:
        """Name the account in the app."""
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """Name the site in the app."""
        return "Docketline"

    def _get_site_name(self) -> str:
        return "Docketline"

    def _get_user_identifier(self, user: User) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays until there is another."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  the library's
        """Propose a name for a new key."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return pgettext("security key", "Key %(number)d") % {"number": number}
