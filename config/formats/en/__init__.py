"""Formats of the English interface."""

from __future__ import annotations
