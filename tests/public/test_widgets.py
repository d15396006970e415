"""Fields drawn without templates are those that Django draws."""

from __future__ import annotations

from typing import Any

from django import forms
from django.test import SimpleTestCase

from web.public import widgets

_CHOICES = [("", "All <kinds>"), ("a", 'An "order"'), ("Group & more", [("b", "Motion"), ("c", "Reply")])]


def _form(library: Any) -> str:
    class Form(forms.Form):
        kind = forms.ChoiceField(
            choices=_CHOICES, widget=library.Select(attrs={"class": "wide", "disabled": True})
        )
        words = forms.CharField(max_length=9, widget=library.TextInput(attrs={"hidden": False}))
        number = forms.IntegerField(min_value=1, widget=library.NumberInput)
        day = forms.DateField(widget=library.DateInput(attrs={"type": "date"}))
        zoom = forms.CharField(widget=library.HiddenInput)

    return str(Form({"kind": "c", "words": 'a "b" & <c>', "day": "2017-12-21"}))


def test_fields_have_the_html_of_django() -> None:
    drawn = _form(widgets)
    SimpleTestCase().assertHTMLEqual(drawn, _form(forms))
    assert "<kinds>" not in drawn
    assert "<c>" not in drawn
