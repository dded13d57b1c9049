"""What a catalogue leaves open, per provider: which courses lack what, and what to do about it.

Nothing is mended here: a report names courses, and their providers mend them at the source.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models import Encoder
from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.near_duplicates import NearDuplicate, near_duplicates
from recommender.quality_checks import CHECKS, NEAR_DUPLICATE, SAME_TITLE, Check, no_coming_date
from skills_taxonomy import Level, Taxonomy, fold

_LIKELY = 0.5
_STEPS: tuple[tuple[Level, Level], ...] = ((0, 1), (1, 2), (2, 3))


@dataclass(frozen=True, slots=True)
class Finding:
    """A check, and the courses of one provider that fail it."""

    check: Check
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProviderQuality:
    """The courses of one provider."""

    provider: str
    courses: int
    sound: int
    """Courses without any finding."""
    findings: tuple[Finding, ...]
    """What matters most first."""

    @property
    def share(self) -> float:
        """The part of the courses without any finding, from 0 to 1."""
        return self.sound / self.courses if self.courses else 1.0


@dataclass(frozen=True, slots=True)
class Untaught:
    """A step of a skill that no course teaches which can still be followed."""

    skill: str
    from_level: Level
    to_level: Level
    roles: int
    """Roles that ask the skill at this level or higher."""
    essential: int
    """Those of them for which it is essential."""


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The whole catalogue on one day."""

    today: dt.date
    providers: tuple[ProviderQuality, ...]
    """The ones with most to mend first."""
    duplicates: tuple[NearDuplicate, ...]
    """Most alike first; also of two providers."""
    untaught: tuple[Untaught, ...]
    """What most roles ask first."""

    def of(self, provider: str) -> QualityReport:
        """The part of the providers whose name has this in it.

        What no course teaches stays that of the whole catalogue.
        """
        own = tuple(p for p in self.providers if provider.casefold() in p.provider.casefold())
        ids = {course for p in own for finding in p.findings for course in finding.courses}
        pairs = tuple(p for p in self.duplicates if {p.first, p.second} & ids)
        return QualityReport(self.today, own, pairs, self.untaught)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        return {
            "today": self.today.isoformat(),
            "providers": [
                {
                    "provider": p.provider,
                    "courses": p.courses,
                    "without_findings": p.sound,
                    "findings": [
                        {
                            "check": f.check.name,
                            "says": f.check.says,
                            "mend": f.check.mend,
                            "courses": list(f.courses),
                        }
                        for f in p.findings
                    ],
                }
                for p in self.providers
            ],
            "near_duplicates": [
                {"first": d.first, "second": d.second, "text": d.text, "title": d.title}
                for d in self.duplicates
            ],
            "untaught": [
                {
                    "skill": u.skill,
                    "from_level": u.from_level,
                    "to_level": u.to_level,
                    "roles": u.roles,
                    "essential": u.essential,
                }
                for u in self.untaught
            ],
        }


def report(
    catalogue: Catalogue, taxonomy: Taxonomy, encoder: Encoder, *, today: dt.date
) -> QualityReport:
    """Look at every course of a catalogue.

    Args:
        catalogue: courses of one provider or more.
        taxonomy: the skills that could be taught, and the roles that ask them.
        encoder: turns texts into unit vectors, to find what was entered twice.
        today: the day from which runs count as coming.
    """
    courses = tuple(catalogue.courses.values())
    pairs = near_duplicates(courses, encoder)
    twice = {
        SAME_TITLE.name: _same_titles(courses),
        NEAR_DUPLICATE.name: {course for pair in pairs for course in (pair.first, pair.second)},
    }
    by_provider: dict[str, list[Course]] = {}
    for course in courses:
        by_provider.setdefault(course.provider, []).append(course)
    providers = [_look_at(name, own, twice, today) for name, own in by_provider.items()]
    providers.sort(key=lambda p: (p.sound - p.courses, fold(p.provider)))
    return QualityReport(today, tuple(providers), pairs, _untaught(courses, taxonomy, today))


def _look_at(
    provider: str, courses: Sequence[Course], twice: dict[str, set[str]], today: dt.date
) -> ProviderQuality:
    findings = []
    for check in CHECKS:
        known = twice.get(check.name, set())
        ids = tuple(
            course.id
            for course in courses
            if (course.id in known if check.fails is None else check.fails(course, today))
        )
        if ids:
            findings.append(Finding(check, ids))
    troubled = {course for finding in findings for course in finding.courses}
    return ProviderQuality(provider, len(courses), len(courses) - len(troubled), tuple(findings))


def _same_titles(courses: Iterable[Course]) -> set[str]:
    by_title: dict[tuple[str, str], list[str]] = {}
    for course in courses:
        by_title.setdefault((course.provider, fold(course.title)), []).append(course.id)
    return {course for ids in by_title.values() if len(ids) > 1 for course in ids}


def _untaught(
    courses: Iterable[Course], taxonomy: Taxonomy, today: dt.date
) -> tuple[Untaught, ...]:
    taught = {
        (t.skill, high)
        for course in courses
        if not no_coming_date(course, today)
        for t in course.teaches
        if t.probability >= _LIKELY
        for low, high in _STEPS
        if t.from_level <= low and t.to_level >= high
    }
    asked: Counter[tuple[str, int]] = Counter()
    essential: Counter[tuple[str, int]] = Counter()
    for role in taxonomy.roles.values():
        for r in role.requirements:
            for level in range(1, r.level + 1):
                asked[r.skill, level] += 1
                essential[r.skill, level] += r.essential
    found = [
        Untaught(skill, low, high, asked[skill, high], essential[skill, high])
        for skill in taxonomy.skills
        for low, high in _STEPS
        if (skill, high) not in taught
    ]
    return tuple(sorted(found, key=lambda u: (-u.roles, -u.essential, u.skill, u.to_level)))
