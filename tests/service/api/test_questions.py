"""The next question of a scan: POST /api/v1/questions/next."""

from __future__ import annotations

import pytest

SCAN = {"role": "journalist", "years": 8, "target_roles": ["data-journalist"]}


def ask(client, scan=SCAN, **query):
    answer = client.post("/api/v1/questions/next", json=scan, params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()["question"]


class TestAsking:
    def test_a_question_says_what_it_is_for(self, client, taxonomy):
        question = ask(client)
        assert question["skill"] in taxonomy.skills
        assert question["expected_change"] > 0
        assert question["courses"]
        assert "MayChangeFirst" in {reason["type"] for reason in question["reasons"]}

    def test_goes_on_until_nothing_matters_any_more(self, client):
        ratings, left = {}, []
        while question := ask(client, SCAN | {"ratings": ratings}):
            assert question["skill"] not in ratings
            ratings[question["skill"]] = 2
            left.append(question["left"])
        assert 3 <= len(ratings) <= 14
        assert left[-1] == 1

    def test_a_skipped_skill_is_not_asked_again(self, client):
        skipped = []
        for _ in range(3):
            question = ask(client, skipped=skipped, asked=0)
            assert question["skill"] not in skipped
            skipped.append(question["skill"])

    def test_there_is_none_after_fourteen(self, client):
        assert ask(client, asked=13) is not None
        assert ask(client, asked=14) is None

    def test_the_same_scan_and_day_get_the_same_question(self, client):
        assert ask(client, today="2027-01-04") == ask(client, today="2027-01-04")


@pytest.mark.parametrize(
    ("scan", "query", "sentence"),
    [
        ({}, {}, "The scan is empty"),
        ({"role": "nobody"}, {}, "role: Unknown role 'nobody'"),
        (SCAN, {"skipped": ["nothing"]}, "skipped: Unknown skill 'nothing'"),
        (SCAN, {"asked": -1}, "asked: this must be 0 or more"),
        (SCAN, {"colour": "red"}, "colour: this address has no such parameter"),
    ],
)
def test_what_cannot_be_used_is_explained(client, scan, query, sentence):
    answer = client.post("/api/v1/questions/next", json=scan, params=query)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(sentence)
