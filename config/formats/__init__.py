"""Formats of dates and numbers for forms and the admin (`FORMAT_MODULE_PATH = "config.formats"`).

Django has no Kazakh formats, and its English ones put the month first. Pages word their dates with
`foundation.core.dates`, which also knows months in lower case and imprecise dates.
"""

from __future__ import annotations
