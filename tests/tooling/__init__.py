"""Tests of the make targets, the settings' refusals and the production files."""

from __future__ import annotations
