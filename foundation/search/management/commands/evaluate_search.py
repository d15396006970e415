"""``manage.py evaluate_search``: the quality and the speed of search on files of examples."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.core.languages import LANGUAGES
from foundation.search import evaluation
from foundation.search.engines import engine
from foundation.search.evaluation import Answer, BadExamplesError, Figures, Ids


class Command(BaseCommand):
    help = "Measure search on a file of names or texts, in a scratch index of this database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One file of examples, and where the answers go."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--names", type=Path, metavar="FILE", help="entities and queries")
        what.add_argument("--texts", type=Path, metavar="FILE", help="docs and queries")
        parser.add_argument(
            "--distractors", type=Path, metavar="FILE", help="more of the same, without queries"
        )
        parser.add_argument(
            "--results", type=Path, metavar="OUT.jsonl", required=True, help="one line a query"
        )
        parser.add_argument(
            "--runs", type=int, default=1, help="ask so often; the time of a query is its fastest"
        )
        parser.add_argument("--only-language", choices=LANGUAGES, help="store one name of each entity")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, ask, write, print."""
        try:
            with engine().scratch():
                self._run(options)
        except BadExamplesError as error:
            raise CommandError(str(error)) from error

    def _run(self, options: dict[str, Any]) -> None:
        kind = "names" if options["names"] else "texts"
        examples = evaluation.read_examples(
            options[kind], "entities" if kind == "names" else "docs", "queries"
        )
        ids = Ids()
        self._load(examples, kind, ids, options)
        figures = Figures()
        with options["results"].open("w", encoding="utf-8") as out:
            for query, answer in self._answers(examples, kind, ids, max(1, options["runs"])):
                out.write(answer.line() + "\n")
                wanted = query.get("should_find", query.get("relevant_doc_ids", []))
                full = kind == "names" and evaluation.is_full_name(query["query"], query.get("category", ""))
                figures.add(answer, wanted, query.get("should_not_find", ()), full)
        for line in figures.lines():
            self.stdout.write(line)

    def _load(self, examples: Any, kind: str, ids: Ids, options: dict[str, Any]) -> None:
        started = perf_counter()
        held = list(examples.get("entities" if kind == "names" else "docs", []))
        if options["distractors"]:
            more = evaluation.read_examples(options["distractors"])
            held += more.get("entities" if kind == "names" else "docs", [])
        if kind == "names":
            rows = evaluation.name_rows(held, ids, options["only_language"] or "")
        else:
            rows = evaluation.text_rows(held, ids)
        count = evaluation.write(rows)
        engine().build()
        table, index = engine().size()
        self.stdout.write(
            f"{count:,} rows in {perf_counter() - started:.1f} s; "
            f"rows {table / 1e6:.1f} MB, index {index / 1e6:.1f} MB"
        )

    def _answers(
        self, examples: Any, kind: str, ids: Ids, runs: int
    ) -> Iterator[tuple[dict[str, Any], Answer]]:
        queries = examples.get("queries", [])
        ask = evaluation.ask_names if kind == "names" else evaluation.ask_texts
        for query, *answers in zip(queries, *(list(ask(queries, ids)) for _run in range(runs)), strict=True):
            fastest = min(answer.seconds for answer in answers)
            yield query, replace(answers[0], seconds=fastest, cpu=min(answer.cpu for answer in answers))
