import datetime as dt

import pytest

from service.embed.beside import BesideCourses
from service.errors import UnknownCourse
from service.wording import Wording


def get(client, course_id, **query):
    return client.get(f"/api/v1/embed/courses/{course_id}", params=query)


@pytest.fixture
def recommender(client):
    return client.app.state.koers.advisor.recommender


class TestAnswer:
    def test_it_is_the_advice_beside_the_course_in_words(self, client, course, recommender, today):
        answer = get(client, course.id, language="en").json()
        advice = recommender.advise_beside(course, today=today)
        wording = Wording("en", recommender.taxonomy)
        assert [c["id"] for c in answer["courses"]] == [s.course.id for s in advice.courses]
        assert [c["reason"] for c in answer["courses"]] == [
            wording.reason(s.reasons[0]) for s in advice.courses
        ]
        assert answer["versions"] == dict(advice.versions)

    def test_the_course_itself_is_not_beside_itself(self, client, catalogue):
        for course_id in list(catalogue.courses)[:25]:
            shown = get(client, course_id).json()["courses"]
            assert course_id not in {c["id"] for c in shown}

    def test_it_speaks_dutch_unless_asked_otherwise(self, client, course):
        dutch, english = get(client, course.id).json(), get(client, course.id, language="en").json()
        assert dutch["title"] == "Verder na deze cursus"
        assert english["title"] == "Go on from this course"
        assert dutch["courses"][0]["reason"] != english["courses"][0]["reason"]

    def test_the_limit_counts_courses(self, client, course):
        shown = [len(get(client, course.id, limit=n).json()["courses"]) for n in (1, 2, 3)]
        assert shown == [1, 2, 3]

    def test_an_unknown_course_is_not_found(self, client):
        answer = get(client, "XX-1")
        assert (answer.status_code, answer.json()["error"]) == (404, "UnknownCourse")

    def test_an_unchanged_answer_is_not_sent_twice(self, client, course):
        tag = get(client, course.id).headers["etag"]
        path = f"/api/v1/embed/courses/{course.id}"
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


class Counting:
    """A recommender that counts how often it is asked."""

    def __init__(self, recommender):
        self._recommender = recommender
        self.asked = 0

    def __getattr__(self, name):
        return getattr(self._recommender, name)

    def advise_beside(self, course, **options):
        self.asked += 1
        return self._recommender.advise_beside(course, **options)


class TestRemembering:
    def test_a_course_is_computed_once_a_day_per_language(self, recommender, course, today):
        counting, beside = Counting(recommender), BesideCourses()
        for language in ("nl", "nl", "en", "en"):
            beside.of(counting, course.id, language, today=today)
        assert counting.asked == 2
        beside.of(counting, course.id, "nl", today=today + dt.timedelta(days=1))
        assert counting.asked == 3

    def test_a_new_catalogue_is_noticed(self, recommender, course, today):
        beside = BesideCourses()
        for counting in (Counting(recommender), Counting(recommender)):
            beside.of(counting, course.id, "nl", today=today)
            assert counting.asked == 1

    def test_it_remembers_no_more_than_so_many(self, recommender, catalogue, today):
        counting, beside = Counting(recommender), BesideCourses(remembered=2)
        for course_id in [*list(catalogue.courses)[:3], *list(catalogue.courses)[:1]]:
            beside.of(counting, course_id, "nl", today=today)
        assert counting.asked == 4
        assert len(beside._answers) == 2

    def test_a_course_that_does_not_exist_is_not_remembered(self, recommender, today):
        beside = BesideCourses()
        with pytest.raises(UnknownCourse):
            beside.of(recommender, "XX-1", "nl", today=today)
        assert beside._answers == {}
