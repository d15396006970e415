"""The version of a case: raised by every change that shows on its page, and by no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cases.models import Case, Docket
from filings.models import DocketEntry
from foundation.core.operations import remove_part, save_record
from tests import factories
from tests.ours import our_models
from web.public.caselist import version_of_all

pytestmark = pytest.mark.django_db


def _versions() -> dict[int, int]:
    return dict(Case.objects.values_list("pk", "version"))


def _raised(change: Callable[[], object]) -> dict[int, int]:
    """Return by how much each case's version was raised by a change; cases that stayed are left out."""
    before = _versions()
    change()
    return {pk: version - before[pk] for pk, version in _versions().items() if version != before[pk]}


@pytest.fixture
def case() -> Case:
    """One case, beside another with a party and an order of its own."""
    factories.PartyFactory(docket=factories.DocketEntryFactory().docket)
    made: Case = factories.CaseFactory()
    return made


def _part(model: type[Any], case: Case) -> Any:
    """Make a record of a model on the page of a case."""
    path = model.case_path
    if path == "pk":
        return case
    return getattr(factories, f"{model.__name__}Factory")(**{path: case})


@pytest.mark.parametrize(
    "model",
    [model for model in our_models() if hasattr(model, "case_path")],
    ids=lambda model: model.__name__,
)
def test_a_change_of_any_part_raises_its_case(model: Any, case: Case) -> None:
    _part(model, factories.CaseFactory())
    record = _part(model, case)
    assert _raised(lambda: save_record(record, by=None)) == {case.pk: 1}


@pytest.mark.parametrize("hides", ["sealed", "draft"])
@pytest.mark.parametrize("model", [factories.DocketEntryFactory, factories.DeadlineFactory])
def test_work_on_what_is_hidden_cannot_be_seen_by_the_version(model: Any, hides: str, case: Case) -> None:
    """A version is public: whoever polls it would see that somebody works on a sealed matter."""
    shown = model(docket__case=case)
    hidden = model(docket__case=case, **{hides: True})
    assert _raised(lambda: save_record(hidden, by=None)) == {}
    assert _raised(lambda: save_record(shown, by=None)) == {case.pk: 1}
    if hides == "sealed":
        hidden.sealed = False
    else:
        hidden.status = "published"
    assert _raised(lambda: save_record(hidden, by=None)) == {case.pk: 1}
    hidden.sealed = True
    assert _raised(lambda: save_record(hidden, by=None)) == {case.pk: 1}


def test_work_below_a_sealed_docket_cannot_be_seen_by_the_version(case: Case) -> None:
    docket = factories.DocketFactory(case=case, sealed=True)
    entry = factories.DocketEntryFactory(docket=docket)
    filer = factories.FilerFactory(entry=entry)
    citation = factories.CitationFactory(claim=entry)
    assert _raised(lambda: [save_record(record, by=None) for record in (entry, filer, citation)]) == {}
    assert _raised(lambda: [remove_part(part, by=None) for part in (filer, citation)]) == {}
    docket.sealed = False
    assert _raised(lambda: save_record(docket, by=None)) == {case.pk: 1}


def test_what_opens_or_is_sealed_below_a_seal_cannot_be_seen_by_the_version(case: Case) -> None:
    docket = factories.DocketFactory(case=case, sealed=True)
    draft = factories.DocketEntryFactory(docket=docket, draft=True)
    shown = factories.DocketEntryFactory(docket=docket)
    draft.status, shown.sealed = "published", True
    assert _raised(lambda: [save_record(entry, by=None) for entry in (draft, shown)]) == {}


def test_who_where_and_whence_of_a_sealed_matter_cannot_be_seen_by_the_version(case: Case) -> None:
    """A person is corrected in public: no version tells in which case they stand in a sealed paper."""
    other = factories.DocketEntryFactory(docket__case=case)
    hidden = factories.DocketFactory(case=case, sealed=True, court=factories.CourtFactory())
    entry = factories.DocketEntryFactory(docket=hidden)
    filer = factories.FilerFactory(entry=entry)
    citation = factories.CitationFactory(claim=factories.DocketEntryFactory(docket=other.docket, sealed=True))
    records = (filer.person, hidden.court, citation.source)
    assert _raised(lambda: [save_record(record, by=None) for record in records]) == {}
    hidden.sealed = False
    save_record(hidden, by=None)
    assert [_raised(lambda record=record: save_record(record, by=None)) for record in records] == [
        {case.pk: 1},
        {case.pk: 1},
        {},
    ]


def test_a_page_that_a_person_gets_in_one_case_raises_those_that_name_the_person(case: Case) -> None:
    """Their name is a link now, wherever it stands."""
    speaker = factories.SpeakerFactory(statement__case=case)
    party = factories.PartyFactory(person=speaker.person)
    assert _raised(lambda: save_record(party, by=None)) == {case.pk: 1, party.docket.case_id: 1}
    office = factories.RelationshipFactory(subject=speaker.person, public_office=True)
    raised = _raised(lambda: save_record(office, by=None))
    assert raised == {case.pk: 1, party.docket.case_id: 1}


def test_a_case_that_is_not_public_is_not_told_by_the_sum_of_versions() -> None:
    factories.CaseFactory()
    before = version_of_all()
    hidden = factories.CaseFactory(draft=True)
    save_record(hidden, by=None)
    assert version_of_all() == before
    hidden.status = "published"
    save_record(hidden, by=None)
    assert version_of_all() != before


def test_a_hidden_record_that_moves_raises_neither_case(case: Case) -> None:
    entry = factories.DocketEntryFactory(docket__case=case, sealed=True)
    entry.docket = factories.DocketFactory()
    assert _raised(lambda: save_record(entry, by=None)) == {}


def test_a_removed_part_raises_its_case(case: Case) -> None:
    party = factories.PartyFactory(docket__case=case)
    assert _raised(lambda: remove_part(party, by=None)) == {case.pk: 1}


@pytest.mark.parametrize(
    "stand_on_the_page",
    [
        lambda case, person: factories.PartyFactory(docket__case=case, person=person),
        lambda case, person: factories.AppearanceFactory(party__docket__case=case, counsel=person),
        lambda case, person: factories.AppearanceFactory(party__docket__case=case, firm=person),
        lambda case, person: factories.DocketJudgeFactory(docket__case=case, person=person),
        lambda case, person: factories.FilerFactory(entry__docket__case=case, person=person),
        lambda case, person: factories.EventPersonFactory(event__case=case, person=person),
        lambda case, person: factories.SpeakerFactory(statement__case=case, person=person),
        lambda case, person: factories.StatementFactory(case=case, confirmed_by=person),
        lambda case, person: factories.DeadlineFactory(docket__case=case, obligor=person),
    ],
    ids=["party", "counsel", "firm", "judge", "filer", "event", "speaker", "confirmer", "obligor"],
)
def test_a_persons_name_raises_the_cases_where_it_shows(
    stand_on_the_page: Callable[[Case, Any], object], case: Case
) -> None:
    person = factories.PersonFactory()
    stand_on_the_page(case, person)
    person.name = "A name spelt otherwise"
    assert _raised(lambda: save_record(person, by=None)) == {case.pk: 1}


def test_a_person_on_two_cases_raises_both_and_on_none_none(case: Case) -> None:
    person, second = factories.PersonFactory(), factories.CaseFactory()
    assert _raised(lambda: save_record(person, by=None)) == {}
    factories.PartyFactory(docket__case=case, person=person)
    factories.PartyFactory(docket__case=second, person=person)
    assert _raised(lambda: save_record(person, by=None)) == {case.pk: 1, second.pk: 1}


@pytest.mark.parametrize(
    ("make", "ends"),
    [
        (
            lambda: factories.EntryLinkFactory(to_entry=factories.DocketEntryFactory(motion=True)),
            ("from_entry", "to_entry"),
        ),
        (factories.DocketLinkFactory, ("from_docket", "to_docket")),
    ],
    ids=["entries", "dockets"],
)
def test_a_tie_across_two_cases_shows_on_both_and_goes_with_what_hides_either_end(
    make: Callable[[], Any], ends: tuple[str, str], case: Case
) -> None:
    """An order sealed in one case must not stay "answered by" on the remembered page of the other."""
    tie = make()
    one, other = (getattr(tie, end) for end in ends)
    second = factories.CaseFactory()
    dockets = [getattr(end, "docket", end) for end in (one, other)]
    for docket, its in zip(dockets, (case, second), strict=True):
        Docket.objects.filter(pk=docket.pk).update(case=its)
    tie.refresh_from_db()
    both = {case.pk: 1, second.pk: 1}
    assert _raised(lambda: save_record(tie, by=None)) == both
    for record in (one, other, *dockets, case, second):
        record.refresh_from_db()
        assert _raised(lambda record=record: save_record(record, by=None)) == both, record
    assert _raised(lambda: remove_part(tie, by=None)) == both


def test_a_courts_name_raises_the_cases_before_it(case: Case) -> None:
    court = factories.DocketFactory(case=case).court
    assert _raised(lambda: save_record(court, by=None)) == {case.pk: 1}


def test_a_sources_title_raises_the_cases_that_rest_on_it(case: Case) -> None:
    source = factories.SourceFactory()
    factories.CitationFactory(source=source, claim=factories.EventFactory(case=case))
    assert _raised(lambda: save_record(source, by=None)) == {case.pk: 1}


def test_a_citation_raises_the_case_of_its_claim(case: Case) -> None:
    citation = factories.CitationFactory(claim=factories.DocketEntryFactory(docket__case=case))
    assert _raised(lambda: save_record(citation, by=None)) == {case.pk: 1}
    assert _raised(lambda: remove_part(citation, by=None)) == {case.pk: 1}


def test_an_entry_raises_the_case_that_links_to_it(case: Case) -> None:
    entry = factories.DocketEntryFactory()
    factories.EntryLinkFactory(from_entry__docket__case=case, to_entry=entry)
    assert _raised(lambda: save_record(entry, by=None)) == {case.pk: 1, entry.docket.case_id: 1}


def test_a_record_that_moves_raises_its_old_case_too(case: Case) -> None:
    entry = factories.DocketEntryFactory()
    old = entry.docket.case_id
    entry.docket = factories.DocketFactory(case=case)
    assert _raised(lambda: save_record(entry, by=None)) == {old: 1, case.pk: 1}


def test_a_citation_that_moves_raises_its_old_case_too(case: Case) -> None:
    citation = factories.CitationFactory()
    old = citation.claim.pk
    citation.claim = case
    assert _raised(lambda: save_record(citation, by=None)) == {old: 1, case.pk: 1}


def test_saving_a_case_never_writes_the_version_back() -> None:
    stale = factories.CaseFactory()
    save_record(Case.objects.get(pk=stale.pk), by=None)
    stale.title = "Read before the other change"
    stale.save()
    saved = Case.objects.get()
    assert (saved.title, saved.version) == ("Read before the other change", 1)


def test_a_case_with_a_chosen_key_can_be_inserted() -> None:
    Case(pk=77, slug="chosen", title="Chosen").save()
    assert Case.objects.get(pk=77).version == 0


def test_a_refused_change_raises_nothing(case: Case) -> None:
    docket = factories.DocketFactory(case=case)
    docket.caption = ""

    def refused() -> None:
        with pytest.raises(Exception, match="caption"):
            save_record(docket, by=None)

    assert _raised(refused) == {}
    assert Docket.objects.get(pk=docket.pk).caption == "Republic v. Roe"


def test_history_does_not_copy_the_version() -> None:
    case = factories.CaseFactory()
    assert "version" not in {field.name for field in case.history.model._meta.fields}
    assert "case_path" not in vars(DocketEntry.history.model)
