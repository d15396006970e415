"""EMAIL_URL -> Django's mail settings."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from config import env

#: Schemes that hand mail to no server.
_BACKENDS = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
    "unset": "foundation.core.emails.UnconfiguredBackend",
}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    ssl: bool = False


def settings_of(url: str) -> tuple[str, MailServer]:
    """Return (dotted name of the backend, server) for an EMAIL_URL.

    Schemes: ``smtp``, ``smtp+tls`` (STARTTLS), ``smtp+ssl``, ``console:``, ``memory:`` and ``unset:``,
    whose backend fails at every send. An unknown URL stops the command: no mail is dropped silently.
    """
    parts = urlsplit(url)
    if parts.scheme in _BACKENDS:
        return _BACKENDS[parts.scheme], MailServer()
    if parts.scheme not in ("smtp", "smtp+tls", "smtp+ssl"):
        env.refuse("EMAIL_URL is not understood; use smtp://host:port, smtp+tls:// or smtp+ssl://.")
    try:
        port = parts.port
    except ValueError:
        env.refuse("EMAIL_URL has a port that is none; use smtp://host:25.")
    implicit = parts.scheme == "smtp+ssl"
    return "django.core.mail.backends.smtp.EmailBackend", MailServer(
        host=parts.hostname or "localhost",
        port=port or (465 if implicit else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        ssl=implicit,
    )
