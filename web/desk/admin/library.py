"""The rule library to look at, a lawyer's signature under a rule, and the closures of courts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from deadlines.library import review_rule
from deadlines.models import CourtClosure, DeadlineRule, HolidayRow, RuleReview
from web.desk.forms import ReasonForm
from web.desk.options import REASON, DeskAdmin, ReadOnlyAdmin, TranslatedAdmin, author


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(ReadOnlyAdmin):
    """The shipped rules; they are changed in their files, never here."""

    list_display = ("citation", "title", "in_force_from", "in_force_through", "review", "is_current")
    list_filter = ("is_current", "jurisdiction")
    search_fields = ("citation", "key", "title_en", "title_ru", "title_kk")
    fields = (
        *("citation", "title_en", "title_ru", "title_kk", "key", "jurisdiction"),
        *("in_force_from", "in_force_through", "is_current", "whole_rule", "review", "sign"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read with each rule who has signed its present text."""
        return DeadlineRule.objects.with_review()

    @admin.display(description=_("review"))
    def review(self, rule: Any) -> str:
        """Say who has read the present text, and when."""
        if rule.review_on is None:
            return str(_("not reviewed by a lawyer"))
        return f"{rule.reviewer_name}, {rule.review_on.isoformat()}"

    @admin.display(description=_("the rule"))
    def whole_rule(self, rule: DeadlineRule) -> SafeString:
        """Show every field of the rule, as its file has it."""
        rows = format_html_join(
            "", "<dt>{}</dt><dd>{}</dd>", ((name, _shown(value)) for name, value in sorted(rule.data.items()))
        )
        return format_html("<dl>{}</dl>", rows)

    @admin.display(description=_("sign"))
    def sign(self, rule: DeadlineRule) -> SafeString:
        """Lead to the form on which a lawyer signs this text."""
        address = reverse("admin:deadlines_rulereview_add")
        return format_html(
            '<a href="{}?rule={}">{}</a>', address, rule.pk, _("I have read this text and want to sign it")
        )


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_shown(item)}" for name, item in value.items() if item not in (None, ""))
    if isinstance(value, list):
        flat = not any(isinstance(item, Mapping | list) for item in value)
        return (" " if flat else " | ").join(_shown(item) for item in value)
    return "" if value is None else str(value)


class RuleReviewForm(ReasonForm):
    """A signature under the present text of a rule."""

    rule = forms.ModelChoiceField(label=_("Rule"), queryset=DeadlineRule.objects.none())
    has_read = forms.BooleanField(label=_("I have read this text"))

    class Meta:
        model = RuleReview
        fields = ("note",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the rules of the library."""
        super().__init__(*args, **kwargs)
        if "rule" in self.fields:  # the form of a signature that exists has none
            choices: Any = self.fields["rule"]
            choices.queryset = DeadlineRule.objects.current()
            choices.label_from_instance = _choice


def _choice(rule: DeadlineRule) -> str:
    return f"{rule.citation} ({rule.key})"


@admin.register(RuleReview)
class RuleReviewAdmin(DeskAdmin):
    """Who has read which text of which rule; a signature is given and never changed."""

    form = RuleReviewForm
    list_display = ("rule_key", "reviewer", "reviewed_on", "of_present_text")
    list_select_related = ("reviewer",)
    search_fields = ("rule_key", "reviewer__username", "note")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read with each signature whether the rule still says the same."""
        return RuleReview.objects.of_rules()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form asks for the rule; a signature shows what was signed."""
        return ("rule", "has_read", "note") if obj is None else self._signed

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A signature is not changed."""
        return () if obj is None else self._signed

    _signed = ("rule_key", "content_hash", "reviewer", "reviewed_on", "note", "of_present_text")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A signature is never changed; another text is signed anew."""
        return False

    def save_one(self, request: HttpRequest, obj: RuleReview, form: Any) -> None:
        """Sign the text that the rule has now, as the person who is logged in."""
        signed = review_rule(
            form.cleaned_data["rule"], by=author(request), on=timezone.localdate(), note=obj.note
        )
        obj.pk, obj.rule_key = signed.pk, signed.rule_key
        obj.reviewer, obj.reviewed_on = signed.reviewer, signed.reviewed_on

    @admin.display(description=_("of the present text"), boolean=True)
    def of_present_text(self, review: Any) -> bool:
        """Whether the rule still says what was signed."""
        return bool(review.is_present)


@admin.register(CourtClosure)
class CourtClosureAdmin(TranslatedAdmin):
    """Days on which a court was closed or could not be reached."""

    list_display = ("day", "court", "kind", "source")
    list_display_links = ("day",)
    list_filter = ("kind",)
    list_select_related = ("court",)
    search_fields = ("court__name", "court__short_name", "court__code", "source")
    autocomplete_fields = ("court",)
    fieldsets = ((None, {"fields": ["court", "day", "kind", "source", "note"]}), REASON)


@admin.register(HolidayRow)
class HolidayRowAdmin(ReadOnlyAdmin):
    """The shipped holiday calendars, to look at."""

    list_display = ("day", "calendar", "name_key", "counts", "unsettled", "source", "authority")
    list_filter = ("calendar", "counts")
    search_fields = ("name_key", "authority")
