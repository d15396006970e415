"""A canary for leaks: marked words in every state that hides, looked for on every route."""

from __future__ import annotations
