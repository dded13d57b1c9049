"""Courses are found in the words of who asks: by meaning, by letters and by skill."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import load_encoder
from recommender import course_search
from recommender.course_search import CourseSearch, sentences


@pytest.fixture(scope="module")
def search(tiny_courses, tiny_taxonomy, fake_encoder) -> CourseSearch:
    return CourseSearch(tiny_courses, tiny_taxonomy, fake_encoder)


@pytest.fixture(scope="module")
def demo(recommender) -> CourseSearch:
    courses = tuple(recommender.catalogue.courses.values())
    return CourseSearch(courses, recommender.taxonomy, load_encoder("bundled"))


def ids(search: CourseSearch, query: str, limit: int = 5) -> list[str]:
    return [hit.id for hit in search.search(query, limit)]


class TestFinding:
    @pytest.mark.parametrize(
        ("query", "course"),
        [
            ("Reading data for beginners", "read-1"),
            ("drawing charts at your own pace", "chart-1"),
            ("filming", "edit-1"),
        ],
    )
    def test_a_title_finds_its_course(self, search, query, course):
        assert ids(search, query)[0] == course

    @pytest.mark.parametrize(
        ("query", "course"),
        [("monteren", "edit-1"), ("Grafieken", "chart-1"), ("ik wil leren filmen", "edit-1")],
    )
    def test_the_name_of_a_skill_finds_who_teaches_it_in_the_other_language(
        self, search, query, course
    ):
        assert ids(search, query)[0] == course

    @pytest.mark.parametrize(
        ("query", "course"),
        [("monterne", "edit-1"), ("graffieken", "chart-1"), ("beginers", "read-1")],
    )
    def test_a_typing_error_finds_what_was_meant(self, search, query, course):
        assert ids(search, query)[0] == course

    def test_one_sentence_of_a_long_description_is_enough(
        self, make_course, tiny_taxonomy, fake_encoder
    ):
        filler = "Heel veel andere woorden over van alles. " * 20
        courses = [
            make_course("other", description=filler),
            make_course("said", description=f"{filler}Ballonvaren boven Hilversum? {filler}"),
        ]
        search = CourseSearch(courses, tiny_taxonomy, fake_encoder)
        assert ids(search, "ballonvaren")[0] == "said"
        meaning, _, _ = search.readings("ballonvaren boven hilversum")
        assert meaning[1] > meaning[0] + 0.3

    def test_readings_are_added_by_their_weights(self, search):
        meaning, letters, skills = search.readings("grafieken")
        weights = (course_search.MEANING, course_search.LETTERS, course_search.SKILLS)
        total = weights[0] * meaning + weights[1] * letters + weights[2] * skills
        assert search.scores("grafieken") == pytest.approx(np.maximum(total / sum(weights), 0))

    def test_a_course_that_teaches_nothing_we_know_is_found_by_its_words(
        self, make_course, tiny_taxonomy, fake_encoder
    ):
        courses = [make_course("none", [], title="Weerballonnen"), make_course("data")]
        search = CourseSearch(courses, tiny_taxonomy, fake_encoder)
        assert ids(search, "weerballon")[0] == "none"
        assert search.readings("weerballonnen")[2][0] == 0
        alone = CourseSearch(courses[:1], tiny_taxonomy, fake_encoder)
        assert ids(alone, "weerballonnen") == ["none"]


class TestTheDemoAcademy:
    @pytest.mark.parametrize(
        ("query", "skill"),
        [
            ("ik wil mijn beelden mooier van kleur maken", "colour-grading"),
            ("interviewing people on camera", "interviewing"),
            ("how do I say no to too much work", "setting-boundaries"),
            ("dashboard bouwen", "building-dashboards"),
            ("kleurcorectie", "colour-grading"),
            ("interviewwen", "interviewing"),
            ("web scrapping", "web-scraping-and-apis"),
        ],
    )
    def test_a_wish_finds_a_course_that_teaches_it(self, demo, recommender, query, skill):
        assert skill in recommender.taxonomy.skills
        best = ids(demo, query, 3)
        taught = {t.skill for id in best for t in recommender.catalogue.courses[id].teaches}
        assert skill in taught

    def test_the_label_of_a_skill_finds_who_teaches_it_in_either_language(self, demo, recommender):
        teachers: dict[str, set[str]] = {}
        for course in recommender.catalogue.courses.values():
            for taught in course.teaches:
                teachers.setdefault(taught.skill, set()).add(course.id)
        for language in ("nl", "en"):
            right = sum(
                bool(courses & set(ids(demo, recommender.taxonomy.skill(slug).label[language])))
                for slug, courses in teachers.items()
            )
            print(f"{language}: {right / len(teachers):.1%} of {len(teachers)} taught skills")
            assert right >= 0.95 * len(teachers)

    def test_it_is_what_the_recommender_searches_with(self, demo, recommender):
        assert recommender.search_courses("podcast maken", 7) == demo.search("podcast maken", 7)

    @pytest.mark.parametrize("query", ["", "   "])
    def test_nothing_asked_finds_nothing(self, demo, query):
        assert ids(demo, query) == []

    @given(query=st.text(max_size=80))
    def test_any_text_has_scores_between_0_and_1_and_twice_the_same(self, demo, query):
        scores = demo.scores(query)
        assert scores.shape == (180,)
        assert scores.min() >= 0
        assert scores.max() <= 1
        assert np.array_equal(scores, demo.scores(query))


class TestLists:
    def test_are_best_first_and_end_at_the_limit(self, demo):
        hits = demo.search("camera", 12)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len(hits) == 12
        assert demo.search("camera", 4) == hits[:4]

    @pytest.mark.parametrize("limit", [0, -1])
    def test_without_a_limit_above_zero_are_empty(self, demo, limit):
        assert demo.search("camera", limit) == []

    def test_of_no_courses_are_empty(self, tiny_taxonomy, fake_encoder, tmp_path):
        for cache in (None, tmp_path):
            search = CourseSearch([], tiny_taxonomy, fake_encoder, cache)
            assert search.search("camera", 5) == []
            assert search.scores("camera").shape == (0,)

    def test_of_equal_courses_the_first_comes_first(self, make_course, tiny_taxonomy, fake_encoder):
        courses = [make_course(code, title="Filmen") for code in ("b", "a", "c")]
        search = CourseSearch(courses, tiny_taxonomy, fake_encoder)
        assert ids(search, "filmen") == ["b", "a", "c"]

    def test_are_the_same_from_the_cache(self, tiny_courses, tiny_taxonomy, fake_encoder, tmp_path):
        fresh, made, kept = (
            CourseSearch(tiny_courses, tiny_taxonomy, fake_encoder, cache).search("grafieken", 4)
            for cache in (None, tmp_path, tmp_path)
        )
        assert fresh == made == kept


class TestLargeCatalogues:
    def test_read_title_summary_and_outcomes_only(
        self, make_course, tiny_taxonomy, fake_encoder, monkeypatch
    ):
        courses = [
            make_course("a", title="Een", summary="Kort.", description="Ballonvaren. Zeilen."),
            make_course("b", title="Twee", summary="Kort.", outcomes=("Je kunt duiken",)),
        ]
        monkeypatch.setattr(course_search, "_READ_WHOLE", 2)
        whole = CourseSearch(courses, tiny_taxonomy, fake_encoder)
        monkeypatch.setattr(course_search, "_READ_WHOLE", 1)
        short = CourseSearch(courses, tiny_taxonomy, fake_encoder)
        assert whole.readings("ballonvaren")[0][0] > 0.6
        assert whole.readings("ballonvaren")[1][0] > 0
        assert short.readings("ballonvaren")[0][0] == 0
        assert short.readings("ballonvaren")[1][0] == 0
        assert ids(short, "duiken")[0] == "b"


class TestSentences:
    def test_are_title_summary_outcomes_and_each_sentence_told(self, make_course):
        course = make_course(
            title="Titel", summary="Kort.", outcomes=("Een", "Twee"), description="A. B? C"
        )
        assert sentences(course) == ["Titel", "Kort.", "Een", "Twee", "A.", "B?", "C"]
        assert sentences(course, "outcomes") == ["Titel", "Kort.", "Een", "Twee"]

    def test_are_at_least_the_title(self, make_course):
        course = make_course(title="Titel", summary=" ", outcomes=(), description="")
        assert sentences(course) == ["Titel"]
        empty = make_course(title="", summary="", outcomes=(), description="")
        assert sentences(empty) == [""]


class TestScoresOfSome:
    @staticmethod
    def by_id(search: CourseSearch, query: str, ids: list[str]) -> dict[str, float]:
        scores = search.scores(query)
        return {key: scores[n] for n, key in enumerate(ids)}

    @given(query=st.text(max_size=40) | st.sampled_from(["camera", "podcast maken", "data"]))
    def test_are_the_scores_of_all_whether_few_are_asked_or_many(self, demo, recommender, query):
        every = list(recommender.catalogue.courses)
        expected = self.by_id(demo, query, every)
        for some in (every, every[::2], every[:3], every[-1:], []):
            found = demo.scores_of(query, some)
            assert found == pytest.approx({key: expected[key] for key in some}, abs=1e-6)

    def test_leave_out_what_is_not_there(self, search, tiny_courses):
        every = [course.id for course in tiny_courses]
        for ids in (["nobody"], ["nobody", *every]):
            assert search.scores_of("filmen", ids).keys() == set(ids) - {"nobody"}

    @pytest.mark.parametrize("query", ["filmen", "ballonvaren", "grafieken", "beginners"])
    def test_are_those_of_the_newest_text_after_a_change(
        self, make_course, tiny_taxonomy, fake_encoder, query
    ):
        courses = [
            make_course(f"c-{n}", [("charting", 0, 1)], title=f"Grafieken {n}") for n in range(9)
        ]
        changed = make_course("c-4", [("filming", 0, 1)], title="Ballonvaren filmen")
        fresh = make_course("new", title="Voor beginners")
        first = CourseSearch(courses, tiny_taxonomy, fake_encoder)
        before = first.scores_of(query, ["c-4"])
        grown = first.updated([changed, fresh], ["c-4", "c-7"])
        ids = [course.id for course in courses]
        scores = grown.scores(query)
        expected = {key: scores[n] for n, key in enumerate([*ids, "c-4", "new"]) if key != "c-7"}
        for some in (["c-4"], ["new", "c-0"], [*ids, "new"]):
            found = grown.scores_of(query, some)
            assert found == pytest.approx({key: expected[key] for key in some if key != "c-7"})
        assert first.scores_of(query, ["c-4"]) == before

    def test_of_no_courses_are_none(self, tiny_taxonomy, fake_encoder):
        assert CourseSearch([], tiny_taxonomy, fake_encoder).scores_of("filmen", ["a"]) == {}
