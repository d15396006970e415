"""What is said beside a date: names of holidays, caveats, warnings and reasons of other readings.

All of them are keys where they are computed, and words only here, in the active language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from deadlines.calendars.names import english_names

_HOLIDAYS: Mapping[str, Promise] = MappingProxyType(
    {
        "new_years_day": gettext_lazy("New Year’s Day"),
        "martin_luther_king_day": gettext_lazy("Martin Luther King Jr. Day"),
        "washingtons_birthday": gettext_lazy("Washington’s Birthday"),
        "memorial_day": gettext_lazy("Memorial Day"),
        "juneteenth": gettext_lazy("Juneteenth National Independence Day"),
        "independence_day": gettext_lazy("Independence Day"),
        "labor_day": gettext_lazy("Labor Day"),
        "columbus_day": gettext_lazy("Columbus Day"),
        "veterans_day": gettext_lazy("Veterans Day"),
        "thanksgiving_day": gettext_lazy("Thanksgiving Day"),
        "christmas_day": gettext_lazy("Christmas Day"),
        "inauguration_day": gettext_lazy("Inauguration Day"),
        "day_of_mourning": gettext_lazy("national day of mourning"),
        "day_of_closed_agencies": gettext_lazy("day on which federal agencies were closed"),
        "day_after_new_years_day": gettext_lazy("day after New Year’s Day"),
        "lincoln_day": gettext_lazy("Lincoln Day"),
        "lincolns_birthday": gettext_lazy("Lincoln’s Birthday"),
        "cesar_chavez_day": gettext_lazy("Cesar Chavez Day"),
        "farmworkers_day": gettext_lazy("Farmworkers Day"),
        "admission_day": gettext_lazy("Admission Day"),
        "genocide_remembrance_day": gettext_lazy("Genocide Remembrance Day"),
        "native_american_day": gettext_lazy("Native American Day"),
        "lunar_new_year": gettext_lazy("Lunar New Year"),
        "day_after_thanksgiving": gettext_lazy("day after Thanksgiving"),
        "election_day": gettext_lazy("Election Day"),
        "good_friday": gettext_lazy("Good Friday"),
        "easter_monday": gettext_lazy("Easter Monday"),
        "boxing_day": gettext_lazy("Boxing Day"),
        "declared_by_court": gettext_lazy("declared a holiday by the court"),
        "closed_by_president": gettext_lazy("federal agencies closed by order of the President"),
    }
)

_FRIDAY = gettext_lazy(
    "Whether the Friday before a Saturday holiday is a legal holiday for this purpose "
    "is not settled; the earlier of the two dates is the safe one."
)
_CAVEATS: Mapping[str, Promise] = MappingProxyType(
    {
        # What a calendar leaves out.
        "state_holidays_not_counted": gettext_lazy(
            "Holidays of the state where the court sits are not counted here; if the last day is one, "
            "the period ends later."
        ),
        "closures_not_counted": gettext_lazy(
            "Days on which the court or the clerk’s office was closed for another reason "
            "are not counted here."
        ),
        "state_holidays_not_covered": gettext_lazy(
            "The holidays of the state are not known for these years; if the last day is one, "
            "the period ends later."
        ),
        "district_court_state_unknown": gettext_lazy(
            "The state of the district court is not given; if the last day is a holiday there, "
            "the period ends later."
        ),
        # Days on which courts differ.
        "friday_holiday_unsettled": _FRIDAY,  # the key of rows stored before there were several
        "saturday_friday": _FRIDAY,
        "observed_before_1971": gettext_lazy(
            "On which day a holiday on a weekend was observed before 1971 was not read in any text."
        ),
        "inauguration_day": gettext_lazy(
            "Inauguration Day is a holiday of employees in the area of the District of Columbia only; "
            "whether it is a legal holiday for periods there is not settled."
        ),
        "executive_closure": gettext_lazy(
            "The President closed the executive agencies on that day; courts differ on whether that makes it "
            "a legal holiday."
        ),
        "not_a_judicial_holiday": gettext_lazy(
            "That day is a holiday of the state, but not one of its courts; whether it counts is not settled."
        ),
        "statute_not_read": gettext_lazy(
            "The statute behind a state holiday on which this date turns was not read."
        ),
        "optional_state_holiday": gettext_lazy(
            "A day on which this date turns appears to be an optional or local holiday of the state."
        ),
        # How a period was counted.
        "counting_rule_unverified": gettext_lazy(
            "The former rule for counting was not read; what it said is remembered only."
        ),
        "former_rule_next_day": gettext_lazy(
            "The former rule did not say to which side the last day of a period before an event moves; "
            "the earlier day is given."
        ),
        "end_of_month_convention": gettext_lazy(
            "The month has no corresponding day; that the period then ends with the month is a convention, "
            "not a rule."
        ),
        "business_days_plain_meaning": gettext_lazy(
            "No rule counts business days; the words of the order were read in their plain meaning."
        ),
        "hours_without_rule": gettext_lazy(
            "The rule in force had no method for hours; elapsed time was counted."
        ),
        "clock_time_twice": gettext_lazy(
            "The clocks went back that night and show this time twice; the first was taken."
        ),
        "claim_form_step_arguable": gettext_lazy(
            "That two business days are counted from the step is the usual reading; it is arguable."
        ),
        "before_1630_assumed": gettext_lazy("No time is given; service before 4.30 p.m. was assumed."),
        "short_period_business_day": gettext_lazy(
            "In a period of five days or less the day beyond the clear days was put on a business day, "
            "which is the safe one."
        ),
        "deemed_service_first": gettext_lazy(
            "The day given was taken as the day of posting or sending; the period runs from deemed service."
        ),
        # The days that the law adds.
        "local_added_days_unverified": gettext_lazy(
            "A party served by mail has three days more under this local rule as courts have read it; "
            "the text of the local rule was not read."
        ),
        "california_mail_second_hand": gettext_lazy(
            "The days added for mail, and in which order, are known at second hand only."
        ),
        "added_days_not_known": gettext_lazy(
            "Days that the law may add for this way of service are not counted: the text was not read."
        ),
        "added_days_order_before_2005": gettext_lazy(
            "Before December 2005 the rule did not say whether the three days come before or after the end "
            "of the period."
        ),
        "inaccessible_before_added_days": gettext_lazy(
            "The clerk’s office could not be reached on the day on which the period by itself ended; "
            "the added days may start later."
        ),
        # The rule and the court.
        "court_not_known": gettext_lazy(
            "This court is not in the table; its family of rules and the state given were used."
        ),
        "court_state_differs": gettext_lazy(
            "The state given is not that of the court in the table: %(detail)s."
        ),
        "rule_not_in_library": gettext_lazy(
            "The rule is not in the library; the period was counted as this court counts."
        ),
        "rule_ambiguous": gettext_lazy("The citation fits several rules of the library."),
        "period_differs_from_library": gettext_lazy(
            "The period given is not that of the rule in the library: %(detail)s."
        ),
        "counts_from_differs_from_library": gettext_lazy(
            "The rule in the library runs from something else: %(detail)s."
        ),
        "service_without_counts_from": gettext_lazy(
            "What the period counts from is not given, so no days were added for the way of service."
        ),
        "rule_of_other_courts": gettext_lazy(
            "The rule is not one of this court’s own; whether it applies here was not checked."
        ),
        "later_of": gettext_lazy("Another period of the same rule may end later, and then that one counts."),
        "earlier_of": gettext_lazy(
            "Another limit of the same rule may end earlier, and then that one counts."
        ),
        "longest_of": gettext_lazy("The longest of several periods of the same rule counts."),
        "not_extendable": gettext_lazy("The court may not extend this period."),
        "unless_ordered": gettext_lazy("An order or a stipulation may set another time."),
        "reasonable_time": gettext_lazy(
            "This is an outer limit; the act must come within a reasonable time."
        ),
        "not_for_service_abroad": gettext_lazy("This period does not apply to service in a foreign country."),
        "local_text_not_read": gettext_lazy("The court’s own text of this rule was not read."),
        "older_than_shown": gettext_lazy(
            "Our sources do not show that the rule stood like this on that day."
        ),
        "straddles_amendment": gettext_lazy(
            "The rules were amended within this period (%(detail)s); which text governs is for the court "
            "to say."
        ),
        "filing_day_exception": gettext_lazy("The hour of filing does not apply to: %(detail)s."),
        "fixed_date_stays": gettext_lazy(
            "The court named a day on which it does not work; the date does not move by itself."
        ),
        "period_ignored": gettext_lazy("A date fixed by the court is given, so the period was not counted."),
    }
)


def holiday_name(key: str) -> str:
    """The name of a holiday in the active language, else in English; an unheard key gives its words."""
    if key in _HOLIDAYS:
        return str(_HOLIDAYS[key])
    return english_names().get(key) or key.replace("_", " ")


def explain_caveats(caveats: Iterable[str]) -> list[str]:
    """What a reader must know beside the date, one sentence per caveat or warning, each once.

    A key may carry a detail after ": ". KeyError for an unknown key: a caveat must not be lost in silence.
    """
    sentences: list[str] = []
    for caveat in dict.fromkeys(caveats):
        key, _, detail = caveat.partition(": ")
        sentences.append(str(_CAVEATS[key]) % {"detail": detail})
    return sentences
