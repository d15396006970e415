"""How close one looks at the picture of a case: all of it, a year, or a month. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEARS = range(1000, 3000)


@dataclass(frozen=True, slots=True)
class Zoom:
    """What the picture shows: everything, a year, or a month."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Zoom:
        """Read ``""``, ``"2017"`` or ``"2017-12"``. Raises ValueError for anything else."""
        if not text:
            return cls()
        match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", text, re.ASCII)
        year, month = (int(match[1]), int(match[2] or 0)) if match else (0, 0)
        if year not in _YEARS:
            raise ValueError(text[:20])
        return cls(year, month or None)

    def __str__(self) -> str:
        if self.year is None:
            return ""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def wider(self) -> Zoom | None:
        """One step out; None from everything."""
        if self.year is None:
            return None
        return Zoom(self.year) if self.month else Zoom()

    def beside(self, steps: int) -> Zoom | None:
        """The year or month before (-1) or after (1); None at the edge of time, and for everything."""
        if self.year is None:
            return None
        if self.month is None:
            year, month = self.year + steps, None
        else:
            months = self.year * 12 + self.month - 1 + steps
            year, month = months // 12, months % 12 + 1
        return Zoom(year, month) if year in _YEARS else None
