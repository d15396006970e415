"""What pages cost in CPU time beside the least page that Django can make: `python -m tests.bench_pages`.

Starts the server of the product, one process of it, on a database of its own with long cases. Each page and
the "hello" view are asked in turn over one connection, through all middleware, so that the ratios hold on a
busy machine too; the CPU time is that of the server's threads. Pages are made anew for each answer.
"""

from __future__ import annotations

import http.client
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from tests.tooling.surroundings import free_port, until
from tools.processes import start, stop

#: How often the pages are asked in turn, and how many answers of each are measured together.
ROUNDS, SMALL, LARGE = 8, 50, 5
#: The bound of the project for a page of a hundred entries, in answers of the "hello" view.
MOST = 25


def fill(database: Path) -> dict[str, str]:
    """Make a database with long cases; return the pages to ask for."""
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    django.setup()
    from django.apps import apps  # noqa: PLC0415  after the setup
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    # The tables come from the models, in a fraction of the time that the migrations take.
    settings.MIGRATION_MODULES = dict.fromkeys((app.label for app in apps.get_app_configs()), None)
    call_command("migrate", run_syncdb=True, verbosity=0)
    from tests.public.long_cases import long_docket  # noqa: PLC0415

    cases = {count: long_docket(count).case for count in (100, 1000, 5000)}
    address = {count: f"/en/cases/{case.pk}-{case.slug}/" for count, case in cases.items()}
    return {
        "hello": "/hello",
        "100 entries": address[100],
        "100 entries, unchanged (304)": address[100],
        "1,000 entries, a page of 200": address[1000],
        "5,000 entries, a page of 200": address[5000],
        "1,000 entries, all": f"{address[1000]}?all=1",
        "list with facets": "/en/cases/",
        "front page": "/en/",
    }


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Run the server that the container runs, with one process; yield its port and the process's id."""
    port = free_port()
    options = ["--workers", "1", "--worker-class", "gthread", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    child = start(
        [
            str(Path(sys.executable).parent / "gunicorn"),
            "tests.bench_server",
            "--log-level",
            "error",
            *options,
        ]
    )
    try:
        children = Path(f"/proc/{child.pid}/task/{child.pid}/children")
        until(lambda: answers(port), "the server answers", seconds=60)
        yield port, int(children.read_text().split()[0])
    finally:
        stop([child])


def answers(port: int) -> bool:
    """Whether the server answers."""
    try:
        return ask(http.client.HTTPConnection("127.0.0.1", port), "/hello")[0] == 200
    except OSError:
        return False


def ask(connection: http.client.HTTPConnection, path: str, etag: str = "") -> tuple[int, str]:
    """Return the status and the ETag of an answer, whose body is read."""
    headers = {"X-Forwarded-Proto": "https", "Host": "localhost"} | ({"If-None-Match": etag} if etag else {})
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    return response.status, response.headers.get("ETag", "")


def used(pid: int) -> float:
    """Return the seconds of CPU that the threads of a process have used; none of them ends meanwhile."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        pages = fill(Path(folder) / "bench.sqlite3")
        with server() as (port, pid):
            report(measured(pages, http.client.HTTPConnection("127.0.0.1", port), pid))


def measured(pages: dict[str, str], connection: http.client.HTTPConnection, pid: int) -> dict[str, float]:
    """Return the seconds of CPU that one answer of each page takes."""
    etags = {path: ask(connection, path)[1] for path in pages.values()}  # and what is made once is made
    taken: dict[str, list[float]] = {name: [] for name in pages}
    counts = {name: SMALL if name == "hello" or "304" in name else LARGE for name in pages}
    for _round in range(ROUNDS):
        for name, path in pages.items():
            before = used(pid)
            for _answer in range(counts[name]):
                status, _etag = ask(connection, path, etags[path] if "304" in name else "")
                if status != (304 if "304" in name else 200):
                    raise SystemExit(f"{path} answered {status}")
            taken[name].append((used(pid) - before) / counts[name])
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def report(taken: dict[str, float]) -> None:
    """Print a table."""
    for name, seconds in taken.items():
        print(f"{name:32} {1000 * seconds:8.2f} ms {seconds / taken['hello']:7.1f} x hello")  # noqa: T201  a report
    print(f"goal for 100 entries, made anew: {MOST} x hello")  # noqa: T201  a report


if __name__ == "__main__":
    main()
