"""The roles to explore by place in the chain, theme and outlook, and the skills by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from recommender import Recommender
from recommender.role_map import role_map
from service.web import urls
from service.web.choices import Choice
from service.web.labels import role_label
from service.web.role_picture import RolePicture, draw_map
from service.wording import Wording
from skills_taxonomy import Role, Taxonomy

_CLOSE = 0.5
"""Cosine from which a role is an answer to what somebody typed."""

_FOUND = 12
_LEAN = 2
"""Essential skills of a theme from which a role is said to lean on it."""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role in the list."""

    label: str
    url: str
    says: str
    trend: str


@dataclass(frozen=True, slots=True)
class Group:
    """Roles or skills under one heading."""

    key: str
    label: str
    rows: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows the list."""

    name: str
    label: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ExplorePage:
    """The roles, filtered, with the map."""

    title: str
    q: str
    filters: tuple[Filter, ...]
    groups: tuple[Group, ...]
    count: str
    nothing: str
    """Why the list is not an answer to what was typed; empty when it is."""
    picture: RolePicture
    shown: frozenset[str]
    """Slugs that the filters leave; the map draws the others fainter."""
    narrowed: bool
    nearest: tuple[RoleLine, ...]
    """Every role with the two most like it: what the map shows, in words."""


@dataclass(frozen=True, slots=True)
class SkillsPage:
    """All skills by theme."""

    title: str
    groups: tuple[Group, ...]
    count: str


def explore_page(
    recommender: Recommender, w: Wording, *, q: str, chain: str, theme: str, trend: str
) -> ExplorePage:
    """Make the page; a filter that names nothing known is left out."""
    taxonomy = recommender.taxonomy
    chosen = {
        "keten": chain if chain in taxonomy.labels["chains"] else "",
        "thema": theme if theme in taxonomy.labels["themes"] else "",
        "vooruitzicht": trend if trend in taxonomy.labels["trends"] else "",
    }
    roles = [role for role in taxonomy.roles.values() if _fits(role, chosen, taxonomy)]
    found = _found(q, recommender) if q else None
    if found:
        allowed = {role.slug for role in roles}
        roles = [taxonomy.roles[slug] for slug in found if slug in allowed]
    groups = (
        (Group("", "", tuple(_line(role, w) for role in roles)),)
        if found
        else tuple(_by_chain(roles, w))
    )
    unknown = [said for said in (chain, theme, trend) if said and said not in chosen.values()]
    nothing = ""
    if unknown:
        nothing = w.t("There is no choice “{choice}”, so it was left out.", choice=unknown[0])
    elif q and not found:
        nothing = w.t("Nothing here is close to “{q}”. These are all roles.", q=q)
    elif not roles:
        nothing = w.t("No role fits all of this. Take one choice away.")
    return ExplorePage(
        title=w.t("Roles in the media"),
        q=q,
        filters=_filters(chosen, w),
        groups=groups,
        count=w.tn("{n} role", "{n} roles", len(roles)),
        nothing=nothing,
        picture=draw_map(taxonomy, w.language),
        shown=frozenset(role.slug for role in roles),
        narrowed=bool(found or any(chosen.values())),
        nearest=tuple(_nearest(slug, w) for slug in _alphabetical(taxonomy, w)),
    )


def _alphabetical(taxonomy: Taxonomy, w: Wording) -> list[str]:
    return sorted(taxonomy.roles, key=lambda slug: role_label(slug, w).casefold())


def _nearest(slug: str, w: Wording) -> RoleLine:
    two = role_map(w.taxonomy).nearest(slug, 2)
    says = w.listing(role_label(other, w) for other, _ in two)
    return RoleLine(role_label(slug, w), urls.role(slug), says, "")


def skills_page(taxonomy: Taxonomy, w: Wording) -> SkillsPage:
    """Make the page of all skills."""
    groups = []
    for key, text in taxonomy.labels["themes"].items():
        skills = [skill for skill in taxonomy.skills.values() if skill.theme == key]
        skills.sort(key=lambda skill: skill.label[w.language].casefold())
        rows = tuple(RoleLine(s.label[w.language], urls.skill(s.slug), "", "") for s in skills)
        groups.append(Group(key, text[w.language], rows))
    count = w.tn("{n} skill", "{n} skills", len(taxonomy.skills))
    return SkillsPage(w.t("Skills in the media"), tuple(groups), count)


def leans_on(role: Role, theme: str, taxonomy: Taxonomy) -> bool:
    """Whether a theme is much of what a role asks."""
    themes = Counter(taxonomy.skills[r.skill].theme for r in role.requirements if r.essential)
    return themes[theme] >= _LEAN


def _fits(role: Role, chosen: dict[str, str], taxonomy: Taxonomy) -> bool:
    return (
        chosen["keten"] in ("", role.chain)
        and chosen["vooruitzicht"] in ("", role.outlook.trend)
        and (not chosen["thema"] or leans_on(role, chosen["thema"], taxonomy))
    )


def _found(q: str, recommender: Recommender) -> list[str]:
    return [hit.id for hit in recommender.search_roles(q, _FOUND) if hit.score >= _CLOSE]


def _by_chain(roles: Sequence[Role], w: Wording) -> list[Group]:
    groups = []
    for key, text in w.taxonomy.labels["chains"].items():
        here = [role for role in roles if role.chain == key]
        here.sort(key=lambda role: role.label[w.language].casefold())
        if here:
            groups.append(Group(key, text[w.language], tuple(_line(role, w) for role in here)))
    return groups


def _line(role: Role, w: Wording) -> RoleLine:
    return RoleLine(
        label=role_label(role.slug, w),
        url=urls.role(role.slug),
        says=_first_sentence(role.definition[w.language]),
        trend=w.taxonomy.labels["trends"][role.outlook.trend][w.language],
    )


def _first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return f"{head}." if dot else text


def _filters(chosen: dict[str, str], w: Wording) -> tuple[Filter, ...]:
    said = {
        "keten": (w.t("Place in the chain"), "chains"),
        "thema": (w.t("Theme"), "themes"),
        "vooruitzicht": (w.t("Outlook"), "trends"),
    }
    return tuple(
        Filter(
            name,
            label,
            chosen[name],
            tuple(Choice(key, text[w.language]) for key, text in w.taxonomy.labels[closed].items()),
        )
        for name, (label, closed) in said.items()
    )
