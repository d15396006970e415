"""Lists of the desk, quick at a million rows: counts that stop, the bin, what can be done with many."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from web.desk.bulk import bin_action, change_action, unbin_action
from web.desk.models import SavedFilter
from web.desk.operations import drop_filter, save_filter
from web.desk.search import word_condition, words_of

#: So many rows are counted and can be paged through; whoever looks for more narrows the list.
COUNTED = 10_000

#: How the filter by the state of publication is asked for.
_STATE = "status__exact"


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # of any rows
    """Counts up to `COUNTED` rows: to count a million takes longer than to show fifty of them."""

    @cached_property
    def count(self) -> int:
        """How many rows there are; `COUNTED` may be more."""
        rows: Any = self.object_list
        return int(rows.order_by()[:COUNTED].count())

    @property
    def is_capped(self) -> bool:
        """Whether there may be more rows than were counted."""
        return self.count == COUNTED


class QuickList:
    """Mixed into the admin of every record."""

    paginator: ClassVar[Any] = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    #: Paths that a list reads, so that its number of queries does not grow with its rows.
    list_select_related: ClassVar[Any] = ()
    #: Fields with a closed set of words that a bulk action may set.
    bulk_fields: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:
        opts: Any
        model: Any

        def get_search_fields(self, request: HttpRequest) -> Any: ...

        def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool: ...

        def has_view_or_change_permission(self, request: HttpRequest, obj: Any = None) -> bool: ...

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list with the filters that this editor has saved; save one, or drop one."""
        if (
            request.method == "POST"
            and "_filter" in request.POST
            and self.has_view_or_change_permission(request)
        ):
            return self._keep_filter(request)
        shown = request.GET.copy()
        shown.pop("p", None)
        mine = SavedFilter.objects.filter(user=request.user.pk, listed=self.opts.label_lower)
        context = {"saved_filters": mine, "shown_query": shown.urlencode(), **(extra_context or {})}
        response: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]  # of the admin
        return response

    def _keep_filter(self, request: HttpRequest) -> HttpResponse:
        given: Any = {
            "user": request.user,
            "listed": self.opts.label_lower,
            "name": request.POST.get("name", ""),
        }
        try:
            if request.POST["_filter"] == "drop":
                drop_filter(**given)
            else:
                save_filter(**given, query=request.POST.get("query", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(request.get_full_path())

    def get_actions(self, request: HttpRequest) -> Any:
        """Offer what can be done with many records: to change a field, to bin, to take out of the bin."""
        actions = super().get_actions(request)  # type: ignore[misc]  # of the admin
        if IS_POPUP_VAR in request.GET or not self.has_change_permission(request):
            return actions
        offered: dict[str, Any] = {"change_many": change_action} if self.bulk_fields else {}
        if issubclass(self.model, Publication) and self.model.binnable:
            binned = looks_into_bin(request)
            offered |= {"unbin_many": unbin_action} if binned else {"bin_many": bin_action}
        return actions | {name: (action, name, action.short_description) for name, action in offered.items()}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read what is outside the bin; the list of the bin itself is the filter by that state."""
        rows = super().get_queryset(request)  # type: ignore[misc]  # of the admin
        if not issubclass(rows.model, Publication) or _asks_for_one(request):
            return rows
        if not looks_into_bin(request):
            rows = rows.exclude(status=PublicationStatus.BINNED)
        if request.GET.get(_STATE, PublicationStatus.PUBLISHED) != PublicationStatus.PUBLISHED:
            # What the filter says already, in the words of the index of what is not published.
            rows = rows.exclude(status=PublicationStatus.PUBLISHED)
        return rows

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find records that hold every typed word in one of the searched columns, in any letter case."""
        fields = list(self.get_search_fields(request))
        for condition in self.search_conditions(fields, search_term):
            queryset = queryset.filter(condition)
        return queryset, any(lookup_spawns_duplicates(self.opts, field) for field in fields)

    def search_conditions(self, fields: list[str], search_term: str) -> list[models.Q]:
        """Return one condition per word."""
        return [word_condition(fields, word) for word in words_of(search_term)]

    def autocomplete_label(self, record: Any) -> str:
        """Return how a record is named in a list to choose from."""
        return str(record)


def looks_into_bin(request: HttpRequest) -> bool:
    """Whether a list shows what is in the bin, or the page of one record is asked for by its key."""
    return _asks_for_one(request) or request.GET.get(_STATE) == PublicationStatus.BINNED


def _asks_for_one(request: HttpRequest) -> bool:
    found = request.resolver_match
    return found is not None and "object_id" in found.kwargs
