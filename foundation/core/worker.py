"""The worker loop: steps that apps register, run one after the other until the process is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from django.db import close_old_connections

from foundation.core.heartbeat import EVERY, beat

logger = logging.getLogger(__name__)

#: Between two rounds in which nothing was done.
PAUSE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Step:
    """One duty of the worker. It takes the present moment and returns how much it did."""

    name: str
    run: Callable[[datetime], int]
    every: timedelta
    first: bool = False


_steps: dict[str, Step] = {}


def register_step(
    name: str, run: Callable[[datetime], int], *, every: timedelta = timedelta(0), first: bool = False
) -> None:
    """Add a duty; apps call this in ``ready()``.

    Args:
        name: for the log; a step of the same name is replaced.
        run: takes the present moment, returns how much was done; no longer than half a minute.
        every: the least time between two runs.
        first: run it before the steps that are not: what is owed is found before it is delivered.
    """
    _steps[name] = Step(name, run, every, first)


def run_round(at: datetime, *, last_run: dict[str, datetime] | None = None) -> int:
    """Run every step whose time has come, once; return how much was done.

    A step that fails is logged and does not keep the others from running. ``last_run`` remembers when each
    step ran; without it every step runs.
    """
    done = 0
    for step in sorted(_steps.values(), key=lambda step: not step.first):
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


def run_until(stop: Event, *, now: Callable[[], datetime], worker: str = "") -> None:
    """Run rounds until ``stop`` is set, pausing after a round in which nothing was done.

    ``worker`` is the name under which signs of life are left; without one none is.
    """
    last_run: dict[str, datetime] = {}
    last_beat: datetime | None = None
    while not stop.is_set():
        close_old_connections()
        at = now()
        if worker and (last_beat is None or at - last_beat >= EVERY):
            last_beat = at
            _beat(worker, at)
        if not run_round(at, last_run=last_run):
            stop.wait(PAUSE.total_seconds())


def _beat(worker: str, at: datetime) -> None:
    try:
        beat(worker, at=at)
    except Exception:  # the duties go on while the database cannot be written to
        logger.exception("the worker cannot leave a sign of life")
