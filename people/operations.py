"""Writes about people: two records of one person become one, and can be parted again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.core.operations import remove_part, restore_part, save_record
from foundation.sources.models import Citation
from people.enums import NameKind
from people.models import Merge, Person, PersonName
from people.names import script_of

#: A person whom more rows name is merged by an administrator, not in one request.
MAX_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Affected:
    """A row that points to a person, and by which column."""

    record: Any
    field: str

    @property
    def key(self) -> list[Any]:
        """How the row is kept in a merge."""
        return [self.record._meta.label_lower, self.record.pk, self.field]

    @property
    def words(self) -> str:
        """What the row is and where it stands: ``filer: ECF 40 Motion to dismiss``."""
        others = [
            str(getattr(self.record, field.name))
            for field in self.record._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
            and field.related_model not in (Person, ContentType)
            and getattr(self.record, field.attname) is not None
        ]
        return f"{self.record._meta.verbose_name}: {' · '.join(others) or self.record}"


def columns_naming_people() -> dict[type[models.Model], list[str]]:
    """Return every column that names a person, in any app; ledgers without a history are no records."""
    found: dict[type[models.Model], list[str]] = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if relation.auto_created and not relation.concrete and hasattr(model, "history"):
            found.setdefault(model, []).append(relation.field.name)  # type: ignore[union-attr]  # it has one
    return found


def rows_naming(person: Person) -> list[Affected]:
    """Return every row that points to a person, its citations included: what a merge moves.

    A query for each kind of row, which reads what the row names as well. Raises ``ValidationError`` if there
    are more than `MAX_ROWS`.
    """
    found: list[Affected] = []
    for model, columns in columns_naming_people().items():
        named = Q()
        for column in columns:
            named |= Q(**{column: person.pk})
        keys = {column: f"{column}_id" for column in columns}
        rows = model._default_manager.filter(named).select_related(*_named_with(model)).order_by("pk")
        found += [
            Affected(row, column)
            for row in rows[: MAX_ROWS + 1]
            for column in columns
            if getattr(row, keys[column]) == person.pk
        ]
    kind = ContentType.objects.get_for_model(Person)
    cited = Citation.objects.filter(content_type=kind, object_id=person.pk).select_related("source")
    found += [Affected(citation, "object_id") for citation in cited.order_by("pk")]
    if len(found) > MAX_ROWS:
        raise ValidationError(
            _("More than %(most)d records name this person.") % {"most": MAX_ROWS}, code="too_many"
        )
    return found


def _named_with(model: type[models.Model]) -> Iterator[str]:
    """Yield what is read with a row so that it can be named: its references, and whom those name."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            yield field.name
            for further in field.related_model._meta.concrete_fields:
                if further.related_model is Person:
                    yield f"{field.name}__{further.name}"


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, by: User, at: datetime, reason: str = "") -> Merge:
    """Make one person of two: every row that names ``gone`` names ``kept``, and ``gone`` goes into the bin.

    Its names stay findable as further names. A row that would only repeat one of ``kept`` is dropped; its
    history stays. Raises ``ValidationError`` if the two cannot be one; nothing is changed then.
    """
    locked = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
    kept, gone = locked[kept.pk], locked[gone.pk]
    check_mergeable(kept, gone)
    merge = Merge(kept=kept, gone=gone, gone_status=gone.status, reason=reason[:100], editor=by, merged_at=at)
    for row in rows_naming(gone):
        _move(row, kept, merge, by=by, reason=reason)
    merge.named = [name.pk for name in _keep_names(kept, gone, by=by, reason=reason)]
    gone.status = PublicationStatus.BINNED
    save_record(gone, by=by, reason=reason)
    merge.full_clean()
    merge.save()
    return merge


def check_mergeable(kept: Person, gone: Person) -> None:
    """Raise ``ValidationError`` if two records cannot be of one person."""
    if kept.pk == gone.pk:
        raise ValidationError(_("Choose another person: this is the same record."), code="same")
    if kept.kind != gone.kind:
        raise ValidationError(
            _("An individual, an organization and a government body are not one."), code="kind"
        )
    if PublicationStatus.BINNED in (kept.status, gone.status):
        raise ValidationError(_("One of the two is in the bin."), code="binned")


def _move(row: Affected, kept: Person, merge: Merge, *, by: User, reason: str) -> None:
    # Read again: counsel and firm of one appearance may both be this person.
    record = type(row.record)._default_manager.get(pk=row.record.pk)
    column = record._meta.get_field(row.field)
    setattr(record, column.attname, kept.pk)
    try:
        with transaction.atomic():
            save_record(record, by=by, reason=reason)
    except ValidationError as error:
        if not _only_repeats(record, error):
            words = _("“%(record)s” stands in the way: %(why)s Change it first; nothing was merged.")
            values = {"record": str(record), "why": " ".join(error.messages)}
            raise ValidationError(words % values, code="in_the_way") from error
        setattr(record, column.attname, merge.gone_id)
        merge.dropped.append([record._meta.label_lower, record.pk])
        remove_part(record, by=by, reason=reason)
    else:
        merge.moved.append(row.key)


def _only_repeats(record: Any, error: ValidationError) -> bool:
    """Whether a row is refused for nothing but that one like it is there, and carries nothing of its own."""
    codes = {item.code for item in error.error_dict.get(NON_FIELD_ERRORS, [])}
    alone = set(error.error_dict) == {NON_FIELD_ERRORS} and codes == {"unique_together"}
    bears = any(relation.auto_created and not relation.concrete for relation in record._meta.get_fields())
    cited = any(isinstance(field, GenericRelation) for field in record._meta.private_fields)
    return alone and not bears and not cited


def _keep_names(kept: Person, gone: Person, *, by: User, reason: str) -> list[PersonName]:
    """Write the names of ``gone`` beside those of ``kept``, each once."""
    columns = ("name_en", "name_ru", "name_kk")
    known = {getattr(kept, column) for column in columns} | set(kept.names.values_list("text", flat=True))
    added = []
    for column in columns:
        text = getattr(gone, column)
        if text and text not in known:
            known.add(text)
            name = PersonName(
                person=kept,
                text=text,
                language=column.removeprefix("name_"),
                script=script_of(text),
                kind=NameKind.ALIAS,
            )
            added.append(save_record(name, by=by, reason=reason))
    return added


@transaction.atomic
def undo_merge(merge: Merge, *, by: User, at: datetime, reason: str = "") -> list[str]:
    """Part two persons again; return the rows that somebody changed since and that stay where they are.

    Raises ``ValidationError`` if the merge was undone already or a row cannot go back; nothing is changed
    then.
    """
    merge = Merge.objects.select_for_update().select_related("kept", "gone").get(pk=merge.pk)
    if merge.undone_at:
        raise ValidationError(_("This was undone already."), code="undone")
    merge.gone.status = merge.gone_status
    save_record(merge.gone, by=by, reason=reason)
    for name in PersonName.objects.filter(pk__in=merge.named, person=merge.kept_id):
        remove_part(name, by=by, reason=reason)
    back, left = rows_of_merge(merge)
    for row, column in back:
        # Read again: counsel and firm of one appearance may both go back.
        row = type(row)._default_manager.get(pk=row.pk)  # noqa: PLW2901  the same row
        setattr(row, column, merge.gone_id)
        save_record(row, by=by, reason=reason)
    for label, pk in merge.dropped:
        model: Any = apps.get_model(label)
        past = model.history.filter(**{model._meta.pk.attname: pk}, history_type="-").latest()
        restore_part(past, by=by, reason=reason)
    merge.undone_at, merge.undone_by = at, by
    merge.save()
    return left


def rows_of_merge(merge: Merge) -> tuple[list[tuple[Any, str]], list[str]]:
    """Return the rows of a merge that undoing moves back, each with its column, and those that stay.

    A row stays where it is if somebody moved or removed it since.
    """
    back, left = [], []
    for label, pk, field in merge.moved:
        row = apps.get_model(label)._default_manager.filter(pk=pk).first()
        column = row._meta.get_field(field).attname if row is not None else ""
        if row is not None and getattr(row, column) == merge.kept_id:
            back.append((row, column))
        else:
            left.append(str(row) if row is not None else f"{label} {pk}")
    return back, left
