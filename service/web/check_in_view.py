"""A look back as the page shows it: the lines of the plan, what stood in the way, what now.

What each answer changes is said under it, before anybody chooses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommender import Course, SelfScan
from recommender.action_plan import ActionPlan
from recommender.check_in import check_in_on, half, told_beside
from recommender.course_status import HandledCourse
from recommender.course_step import CourseStep
from recommender.look_back import look_back_on
from recommender.plan_line import CheckIn
from service.follow_sentences import after_weeks
from service.web import choices
from service.web.answers import Answers
from service.web.check_in_form import COURSE, NOTHING
from service.web.choices import Choice
from service.web.form_filling import written
from service.web.line_view import gone_line, line_row
from service.wording import Wording


@dataclass(frozen=True, slots=True)
class LineToTick:
    """A line of the plan that is no course."""

    id: str
    what: str
    when: str
    done: bool
    """Whether it was done before this look back; then there is nothing to tick."""


@dataclass(frozen=True, slots=True)
class CourseToTell:
    """A course of the plan."""

    name: str
    title: str
    language: str
    when: str


@dataclass(frozen=True, slots=True)
class NextChoice:
    """How somebody can go on, and what that changes."""

    value: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """Three questions."""

    title: str
    token: str
    which: str
    lines: tuple[LineToTick, ...]
    courses: tuple[CourseToTell, ...]
    states: tuple[Choice, ...]
    """How it can stand with a course."""
    obstacles: tuple[Choice, ...]
    next: tuple[NextChoice, ...]
    left: tuple[Choice, ...]
    """Courses that can be left for another one."""
    reasons: tuple[Choice, ...]
    terms: tuple[Choice, ...]
    answers: Answers
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> list[LineToTick]:
        """Lines to tick."""
        return [line for line in self.lines if not line.done]

    @property
    def before(self) -> list[LineToTick]:
        """Lines that were done before."""
        return [line for line in self.lines if line.done]

    def chosen(self, name: str, value: str) -> bool:
        """Whether an answer was given."""
        return value in self.answers.all(name)


def check_in_page(
    token: str,
    plan: ActionPlan,
    scan: SelfScan,
    w: Wording,
    today: dt.date,
    offer: Mapping[str, Course],
    answers: Answers | None = None,
    errors: Mapping[str, str] | None = None,
) -> CheckInPage:
    """The page of a look back.

    Args:
        token: whose it is.
        plan: what to look back on.
        scan: what the person told, earlier look backs included.
        w: the language.
        today: the day of the look back.
        offer: all courses by id, to call one that was left today by its name.
        answers: what was filled in; None fills in what was told today, or else what is likely.
        errors: what has to be mended.
    """
    earlier, beside = check_in_on(scan, today), told_beside(plan.handled, scan, today)
    ticked = earlier.did if earlier else ()
    rows = [(line, line_row(line, w, today)) for line in plan.lines.shown]
    look = look_back_on(plan.look_backs, today)
    heading = w.t("Look back at your plan")
    return CheckInPage(
        title=f"{w.t('Error')}: {heading}" if errors else heading,
        token=token,
        which=after_weeks(w, look) if look else w.t("In between"),
        lines=(
            *(
                LineToTick(
                    line.id,
                    row.what,
                    row.when,
                    done=line.done is not None and line.id not in ticked,
                )
                for line, row in rows
                if line.kind != "course"
            ),
            # What was ticked today and left the plan with that can still be unticked.
            *(
                LineToTick(kept.id, kept.says, kept.note, done=False)
                for line in plan.lines.gone
                if line.id in ticked and (kept := gone_line(line, w))
            ),
        ),
        courses=(
            # What is over is asked first: here it can be said to be finished, or not after all.
            *(
                CourseToTell(
                    COURSE + told.id,
                    told.title,
                    told.course.language if told.course else w.language,
                    w.status(told),
                )
                for told in beside
            ),
            *(
                CourseToTell(
                    COURSE + line.of.course.id, row.what, row.language or w.language, row.when
                )
                for line, row in rows
                if isinstance(line.of, CourseStep)
            ),
        ),
        states=(
            Choice("planned", w.t("Not booked yet")),
            Choice("booked", w.t("Booked")),
            Choice("done", w.t("Finished")),
        ),
        obstacles=(*choices.obstacles(w), Choice(NOTHING, w.t("Nothing stood in the way"))),
        next=tuple(next_choices(w, leave=bool(plan.courses or beside))),
        left=_left(plan, beside, earlier, offer),
        reasons=choices.stop_reasons(w),
        terms=_terms(scan, w),
        answers=_filled_in(plan, beside, scan, w, today) if answers is None else answers,
        errors=errors or {},
    )


def next_choices(w: Wording, *, leave: bool = True) -> Iterator[NextChoice]:
    """How somebody can go on; `leave` is whether there is a course to leave."""
    yield NextChoice(
        "go-on",
        w.t("I go on like this"),
        w.t("Your plan stays as it is. A step whose day has passed gets a new day."),
    )
    yield NextChoice(
        "smaller",
        w.t("I want a smaller step"),
        w.t("We look for the shortest first step for the same goal, and you plan fewer hours."),
    )
    yield NextChoice(
        "other-time",
        w.t("I need other times"),
        w.t("You say when you can. We choose courses and days that fit."),
    )
    if leave:
        yield NextChoice(
            "other-course",
            w.t("I want another course"),
            w.t("The course leaves your plan, and we look for one that fits better."),
        )
    yield NextChoice(
        "stop",
        w.t("I put my plan to rest"),
        w.t("We do not remind you. Your plan stays, and you can go on whenever you like."),
    )


def _left(
    plan: ActionPlan,
    beside: Sequence[HandledCourse],
    earlier: CheckIn | None,
    offer: Mapping[str, Course],
) -> tuple[Choice, ...]:
    found = {step.course.id: step.course.title for step in plan.courses}
    found |= {told.id: told.title for told in beside}
    if earlier and earlier.left:
        course = offer.get(earlier.left)
        found = {earlier.left: course.title if course else earlier.left} | found
    return tuple(Choice(code, title) for code, title in found.items())


def _terms(scan: SelfScan, w: Wording) -> tuple[Choice, ...]:
    known = choices.terms(w)
    if any(choice.value == str(scan.weeks) for choice in known):
        return known
    return (Choice(str(scan.weeks), w.t("Within {weeks}", weeks=w.weeks(scan.weeks))), *known)


def _filled_in(
    plan: ActionPlan, beside: Sequence[HandledCourse], scan: SelfScan, w: Wording, today: dt.date
) -> Answers:
    earlier = check_in_on(scan, today)
    was_smaller = earlier is not None and earlier.next == "smaller"
    left = earlier.left if earlier else None
    values = {
        "done": earlier.did if earlier else (),
        "obstacle": ((earlier.obstacle or "") if earlier else "",),
        "words": (earlier.words if earlier else "",),
        "next": (earlier.next if earlier else "go-on",),
        "hours": (written(scan.hours_per_week if was_smaller else half(scan), w),),
        "time_hours": (written(scan.hours_per_week, w),),
        "weeks": (str(scan.weeks),),
        "deadline": (scan.deadline.isoformat() if scan.deadline else "",),
        "left": (left or "",),
        "why": (next((s.reason for s in scan.stopped if s.course == left), "other"),),
    }
    values |= {COURSE + step.course.id: (step.status,) for step in plan.courses}
    values |= {COURSE + told.id: (told.status,) for told in beside}
    return Answers(values)
