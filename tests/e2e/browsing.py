"""A browser that reports what a page must not do: ask another host, break the policy, fail in a script."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response, Route

#: No service of the browser's own asks the network; a container has no sandbox to give.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that the environment variable CHROMIUM names; `make e2e` sets it.

    Playwright keeps an event loop on this thread, and Django refuses its database there unless told
    otherwise: DJANGO_ALLOW_ASYNC_UNSAFE is set as long as the browser runs.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only `make e2e` installs it

    executable = os.environ.get("CHROMIUM", "")
    if not executable:
        raise RuntimeError("CHROMIUM is not set: run `make e2e`, or set it to the path of a Chromium.")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
            try:
                yield browser
            finally:
                browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


class Windows:
    """Opens windows on one site and collects in `problems` what their pages must not do.

    That is: a request to any other host, an error on the console (a refusal by the Content-Security-Policy
    is one), an uncaught error in a script, an answer of 400 and more. A test that asks for a missing page
    names the status in `expected`.
    """

    def __init__(self, browser: Browser, site: str) -> None:
        self.site = site
        self.problems: list[str] = []
        self.expected: set[int] = set()
        self._browser = browser
        self._contexts: list[Any] = []

    def open(self, path: str = "", **options: Any) -> Page:
        """Open a window of its own, without cookies; `options` are those of a Playwright context.

        With `path` the page is loaded, e.g. `/en/cases/`.
        """
        context = self._browser.new_context(base_url=self.site, **options)
        context.set_default_timeout(15_000)
        # Pages of the site are let through by the browser itself; everything else arrives here.
        context.route(re.compile(rf"^(?!{re.escape(self.site)}/|data:|blob:|about:)"), self._refuse)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: script error: {error}"))
        page.on("response", self._answered)
        if path:
            page.goto(path)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _refuse(self, route: Route) -> None:
        self.problems.append(f"a page asked for {route.request.url}")
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        told_by_the_answer = message.text.startswith("Failed to load resource: the server responded")
        if message.type == "error" and not told_by_the_answer:
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.url} answered {response.status}")
