"""The sentences of what a path runs into, of the ways round it, and of the paths beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from recommender import reason as r
from recommender.path_alternatives import Alternative
from skills_taxonomy import Level

if TYPE_CHECKING:
    from service.wording import Wording


def name(w: Wording, x: Alternative) -> str:
    """What another path is, in a word."""
    if x.kind == "deeper":
        return w.t("Deeper")
    return w.t("Cheaper") if x.path.net_cost else w.t("Without costs")


def compared(w: Wording, x: Alternative) -> Iterator[str]:
    """What another path gives and asks, beside the path."""
    if x.reaches:
        yield w.t("It brings you further in: {skills}.", skills=_skills(w, x.reaches))
    if x.misses:
        yield w.t("It leaves out: {skills}.", skills=_skills(w, x.misses))
    if x.net_cost is None:
        yield w.t("It costs {cost}, as far as prices are known.", cost=w.money(x.path.net_cost))
    elif x.net_cost:
        before = x.path.net_cost - x.net_cost
        cost, instead = w.money(x.path.net_cost), w.money(before)
        yield w.t("It costs {cost} instead of {before}.", cost=cost, before=instead)
    if x.hours > 0:
        yield w.t("It takes {hours} more.", hours=w.hours(x.hours))
    elif x.hours < 0:
        yield w.t("It takes {hours} less.", hours=w.hours(-x.hours))
    weeks = round(abs(x.days) / 7)
    if weeks:
        later = w.t("You are done {weeks} later.", weeks=w.weeks(weeks))
        sooner = w.t("You are done {weeks} sooner.", weeks=w.weeks(weeks))
        yield later if x.days > 0 else sooner


def _skills(w: Wording, levels: Iterable[tuple[str, Level]]) -> str:
    return w.listing(w.skill_level(skill, level) for skill, level in levels)


def _busy_then(w: Wording, x: r.BusyThen) -> str:
    if x.start == x.end:
        return w.t("You have no time on {day}.", day=w.day(x.start))
    return w.t("You have no time from {start} to {end}.", start=w.day(x.start), end=w.day(x.end))


def _deadline_passed(w: Wording, x: r.DeadlinePassed) -> str:
    return w.t(
        "You want to be done by {day}. That is too soon for a course; choose a later day, or begin "
        "with the steps in your plan that need no course.",
        day=w.day(x.deadline),
    )


def _booked_anyway(w: Wording, x: r.BookedAnyway) -> str:
    return _BOOKED[x.limit](w).format(course=x.course)


_BOOKED: Mapping[str, Callable[[Wording], str]] = {
    "budget": lambda w: w.gettext(
        "‘{course}’ is booked, so it stays, but it goes over your budget."
    ),
    "hours": lambda w: w.gettext(
        "‘{course}’ is booked, so it stays, but it takes more hours than you have."
    ),
    "busy": lambda w: w.gettext(
        "‘{course}’ is booked, so it stays, but you have no time in a large part of it."
    ),
    "deadline": lambda w: w.gettext(
        "‘{course}’ is booked, so it stays, but it ends later than you want to be done."
    ),
    "overlap": lambda w: w.gettext(
        "‘{course}’ is booked, so it stays, but you booked another course at the same time."
    ),
    "entry": lambda w: w.gettext(
        "‘{course}’ is booked, so it stays, but it may ask for a level that you do not have yet."
    ),
}


def _booked_without_dates(w: Wording, x: r.BookedWithoutDates) -> str:
    return w.t(
        "You booked ‘{course}’, but we do not know when it starts, so it is not in your path.",
        course=x.course,
    )


def _fits_later(w: Wording, x: r.FitsLater) -> str:
    if x.extra is not None:
        return w.t(
            "With time until {day} and {extra} more, ‘{course}’ would fit.",
            day=w.day(x.end),
            extra=w.money(x.extra),
            course=x.course,
        )
    return w.t("With time until {day}, ‘{course}’ would fit.", day=w.day(x.end), course=x.course)


def _fits_with_hours(w: Wording, x: r.FitsWithHours) -> str:
    return w.t(
        "With {hours} a week, ‘{course}’ would fit.", hours=w.hours(x.hours), course=x.course
    )


REASONS: Mapping[type[r.Reason], Callable[[Wording, Any], str]] = {
    r.BusyThen: _busy_then,
    r.DeadlinePassed: _deadline_passed,
    r.BookedAnyway: _booked_anyway,
    r.BookedWithoutDates: _booked_without_dates,
    r.FitsLater: _fits_later,
    r.FitsWithHours: _fits_with_hours,
}
