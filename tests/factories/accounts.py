"""Users and the audit log."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from django.contrib.auth.models import Permission
from django.db.models import Q

from foundation.accounts.enums import AuditKind
from foundation.accounts.models import AuditRecord, User


class UserFactory(factory.django.DjangoModelFactory):
    """An active member of staff who reads English in UTC. Traits: inactive, reader (not staff), superuser."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@docketline.example")
    is_staff = True

    @factory.post_generation
    def rights(self: User, create: bool, extracted: list[str] | None) -> None:
        """Grant permissions by their names, or by default what every member of staff has."""
        names = ["deadlines.view_deadline"] if extracted is None and self.is_staff else extracted or []
        if create and names:
            wanted = Q()
            for name in names:
                app, codename = name.split(".")
                wanted |= Q(content_type__app_label=app, codename=codename)
            self.user_permissions.set(Permission.objects.filter(wanted))

    class Params:
        inactive = factory.Trait(is_active=False)
        reader = factory.Trait(is_staff=False)
        superuser = factory.Trait(is_superuser=True)


class AuditRecordFactory(factory.django.DjangoModelFactory):
    """Somebody signed in on 15 January 2018, 08:00 UTC."""

    class Meta:
        model = AuditRecord

    at = datetime(2018, 1, 15, 8, tzinfo=UTC)
    kind = AuditKind.SIGNED_IN
    user = factory.SubFactory(UserFactory)
