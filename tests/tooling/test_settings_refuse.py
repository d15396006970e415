"""With DEBUG off, a missing or development key stops every command with one line."""

from __future__ import annotations

import secrets

import pytest

from config.env import DEVELOPMENT_KEY
from tests.tooling.surroundings import run

PRODUCTION = {
    "ALLOWED_HOSTS": "docketline.example.org",
    "SITE_URL": "https://docketline.example.org",
    "CONTACT_EMAIL": "corrections@docketline.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "DATABASE_URL": "sqlite://:memory:",
}
COMMANDS = (
    "check",
    "migrate",
    "shell",
    "runserver",
    "collectstatic",
    "worker",
    "db_worker",
    "load_flagship",
    "create_dev_users",
)


def _refusal(command: str, **settings: str) -> str:
    """Run a command that must be refused; return its one line."""
    done = run(["python", "manage.py", command], {**PRODUCTION, **settings})
    assert done.returncode == 78
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_runs_without_a_key(command: str) -> None:
    assert "SECRET_KEY" in _refusal(command)


@pytest.mark.parametrize(
    "settings",
    [
        {"SECRET_KEY": DEVELOPMENT_KEY},
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": " "},
        {"SECRET_KEY_FILE": "/nowhere/at/all"},
        {"SECRET_KEY_FILE": "/dev/null"},
        {"DEBUG": "perhaps", "SECRET_KEY": "x" * 40},
        {"CONTACT_EMAIL": "no address", "SECRET_KEY": "x" * 40},
        {"EMAIL_URL": "pigeon://loft", "SECRET_KEY": "x" * 40},
        {"EMAIL_URL": "smtp://host:port", "SECRET_KEY": "x" * 40},
        {"DATABASE_URL": "nonsense", "SECRET_KEY": "x" * 40},
        {"DATABASE_URL": "mysql://u:p@h/n", "SECRET_KEY": "x" * 40},
        {"ALLOWED_HOSTS": "*", "SECRET_KEY": "x" * 40},
    ],
    ids=lambda settings: ",".join(f"{key}={value[:12]}" for key, value in settings.items()),
)
def test_an_unsafe_setting_is_refused_by_name(settings: dict[str, str]) -> None:
    assert next(iter(settings)) in _refusal("check", **settings)


def test_a_key_of_its_own_is_enough() -> None:
    done = run(["python", "manage.py", "version"], {**PRODUCTION, "SECRET_KEY": secrets.token_hex(32)})
    assert done.returncode == 0, done.stderr


def test_debug_needs_no_setting_at_all() -> None:
    assert run(["python", "manage.py", "version"], {"DEBUG": "1"}).returncode == 0


@pytest.mark.parametrize("debug", ["0", "1"])
def test_a_second_factor_is_asked_for_whenever_debug_is_off(debug: str) -> None:
    """By no variable but DEBUG: whatever else the environment says."""
    asked = "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED)"
    environment = {
        **PRODUCTION,
        "SECRET_KEY": secrets.token_hex(32),
        "DEBUG": debug,
        "SECOND_FACTOR_REQUIRED": "0",
    }
    done = run(["python", "manage.py", "shell", "-v", "0", "-c", asked], environment)
    assert done.stdout.split() == [str(debug == "0")], done.stderr
