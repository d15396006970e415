"""The legal holidays of New York that are not federal ones: Gen. Constr. Law 24.

The statute has the federal list and beside it 12 February, Flag Day (a Sunday) and the day of the general
election in every year; a holiday on a Sunday gives "the next day thereafter". It has no Friday for a Saturday
holiday, not the day after Thanksgiving, not Good Friday. 19 June came with L. 2020 ch. 249, after which it is
a federal holiday too. For years before that version the text is assumed to have been the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deadlines.calendars.days import ONE_DAY, SUNDAY, election_day
from deadlines.calendars.sources import READ, READ_LATER_VERSION
from deadlines.computation.types import Holiday

COVERED_FROM, COVERED_THROUGH = date(2001, 1, 1), date(2040, 12, 31)
_STATUTE = "N.Y. Gen. Constr. Law 24"
_VERSION_READ = 2020


def holidays() -> Iterator[Holiday]:
    """The days beyond the federal ones; they extend periods measured after an event only."""
    for year in range(COVERED_FROM.year, COVERED_THROUGH.year + 1):
        source = READ if year >= _VERSION_READ else READ_LATER_VERSION
        lincoln = date(year, 2, 12)
        yield Holiday(lincoln, "lincolns_birthday", _STATUTE, counts_backward=False, source=source)
        if lincoln.weekday() == SUNDAY:
            yield Holiday(
                lincoln + ONE_DAY,
                "lincolns_birthday",
                _STATUTE,
                counts_backward=False,
                observed=True,
                source=source,
            )
        yield Holiday(election_day(year), "election_day", _STATUTE, counts_backward=False, source=source)
