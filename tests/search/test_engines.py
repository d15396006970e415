"""The engines: the same rows on every database, never a walk over the whole table, a scratch index beside."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from foundation.core.audience import DESK, PUBLIC
from foundation.search import evaluation
from foundation.search.analysis.aliases import shipped
from foundation.search.analysis.queries import read_query
from foundation.search.engines import MAX_ROWS, All, Term, all_of, any_of, engine
from foundation.search.models import SearchRow
from foundation.search.names import find_names
from foundation.search.texts import find_passages, wanted
from tests.factories import SearchRowFactory
from tests.search.engines import PlainEngine

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parent / "evaluation"


def examples(name):
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


def found_ids(*wishes, limit=100, public_only=True):
    return [hit.object_id for hit in engine().find(wishes, public_only=public_only, limit=limit)]


def test_a_database_finds_the_same_names_as_a_look_at_every_row():
    data = examples("names.json")
    evaluation.write(evaluation.name_rows(data["entities"], evaluation.Ids()))
    known, plain = shipped(), PlainEngine()
    for query in data["queries"][::3]:
        asked = query["query"]
        assert find_names(asked, known=known) == find_names(asked, known=known, on=plain), asked


def test_a_database_finds_the_same_passages_as_a_look_at_every_row():
    data = examples("texts.json")
    evaluation.write(evaluation.text_rows(data["docs"], evaluation.Ids()))
    plain = PlainEngine()
    for query in data["queries"]:
        asked = query["query"]
        assert find_passages(asked) == find_passages(asked, on=plain), asked


def test_terms_are_joined_by_and_or_and_not():
    for terms in ("sa sb", "sa sc", "sb sc", "sabc"):
        SearchRowFactory(terms=terms)
    first, second, third, fourth = SearchRow.objects.order_by("pk").values_list("object_id", flat=True)
    assert found_ids(Term("sa")) == [second, first]
    assert found_ids(all_of([Term("sa"), Term("sb")])) == [first]
    assert found_ids(any_of(["sb", "sc"])) == [third, second, first]
    assert found_ids(All((Term("sa"),), (Term("sb"),))) == [second]
    assert found_ids(All((any_of(["sa", "sb"]),), (Term("sc"), Term("sabc")))) == [first]
    assert found_ids(Term("sa", prefix=True)) == [fourth, second, first]
    assert found_ids(Term("sc"), Term("sa")) == [third, second, first]
    assert found_ids() == []


def test_only_public_rows_are_public():
    SearchRowFactory(is_public=False)
    shown = SearchRowFactory()
    assert found_ids(Term("smotion")) == [shown.object_id]
    assert len(found_ids(Term("smotion"), public_only=False)) == 2


def test_the_newest_rows_of_a_common_term_are_looked_at():
    rows = SearchRowFactory.create_batch(5)
    assert found_ids(Term("smotion"), limit=2) == [rows[4].object_id, rows[3].object_id]
    statement, parameters = engine()._asked([Term("smotion")], True, 10**9, "names")
    assert parameters[-1] == MAX_ROWS
    assert "LIMIT" in statement


def test_rows_are_found_the_newest_first_however_far_back_they_are():
    """PostgreSQL looks through windows of ids: here are their edges, gaps between them, hidden rows."""
    edges = [
        size * number + step for size in (2**11, 2**14, 2**17) for number in (1, 2, 7) for step in (-1, 0)
    ]
    ids = sorted({1, *edges, 10**6, 10**6 + 1})
    SearchRow.objects.bulk_create(
        SearchRow(
            id=pk,
            kind="entry",
            object_id=pk,
            is_public=place % 3 > 0,
            terms="smotion sodd" if place % 2 else "smotion",
        )
        for place, pk in enumerate(ids)
    )
    every = engine().find([Term("smotion")], public_only=False, limit=100, common=True)
    assert [hit.row_id for hit in every] == ids[::-1]
    plain, wishes = PlainEngine(), [Term("sodd"), Term("smotion"), All((Term("smotion"),), (Term("sodd"),))]
    for limit, public_only, common in product((1, 2, 5, [3, 7, 2], 100), (True, False), (True, False)):
        asked = {"public_only": public_only, "limit": limit, "common": common}
        assert engine().find(wishes, **asked) == plain.find(wishes, **asked), asked


def test_the_index_follows_every_change_of_a_row():
    row = SearchRowFactory(terms="sold")
    row.terms = "snew"
    row.save()
    assert (found_ids(Term("sold")), found_ids(Term("snew"))) == ([], [row.object_id])
    SearchRow.objects.update(is_public=False)
    assert found_ids(Term("snew")) == []
    SearchRow.objects.update(is_public=True)
    assert found_ids(Term("snew")) == [row.object_id]
    row.delete()
    assert found_ids(Term("snew")) == []


@pytest.mark.parametrize("term", ['a"b', "a:*", "a|b", "!a", "a b", "A", "ж", "", "a'", "NEAR"])
def test_a_term_is_letters_and_digits(term):
    with pytest.raises(ValueError, match="is no term"):
        Term(term)


OPERATORS = [
    '"',
    "*",
    ":",
    "&",
    "|",
    "!",
    "NEAR",
    "a AND b",
    "(a",
    "a:*",
    "a <-> b",
    "'; DROP TABLE x; --",
    "%",
    "\\",
]


@pytest.mark.parametrize("text", [*OPERATORS, "x" * 10_000, "\x00", "\ud800", "ж", "ЖXж", "  ", "-"])
def test_whatever_is_typed_gives_results_or_nothing(text):
    SearchRowFactory()
    assert [one.score for one in find_names(text, known=shipped()) if one.score > 1] == []
    assert isinstance(find_passages(text), list)
    assert isinstance(find_passages(text, audience=DESK), list)
    assert SearchRow.objects.count() == 1


#: On PostgreSQL the newest id may be read from the primary key, and nothing else.
WHOLE_TABLE = {
    "postgresql": ("Seq Scan", "Index Scan using", "Index Scan Backward", "Scan on search_searchrow_pkey"),
    "sqlite": ("SCAN r", "TEMP B-TREE"),
}


def test_no_search_walks_over_the_table():
    """Whatever is typed, the plan leads through the full-text index and, on SQLite, sorts nothing."""
    filler = " ".join(f"sfiller{n}" for n in range(80))  # as wide as a short passage
    SearchRow.objects.bulk_create(
        SearchRow(kind="entry", object_id=n, terms=f"smotion sw{n} khrapunov {filler}", is_public=True)
        for n in range(3000)
    )
    engine().refresh()
    asked = [
        "motion",
        "Khrapunov",
        "w1 w2 w3",
        "motion -w7",
        '"to amend"',
        "Сәрсенбайұлының",
        "the of",
        "x" * 10_000,
        " ".join(f"Word{n}" for n in range(100)),
        *OPERATORS,
    ]
    bad = WHOLE_TABLE[connection.vendor]
    for text in asked:
        for wishes in _wishes(text):
            for common in (True, False):
                plan = engine().plan(wishes, public_only=True, limit=500, common=common)
                assert [sign for sign in bad if sign in plan] == [], plan


def _wishes(text):
    """Every question that the two searches put to the engine for a query."""
    asked = []

    class Listening(PlainEngine):
        def find(self, wanted, **kwargs):
            asked.append(wanted)
            return []

    find_names(text, known=shipped(), on=Listening())
    find_passages(text, on=Listening())
    return [wishes for wishes in asked if wishes]


def test_the_wish_of_a_query_leaves_out_what_is_excluded():
    SearchRowFactory(terms="smotion emotion sappeal eappeal")
    kept = SearchRowFactory(terms="smotion emotion")
    assert found_ids(wanted(read_query("motion -appeal"))) == [kept.object_id]


@pytest.mark.django_db(transaction=True)
def test_a_scratch_index_stands_in_front_of_the_real_one_and_goes():
    SearchRowFactory(object_id=1)
    with engine().scratch():
        assert SearchRow.objects.count() == 0
        SearchRow.objects.bulk_create([SearchRow(kind="x", object_id=2, terms="smotion", is_public=True)])
        engine().build()
        assert found_ids(Term("smotion")) == [2]
        SearchRow.objects.all().delete()
        assert found_ids(Term("smotion")) == []
    assert found_ids(Term("smotion")) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_scratch_index_goes_after_an_error_too():
    SearchRowFactory(object_id=1)
    with pytest.raises(RuntimeError), engine().scratch():
        raise RuntimeError
    assert found_ids(Term("smotion")) == [1]


def test_a_scratch_index_is_not_made_inside_a_transaction():
    with transaction.atomic(), pytest.raises(TransactionManagementError), engine().scratch():
        pass


def test_the_size_of_rows_and_index_is_known():
    SearchRowFactory.create_batch(3)
    rows, index = engine().size()
    assert rows > 0
    assert index > 0


def test_an_audience_is_asked_for(django_assert_num_queries):
    SearchRowFactory(terms="smotion emotion")
    with django_assert_num_queries(2):
        assert find_passages("motion", audience=PUBLIC) != []
