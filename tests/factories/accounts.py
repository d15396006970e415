"""Users."""

from __future__ import annotations

import factory

from foundation.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """An active member of staff who reads English in UTC. Traits: inactive, reader (not staff), superuser."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@docketline.example")
    is_staff = True

    class Params:
        inactive = factory.Trait(is_active=False)
        reader = factory.Trait(is_staff=False)
        superuser = factory.Trait(is_superuser=True)
