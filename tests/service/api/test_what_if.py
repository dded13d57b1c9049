"""POST /api/v1/advice/what-if: what would change the first courses."""

import pytest

from recommender import SelfScan
from service.api.what_if import WhatIfAnswer

SCAN = {
    "role": "video-editor",
    "goal": "broaden",
    "ratings": {"video-editing": 3, "colour-grading": 1},
    "budget": 400,
    "hours_per_week": 3,
}


@pytest.fixture
def ask(client):
    def ask(scan, **query):
        query = {"today": "2027-01-04"} | query
        return client.post("/api/v1/advice/what-if", json=scan, params=query)

    return ask


class TestWhatIf:
    def test_is_the_one_of_the_recommender(self, ask, recommender, today):
        found = recommender.what_if(SelfScan(**SCAN), today=today)
        assert found.found
        assert ask(SCAN).json() == found.to_dict()

    def test_begins_with_the_courses_of_the_advice(self, ask, client):
        advice = client.post("/api/v1/advice", json=SCAN, params={"today": "2027-01-04"}).json()
        first = [item["id"] for item in advice["courses"][:3]]
        assert ask(SCAN).json()["first"] == first

    def test_has_the_shape_that_is_written_down(self, ask):
        answer = ask(SCAN).json()
        read = WhatIfAnswer.model_validate(answer).model_dump(mode="json")
        assert [list(one) for one in answer["found"]] == [list(one) for one in read["found"]]

    def test_may_not_be_kept_by_others(self, ask):
        assert ask(SCAN).headers["cache-control"] == "no-store"

    def test_answers_where_no_course_fits(self, ask):
        answer = ask({"role": "journalist", "budget": 0, "hours_per_week": 0})
        assert answer.status_code == 200
        assert answer.json()["first"] == []

    @pytest.mark.parametrize(
        ("scan", "detail"),
        [({"role": "jornalist"}, "role: "), ({}, "The scan is empty"), ({"budget": -1}, "budget")],
    )
    def test_says_what_is_wrong_with_a_scan(self, ask, scan, detail):
        answer = ask(scan)
        assert answer.status_code == 422
        assert detail in answer.json()["detail"]
