"""Rows of the search index and aliases."""

from __future__ import annotations

import factory

from foundation.search.analysis.aliases import alias_key
from foundation.search.models import Alias, SearchRow


class SearchRowFactory(factory.django.DjangoModelFactory):
    """A public row that holds one term."""

    class Meta:
        model = SearchRow

    kind = "entry"
    object_id = factory.Sequence(lambda n: n + 1)
    is_public = True
    terms = "smotion"


class AliasFactory(factory.django.DjangoModelFactory):
    """An alias of an editor's own."""

    class Meta:
        model = Alias

    text = factory.Sequence(lambda n: f"Alias{n}")
    key = factory.LazyAttribute(lambda alias: alias_key(alias.text))
    means = "A name in full"
