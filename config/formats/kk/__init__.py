"""Formats of the Kazakh interface."""

from __future__ import annotations
