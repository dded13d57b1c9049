"""The lines of a plan as they stand after somebody changed them, added to them and ticked them.

What we propose comes from the advice and may differ tomorrow; what somebody wrote on a line, and
that they did it, is theirs. It stays with the line, and when no line is left for it, it is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from recommender.course_step import CourseStep
from recommender.funding import load_funding_rules
from recommender.plan_line import PlanEdit
from recommender.reason import plain
from recommender.self_scan import SelfScan
from recommender.step_library import StepLibrary
from recommender.steps_beyond import StepBeyond
from skills_taxonomy import Text

if TYPE_CHECKING:  # a plan holds its lines
    from recommender.action_plan import FirstStepOn, FundingStep

LineKind = Literal["first", "course", "beyond", "funding", "own"]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of a plan."""

    id: str
    kind: LineKind
    by: dt.date | None
    """The day to have done it, or on which a course starts; None for an own step without a day."""
    of: FirstStepOn | CourseStep | StepBeyond | FundingStep | None = None
    """What it stands for; None for an own step."""
    text: str = ""
    """In own words; empty is as proposed."""
    done: dt.date | None = None
    proposed: dt.date | None = None
    """The day as proposed; None for an own step."""

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON values; what it stands for is among the steps of the plan."""
        return {
            "id": self.id,
            "kind": self.kind,
            "text": self.text or None,
            "by": plain(self.by),
            "done": plain(self.done),
            "own": self.kind == "own",
        }

    @property
    def moved(self) -> bool:
        """Whether somebody chose another day."""
        return self.proposed is not None and self.by != self.proposed

    @property
    def leads(self) -> bool:
        """Whether it goes before all others: the first step does, unless it was put off."""
        return self.kind == "first" and not self.moved

    def due(self, today: dt.date) -> dt.date | None:
        """The day by which to do something about it: a course is booked before it starts."""
        course = self.of
        if not isinstance(course, CourseStep) or self.moved:
            return self.by
        if course.status == "booked":
            return course.end if course.start <= today else course.start
        return course.book_by or course.start


@dataclass(frozen=True, slots=True)
class GoneLine:
    """What somebody wrote or did on a line that is no longer in the plan."""

    id: str
    text: str
    """In own words; may be empty."""
    done: dt.date | None
    was: Text | None
    """What the line said; None when nobody knows any more."""

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON values."""
        was = {"nl": self.was.nl, "en": self.was.en} if self.was else None
        return {"id": self.id, "text": self.text or None, "done": plain(self.done), "was": was}


@dataclass(frozen=True, slots=True)
class PlannedLines:
    """The lines that are shown, those that were left out, and what is kept of others."""

    shown: tuple[PlannedLine, ...]
    """In order of their days, what has none last; the first step first."""
    dropped: tuple[PlannedLine, ...] = ()
    gone: tuple[GoneLine, ...] = ()


def planned_lines(
    scan: SelfScan,
    library: StepLibrary,
    first: FirstStepOn,
    courses: Sequence[CourseStep],
    beyond: Sequence[StepBeyond],
    funding: Sequence[FundingStep],
) -> PlannedLines:
    """Lay what somebody changed over what is proposed.

    Args:
        scan: their edits and own steps.
        library: what a step said that is no longer in the plan.
        first: the first step.
        courses: the courses of the path.
        beyond: steps that are no course.
        funding: what to do for others to pay a part.
    """
    edits = {edit.line: edit for edit in scan.edits}
    proposed = list(_proposed(first, courses, beyond, funding))
    edited = [_edited(line, edits.get(line.id)) for line in proposed]
    dropped = {edit.line for edit in scan.edits if edit.dropped}
    own = {step.id: step for step in reversed(scan.own_steps)}
    edited += [
        PlannedLine(f"own:{step.id}", "own", step.by, text=step.text, done=step.done)
        for step in scan.own_steps
        if own[step.id] is step
    ]
    known = {line.id for line in edited}
    return PlannedLines(
        shown=tuple(sorted((x for x in edited if x.id not in dropped), key=_in_time)),
        dropped=tuple(line for line in edited if line.id in dropped),
        gone=tuple(
            GoneLine(edit.line, edit.text or "", edit.done, said_of(edit.line, library))
            for edit in edits.values()
            if edit.line not in known and (edit.text or edit.done)
        ),
    )


def course_of(line: str) -> str:
    """The id of the course that a line is about; empty when it is about none."""
    kind, _, course = line.partition(":")
    return course if kind == "course" else ""


def said_of(line: str, library: StepLibrary) -> Text | None:
    """What a line of the plan says or said, by its id; None when nobody knows any more.

    Of a course and of an own step the words stand elsewhere: see `course_of` and the scan.
    """
    kind, _, name = line.partition(":")
    if kind == "funding":
        rule = name.partition(":")[0]
        return next((known.name for known in load_funding_rules() if known.id == rule), None)
    steps = library.first if kind == "first" else library.beyond if kind == "beyond" else ()
    return next((step.text for step in steps if step.slug == name), None)


def _proposed(
    first: FirstStepOn,
    courses: Sequence[CourseStep],
    beyond: Sequence[StepBeyond],
    funding: Sequence[FundingStep],
) -> Iterator[PlannedLine]:
    yield PlannedLine(f"first:{first.step.slug}", "first", first.by, first)
    for course in courses:
        yield PlannedLine(f"course:{course.course.id}", "course", course.start, course)
    for step in beyond:
        yield PlannedLine(f"beyond:{step.step.slug}", "beyond", step.by, step)
    for one in funding:
        yield PlannedLine(_funding_id(one), "funding", one.by, one)


def _funding_id(step: FundingStep) -> str:
    rule = step.todo.rule
    number = next((n for n, known in enumerate(rule.steps, 1) if known.do == step.todo.do), 1)
    name = f"funding:{rule.id}:{step.course.id if step.course else 'plan'}"
    # One rule may ask several things for one course.
    return name if number == 1 else f"{name}:{number}"


def _edited(line: PlannedLine, edit: PlanEdit | None) -> PlannedLine:
    line = replace(line, proposed=line.by)
    if edit is None:
        return line
    return replace(line, by=edit.by or line.by, text=edit.text or "", done=edit.done)


def _in_time(line: PlannedLine) -> tuple[bool, dt.date]:
    return not line.leads, line.by or dt.date.max
