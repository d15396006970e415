"""``manage.py rebuild_search``: write the search index anew from the records."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.search.engines import engine
from foundation.search.operations import forget_unknown_kinds, rebuild
from foundation.search.registry import Findable, kinds


class Command(BaseCommand):
    help = "Write the search index anew, batch by batch, while the site runs. Says where to go on if stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--after continues an interrupted run."""
        parser.add_argument("--after", default="", metavar="KIND:ID", help="go on after this record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild kind after kind, then count anew."""
        total = 0
        forget_unknown_kinds()
        for findable, after in self._to_do(options["after"]):
            for last, count in rebuild(findable, after):
                total += count
                self.stdout.write(f"{findable.kind}:{last}  {total:,} rows")
        engine().refresh()
        self.stdout.write(f"done: {total:,} rows")

    def _to_do(self, after: str) -> Iterator[tuple[Findable, int]]:
        """Yield each kind that is left, with the id after which it begins."""
        known = list(kinds())
        if not after:
            yield from ((findable, 0) for findable in known)
            return
        name, _colon, number = after.partition(":")
        places = [place for place, findable in enumerate(known) if findable.kind == name]
        if not places or not number.isdecimal():
            names = ", ".join(findable.kind for findable in known)
            raise CommandError(f"--after is KIND:ID, as the progress names it; kinds are {names}")
        yield known[places[0]], int(number)
        yield from ((findable, 0) for findable in known[places[0] + 1 :])
