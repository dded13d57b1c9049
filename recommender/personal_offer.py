"""What courses mean for one person, whatever they can do: purse, agenda, travel and form.

Which question to ask next, and what would change the list, is found by ranking again and again for
other ratings. Ratings change nothing of this, so those rankings share one offer.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.course_filter import CourseFilter
from recommender.course_score import WEIGHTS, Term, terms_beside
from recommender.course_table import Floats
from recommender.fit import Fit, assess
from recommender.funding import FundingRule
from recommender.handled_course import HandledCourses
from recommender.reason import Reason
from recommender.self_scan import SelfScan


@dataclass(frozen=True, slots=True)
class Offered:
    """One course, held against the limits of a scan."""

    fit: Fit
    obstacle: Reason | None
    """Why it cannot be followed; None when it can."""
    wait: int
    """Days until the first run; 0 for one that is always open."""


class PersonalOffer:
    """The courses as one person can follow them; each is worked out once, when it is asked."""

    def __init__(
        self,
        scan: SelfScan,
        catalogue: Catalogue,
        rules: Sequence[FundingRule],
        today: dt.date,
    ) -> None:
        """Begin.

        Args:
            scan: the limits; its ratings do not matter.
            catalogue: knows the runs.
            rules: who may pay a part.
            today: the day of the advice.
        """
        self.rules = rules
        self._scan, self._catalogue, self._today = scan, catalogue, today
        self._handled = HandledCourses(scan, catalogue, today)
        self._found: dict[str, Offered] = {}
        self._terms: dict[tuple[str, float], tuple[Term, ...]] = {}

    def holds_for(self, scan: SelfScan) -> bool:
        """Whether this is the offer for a scan too: it differs in ratings at most."""
        return scan.model_copy(update={"ratings": self._scan.ratings}) == self._scan

    @cached_property
    def bounds(self) -> CourseFilter:
        """What can be told of all courses at once."""
        return CourseFilter(self._catalogue.table, self._scan, self.rules)

    @cached_property
    def most_points(self) -> Floats:
        """[n] The most that the terms beside the gain and the wish could add to a score."""
        return self.bounds.most_points()

    @cached_property
    def highest(self) -> Floats:
        """[n] The same with the wish; exact as soon as a course was looked at.

        Nothing at all for a course that cannot be followed.
        """
        return self.most_points + WEIGHTS["wish"]

    def of(self, course: Course) -> Offered:
        """What a course means."""
        found = self._found.get(course.id)
        if found is None:
            fit = assess(course, self._scan, self._catalogue, self._today, self.rules)
            obstacle = self._handled.reason(course) or fit.obstacle
            wait = (fit.runs[0].start - self._today).days if fit.runs else 0
            found = self._found[course.id] = Offered(fit, obstacle, wait)
            if obstacle is not None:
                self.highest[self._catalogue.table.rows[course.id]] = -math.inf
        return found

    def terms(self, course: Course, similarity: float) -> tuple[Term, ...]:
        """The terms of its score beside the gain, for a course that is so close to the wish."""
        key = course.id, similarity
        found = self._terms.get(key)
        if found is None:
            offered = self.of(course)
            found = self._terms[key] = terms_beside(
                course, offered.fit, self._scan, offered.wait, similarity
            )
            row = self._catalogue.table.rows[course.id]
            self.highest[row] = sum(term.points for term in found)
        return found
