"""Plants, visits every route as a stranger, and says what was seen that must not be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.views.defaults import server_error

from tests.canary.planting import PLANTS, STATES, STEM, Planted, plant_everything
from tests.canary.routes import Route, addresses_of, routes_of
from tests.ours import our_models
from tests.search.indexing import index_everything

_MARK = re.compile(rf"{STEM}\d+z")
#: Asked of every page too. The words are written nowhere whole, so a page may repeat what was asked.
_QUESTIONS = {"q": STEM, "search": STEM, "person": STEM, "court": STEM, "country": "US"}
#: What may exist some day, and what never does.
_NOWHERE = ("/robots.txt", "/sitemap.xml", "/nowhere/", "/kk/nowhere/", "/ru/nowhere/", "/en/nowhere/")


class BrokenError(Exception):
    """A page failed, so that nothing can be said of what it would have shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A hidden record's word, and where it stood."""

    planted: Planted
    address: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was planted, visited and seen."""

    states: int
    routes: int
    planted: int
    visits: int
    seen: list[Seen]

    def counts(self) -> dict[str, int]:
        """Return the four numbers that ``make canary`` prints."""
        return {
            "states": self.states,
            "routes": self.routes,
            "planted": self.planted,
            "seen": len({found.planted for found in self.seen}),
        }


def look(models: Collection[str] = tuple(PLANTS), *, below: str = "", in_turn: bool = False) -> Report:
    """Do all of it in the present database, which should be empty. Raises ``UnfillableError``.

    `models` and `below`, the beginning of a route, make less of it. With `in_turn` each record is asked for
    in one language, the next one in the next: the planted words are the same in all three.
    """
    planted = {each.mark: each for each in plant_everything(models)}
    index_everything()  # factories announce nothing, so search would know of none of it
    routes = [route for route in routes_of(get_resolver()) if route.pattern.startswith(below)]
    seen: list[Seen] = []
    visits = 0
    for address, text in _answers(routes, in_turn):
        visits += 1
        found = set(_MARK.findall(text)) & set(planted)
        seen += [Seen(planted[mark], address) for mark in sorted(found)]
    return Report(len(STATES), len(routes), len(planted), visits, seen)


def _answers(routes: Sequence[Route], in_turn: bool) -> Iterator[tuple[str, str]]:
    """Yield the address and everything that comes back, of every address of every route."""
    stranger = Client(raise_request_exception=False)
    careless = Client(enforce_csrf_checks=True, raise_request_exception=False)
    visited: set[str] = set()
    for route in routes:
        addresses = list(addresses_of(route, _keys))
        for number, address in enumerate(_in_turn(route, addresses) if in_turn else addresses):
            answers = list(_visit(stranger, address, visited))
            yield from answers
            if number >= 2 and _led_to_the_login(answers):
                break  # whoever it is has to say so before any record is looked for
        # In each language once: what is refused has a page too.
        for address in addresses[:: max(1, len(addresses) // 3)][:3]:
            yield f"POST {address}", _text(careless.post(address, {"q": STEM}))
            if not route.is_admin:
                yield from _visit(stranger, f"{address}?{urlencode(_QUESTIONS)}", visited)
    for address in _NOWHERE:
        yield from _visit(stranger, address, visited)
    yield "the page of an error", _text(server_error(RequestFactory().get("/")))


def _led_to_the_login(answers: Sequence[tuple[str, str]]) -> bool:
    return bool(answers) and re.search(r"^[^\n]*\blocation: \S*/login/", answers[-1][1]) is not None


def _in_turn(route: Route, addresses: list[str]) -> list[str]:
    """Of the addresses, which come language by language, those of each record in one language."""
    languages = len(settings.LANGUAGES) if route.pattern.startswith("<lang:") else 1
    records = len(addresses) // languages
    if records < languages:
        return addresses
    return [address for n, address in enumerate(addresses) if n // records == n % records % languages]


def _visit(client: Client, address: str, visited: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the answer and those that it leads to; no address is asked twice."""
    while address not in visited and "/login/" not in address:
        visited.add(address)
        response: Any = client.get(address)
        if response.status_code == 500:
            raise BrokenError(address)
        yield address, _text(response)
        onward = response.get("Location", "")
        if not 300 <= response.status_code < 400 or not onward.startswith("/"):
            return
        address = onward.partition("#")[0]


def _text(response: Any) -> str:
    """Return headers and body as a person or a program would read them."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    text = f"{headers}\n{body.decode('utf-8', 'replace')}".replace(
        "\r\n ", ""
    )  # lines of a calendar are folded
    return unquote(unescape(text)).casefold()


def _keys(name: str) -> list[int]:
    """Return the keys of a model of ours by its name, or every key that any of them has."""
    models: list[type[Model]] = [model for model in our_models() if name in {"", model.__name__}]
    found: set[int] = set()
    for model in models:
        found |= {int(pk) for pk in model._base_manager.values_list("pk", flat=True)}
    return sorted(found)
