"""The demo academy is wide enough to show what Koers does, and honest about being an example."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from recommender import DEMO, Course, load_catalogue, read_csv
from recommender.course import KINDS, MODES
from recommender.place import is_known
from skills_taxonomy import Line

FORBIDDEN = re.compile(r"omschol\w*|upskill\w*|reskill\w*|human capital|!", re.IGNORECASE)


@pytest.fixture(scope="module")
def offers(taxonomy) -> tuple[Course, ...]:
    return tuple(load_catalogue(None, taxonomy).courses.values())


def test_every_row_is_sound_and_every_skill_exists(taxonomy):
    found = read_csv(DEMO, taxonomy)
    assert [str(problem) for problem in found.problems] == []


def test_every_row_leaves_nothing_to_guess(taxonomy):
    for row in read_csv(DEMO, taxonomy).rows:
        assert row.remarks == (), row.where
        assert row.course.guessed == (), row.where
        assert row.course.said == (), row.where
        assert row.course.vat is not None, row.where


def test_it_is_a_whole_academy(offers):
    # Pinned as floors: what the showcase promises. More is welcome.
    assert len(offers) >= 120
    assert sum(course.language == "nl" for course in offers) >= 100
    assert sum(course.language == "en" for course in offers) >= 5


def test_it_has_every_line_level_kind_and_mode(offers):
    assert {course.line for course in offers} == set(get_args(Line))
    assert {course.to_level for course in offers} == {1, 2, 3}
    assert {course.kind for course in offers} == set(KINDS)
    assert {course.mode for course in offers} == set(MODES)


def test_prices_run_from_nothing_to_more_than_two_thousand_euros(offers):
    prices = [course.price for course in offers]
    assert min(prices) == 0
    assert max(prices) > 2000


def test_at_least_five_providers_each_say_that_they_are_an_example(offers):
    providers = {course.provider for course in offers}
    assert len(providers) >= 5
    for provider in providers:
        assert re.search(r"\((voorbeeld|example)\)", provider), provider


def test_no_address_leads_to_a_real_provider(offers):
    for course in offers:
        assert re.match(r"https://[a-z.-]*\.example(/|\Z)", course.url), course.id


def test_every_offer_can_be_started(offers, today):
    for course in offers:
        assert course.always_open or course.runs(today), course.id


def test_every_town_is_on_the_map(offers):
    for course in offers:
        for start in course.starts:
            assert start.place is None or is_known(start.place), (course.id, start.place)


def test_every_offer_teaches_something_upwards_and_asks_nothing_it_teaches(offers):
    for course in offers:
        assert course.teaches, course.id
        assert all(t.from_level < t.to_level for t in course.teaches), course.id
        skills = [t.skill for t in course.teaches]
        assert len(set(skills)) == len(skills), course.id
        assert not set(skills) & {p.skill for p in course.presumes}, course.id


def test_hours_and_weeks_are_believable(offers):
    for course in offers:
        assert 0.5 <= course.hours <= 40 * course.weeks, course.id


def test_titles_are_unique(offers):
    counts = Counter(course.title.casefold() for course in offers)
    assert [title for title, n in counts.items() if n > 1] == []


def test_texts_are_friendly_and_neither_a_word_nor_a_page(offers):
    for course in offers:
        for text in (course.title, course.summary, course.description, *course.outcomes):
            assert text.strip(), course.id
            assert not FORBIDDEN.search(text), (course.id, FORBIDDEN.search(text))
        assert 25 <= len(course.description.split()) <= 200, course.id
