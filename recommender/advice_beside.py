"""What to advise beside a course, when nothing else is known of a person: what comes after it."""

from __future__ import annotations

from dataclasses import replace

from recommender.advice import Advice
from recommender.course import Course
from recommender.role_table import specificity
from recommender.self_scan import SelfScan
from skills_taxonomy import Taxonomy

_ROLES_BESIDE = 2


def scan_beside(course: Course, taxonomy: Taxonomy) -> SelfScan:
    """The scan of someone who follows a course: they have what it teaches and want to go on.

    The roles in view are those that ask most for what the course teaches, since nothing else is
    known of this person; hours are ample, and there is no budget.
    """
    ratings = {p.skill: int(p.level) for p in course.presumes}
    ratings |= {t.skill: int(t.to_level) for t in course.teaches}
    weights = specificity(taxonomy)
    asked = {
        role.slug: sum(
            r.weight * r.level * weights[r.skill] ** 2
            for t in course.teaches
            if (r := role.by_skill.get(t.skill)) is not None
        )
        for role in taxonomy.roles.values()
    }
    nearest = sorted((slug for slug in asked if asked[slug]), key=lambda s: (-asked[s], s))
    return SelfScan(
        goal="broaden",
        target_roles=tuple(nearest[:_ROLES_BESIDE]),
        wish="; ".join(taxonomy.skill(t.skill).label.nl for t in course.teaches)[:500]
        or course.title[:500],
        ratings=ratings,
        hours_per_week=8,
        weeks=52,
        done=(course.id,),
    )


def beside(course: Course, advice: Advice, taxonomy: Taxonomy) -> Advice:
    """The advice with only what goes on from a course, or stands near it, in its list."""
    related, taught = _related(course, taxonomy), {t.skill for t in course.teaches}
    kept = [
        s
        for s in advice.suggestions.suggestions
        if any(g.skill in related and g.to_level >= course.to_level - 1 for g in s.gains)
    ]
    # What goes on where this course ends comes before what stands beside it.
    kept.sort(key=lambda s: not any(g.skill in taught for g in s.gains))
    return replace(advice, suggestions=replace(advice.suggestions, suggestions=tuple(kept)))


def _related(course: Course, taxonomy: Taxonomy) -> frozenset[str]:
    """Skills of the themes that a course teaches in, and those that lead to or from it."""
    taught = {t.skill for t in course.teaches if t.skill in taxonomy.skills}
    themes = {taxonomy.skill(skill).theme for skill in taught}
    before = {p for skill in taught for p in taxonomy.skill(skill).prerequisites}
    return frozenset(
        skill.slug
        for skill in taxonomy.skills.values()
        if skill.theme in themes or skill.slug in before or taught & set(skill.prerequisites)
    )
