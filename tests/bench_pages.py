"""What pages cost in CPU time beside the least page that Django can make: `python -m tests.bench_pages`.

Works on a database of its own with long cases. Each page and the "hello" view are asked in turn, through all
middleware and in this process, so that the ratios hold on a busy machine too; the bounds are the issue's.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import django

#: How many answers of each page are measured.
ROUNDS = 5
#: The bound for a page of a hundred entries, in answers of the "hello" view.
MOST = 25


@contextmanager
def database() -> Iterator[None]:
    """Set Django up with a fresh database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    django.setup()
    from django.apps import apps  # noqa: PLC0415  after the setup
    from django.conf import settings  # noqa: PLC0415
    from django.test.runner import DiscoverRunner  # noqa: PLC0415

    # The tables come from the models, in a fraction of the time that the migrations take.
    settings.MIGRATION_MODULES = dict.fromkeys((app.label for app in apps.get_app_configs()), None)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    yield
    runner.teardown_databases(databases)


def answer(application: Callable[..., Any], path: str, etag: str = "") -> tuple[float, int, str]:
    """Return the CPU seconds, the status and the ETag of one answer, whose body is read."""
    path, _mark, query = path.partition("?")
    told: list[tuple[str, dict[str, str]]] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "https",
        "HTTP_X_FORWARDED_PROTO": "https",
        **({"HTTP_IF_NONE_MATCH": etag} if etag else {}),
    }
    before = time.process_time()
    response = application(environ, lambda status, headers, *_rest: told.append((status, dict(headers))))
    for _piece in response:
        pass
    took = time.process_time() - before
    response.close()
    status, headers = told[0]
    return took, int(status[:3]), headers.get("ETag", "")


def main() -> None:
    """Measure and print a table."""
    with database():
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  after the setup
        from django.http import HttpResponse  # noqa: PLC0415
        from django.urls import path  # noqa: PLC0415

        from config import urls  # noqa: PLC0415
        from tests.public.long_cases import long_docket  # noqa: PLC0415

        urls.urlpatterns.insert(0, path("hello", lambda request: HttpResponse("hello")))
        cases = {count: long_docket(count).case for count in (100, 1000, 5000)}
        address = {count: f"/en/cases/{case.pk}-{case.slug}/" for count, case in cases.items()}
        pages = {
            "hello": "/hello",
            "100 entries": address[100],
            "100 entries, 304": address[100],
            "1,000 entries, a page of 200": address[1000],
            "5,000 entries, a page of 200": address[5000],
            "1,000 entries, all": f"{address[1000]}?all=1",
            "list with facets": "/en/cases/",
            "front page": "/en/",
        }
        application = get_wsgi_application()
        etags: dict[str, str] = {}
        taken: dict[str, list[float]] = {name: [] for name in pages}
        for turn in range(ROUNDS + 1):
            for name, url in pages.items():
                etag = etags.get(url, "") if name.endswith("304") else ""
                seconds, status, etags[url] = answer(application, url, etag)
                if status != (304 if etag else 200):
                    raise SystemExit(f"{url} answered {status}")
                if turn:  # the first round fills caches
                    taken[name].append(seconds)
    hello = statistics.median(taken["hello"])
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"{name:32} {1000 * middle:8.2f} ms {middle / hello:7.1f} x hello")  # noqa: T201  a report
    print(f"goal for 100 entries, made anew: {MOST} x hello")  # noqa: T201  a report


if __name__ == "__main__":
    main()
