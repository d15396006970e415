"""Fields drawn without templates are those that Django draws."""

from __future__ import annotations

from django import forms
from django.test import SimpleTestCase

from web.public.widgets import Select

_CHOICES = [("", "All <kinds>"), ("a", 'An "order"'), ("Group & more", [("b", "Motion"), ("c", "Reply")])]


def _field(widget: type[forms.Select]) -> str:
    class Form(forms.Form):
        kind = forms.ChoiceField(choices=_CHOICES, widget=widget(attrs={"class": "wide", "disabled": True}))

    return str(Form({"kind": "c"})["kind"])


def test_a_select_has_the_html_of_django() -> None:
    SimpleTestCase().assertHTMLEqual(_field(Select), _field(forms.Select))
    assert "<kinds>" not in _field(Select)
