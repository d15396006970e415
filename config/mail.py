"""EMAIL_URL -> Django's mail settings."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from config import env

_BACKEND = "django.core.mail.backends.{}.EmailBackend"


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
    match parts.scheme:
        case "console":
            return _BACKEND.format("console"), MailServer()
        case "unset":
            return "foundation.core.emails.UnconfiguredBackend", MailServer()
        case "memory":
            return _BACKEND.format("locmem"), MailServer()
        case "smtp" | "smtp+tls" | "smtp+ssl":
            implicit = parts.scheme == "smtp+ssl"
            return _BACKEND.format("smtp"), MailServer(
                host=parts.hostname or "localhost",
                port=parts.port or (465 if implicit else 25),
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                starttls=parts.scheme == "smtp+tls",
                ssl=implicit,
            )
        case _:
            env.refuse("EMAIL_URL is not understood; use smtp://host:port, smtp+tls:// or smtp+ssl://.")
