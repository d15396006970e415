"""Mail: three files (subject, text, html) and one function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import make_msgid
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation


class UnconfiguredBackend(BaseEmailBackend):
    """Stands in while EMAIL_URL is unset in production: every send fails and is tried again."""

    def open(self) -> bool:
        """Raise ImproperlyConfigured, naming the setting that is missing."""
        raise ImproperlyConfigured("EMAIL_URL is not set: no mail can be sent.")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raise ImproperlyConfigured, as `open` does."""
        return self.open()


@dataclass(frozen=True, slots=True)
class Mail:
    """A rendered mail in one language."""

    subject: str
    text: str
    html: str


def render_mail(name: str, *, language: str, context: Mapping[str, Any]) -> Mail:
    """Render ``templates/emails/<name>.{subject.txt,txt,html}`` in a language.

    The subject is folded into one line: a name with a line break cannot add a header.
    """
    with translation.override(language):
        values = {**context, "language": language}
        subject = render_to_string(f"emails/{name}.subject.txt", values)
        return Mail(
            subject=" ".join(subject.split()),
            text=render_to_string(f"emails/{name}.txt", values).strip() + "\n",
            html=render_to_string(f"emails/{name}.html", values),
        )


def send_mail(
    mail: Mail,
    *,
    to: str,
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
    connection: BaseEmailBackend | None = None,
) -> None:
    """Hand one mail to the configured server, over an open connection if one is given.

    Raises whatever the mail backend raises, and ValueError for a mail that it did not take (nobody to send
    it to); the caller decides when to try again. ``message_id`` stays the same at every attempt, so that a
    receiver can drop the rare double.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[to],
        headers={
            "Message-ID": message_id or make_msgid(),
            "Auto-Submitted": "auto-generated",
            **(headers or {}),
        },
        connection=connection,
    )
    message.attach_alternative(mail.html, "text/html")
    if not message.send():
        raise ValueError("the mail was sent to nobody")
