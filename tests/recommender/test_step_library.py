"""The library of steps: something for every skill, small where it must be small."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest

from recommender.step_library import BeyondStep, StepKind, StepLibrary, load_step_library

FORBIDDEN = re.compile(r"omschol\w*|upskill\w*|reskill\w*|human capital|!", re.IGNORECASE)


@pytest.fixture(scope="module")
def library() -> StepLibrary:
    return load_step_library()


class TestTheBundledLibrary:
    def test_every_skill_gets_a_first_step_of_its_own_theme(self, library, taxonomy):
        for skill in taxonomy.skills.values():
            step = library.first_for([skill.slug], taxonomy)
            assert skill.slug in step.skills or (step.theme == skill.theme and not step.skills)

    @pytest.mark.parametrize("level", [1, 2, 3])
    def test_every_skill_gets_a_step_beyond_courses(self, library, taxonomy, level):
        for skill in taxonomy.skills.values():
            step = library.beyond_for(skill.slug, level, taxonomy)
            assert step is not None, skill.slug
            assert skill.slug in step.skills or (step.theme == skill.theme and not step.skills)

    def test_the_smallest_step_suits_one_of_the_skills_and_is_never_longer(self, library, taxonomy):
        slugs = sorted(taxonomy.skills)
        for one, two in itertools.pairwise(slugs):
            step = library.smallest_for([one, two], taxonomy)
            firsts = [library.first_for([skill], taxonomy) for skill in (one, two)]
            assert step.minutes <= min(first.minutes for first in firsts)
            themes = {taxonomy.skill(skill).theme for skill in (one, two)}
            assert {one, two} & set(step.skills) or (step.theme in themes and not step.skills)

    def test_without_a_skill_the_smallest_step_is_the_general_one(self, library, taxonomy):
        assert library.smallest_for([], taxonomy) == library.first_for([], taxonomy)

    def test_first_steps_fit_in_half_an_hour(self, library):
        assert all(5 <= step.minutes <= 30 for step in library.first)

    def test_steps_beyond_take_an_hour_to_a_few_days(self, library):
        assert all(0 < step.hours <= 40 for step in library.beyond)
        assert {step.level for step in library.beyond} <= {1, 2, 3}

    def test_every_skill_has_a_step_of_its_own(self, library, taxonomy):
        assert set(taxonomy.skills) <= {skill for step in library.beyond for skill in step.skills}

    def test_every_theme_has_steps_beyond_courses_at_every_level_and_of_every_kind(
        self, library, taxonomy
    ):
        themes = set(taxonomy.labels["themes"])
        levels = {(step.theme, step.level) for step in library.beyond}
        assert levels == {(theme, level) for theme in themes for level in (1, 2, 3)}
        kinds = {(step.theme, step.kind) for step in library.beyond}
        assert kinds == {(theme, kind) for theme in themes for kind in get_args(StepKind)}

    def test_slugs_are_unique(self, library):
        counts = Counter(step.slug for step in (*library.first, *library.beyond))
        assert [slug for slug, n in counts.items() if n > 1] == []

    def test_every_step_speaks_of_skills_and_themes_that_exist(self, library, taxonomy):
        for step in (*library.first, *library.beyond):
            assert step.theme in taxonomy.labels["themes"], step.slug
            assert set(step.skills) <= set(taxonomy.skills), step.slug

    def test_every_step_is_written_in_both_languages_in_friendly_words(self, library):
        for step in (*library.first, *library.beyond):
            for text in (step.text.nl, step.text.en):
                assert len(text.split()) >= 5, step.slug
                assert not FORBIDDEN.search(text), step.slug


class TestChoosing:
    def test_a_step_made_for_the_skill_goes_before_one_for_the_theme(self, library, taxonomy):
        for step in library.first:
            for skill in step.skills:
                assert skill in library.first_for([skill], taxonomy).skills
        for step in library.beyond:
            for skill in step.skills:
                assert skill in library.beyond_for(skill, step.level, taxonomy).skills

    def test_the_first_skill_decides(self, library, taxonomy):
        one = library.first_for(["interviewing"], taxonomy)
        assert library.first_for(["interviewing", "video-editing"], taxonomy) == one

    def test_without_a_skill_there_is_a_general_one(self, library, taxonomy):
        assert library.first_for([], taxonomy).theme == "career"

    def test_what_was_taken_is_not_given_again(self, library, taxonomy):
        taken: list[BeyondStep] = []
        while step := library.beyond_for("interviewing", 2, taxonomy, taken):
            assert step not in taken
            taken.append(step)
        assert len(taken) >= 2

    def test_another_kind_wins_over_one_level_but_not_over_two(self, library, taxonomy):
        some = next(step for step in library.beyond if not step.skills)
        skill = next(s.slug for s in taxonomy.skills.values() if s.theme == some.theme)
        same = replace(some, slug="same", kind="own-piece", level=1)
        for level, chosen in ((2, "other"), (3, "same")):
            other = replace(some, slug="other", kind="shadowing", level=level)
            steps = StepLibrary((), (same, other))
            taken = [replace(some, slug="taken", kind="own-piece")]
            assert steps.beyond_for(skill, 1, taxonomy, taken).slug == chosen
            assert steps.beyond_for(skill, 1, taxonomy).slug == "same"

    def test_the_step_nearest_in_level_is_chosen(self, library, taxonomy):
        some = next(step for step in library.beyond if not step.skills)
        skill = next(s.slug for s in taxonomy.skills.values() if s.theme == some.theme)
        steps = tuple(replace(some, slug=f"level-{n}", level=n) for n in (3, 1, 2))
        for level in (1, 2, 3):
            chosen = StepLibrary((), steps).beyond_for(skill, level, taxonomy)
            assert chosen.level == level
