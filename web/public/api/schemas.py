"""The shapes of the API, for its description and for writing answers.

A question is checked by ``deadlines.questions.parse_question``, the same check as the command's; the
serializers of questions only describe it.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from deadlines.computation import CountsFrom, Direction, ServiceMethod, Unit
from deadlines.computation.england import Kind
from deadlines.computation.types import MAX_N
from deadlines.enums import DeadlineStatus, DueBasis
from deadlines.questions import AnswerStatus, ClosureKind
from deadlines.rules import TriggerKind

# The closed sets, by name: the description gives each a schema of its own.
UNITS = [(word.value, word.value) for word in Unit]
DIRECTIONS = [(word.value, word.value) for word in Direction]
COUNTS_FROM = [(word.value, word.value) for word in CountsFrom]
SERVICE_METHODS = [(word.value, word.value) for word in ServiceMethod]
CLOSURE_KINDS = [(word.value, word.value) for word in ClosureKind]
ENGLISH_KINDS = [(word.value, word.value) for word in Kind]
ANSWER_STATUSES = [(word.value, word.value) for word in AnswerStatus]
TRIGGER_KINDS = [(word.value, word.value) for word in TriggerKind]


class PeriodSchema(serializers.Serializer[Any]):
    """So many units after or before the event; 0 days ask when service is deemed made."""

    n = serializers.IntegerField(min_value=0, max_value=MAX_N)
    unit = serializers.ChoiceField(UNITS)
    direction = serializers.ChoiceField(DIRECTIONS)


class ClosureSchema(serializers.Serializer[Any]):
    """A day on which the court was closed."""

    date = serializers.DateField()
    kind = serializers.ChoiceField(CLOSURE_KINDS)


class QuestionSchema(serializers.Serializer[Any]):
    """A question: a court, an event, and a rule, a period or a date that the court fixed. null is absent."""

    id = serializers.CharField(required=False, help_text="Comes back with the answer.")
    jurisdiction = serializers.CharField(
        help_text="us-fed-cand (district court), us-frap-ca9 (court of appeals), us-bk-canb (bankruptcy), "
        "us-bap-ca9; any in place of the court's code; gb-eaw; us-ca-superior."
    )
    trigger_date = serializers.DateField(
        required=False, help_text="The day of the event, 1963 to 2200: day 0."
    )
    trigger_time = serializers.CharField(
        required=False, help_text="Local time YYYY-MM-DDTHH:MM; for a period of hours."
    )
    tz = serializers.CharField(
        required=False, help_text="IANA zone of trigger_time; the court's own if absent."
    )
    trigger_event = serializers.CharField(
        required=False, help_text="The event in words; chooses among periods of one rule."
    )
    rule = serializers.CharField(required=False, help_text="Citation as a lawyer writes it.")
    period = PeriodSchema(required=False, help_text="Without it the rule library gives the period.")
    counts_from = serializers.ChoiceField(COUNTS_FROM, required=False)
    service_method = serializers.ChoiceField(SERVICE_METHODS, required=False)
    court_state = serializers.CharField(
        required=False, help_text="Two letters: the state of the district court, for a court of appeals."
    )
    fixed_date = serializers.CharField(
        required=False,
        help_text="A date that the court named, YYYY-MM-DD or with its hour YYYY-MM-DDTHH:MM: not counted.",
    )
    closures = ClosureSchema(many=True, required=False, help_text="At most 1,000.")
    force_rules_as_of = serializers.DateField(
        required=False, help_text="Count as the rules stood on this day."
    )
    kind = serializers.ChoiceField(ENGLISH_KINDS, required=False, help_text="England and Wales only.")
    end_is_event = serializers.BooleanField(required=False, help_text="England and Wales only.")
    at_court_office = serializers.BooleanField(required=False, help_text="England and Wales only.")


class StepSchema(serializers.Serializer[Any]):
    """One step of the count; what a step does not have is left out."""

    kind = serializers.CharField()
    day = serializers.DateField()
    authority = serializers.CharField()
    holiday = serializers.CharField(required=False, help_text="Key of the holiday.")
    n = serializers.IntegerField(required=False, help_text="Number of the day, or of added days.")
    observed = serializers.BooleanField(required=False)
    at = serializers.CharField(required=False, help_text="HH:MM in the time of the court.")


class ReadingSchema(serializers.Serializer[Any]):
    """Another date that a court may find right."""

    due = serializers.CharField()
    why = serializers.CharField(help_text="In English.")
    authority = serializers.CharField()
    day = serializers.DateField(help_text="The doubtful day.")
    key = serializers.CharField(help_text="The reason as a key.")


class AnswerSchema(serializers.Serializer[Any]):
    """An answer with its reasons."""

    id = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(ANSWER_STATUSES)
    due = serializers.CharField(allow_null=True, help_text="YYYY-MM-DD; YYYY-MM-DDTHH:MM for hours.")
    readings = ReadingSchema(many=True)
    steps = StepSchema(many=True, help_text="Never empty.")
    authority = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField(), help_text="Keys, some with ': detail'.")


class ErrorSchema(serializers.Serializer[Any]):
    """What is wrong, and with which field; an empty field is the whole request."""

    field = serializers.CharField()
    message = serializers.CharField()


class RuleSchema(serializers.Serializer[Any]):
    """A rule of the library as it stood between two days."""

    key = serializers.CharField()
    citation = serializers.CharField()
    jurisdiction = serializers.CharField()
    title = serializers.DictField(child=serializers.CharField(), help_text="By language: en, ru, kk.")
    trigger_kind = serializers.ChoiceField(TRIGGER_KINDS)
    trigger = serializers.CharField()
    period = PeriodSchema(allow_null=True)
    counts_from = serializers.ChoiceField(COUNTS_FROM)
    obligor = serializers.CharField()
    in_force_from = serializers.DateField(allow_null=True, help_text="null: not recorded.")
    in_force_through = serializers.DateField(allow_null=True, help_text="null: the present text.")
    counting = serializers.CharField()
    adds_three = serializers.BooleanField()
    warnings = serializers.ListField(child=serializers.CharField())
    notes = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a declared field, not the attribute
    confidence = serializers.CharField()
    content_hash = serializers.CharField()
    reviewed_on = serializers.DateField(allow_null=True, help_text="null: no lawyer has reviewed this text.")


class RulePageSchema(serializers.Serializer[Any]):
    """A part of the list of rules."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RuleSchema(many=True)


class DeadlineSchema(serializers.Serializer[Any]):
    """A public deadline of a case, with the steps that led to its day."""

    id = serializers.IntegerField()
    title = serializers.DictField(
        child=serializers.CharField(), help_text="By language; only those there are."
    )
    case = serializers.IntegerField()
    docket_number = serializers.CharField(help_text="Empty: not verified.")
    court = serializers.CharField(allow_null=True, help_text="The court's code.")
    trigger_kind = serializers.CharField()
    trigger_date = serializers.DateField(allow_null=True)
    period = PeriodSchema(allow_null=True)
    rule = serializers.CharField()
    rule_key = serializers.CharField(allow_null=True)
    basis = serializers.ChoiceField(DueBasis.choices)
    due_on = serializers.DateField(allow_null=True)
    due_time = serializers.TimeField(allow_null=True, format="%H:%M")
    computed_on = serializers.DateField(allow_null=True)
    court_stated_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(DeadlineStatus.choices)
    paused_on = serializers.DateField(allow_null=True, help_text="The clock stands still since then.")
    length_confidence = serializers.CharField()
    length_note = serializers.DictField(
        child=serializers.CharField(), help_text="How the length is known, by language."
    )
    due_confidence = serializers.CharField()
    steps = StepSchema(many=True)
    readings = ReadingSchema(many=True)
    caveats = serializers.ListField(child=serializers.CharField())
    revision = serializers.IntegerField()
    updated_at = serializers.DateTimeField()
    url = serializers.CharField(help_text="The proof page.")


def _parameter(
    name: str, kind: OpenApiTypes, description: str, enum: list[tuple[str, str]] | None = None
) -> OpenApiParameter:
    words = [word for word, _label in enum] if enum else None
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description, enum=words)


def _query_parameters() -> list[OpenApiParameter]:
    """The fields of a question in an address: what is nested has a dot."""
    kinds = {serializers.DateField: OpenApiTypes.DATE, serializers.BooleanField: OpenApiTypes.BOOL}
    found = []
    for name, field in QuestionSchema().fields.items():
        if name in ("period", "closures"):
            continue
        choices = (
            [(word, word) for word in field.choices] if isinstance(field, serializers.ChoiceField) else None
        )
        kind = kinds.get(type(field), OpenApiTypes.STR)
        found.append(_parameter(name, kind, str(field.help_text or ""), choices))
    return [
        *found,
        _parameter("period.n", OpenApiTypes.INT, f"0 to {MAX_N}."),
        _parameter("period.unit", OpenApiTypes.STR, "", UNITS),
        _parameter("period.direction", OpenApiTypes.STR, "", DIRECTIONS),
        OpenApiParameter(
            "closures.date", OpenApiTypes.DATE, many=True, description="In pairs with closures.kind."
        ),
        OpenApiParameter(
            "closures.kind", OpenApiTypes.STR, many=True, enum=[word for word, _l in CLOSURE_KINDS]
        ),
    ]


QUERY_PARAMETERS = _query_parameters()
