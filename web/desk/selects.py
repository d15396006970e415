"""A field that searches for a record and already knows the one that is chosen: it asks for no query a row."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms import BaseModelForm


class KnownSelect(AutocompleteSelect):
    """The stock widget reads the chosen record for each row; this one takes it from the row, if it can."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """Return the options of the list: the chosen record, and nothing else."""
        if self.known is None or [str(chosen) for chosen in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, True, len(options), attrs=attrs))
        return [(None, options, 0)]


def knowing(field: Any, site: Any) -> Any:
    """Return a form's field with the widget that knows; any other field as it is."""
    widget = getattr(field, "widget", None)
    if type(widget) is AutocompleteSelect:
        known = KnownSelect(widget.field, site, attrs=widget.attrs, using=widget.db)
        known.choices = widget.choices
        field.widget = known
    return field


def tell_what_is_known(form: BaseModelForm[Any]) -> None:
    """Hand each field of a form the record that its row has read already."""
    loaded = form.instance._state.fields_cache
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelect) and isinstance(loaded.get(name), models.Model):
            widget.known = loaded[name]
