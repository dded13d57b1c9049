"""The flow in one call: a self-scan in, an advice out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from pathlib import Path

from models import Encoder, Hit, embed_once, load_encoder
from models.linker import linker_over
from recommender.action_plan import plan
from recommender.advice import Advice
from recommender.advice_beside import beside, scan_beside
from recommender.catalogue import Catalogue
from recommender.concept_search import ConceptSearch
from recommender.course import Course
from recommender.course_line import of_line
from recommender.course_rank import Ranker
from recommender.course_score import wish_share
from recommender.course_search import CourseSearch
from recommender.course_suggestion import (
    Similarity,
    with_what_has_ended,
)
from recommender.funding import load_funding_rules
from recommender.gap import WishedSkill, compare
from recommender.learning_path import PathProblem
from recommender.notice import notices
from recommender.path_alternatives import alternatives
from recommender.personal_offer import PersonalOffer
from recommender.profile import Profile, describe
from recommender.question import Question, View, first_ids, keeps_roles, next_questions
from recommender.question_value import FIRST
from recommender.role_match import RoleFit, RoleMatch, RoleMatches, explain, match
from recommender.self_scan import SelfScan
from recommender.skill_transfer import alike_skills, close_skills, skill_texts
from recommender.step_library import load_step_library
from recommender.store.catalogue_store import load_catalogue
from recommender.weighed_scan import RankedScan, WeighedScan
from recommender.what_if import WhatIf
from recommender.what_if_search import Offer, what_if
from recommender.wish_reader import LinksSkills, WishReader, close_courses, nearness, remembered
from skills_taxonomy import Line, Taxonomy, load_taxonomy


class Recommender:
    """Taxonomy, catalogue and encoder, ready to advise; texts are embedded when it is made."""

    def __init__(
        self,
        catalogue: Catalogue,
        taxonomy: Taxonomy,
        encoder: Encoder,
        *,
        cache: Path | None = None,
        linker: LinksSkills | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        """Embed all texts once.

        Args:
            catalogue: the courses on offer.
            taxonomy: skills and roles.
            encoder: turns texts into unit vectors.
            cache: folder that keeps vectors between starts; None keeps nothing.
            linker: says which skills a wish means; without one, only likeness tells.
            ranker: what was learned from use; without one, the transparent score decides.
        """
        self.ranker = ranker
        self.catalogue = catalogue
        self.taxonomy = taxonomy
        self.encoder = encoder
        self.library = load_step_library()
        self.rules = load_funding_rules()
        courses = tuple(catalogue.courses.values())
        self._course_search = self._first_search = CourseSearch(courses, taxonomy, encoder, cache)
        self._later: dict[str, Course] = {}
        self._hidden: frozenset[str] = frozenset()
        self._skills = ConceptSearch(taxonomy.skills.values(), encoder, cache)
        self._roles = ConceptSearch(taxonomy.roles.values(), encoder, cache)
        self.linker = linker
        self._wishes = WishReader(self._skills, linker)
        told = embed_once(encoder, skill_texts(taxonomy), cache)
        self.closeness = close_skills(taxonomy, alike_skills(taxonomy, told))
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
            "models": f"{self.encoder.name}@{self.encoder.fingerprint[:12]}"
            + (f" ranker@{self.ranker.fingerprint}" if self.ranker else ""),
        }

    @classmethod
    def load(
        cls,
        catalogue: Catalogue | Path | str | None = None,
        *,
        taxonomy: Taxonomy | None = None,
        encoder: Encoder | str | None = None,
        cache: Path | None = None,
        ranker: Ranker | None = None,
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
        linker = linker_over(taxonomy)
        return cls(catalogue, taxonomy, encoder, cache=cache, linker=linker, ranker=ranker)

    def advise(
        self,
        self_scan: SelfScan,
        *,
        today: dt.date,
        limit: int = 10,
        beside: bool = True,
        line: Line | None = None,
    ) -> Advice:
        """Advise one person.

        Args:
            self_scan: what the person told.
            today: the day of the advice; nothing here reads a clock.
            limit: how many courses to show.
            beside: whether to look for other paths beside the path as well.
            line: the only line to take courses from; None takes them from all.

        Raises:
            ScanError: the scan names a role or skill that the taxonomy does not have.
        """
        scan, taxonomy, catalogue = self_scan, self.taxonomy, self.catalogue
        found = self._ranked(scan, today)
        profile, matches, gaps = found.profile, found.matches, found.gaps
        mine = found.weighed.mine
        ended = [rule for rule in mine if rule not in found.rules]
        narrowed = of_line(found.suggestions, line)
        suggestions = with_what_has_ended(narrowed, scan, ended, today, limit)
        problem = PathProblem.of(
            suggestions,
            gaps,
            profile,
            scan,
            taxonomy,
            today=today,
            rules=mine,
            catalogue=catalogue,
        )
        path = problem.path()
        return Advice(
            today=today,
            scan=scan,
            profile=profile,
            matches=matches,
            gaps=gaps,
            suggestions=suggestions,
            path=path,
            plan=plan(
                path,
                gaps,
                matches,
                scan,
                taxonomy,
                self.library,
                today=today,
                suggestions=suggestions,
                offer=catalogue.courses,
            ),
            notices=notices(
                scan,
                matches,
                gaps,
                suggestions,
                path,
                catalogue,
                today,
                () if found.weighed.wishes else self._wishes.perhaps(scan.wish),
                rules=found.rules,
            ),
            versions=self.versions,
            limit=limit,
            alternatives=alternatives(
                problem, path, suggestions, catalogue, taxonomy, today=today, rules=mine
            )
            if beside
            else (),
        )

    def first_courses(self, self_scan: SelfScan, *, today: dt.date) -> tuple[str, ...]:
        """Ids of the courses that fit a person, best first: the ranking without path and plan.

        For who asks what an answer would change: cheaper than an advice, and it agrees with it.

        Raises:
            ScanError: the scan names a role or skill that the taxonomy does not have.
        """
        return first_ids(self._ranked(self_scan, today).suggestions)

    def view(self, self_scan: SelfScan, *, today: dt.date) -> View:
        """What a scan leads to, up to the ranking; raises as `first_courses` does."""
        return self._ranked(self_scan, today).view

    def next_questions(
        self,
        self_scan: SelfScan,
        skipped: Collection[str] = (),
        *,
        today: dt.date,
        asked: int | None = None,
        most: int = 1,
        least: int = 0,
    ) -> tuple[Question, ...]:
        """The skills to ask about next; none when no answer would change the first courses.

        Args:
            self_scan: what the person told so far.
            skipped: skills they would rather not rate; these are not asked again.
            today: the day of the advice.
            asked: how many questions were asked before; None counts every rating and skip.
            most: so many at once.
            least: so many are asked before it stops.

        Raises:
            ScanError: the scan names a role or skill that the taxonomy does not have.
        """
        found = self._ranked(self_scan, today)
        other_roles = not keeps_roles(self_scan.goal, found.matches)

        def first(ratings: Mapping[str, int]) -> tuple[str, ...]:
            answered = self_scan.model_copy(update={"ratings": ratings})
            weighed = self._weighed(answered, today, found.weighed, other_roles)
            return weighed.first(FIRST, self.catalogue, self.taxonomy, self.ranker)

        return next_questions(
            self_scan,
            found.view,
            self.catalogue,
            self.taxonomy,
            first,
            skipped=skipped,
            asked=asked,
            most=most,
            least=least,
        )

    def what_if(self, self_scan: SelfScan, *, today: dt.date) -> WhatIf:
        """The smallest changes after which another course comes first; raises as above."""

        def ranked(scan: SelfScan, like: RankedScan | None, other_roles: bool) -> RankedScan:
            return self._ranked(scan, today, like.weighed if like else None, other_roles)

        offer = Offer(self.catalogue, self.taxonomy, self.ranker, today)
        return what_if(self_scan, ranked, offer)

    def _ranked(
        self,
        scan: SelfScan,
        today: dt.date,
        like: WeighedScan | None = None,
        other_roles: bool = False,
    ) -> RankedScan:
        """Rank; `like` and `other_roles` are as `_weighed` has them."""
        found = self._weighed(scan, today, like, other_roles)
        return found.ranked(self.catalogue, self.taxonomy, today, self.ranker)

    def _weighed(
        self, scan: SelfScan, today: dt.date, like: WeighedScan | None, other_roles: bool
    ) -> WeighedScan:
        """All up to the ranking.

        `like` is what another scan with the same wish led to, whose roles hold as well. Unless
        there may be other roles in view: then only what is close to the wish holds.
        """
        taxonomy = self.taxonomy
        if like and like.offer.holds_for(scan):
            mine, offer = like.mine, like.offer
        else:
            mine = tuple(rule for rule in self.rules if rule.is_for(scan))
            rules = tuple(rule for rule in mine if rule.standing(today) != "ended")
            offer = PersonalOffer(scan, self.catalogue, rules, today)
        profile = describe(scan, taxonomy)
        if like and not other_roles:
            matches, wishes = like.matches, like.wishes
        else:
            matches, wishes = self._in_view(profile, scan, told=like is None)
        near = like.near if like else self._near_wish(scan.wish)
        close = like.close if like else self._close_to_wish(scan.wish)
        gaps = compare(profile, matches, scan, taxonomy, wishes, close, self.closeness)
        return WeighedScan(scan, profile, matches, wishes, near, close, gaps, mine, offer)

    def _in_view(
        self, profile: Profile, scan: SelfScan, *, told: bool = True
    ) -> tuple[RoleMatches, tuple[WishedSkill, ...]]:
        """The roles in view help to understand the wish, and the wish to order the roles."""
        matches, wishes = None, self._wishes.linked(scan.wish)
        if not wishes:
            matches = match(profile, scan, self.taxonomy, self.closeness, told=told)
            # Who tells nothing but a wish has no role in view: no skill is likelier than another.
            wishes = self.understand(scan.wish, matches.skills(self.taxonomy))
        if matches is None or wishes:
            meant = {wish.skill: wish.similarity for wish in wishes}
            matches = match(profile, scan, self.taxonomy, self.closeness, meant, told=told)
        return matches, wishes

    def match_roles(self, self_scan: SelfScan) -> tuple[tuple[RoleFit, RoleMatch], ...]:
        """Every role with how it fits a person and why, the nearest and most preferred first.

        Raises:
            ScanError: the scan names a role or skill that the taxonomy does not have.
        """
        profile = describe(self_scan, self.taxonomy)
        matches, _ = self._in_view(profile, self_scan)
        in_view = {found.role: found for found in matches.matches}

        def why(fit: RoleFit) -> RoleMatch:
            reasons = explain(fit.role, profile, self.taxonomy, self.closeness)
            return RoleMatch(fit.role, "other", fit.fit, reasons)

        return tuple((fit, in_view.get(fit.role) or why(fit)) for fit in matches.all)

    def advise_beside(self, course: Course, *, today: dt.date, limit: int = 3) -> Advice:
        """Advise someone of whom only one course is known: what comes after it, or beside it."""
        scan = scan_beside(course, self.taxonomy)
        advice = self.advise(scan, today=today, limit=limit, beside=False)
        return beside(course, advice, self.taxonomy)

    def understand(
        self, wish: str, expected: Collection[str] = frozenset()
    ) -> tuple[WishedSkill, ...]:
        """The skills that a person's own words point at, closest first; none when none is close.

        Args:
            wish: what the person wrote.
            expected: skills that the roles in view ask. They are likelier to be meant, so a
                weaker likeness is enough for them.
        """
        return self._wishes.read(wish, expected)

    def search_courses(self, query: str, limit: int) -> list[Hit]:
        """Courses closest in meaning to a query."""
        return self._course_search.search(query, limit)

    def search_skills(self, query: str, limit: int) -> list[Hit]:
        """Skills closest in meaning to a query, in either language."""
        return self._skills.search(query, limit)

    def search_roles(self, query: str, limit: int) -> list[Hit]:
        """Roles closest in meaning to a query, in either language."""
        return self._roles.search(query, limit)

    def _close_to_wish(self, wish: str) -> tuple[tuple[Course, float], ...]:
        hits = close_courses(self._wishes.asked(wish, self.taxonomy), self._course_search)
        return tuple((self.catalogue.courses[hit.id], wish_share(hit.score)) for hit in hits)

    def _near_wish(self, wish: str) -> Similarity:
        return remembered(lambda ids: nearness(wish, self._course_search, ids))
