"""Every route of the site as the URLconf has it, and addresses for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern

from deadlines.rules import RULES
from web.public.sitemaps import SITEMAPS

#: An argument of a route: ``<int:pk>``, ``<pk>``.
_ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
#: The same in a regular expression: ``(?P<pk>...)`` and, as django-simple-history writes it, ``([^/]+)``.
_NAMED, _UNNAMED = re.compile(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\))?[^()]*\)"), re.compile(r"\(\[\^/\]\+\)")

#: Whose keys a route takes. One that is not here is asked for every key that anything has.
_ASKS_FOR: Mapping[str, str] = {
    "entry": "DocketEntry",
    "document": "Document",
    "public:case": "Case",
    "case": "Case",
    "public:person": "Person",
    "public:proof": "Deadline",
    "api:deadline": "Deadline",
}
_KEYS = {"pk", "object_id", "id", "content_type_id", "version", "argument"}


class UnfillableError(Exception):
    """A route has an argument that the canary cannot fill; tell it how, in `_words_for`."""


@dataclass(frozen=True, slots=True)
class Route:
    """A route without its arguments filled in: ``<lang:language>/people/<int:pk>-<slug:slug>/``."""

    pattern: str
    name: str

    @property
    def is_admin(self) -> bool:
        """Whether it belongs to the desk's admin, which shows strangers nothing but the way to the login."""
        return self.pattern.startswith("admin/")


def routes_of(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[Route]:
    """Yield every route below a resolver."""
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            prefix = isinstance(item.pattern, LocalePrefixPattern)
            part = "<lang:language>/" if prefix else _plain(str(item.pattern))
            inside = f"{space}{item.namespace}:" if item.namespace else space
            yield from routes_of(item, before + part, inside)
        elif isinstance(item, URLPattern):
            yield Route(before + _plain(str(item.pattern)), f"{space}{item.name or ''}")


def _plain(pattern: str) -> str:
    """Write a regular expression as a route. Raises UnfillableError if that cannot be done."""
    text = _UNNAMED.sub("<argument>", _NAMED.sub(r"<\1>", pattern)).removeprefix("^").removesuffix("$")
    text = text.removesuffix("\\Z")
    if set(text) & set("()[]*+?\\|^$"):
        raise UnfillableError(pattern)
    return text


def addresses_of(route: Route, keys: Callable[[str], Sequence[int]]) -> Iterator[str]:
    """Yield the addresses of a route. `keys` returns the keys of a model, or of all for an empty name.

    Raises :class:`UnfillableError`.
    """
    arguments = list(_ARGUMENT.finditer(route.pattern))
    choices = [_words_for(route, found["kind"] or "str", found["name"], keys) for found in arguments]
    for words in product(*choices):
        left = iter(words)
        yield "/" + _ARGUMENT.sub(lambda _found, left=left: next(left), route.pattern)


def _words_for(route: Route, kind: str, name: str, keys: Callable[[str], Sequence[int]]) -> list[str]:
    if kind == "lang":
        return [code for code, _label in settings.LANGUAGES]
    if name in _KEYS:
        asked = "Case" if route.name.startswith("public:case_") else _ASKS_FOR.get(route.name, "")
        every = keys(asked)
        # The admin asks who somebody is before it looks for a record; one key shows that.
        return [str(key) for key in (every[:1] if route.is_admin else every)]
    known: dict[str, list[str]] = {
        "slug": ["x"],  # a page sends on to the right one, if it may be seen
        "key": [min(rule.key for rule in RULES), "no-such-rule"],
        "token": ["made-up"],
        "rest": ["nowhere"],
        "url": ["nowhere"],
        "section": ["nowhere", *SITEMAPS],
        "app_label": ["cases", *([] if route.is_admin else sorted(apps.app_configs))],
    }
    if name not in known:
        raise UnfillableError(f"{route.pattern}: <{kind}:{name}>")
    return known[name]
