"""How a model says which of its fields are written in three languages."""

from __future__ import annotations

from typing import Any

from modeltranslation.translator import TranslationOptions


def translated(*names: str) -> type[TranslationOptions]:
    """Return the options for a model whose fields ``names`` become columns in kk, ru and en.

    No language is required by itself: a record may exist in one language only, and the page says so.
    """
    return type("Options", (TranslationOptions,), {"fields": names, "required_languages": ()})


def as_stored(rows: Any) -> Any:
    """Return a queryset whose ``values()`` and ``values_list()`` keep the columns that are named, in order.

    Those of a translated model bring the columns in an order of their own, which a union does not survive.
    """
    return rows.rewrite(False) if hasattr(rows, "rewrite") else rows
