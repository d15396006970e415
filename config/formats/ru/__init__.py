"""Formats of the Russian interface."""

from __future__ import annotations
