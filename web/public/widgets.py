"""Form fields of pages that many readers ask for, with the HTML of Django, drawn without its templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from web.public.markup import joined, markup, strung


class _Input(Input):
    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        value = markup(' value="{}"', widget["value"]) if widget["value"] is not None else ""
        return markup(
            '<input type="{}" name="{}"{}{}>',
            *(widget["type"], widget["name"], value, _attributes(widget["attrs"])),
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

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        groups = strung("", (_group(name, options) for name, options, _index in widget["optgroups"]))
        return markup('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), groups)


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> SafeString:
    drawn = joined(
        "",
        '<option value="{}"{}>{}</option>',
        ((option["value"], _attributes(option["attrs"]), option["label"]) for option in options),
    )
    return markup('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    told = (
        markup(" {}", name) if value is True else markup(' {}="{}"', name, value)
        for name, value in attributes.items()
        if value is not False
    )
    return strung("", told)
