"""The drill for one database, named by DATABASE_URL: ``python -m tools.drill.one``. The last line is JSON."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

from tools.postgres import free_port


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.drill.one")
    parser.add_argument("--reminders", type=int, default=1000, help="messages that are due")
    parser.add_argument("--kills", type=int, default=50, help="workers killed with SIGKILL")
    parser.add_argument("--seed", type=int, default=1, help="of every choice that the drill makes")
    parser.add_argument("--mbox", type=Path, help="where the server keeps the mails")
    parser.add_argument("--migrated", action="store_true", help="the database has its tables already")
    return parser.parse_args()


def main() -> int:
    """Run the drill; 0 if nothing was lost, stale or doubled, but for what was in flight at a kill."""
    options, port = _options(), free_port()
    os.environ.setdefault("DEBUG", "1")
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    os.environ["CONTACT_EMAIL"] = "drill@docketline.example"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from tools.drill.run import Drill  # noqa: PLC0415  it needs the apps

    with tempfile.TemporaryDirectory(prefix="docketline-drill-") as folder:
        return 0 if Drill(options, port, Path(folder)).run() else 1


if __name__ == "__main__":
    sys.exit(main())
