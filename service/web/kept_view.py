"""What is kept of somebody beside their answers, and how they take it back.

What they did with their plan, what they told of courses, their look-backs, the mails they asked
for, and what was learned from their choices. It needs no advice, so it is there for who wants no
ranking too.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.usage_event import UsageEvent, UseKind
from recommender import Course, SelfScan
from recommender.course_status import HandledCourse
from recommender.course_told import tell
from recommender.plan_edit import OWN, edit_line
from recommender.plan_line import CheckIn, OwnStep, PlanEdit
from recommender.planned_line import course_of, said_of
from recommender.step_library import StepLibrary
from service.reminders.reminder import OPEN_STATES, Reminder, State
from service.web import choices
from service.web.check_in_view import next_choices
from service.wording import Wording

SHOWN_FIELDS = frozenset(
    (
        "started",
        "edits",
        "own_steps",
        "check_ins",
        "booked",
        "stopped",
        "done",
        "dismissed",
        "energy",
    )
)
"""Fields of a scan that the form does not ask, and that are shown here."""

LINE, COURSE, LOOK_BACK, ANSWER = "line", "course", "look-back", "answer"
_FEW = 8
"""Rows of a group that are shown at first; the others one tap further, so that the page is light
for who has used Koers a lot."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Something that is kept."""

    what: str
    says: str
    language: str = ""
    """Of the first, where it is not that of the page."""
    back: str = ""
    """What to send to take it back; empty for what goes with the scan."""
    own: bool = False
    """Whether it is deleted for good, because nobody else proposes it."""


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """Things of one kind, the newest first."""

    name: str
    heading: str
    short: str
    rows: tuple[KeptRow, ...]
    more: int
    """How many are one tap further."""
    note: str
    open: bool


@dataclass(frozen=True, slots=True)
class KeptMail:
    """What is kept of mails that were asked for."""

    address: str
    """Empty as soon as nothing is to be sent any more."""
    says: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is needed to call a line or a course by its name."""

    courses: Mapping[str, Course]
    library: StepLibrary


def kept(scan: SelfScan, known: Known, w: Wording, whole: str = "") -> Iterator[KeptGroup]:
    """What somebody did with their plan and courses.

    Args:
        scan: what is kept of this person.
        known: the courses on offer, and the steps.
        w: the language.
        whole: name of the group that is opened and shown whole.
    """
    lines = [_edit(edit, known, w) for edit in reversed(scan.edits)]
    own = [_own_step(step, w) for step in reversed(scan.own_steps)]
    made = [KeptRow(w.t("Your plan was made"), w.day(scan.started))] if scan.started else []
    told = [row for rows in _told(scan, known, w).values() for row in rows]
    backs = [_look_back(one, scan, known, w) for one in reversed(scan.check_ins)]
    beside = w.t(
        "With every look-back we keep how your plan was on that day, to tell you what changed."
    )
    asked_once = [
        KeptRow(
            w.t("How much energy you have left after a week"),
            w.t("{n} of 5", n=n),
            back=f"{ANSWER}:energy",
            own=True,
        )
        for n in (scan.energy,)
        if n
    ]
    for name, heading, short, rows, note in (
        ("plan", w.t("Your plan, as you changed it"), _of_plan(scan, w), [*made, *own, *lines], ""),
        ("cursussen", w.t("What you said of courses"), _of_courses(scan, known, w), told, ""),
        ("terugblikken", w.t("Your look-backs"), _of_look_backs(scan, w), backs, beside),
        (
            "eerder",
            w.t("What you answered before"),
            "",
            asked_once,
            w.t("We do not ask this any more."),
        ),
    ):
        if rows:
            shown = rows if name == whole else rows[:_FEW]
            more = len(rows) - len(shown)
            yield KeptGroup(name, heading, short, tuple(shown), more, note, name == whole)


def without(scan: SelfScan, kind: str, name: str) -> SelfScan:
    """The scan after something of it was taken back; what is not there takes nothing away.

    Args:
        scan: what is kept of this person.
        kind: a line of the plan, a course, a look-back, or an answer that is no longer asked.
        name: id of the line or course, the day of the look-back, or the field of the answer.
    """
    if kind == LINE:
        own = name.startswith(OWN)  # an own step that nobody keeps is gone
        return edit_line(scan, name, text=None, by=None, done=None, dropped=own)
    if kind == COURSE:
        return tell(scan, name, None)
    if kind == ANSWER:
        return scan.model_copy(update={"energy": None} if name == "energy" else {})
    others = tuple(one for one in scan.check_ins if one.day.isoformat() != name)
    return scan.model_copy(update={"check_ins": others})


def group_of(kind: str) -> str:
    """The group in which things of a kind stand."""
    groups = {LINE: "plan", COURSE: "cursussen", LOOK_BACK: "terugblikken", ANSWER: "eerder"}
    return groups[kind]


def kept_mails(reminders: Iterable[Reminder], w: Wording) -> Iterator[KeptMail]:
    """When mails were asked for, and on which days they go."""
    for one in reminders:
        made, sure = w.day(one.made), one.confirmed
        asked = (
            w.t("Asked on {day}, confirmed on {sure}.", day=made, sure=w.day(sure))
            if sure
            else w.t("Asked on {day}, not confirmed yet.", day=made)
        )
        days = w.listing(
            w.t("{day} ({state})", day=w.day(mail.due), state=_mail_state(mail.state, w))
            for mail in one.mails
        )
        says = f"{asked} {w.t('Mails: {days}.', days=days)}" if days else asked
        yield KeptMail(one.address, says)


def learned(events: Sequence[UsageEvent], w: Wording) -> str:
    """How much is kept of who lets Koers learn from their choices."""
    if not events:
        return w.t("You said yes. Nothing is kept of your choices yet.")
    names = _kind_names(w)
    counts = Counter(event.kind for event in events)
    told = " · ".join(f"{counts[kind]} × {names[kind]}" for kind in names if counts[kind])
    return w.t(
        "You said yes. Of your choices we keep: {counts}. The JSON file has each of them.",
        counts=told,
    )


def _kind_names(w: Wording) -> Mapping[UseKind, str]:
    return {
        "shown": w.t("shown"),
        "opened": w.t("opened"),
        "chosen": w.t("taken along in your agenda or plan"),
        "dismissed": w.t("not for you"),
        "booked": w.t("booked"),
        "stopped": w.t("stopped"),
        "done": w.t("done"),
        "rated": w.t("rated"),
    }


def _mail_state(state: State, w: Wording) -> str:
    if state in OPEN_STATES:
        return w.t("to come")
    return {"sent": w.t("sent"), "failed": w.t("not sent")}.get(state) or w.t("perhaps sent")


def _edit(edit: PlanEdit, known: Known, w: Wording) -> KeptRow:
    course = known.courses.get(course_of(edit.line))
    parts = [
        w.t("in your words: ‘{words}’", words=edit.text) if edit.text else "",
        w.t("on another day: {day}", day=w.day(edit.by)) if edit.by else "",
        _done(edit.done, w),
        w.t("left out") if edit.dropped else "",
    ]
    what = _line_says(edit.line, known, w)
    language = course.language if course else ""
    return KeptRow(what, _parts(parts), language, f"{LINE}:{edit.line}")


def _own_step(step: OwnStep, w: Wording) -> KeptRow:
    by = w.t("by {day}", day=w.day(step.by)) if step.by else ""
    says = _parts([w.t("your own step"), by, _done(step.done, w)])
    return KeptRow(step.text, says, back=f"{LINE}:{OWN}{step.id}", own=True)


def _told(scan: SelfScan, known: Known, w: Wording) -> Mapping[str, list[KeptRow]]:
    """What was told of courses, by how it stands with them in a word."""
    reasons = choices.stop_reasons(w)

    def rows(*told: tuple[str, str]) -> list[KeptRow]:
        return [_course(code, says, known) for code, says in reversed(told)]

    booked = ((b.course, HandledCourse(b.course, None, "booked", b.start)) for b in scan.booked)
    stopped = (
        (s.course, w.t("stopped: ‘{reason}’", reason=choices.label_of(reasons, s.reason)))
        for s in scan.stopped
    )
    return {
        w.t("booked"): rows(*((code, w.status(course)) for code, course in booked)),
        w.t("done"): rows(*((code, w.t("done")) for code in scan.done)),
        w.t("stopped"): rows(*stopped),
        w.t("not for you"): rows(*((code, w.t("not for you")) for code in scan.dismissed)),
    }


def _course(code: str, says: str, known: Known) -> KeptRow:
    course = known.courses.get(code)
    title, language = (course.title, course.language) if course else (code, "")
    return KeptRow(title, says, language, f"{COURSE}:{code}")


def _look_back(one: CheckIn, scan: SelfScan, known: Known, w: Wording) -> KeptRow:
    own = {f"{OWN}{step.id}": step.text for step in scan.own_steps}
    did = [own.get(line) or _line_says(line, known, w) for line in one.did]
    left = known.courses.get(one.left or "")
    in_the_way = choices.label_of(choices.obstacles(w), one.obstacle)
    onward = next((known.label for known in next_choices(w) if known.value == one.next), "")
    parts = [
        w.t("done: {lines}", lines=w.listing(f"‘{line}’" for line in did)) if did else "",
        f"‘{one.words}’" if one.words else "",
        in_the_way,
        onward,
        w.t("left: {course}", course=left.title if left else one.left) if one.left else "",
    ]
    return KeptRow(w.day(one.day), _parts(parts), back=f"{LOOK_BACK}:{one.day}", own=True)


def _line_says(line: str, known: Known, w: Wording) -> str:
    code = course_of(line)
    if code:
        course = known.courses.get(code)
        return course.title if course else code
    said = said_of(line, known.library)
    return said[w.language] if said else line


def _done(day: dt.date | None, w: Wording) -> str:
    return w.t("done, {day}", day=w.day(day)) if day else ""


def _parts(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _of_plan(scan: SelfScan, w: Wording) -> str:
    changed, own = len(scan.edits), len(scan.own_steps)
    return _parts(
        [
            w.tn("{n} line changed", "{n} lines changed", changed) if changed else "",
            w.tn("{n} own step", "{n} own steps", own) if own else "",
        ]
    ) or w.t("nothing changed")


def _of_courses(scan: SelfScan, known: Known, w: Wording) -> str:
    counts = ((name, len(rows)) for name, rows in _told(scan, known, w).items())
    return " · ".join(f"{name}: {n}" for name, n in counts if n)


def _of_look_backs(scan: SelfScan, w: Wording) -> str:
    if not scan.check_ins:
        return ""
    return w.t("the last one on {day}", day=w.day(scan.check_ins[-1].day))
