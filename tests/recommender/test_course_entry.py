"""What somebody has to be able to do on the first day of a course."""

from __future__ import annotations

from recommender import SelfScan
from recommender.course_entry import entry_levels, missing_entry
from recommender.profile import describe
from recommender.reason import NeedsFirst


class TestEntryLevels:
    def test_a_course_asks_where_it_starts_and_what_it_presumes(self, tiny_taxonomy, make_course):
        course = make_course(teaches=[("reading-data", 1, 2)], presumes=[("filming", 2)])
        assert dict(entry_levels(course, tiny_taxonomy)) == {"reading-data": 1, "filming": 2}

    def test_a_course_beyond_the_basics_asks_the_basics_of_what_it_builds_on(
        self, tiny_taxonomy, make_course
    ):
        course = make_course(teaches=[("charting", 1, 2)])
        assert dict(entry_levels(course, tiny_taxonomy)) == {"charting": 1, "reading-data": 1}
        both = make_course(teaches=[("charting", 1, 2), ("reading-data", 0, 1)])
        assert dict(entry_levels(both, tiny_taxonomy)) == {"charting": 1}

    def test_a_course_for_beginners_asks_nothing(self, tiny_taxonomy, make_course):
        assert not entry_levels(make_course(teaches=[("charting", 0, 1)]), tiny_taxonomy)

    def test_the_first_level_that_is_missing_is_named(self, tiny_taxonomy, make_course):
        profile = describe(SelfScan(ratings={"reading-data": 1}), tiny_taxonomy)
        course = make_course(teaches=[("reading-data", 2, 3)])
        assert missing_entry(course, profile, tiny_taxonomy) == NeedsFirst("reading-data", 2, 1)
        assert missing_entry(make_course(), profile, tiny_taxonomy) is None
