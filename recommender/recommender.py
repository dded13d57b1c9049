"""The flow in one call: a self-scan in, an advice out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from models import Encoder, GrowingIndex, Hit, VectorIndex, embed_once, load_encoder
from recommender.action_plan import plan
from recommender.advice import Advice
from recommender.catalogue import Catalogue
from recommender.concept_search import ConceptSearch
from recommender.course import Course
from recommender.course_search import CourseSearch
from recommender.course_suggestion import CourseSuggestions, rank, with_what_has_ended
from recommender.course_texts import CourseTexts
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import SkillGaps, WishedSkill, compare
from recommender.learning_path import route
from recommender.notice import notices
from recommender.profile import Profile, describe
from recommender.role_match import RoleMatches, match, specificity
from recommender.self_scan import SelfScan
from recommender.step_library import load_step_library
from recommender.store.catalogue_store import load_catalogue
from recommender.wish import queries
from skills_taxonomy import Taxonomy, load_taxonomy

_SKILLS_PER_WISH = 3
_EXPECTED, _ALONE = 0.46, 0.58
"""Cosine from which a skill is taken to be meant: one that a role in view asks, and any other.
Chosen on the judged wishes in tests/data/wishes.json, so that nonsense stays without an answer."""

_PERHAPS = 0.4
"""Cosine from which a skill is worth asking about when nothing is close enough to count on."""

_CLAUSE_MARGIN = 0.25
"""Beside a clause that is clearly understood, one that is only guessed at counts for nothing."""

_WISH_MARGIN = 0.03
"""Skills this far behind the closest one are not meant either."""

_COURSES_PER_WISH = 60
_ROLES_BESIDE = 2


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The first half of the flow: from the scan to the ranking."""

    profile: Profile
    matches: RoleMatches
    wishes: tuple[WishedSkill, ...]
    gaps: SkillGaps
    suggestions: CourseSuggestions
    mine: tuple[FundingRule, ...]
    """Funding rules for this person."""
    rules: tuple[FundingRule, ...]
    """Those of them that have not ended."""


class Recommender:
    """Taxonomy, catalogue and encoder, ready to advise; texts are embedded when it is made."""

    def __init__(
        self,
        catalogue: Catalogue,
        taxonomy: Taxonomy,
        encoder: Encoder,
        *,
        cache: Path | None = None,
    ) -> None:
        """Embed all texts once.

        Args:
            catalogue: the courses on offer.
            taxonomy: skills and roles.
            encoder: turns texts into unit vectors.
            cache: folder that keeps vectors between starts; None keeps nothing.
        """
        self.catalogue = catalogue
        self.taxonomy = taxonomy
        self.encoder = encoder
        self.library = load_step_library()
        self.rules = load_funding_rules()
        courses = tuple(catalogue.courses.values())
        vectors = embed_once(encoder, CourseTexts(courses, attrgetter("text")), cache)
        self._courses = GrowingIndex(VectorIndex.build([c.id for c in courses], vectors))
        self._course_search = self._first_search = CourseSearch(courses, taxonomy, encoder, cache)
        self._later: dict[str, Course] = {}
        self._hidden: frozenset[str] = frozenset()
        self._skills = ConceptSearch(taxonomy.skills.values(), encoder, cache)
        self._roles = ConceptSearch(taxonomy.roles.values(), encoder, cache)
        self.versions = self._versions()

    def updated(self, catalogue: Catalogue, changed: Iterable[Course]) -> Recommender:
        """A recommender over the next edition, of which only the changed courses are read.

        Args:
            catalogue: the next edition.
            changed: what was added or changed since this one.
        """
        new = copy(self)
        new.catalogue = catalogue
        new._later = {**self._later, **{course.id: course for course in changed}}
        gone = [key for key in self.catalogue.courses if key not in catalogue.courses]
        for key in gone:
            new._later.pop(key, None)
        new._hidden = self._hidden | new._later.keys() | set(gone)
        later = tuple(new._later.values())
        vectors = self.encoder.encode_documents([course.text for course in later])
        new._courses = self._courses.updated([c.id for c in later], vectors, new._hidden)
        new._course_search = self._first_search.updated(later, new._hidden)
        new.versions = new._versions()
        return new

    @property
    def changes(self) -> int:
        """How many courses came, changed or went since everything was read."""
        return len(self._hidden)

    def _versions(self) -> dict[str, str]:
        return {
            "taxonomy": self.taxonomy.version,
            "catalogue": self.catalogue.version,
            "models": f"{self.encoder.name}@{self.encoder.fingerprint[:12]}",
        }

    @classmethod
    def load(
        cls,
        catalogue: Catalogue | Path | str | None = None,
        *,
        taxonomy: Taxonomy | None = None,
        encoder: Encoder | str | None = None,
        cache: Path | None = None,
    ) -> Recommender:
        """Load what is needed; without arguments, the demo academy and the bundled encoder.

        Raises:
            KoersError: a file is missing or broken.
        """
        taxonomy = taxonomy or load_taxonomy()
        if not isinstance(catalogue, Catalogue):
            catalogue = load_catalogue(Path(catalogue) if catalogue else None, taxonomy)
        if encoder is None or isinstance(encoder, str):
            encoder = load_encoder(encoder)
        return cls(catalogue, taxonomy, encoder, cache=cache)

    def advise(self, self_scan: SelfScan, *, today: dt.date, limit: int = 10) -> Advice:
        """Advise one person.

        Args:
            self_scan: what the person told.
            today: the day of the advice; nothing here reads a clock.
            limit: how many courses to show.

        Raises:
            ScanError: the scan names a role or skill that the taxonomy does not have.
        """
        scan, taxonomy, catalogue = self_scan, self.taxonomy, self.catalogue
        found = self._ranked(scan, today)
        profile, matches, gaps = found.profile, found.matches, found.gaps
        ended = [rule for rule in found.mine if rule not in found.rules]
        suggestions = with_what_has_ended(found.suggestions, scan, ended, today, limit)
        path = route(suggestions, gaps, profile, scan, taxonomy, today=today, rules=found.mine)
        return Advice(
            today=today,
            scan=scan,
            profile=profile,
            matches=matches,
            gaps=gaps,
            suggestions=suggestions,
            path=path,
            plan=plan(path, gaps, matches, scan, taxonomy, self.library, today=today),
            notices=notices(
                scan,
                matches,
                gaps,
                suggestions,
                path,
                catalogue,
                today,
                self._perhaps(scan, found.wishes),
                rules=found.rules,
            ),
            versions=self.versions,
            limit=limit,
        )

    def first_courses(self, self_scan: SelfScan, *, today: dt.date) -> tuple[str, ...]:
        """Ids of the courses that fit a person, best first: the ranking without path and plan.

        For who asks what an answer would change: it costs a part of a whole advice, and agrees
        with it.

        Raises:
            ScanError: the scan names a role or skill that the taxonomy does not have.
        """
        ranked = self._ranked(self_scan, today)
        return tuple(s.course.id for s in ranked.suggestions.suggestions)

    def _ranked(self, scan: SelfScan, today: dt.date) -> _Ranked:
        taxonomy = self.taxonomy
        mine = tuple(rule for rule in self.rules if rule.is_for(scan))
        rules = tuple(rule for rule in mine if rule.standing(today) != "ended")
        profile = describe(scan, taxonomy)
        matches = match(profile, scan, taxonomy)
        # Who tells nothing but a wish leaves nothing else to go by, so every skill is expected.
        expected = matches.skills(taxonomy) or frozenset(taxonomy.skills)
        wishes = self.understand(scan.wish, expected)
        gaps = compare(profile, matches, scan, taxonomy, wishes)
        suggestions = rank(
            gaps,
            profile,
            scan,
            self.catalogue,
            taxonomy,
            today=today,
            rules=rules,
            similarity=self._near_wish(scan.wish) if wishes else {},
        )
        return _Ranked(profile, matches, wishes, gaps, suggestions, mine, rules)

    def advise_beside(self, course: Course, *, today: dt.date, limit: int = 3) -> Advice:
        """Advise someone of whom only one course is known: what comes after it, or beside it."""
        advice = self.advise(scan_beside(course, self.taxonomy), today=today, limit=limit)
        related = self._related(course)
        taught = {t.skill for t in course.teaches}
        kept = [
            s
            for s in advice.suggestions.suggestions
            if any(g.skill in related and g.to_level >= course.to_level - 1 for g in s.gains)
        ]
        # What goes on where this course ends comes before what stands beside it.
        kept.sort(key=lambda s: not any(g.skill in taught for g in s.gains))
        return replace(advice, suggestions=replace(advice.suggestions, suggestions=tuple(kept)))

    def _related(self, course: Course) -> frozenset[str]:
        """Skills of the themes that a course teaches in, and those that lead to or from it."""
        taught = {t.skill for t in course.teaches if t.skill in self.taxonomy.skills}
        themes = {self.taxonomy.skill(skill).theme for skill in taught}
        before = {p for skill in taught for p in self.taxonomy.skill(skill).prerequisites}
        return frozenset(
            skill.slug
            for skill in self.taxonomy.skills.values()
            if skill.theme in themes or skill.slug in before or taught & set(skill.prerequisites)
        )

    def understand(
        self, wish: str, expected: Collection[str] = frozenset()
    ) -> tuple[WishedSkill, ...]:
        """The skills that a person's own words point at, closest first; none when none is close.

        Args:
            wish: what the person wrote.
            expected: skills that the roles in view ask. They are likelier to be meant, so a
                weaker likeness is enough for them.
        """
        best: dict[str, float] = {}
        for query in queries(wish):
            hits = self._skills.search(query, 2 * _SKILLS_PER_WISH)
            meant = [h for h in hits if h.score >= (_EXPECTED if h.id in expected else _ALONE)]
            close = meant[0].score - _WISH_MARGIN if meant else 1.0
            for hit in meant:
                if hit.score >= close:
                    best[hit.id] = max(best.get(hit.id, 0.0), hit.score)
        least = max(best.values(), default=0.0) - _CLAUSE_MARGIN
        clear = [(skill, score) for skill, score in best.items() if score >= least]
        ordered = sorted(clear, key=lambda pair: (-pair[1], pair[0]))
        return tuple(WishedSkill(s, round(v, 4)) for s, v in ordered[:_SKILLS_PER_WISH])

    def _perhaps(self, scan: SelfScan, wishes: tuple[WishedSkill, ...]) -> tuple[str, ...]:
        """Skills that may be meant by a wish that was not understood, to ask the person."""
        whole = queries(scan.wish)[:1]
        if wishes or not whole:
            return ()
        hits = self.search_skills(whole[0], _SKILLS_PER_WISH)
        return tuple(hit.id for hit in hits if hit.score >= _PERHAPS)

    def search_courses(self, query: str, limit: int) -> list[Hit]:
        """Courses closest in meaning to a query."""
        return self._course_search.search(query, limit)

    def search_skills(self, query: str, limit: int) -> list[Hit]:
        """Skills closest in meaning to a query, in either language."""
        return self._skills.search(query, limit)

    def search_roles(self, query: str, limit: int) -> list[Hit]:
        """Roles closest in meaning to a query, in either language."""
        return self._roles.search(query, limit)

    def _near_wish(self, wish: str) -> dict[str, float]:
        whole = queries(wish)[:1]
        vectors = self.encoder.encode_queries(whole)
        return {
            hit.id: hit.score
            for hits in self._courses.search(vectors, _COURSES_PER_WISH)
            for hit in hits
        }


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
