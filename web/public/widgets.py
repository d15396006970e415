"""Form fields of pages that many readers ask for, drawn without a template for each option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from web.public.markup import joined, markup


class Select(forms.Select):
    """Django's own select, with the same HTML."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        groups = joined("", "{}", ((_group(name, options),) for name, options, _index in widget["optgroups"]))
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
    return joined("", "{}", ((one,) for one in told))
