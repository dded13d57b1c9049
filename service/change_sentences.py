"""What would change the list, as sentences: if this were so, that course would come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recommender import what_if as c

if TYPE_CHECKING:
    from recommender.self_scan import Goal, Travel
    from service.wording import Wording
    from skills_taxonomy import Language

    Say = Callable[[Wording], str]

_HALF_HOUR = 0.5


def then_first(w: Wording, found: c.Counterfactual, course: str = "") -> str:
    """After which change which course comes first, or comes into the list at all.

    Args:
        w: the language.
        found: the change.
        course: title of the course that would come first; empty where it stands above already.
    """
    conditions = w.listing(condition(w, change) for change in found.changes)
    if found.now is None:
        return w.t("If {conditions}, ‘{course}’ would fit.", conditions=conditions, course=course)
    if not course:
        return w.t("If {conditions}, this course would come first.", conditions=conditions)
    return w.t(
        "If {conditions}, ‘{course}’ would come first.", conditions=conditions, course=course
    )


def condition(w: Wording, change: c.Change) -> str:
    """What would be otherwise, as the part of a sentence that follows on "if"."""
    return CONDITIONS[type(change)](w, change)


def _rating(w: Wording, x: c.RatingChange) -> str:
    skill, level = w.skill(x.skill), w.level(x.after)
    if x.rated and not x.after:
        return w.t("you could not do ‘{skill}’ yet", skill=skill)
    if x.rated:
        return w.t("your level in ‘{skill}’ were {level}", skill=skill, level=level)
    if not x.after:
        return w.t("you filled in that you cannot do ‘{skill}’ yet", skill=skill)
    return w.t("you filled in that your level in ‘{skill}’ is {level}", skill=skill, level=level)


def _budget(w: Wording, x: c.BudgetChange) -> str:
    if not x.after:
        return w.t("you wanted to spend nothing")
    if x.before is None:
        return w.t("you wanted to spend {amount} at most", amount=w.money(x.after))
    if x.after > x.before:
        return w.t("you had {amount} more to spend", amount=w.money(x.after - x.before))
    return w.t("your budget were {amount}", amount=w.money(x.after))


def _hours(w: Wording, x: c.HoursChange) -> str:
    more = abs(x.after - x.before)
    hours = w.t("half an hour") if more == _HALF_HOUR else w.hours(more)
    if x.after > x.before:
        return w.t("you had {hours} a week more to learn", hours=hours)
    return w.t("you had {hours} a week less to learn", hours=hours)


def _weeks(w: Wording, x: c.WeeksChange) -> str:
    return w.t("your plan could take {weeks} longer", weeks=w.weeks(x.after - x.before))


def _deadline(w: Wording, x: c.DeadlineChange) -> str:
    return w.t("your plan could take until {day}", day=w.day(x.after))


def _town(w: Wording, x: c.TownChange) -> str:
    return w.t("you lived in {town}", town=x.after)


def _daytime(w: Wording, _: c.DaytimeChange) -> str:
    return w.t("you could learn by day as well")


CONDITIONS: Mapping[type[c.Change], Callable[[Wording, Any], str]] = {
    c.RatingChange: _rating,
    c.BudgetChange: _budget,
    c.HoursChange: _hours,
    c.WeeksChange: _weeks,
    c.DeadlineChange: _deadline,
    c.TravelChange: lambda w, x: TRAVELS[x.after](w),
    c.TownChange: _town,
    c.DaytimeChange: _daytime,
    c.LanguageChange: lambda w, x: LANGUAGES[x.added](w),
    c.GoalChange: lambda w, x: GOALS[x.after](w),
}

TRAVELS: Mapping[Travel, Say] = {
    "nearby": lambda w: w.t("you stayed within 40 km"),
    "country": lambda w: w.t("you travelled anywhere in the country"),
    "online": lambda w: w.t("you only wanted to learn online"),
}

LANGUAGES: Mapping[Language, Say] = {
    "nl": lambda w: w.t("you also wanted courses in Dutch"),
    "en": lambda w: w.t("you also wanted courses in English"),
}

GOALS: Mapping[Goal, Say] = {
    "deepen": lambda w: w.t("you wanted to get better at what you do"),
    "broaden": lambda w: w.t("you wanted to do more than you do now"),
    "move": lambda w: w.t("you wanted to move to another role"),
    "stay-healthy": lambda w: w.t("you wanted above all to stay healthy in your work"),
}
