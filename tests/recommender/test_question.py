"""The choice of the next question: it matters, it is not asked twice, and it comes to an end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.question import A_PAGE, EVERYBODY, LEAST, MOST
from recommender.reason import AskedByRole, AskedOfEverybody, MayChangeFirst
from skills_taxonomy import ScanError, load_taxonomy

TAXONOMY = load_taxonomy()
ROLES = sorted(TAXONOMY.roles)
SKILLS = sorted(TAXONOMY.skills)


def next_question(recommender, *told, **more):
    found = recommender.next_questions(*told, **more)
    return found[0] if found else None


@pytest.fixture(scope="module")
def ask(recommender, today):
    """Ask until it stops; `answer` gives a level, or None to skip. The questions in order."""

    def asked(scan, answer):
        ratings, skipped, questions = dict(scan.ratings), [], []
        while True:
            question = next_question(
                recommender,
                scan.model_copy(update={"ratings": ratings}),
                skipped,
                today=today,
                asked=len(questions),
            )
            if question is None:
                return questions
            questions.append(question)
            level = answer(question.skill)
            if level is None:
                skipped.append(question.skill)
            else:
                ratings = {**ratings, question.skill: level}

    return asked


scans = st.fixed_dictionaries(
    {"target_roles": st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)},
    optional={
        "role": st.sampled_from(ROLES),
        "years": st.sampled_from([0, 3, 12]),
        "goal": st.sampled_from(["deepen", "broaden", "move", "stay-healthy"]),
        "budget": st.sampled_from([0, 400, 1500]),
        "ratings": st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 3), max_size=4),
    },
)


class TestAsking:
    @settings(max_examples=8)
    @given(given_scan=scans, answers=st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=MOST))
    def test_never_repeats_itself_and_comes_to_an_end(self, make_scan, ask, given_scan, answers):
        scan = make_scan(**given_scan)
        coming = iter(answers)
        questions = ask(scan, lambda _: next(coming))
        skills = [question.skill for question in questions]
        assert len(skills) == len(set(skills)) <= MOST
        assert not set(skills) & set(scan.ratings)
        assert all(0 <= question.expected_change <= 1 for question in questions)
        assert all(1 <= question.left <= MOST - number for number, question in enumerate(questions))

    @settings(max_examples=4)
    @given(given_scan=scans)
    def test_is_the_same_for_the_same_scan(self, make_scan, recommender, today, given_scan):
        scan = make_scan(**given_scan)
        found = next_question(recommender, scan, today=today)
        assert found == next_question(recommender, scan, today=today)

    @pytest.mark.parametrize("role", ["journalist", "camera-operator", "media-composer"])
    @pytest.mark.parametrize("level", [0, 2, None])
    def test_everybody_gets_a_question_of_the_themes_that_matter_to_all(
        self, make_scan, ask, role, level
    ):
        questions = ask(make_scan(role=role, years=6), lambda _: level)
        asked = {TAXONOMY.skill(question.skill).theme for question in questions}
        assert set(EVERYBODY) <= asked

    def test_a_theme_that_was_skipped_is_left_alone(self, make_scan, recommender, today):
        scan = make_scan(role="journalist", years=6)
        skipped = ["staying-calm-under-pressure", "media-law"]
        found = next_question(recommender, scan, skipped, today=today, asked=MOST - 1)
        assert TAXONOMY.skill(found.skill).theme == "ai"

    def test_ends_after_fourteen_whatever_is_still_open(self, make_scan, recommender, today):
        scan = make_scan(role="journalist", years=6)
        assert next_question(recommender, scan, today=today, asked=MOST - 1) is not None
        assert next_question(recommender, scan, today=today, asked=MOST) is None

    def test_what_was_rated_before_the_first_question_takes_no_room(
        self, make_scan, recommender, today
    ):
        ratings = dict.fromkeys(SKILLS[:20], 2)
        scan = make_scan(target_roles=["data-journalist"], ratings=ratings)
        assert next_question(recommender, scan, today=today) is None
        found = next_question(recommender, scan, today=today, asked=0)
        assert found.skill not in ratings

    def test_a_skipped_skill_that_is_not_there_is_named(self, make_scan, recommender, today):
        with pytest.raises(ScanError, match=r"^skipped: Unknown skill 'no-such-skill'"):
            next_question(recommender, make_scan(), ["no-such-skill"], today=today)


class TestTheChoice:
    def test_an_answer_to_it_really_changes_the_first_courses(self, make_scan, recommender, today):
        scan = make_scan(role="journalist", years=6, target_roles=["data-journalist"])
        question = next_question(recommender, scan, today=today)
        before = recommender.first_courses(scan, today=today)[:3]
        changed = set()
        for level in range(4):
            answered = scan.model_copy(update={"ratings": {question.skill: level}})
            changed |= {*before} ^ {*recommender.first_courses(answered, today=today)[:3]}
        assert question.expected_change > 0
        assert changed & set(question.courses)

    def test_says_who_asks_and_what_it_may_change(self, make_scan, recommender, today):
        scan = make_scan(target_roles=["data-journalist"])
        question = next_question(recommender, scan, today=today)
        kinds = {type(reason) for reason in question.reasons}
        assert {AskedByRole, MayChangeFirst} <= kinds
        assert question.to_dict()["reasons"][0]["type"]

    def test_what_changes_nothing_is_asked_for_its_theme_alone(self, make_scan, ask):
        questions = ask(make_scan(role="media-composer", years=6), lambda _: 3)
        idle = [question for question in questions if not question.expected_change]
        assert all(
            any(isinstance(reason, AskedOfEverybody) for reason in question.reasons)
            for question in idle
        )


class TestInATinyWorld:
    def test_only_what_can_matter_is_asked(self, make_scan, tiny_recommender, today):
        scan = make_scan(target_roles=["data-journalist"])
        first = next_question(tiny_recommender, scan, today=today)
        assert first.skill in {"reading-data", "charting"}

    def test_nobody_is_asked_when_everything_is_known(
        self, make_scan, tiny_recommender, tiny_taxonomy, today
    ):
        scan = make_scan(ratings=dict.fromkeys(tiny_taxonomy.skills, 3))
        assert next_question(tiny_recommender, scan, today=today) is None


class TestAPage:
    def test_holds_a_few_questions_that_differ(self, recommender, make_scan, today):
        scan = make_scan(role="journalist", target_roles=("data-journalist",), ratings={})
        found = recommender.next_questions(scan, today=today, most=A_PAGE)
        assert 1 < len(found) <= A_PAGE
        assert len({question.skill for question in found}) == len(found)
        assert [q.left for q in found] == sorted((q.left for q in found), reverse=True)

    def test_begins_with_the_question_that_would_be_asked_alone(
        self, recommender, make_scan, today
    ):
        scan = make_scan(role="journalist", target_roles=("data-journalist",), ratings={})
        alone = next_question(recommender, scan, today=today)
        together = recommender.next_questions(scan, today=today, most=A_PAGE)
        assert together[0].expected_change >= alone.expected_change

    def test_goes_on_until_so_many_were_asked(self, recommender, make_scan, today):
        scan, asked = make_scan(role="journalist", target_roles=("data-journalist",), ratings={}), 0
        while found := recommender.next_questions(
            scan, today=today, asked=asked, most=A_PAGE, least=LEAST
        ):
            asked += len(found)
            told = {question.skill: 1 for question in found}
            scan = scan.model_copy(update={"ratings": {**scan.ratings, **told}})
        assert LEAST <= asked <= MOST
