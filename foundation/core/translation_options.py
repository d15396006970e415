"""How a model says which of its fields are written in three languages."""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions


def translated(*names: str) -> type[TranslationOptions]:
    """Return the options for a model whose fields ``names`` become columns in kk, ru and en.

    No language is required by itself: a record may exist in one language only, and the page says so.
    """
    return type("Options", (TranslationOptions,), {"fields": names, "required_languages": ()})
