"""A role as a page: what you do, what changes, what it asks, and where you can come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from recommender import Advice, Recommender, SelfScan
from recommender.course_suggestion import CourseSuggestion
from recommender.reason import Transfers
from recommender.role_map import Transfer, origins, role_map
from recommender.role_match import Distance
from service.web import urls
from service.web.labels import evidence, role_label, safe_url, skill_label, unbroken
from service.web.pictures import level_at
from service.web.role_picture import RolePicture, draw_near
from service.wording import Wording
from skills_taxonomy import EscoLink, Requirement, Role

_NEAR, _ORIGINS, _CARRIED, _COURSES = 8, 5, 3, 4
_HOURS_OF_A_STRANGER, _WEEKS_OF_A_STRANGER = 8, 52


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A skill that the role asks, and where the reader stands in it."""

    skill: str
    url: str
    level: str
    anchor: str
    """What somebody at the asked level says they do."""
    essential: bool
    x_goal: float
    you: str = ""
    """The reader's level in a word; empty when no scan is open."""
    evidence: str = ""
    inferred: bool = False
    enough: bool = False
    x_you: float = 0.0
    helps: str = ""
    """What the reader has in a close skill that helps with this one; empty when nothing does."""


@dataclass(frozen=True, slots=True)
class NearRow:
    """Another role, and what the two share."""

    slug: str
    label: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course that helps towards the role or teaches the skill."""

    title: str
    language: str
    url: str
    provider: str
    says: str
    cost: str
    hours: str
    starts: str


@dataclass(frozen=True, slots=True)
class EscoRow:
    """A link to ESCO."""

    uri: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class RolePage:
    """Everything the page of a role shows."""

    title: str
    slug: str
    label: str
    chain: str
    chain_url: str
    definition: str
    synonyms: tuple[str, ...]
    tasks: tuple[str, ...]
    changes: str
    trend: str
    source: str
    source_day: str
    essential: tuple[AskedRow, ...]
    optional: tuple[AskedRow, ...]
    origins: tuple[NearRow, ...]
    near: tuple[NearRow, ...]
    picture: RolePicture
    courses: tuple[CourseRow, ...]
    esco: tuple[EscoRow, ...]
    token: str | None = None
    standing: str = ""
    """Where the reader stands, in one sentence; empty when no scan is open."""


def role_page(
    role: Role,
    recommender: Recommender,
    w: Wording,
    advice: Advice,
    token: str | None = None,
) -> RolePage:
    """Make the page of a role.

    Args:
        role: the role.
        recommender: taxonomy and catalogue.
        w: the language of the page.
        advice: towards this role; of the reader when a scan is open, else of nobody in particular.
        token: the key of the open scan, or None.
    """
    helps = _helps(role, advice)
    rows = [_asked(r, advice if token else None, helps, w, token) for r in role.requirements]
    taxonomy = recommender.taxonomy
    near = role_map(taxonomy).nearest(role.slug, _NEAR)
    label = role.label[w.language]
    return RolePage(
        title=label,
        slug=role.slug,
        label=unbroken(label),
        chain=taxonomy.labels["chains"][role.chain][w.language],
        chain_url=urls.explore(keten=role.chain),
        definition=role.definition[w.language],
        synonyms=role.synonyms[w.language],
        tasks=tuple(task[w.language] for task in role.tasks),
        changes=role.changes[w.language] if role.changes else "",
        trend=trend(role, w),
        source=role.outlook.source[w.language],
        source_day=w.day(role.outlook.date),
        essential=tuple(row for row in rows if row.essential),
        optional=tuple(row for row in rows if not row.essential),
        origins=tuple(_origin(t, w, token) for t in origins(role, taxonomy, _ORIGINS)),
        near=tuple(_near(role, slug, recommender, w, token) for slug, _ in near),
        picture=draw_near(role.slug, near, taxonomy, w.language),
        courses=course_rows(advice.suggestions.suggestions[:_COURSES], w),
        esco=esco_rows(role.esco, w),
        token=token,
        standing=_standing(rows, _distance(role, advice), w) if token else "",
    )


def scan_towards(role: str, scan: SelfScan | None = None) -> SelfScan:
    """The scan to advise on when somebody looks at a role: their own, with the role as its wish."""
    if scan is None:
        return SelfScan(
            goal="move",
            target_roles=(role,),
            hours_per_week=_HOURS_OF_A_STRANGER,
            weeks=_WEEKS_OF_A_STRANGER,
        )
    return scan.model_copy(update={"target_roles": (role,), "wish": ""})


def trend(role: Role, w: Wording) -> str:
    """The outlook of a role as a sentence about now."""
    return {
        "emerging": w.t("This role is new."),
        "growing": w.t("This role is growing."),
        "changing": w.t("This role is changing."),
        "stable": w.t("This role stays much the same."),
        "declining": w.t("There is less work in this role."),
    }[role.outlook.trend]


def _helps(role: Role, advice: Advice) -> dict[str, Transfers]:
    """Per skill that the role asks, what helps with it."""
    found = next((m.reasons for m in advice.matches.matches if m.role == role.slug), ())
    return {reason.skill: reason for reason in found if isinstance(reason, Transfers)}


def _distance(role: Role, advice: Advice) -> Distance:
    return next(fit.distance for fit in advice.matches.all if fit.role == role.slug)


def _asked(
    asked: Requirement,
    advice: Advice | None,
    helps: Mapping[str, Transfers],
    w: Wording,
    token: str | None,
) -> AskedRow:
    skill = w.taxonomy.skill(asked.skill)
    row = AskedRow(
        skill=skill.label[w.language],
        url=urls.skill(asked.skill, token),
        level=w.level(asked.level),
        anchor=skill.anchors[asked.level][w.language] if asked.level in skill.anchors else "",
        essential=asked.essential,
        x_goal=level_at(asked.level),
    )
    if advice is None:
        return row
    state = advice.profile.state(asked.skill)
    return AskedRow(
        skill=row.skill,
        url=row.url,
        level=row.level,
        anchor=row.anchor,
        essential=row.essential,
        x_goal=row.x_goal,
        you=w.level(state.level),
        evidence=evidence(state, w),
        inferred=state.evidence != "rated",
        enough=state.level >= asked.level,
        x_you=level_at(state.level),
        helps=w.reason(helps[asked.skill]) if asked.skill in helps else "",
    )


def _standing(rows: Sequence[AskedRow], distance: Distance, w: Wording) -> str:
    """How many skills somebody has, how far it is, and whether close skills help."""
    have, count = sum(row.enough for row in rows), len(rows)
    if have == count:
        return w.t("You can do what this role asks for.")
    says = [
        w.tn(
            "You have {have} of the {n} skill that this role asks.",
            "You have {have} of the {n} skills that this role asks.",
            count,
            have=have,
        )
    ]
    if helped := sum(bool(row.helps) for row in rows):
        says.append(
            w.tn(
                "With {n} other, something close to it helps you.",
                "With {n} others, something close to it helps you.",
                helped,
            )
        )
    says.append(_FAR[distance](w))
    return " ".join(says)


_FAR: Mapping[Distance, Callable[[Wording], str]] = {
    "there": lambda w: w.t("You are there."),
    "steps": lambda w: w.t("A few steps, and you are there."),
    "stretch": lambda w: w.t("It is still a good stretch."),
    "journey": lambda w: w.t("It is still a long way."),
}


def _origin(carried: Transfer, w: Wording, token: str | None) -> NearRow:
    shared = w.listing(w.skill(s.skill) for s in carried.shared[:_CARRIED])
    much = how_much(carried.share, w)
    return NearRow(
        slug=carried.origin,
        label=role_label(carried.origin, w),
        url=urls.role(carried.origin, token),
        says=w.t("{much} carries over: {skills}.", much=much, skills=shared),
    )


def how_much(share: float, w: Wording) -> str:
    """A share of what a role asks, in words that open a sentence."""
    if share >= 0.6:
        return w.t("Most")
    if share >= 0.4:
        return w.t("A good part")
    return w.t("A part") if share >= 0.2 else w.t("A beginning")


def _near(
    role: Role, slug: str, recommender: Recommender, w: Wording, token: str | None
) -> NearRow:
    other = recommender.taxonomy.role(slug)
    missing = [r.skill for r in other.requirements if r.skill not in role.by_skill]
    order = {s.skill: n for n, s in enumerate(other.requirements)}
    missing.sort(key=lambda s: (not other.by_skill[s].essential, order[s]))
    if not missing:
        says = w.t("It asks nothing that is new, only other levels.")
    else:
        says = w.t("New there: {skills}.", skills=w.listing(map(w.skill, missing[:_CARRIED])))
    return NearRow(slug, role_label(slug, w), urls.role(slug, token), says)


def course_rows(suggestions: Sequence[CourseSuggestion], w: Wording) -> tuple[CourseRow, ...]:
    """Suggested courses, each with the first thing it teaches."""
    return tuple(
        CourseRow(
            title=s.course.title,
            language=s.course.language,
            url=safe_url(s.course),
            provider=s.course.provider,
            says=w.t(
                "{skill}: {levels}", skill=skill_label(s.gains[0].skill, w), levels=w.level_step(s)
            ),
            cost=w.cost(s.cost, s.course),
            hours=w.length(s.course),
            starts=w.starts(s),
        )
        for s in suggestions
    )


def esco_rows(links: Sequence[EscoLink], w: Wording) -> tuple[EscoRow, ...]:
    """Links to ESCO with how close they are."""
    says = {
        "exact": w.t("the same"),
        "close": w.t("nearly the same"),
        "broad": w.t("wider"),
    }
    return tuple(
        EscoRow(
            link.uri,
            link.label[w.language] if link.label else w.t("the concept in ESCO"),
            f"{says[link.match]}, ESCO {link.version}",
        )
        for link in links
    )
