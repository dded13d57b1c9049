"""The tags of courses and the decisions on them, in the store's file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from recommender.course import Course
from recommender.store.course_record import tags_out
from recommender.tag import CourseTag, TagDecision, settle

_TAG = "kind, skill, from_level, to_level, probability, evidence, counts"
_DECISION = "course, skill, kind, verdict, from_level, to_level, day, revision"


def put(connection: sqlite3.Connection, course: Course, tags: Collection[CourseTag]) -> None:
    """Keep the tags of a course in place of its earlier ones, and what follows for the course."""
    decisions = list(decisions_on(connection, course.id))
    decided = {(d.kind, d.skill) for d in decisions}
    connection.execute("DELETE FROM tag WHERE course = ?", (course.id,))
    connection.executemany(
        f"INSERT INTO tag (course, {_TAG}, decided, doubt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
        [
            (course.id, t.kind, t.skill, t.from_level, t.to_level, t.probability, t.evidence,
             t.counts, (t.kind, t.skill) in decided, abs(t.probability - 0.5))
            for t in tags
        ],
    )  # fmt: skip
    _settle(connection, course, tags, decisions)


def decide(
    connection: sqlite3.Connection, course: Course, decision: TagDecision, revision: int
) -> None:
    """Keep a decision on a course, in place of an earlier one on the same skill."""
    connection.execute(
        f"INSERT OR REPLACE INTO decision ({_DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
        (decision.course, decision.skill, decision.kind, decision.verdict, decision.from_level,
         decision.to_level, decision.day.isoformat(), revision),
    )  # fmt: skip
    _redo(connection, course, decision.kind, decision.skill, revision, decided=True)


def undo(
    connection: sqlite3.Connection, course: Course, kind: str, skill: str, revision: int
) -> None:
    """Forget a decision; the tag is open again."""
    where = (course.id, kind, skill)
    connection.execute("DELETE FROM decision WHERE course = ? AND kind = ? AND skill = ?", where)
    _redo(connection, course, kind, skill, revision, decided=False)


def tags_of(connection: sqlite3.Connection, course: str) -> list[CourseTag]:
    """The tags of a course, likeliest first."""
    rows = connection.execute(
        f"SELECT {_TAG} FROM tag WHERE course = ? ORDER BY probability DESC, kind, skill",  # noqa: S608 - our own names
        (course,),
    )
    return [_tag(row) for row in rows]


def decisions_on(connection: sqlite3.Connection, course: str = "") -> Iterator[TagDecision]:
    """The decisions on a course; all of them without one."""
    rows = connection.execute(
        f"SELECT {_DECISION} FROM decision WHERE ? IN ('', course) ORDER BY course, kind, skill"  # noqa: S608 - our own names
        if not course
        else f"SELECT {_DECISION} FROM decision WHERE course = ? ORDER BY kind, skill",  # noqa: S608
        (course,),
    )
    for name, skill, kind, verdict, low, high, day, revision in rows:
        when = dt.date.fromisoformat(day)
        yield TagDecision(name, skill, kind, verdict, low, high, when, revision)


def _redo(
    connection: sqlite3.Connection,
    course: Course,
    kind: str,
    skill: str,
    revision: int,
    *,
    decided: bool,
) -> None:
    connection.execute(
        "UPDATE tag SET decided = ? WHERE course = ? AND kind = ? AND skill = ?",
        (decided, course.id, kind, skill),
    )
    tags = tags_of(connection, course.id)
    _settle(connection, course, tags, list(decisions_on(connection, course.id)))
    connection.execute("UPDATE course SET revision = ? WHERE id = ?", (revision, course.id))


def _settle(
    connection: sqlite3.Connection,
    course: Course,
    tags: Collection[CourseTag],
    decisions: Collection[TagDecision],
) -> None:
    text = tags_out(*settle(course, tags, decisions)) if tags or decisions else None
    connection.execute("UPDATE course SET tags = ? WHERE id = ?", (text, course.id))


def _tag(row: Any) -> CourseTag:  # noqa: ANN401 - a row of the table above
    kind, skill, low, high, probability, evidence, counts = row
    return CourseTag(skill, kind, low, high, probability, evidence, bool(counts))
