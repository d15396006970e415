"""Run a command with DATABASE_URL naming a PostgreSQL: ``python -m tools.postgres COMMAND ...``.

DATABASE_URL is used if it is set; else a cluster is made from the binaries of this machine, for this one run,
and deleted afterwards. Scripts and tests: ``with throw_away_cluster() as url:``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.console import give_up, say
from tools.processes import Signals, start, stop, wait

#: Speed over safety: the data lives for one run. Without autovacuum: what a test writes is never committed,
#: so statistics that come by themselves would tell of empty tables.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=60")
SECONDS_TO_START = 30


class PostgresUnavailableError(Exception):
    """No cluster can be made here; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user of the system that runs the server: PostgreSQL refuses to be root."""

    uid: int
    gid: int


def find_binaries() -> Path:
    """Return the folder of initdb and postgres: from PATH, else Debian's, the newest version first.

    Raises PostgresUnavailableError where there is none.
    """
    candidates: list[Path] = []
    if found := shutil.which("initdb"):
        candidates.append(Path(found).resolve().parent)
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    candidates += sorted(debian, key=lambda path: int(path.parent.name), reverse=True)
    for folder in candidates:
        if all((folder / name).is_file() for name in ("initdb", "postgres", "createdb")):
            return folder
    raise PostgresUnavailableError(
        "PostgreSQL is missing: apt install postgresql (or set DATABASE_URL=postgres://...)"
    )


def _account() -> Account | None:
    """Return whom the server runs as when we are root, or None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PostgresUnavailableError(
        "PostgreSQL refuses to run as root and there is no user postgres or nobody."
    )


def _spawn(command: Sequence[str], folder: Path, account: Account | None) -> subprocess.Popen[bytes]:
    """Start a program of PostgreSQL in ``folder``, as ``account``, with its output in the file ``log``."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603  found by find_binaries()
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PGPASSFILE": str(folder / "pgpass")},
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def _finish(command: Sequence[str], folder: Path, account: Account | None) -> None:
    """Run a program of PostgreSQL to its end; PostgresUnavailableError with its last line if it fails."""
    if _spawn(command, folder, account).wait():
        raise PostgresUnavailableError(f"{Path(command[0]).name} failed: {_last_line(folder)}")


def _last_line(folder: Path) -> str:
    lines = (folder / "log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no output"


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _serve(binaries: Path, folder: Path, account: Account | None) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server on a free port and wait until it listens; return it and its port."""
    for _attempt in range(3):  # somebody may take the port between our look and the server's
        port = free_port()
        command = [str(binaries / "postgres"), "-D", str(folder / "data")]
        for option in (
            *FAST,
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
        ):
            command += ["-c", option]
        server = _spawn(command, folder, account)
        latest = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < latest:
            # The pid file says "ready" in its last line; the port alone could be somebody else's.
            pid_file = folder / "data" / "postmaster.pid"
            if pid_file.is_file() and "ready" in pid_file.read_text(encoding="utf-8") and _accepts(port):
                return server, port
            time.sleep(0.05)
        _stop(server)
    raise PostgresUnavailableError(f"PostgreSQL did not start: {_last_line(folder)}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End a server at once: SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one."""
    for number, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5)):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    stop([server], signal.SIGKILL)


@contextmanager
def throw_away_cluster() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh, empty database ``docketline``; afterwards nothing of it is left.

    Its user may create databases. Raises PostgresUnavailableError where no cluster can be made.
    """
    binaries = find_binaries()
    account = _account()
    # A socket's path is limited to about 100 characters, and root's TMPDIR may be closed to others.
    base = "/tmp" if account or len(tempfile.gettempdir()) > 60 else None  # noqa: S108  mkdtemp makes it private
    folder = Path(tempfile.mkdtemp(prefix="docketline-pg-", dir=base))
    server: subprocess.Popen[bytes] | None = None
    password = secrets.token_hex(16)
    try:
        (folder / "password").write_text(password, encoding="utf-8")
        (folder / "pgpass").write_text(f"*:*:*:docketline:{password}\n", encoding="utf-8")
        (folder / "pgpass").chmod(0o600)
        (folder / "log").touch()
        if account:
            for path in (folder, *folder.iterdir()):
                os.chown(path, account.uid, account.gid)
        initdb = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "docketline", "--no-sync"]
        initdb += ["--auth=scram-sha-256", "--pwfile", str(folder / "password")]
        # Like PostgreSQL in production, and unlike "C", it knows upper and lower case beyond ASCII.
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8"]
        _finish(initdb, folder, account)
        server, port = _serve(binaries, folder, account)
        where = ("-h", "127.0.0.1", "-p", str(port), "-U", "docketline", "--no-password")
        _finish(
            [str(binaries / "createdb"), *where, "--maintenance-db=postgres", "docketline"], folder, account
        )
        yield f"postgres://docketline:{password}@127.0.0.1:{port}/docketline"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str], url: str, signals: Signals) -> int:
    """Run the command with DATABASE_URL; a signal to us ends it too, and we still clean up."""
    if signals.received is not None:
        return 128 + signals.received
    child = start(command, {**os.environ, "DATABASE_URL": url})
    try:
        return wait(child, signals)
    finally:
        stop([child])


def main() -> int:
    """Run the command of the command line; its exit code, or 1 with one line where there is no PostgreSQL."""
    command = sys.argv[1:]
    if not command:
        give_up("usage: python -m tools.postgres COMMAND ...")
    url = os.environ.get("DATABASE_URL", "").strip()
    if url and not url.startswith(("postgres://", "postgresql://")):
        give_up("DATABASE_URL names no PostgreSQL: correct it, or unset it for a throw-away cluster.")
    with Signals() as signals:
        if url:
            say("PostgreSQL: the server of DATABASE_URL")
            return _run(command, url, signals)
        try:
            with throw_away_cluster() as own:
                say(f"PostgreSQL: a throw-away cluster made with {find_binaries()}")
                return _run(command, own, signals)
        except PostgresUnavailableError as error:
            give_up(str(error))


if __name__ == "__main__":
    raise SystemExit(main())
