"""``make run``: prepare the database, then run web, worker and job process until Ctrl-C.

Nothing here resets anything: the commands below keep every row that a person changed.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time

from tools.console import give_up, say
from tools.processes import Child, Signals, start, stop, wait

MANAGE = (sys.executable, "manage.py")
PREPARE = ("migrate", "load_rules", "load_flagship", "create_dev_users")
SECONDS_TO_ANSWER = 60


def chosen_port() -> int:
    """Return PORT (default 8000); a port that is not one or is taken ends the program with one line."""
    text = os.environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        give_up(f"PORT must be a number from 1 to 65535, not {text!r}.")
    port = int(text)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            give_up(f"Port {port} cannot be used ({error.strerror}). Choose another: make run PORT={other}")
    return port


def services(port: int) -> dict[str, tuple[str, ...]]:
    """Return the commands of the three processes by name."""
    return {
        "web": (*MANAGE, "runserver", f"127.0.0.1:{port}"),
        "worker": (*MANAGE, "worker"),
        # Its own reloader would leave an orphan behind when it is killed.
        "jobs": (*MANAGE, "db_worker", "--no-reload"),
    }


def _prepare(signals: Signals) -> int:
    """Run the commands that bring the database up to date; return the first exit code that is not 0."""
    for command in PREPARE:
        say(f"-- manage.py {command}")
        code = wait(start((*MANAGE, command)), signals)
        if code:
            if signals.received is None:
                say(f"manage.py {command} failed (exit code {code}); nothing was started.")
            return code
    return 0


def _answers(port: int) -> bool:
    """Return whether the web process answers a request, whatever the answer is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _dead(children: dict[str, Child]) -> str:
    """Return the name and exit code of a process that has ended, or an empty text."""
    for name, child in children.items():
        if (code := child.poll()) is not None:
            return f"{name} ended with exit code {code}"
    return ""


def _announce(port: int, children: dict[str, Child]) -> None:
    say()
    say("Docketline is running.")
    say(f"  site     http://127.0.0.1:{port}/")
    say(f"  admin    http://127.0.0.1:{port}/admin/   (logins: admin, editor, staff)")
    say("  process  " + ", ".join(f"{name} {child.pid}" for name, child in children.items()))
    say("Stop all of it with Ctrl-C.")
    say()


def watch(port: int, children: dict[str, Child], signals: Signals) -> int:
    """Announce the addresses once the web answers, then wait for a signal or the end of a child.

    Returns the exit code of ``make run``: 0 after a signal, 1 when a child has died or the web stays silent.
    The caller stops the children.
    """
    announced = False
    latest = time.monotonic() + SECONDS_TO_ANSWER
    while signals.received is None:
        if dead := _dead(children):
            say(f"{dead}; stopping the others.")
            return 1
        if not announced and _answers(port):
            _announce(port, children)
            announced = True
        if not announced and time.monotonic() > latest:
            say(f"The web process did not answer within {SECONDS_TO_ANSWER} seconds; stopping.")
            return 1
        time.sleep(0.2)
    say("Stopping.")
    return 0


def main() -> int:
    """Run everything; 0 after Ctrl-C or SIGTERM, something else when a part failed."""
    os.environ.setdefault("DEBUG", "1")
    os.environ["PYTHONUNBUFFERED"] = "1"
    os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
    port = chosen_port()
    os.environ["PORT"] = str(port)  # links in mails name it
    with Signals() as signals:
        if code := _prepare(signals):
            return 0 if signals.received is not None else code
        children: dict[str, Child] = {}
        try:
            for name, command in services(port).items():
                children[name] = start(command)
            return watch(port, children, signals)
        finally:
            stop(children.values())


if __name__ == "__main__":
    raise SystemExit(main())
