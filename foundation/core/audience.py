"""Who looks at a record."""

from __future__ import annotations

from enum import Enum


class Audience(Enum):
    """Every read that ends on a page says for whom it reads."""

    #: Anybody: pages, feeds, calendars, exports, counts.
    PUBLIC = "public"
    #: Signed-in editors and staff on the desk.
    DESK = "desk"


PUBLIC = Audience.PUBLIC
DESK = Audience.DESK
