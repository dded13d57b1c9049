"""What a scan asks and allows: all that the ranking of courses rests on, and the ranking itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.course_rank import Ranker
from recommender.course_suggestion import CourseSuggestions, Similarity, first_listed, rank
from recommender.funding import FundingRule
from recommender.gap import SkillGaps, WishedSkill
from recommender.personal_offer import PersonalOffer
from recommender.profile import Profile
from recommender.question import View
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan
from skills_taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class WeighedScan:
    """The flow from the scan up to the ranking."""

    scan: SelfScan
    profile: Profile
    matches: RoleMatches
    wishes: tuple[WishedSkill, ...]
    near: Similarity
    """What tells how close a course is to the wish."""
    close: tuple[tuple[Course, float], ...]
    """The courses that are so close that the wish asks what they teach, each with how close."""
    gaps: SkillGaps
    mine: tuple[FundingRule, ...]
    """Funding rules for this person."""
    offer: PersonalOffer
    """What the courses mean for them, by those rules that have not ended."""

    def ranked(
        self, catalogue: Catalogue, taxonomy: Taxonomy, today: dt.date, ranker: Ranker | None
    ) -> RankedScan:
        """All courses in order, with their reasons."""
        suggestions = rank(
            self.gaps,
            self.profile,
            self.scan,
            catalogue,
            taxonomy,
            today=today,
            similarity=self.near,
            ranker=ranker,
            offer=self.offer,
        )
        return RankedScan(self, suggestions)

    def first(
        self, count: int, catalogue: Catalogue, taxonomy: Taxonomy, ranker: Ranker | None
    ) -> tuple[str, ...]:
        """Ids of the first courses, and no more work than that takes."""
        return first_listed(
            self.gaps,
            self.profile,
            self.scan,
            catalogue,
            taxonomy,
            self.offer,
            count=count,
            similarity=self.near,
            ranker=ranker,
        )


@dataclass(frozen=True, slots=True)
class RankedScan:
    """The same with the ranking."""

    weighed: WeighedScan
    suggestions: CourseSuggestions

    @property
    def profile(self) -> Profile:
        """The present levels."""
        return self.weighed.profile

    @property
    def matches(self) -> RoleMatches:
        """The roles in view."""
        return self.weighed.matches

    @property
    def gaps(self) -> SkillGaps:
        """What is missing."""
        return self.weighed.gaps

    @property
    def rules(self) -> tuple[FundingRule, ...]:
        """Who may pay a part."""
        return tuple(self.weighed.offer.rules)

    @property
    def view(self) -> View:
        """As much of it as the choice of a question needs."""
        return View(self.profile, self.matches, self.gaps, self.suggestions)
