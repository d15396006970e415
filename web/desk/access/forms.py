"""The forms of django-allauth in our words and within our limits."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.audit import TooManyAttemptsError, begin_code, succeeded
from web.desk.access.adapters import TOO_MANY
from web.desk.access.addresses import address_of


def _worded(form: forms.BaseForm, **labels: Any) -> None:
    """Give the fields their labels, in place of words inside the boxes that go when one types."""
    form.label_suffix = ""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is read as untyped
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fields."""
        super().__init__(*args, **kwargs)
        _worded(self, login=_("Username"), password=_("Password"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autofocus"] = True


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # as above
    """The password once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        _worded(self, password=_("Password"))


class _Counted:
    """Mixed into the forms that take a code: attempts are counted across processes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        _worded(self, code=_("Code"))  # type: ignore[arg-type]  # always a form
        self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric"}  # type: ignore[attr-defined]  # as above

    def clean_code(self) -> str:
        """Look at the code, unless too many were wrong. Raises ValidationError."""
        attempt = _begin(self.user)  # type: ignore[attr-defined]  # of the form
        code: str = super().clean_code()  # type: ignore[misc]  # of the form
        succeeded(attempt)
        return code


def _begin(user: Any) -> Any:
    try:
        return begin_code(user, address=address_of(context.request), at=timezone.now())
    except TooManyAttemptsError as error:
        raise ValidationError(TOO_MANY, code="too_many_login_attempts") from error


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]  # as above
    """The code of the app, or a recovery code, while signing in."""


class ConfirmCodeForm(_Counted, ReauthenticateByCodeForm):  # type: ignore[misc]  # as above
    """A code once more, before something delicate."""


class FirstCodeForm(_Counted, ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The first code of an app, which shows that it was set up."""


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # as above
    """A security key and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field; a key is a second factor here and never the only one."""
        super().__init__(*args, **kwargs)
        _worded(self, name=_("Name of the key"))
        self.fields.pop("passwordless", None)


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # as above
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        _worded(self, name=_("Name of the key"))


__all__ = [
    "AddKeyForm",
    "CodeForm",
    "ConfirmCodeForm",
    "ConfirmPasswordForm",
    "FirstCodeForm",
    "RenameKeyForm",
    "SignInForm",
]
