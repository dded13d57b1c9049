"""The sentences of following through: what comes next, when to look back, what a look-back changed.

Kind when nothing was done: no blame, and always something that can be done now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recommender import plan_change as c
from recommender import reason as r

if TYPE_CHECKING:
    from recommender.action_plan import ActionPlan
    from recommender.look_back import LookBack
    from recommender.self_scan import Obstacle
    from service.wording import Wording


def after_weeks(w: Wording, x: LookBack) -> str:
    """Which look-back it is."""
    return w.tn("After {n} week", "After {n} weeks", x.weeks)


def look_back_days(w: Wording, x: ActionPlan) -> str:
    """When to look back, and when somebody did."""
    if x.resting:
        return w.t("Your plan is at rest. There is no day to look back.")
    coming = [one.day for one in x.look_backs if one.state in ("due", "coming")]
    done = [one.day for one in x.look_backs if one.state == "done"]
    says = []
    if done:
        days = w.listing(w.day(day) for day in done)
        says.append(w.t("You already looked back: {days}.", days=days))
    if coming:
        says.append(w.t("Look back on {days}.", days=w.listing(w.day(day) for day in coming)))
    return " ".join(says)


def book_while_running(w: Wording, x: r.BookWhileRunning) -> str:
    """Why the next course is booked now."""
    if x.half:
        return w.t(
            "You are past the middle of ‘{during}’. If you book the next course now, you keep "
            "going.",
            during=x.during,
        )
    return w.t(
        "‘{during}’ is running. If you book the next course now, you keep going.", during=x.during
    )


REASONS: Mapping[type[r.Reason], Callable[[Wording, Any], str]] = {
    r.BookWhileRunning: book_while_running,
}


def changed(w: Wording, x: c.PlanChange) -> str:
    """What changed in a plan, as a sentence."""
    return CHANGES[type(x)](w, x)


def _other_first_step(w: Wording, x: c.OtherFirstStep) -> str:
    if x.minutes < x.before:
        return w.t(
            "Your first step is smaller: {n} minutes instead of {before}.",
            n=x.minutes,
            before=x.before,
        )
    return w.t("You have another first step, of {n} minutes.", n=x.minutes)


def _other_hours(w: Wording, x: c.OtherHours) -> str:
    return w.t(
        "You now plan {hours} a week instead of {before}.",
        hours=w.hours(x.hours),
        before=w.number(x.before),
    )


def _other_end(w: Wording, x: c.OtherEnd) -> str:
    if x.until > x.before:
        return w.t(
            "That gives you until {day}; it was {before}.",
            day=w.day(x.until),
            before=w.day(x.before),
        )
    return w.t(
        "You are done sooner: on {day} instead of {before}.",
        day=w.day(x.until),
        before=w.day(x.before),
    )


def _other_if_then(w: Wording, x: c.OtherIfThen) -> str:
    reasons: Mapping[Obstacle, str] = {
        "time": w.t("Your if-then sentence is now about time."),
        "money": w.t("Your if-then sentence is now about money."),
        "confidence": w.t("Your if-then sentence is now about daring to do it."),
        "energy": w.t("Your if-then sentence is now about energy."),
        "overview": w.t("Your if-then sentence is now about where to begin."),
        "employer": w.t("Your if-then sentence is now about room at work."),
    }
    return reasons[x.obstacle]


CHANGES: Mapping[type[c.PlanChange], Callable[[Wording, Any], str]] = {
    c.PutToRest: lambda w, _: w.t("We do not remind you, and everything you told stays."),
    c.TakenUp: lambda w, _: w.t("Your plan goes on, with new days."),
    c.OtherFirstStep: _other_first_step,
    c.OtherHours: _other_hours,
    c.OtherCourse: lambda w, x: w.t(
        "‘{course}’ takes the place of ‘{before}’.", course=x.course, before=x.before
    ),
    c.CourseCame: lambda w, x: w.t(
        "New in your plan: ‘{course}’, from {day}.", course=x.course, day=w.day(x.start)
    ),
    c.CourseWent: lambda w, x: w.t("‘{course}’ is no longer in your plan.", course=x.course),
    c.CourseFinished: lambda w, x: w.t("You finished ‘{course}’.", course=x.course),
    c.CourseMoved: lambda w, x: w.t(
        "‘{course}’ moves to {day}; it was {before}.",
        course=x.course,
        day=w.day(x.start),
        before=w.day(x.before),
    ),
    c.OtherEnd: _other_end,
    c.OtherIfThen: _other_if_then,
    c.NothingChanged: lambda w, _: w.t("Your plan stays as it was."),
}
