"""How a row of a calendar is known, and why courts may read its day differently.

The values go into `Holiday.source` and `Holiday.unsettled`; a page and a machine client show them as they
are.
"""

from __future__ import annotations

# Values of `Holiday.source`.
READ = "statute read"
READ_LATER_VERSION = "statute read in a later version"
AS_REPORTED = "as reported, statute not read"
HOLIDAYS_PACKAGE = "holidays, statute not read"
COMMITTEE_NOTE = "committee note read"
COURT_NOTICE = "court notice"
ORDER_READ = "executive order read"
ORDER_TITLE_READ = "title of the executive order read"
MEMORY = "memory"

SOURCES = frozenset(
    {
        READ,
        READ_LATER_VERSION,
        AS_REPORTED,
        HOLIDAYS_PACKAGE,
        COMMITTEE_NOTE,
        COURT_NOTICE,
        ORDER_READ,
        ORDER_TITLE_READ,
        MEMORY,
    }
)

# Keys of `Holiday.unsettled`, with the reason in words.
SATURDAY_FRIDAY = "saturday_friday"
BEFORE_1971 = "observed_before_1971"
INAUGURATION_DAY = "inauguration_day"
EXECUTIVE_CLOSURE = "executive_closure"
NOT_A_JUDICIAL_HOLIDAY = "not_a_judicial_holiday"
STATUTE_NOT_READ = "statute_not_read"
OPTIONAL_STATE_HOLIDAY = "optional_state_holiday"

UNSETTLED: dict[str, str] = {
    SATURDAY_FRIDAY: "The Friday before a Saturday holiday: 5 U.S.C. 6103(b)(1) is on pay and leave.",
    BEFORE_1971: "The day on which a weekend holiday was observed before 1971: no text was read.",
    INAUGURATION_DAY: "5 U.S.C. 6103(c) gives Inauguration Day to employees in the area of D.C. only.",
    EXECUTIVE_CLOSURE: "An order of the President closed executive agencies; courts differ on what follows.",
    NOT_A_JUDICIAL_HOLIDAY: "A holiday of the state by its statute on holidays, but not one of its courts.",
    STATUTE_NOT_READ: "The statute behind this holiday was not read.",
    OPTIONAL_STATE_HOLIDAY: "The state appears to keep this day as an optional or local one; not read.",
}
