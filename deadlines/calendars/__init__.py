"""Legal holidays as data, each with its authority and the years in which it was in force."""

from __future__ import annotations
