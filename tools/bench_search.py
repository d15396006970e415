"""``make bench-search``: quality and speed of search with 100,000 invented records, beside trigrams.

Both databases are asked the same queries, in throw-away databases, by ``manage.py evaluate_search``; then
pg_trgm, with the names (or passages) as they are, in the same PostgreSQL. Times are those of each query's
fastest of nine runs, so that a busy machine counts less.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from tools import search_data
from tools.console import give_up, say
from tools.postgres import PostgresUnavailableError, throw_away_cluster

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests/search/evaluation"
RUNS = 9
#: pg_trgm's own threshold for whole names is 0.3; for a phrase inside a passage 0.6.
_NAMES = (
    "SELECT id, max(similarity(t, %(q)s)) AS s FROM trigrams WHERE t %% %(q)s "
    "GROUP BY id ORDER BY s DESC LIMIT 10"
)
_TEXTS = (
    "SELECT id, max(word_similarity(%(q)s, t)) AS s FROM trigrams WHERE %(q)s <%% t "
    "GROUP BY id ORDER BY s DESC LIMIT 10"
)


def manage(url: str, *arguments: str) -> str:
    """Run a command of Django on a database; its output. Ends the run if it fails."""
    done = subprocess.run(  # noqa: S603  our own interpreter and program
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        give_up(done.stderr)
    return done.stdout


def measure(url: str, kind: str, examples: Path, more: Path, folder: Path, only: str = "") -> None:
    """Print what ``evaluate_search`` prints."""
    say(f"\n{kind}{f', only the {only} name stored' if only else ''}, {url.partition(':')[0]}")
    options = ["--only-language", only] if only else []
    told = manage(
        url,
        "evaluate_search",
        f"--{kind}",
        str(examples),
        *("--distractors", str(more), "--results", str(folder / "out.jsonl"), "--runs", str(RUNS)),
        *options,
    )
    say(told.rstrip())


def rows(kind: str, examples: Path, more: Path, only: str) -> Iterator[tuple[str, str]]:
    """Yield each id with each of its names, or its passage, in small letters as pg_trgm sees them."""
    for path in (examples, more):
        data = json.loads(path.read_text(encoding="utf-8"))
        if kind == "texts":
            yield from ((doc["doc_id"], doc["text"]) for doc in data["docs"])
            continue
        for one in data["entities"]:
            names = one["names"]
            for name in {names.get(only, next(iter(names.values())))} if only else set(names.values()):
                yield one["id"], name


def trigrams(kind: str, examples: Path, more: Path, only: str = "") -> None:
    """Print the figures of pg_trgm over the same rows, in the database of DATABASE_URL."""
    import django  # noqa: PLC0415  the settings are read once the database is there

    django.setup()
    from django.db import connection  # noqa: PLC0415  after set-up

    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("DROP TABLE IF EXISTS trigrams; CREATE TABLE trigrams (id text, t text)")
        held = [(one, text.lower()) for one, text in rows(kind, examples, more, only)]
        for start in range(0, len(held), 1000):
            batch = held[start : start + 1000]
            places = ", ".join(["(%s, %s)"] * len(batch))
            cursor.execute(f"INSERT INTO trigrams VALUES {places}", [part for row in batch for part in row])  # noqa: S608  our own words
        cursor.execute("CREATE INDEX ON trigrams USING gin (t gin_trgm_ops); ANALYZE trigrams")
        say(f"\n{kind}{f', only the {only} name stored' if only else ''}, pg_trgm")

        def ask(query: str) -> Sequence[tuple[str, float]]:
            cursor.execute(_NAMES if kind == "names" else _TEXTS, {"q": query.lower()})
            return [(str(one), float(score)) for one, score in cursor.fetchall()]

        report(json.loads(examples.read_text(encoding="utf-8"))["queries"], ask)


def report(queries: Sequence[Mapping[str, Any]], ask: Callable[[str], Sequence[tuple[str, float]]]) -> None:
    """Print the figures of a way to answer queries."""
    from foundation.search.evaluation import Answer, Figures, is_full_name  # noqa: PLC0415  after set-up

    figures = Figures()
    for query in queries:
        seconds, found = float("inf"), []
        for _run in range(RUNS):
            started = perf_counter()
            found = list(ask(query["query"]))
            seconds = min(seconds, perf_counter() - started)
        answer = Answer(query["id"], tuple((one, score, "") for one, score in found), seconds)
        wanted = query.get("should_find", query.get("relevant_doc_ids", []))
        full = "should_find" in query and is_full_name(query["query"], query.get("category", ""))
        figures.add(answer, wanted, query.get("should_not_find", ()), full)
    for line in figures.lines():
        say(line)


def main() -> int:
    """Make the data, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, default=OWN / "names.json")
    parser.add_argument("--texts", type=Path, default=OWN / "texts.json")
    parser.add_argument("--count", type=int, default=100_000)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        more = {kind: folder / f"{kind}.json" for kind in ("names", "texts")}
        taken = search_data.surnames_of(asked.names)
        people = list(search_data.entities(asked.count, 6, taken))
        more["names"].write_text(json.dumps({"entities": people, "queries": []}), encoding="utf-8")
        docs = list(search_data.passages(asked.count, 6))
        more["texts"].write_text(json.dumps({"docs": docs, "queries": []}), encoding="utf-8")
        try:
            with throw_away_cluster() as postgres:
                os.environ["DATABASE_URL"] = postgres
                for url in (f"sqlite:///{folder / 'bench.sqlite3'}", postgres):
                    manage(url, "migrate", "-v0")
                    for only in ("", "kk"):
                        measure(url, "names", asked.names, more["names"], folder, only)
                    measure(url, "texts", asked.texts, more["texts"], folder)
                for only in ("", "kk"):
                    trigrams("names", asked.names, more["names"], only)
                trigrams("texts", asked.texts, more["texts"])
        except PostgresUnavailableError as error:
            give_up(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
