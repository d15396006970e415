"""Ways on which a message leaves: mail, and room for others behind one interface."""

from __future__ import annotations

import smtplib
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from foundation.core.emails import Mail, send_mail
from foundation.delivery.models import Message

#: The reply by which a mail server says that it closes the connection (RFC 5321, 4.2.1).
_SERVICE_NOT_AVAILABLE = 421


class ServerSilentError(Exception):
    """The server did not answer, or went away: not the fault of any one message."""


class Channel(Protocol):
    """A connection for one batch of messages."""

    name: str

    def open(self) -> None:
        """Connect. Raises :class:`ServerSilentError`."""

    def send(self, message: Message, mail: Mail, *, message_id: str, headers: dict[str, str]) -> None:
        """Hand over one message.

        Raises :class:`ServerSilentError` where the connection is gone, anything else where this message
        was refused.
        """

    def close(self) -> None:
        """Disconnect; never raises."""


class MailChannel:
    """The mail server of EMAIL_URL, one connection for a batch."""

    name = "mail"

    def __init__(self) -> None:
        self._connection = get_connection()

    def open(self) -> None:
        """Connect and greet. Raises ServerSilentError, also while no server is configured."""
        try:
            self._connection.open()
        except (smtplib.SMTPException, OSError, ImproperlyConfigured) as error:
            raise ServerSilentError(_named(error)) from error

    def send(self, message: Message, mail: Mail, *, message_id: str, headers: dict[str, str]) -> None:
        """Send one mail over the open connection; errors as in :class:`Channel`."""
        try:
            send_mail(
                mail,
                to=message.recipient.email,
                message_id=message_id,
                headers=headers,
                connection=self._connection,
            )
        except smtplib.SMTPRecipientsRefused as error:
            if any(code == _SERVICE_NOT_AVAILABLE for code, _said in error.recipients.values()):
                raise ServerSilentError(_named(error)) from error
            raise
        except smtplib.SMTPResponseException as error:
            if error.smtp_code != _SERVICE_NOT_AVAILABLE:
                raise
            raise ServerSilentError(_named(error)) from error
        except smtplib.SMTPServerDisconnected as error:
            raise ServerSilentError(_named(error)) from error
        except smtplib.SMTPException:  # before OSError, of which it is a kind: an answer about this message
            raise
        except (OSError, ImproperlyConfigured) as error:
            raise ServerSilentError(_named(error)) from error

    def close(self) -> None:
        """Say goodbye if the server still listens."""
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            return


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
