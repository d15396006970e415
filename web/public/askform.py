"""The form of the calculator: its boxes with values, choices and errors. It works without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.calendars import Family, split_jurisdiction
from deadlines.enums import ClosureKind, CountsFrom, PeriodDirection, PeriodUnit, ServiceMethod
from deadlines.rules import RULES
from web.public import words
from web.public.addresses import closures_of, is_yes
from web.public.courtnames import STATE_NAMES, Group, courts
from web.public.rulefacts import title_of

#: How many closures the form offers; an address may name more, and then there are more rows.
CLOSURE_ROWS = 2

_UNITED_STATES = (
    *(ServiceMethod.ELECTRONIC, ServiceMethod.PERSONAL, ServiceMethod.MAIL, ServiceMethod.LEAVING_WITH_CLERK),
    *(ServiceMethod.OTHER_CONSENTED, ServiceMethod.WAIVER, ServiceMethod.RULE4_MAIL),
)
_CALIFORNIA = (ServiceMethod.PERSONAL, ServiceMethod.MAIL, ServiceMethod.ELECTRONIC)
_ENGLAND = (
    *(ServiceMethod.PERSONAL, ServiceMethod.FIRST_CLASS_POST, ServiceMethod.EMAIL_BEFORE_1630),
    *(ServiceMethod.EMAIL_AFTER_1630, ServiceMethod.CLAIM_FORM_STEP),
)
_ENGLISH_ENDS: Mapping[str, Promise] = MappingProxyType(
    {
        "earliest": gettext_lazy("the earliest day of an event"),
        "period_end": gettext_lazy("the end of the period itself"),
    }
)
#: What is wrong with a field, for people; the API says it in more detail.
_FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        "jurisdiction": gettext_lazy("Choose a court from the list."),
        "counts_from": gettext_lazy("Choose what starts the period from the list."),
        "trigger_date": gettext_lazy(
            "Give the day that starts the period, from 1963 to 2200, as YYYY-MM-DD."
        ),
        "trigger_time": gettext_lazy(
            "Give a time of the clock as YYYY-MM-DDTHH:MM. A period of hours needs one."
        ),
        "tz": gettext_lazy("Give the name of a time zone, as in America/Los_Angeles."),
        "rule": gettext_lazy("This text is too long."),
        "trigger_event": gettext_lazy("This text is too long."),
        "period": gettext_lazy("Give a rule or a period; a period may not lead outside the calendar."),
        "period.n": gettext_lazy("Give a whole number from 0 to 36,500."),
        "period.unit": gettext_lazy("Choose what is counted from the list."),
        "period.direction": gettext_lazy("Choose after or before."),
        "fixed_date": gettext_lazy("Give a day from 1963 to 2200, as YYYY-MM-DD."),
        "service_method": gettext_lazy("This way of service does not apply here."),
        "court_state": gettext_lazy("Choose a state from the list."),
        "closures": gettext_lazy("Give each closure a day and a kind."),
        "closures.date": gettext_lazy("Give days from 1963 to 2200, as YYYY-MM-DD."),
        "closures.kind": gettext_lazy("Choose the kind of closure from the list."),
        "force_rules_as_of": gettext_lazy("Give a day from 1963 to 2200, as YYYY-MM-DD."),
    }
)
#: The same beside a picker, which shows a day as the reader's own system writes it.
_PICKED: Mapping[str, Promise] = MappingProxyType(
    {
        "trigger_date": gettext_lazy("Choose the day that starts the period, from 1963 to 2200."),
        "trigger_time": gettext_lazy("Choose a day and a time of the clock. A period of hours needs both."),
        "fixed_date": gettext_lazy("Choose a day from 1963 to 2200."),
        "closures.date": gettext_lazy("Choose days from 1963 to 2200."),
        "force_rules_as_of": gettext_lazy("Choose a day from 1963 to 2200."),
    }
)
_OTHER_FAULT = gettext_lazy("This cannot be used.")
#: What a browser accepts as the value of a field; it shows an empty field for anything else.
_FORMS = {
    "date": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    "datetime-local": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]"),
    "number": re.compile(r"-?[0-9]{1,15}"),
}
#: The box under which a fault of a whole field stands.
_PLACE = {"period": "period.n", "closures": "closures.date"}


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the form: ``kind`` is a type of HTML input, or ``select``."""

    name: str
    label: str
    kind: str
    value: str
    hint: str = ""
    error: str = ""
    groups: tuple[Group, ...] = ()
    number: int = 0

    @property
    def id(self) -> str:
        """The id of the control; its hint and its error derive theirs from it."""
        return f"ask-{self.name.replace('.', '-')}{self.number or ''}"

    @property
    def described_by(self) -> str:
        """What a screen reader reads after the label."""
        return " ".join(
            f"{self.id}-{part}" for part, text in (("hint", self.hint), ("error", self.error)) if text
        )


@dataclass(frozen=True, slots=True)
class AskForm:
    """The boxes in their groups. ``more_open``: one of the further facts is given or wrong."""

    event: tuple[Box, ...]
    rule: Box
    suggestions: tuple[tuple[str, str], ...]
    period: tuple[Box, ...]
    fixed: Box
    service: Box
    more: tuple[Box, ...]
    closures: tuple[tuple[Box, Box], ...]
    more_open: bool

    @property
    def faulty(self) -> tuple[Box, ...]:
        """The boxes with an error, in the order of the form."""
        rows = (box for row in self.closures for box in row)
        every = (*self.event, self.rule, *self.period, self.fixed, self.service, *self.more, *rows)
        return tuple(box for box in every if box.error)


def build_form(query: QueryDict, faults: Mapping[str, str]) -> AskForm:
    """Return the form with what the reader gave. ``faults`` are fields that cannot be used."""
    has_period = bool(query.get("period.n", "").strip())
    told = {_PLACE.get(field, field): field for field in faults}

    def box(
        name: str, label: str, kind: str, hint: str = "", groups: Iterable[Group] = (), preset: str = ""
    ) -> Box:
        # The choices that the form makes by itself are not put into a period that was asked.
        value = query.get(name, "").strip() or ("" if has_period else preset)
        if kind == "checkbox" and not is_yes(value):
            value = ""
        shown = "text" if _is_lost(kind, value) else kind
        return Box(name, label, shown, value, hint, _error(told.get(name), shown), _with(groups, value))

    more = (
        box(
            "trigger_event",
            _("The event in words"),
            "text",
            _("Tells several periods of one rule apart: “reply”."),
        ),
        box("trigger_time", _("Time of the event"), "datetime-local", _("For a period of hours.")),
        box("tz", _("Time zone of that time"), "text", _("The court’s own if empty.")),
        box(
            "court_state", _("State of the district court"), "select", _("For a court of appeals."), _states()
        ),
        box("force_rules_as_of", _("Rules as they stood on"), "date", _("The day of the event if empty.")),
        box(
            "kind",
            _("England: what is asked"),
            "select",
            "",
            _plain(_ENGLISH_ENDS.items(), _("the last day to act")),
        ),
        box("end_is_event", _("England: the period ends with an event"), "checkbox"),
        box("at_court_office", _("England: done at the court office"), "checkbox"),
    )
    closures = _closures(query, told)
    return AskForm(
        event=(
            box("jurisdiction", _("Court"), "select", "", (_none(_("choose a court")), *courts())),
            box(
                "counts_from",
                _("What starts the period"),
                "select",
                "",
                _plain(_labels(CountsFrom), _("as the rule says")),
            ),
            box("trigger_date", _("Day of the event"), "date", _("In the court’s time zone. It is day 0.")),
        ),
        rule=box("rule", _("Rule"), "text", _("As a lawyer cites it. It gives the period unless you do.")),
        suggestions=_suggestions(),
        period=(
            box("period.n", _("Period"), "number"),
            box("period.unit", _("Unit"), "select", "", (("", _labels(PeriodUnit)),), preset="days"),
            box(
                "period.direction",
                _("Direction"),
                "select",
                "",
                (("", _labels(PeriodDirection)),),
                preset="after",
            ),
        ),
        fixed=box(
            "fixed_date", _("Or the date that the court named"), "date", _("Such a date is not counted.")
        ),
        service=box(
            "service_method", _("Way of service"), "select", "", _ways(query.get("jurisdiction", ""))
        ),
        more=more,
        closures=closures,
        more_open=any(one.value or one.error for one in (*more, *(day for day, _kind in closures))),
    )


def _error(field: str | None, shown: str) -> str:
    """What is wrong with a field, for who looks at a box of this kind; nothing if no field is at fault."""
    if field is None:
        return ""
    picked = _PICKED if shown in ("date", "datetime-local") else {}
    return str(picked.get(field) or _FAULTS.get(field, _OTHER_FAULT))


def _is_lost(kind: str, value: str) -> bool:
    """Whether a browser would show an empty field for this value, which a field for text keeps."""
    if not value or kind not in _FORMS:
        return False
    return not _FORMS[kind].fullmatch(value) or (kind != "number" and not _is_day(value[:10]))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def applies(method: ServiceMethod, jurisdiction: str) -> bool:
    """Return whether the law of a court knows a way of service. ValueError for no jurisdiction."""
    return method in _ways_of(split_jurisdiction(jurisdiction)[0])


def _ways_of(family: Family) -> tuple[ServiceMethod, ...]:
    if family is Family.ENGLAND_AND_WALES:
        return _ENGLAND
    return _CALIFORNIA if family is Family.CALIFORNIA_SUPERIOR else _UNITED_STATES


def _ways(jurisdiction: str) -> tuple[Group, ...]:
    """The ways of service of the court that was chosen; before that, of all."""

    def named(ways: Iterable[ServiceMethod]) -> tuple[tuple[str, str], ...]:
        return tuple((way.value, str(way.label)) for way in ways)

    first = _none(_("not given"))
    try:
        return first, ("", named(_ways_of(split_jurisdiction(jurisdiction.strip())[0])))
    except ValueError:
        return (
            first,
            (_("United States"), named(_UNITED_STATES)),
            (_("England and Wales"), named(one for one in _ENGLAND if one not in _UNITED_STATES)),
        )


def _none(label: str) -> Group:
    return "", (("", label),)


def _plain(choices: Iterable[tuple[str, Promise | str]], none: str) -> tuple[Group, ...]:
    return _none(none), ("", tuple(choices))


def _labels(words_of: type[TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, str(choice.label)) for choice in words_of)


def _states() -> tuple[Group, ...]:
    return _none(_("not given")), ("", tuple(sorted(STATE_NAMES.items(), key=lambda pair: pair[1])))


def _with(groups: Iterable[Group], value: str) -> tuple[Group, ...]:
    """The groups, and the value itself where none has it: what was asked is never lost, nor put right."""
    every = tuple(groups)
    known_values = {known for _label, choices in every for known, _name in choices}
    if not every or value in known_values:
        return every
    return (_none(_("choose")), *every) if not value else (*every, ("", ((value, value),)))


def _closures(query: QueryDict, told: Mapping[str, str]) -> tuple[tuple[Box, Box], ...]:
    given = closures_of(query)
    rows = given + [("", "")] * max(1, CLOSURE_ROWS - len(given))
    kinds: tuple[Group, ...] = (("", _labels(ClosureKind)),)
    boxes = []
    for number, (day, kind) in enumerate(rows, start=1):
        input_kind = "text" if _is_lost("date", day) else "date"
        error = _error(told.get("closures.date"), input_kind) if day else ""
        wrong_kind = _error(told.get("closures.kind"), "select") if day else ""
        first = Box("closures.date", _("Court closed on"), input_kind, day, "", error, (), number)
        second = Box(
            "closures.kind", _("Kind of closure"), "select", kind, "", wrong_kind, _with(kinds, kind), number
        )
        boxes.append((first, second))
    return tuple(boxes)


def _suggestions() -> tuple[tuple[str, str], ...]:
    """Each citation of the library once, with the titles of its periods."""
    titles: dict[str, dict[str, None]] = {}
    for rule in RULES:
        titles.setdefault(rule.citation, {})[title_of(rule, words.language()).text] = None
    return tuple((citation, " / ".join(names)) for citation, names in titles.items())
