"""Filling in the desk's real forms: take the page, change what an editor would change, send it back."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client


class _Form(HTMLParser):
    """Collects what a browser would send of the page's main form."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self._inside = False
        self._select: dict[str, Any] | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("id", "").endswith("_form")
        name = given.get("name", "")
        if not self._inside:
            return
        if tag == "option" and self._select is not None:
            if self._select["first"] is None:
                self._select["first"] = given.get("value", "")
            if "selected" in given:
                self._select["chosen"].append(given.get("value", ""))
        elif name:
            self._start_field(tag, name, given)

    def _start_field(self, tag: str, name: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._select = {"name": name, "chosen": [], "first": None, "multiple": "multiple" in given}
        elif tag == "textarea":
            self._textarea, self.data[name] = name, ""
        elif tag == "input" and given.get("type") not in {"submit", "file", "button"}:
            chosen = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if chosen:
                self.data[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self.data[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._textarea is not None:
            # a browser drops the first line break of a text area
            self.data[self._textarea] = self.data[self._textarea].removeprefix("\r\n").removeprefix("\n")
            self._textarea = None
        elif tag == "select" and self._select is not None:
            chosen, name = self._select["chosen"], self._select["name"]
            if self._select["multiple"]:
                self.data[name] = chosen
            else:
                self.data[name] = chosen[-1] if chosen else self._select["first"] or ""
            self._select = None


def shown(response: Any) -> dict[str, Any]:
    """Return what a form page would send back if an editor just pressed "save"."""
    page = _Form()
    page.feed(response.content.decode())
    return page.data


_BLANK: dict[str, dict[str, Any]] = {}


def blank(client: Client, address: str, **values: Any) -> dict[str, Any]:
    """Return the form for a new record with some fields filled in; each form is fetched once a run."""
    if address not in _BLANK:
        _BLANK[address] = shown(client.get(address))
    return _BLANK[address] | values


def row(data: dict[str, Any], prefix: str, **values: Any) -> None:
    """Add a row to an inline, as "add another" does, or fill the first empty one that is shown."""
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    number = next((n for n in range(total) if _is_new_and_free(data, f"{prefix}-{n}")), total)
    data[f"{prefix}-TOTAL_FORMS"] = str(max(total, number + 1))
    pattern = f"{prefix}-__prefix__-"
    empty = {name.removeprefix(pattern): data[name] for name in data if name.startswith(pattern)}
    data[f"{prefix}-{number}-taken"] = "1"
    unknown = values.keys() - empty.keys() - {"file"}
    assert not unknown, f"the form has no {unknown}"
    data |= {f"{prefix}-{number}-{name}": value for name, value in (empty | values).items()}


def _is_new_and_free(data: dict[str, Any], start: str) -> bool:
    return data.get(f"{start}-id") == "" and f"{start}-taken" not in data


def errors(response: Any) -> dict[str, list[str]]:
    """Return the messages of a form page that was not saved, by the name of the field as it is posted."""
    assert response.status_code == 200, "the form was saved, or the page failed"
    found: dict[str, list[str]] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        if together := [str(word) for word in inline.formset.non_form_errors()]:
            found[inline.formset.prefix] = together
        forms += inline.formset.forms
    for form in forms:
        found |= {form.add_prefix(name): [str(word) for word in words] for name, words in form.errors.items()}
    return found


#: What somebody typed wrong, the field beside which it is said, and words of the message.
Fault = tuple[dict[str, Any], str, str]


def typed(faults: Sequence[Fault]) -> dict[str, Any]:
    """Return what is typed where several faults stand on one form; no field has two."""
    changes = {name: value for values, _field, _words in faults for name, value in values.items()}
    assert len(changes) == sum(len(values) for values, _field, _words in faults)
    return changes


def assert_said_beside(response: Any, faults: Sequence[Fault]) -> None:
    """Each fault is said beside its own field, and nothing is said beside any other."""
    found = errors(response)
    for _values, field, words in faults:
        assert words in " ".join(found.get(field, [])), (field, found)
    assert set(found) == {field for _values, field, _words in faults}


def rows_of_all_tables() -> dict[str, int]:
    """Count every row of the domain, its history included; equal before and after means nothing was saved."""
    apart = {"sessions", "contenttypes"}
    metas = [model._meta for model in apps.get_models() if model._meta.app_label not in apart]
    counts = ", ".join(f"(SELECT COUNT(*) FROM {meta.db_table})" for meta in metas)  # noqa: S608  our tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip((meta.label for meta in metas), cursor.fetchone(), strict=True))
