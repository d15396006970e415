"""The four groups of the house, and what each may do.

They belong to the code: every ``migrate`` gives each of them exactly these rights again, on new models too.
Whoever needs another set of rights makes a group of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from foundation.core.publishing import PUBLISH

#: Apps whose records an editor may add to, change and view; deleting is nobody's everyday right.
RECORDS = ("people", "cases", "filings", "deadlines", "sources", "search")

_EVERYDAY = ("add", "change", "view")
_DEADLINES = (
    *("deadlines.add_deadline", "deadlines.change_deadline", "deadlines.add_watcher"),
    *("deadlines.change_watcher", "delivery.view_message", "delivery.change_message"),
)
_ACCOUNTS = (
    *("accounts.add_user", "accounts.change_user", "accounts.view_user", "accounts.view_auditrecord"),
    *("auth.view_group", "deadlines.view_sealed"),
)


class HouseGroup(StrEnum):
    """The names of the groups, as they are stored."""

    EDITOR = "Editor"
    PUBLISHER = "Publisher"
    DEADLINE_STAFF = "Deadline staff"
    ADMINISTRATOR = "Administrator"


def rights_of(group: HouseGroup) -> set[str]:
    """Return the rights of a group by their names, e.g. ``cases.change_case``; the permissions must exist."""
    every = _everyday(_EVERYDAY)
    match group:
        case HouseGroup.EDITOR:
            return every
        case HouseGroup.PUBLISHER:
            return every | {PUBLISH}
        case HouseGroup.DEADLINE_STAFF:
            return _everyday(("view",)) | set(_DEADLINES)
        case HouseGroup.ADMINISTRATOR:
            return every | {PUBLISH, *_DEADLINES, *_ACCOUNTS}


def _everyday(verbs: Iterable[str]) -> set[str]:
    """Name these rights on every record of the domain; histories of records are nobody's to edit."""
    return {
        f"{label}.{verb}_{model._meta.model_name}"
        for label in RECORDS
        for model in apps.get_app_config(label).get_models()
        for verb in verbs
    }


@transaction.atomic
def set_up_groups() -> None:
    """Make the groups and give each exactly its rights; missing permissions are created first.

    Django makes permissions only after the last migration of all, so this runs then too, and again in tests.
    """
    for label in (*RECORDS, "accounts", "auth", "delivery"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    stored = Permission.objects.values_list("pk", "content_type__app_label", "codename")
    known = {f"{label}.{codename}": pk for pk, label, codename in stored}
    for name in HouseGroup:
        group, _new = Group.objects.get_or_create(name=name.value)
        group.permissions.set([known[right] for right in sorted(rights_of(name))])


def after_migrate(sender: Any, **kwargs: Any) -> None:
    """Set the groups up after ``migrate``."""
    set_up_groups()
