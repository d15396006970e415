"""The read-only API: compute a deadline, read the rule library or a public deadline. No login, no session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from deadlines.models import Deadline, RuleReview
from deadlines.questions import BadQuestion, answer, parse_question, to_data
from deadlines.rules import RULES, Rule, TriggerKind, as_data, content_hash
from foundation.core.languages import LANGUAGES
from web.public.addresses import data_of
from web.public.api import schemas
from web.public.api.errors import Refused
from web.public.gone import get_public_or_gone

_ERRORS = {400: schemas.ErrorSchema, 429: schemas.ErrorSchema}
_LONGEST_FILTER = 200
#: One for all rules: to make a serializer costs more than to use it.
_RULE = schemas.RuleSchema()


class ComputeView(APIView):
    """One question, one answer: the same fields and the same answer as the command ``compute_deadlines``."""

    throttle_scope = "compute"

    @extend_schema(
        operation_id="compute_deadline_of_address",
        summary="Compute a deadline from an address",
        parameters=schemas.QUERY_PARAMETERS,
        responses={200: schemas.AnswerSchema, **_ERRORS},
    )
    def get(self, request: Request) -> Response:
        """Answer the question in the query of the address, as the calculator's permanent links have it."""
        return _answered(data_of(request.query_params))

    @extend_schema(
        operation_id="compute_deadline",
        summary="Compute a deadline",
        request=schemas.QuestionSchema,
        responses={200: schemas.AnswerSchema, **_ERRORS, **dict.fromkeys((413, 415), schemas.ErrorSchema)},
    )
    def post(self, request: Request) -> Response:
        """Answer the question in the body, a JSON object."""
        return _answered(request.data)


def _answered(data: Any) -> Response:
    try:
        return Response(to_data(answer(parse_question(data), RULES)))
    except BadQuestion as error:
        raise Refused(error.field, error.message) from error


class _Pages(LimitOffsetPagination):
    default_limit = 100
    max_limit = 500


class RulesView(APIView):
    """The rule library: periods with their authority, their dates and their source."""

    throttle_scope = "read"

    @extend_schema(
        operation_id="list_rules",
        summary="List the rules",
        parameters=[
            OpenApiParameter(
                "citation", description="Part of a citation, or a citation as a lawyer writes it."
            ),
            OpenApiParameter("trigger_kind", enum=[kind.value for kind in TriggerKind]),
            OpenApiParameter("on", OpenApiTypes.DATE, description="Only rules in force on this day."),
            OpenApiParameter("limit", OpenApiTypes.INT, description="At most 500; 100 if absent."),
            OpenApiParameter("offset", OpenApiTypes.INT),
        ],
        responses={200: schemas.RulePageSchema, **_ERRORS},
    )
    def get(self, request: Request) -> Response:
        """The rules in the order of the library."""
        found = _narrowed(request.query_params)
        pages = _Pages()
        rules = pages.paginate_queryset(found, request, self) or []
        reviews = _reviews([rule.key for rule in rules])
        return pages.get_paginated_response([_rule_data(rule, reviews) for rule in rules])


class RuleView(APIView):
    """One rule of the library."""

    throttle_scope = "read"

    @extend_schema(
        operation_id="read_rule",
        summary="Read a rule",
        responses={200: schemas.RuleSchema, 404: schemas.ErrorSchema, 429: schemas.ErrorSchema},
    )
    def get(self, request: Request, key: str) -> Response:
        """The rule with this key."""
        try:
            rule = RULES[key]
        except KeyError as error:
            raise Http404 from error
        return Response(_rule_data(rule, _reviews([key])))


class DeadlineView(APIView):
    """A deadline of a case that readers may see."""

    throttle_scope = "read"

    @extend_schema(
        operation_id="read_deadline",
        summary="Read a public deadline",
        responses={
            200: schemas.DeadlineSchema,
            **dict.fromkeys((404, 410, 429), schemas.ErrorSchema),
        },
    )
    def get(self, request: Request, pk: int) -> Response:
        """The deadline with its steps, other readings and caveats."""
        rows = Deadline.objects.select_related("docket__court", "trigger", "library_rule")
        row = get_public_or_gone(rows, pk)
        return Response(schemas.DeadlineSchema(_deadline_data(row)).data)


class SchemaView(SpectacularAPIView):
    """The description of the API, as YAML or, with ``?format=json``, as JSON."""

    throttle_scope = "read"


class NowhereView(APIView):
    """An address that the API does not have."""

    throttle_scope = "read"
    schema = None  # not described

    def get(self, request: Request) -> Response:
        """404, in the form of every error."""
        raise Http404


def _narrowed(query: Mapping[str, str]) -> list[Rule]:
    """The rules that the query asks for. Raises ``Refused``."""
    citation, kind, on = (query.get(name, "").strip() for name in ("citation", "trigger_kind", "on"))
    if len(citation) > _LONGEST_FILTER:
        raise Refused("citation", f"is longer than {_LONGEST_FILTER} characters")
    if kind and kind not in set(TriggerKind):
        raise Refused("trigger_kind", f"is none of {', '.join(TriggerKind)}")
    day = _day(on)
    meant = {rule.key for rule in RULES.find_all(citation, day or date.max)} if citation else set()
    return [
        rule
        for rule in RULES
        if (not citation or citation.lower() in rule.citation.lower() or rule.key in meant)
        and (not kind or rule.trigger_kind == kind)
        and (day is None or rule.in_force(day))
    ]


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("on", "is a date YYYY-MM-DD") from error


def _reviews(keys: list[str]) -> dict[tuple[str, str], date]:
    """The first signature of each text of these rules, by key and fingerprint."""
    signed = RuleReview.objects.filter(rule_key__in=keys).order_by("-reviewed_on", "-pk")
    return {
        (key, text): day for key, text, day in signed.values_list("rule_key", "content_hash", "reviewed_on")
    }


def _rule_data(rule: Rule, reviews: Mapping[tuple[str, str], date]) -> Mapping[str, Any]:
    fingerprint = content_hash(rule)
    period = rule.period
    data = {
        **as_data(rule),
        "period": period and {"n": period.n, "unit": period.unit, "direction": period.direction},
        "in_force_from": rule.in_force_from,
        "in_force_through": rule.in_force_through,
        "content_hash": fingerprint,
        "reviewed_on": reviews.get((rule.key, fingerprint)),
    }
    return _RULE.to_representation(data)


def _by_language(row: Deadline, field: str) -> dict[str, str]:
    texts = {code: getattr(row, f"{field}_{code}") for code in LANGUAGES}
    return {code: text for code, text in texts.items() if text}


def _deadline_data(row: Deadline) -> dict[str, Any]:
    own = (
        *(
            "rule",
            "basis",
            "due_on",
            "due_time",
            "computed_on",
            "court_stated_on",
            "state",
            "paused_on",
            "length_confidence",
        ),
        *("due_confidence", "steps", "readings", "caveats", "revision", "updated_at"),
    )
    length = {"n": row.period_length, "unit": row.period_unit, "direction": row.period_direction}
    return {
        **{name: getattr(row, name) for name in own},
        "id": row.pk,
        "title": _by_language(row, "title"),
        "length_note": _by_language(row, "length_note"),
        "case": row.docket.case_id,
        "docket_number": row.docket.docket_number,
        "court": row.docket.court.code if row.docket.court else None,
        "trigger_kind": row.trigger.kind,
        "trigger_date": row.trigger.starts_on,
        "period": length if row.period_length is not None else None,
        "rule_key": row.library_rule.key if row.library_rule else None,
        "url": reverse("public:proof", args=[row.pk]),
    }
