"""The environment variables that Docketline reads, all of them, each with one typed reader.

``.env.example`` lists the same names; a test compares the two.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

#: Used while DEBUG is on and no key is given. Production refuses it.
DEVELOPMENT_KEY = "development-only-key-never-use-it-in-production-0123456789"

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def refuse(message: str) -> NoReturn:
    """Stop the command with one line on standard error and exit code 78 (EX_CONFIG)."""
    sys.stderr.write(f"docketline: {message}\n")
    raise SystemExit(78)


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding blanks, or ``default`` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Return whether the variable says 1, true, yes or on; anything unclear stops the command."""
    value = os.environ.get(name, "").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    refuse(f"{name} must be one of 1/true/yes/on or 0/false/no/off, not {value!r}.")


def words(name: str) -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def debug() -> bool:
    """DEBUG: development mode. Off unless it is switched on."""
    return flag("DEBUG")


def secret_key() -> str:
    """SECRET_KEY, or the content of the file named by SECRET_KEY_FILE.

    With DEBUG on, a missing key is the fixed development key. With it off, a missing key, the
    development key or one shorter than 32 characters stops the command.
    """
    key = text("SECRET_KEY")
    file_name = text("SECRET_KEY_FILE")
    if not key and file_name:
        try:
            key = Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            refuse(f"SECRET_KEY_FILE cannot be read: {error}.")
    if debug():
        return key or DEVELOPMENT_KEY
    if not key:
        refuse("SECRET_KEY (or SECRET_KEY_FILE) is not set; production needs a secret of its own.")
    if key == DEVELOPMENT_KEY:
        refuse("SECRET_KEY is the development key; production needs a secret of its own.")
    if len(key) < 32:
        refuse("SECRET_KEY is shorter than 32 characters; make a longer one.")
    return key


def allowed_hosts() -> list[str]:
    """ALLOWED_HOSTS, comma-separated. With DEBUG on, loopback is always allowed."""
    hosts = words("ALLOWED_HOSTS")
    if debug():
        hosts += [host for host in ("localhost", "127.0.0.1", "[::1]") if host not in hosts]
    if "*" in hosts and not debug():
        refuse("ALLOWED_HOSTS may not be * in production; name the hosts.")
    return hosts


def database_url(default: str) -> str:
    """DATABASE_URL, e.g. postgres://user:secret@host:5432/name. Default: the embedded SQLite file."""
    return text("DATABASE_URL", default)


def email_url() -> str:
    """EMAIL_URL: smtp://, smtp+tls:// (STARTTLS), smtp+ssl://, console: or memory:.

    With DEBUG on, mail is printed. With it off and no URL, every attempt to send fails visibly
    and is tried again: nothing is dropped.
    """
    return text("EMAIL_URL", "console:" if debug() else "unset:")


def media_root(default: Path) -> Path:
    """MEDIA_ROOT: the folder of uploaded documents. It is never served as it is."""
    return Path(text("MEDIA_ROOT", str(default)))


def dev_password() -> str:
    """DEV_PASSWORD: the password of the development logins; empty: a random one, printed once."""
    return text("DEV_PASSWORD")


def contact_email() -> str:
    """CONTACT_EMAIL: where readers send errors, replies and removal requests.

    Default: ``corrections@`` and the first of ALLOWED_HOSTS. Every public page of a case or person
    names it, so a value that is no address stops the command.
    """
    host = next((host.lstrip(".") for host in allowed_hosts() if host != "*"), "localhost")
    address = text("CONTACT_EMAIL", f"corrections@{host}")
    if address.count("@") != 1 or any(sign in address for sign in "<>\"' ?&"):
        refuse("CONTACT_EMAIL must be a mail address: every public page names it for corrections.")
    return address


def site_url() -> str:
    """SITE_URL: the public address without a final slash, for links in mails."""
    default = f"http://127.0.0.1:{text('PORT', '8000')}"
    return text("SITE_URL", default if debug() else "").rstrip("/")
