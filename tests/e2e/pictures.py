"""The pictures of the documentation, taken from the real pages: `python -m tests.e2e.pictures`.

Needs what `make e2e` needs, and CHROMIUM with the path of a Chromium. Works on a database of its own, kept
in memory, and writes `docs/images/`: timeline.png, home.png, search-dark.png, case-phone-dark.png,
case-kk.png, desk.png and entry-form.png.
"""

from __future__ import annotations

import base64
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tests.e2e.browsing import PHONE, Windows, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.flagship import Flagship

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
PASSWORD = "correct horse battery"
#: The README shows the first picture to everyone who opens it.
MAX_BYTES = 250_000
#: Gives each pixel the number of one of 256 colours, the nearest to its own. Like colours count together, so
#: that the many greys of the letters leave room for a colour that is rare.
QUANTIZE = """async ([png]) => {
  const blob = await (await fetch("data:image/png;base64," + png)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const count = new Map();
  for (const pixel of pixels) count.set(pixel, (count.get(pixel) || 0) + 1);
  const split = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const alike = new Map();
  for (const [pixel, times] of [...count].sort((a, b) => b[1] - a[1])) {
    const group = pixel & 0xf0f0f0;
    const [first, sum] = alike.get(group) || [pixel, 0];
    alike.set(group, [first, sum + times]);
  }
  const chosen = [...alike.values()].sort((a, b) => b[1] - a[1]).slice(0, 256);
  const colours = chosen.map(([pixel]) => split(pixel));
  const number = new Map();
  for (const pixel of count.keys()) {
    const far = colours.map((one) => one.reduce((sum, part, at) => sum + (part - split(pixel)[at]) ** 2, 0));
    number.set(pixel, far.indexOf(Math.min(...far)));
  }
  const numbers = Uint8Array.from(pixels, (pixel) => number.get(pixel));
  return [image.width, image.height, colours.flat(), numbers.toBase64()];
}"""


@contextmanager
def served() -> Iterator[tuple[str, Flagship]]:
    """Serve the flagship from a fresh database; yield the site's address and where its pages are."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    django.setup()
    # Django's models can be imported from here on.
    from django.test.runner import DiscoverRunner  # noqa: PLC0415
    from pytest_django.live_server_helper import LiveServer  # noqa: PLC0415

    from tests.e2e.flagship import load_flagship  # noqa: PLC0415

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    flagship = load_flagship()
    server = LiveServer("127.0.0.1")
    yield server.url, flagship
    server.stop()
    runner.teardown_databases(databases)


def save(page: Page, name: str, *, top: str = "") -> None:
    """Write the picture of a window, scrolled to the element `top` or not at all."""
    page.reload()  # a font that came too late for the first look is there at the second
    if top:
        # Rows have their real height only once they were in sight, so the place is looked for until it stays.
        for _ in range(5):
            page.locator(top).evaluate("row => row.scrollIntoView({block: 'start'})")
            page.wait_for_timeout(100)
    page.evaluate("document.fonts.ready")
    picture = with_palette(page)
    (IMAGES / name).write_bytes(picture)
    size = len(picture)
    if size > MAX_BYTES:
        raise RuntimeError(f"{name} has {size} bytes, more than {MAX_BYTES}")
    print(f"{name}: {size // 1000} kB")  # noqa: T201  a script that tells what it wrote


def with_palette(page: Page) -> bytes:
    """Return a screenshot as a PNG of 256 colours, about half as large as the browser's own."""
    shot = base64.b64encode(page.screenshot()).decode()
    desk = page.context.browser.new_page()  # a page without a policy
    width, height, palette, numbers = desk.evaluate(QUANTIZE, [shot])
    desk.close()
    pixels = base64.b64decode(numbers)
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def take(windows: Windows, flagship: Flagship) -> None:
    """Take the pictures: what readers see, then what an editor sees."""
    desktop: dict[str, Any] = {"viewport": {"width": 1280, "height": 1200}, "color_scheme": "light"}
    phone: dict[str, Any] = {"viewport": PHONE, "color_scheme": "dark", "device_scale_factor": 2}
    # Just high enough for the first statement about the ruling.
    story = windows.open(f"/en{flagship.case}", **desktop | {"viewport": {"width": 1280, "height": 1390}})
    save(story, "timeline.png", top=flagship.waypoints[40])
    save(windows.open(f"/kk{flagship.case}", **desktop), "case-kk.png")
    save(windows.open(f"/ru{flagship.case}", **phone), "case-phone-dark.png", top=flagship.window)

    save(windows.open("/en/", **desktop), "home.png")
    save(windows.open("/ru/search/?q=Храпуновқа", **desktop | {"color_scheme": "dark"}), "search-dark.png")

    from foundation.accounts.operations import create_login  # noqa: PLC0415  as above

    create_login(username="editor", password=PASSWORD, editor=True)
    page = windows.open(f"/admin/filings/docketentry/{flagship.entry_67}/change/", **desktop)
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator("#docketentry_form").wait_for()
    save(page, "entry-form.png", top="#ordered_deadlines-group")
    page.goto(f"{windows.site}/admin/")
    save(page, "desk.png")


def main() -> None:
    """Serve, open a browser, take the pictures; fail if a page does what none may do."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served() as (site, flagship), chromium() as browser:
        windows = Windows(browser, site)
        take(windows, flagship)
        windows.close()
    if windows.problems:
        raise SystemExit("\n".join(windows.problems))


if __name__ == "__main__":
    main()
