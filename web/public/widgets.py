"""Form fields of pages that many readers ask for, with the HTML of Django, drawn without its templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from web.public.markup import markup, strung


class _Input(Input):
    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        text = self.format_value(value)
        return markup(
            '<input type="{}" name="{}"{}{}>',
            *(self.input_type, name, "" if text is None else markup(' value="{}"', text)),
            _attributes(self.build_attrs(self.attrs, dict(attrs or {}))),
        )


class TextInput(_Input, forms.TextInput):
    """A line of text."""


class NumberInput(_Input, forms.NumberInput):
    """A number."""


class DateInput(_Input, forms.DateInput):
    """A day."""


class HiddenInput(_Input, forms.HiddenInput):
    """What a form keeps without showing it."""


class Select(forms.Select):
    """A choice."""

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Return the field; Django would make a dictionary of each option first."""
        attributes = _attributes(self.build_attrs(self.attrs, dict(attrs or {})))
        chosen = next(iter(self.format_value(value)), "")
        drawn = strung("", [_group(part, label, chosen) for part, label in self.choices])
        return markup('<select name="{}"{}>{}</select>', name, attributes, drawn)


def _group(value: Any, label: Any, chosen: str) -> SafeString:
    """An option, or options under a label."""
    if isinstance(label, list | tuple):
        drawn = strung("", [_option(part, str(name), part == chosen) for part, name in label])
        return markup('<optgroup label="{}">{}</optgroup>', value, drawn)
    text = "" if value is None else str(value)
    return _option(text, str(label), text == chosen)


@lru_cache(maxsize=4096)
def _option(value: str, label: str, selected: bool) -> SafeString:
    return markup('<option value="{}"{}>{}</option>', value, _SELECTED if selected else "", label)


_SELECTED = SafeString(" selected")


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    told = (
        markup(" {}", name) if value is True else markup(' {}="{}"', name, value)
        for name, value in attributes.items()
        if value is not False
    )
    return strung("", told)
