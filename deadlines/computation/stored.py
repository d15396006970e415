"""Steps as plain data for a JSON column, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from deadlines.computation.types import Step, StepKind


def to_json(steps: Iterable[Step]) -> list[dict[str, str | int | bool]]:
    """The steps as plain data for a JSON column; what a step does not have is left out."""
    rows: list[dict[str, str | int | bool]] = []
    for step in steps:
        row: dict[str, str | int | bool] = {
            "kind": step.kind.value,
            "day": step.day.isoformat(),
            "authority": step.authority,
        }
        if step.holiday is not None:
            row["holiday"] = step.holiday
        if step.n is not None:
            row["n"] = step.n
        if step.observed:
            row["observed"] = True
        if step.at is not None:
            row["at"] = step.at
        rows.append(row)
    return rows


def steps_from_json(data: object) -> tuple[Step, ...]:
    """The steps that `to_json` wrote. ValueError if `data` is anything else."""
    if not isinstance(data, list):
        raise ValueError("steps are a list")
    return tuple(_step_from_json(row) for row in data)


def _step_from_json(row: object) -> Step:
    if not isinstance(row, dict):
        raise ValueError(f"a step is an object, not {row!r}")
    match row:
        case {"kind": str(kind), "day": str(day), "authority": str(authority)}:
            pass
        case _:
            raise ValueError(f"a step has a kind, a day and an authority: {row!r}")
    holiday, n, at = row.get("holiday"), row.get("n"), row.get("at")
    if not isinstance(holiday, str | None) or isinstance(n, bool) or not isinstance(n, int | None):
        raise ValueError(f"a step's holiday is a key and its n a number: {row!r}")
    if not isinstance(at, str | None):
        raise ValueError(f"a step's clock time is a text: {row!r}")
    observed = row.get("observed") is True
    return Step(StepKind(kind), date.fromisoformat(day), authority, holiday, n, observed=observed, at=at)
