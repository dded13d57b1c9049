"""Where needs come from: roles, the wish, the goal, how somebody works, and what attracts them.

Each source has its own weight, on one scale: 1 is what a role in view asks as essential. The
weights were chosen on the personas of the development half in tests/data/advice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recommender.course import Course
from recommender.need import Needs
from recommender.profile import Profile
from recommender.reason import (
    AskedByRole,
    AskedInWish,
    CloseTo,
    FitsInterest,
    GoesDeeper,
    HelpsSituation,
    HelpsYouStand,
    KeepsHealthy,
    LeadsTo,
    RatedLow,
    Reason,
)
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan
from recommender.skill_transfer import Closeness
from recommender.standing import band, low_in
from recommender.statement import Facet, StatementId
from skills_taxonomy import LEVELS, Level, Skill, Taxonomy

_CORE: Mapping[Level, float] = {0: 0.0, 1: 0.7, 2: 1.0, 3: 1.3}
"""What a role asks at expert level is its craft; what it asks at basic level stands beside it."""

_ASIDE = 0.5
"""What is left of a demand on health or career skills when the person came for something else."""

_WISH, _CLOSE_COURSE, _DEEPER = 1.5, 1.8, 0.8
"""A skill that the wish means; what a course teaches that is as close to the wish as can be; and
the heart of the present role for who wants to deepen it."""

_HEALTH_GOAL, _HEALTH_TIRED, _LOW_ENERGY = 1.5, 0.4, 2
_UP_TO_DATE = 0.5
"""What the present role asks as essential, for who is not up to date in their trade."""

_RATED_LOW, _INTEREST, _INTEREST_BASICS, _INTEREST_FURTHER = 0.5, 0.55, 0.45, 0.3
"""A skill that the person rated low; and in a theme that attracts them one that they rated, a
beginning, and any other."""

_BEFORE, _BESIDE = 0.4, 0.45
"""Share of the weight of a wished skill that its prerequisites get, and those that are alike."""

_LOW_BESIDE = 0.5
"""The same for skills that are alike to one that the person rated low."""

_SEASONED, _SEASONED_SHARE = 5, 0.5
"""Years in a role after which most people know how to find work, and what is left for them."""


def from_roles(
    needs: Needs, profile: Profile, matches: RoleMatches, scan: SelfScan, taxonomy: Taxonomy
) -> None:
    """What the roles in view ask."""
    for target, share in matches.targets(scan.goal):
        for requirement in taxonomy.role(target.role).requirements:
            weight = requirement.weight * _CORE[requirement.level] * share
            beside = taxonomy.skill(requirement.skill).line == "career-development"
            if beside and scan.goal != "stay-healthy":
                if profile.state(requirement.skill).evidence != "rated":
                    continue  # nobody asked, and they came for something else
                weight *= _ASIDE
            reason = AskedByRole(target.role, requirement.level, requirement.essential)
            needs.add(requirement.skill, requirement.level, weight, reason)
    if scan.goal == "deepen" and scan.role:
        for requirement in taxonomy.role(scan.role).requirements:
            if requirement.essential and requirement.level >= 2:
                needs.add(requirement.skill, 3, _DEEPER, GoesDeeper(scan.role))


def from_wish(
    needs: Needs,
    profile: Profile,
    scan: SelfScan,
    meant: Mapping[str, float],
    close: Sequence[tuple[Course, float]],
    taxonomy: Taxonomy,
    closeness: Closeness,
) -> None:
    """What the wish means, what the courses that are close to it teach, and what comes before.

    Args:
        needs: to add to.
        profile: the present levels.
        scan: holds the wish.
        meant: skill to how surely it is meant.
        close: courses that are close to the wish, each with how close.
        taxonomy: prerequisites.
        closeness: skills to which a skill carries over.
    """
    for skill, likeness in meant.items():
        required: Level = 2 if profile.level(skill) <= 1 else 3
        # The first wished skill is the one that is meant; weaker ones count for less, never for 0.
        weight = _WISH * max(0.5, min(1.0, 0.3 + likeness))
        needs.add(skill, required, weight, AskedInWish(scan.wish))
        for before in taxonomy.skill(skill).prerequisites:
            needs.add(before, 1, weight * _BEFORE, LeadsTo(skill))
        for beside in closeness.bridges.get(skill, ()):
            if beside.how == "alike":
                needs.add(beside.skill, 1, weight * _BESIDE * beside.share, CloseTo(skill))
    for course, likeness in close:
        for t in course.teaches:
            present = profile.level(t.skill)
            if t.skill in taxonomy.skills and t.from_level <= present < t.to_level:
                weight = _CLOSE_COURSE * likeness * t.probability
                needs.add(t.skill, t.to_level, weight, AskedInWish(scan.wish))


_SITUATIONS: Mapping[str, Mapping[str, float]] = {
    "freelance": {
        "setting-your-rate": 0.35,
        "acquisition-and-pitching": 0.35,
        "building-a-network": 0.25,
    },
    "starting": {
        "building-a-network": 0.55,
        "acquisition-and-pitching": 0.35,
        "maintaining-a-portfolio": 0.35,
        "setting-your-rate": 0.25,
    },
    "between-jobs": {
        "job-interview-preparation": 0.5,
        "building-a-network": 0.5,
        "maintaining-a-portfolio": 0.35,
    },
    "move": {"career-transition": 0.45, "job-interview-preparation": 0.2},
    "stay-healthy": {"managing-own-career": 0.5, "self-reflection": 0.4},
}
"""What helps anybody who works this way, or who moves, whatever their craft."""


def from_situation(needs: Needs, scan: SelfScan, taxonomy: Taxonomy) -> None:
    """What helps with the way somebody works, and with what they are after."""
    seasoned = scan.years is not None and scan.years >= _SEASONED
    for situation in (scan.work_form, scan.goal):
        share = _SEASONED_SHARE if seasoned and situation == scan.work_form else 1.0
        for skill, weight in _SITUATIONS.get(situation, {}).items():
            if skill in taxonomy.skills:
                needs.add(skill, 1, weight * share, HelpsSituation(situation))


def from_ratings(
    needs: Needs,
    matches: RoleMatches,
    scan: SelfScan,
    taxonomy: Taxonomy,
    closeness: Closeness,
) -> None:
    """What the person said they cannot do yet, or only with help: it came up for a reason.

    Where a role in view asks no more than that, it is no need.
    """
    targets = [taxonomy.role(found.role).by_skill for found, _ in matches.targets(scan.goal)]
    for skill, level in scan.ratings.items():
        asked = [role[skill].level for role in targets if skill in role]
        if level > 1 or (asked and max(asked) <= level):
            continue
        if taxonomy.skill(skill).line != "career-development":
            needs.add(skill, LEVELS[level + 1], _RATED_LOW, RatedLow(LEVELS[level]))
            for beside in closeness.bridges.get(skill, ()):
                if beside.how == "alike":
                    weight = _RATED_LOW * _LOW_BESIDE * beside.share
                    needs.add(beside.skill, 1, weight, CloseTo(skill))


def from_interests(needs: Needs, scan: SelfScan, taxonomy: Taxonomy) -> None:
    """What belongs to a theme that attracts the person: rated skills, and beginnings."""
    themes = set(scan.interests)
    for skill in taxonomy.skills.values() if themes else ():
        if skill.theme in themes:
            rated = skill.slug in scan.ratings
            begins = _INTEREST_BASICS if skill.entry else _INTEREST_FURTHER
            weight = _INTEREST if rated else begins
            needs.add(skill.slug, 2 if rated else 1, weight, FitsInterest(skill.theme))
    for theme in dict.fromkeys(scan.interests):
        needs.favour(theme, taxonomy)


def from_health(needs: Needs, matches: RoleMatches, scan: SelfScan, taxonomy: Taxonomy) -> None:
    """What keeps somebody going, for who asks it, is tired, or can hardly handle their work."""
    tired = scan.vigour is not None and scan.vigour <= _LOW_ENERGY
    asks = scan.goal == "stay-healthy"
    reasons: list[Reason] = [KeepsHealthy()] if asks or tired else []
    if band(scan, "work-ability") == "tender":
        reasons.append(HelpsYouStand("work-ability"))
    level: Level = 2 if asks else 1
    for skill in taxonomy.skills.values() if reasons else ():
        if skill.theme == "health" and _is_meant(skill, matches, scan, taxonomy):
            for reason in reasons:
                needs.add(skill.slug, level, _HEALTH_GOAL if asks else _HEALTH_TIRED, reason)


_HELPS: Mapping[Facet, Mapping[StatementId, tuple[str, float]]] = {
    "adaptability": {
        "adapt-concern": ("managing-own-career", 0.35),
        "adapt-control": ("showing-initiative", 0.3),
        "adapt-curiosity": ("curiosity", 0.3),
        "adapt-confidence": ("adapting-to-change", 0.3),
    },
    "confidence": {
        "efficacy-problems": ("self-reflection", 0.3),
        "efficacy-learn": ("asking-for-feedback", 0.3),
    },
}
"""The skill that helps with each statement that does not fit, in a group that is tender."""


def from_standing(needs: Needs, scan: SelfScan, taxonomy: Taxonomy) -> None:
    """What helps with where the person stands; energy and work ability are with health."""
    for facet, helps in _HELPS.items():
        for statement in low_in(scan, facet):
            skill, weight = helps[statement]
            if skill in taxonomy.skills:
                needs.add(skill, 1, weight, HelpsYouStand(facet))
    if scan.role and band(scan, "up-to-date") == "tender":
        for requirement in taxonomy.role(scan.role).requirements:
            craft = taxonomy.skill(requirement.skill).line != "career-development"
            if requirement.essential and craft:
                reason = HelpsYouStand("up-to-date")
                needs.add(requirement.skill, requirement.level, _UP_TO_DATE, reason)


_GENERAL_HEALTH = frozenset(
    {"managing-work-stress", "setting-boundaries", "recovery-with-irregular-hours"}
)


def _is_meant(skill: Skill, matches: RoleMatches, scan: SelfScan, taxonomy: Taxonomy) -> bool:
    """Health skills that suit anybody, that a role in view asks, or that the person rated."""
    if skill.slug in _GENERAL_HEALTH or skill.slug in scan.ratings:
        return True
    named = (*matches.of("present"), *matches.of("wished"))
    return any(skill.slug in taxonomy.role(match.role).by_skill for match in named)
