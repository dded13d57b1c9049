"""What somebody has to be able to do on the first day of a course."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.course import Course
from recommender.profile import Profile
from recommender.reason import NeedsFirst
from skills_taxonomy import Level, Taxonomy


def missing_entry(course: Course, profile: Profile, taxonomy: Taxonomy) -> NeedsFirst | None:
    """The first level that a course presumes and the person does not have."""
    for skill, level in entry_levels(course, taxonomy).items():
        present = profile.level(skill)
        if present < level:
            return NeedsFirst(skill, level, present)
    return None


def entry_levels(course: Course, taxonomy: Taxonomy) -> Mapping[str, Level]:
    """Skill to the level someone must have on the first day of a course.

    That is where each taught skill starts from, what the provider presumes, and, for a course
    that goes beyond level 1, the basics of the skill's prerequisites, unless it teaches them too.
    """
    needed: dict[str, Level] = {}
    taught = {t.skill for t in course.teaches}
    for t in course.teaches:
        if t.from_level:
            needed[t.skill] = max(needed.get(t.skill, t.from_level), t.from_level)
        if t.to_level >= 2 and t.from_level >= 1:
            for prerequisite in taxonomy.skill(t.skill).prerequisites:
                if prerequisite not in taught:
                    needed.setdefault(prerequisite, 1)
    for p in course.presumes:
        needed[p.skill] = max(needed.get(p.skill, p.level), p.level)
    return needed
