"""Search for programs: people by name, records by words, names while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from foundation.core.languages import LANGUAGES
from foundation.search.analysis.matching import Why
from foundation.search.analysis.queries import exactly, read_query
from foundation.search.names import find_names
from foundation.search.texts import RANKED, find_passages, with_dockets
from web.public import words
from web.public.api import schemas
from web.public.api.errors import Refused
from web.public.search.asked import GROUPS, PEOPLE, SearchForm, kinds_filter
from web.public.search.lines import Line, Reader, lines_of
from web.public.search.views import suggested

_ERRORS = {400: schemas.ErrorSchema, 429: schemas.ErrorSchema}
_MOST = 50
REASONS = [(why.value, why.value) for why in Why]


class FoundNameSchema(serializers.Serializer[Any]):
    """A person, organization or court that was found by name."""

    kind = serializers.CharField(help_text="person or court.")
    id = serializers.IntegerField()
    name = serializers.CharField()
    matched_name = serializers.CharField(help_text="The stored name that fits best.")
    score = serializers.FloatField(help_text="0 to 1: a match from 0.80, probably the same from 0.90.")
    why = serializers.ChoiceField(REASONS)
    url = serializers.CharField()


class FoundNamesSchema(serializers.Serializer[Any]):
    """Who was found, the best first."""

    results = FoundNameSchema(many=True)


class FoundRecordSchema(serializers.Serializer[Any]):
    """A record whose texts hold the words."""

    kind = serializers.CharField(
        help_text="case, docket, entry, document, statement, event, person or court."
    )
    id = serializers.IntegerField()
    title = serializers.CharField()
    language = serializers.CharField(help_text="The language that the title is in.")
    excerpt = serializers.CharField(help_text="The part that holds most of the words.")
    speakers = serializers.ListField(
        child=serializers.CharField(), help_text="Of a statement: who says so. Empty for other kinds."
    )
    claim = serializers.CharField(
        help_text="Of statements and events: allegation, denial, finding, report or background. Else empty."
    )
    score = serializers.FloatField(help_text="0 to 1.")
    complete = serializers.BooleanField(help_text="false: it holds some of the words only.")
    url = serializers.CharField()


class FoundRecordsSchema(serializers.Serializer[Any]):
    """What was found, the best first."""

    results = FoundRecordSchema(many=True)


class SuggestionSchema(serializers.Serializer[Any]):
    """A name that may be meant."""

    name = serializers.CharField()
    kind = serializers.CharField()
    url = serializers.CharField()


class SuggestionsSchema(serializers.Serializer[Any]):
    """Names that begin as typed."""

    names = SuggestionSchema(many=True)


_Q = OpenApiParameter("q", required=True, description="A name in any script and spelling, or words.")
_LIMIT = OpenApiParameter("limit", OpenApiTypes.INT, description=f"At most {_MOST}; 10 if absent.")
_LANGUAGE = OpenApiParameter("language", enum=list(LANGUAGES), description="Of titles; en if absent.")


class PeopleView(APIView):
    """People, organizations and courts by name: transliteration, case forms, initials, slips, aliases."""

    throttle_scope = "read"

    @extend_schema(
        operation_id="find_people",
        summary="Find people by name",
        parameters=[
            _Q,
            OpenApiParameter("exact", OpenApiTypes.BOOL, description="Exact spelling only."),
            _LIMIT,
            _LANGUAGE,
        ],
        responses={200: FoundNamesSchema, **_ERRORS},
    )
    def get(self, request: Request) -> Response:
        """Who is meant, the best first, with the reason. Only those of whom there is a public page."""
        query = _query(request.query_params)
        exact = request.query_params.get("exact", "") in ("true", "1", "on")
        found = find_names(query, kinds=GROUPS[PEOPLE], limit=_limit(request.query_params), exact=exact)
        by_key = {(one.kind, one.object_id): one for one in found}
        lines = lines_of(list(by_key), Reader(_language(request.query_params), read_query("")))
        results = [_name(line, by_key[line.kind, line.object_id]) for line in lines]
        return Response(FoundNamesSchema({"results": results}).data)


class SearchView(APIView):
    """Cases, filings, statements and people by the words of their texts."""

    throttle_scope = "read"

    @extend_schema(
        operation_id="search",
        summary="Search texts",
        parameters=[
            OpenApiParameter(
                "q", required=True, description='Words, "a phrase", -without, 5:17-cv-246, ECF 67, a date.'
            ),
            OpenApiParameter("group", enum=list(GROUPS)),
            OpenApiParameter("kind", enum=["acts", "filed"]),
            OpenApiParameter("case", OpenApiTypes.INT),
            OpenApiParameter("proceeding", OpenApiTypes.INT, description="Id of a docket."),
            OpenApiParameter("court", description="Code of a court."),
            OpenApiParameter("country", description="ISO 3166 code."),
            OpenApiParameter("year", OpenApiTypes.INT),
            OpenApiParameter("exact", OpenApiTypes.BOOL, description="Words as typed only."),
            _LIMIT,
            _LANGUAGE,
        ],
        responses={200: FoundRecordsSchema, **_ERRORS},
    )
    def get(self, request: Request) -> Response:
        """Public records, the best first; those with all words before those with some."""
        _query(request.query_params)
        form = SearchForm(request.query_params)
        if not form.is_valid():
            field, errors = next(iter(form.errors.items()))
            raise Refused(field, str(errors[0]))
        query = with_dockets(read_query(form.chosen["q"]))
        query = exactly(query) if form.chosen.get("exact") else query
        group = form.chosen.get("group", "")
        filters = [*([kinds_filter(group)] if group else []), *form.filters()]
        limit = _limit(request.query_params)
        passages = {
            (one.kind, one.object_id): one for one in find_passages(query, limit=RANKED, filters=filters)
        }
        reader = Reader(_language(request.query_params), query)
        lines = lines_of(
            sorted(passages, key=lambda key: (not passages[key].complete, -passages[key].score))[:limit],
            reader,
        )
        results = [_record(line, passages[line.kind, line.object_id]) for line in lines]
        return Response(FoundRecordsSchema({"results": results}).data)


class SuggestView(APIView):
    """Names while somebody types."""

    throttle_scope = "suggest"

    @extend_schema(
        operation_id="complete_name",
        summary="Complete a name",
        parameters=[_Q, _LANGUAGE],
        responses={200: SuggestionsSchema, **_ERRORS},
    )
    def get(self, request: Request) -> Response:
        """At most eight names that begin as typed; none for less than two letters."""
        names = suggested(request.query_params.get("q", ""), _language(request.query_params))
        return Response(SuggestionsSchema({"names": names}).data)


def _query(asked: Mapping[str, str]) -> str:
    query = asked.get("q", "").strip()
    if not query:
        raise Refused("q", "is missing")
    return query


def _limit(asked: Mapping[str, str]) -> int:
    limit = asked.get("limit", "") or "10"
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:6]) <= _MOST):
        raise Refused("limit", f"is a number from 1 to {_MOST}")
    return int(limit)


def _language(asked: Mapping[str, str]) -> str:
    language = asked.get("language", "") or words.language()
    if language not in LANGUAGES:
        raise Refused("language", f"is none of {', '.join(LANGUAGES)}")
    return language


def _name(line: Line, found: Any) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "id": line.object_id,
        "name": line.title.text,
        "matched_name": found.name,
        "score": found.score,
        "why": str(found.why),
        "url": line.url,
    }


def _record(line: Line, found: Any) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "id": line.object_id,
        "title": line.title.text,
        "language": line.title.language,
        "excerpt": line.excerpt.text if line.excerpt else "",
        "speakers": [speaker.text for speaker in line.speakers],
        "claim": line.claim,
        "score": found.score,
        "complete": found.complete,
        "url": line.url,
    }
