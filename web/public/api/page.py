"""The page for people about the API, made from its own description. No script, no other host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from foundation.core.languages import preferred_language


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address, or a field of a body: its type or its closed set, and what it is."""

    name: str
    kind: str
    words: tuple[str, ...]
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API does."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Say what the API does, address by address."""
    return render(request, "public/api.html", {"operations": operations()})


@require_safe
def to_the_page(request: HttpRequest) -> HttpResponse:
    """``/api/v1/`` leads to the page for people, in the browser's language."""
    with override(preferred_language(request.headers.get("Accept-Language", ""))):
        response = redirect("public:api")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@cache
def operations() -> tuple[Operation, ...]:
    """Return what the description of the API holds, in its order."""
    with override("en"):
        # The generator ships no types.
        described: Mapping[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return tuple(_operations(described))


def _operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    shapes = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            yield Operation(
                method.upper(),
                path,
                one.get("summary", ""),
                one.get("description", ""),
                (*_of_address(one, shapes), *_of_body(one, shapes)),
            )


def _of_address(one: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[Parameter]:
    for item in one.get("parameters", ()):
        kind, words = _kind(item["schema"], shapes)
        yield Parameter(item["name"], kind, words, item.get("required", False), _said(item))


def _of_body(one: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[Parameter]:
    content = one.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return
    shape = _shape(content["schema"], shapes)
    for name, item in shape["properties"].items():
        kind, words = _kind(item, shapes)
        yield Parameter(name, kind, words, name in shape.get("required", ()), _said(item))


def _said(item: Mapping[str, Any]) -> str:
    """The description without the list of words that the generator adds to a closed set."""
    return str(item.get("description", "")).partition("* `")[0].strip()


def _kind(item: Mapping[str, Any], shapes: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The type in words, and the words of a closed set."""
    shape = _shape(item, shapes)
    if "enum" in shape:
        return "one of", tuple(map(str, shape["enum"]))
    if shape.get("type") == "array":
        inner, words = _kind(shape["items"], shapes)
        return f"list of {inner}", words
    if "properties" in shape:
        return f"object ({', '.join(shape['properties'])})", ()
    return str(shape.get("format") or shape.get("type", "")), ()


def _shape(item: Mapping[str, Any], shapes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself, where an item only refers to one."""
    referred = item.get("$ref") or next((part.get("$ref") for part in item.get("allOf", ())), None)
    found: Mapping[str, Any] = shapes[str(referred).rpartition("/")[2]] if referred else item
    return found
