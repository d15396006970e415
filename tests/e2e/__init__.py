"""Tests in a real Chromium. `make e2e` runs them; the suite leaves them out."""

from __future__ import annotations
