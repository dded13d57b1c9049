"""The parts of an advice as the pages show them: words and places, nothing left to decide."""

from __future__ import annotations

from dataclasses import dataclass

from service.web.choices import Choice
from service.web.neighbourhood import Neighbourhood
from service.web.pictures import PathPicture
from service.web.plan_parts import KeptLine, LineForm
from service.web.standing_view import StandingView


@dataclass(frozen=True, slots=True)
class Strength:
    """Something a person is good at."""

    skill: str
    level: str
    evidence: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role and how near it is."""

    slug: str
    label: str
    relation: str
    band: str
    counts: str
    carries: str
    helps: str
    """What carries over from a close skill; empty when nothing does."""
    misses: str
    why: str
    """Why this nearby role comes before others that lie as near; may be empty."""
    definition: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A skill from where someone stands to what is asked."""

    slug: str
    skill: str
    present: str
    required: str
    evidence: str
    inferred: bool
    why: str
    x_you: float
    x_goal: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule can be read, and when somebody last did."""

    title: str
    url: str
    checked: str


@dataclass(frozen=True, slots=True)
class FundingView:
    """Who pays a part of a course, or why not, and what the person has to do for it."""

    says: tuple[str, ...]
    check: str
    """That it depends on what the person has to check; empty when nothing is counted."""
    conditions: tuple[str, ...]
    todo: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A suggested course."""

    id: str
    title: str
    language: str
    line: str
    line_label: str
    kind: str
    provider: str
    url: str
    reason: str
    reasons: tuple[str, ...]
    levels: str
    cost: str
    """What remains to pay."""
    price: str
    """What stands small beside it; empty when there is nothing to add."""
    hours: str
    starts: str
    mode: str
    planned: str
    """How it stands in the plan; empty when it does not."""
    funding: FundingView | None = None
    later: bool = False
    """Whether it opens up after another course of the path."""
    points: str = ""
    """What its place in the list is made of."""


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A course that would help, and why it is not in the list."""

    id: str
    title: str
    language: str
    reason: str
    handled: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A course on the path."""

    number: int
    title: str
    language: str
    when: str
    weeks: str
    hours: str
    cost: str
    gains: str
    booked: bool = False


@dataclass(frozen=True, slots=True)
class TickLabel:
    """A month under the path."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class OtherPath:
    """A path beside the path."""

    name: str
    cost: str
    says: tuple[str, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class PathView:
    """The courses in order of their dates, drawn and told."""

    picture: PathPicture
    ticks: tuple[TickLabel, ...]
    stops: tuple[Stop, ...]
    together: str
    proof: str
    others: tuple[OtherPath, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course of the plan, for who tells how it stands with it."""

    id: str
    booked: bool
    start: str
    """The day of the plan, or the first of the days; empty when the provider has to be asked."""
    starts: tuple[Choice, ...]
    """Other days to choose from, when there are several."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A step of the plan: when, what, and what goes with it."""

    when: str
    what: str
    also: str = ""
    first: bool = False
    """Whether it is the next step."""
    language: str = ""
    facts: str = ""
    """Level, hours and cost of a course, or how long another step takes."""
    link: str = ""
    """What a course has to do with the work of today, or why a first step is small."""
    ahead: str = ""
    """Which course to arrange during this one."""
    course: PlannedCourse | None = None
    line: LineForm | None = None
    """What the person may do with it."""


@dataclass(frozen=True, slots=True)
class HandledRow:
    """A course that was booked, done or stopped beside the path."""

    id: str
    title: str
    language: str
    status: str
    says: str
    """What a stop changes; empty for the others."""
    booked: bool = False


@dataclass(frozen=True, slots=True)
class PlanView:
    """A goal, the steps to it, and what helps."""

    goal: str
    why_now: str
    """In the person's own words; may be empty."""
    rows: tuple[PlanRow, ...]
    if_then: str
    when: str
    then: str
    """The two halves of the if-then, for who wants to change it."""
    own: bool
    """Whether somebody wrote them."""
    helper: str
    checks: str
    handled: tuple[HandledRow, ...]
    card: str
    """What the card for an employer or client is called; empty for who has neither."""
    dropped: tuple[KeptLine, ...] = ()
    """Lines that were left out, to put back."""
    gone: tuple[KeptLine, ...] = ()
    """What is kept of lines that are no longer in the plan."""
    look_back: str = ""
    """What a look-back is called that is asked for now; empty when none is."""


@dataclass(frozen=True, slots=True)
class AdviceView:
    """All parts of an advice."""

    day: str
    heading: str
    standing: str
    known: str
    next_step: str
    next_when: str
    next_then: str
    cost: str
    price: str
    """What stands small beside the cost of the plan; empty when there is nothing to add."""
    hours: str
    hours_label: str
    until: str
    strengths: tuple[Strength, ...]
    roles: tuple[RoleRow, ...]
    near: Neighbourhood | None
    """The same roles as a picture; nothing where there are too few for one."""
    gaps: tuple[GapRow, ...]
    drawn: int
    for_role: bool
    """Whether a role asks for what is still to learn; else a wish does."""
    courses: tuple[CourseCard, ...]
    """The first of the ranking, and what the path adds to the ranking."""
    more: tuple[CourseCard, ...]
    left_out: tuple[LeftOutRow, ...]
    path: PathView | None
    plan: PlanView
    notices: tuple[str, ...]
    versions: str
    stands: StandingView | None = None
    """Where the person stands, by their own answers; None when nothing was answered."""
    next_moment: str = ""
    """What the link to a moment for the next step is called; empty where there is none."""
