"""The worker loop: steps that apps register, run one after the other until the process is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from django.db import close_old_connections

logger = logging.getLogger(__name__)

#: Between two rounds in which nothing was done.
PAUSE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Step:
    """One duty of the worker. It takes the present moment and returns how much it did."""

    name: str
    run: Callable[[datetime], int]
    every: timedelta


_steps: dict[str, Step] = {}


def register_step(name: str, run: Callable[[datetime], int], *, every: timedelta = timedelta(0)) -> None:
    """Add a duty; apps call this in ``ready()``. ``every`` is the least time between two runs."""
    _steps[name] = Step(name, run, every)


def run_round(at: datetime, *, last_run: dict[str, datetime] | None = None) -> int:
    """Run every step whose time has come, once; return how much was done.

    A step that fails is logged and does not keep the others from running. ``last_run`` remembers when each
    step ran; without it every step runs.
    """
    done = 0
    for step in _steps.values():
        if last_run is not None:
            previous = last_run.get(step.name)
            if previous is not None and at - previous < step.every:
                continue
            last_run[step.name] = at
        try:
            done += step.run(at)
        except Exception:
            logger.exception("worker step %r failed", step.name)
    return done


def run_until(stop: Event, *, now: Callable[[], datetime]) -> None:
    """Run rounds until ``stop`` is set, pausing after a round in which nothing was done."""
    last_run: dict[str, datetime] = {}
    while not stop.is_set():
        close_old_connections()
        if not run_round(now(), last_run=last_run):
            stop.wait(PAUSE.total_seconds())
