"""English names of the holidays, by the `name_key` of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from deadlines.calendars.states import state_holiday_names

_OWN = {
    "new_years_day": "New Year’s Day",
    "martin_luther_king_day": "Martin Luther King Jr. Day",
    "washingtons_birthday": "Washington’s Birthday",
    "memorial_day": "Memorial Day",
    "juneteenth": "Juneteenth National Independence Day",
    "independence_day": "Independence Day",
    "labor_day": "Labor Day",
    "columbus_day": "Columbus Day",
    "veterans_day": "Veterans Day",
    "thanksgiving_day": "Thanksgiving Day",
    "christmas_day": "Christmas Day",
    "inauguration_day": "Inauguration Day",
    "day_of_mourning": "national day of mourning",
    "day_of_closed_agencies": "day on which federal agencies were closed",
    "declared_by_court": "day declared a holiday by the court",
    "closed_by_president": "day on which the President closed federal agencies",
    "day_after_new_years_day": "day after New Year’s Day",
    "lincoln_day": "Lincoln Day",
    "lincolns_birthday": "Lincoln’s Birthday",
    "cesar_chavez_day": "Cesar Chavez Day",
    "farmworkers_day": "Farmworkers Day",
    "admission_day": "Admission Day",
    "genocide_remembrance_day": "Genocide Remembrance Day",
    "native_american_day": "Native American Day",
    "lunar_new_year": "Lunar New Year",
    "diwali": "Diwali",
    "day_after_thanksgiving": "day after Thanksgiving",
    "election_day": "Election Day",
    "good_friday": "Good Friday",
    "easter_monday": "Easter Monday",
    "early_may_bank_holiday": "Early May bank holiday",
    "spring_bank_holiday": "Spring bank holiday",
    "summer_bank_holiday": "Summer bank holiday",
    "boxing_day": "Boxing Day",
    "millennium_celebrations": "Millennium celebrations",
    "golden_jubilee": "Golden Jubilee of Queen Elizabeth II",
    "royal_wedding": "Wedding of Prince William and Catherine Middleton",
    "diamond_jubilee": "Diamond Jubilee of Queen Elizabeth II",
    "platinum_jubilee": "Platinum Jubilee of Queen Elizabeth II",
    "state_funeral_of_queen_elizabeth": "State Funeral of Queen Elizabeth II",
    "coronation_of_king_charles": "Coronation of King Charles III",
}


@cache
def english_names() -> Mapping[str, str]:
    """Every name key of the calendars with its English name."""
    return MappingProxyType({**state_holiday_names(), **_OWN})
