"""``make canary``: plant, visit, and print four numbers as JSON; ends with 1 if anything was seen."""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from tools.console import say


def main() -> int:
    """Do it in a database of its own, which is thrown away."""
    django.setup()
    setup_test_environment(debug=False)
    from foundation.search.engines import engine  # noqa: PLC0415  it needs the apps
    from tests.canary.looking import look  # noqa: PLC0415  as above

    from_models = connection.vendor == "sqlite"  # in a fifteenth of the time of the migrations
    if from_models:
        settings.MIGRATION_MODULES = dict.fromkeys(apps.app_configs)
    made = setup_databases(verbosity=0, interactive=False)
    if from_models:
        engine().prepare()  # as the migration of search does

    try:
        report = look()
    finally:
        teardown_databases(made, verbosity=0)
    for found in report.seen:
        sys.stderr.write(f"{found.address}: {found.planted.model} ({found.planted.state})\n")
    say(json.dumps(report.counts()))
    return int(bool(report.seen))


if __name__ == "__main__":
    raise SystemExit(main())
