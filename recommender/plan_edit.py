"""What somebody does to a line of their plan, and the scan that follows from it."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

from recommender.plan_line import MOST_EDITS, MOST_OWN, OwnStep, PlanEdit
from recommender.self_scan import SelfScan
from skills_taxonomy import ScanError

OWN = "own:"


class Change(TypedDict, total=False):
    """What changes of a line; what is left out stays as it was."""

    text: str | None
    by: dt.date | None
    done: dt.date | None
    dropped: bool


def edit_line(scan: SelfScan, line: str, **change: Unpack[Change]) -> SelfScan:
    """The scan after a line was changed, ticked or left out.

    A text or day of None is as proposed again. An own step that is left out is gone: nobody else
    proposes it. One that nobody has stays unknown.

    Args:
        scan: what is kept of this person.
        line: id of the line.
        change: what changes.
    """
    if line.startswith(OWN):
        return _edit_own(scan, line.removeprefix(OWN), change)
    before = next((e for e in reversed(scan.edits) if e.line == line), PlanEdit(line=line))
    after = before.model_copy(update=dict(change))
    others = [edit for edit in scan.edits if edit.line != line]
    if after != PlanEdit(line=line):
        others.append(after)
    return scan.model_copy(update={"edits": _newest(others)})


def add_own_step(scan: SelfScan, text: str, by: dt.date | None) -> tuple[SelfScan, str]:
    """The scan with an own step more, and the id of its line.

    Raises:
        ScanError: there are as many as a plan may hold.
    """
    if len(scan.own_steps) >= MOST_OWN:
        raise ScanError(f"A plan holds {MOST_OWN} own steps at most; take one out first.")
    taken = [int(s.id) for s in scan.own_steps if s.id.isascii() and s.id.isdecimal()]
    step = OwnStep(id=str(max(taken, default=0) + 1), text=text, by=by)
    return scan.model_copy(update={"own_steps": (*scan.own_steps, step)}), f"{OWN}{step.id}"


def _edit_own(scan: SelfScan, name: str, change: Change) -> SelfScan:
    kept = []
    for step in scan.own_steps:
        if step.id != name:
            kept.append(step)
        elif not change.get("dropped"):
            changed = OwnStep(
                id=name,
                text=change.get("text") or step.text,
                by=change.get("by", step.by),
                done=change.get("done", step.done),
            )
            kept.append(changed)
    return scan.model_copy(update={"own_steps": tuple(kept)})


def _newest(edits: list[PlanEdit]) -> tuple[PlanEdit, ...]:
    # What was only moved or left out gives way before words and what was done.
    spare = len(edits) - MOST_EDITS
    for edit in list(edits):
        if spare > 0 and not (edit.text or edit.done):
            edits.remove(edit)
            spare -= 1
    return tuple(edits[-MOST_EDITS:])
