"""Every rule of the analysis has its examples beside it; they are facts."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

from foundation.search import analysis

MODULES = sorted(
    f"foundation.search.analysis.{module.name}" for module in pkgutil.iter_modules(analysis.__path__)
)


@pytest.mark.parametrize(
    "name", [*MODULES, "foundation.search.documents", "foundation.search.engines.expressions"]
)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert failed == 0
    assert tried > 0
