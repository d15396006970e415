"""``make test-postgres`` and ``make e2e``: what they start leaves nothing, what they miss is named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.tooling.surroundings import ROOT, cannot, environment, run, until
from tools import browser, postgres

COMMAND = [sys.executable, "-m", "tools.postgres"]


@pytest.fixture
def binaries() -> Path:
    """Where PostgreSQL is; the test is skipped where it is not, but for .ci/run."""
    try:
        return postgres.find_binaries()
    except postgres.PostgresUnavailableError as error:
        cannot(str(error))


@pytest.mark.slow
@pytest.mark.xdist_group("production")
@pytest.mark.usefixtures("binaries")
def test_a_cluster_works_and_leaves_nothing() -> None:
    with postgres.throw_away_cluster() as url:
        parts = urlsplit(url)
        connection = psycopg2.connect(url)
        try:
            cursor = connection.cursor()
            cursor.execute("SELECT upper('қазақ'), rolcreatedb FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == ("ҚАЗАҚ", True)
            cursor.execute("SHOW data_directory")
            row = cursor.fetchone()
        finally:
            connection.close()
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(url.replace(parts.password or "", "wrong"))
    assert row is not None
    assert not Path(row[0]).parent.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


@pytest.mark.slow
@pytest.mark.usefixtures("binaries")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command_and_deletes_the_cluster(number: int, tmp_path: Path) -> None:
    ready = tmp_path / "url"
    script = f'echo "$DATABASE_URL" > {tmp_path}/new && mv {tmp_path}/new {ready} && sleep 60'
    process = subprocess.Popen(  # noqa: S603  our own command
        [*COMMAND, "sh", "-c", script], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL
    )
    try:
        until(ready.exists, "the command has its database")
        process.send_signal(number)
        assert process.wait(20) == 128 + number
    finally:
        process.kill()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(ready.read_text(encoding="utf-8").strip())


def test_the_exit_code_is_the_commands() -> None:
    url = "postgres://nobody@127.0.0.1:9/nothing"
    script = 'test "$DATABASE_URL" = "$WANTED" && exit 5'
    done = run([*COMMAND, "sh", "-c", script], {"DATABASE_URL": url, "WANTED": url})
    assert done.returncode == 5
    assert done.stdout.splitlines() == ["PostgreSQL: the server of DATABASE_URL"]


def test_another_database_is_refused() -> None:
    done = run([*COMMAND, "true"], {"DATABASE_URL": "sqlite://:memory:"})
    assert done.returncode == 1
    assert "names no PostgreSQL" in done.stdout


def test_without_binaries_one_line_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> NoReturn:
        raise postgres.PostgresUnavailableError("PostgreSQL is missing: apt install postgresql")

    monkeypatch.setattr(postgres, "find_binaries", missing)
    monkeypatch.setattr(sys, "argv", ["tools.postgres", "true"])
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match="1"):
        postgres.main()
    assert capsys.readouterr().out == "PostgreSQL is missing: apt install postgresql\n"


def test_without_chromium_one_line_says_why(tmp_path: Path) -> None:
    done = run([sys.executable, "-m", "tools.browser", "true"], {"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Chromium is missing: apt install chromium (or set CHROMIUM=/path/to/chromium)"
    ]


def test_chromium_is_found_and_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert browser.find_chromium() == str(program)
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert browser.find_chromium() == ""
