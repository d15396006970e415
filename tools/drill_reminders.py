"""``make drill-reminders``: workers are killed while they send, on SQLite and on PostgreSQL; nothing is lost.

For each database a process of its own: a fresh database, a thousand reminders that are due, a real mail
server on loopback that writes an mbox, and two real workers, of which one is killed with SIGKILL fifty times
while the other goes on and deadlines move. The last line of each is the account, as JSON.

Variables: MBOX=path keeps the mails (path.sqlite and path.postgresql), SEED=7 chooses other moments,
DATABASES=sqlite one database alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tools.console import give_up, say
from tools.postgres import PostgresUnavailableError, throw_away_cluster
from tools.processes import Signals, start, stop, wait

DATABASES = ("sqlite", "postgresql")


def _run(database: str, url: str, signals: Signals) -> int:
    if signals.received is not None:
        return 128 + signals.received
    command = [sys.executable, "-m", "tools.drill.one", "--seed", os.environ.get("SEED", "1")]
    if mbox := os.environ.get("MBOX", "").strip():
        command += ["--mbox", str(Path(f"{mbox}.{database}").absolute())]
    child = start(command, {**os.environ, "DATABASE_URL": url})
    try:
        return wait(child, signals)
    finally:
        stop([child])


def _drill(database: str, signals: Signals) -> int:
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="docketline-drill-") as folder:
            return _run(database, f"sqlite:///{folder}/docketline.sqlite3", signals)
    try:
        with throw_away_cluster() as url:
            return _run(database, url, signals)
    except PostgresUnavailableError as error:
        give_up(str(error))


def main() -> int:
    """Run the drill for each database; 1 if a reminder was lost, stale, or doubled beyond those in flight."""
    wanted = os.environ.get("DATABASES", "").split() or list(DATABASES)
    if unknown := set(wanted) - set(DATABASES):
        give_up(f"DATABASES names {', '.join(sorted(unknown))}; use sqlite, postgresql or both.")
    worst = 0
    with Signals() as signals:
        for database in wanted:
            worst = max(worst, _drill(database, signals))
    if worst:
        say("The drill failed.")
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
