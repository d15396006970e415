"""The flagship case, loaded for pages that are only read."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.management import call_command

from cases.models import Case, Statement
from cases.people import people_with_page
from deadlines.models import Deadline
from filings.models import DocketEntry
from foundation.core.audience import PUBLIC
from foundation.core.enums import PublicationStatus
from foundation.core.operations import save_record
from tests.factories import CaseFactory
from web.timeline.refs import slug_of

LANGUAGES = ("kk", "ru", "en")
#: The orders and papers that tell the story of the window to amend.
WAYPOINTS = (33, 40, 67, 69, 70, 75, 91)
#: How each language writes the last day of the window.
LAST_DAY = {
    "kk": "2018\xa0ж. 22 қаңтар, дүйсенбі",
    "ru": "понедельник, 22 января 2018\xa0г.",
    "en": "Monday 22 January 2018",
}


@dataclass(frozen=True, slots=True)
class Flagship:
    """Where its pages are, without the language in front, and the anchors of what the tests look for."""

    case: str
    person: str
    proof: str
    window: str
    thirty_days: str
    gone: str
    entry_67: int
    waypoints: dict[int, str] = field(default_factory=dict)

    def pages(self) -> dict[str, str]:
        """Return a page of every template by its name."""
        tabs = ("parties", "documents", "related", "sources", "changes", "record")
        return {
            "home": "/",
            "cases": "/cases/",
            "case": self.case,
            **{tab: f"{self.case}{tab}/" for tab in tabs},
            "person": self.person,
            "proof": self.proof,
            "method": "/method/",
            "search": "/search/?q=khrapunov",
            "404": "/cases/1-nothing/nowhere/",
            "410": self.gone,
        }


def load_flagship() -> Flagship:
    """Load the shipped files into the database, withdraw another case, and say where things are."""
    call_command("load_flagship", verbosity=0)
    case = Case.objects.get(slug="kazakhstan-v-khrapunov")
    lead = {"docket__case": case, "docket__is_lead": True}
    entries = {entry.entry_number: entry for entry in DocketEntry.objects.filter(**lead)}
    window = Deadline.objects.get(trigger__entry=entries[67])
    said = Statement.objects.filter(case=case, text_en__contains="30").order_by("pk")[0]
    # The page of the person with the most names is the fullest.
    person = max(people_with_page(PUBLIC).prefetch_related("names"), key=lambda one: len(one.names.all()))
    gone = CaseFactory()
    gone.status = PublicationStatus.WITHDRAWN
    save_record(gone, by=None)
    return Flagship(
        case=f"/cases/{case.pk}-{case.slug}/",
        person=f"/people/{person.pk}-{slug_of(person)}/",
        proof=f"/deadlines/{window.pk}/",
        window=f"#deadline-{window.pk}",
        thirty_days=f"#statement-{said.pk}",
        gone=f"/cases/{gone.pk}-{gone.slug}/",
        entry_67=entries[67].pk,
        waypoints={number: f"#entry-{entries[number].pk}" for number in WAYPOINTS},
    )
