"""What somebody said of a course holds for its next listing, and for no other course."""

from __future__ import annotations

import datetime as dt

import pytest

from recommender import Catalogue
from recommender.agenda import Booking, Stopped
from recommender.handled_course import HandledCourses
from recommender.reason import AlreadyHandled


@pytest.fixture
def said(make_course, make_scan, today):
    """What is known of a listing when something was said of course `c1`."""

    def of(listing: dict, title: str = "Podcasts maken", **scan):
        first = make_course("c1", title=title)
        handled = HandledCourses(make_scan(**scan), Catalogue.of([first]), today)
        return handled.reason(make_course(**({"code": "c2", "title": title} | listing)))

    return of


class TestTheCourseItself:
    @pytest.mark.parametrize(
        ("scan", "reason"),
        [
            ({"done": ("c1",)}, AlreadyHandled(dismissed=False)),
            ({"dismissed": ("c1",)}, AlreadyHandled(dismissed=True)),
            (
                {"stopped": (Stopped(course="c1", reason="too-hard"),)},
                AlreadyHandled(dismissed=False, stopped=True),
            ),
        ],
        ids=["done", "dismissed", "stopped"],
    )
    def test_is_handled_with_what_was_said(self, said, scan, reason):
        assert said({"code": "c1"}, **scan) == reason
        assert said({}, **scan) == reason

    def test_is_not_handled_when_nothing_was_said(self, said):
        assert said({"code": "c1"}) is None

    def test_an_id_that_is_no_longer_in_the_catalogue_still_counts(self, said):
        assert said({"code": "gone"}, done=("gone",)) == AlreadyHandled(dismissed=False)
        assert said({}, done=("gone",)) is None

    def test_what_was_dismissed_after_it_was_done_is_dismissed(self, said):
        assert said({}, done=("c1",), dismissed=("c1",)) == AlreadyHandled(dismissed=True)


class TestTheNextListing:
    @pytest.mark.parametrize(
        ("title", "later"),
        [
            ("Podcasts maken voorjaar 2027", "Podcasts maken najaar 2027"),
            ("Podcasts maken 2026", "Podcasts maken 2027"),
            ("Podcasts maken", "PODCASTS maken (zomer 2027)"),
            ("Podcasts maken – herfst", "Podcasts maken [2028]"),
            ("Making podcasts, spring 2027", "Making podcasts, autumn 2028"),
        ],
    )
    def test_in_another_season_is_the_same_course(self, said, title, later):
        assert said({"title": later}, title, done=("c1",)) == AlreadyHandled(dismissed=False)

    @pytest.mark.parametrize(
        ("title", "other"),
        [
            ("Podcasts maken deel 1", "Podcasts maken deel 2"),
            ("Podcasts maken", "Podcasts maken voor gevorderden"),
            ("Podcasts maken", "Films maken"),
            ("Zomer 2027", "Winter 2027"),
        ],
    )
    def test_with_another_title_is_another_course(self, said, title, other):
        assert said({"title": other}, title, done=("c1",)) is None

    def test_of_another_provider_is_another_course(self, said):
        assert said({"provider": "Somebody else"}, done=("c1",)) is None


class TestWhatWasBooked:
    @pytest.fixture
    def booked(self, said, today):
        def booked(days, listing=None):
            start = None if days is None else today + dt.timedelta(days=days)
            return said(listing or {"code": "c1"}, booked=(Booking(course="c1", start=start),))

        return booked

    def test_and_is_over_is_not_shown_again_nor_in_its_next_listing(self, booked):
        over = AlreadyHandled(dismissed=False, booked=True)
        assert booked(-400) == over
        assert booked(-400, {"title": "Podcasts maken 2028"}) == over

    @pytest.mark.parametrize("days", [None, 0, 30])
    def test_and_is_still_to_come_is_not_over(self, booked, days):
        assert booked(days) is None
