"""A skill as a page: its levels, what comes before it, where it leads, and who teaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from recommender import Course, Recommender
from recommender.net_cost import NetCost
from recommender.profile import Profile
from service.web import urls
from service.web.labels import evidence, role_label, safe_url
from service.web.role_page import EscoRow, esco_rows
from service.wording import Wording
from skills_taxonomy import Skill

_COURSES = 8


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """A level and what somebody who has it says they do."""

    level: str
    says: str
    here: bool
    """Whether the reader stands at this level."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something else in the taxonomy."""

    label: str
    url: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class TaughtRow:
    """A course that teaches the skill, and between which levels."""

    title: str
    language: str
    url: str
    provider: str
    levels: str
    cost: str
    hours: str


@dataclass(frozen=True, slots=True)
class SkillPage:
    """Everything the page of a skill shows."""

    title: str
    slug: str
    label: str
    theme: str
    theme_url: str
    line: str
    line_label: str
    definition: str
    synonyms: tuple[str, ...]
    anchors: tuple[AnchorRow, ...]
    before: tuple[Link, ...]
    after: tuple[Link, ...]
    roles: tuple[Link, ...]
    courses: tuple[TaughtRow, ...]
    more_courses: int
    esco: tuple[EscoRow, ...]
    token: str | None = None
    standing: str = ""


def skill_page(
    skill: Skill,
    recommender: Recommender,
    w: Wording,
    profile: Profile | None = None,
    token: str | None = None,
) -> SkillPage:
    """Make the page of a skill; with a profile, beside where that person stands."""
    taxonomy = recommender.taxonomy
    state = profile.state(skill.slug) if profile else None
    label = skill.label[w.language]
    needing = [s.slug for s in taxonomy.skills.values() if skill.slug in s.prerequisites]
    courses = sorted(recommender.catalogue.by_skill.get(skill.slug, ()), key=_first(skill.slug))
    return SkillPage(
        title=label,
        slug=skill.slug,
        label=label,
        theme=w.theme(skill.theme),
        theme_url=urls.theme(skill.theme),
        line=skill.line,
        line_label=taxonomy.labels["lines"][skill.line][w.language],
        definition=skill.definition[w.language],
        synonyms=skill.synonyms[w.language],
        anchors=tuple(
            AnchorRow(w.level(level), text[w.language], bool(state and state.level == level))
            for level, text in skill.anchors.items()
        ),
        before=tuple(_skills(skill.prerequisites, w, token)),
        after=tuple(_skills(needing, w, token)),
        roles=tuple(_roles(skill, w, token)),
        courses=tuple(_taught(course, skill.slug, w) for course in courses[:_COURSES]),
        more_courses=max(0, len(courses) - _COURSES),
        esco=esco_rows(skill.esco, w),
        token=token,
        standing=(
            w.t(
                "You: {level}, {evidence}.", level=w.level(state.level), evidence=evidence(state, w)
            )
            if state
            else ""
        ),
    )


def _first(skill: str) -> Callable[[Course], tuple[int, int, str]]:
    """Courses from the lowest level up, then by title."""

    def key(course: Course) -> tuple[int, int, str]:
        taught = next(t for t in course.teaches if t.skill == skill)
        return (int(taught.from_level), int(taught.to_level), course.title)

    return key


def _skills(slugs: Iterable[str], w: Wording, token: str | None) -> Iterator[Link]:
    for slug in slugs:
        yield Link(w.taxonomy.skill(slug).label[w.language], urls.skill(slug, token))


def _roles(skill: Skill, w: Wording, token: str | None) -> Iterator[Link]:
    asking = [role for role in w.taxonomy.roles.values() if skill.slug in role.by_skill]
    asking.sort(
        key=lambda role: (
            not role.by_skill[skill.slug].essential,
            -role.by_skill[skill.slug].level,
            role.label[w.language].casefold(),
        )
    )
    for role in asking:
        asked = role.by_skill[skill.slug]
        level = w.level(asked.level)
        says = level if asked.essential else w.t("{level}, useful", level=level)
        yield Link(role_label(role.slug, w), urls.role(role.slug, token), says)


def _taught(course: Course, skill: str, w: Wording) -> TaughtRow:
    taught = next(t for t in course.teaches if t.skill == skill)
    low, high = w.level(taught.from_level), w.level(taught.to_level)
    return TaughtRow(
        title=course.title,
        language=course.language,
        url=safe_url(course),
        provider=course.provider,
        levels=w.t("from {low} to {high}", low=low, high=high),
        cost=w.cost(NetCost(course.price, course.vat), course),
        hours=w.length(course),
    )
