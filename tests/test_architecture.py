"""What import-linter cannot see: foreign keys, receivers, files, docstrings, visibility."""

from __future__ import annotations

import ast
import tomllib
import weakref
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import signals as model_signals

from cases.models import Case
from cases.operations import models_of_a_case
from filings.signals import entry_recorded
from foundation.core.models import Publication, VisibleQuerySet
from foundation.core.signals import part_removed, visibility_changed
from foundation.sources.models import Citation
from tests import factories
from tests.ours import FLOORS, ROOT, app_configs, modules, our_models, publications, sources

#: Longer than 400 lines, with the reason.
LONG_FILES: dict[str, str] = {}

#: Nullable references to a record with a publication state that do not hide the record itself: the page
#: looks at the other record on its own and leaves its name out.
NAMED_ONLY = {"Statement.confirmed_by", "Deadline.obligor", "Deadline.satisfied_by"}

#: A deadline follows others of its own docket, and never more than `MAX_CHAIN` stand in one chain.
_CHAIN = (
    *(
        f"{ahead}__{part}"
        for ahead in ("depends_on", "depends_on__depends_on")
        for part in ("docket", "ordered_by__", "trigger__entry__")
    ),
    "depends_on__depends_on__depends_on",
)
_OF_A_DEADLINE = (
    "entry__",
    "deadline__ordered_by__",
    "deadline__trigger__entry__",
    *(f"deadline__{path}" for path in _CHAIN),
)

#: References that stay inside the docket of the record: operations take its docket from the entry,
#: so the docket and the case behind it are named already.
SAME_DOCKET = {
    "TriggerEvent": ("entry__",),
    "Deadline": ("ordered_by__", "trigger__entry__", *_CHAIN),
    "Extension": _OF_A_DEADLINE,
    "Tolling": _OF_A_DEADLINE,
}

CITABLE = {
    *("Appearance", "Case", "Court", "Deadline", "Discrepancy", "Docket", "DocketEntry", "DocketLink"),
    *("Document", "Event", "Party", "Person", "PersonFact", "Relationship", "Statement", "StatementCheck"),
}


def _contract() -> dict[str, int]:
    """Return each app of the layers contract with its height, the lowest at 0."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in tables["contracts"] if contract["type"] == "layers")
    return {app.strip(): height for height, layer in enumerate(reversed(layers)) for app in layer.split("|")}


def test_every_app_of_ours_has_its_place_in_the_contract() -> None:
    contract = _contract()
    apps = {config.name for config in app_configs()}
    assert apps == set(FLOORS) == set(contract) - {"config"}
    assert {app: contract[app] for app in apps} == FLOORS


def _floor(model: type[models.Model]) -> int:
    return FLOORS[model._meta.app_config.name]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_foreign_keys_point_downwards(model: type[models.Model]) -> None:
    ours = set(our_models())
    up = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField)
        and field.related_model in ours
        and (_floor(field.related_model), field.related_model._meta.app_label != model._meta.app_label)
        >= (_floor(model), True)
    ]
    assert up == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_foreign_key_into_another_app_protects(model: type[models.Model]) -> None:
    """Records of a court are not deleted by accident; watching ends with the account or the case."""
    cascading = {
        field.name
        for field in model._meta.concrete_fields
        if field.remote_field
        and field.related_model in our_models()
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.on_delete is not models.PROTECT
    }
    assert cascading == {"Watcher": {"user", "case"}, "StatementCheck": {"statement"}}.get(
        model.__name__, set()
    )


def _receivers(signal: Any) -> set[str]:
    references = (entry[1] for entry in signal.receivers)
    functions = (ref() if isinstance(ref, weakref.ReferenceType) else ref for ref in references)
    return {f"{function.__module__}.{function.__qualname__}" for function in functions if function}


def test_receivers_of_the_domain_signals() -> None:
    assert _receivers(visibility_changed) == {
        "cases.receivers.raise_versions_of_cases",
        "foundation.search.receivers.index_changed_record",
    }
    assert _receivers(part_removed) == {"foundation.search.receivers.index_without_part"}
    assert _receivers(entry_recorded) == {"deadlines.receivers.compute_deadlines_of_entry"}


@pytest.mark.parametrize(
    "name",
    ["pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"],
)
def test_no_model_signal_carries_domain_behaviour(name: str) -> None:
    packages = tuple(f"{app}." for app in FLOORS)
    ours = {path for path in _receivers(getattr(model_signals, name)) if path.startswith(packages)}
    assert ours == set()


def test_only_the_desk_knows_the_admin() -> None:
    importing = {
        str(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.contrib.admin")
    }
    assert {path for path in importing if not path.startswith(("web/desk/", "config/"))} == set()
    assert {str(path) for path in sources() if path.name == "admin.py"} == set()


def test_no_file_is_a_junk_drawer() -> None:
    vague = {"utils", "helpers", "services", "common", "misc"}
    assert [str(path) for path in sources() if vague & {path.stem, *path.parts}] == []


def test_files_are_short() -> None:
    every = chain((ROOT / path for path in sources()), (ROOT / "tests").rglob("*.py"))
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in every}
    assert {path for path, lines in lengths.items() if lines > 400} == set(LONG_FILES)


def _undocumented(tree: ast.Module) -> Iterator[str]:
    if tree.body and not (len(tree.body) == 1 and isinstance(tree.body[0], ast.ImportFrom)):
        has_code = any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Assign) for node in tree.body)
        only_config = all(not isinstance(node, ast.FunctionDef) for node in tree.body)
        if not ast.get_docstring(tree) and has_code and not only_config:
            yield "(module)"
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        command = isinstance(node, ast.ClassDef) and node.name == "Command"  # its help text says it
        if not ast.get_docstring(node) and not command:
            yield node.name
        for member in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                overridden = member.name in {"save", "clean"} and node.bases
                if not ast.get_docstring(member) and not overridden:
                    yield f"{node.name}.{member.name}"


def test_every_public_function_and_class_says_how_to_use_it() -> None:
    missing = {f"{path}: {name}" for path, tree in modules() for name in _undocumented(tree)}
    assert missing == set()


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_what_can_be_hidden_is_read_for_an_audience(model: type[models.Model]) -> None:
    hideable = issubclass(model, Publication) or hasattr(model, "visible_through")
    assert isinstance(model._default_manager.all(), VisibleQuerySet) is hideable


def _published_references(model: type[models.Model]) -> Iterator[tuple[str, models.ForeignKey[Any, Any]]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Publication):
            yield field.name, field


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_record_is_hidden_with_everything_that_it_hangs_on(model: type[models.Model]) -> None:
    """Each parent with a publication state is in ``visible_through``, and each of the parent's own."""
    through = set(getattr(model, "visible_through", ()))
    if not through:
        hanging = {name for name, _field in _published_references(model)}
        unseen = {"case", "deadline", "kept", "gone"}
        assert hanging <= unseen, "only watchers, reminders and merges, which no page shows"
        return
    direct = {name for name, _field in _published_references(model)}
    assert {f"{model.__name__}.{name}" for name in direct - through} <= NAMED_ONLY
    for path in through:
        parent = _target(model, path)
        inherited = {f"{path}__{further}" for further in parent.visible_through}
        inside = SAME_DOCKET.get(model.__name__, ())
        assert {way for way in inherited - through if not way.startswith(inside)} == set()


def _target(model: type[models.Model], path: str) -> Any:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_part_of_a_case_knows_its_case(model: type[models.Model]) -> None:
    """Whatever is hidden with its case shows on the case's page, and says by which path."""
    leads_there = model is Case or any(
        _target(model, path) is Case for path in getattr(model, "visible_through", ())
    )
    path = getattr(model, "case_path", None)
    assert (path is not None) is leads_there
    if path not in {None, "pk"}:
        assert _target(model, path) is Case
    assert (model in dict(models_of_a_case())) is leads_there


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_who_and_when_stand_together(model: type[models.Model]) -> None:
    """A pair ``x_by`` and ``x_at`` is null together, and a constraint says so."""
    names = {field.name for field in model._meta.concrete_fields}
    pairs = {name[:-3] for name in names if name.endswith("_by") and f"{name[:-3]}_at" in names}
    constraints = [item.name for item in model._meta.constraints]
    assert {pair for pair in pairs if any(name.endswith(f"{pair}_pair") for name in constraints)} == pairs


def test_models_that_can_be_cited() -> None:
    relations = {
        model.__name__
        for model in our_models()
        if any(isinstance(field, GenericRelation) for field in model._meta.private_fields)
    }
    assert relations == CITABLE


def _orphans() -> list[int]:
    """Return the citations whose record is gone or cannot be cited."""
    return [
        citation.pk
        for citation in Citation.objects.prefetch_related("claim")
        if citation.claim is None or type(citation.claim).__name__ not in CITABLE
    ]


@pytest.mark.django_db
def test_orphan_citations_are_found() -> None:
    factories.CitationFactory(claim=factories.DocketEntryFactory())
    assert _orphans() == []
    gone = factories.CitationFactory(claim=factories.PersonFactory())
    Citation.objects.filter(pk=gone.pk).update(object_id=999_999)
    uncitable = factories.CitationFactory()
    user = factories.UserFactory()
    Citation.objects.filter(pk=uncitable.pk).update(
        content_type=ContentType.objects.get_for_model(user), object_id=user.pk
    )
    assert _orphans() == [gone.pk, uncitable.pk]


@pytest.mark.django_db
def test_a_citation_goes_with_the_part_that_it_supports() -> None:
    party = factories.PartyFactory()
    factories.CitationFactory(claim=party)
    party.delete()
    assert Citation.objects.count() == 0


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_editable_record_keeps_its_history(model: type[models.Model]) -> None:
    without = {
        *("User", "ImportedRecord", "DeadlineRule", "HolidayRow", "Heartbeat", "CalendarToken"),
        *("Message", "Outage", "Reminder", "Acknowledgement", "Snooze", "AuditRecord"),  # written once
        *("Correction", "BulkChange", "Merge"),  # what is kept of changes of others
        *("SearchRow", "DocumentText"),  # derived from the records and their files
        "SavedFilter",  # an editor's own
    }
    assert hasattr(model, "history") is (model.__name__ not in without)


@pytest.mark.parametrize("model", publications(), ids=lambda model: model.__name__)
def test_nothing_is_public_by_default(model: type[Publication]) -> None:
    record = model()
    assert (record.status, record.is_public) == ("draft", False)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_closed_set_is_guarded_by_the_database(model: type[models.Model]) -> None:
    conditions = " ".join(str(getattr(item, "condition", "")) for item in model._meta.constraints)
    unguarded = {
        field.name
        for field in model._meta.concrete_fields
        if field.choices and f"('{field.name}__in'" not in conditions
    }
    assert unguarded == set()


def test_every_model_has_a_factory() -> None:
    made = {getattr(factories, name)._meta.model for name in factories.__all__}
    assert {model.__name__ for model in our_models()} - {model.__name__ for model in made} == set()


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_what_can_be_corrected_is_words_and_no_reference(
    model: type[models.Model],
) -> None:
    corrected = getattr(model, "corrected", ())
    fields = [model._meta.get_field(name) for name in corrected]
    assert [field.name for field in fields if field.is_relation] == []
    assert not corrected or hasattr(model._default_manager, "visible_to")
