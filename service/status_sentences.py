"""The sentences of how it stands with a course: what it has to do with today, what a stop changes.

Stopping is a fair outcome, and reads like one: nobody is asked to explain, and something follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recommender.course_status import HandledCourse
from recommender.steps_beyond import StepBeyond

if TYPE_CHECKING:
    from recommender.reason import AfterStopping, AskedNow
    from service.wording import Wording


def asked_now(w: Wording, x: AskedNow) -> str:
    """What a course has to do with the work of today."""
    return w.t(
        "This is of use in your work now ({role}): {skill}.",
        role=w.role(x.role),
        skill=w.skill(x.skill),
    )


def after_stopping(w: Wording, x: AfterStopping) -> str:
    """What the reason of a stop changes."""
    if x.instead is not None:
        return _with_another(w, x, x.instead)
    course = x.course
    return {
        "too-hard": w.t(
            "‘{course}’ was too hard. Good to know: your plan now has a step to practise first.",
            course=course,
        ),
        "too-easy": w.t(
            "‘{course}’ was too easy. Choose a higher level in your answers and we look further.",
            course=course,
        ),
        "too-dear": w.t(
            "‘{course}’ was too expensive. We know no cheaper course for this. Your plan has a "
            "step that costs nothing.",
            course=course,
        ),
        "no-time": w.t(
            "There was no time for ‘{course}’. Your plan now has a smaller step, and the course "
            "can always come later.",
            course=course,
        ),
        "no-energy": w.t(
            "‘{course}’ took more energy than you had. So rest comes first: your plan begins with "
            "something that helps you keep going.",
            course=course,
        ),
        "not-useful": w.t(
            "‘{course}’ was not what you were looking for. We leave it out and look at what else "
            "you want to learn.",
            course=course,
        ),
        "cancelled": w.t(
            "‘{course}’ was cancelled. Ask the provider for a new date; until then your plan has "
            "a step without a course.",
            course=course,
        ),
    }.get(x.why) or w.t(
        "You stopped ‘{course}’. That is fine. Your plan goes on without it.", course=course
    )


def _with_another(w: Wording, x: AfterStopping, instead: str) -> str:
    course = x.course
    return {
        "too-hard": w.t(
            "‘{course}’ was too hard. Good to know: ‘{instead}’ begins lower, so take that first.",
            course=course,
            instead=instead,
        ),
        "too-easy": w.t(
            "‘{course}’ was too easy: you can do more than we thought. ‘{instead}’ takes you "
            "further.",
            course=course,
            instead=instead,
        ),
        "too-dear": w.t(
            "‘{course}’ was too expensive. ‘{instead}’ costs less.", course=course, instead=instead
        ),
        "no-time": w.t(
            "There was no time for ‘{course}’. ‘{instead}’ takes fewer hours.",
            course=course,
            instead=instead,
        ),
    }.get(x.why) or w.t(
        "‘{course}’ was cancelled. ‘{instead}’ is about the same.", course=course, instead=instead
    )


def status(w: Wording, x: HandledCourse) -> str:
    """How it stands with a course beside the path, in a word or two."""
    if x.status == "booked":
        return w.t("booked, from {day}", day=w.short_day(x.start)) if x.start else w.t("booked")
    return w.t("stopped") if x.status == "stopped" else w.t("done")


def keeps_going(w: Wording, x: StepBeyond) -> str:
    """That a step is there to keep going; empty for one that serves the goal."""
    return w.t("This helps you keep going in your work.") if x.why == "vitality" else ""
