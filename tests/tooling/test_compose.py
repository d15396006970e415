"""The production files: what they promise, and every service's own command started for real."""

from __future__ import annotations

import http.client
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tooling import compose
from tests.tooling.surroundings import ROOT, cannot, environment, free_port, run, until
from tools.postgres import PostgresUnavailableError, throw_away_cluster
from tools.processes import start, stop

HOST = "docketline.example.org"
VALUES = {
    "ALLOWED_HOSTS": HOST,
    "SITE_URL": f"https://{HOST}",
    "CONTACT_EMAIL": f"corrections@{HOST}",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "POSTGRES_PASSWORD": "only-for-this-test",
}
#: Services of somebody else's image; all others run our code and are started below.
FOREIGN = {"db", "mail"}
LONG_RUNNING = {"web", "worker", "jobs"}


def _services() -> dict[str, Any]:
    services: dict[str, Any] = compose.load(VALUES)["services"]
    return services


def test_our_services_are_the_ones_started_here() -> None:
    services = _services()
    assert {name for name, service in services.items() if "build" not in service} == FOREIGN
    assert set(services) == FOREIGN | LONG_RUNNING | {"migrate"}


@pytest.mark.parametrize(
    "name", ["ALLOWED_HOSTS", "SITE_URL", "CONTACT_EMAIL", "EMAIL_URL", "POSTGRES_PASSWORD"]
)
def test_a_missing_setting_is_refused(name: str) -> None:
    with pytest.raises(compose.Refused, match=name):
        compose.load({key: value for key, value in VALUES.items() if key != name})


def test_there_is_no_default_secret_and_debug_is_off() -> None:
    for name, service in _services().items():
        for key, value in service.get("environment", {}).items():
            if key == "SECRET_KEY":
                assert value == "", f"{name} has a default key"
        if name not in FOREIGN:
            assert service["environment"]["DEBUG"] == "0"
    defaults = re.findall(r"\$\{\w*(?:SECRET|PASSWORD|KEY)\w*:-([^}]*)\}", compose.text())
    assert set(defaults) <= {"", "/dev/null"}


def test_our_services_are_confined() -> None:
    for name in LONG_RUNNING | {"migrate"}:
        service = _services()[name]
        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]  # noqa: S108  a path inside the container
        assert service["cap_drop"] == ["ALL"]
    assert _services()["mail"]["profiles"] == ["development"]
    for service in _services().values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_everything_waits_for_the_database_and_its_migration() -> None:
    services = _services()
    assert "pg_isready" in services["db"]["healthcheck"]["test"]
    for name in LONG_RUNNING:
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert services[name]["depends_on"]["db"]["condition"] == "service_healthy"


def test_one_version_of_postgresql() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    major = re.search(r"^POSTGRES_MAJOR=(\d+)$", ci, flags=re.MULTILINE)
    assert major
    assert _services()["db"]["image"] == f"postgres:{major[1]}"


def test_the_image_runs_as_nobody_special_and_holds_no_secret() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last_stage = dockerfile.rsplit("\nFROM ", 1)[1]
    assert re.findall(r"^USER (\w+)$", last_stage, flags=re.MULTILINE) == ["docketline"]
    assert "collectstatic --noinput" in last_stage
    assert not re.search(r"^(ENV|ARG) .*(SECRET|PASSWORD|KEY)", dockerfile, flags=re.MULTILINE)
    web = _services()["web"]["command"]
    assert f"CMD {web}".replace("'", '"') in last_stage


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    try:
        with throw_away_cluster() as url:
            yield url
    except PostgresUnavailableError as error:
        cannot(str(error))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a container, with paths of this machine; without the database."""
    folder = tmp_path_factory.mktemp("production")
    key = folder / "secret_key"
    key.write_text(secrets.token_hex(32), encoding="utf-8")
    given: dict[str, str] = dict(_services()["web"]["environment"])
    given |= {"SECRET_KEY_FILE": str(key), "MEDIA_ROOT": str(folder), "PYTHONUNBUFFERED": "1"}
    given |= {"DATABASE_URL": "sqlite://:memory:", "PORT": str(free_port())}
    # The container listens on all its addresses, a test only on this machine's own.
    given["GUNICORN_CMD_ARGS"] = f"--bind 127.0.0.1:{given['PORT']}"
    return given


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory, settings: dict[str, str]) -> Path:
    """The folder /app of the image, built as the Dockerfile does."""
    app = tmp_path_factory.mktemp("image") / "app"
    compose.copy_build_context(app)
    run(["python", "-m", "compileall", "-q", "."], {}, app)
    done = run(["python", "manage.py", "collectstatic", "--noinput"], settings, app)
    assert done.returncode == 0, done.stderr
    return app


def _page(port: str, path: str, scheme: str = "https") -> tuple[int, str, bytes]:
    """Ask as the proxy would for a visitor over ``scheme``; returns status, Location and body."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=20)
    try:
        connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": scheme})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read()
    finally:
        connection.close()


@pytest.mark.installation
@pytest.mark.xdist_group("production")
def test_every_service_starts_with_its_own_command(
    image: Path, settings: dict[str, str], database: str
) -> None:
    services = _services()
    settings = {**settings, "DATABASE_URL": database}
    migrated = run(services["migrate"]["command"], settings, image)
    assert migrated.returncode == 0, migrated.stderr
    children = {
        name: start(services[name]["command"], environment(**settings), folder=image) for name in LONG_RUNNING
    }
    try:
        healthy = services["web"]["healthcheck"]["test"][1:]
        until(lambda: run(healthy, settings, image).returncode == 0, "the web's health check passes")
        status, location, body = _page(settings["PORT"], "/")
        if 300 <= status < 400:
            status, _, body = _page(settings["PORT"], location)
        assert status == 200
        assert b"</html>" in body
        # The pages name hashed files that are there.
        styles = re.findall(rb'href="(/static/[^"]+\.css)"', body)
        assert styles
        for style in styles:
            assert _page(settings["PORT"], style.decode())[0] == 200
        # A visitor whose connection the proxy does not call TLS is sent to it.
        status, location, _ = _page(settings["PORT"], "/", scheme="http")
        assert (status, location) == (301, f"https://{HOST}/")
        time.sleep(1)
        assert {name: child.poll() for name, child in children.items()} == dict.fromkeys(LONG_RUNNING)
    finally:
        began = time.monotonic()
        stop(children.values(), seconds=15)
    assert time.monotonic() - began < 12, "a service had to be killed"


@pytest.mark.installation
@pytest.mark.xdist_group("production")
@pytest.mark.parametrize("name", sorted(LONG_RUNNING | {"migrate"}))
def test_no_service_starts_without_a_key(name: str, image: Path, settings: dict[str, str]) -> None:
    """The empty file is what compose mounts where SECRET_KEY_FILE is not given."""
    done = run(_services()[name]["command"], {**settings, "SECRET_KEY_FILE": "/dev/null"}, image)
    assert done.returncode != 0
    assert [line for line in done.stderr.splitlines() if "SECRET_KEY" in line] == done.stderr.splitlines()[
        -1:
    ]
    assert "Traceback" not in done.stderr
