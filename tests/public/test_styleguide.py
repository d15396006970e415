"""Every component is on the style guide, which only developers see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import (
    DeadlineFactory,
    DiscrepancyFactory,
    DocketEntryFactory,
    DocumentFactory,
    PartyFactory,
)
from web.public.styleguide import MADE

pytestmark = pytest.mark.django_db


def test_every_component_of_the_folder_is_shown(public_client, settings):
    settings.DEBUG = True
    docket = DeadlineFactory().docket
    docket.case.summary_short_en = "The court took its decision under ECF 67."
    docket.case.save()
    DocumentFactory(entry=DocketEntryFactory(docket=docket))
    PartyFactory(docket=docket)
    DiscrepancyFactory(case=docket.case)
    page = public_client.get("/styleguide/").content.decode()
    shown = re.findall(r'data-component="([a-z_]+)"', page)
    assert sorted(shown) == sorted([*(path.stem for path in folder().glob("*.html")), *MADE])
    assert "The court took its decision under" in page
    for name in shown:
        part = page.split(f'data-component="{name}"')[1].split("data-component=")[0]
        assert len(re.findall(r"<[a-z]", part)) > 4, name


def folder() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "components"


def test_readers_do_not_see_it(public_client):
    DocketEntryFactory()
    assert public_client.get("/styleguide/").status_code == 404


def test_each_component_is_used_by_a_page():
    pages = "".join(path.read_text(encoding="utf-8") for path in (folder().parent).rglob("*.html"))
    unused = {path.name for path in folder().glob("*.html") if f'"components/{path.name}"' not in pages}
    assert unused == set()
