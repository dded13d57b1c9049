"""The plan as one page: what stands on it, and what may be left out when there is no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from recommender import Advice
from recommender.course_step import CourseStep
from service.documents.path_figure import PathFigure, path_figure
from service.documents.printable import clip
from service.documents.typeset import Output, typeset
from service.web.advice_parts import AdviceView, PlanRow
from service.web.advice_view import view
from service.wording import Wording

_HEADING, _SENTENCE, _OWN, _TITLE, _NOTE = 120, 320, 300, 140, 240
"""Most characters of a heading, a sentence, own words, a title and a line in small type.

With all of them at their most there is still room for three courses."""

_ROWS = 24
"""Steps that are set at all; a page never holds more."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure about the whole plan."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes first, on the page and in time."""

    label: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """A step of the plan."""

    when: str
    what: str
    language: str = ""
    notes: tuple[str, ...] = ()
    time: str = ""
    cost: str = ""
    number: int = 0
    """The place of a course on the path; 0 for a step that is no course."""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """What helps to keep to the plan."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Everything on the page, in the language of the person."""

    language: str
    title: str
    kicker: str
    heading: str
    goal: str
    why_now: str
    next: NextStep
    facts: tuple[Fact, ...]
    path: PathFigure | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cuts: tuple[int, ...]
    """Which rows to leave out when there is no room, the first to go first."""
    more: tuple[str, ...]
    """What to say when one row is left out, two, and so on."""
    asides: tuple[Aside, ...]
    foot: tuple[str, ...]


def plan_file(advice: Advice, w: Wording, output: Output = "pdf") -> bytes:
    """The plan as a file to keep or print; the same advice gives the same bytes."""
    return typeset("plan", asdict(plan_document(advice, w)), advice.today, output)


def plan_document(advice: Advice, w: Wording) -> PlanDocument:
    """What stands on the page of a plan."""
    shown = view(advice, w)
    all_rows = tuple(_rows(advice, shown, w))
    rows = all_rows[:_ROWS]
    unset = len(all_rows) - len(rows)
    cuts = _least_first(rows)
    return PlanDocument(
        language=w.language,
        title=clip(w.t("My plan: {heading}", heading=shown.heading), _TITLE).replace("\u2060", ""),
        kicker=w.t("My plan, {day}", day=w.day(advice.today)),
        heading=clip(shown.heading, _HEADING),
        goal=clip(shown.plan.goal, _SENTENCE),
        why_now=f"“{clip(shown.plan.why_now, _OWN)}”" if shown.plan.why_now else "",
        next=_next_step(shown, w),
        facts=(
            Fact(w.t("Your plan costs"), shown.cost, clip(shown.price, _HEADING)),
            Fact(shown.hours_label, shown.hours),
            Fact(w.t("Done by"), shown.until),
        ),
        path=path_figure(advice, w),
        columns=(w.t("When"), "", w.t("What"), w.t("Takes"), w.t("Costs")),
        rows=rows,
        cuts=cuts,
        more=tuple(_more(n + unset, w) for n in range(1, len(cuts) + 1)),
        asides=(
            Aside(_head(w.t("when it gets hard")), (clip(shown.plan.if_then, 2 * _NOTE),)),
            Aside(_head(w.t("who keeps an eye on it")), (clip(shown.plan.helper, _NOTE),)),
            Aside(_head(w.t("look back")), _look_back(advice, shown, w)),
        ),
        foot=(
            w.t("Check days and prices with the provider before you book."),
            w.t("Made on {day} with {versions}.", day=w.day(advice.today), versions=shown.versions),
        ),
    )


def _next_step(shown: AdviceView, w: Wording) -> NextStep:
    note = f"{shown.next_when} {shown.next_then}".strip()
    return NextStep(w.t("Your next step"), clip(shown.next_step, _NOTE), clip(note, _SENTENCE))


def _rows(advice: Advice, shown: AdviceView, w: Wording) -> Iterator[Row]:
    """The steps as the page of the plan has them; the next one stands above, unless a course."""
    courses = {step.course.id: (n, step) for n, step in enumerate(advice.plan.courses, 1)}
    stops = {stop.number: stop.when for stop in shown.path.stops} if shown.path else {}
    for row in shown.plan.rows:
        done = row.line is not None and row.line.done
        number, step = courses.get(row.line.course if row.line else "", (0, None))
        if step and not done:
            yield _course(row, number, step, stops[number], w)
        elif not row.first:
            notes = (row.facts, row.also)
            yield Row(
                when=row.when,
                what=clip(row.what, _SENTENCE),
                language=row.language,
                notes=tuple(clip(note, _NOTE) for note in notes if note),
                number=number,
                done=done,
            )


def _course(row: PlanRow, number: int, step: CourseStep, when: str, w: Wording) -> Row:
    low, high = step.levels
    level = w.t("from {low} to {high}", low=w.level(low), high=w.level(high))
    title = "" if row.what == step.course.title else clip(step.course.title, _TITLE)
    notes = (
        " · ".join(part for part in (title, clip(f"{when} · {level}", _TITLE)) if part),
        f"{row.also} {row.ahead}".strip(),
        _head(w.beside_cost(step.cost, step.course)),
    )
    return Row(
        when=row.when,
        what=clip(row.what, _TITLE),
        language=row.language,
        notes=tuple(clip(note, _NOTE) for note in notes if note),
        time=w.length(step.course),
        cost=w.own_cost(step.cost),
        number=number,
    )


def _least_first(rows: tuple[Row, ...]) -> tuple[int, ...]:
    """What is done goes first, then later steps before earlier ones, and courses last."""
    return tuple(sorted(range(len(rows)), key=lambda n: (rows[n].number > 0, not rows[n].done, -n)))


def _look_back(advice: Advice, shown: AdviceView, w: Wording) -> tuple[str, ...]:
    days = [one.day for one in advice.plan.look_backs if one.state in ("due", "coming")]
    return tuple(w.day(day) for day in days) or (clip(shown.plan.checks, _NOTE),)


def _more(count: int, w: Wording) -> str:
    return w.tn("… and {n} step on your plan page", "… and {n} steps on your plan page", count)


def _head(text: str) -> str:
    """A line that begins with a capital."""
    return text[:1].upper() + text[1:]
