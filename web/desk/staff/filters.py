"""What a member of staff may choose of all deadlines: one choice for page, table, month and calendar."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Court
from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline, DeadlineQuerySet, Watcher
from deadlines.reminders.people import recipients_of
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.core.languages import LANGUAGES, sort_key
from web.desk.search import word_condition, words_of
from web.desk.staff.frame import member
from web.desk.staff.lines import SEE_SEALED
from web.desk.wording import name_of

#: Every status, and not only those of deadlines that run.
EVERY = "all"
#: Whom a deadline concerns: the reader, or nobody.
ME, NOBODY = "me", "nobody"
_SEARCHED = (
    *(f"{field}_{language}" for field in ("title", "docket__case__title") for language in LANGUAGES),
    "docket__docket_number",
    "docket__caption",
)
_OBLIGOR = tuple(f"obligor__name_{language}" for language in LANGUAGES)


def deadlines_of(user: User) -> DeadlineQuerySet:
    """Return the deadlines that a member of staff may see, withdrawn ones too, with what a line shows."""
    return Deadline.objects.for_member(user).select_related(
        "docket__case", "docket__court", "obligor", "trigger", "satisfied_by__docket"
    )


def _courts(request: HttpRequest) -> Any:
    seen = Deadline.objects.for_member(member(request))
    return Court.objects.filter(pk__in=seen.values("docket__court"))


def _cases(request: HttpRequest) -> Any:
    seen = Deadline.objects.for_member(member(request))
    return Case.objects.filter(pk__in=seen.values("docket__case"))


class DeadlineFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Narrows deadlines by court, case, person, status and words; by itself it leaves those that run."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[*DeadlineStatus.choices, (EVERY, _("every status"))],
        empty_label=_("open or needs review"),
        method="by_state",
    )
    court = django_filters.ModelChoiceFilter(
        label=_("Court"), field_name="docket__court", queryset=_courts, empty_label=_("all courts")
    )
    case = django_filters.ModelChoiceFilter(
        label=_("Case"), field_name="docket__case", queryset=_cases, empty_label=_("all cases")
    )
    person = django_filters.ChoiceFilter(label=_("Watched by"), empty_label=_("anybody"), method="by_person")
    q = django_filters.CharFilter(label=_("Words, docket number or party"), max_length=200, method="by_words")

    class Meta:
        model = Deadline
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the people who watch something."""
        super().__init__(*args, **kwargs)
        people = User.objects.filter(pk__in=Watcher.objects.values("user"))
        language = (get_language() or "en")[:2]
        named = sorted(
            ((str(user.pk), name_of(user)) for user in people), key=lambda one: sort_key(one[1], language)
        )
        self.filters["person"].extra["choices"] = [(ME, _("me")), (NOBODY, _("nobody is told")), *named]

    @property
    def narrowed(self) -> int:
        """How many of the choices were made."""
        return sum(bool(value) for value in self.form.cleaned_data.values())

    def filter_queryset(self, queryset: Any) -> Any:
        """Leave out what is over, unless a status was chosen."""
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.running()
        return super().filter_queryset(queryset)

    def by_state(self, queryset: Any, name: str, value: str) -> Any:
        """Keep one status, or every."""
        return queryset if value == EVERY else queryset.filter(state=value)

    def by_person(self, queryset: Any, name: str, value: str) -> Any:
        """Keep what a person watches, stopped mails or not; or what nobody is told of."""
        if value == NOBODY:
            told = recipients_of(list(queryset.select_related("docket")))
            return queryset.filter(pk__in=[pk for pk, people in told.items() if not people])
        rows = Watcher.objects.filter(user=member(self.request).pk if value == ME else int(value))
        return queryset.filter(
            Q(pk__in=rows.filter(deadline__isnull=False).values("deadline"))
            | Q(docket__case__in=rows.filter(case__isnull=False).values("case"))
        )

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep what has every word in its title, case, docket or the name of who must act."""
        may_name = Q() if member(self.request).has_perm(SEE_SEALED) else Q(obligor__sealed=False)
        for word in words_of(value):
            queryset = queryset.filter(
                word_condition(_SEARCHED, word) | word_condition(_OBLIGOR, word) & may_name
            )
        return queryset


def filter_of(request: HttpRequest) -> DeadlineFilter:
    """Return the choice of a request over all that its member of staff may see; withdrawn ones are out."""
    deadlines = deadlines_of(member(request)).exclude(status=PublicationStatus.WITHDRAWN)
    return DeadlineFilter(request.GET, queryset=deadlines, request=request)


def chosen_deadlines(request: HttpRequest) -> DeadlineQuerySet:
    """Return the deadlines that a request chooses, for whatever is no page.

    Raises BadRequest for a choice that is none: nobody shall take a wider list for a narrower one.
    """
    chosen = filter_of(request)
    if not chosen.is_valid():
        raise BadRequest("this is no choice of deadlines")
    queryset: DeadlineQuerySet = chosen.qs
    return queryset
