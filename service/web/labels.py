"""How skills, roles and their evidence are called on the pages, and which addresses are safe."""

from __future__ import annotations

from recommender import Course
from recommender.profile import SkillState
from service.wording import Wording

_MASS = ("media-sales",)
"""Roles that are a field of work in English, and take no article."""

_AN = ("a", "e", "i", "o", "A", "E", "I", "O", "XR", "HR")


def skill_label(slug: str, w: Wording) -> str:
    """A skill as it stands at the head of a row."""
    return w.taxonomy.skill(slug).label[w.language]


def role_label(slug: str, w: Wording) -> str:
    """A role as it stands in a heading."""
    return unbroken(w.taxonomy.role(slug).label[w.language])


def unbroken(label: str) -> str:
    """A label that does not break around its slash: cameraman/-vrouw, remote / robotic."""
    return label.replace("/-", "/-\u2060").replace(" / ", "\u00a0/ ")


def a_role(slug: str, w: Wording) -> str:
    """A role inside a sentence, with its article where the language wants one."""
    role = unbroken(w.role(slug))
    if w.language == "nl" or slug in _MASS:
        return role
    return f"an {role}" if role.startswith(_AN) else f"a {role}"


def evidence(state: SkillState, w: Wording) -> str:
    """Where a level comes from; of what nobody filled in nothing is known."""
    return w.t("not filled in") if state.evidence == "unknown" else w.evidence(state)


def safe_url(course: Course) -> str:
    """The address of a course, or nothing when it is no web address."""
    return course.url if course.url.startswith(("https://", "http://")) else ""
