import datetime as dt
import json
from pathlib import Path

import pytest

from recommender import parse_self_scan
from service.api.advice import _EXAMPLES
from service.api.advice_answer import AdviceAnswer
from service.api.reason_answer import REASON_KINDS, ReasonAnswer
from service.sentences import REASONS

SCANS = sorted((Path(__file__).parents[3] / "examples" / "self_scans").glob("*.json"))


def post(client, scan, **query):
    return client.post("/api/v1/advice", json=scan, params=query)


class TestAdvice:
    @pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
    def test_it_is_the_advice_of_the_library(self, client, path):
        scan = json.loads(path.read_text(encoding="utf-8"))
        answer = post(client, scan, today="2027-01-04", limit=5)
        recommender = client.app.state.koers.advisor.recommender
        own = recommender.advise(parse_self_scan(scan), today=dt.date(2027, 1, 4), limit=5)
        assert answer.status_code == 200
        assert answer.json() == json.loads(json.dumps(own.to_dict()))

    @pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
    def test_it_has_the_documented_shape_and_nothing_else(self, client, path):
        answer = post(client, json.loads(path.read_text(encoding="utf-8"))).json()
        assert (
            AdviceAnswer.model_validate_json(json.dumps(answer)).model_dump(mode="json") == answer
        )

    def test_without_a_day_it_is_of_today(self, client, today):
        assert post(client, {"role": "journalist"}).json()["today"] == today.isoformat()

    def test_the_same_scan_on_the_same_day_gives_the_same_advice(self, client):
        scan = {"role": "archivist", "wish": "metadata", "budget": 500}
        first, second = (post(client, scan, today="2027-03-01").content for _ in range(2))
        assert first == second

    def test_the_limit_counts_courses(self, client):
        assert len(post(client, {"wish": "monteren"}, limit=1).json()["courses"]) <= 1

    def test_it_is_kept_nowhere(self, client):
        assert post(client, {"role": "journalist"}).headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("name", _EXAMPLES)
    def test_the_documented_examples_work(self, client, name):
        assert post(client, _EXAMPLES[name]["value"]).json()["courses"]


FREELANCER = {"role": "journalist", "target_roles": ["data-journalist"], "work_form": "freelance"}


class TestWhatItCosts:
    def test_the_sum_is_told_beside_the_number(self, client):
        answer = post(client, FREELANCER | {"budget": 900, "employer_budget": 100}).json()
        for item in (*answer["courses"], *answer["path"]["steps"], answer["path"]):
            cost = item["cost"]
            paid = sum(part["amount"] for part in cost["funding"] if part["counted"])
            assert item["net_cost"] == cost["own"] == pytest.approx(cost["gross"] - paid)
            assert cost["employer"] <= 100
        assert answer["path"]["net_cost"] <= 900
        assert answer["path"]["unpriced"] == 0

    def test_what_to_do_is_dated_and_has_its_source(self, client, today):
        answer = post(client, FREELANCER).json()
        parts = [part for item in answer["courses"] for part in item["cost"]["funding"]]
        assert {part["rule"] for part in parts if part["counted"]} == {"werktuig-ppo"}
        assert all(part["status"] == "check-before-use" for part in parts)
        assert all(part["source"]["url"].startswith("https://") for part in parts)
        steps = answer["plan"]["funding"]
        assert steps
        assert [step["by"] for step in steps] == sorted(step["by"] for step in steps)
        assert steps[0]["by"] >= today.isoformat()


class TestMistakes:
    @pytest.mark.parametrize(
        ("scan", "error", "sentence"),
        [
            ({"role": "jornalist"}, "ScanError", "role: Unknown role 'jornalist'. Did you mean"),
            (
                {"target_roles": ["x9"]},
                "ScanError",
                "target_roles: Unknown role 'x9'. See GET /api/v1/roles.",
            ),
            ({"ratings": {"intervewing": 1}}, "ScanError", "ratings: Unknown skill 'intervewing'."),
            (
                {"ratings": {"interviewing": 4}},
                "InvalidRequest",
                "ratings.interviewing: this must be 3 or less, not 4.",
            ),
            (
                {"ratings": {"interviewing": -1}},
                "InvalidRequest",
                "ratings.interviewing: this must be 0",
            ),
            (
                {"role": "journalist", "budget": -1},
                "InvalidRequest",
                "budget: this must be 0",
            ),
            ({"role": 7}, "InvalidRequest", "role: this must be a text, not 7."),
            ({"role": "journalist", "shoe": 43}, "InvalidRequest", "shoe: this field is not part"),
            ({}, "InvalidRequest", "The scan is empty: give at least a role"),
            ({"ratings": {"interviewing": 0}}, "InvalidRequest", "The scan is empty"),
            ({"wish": "  "}, "InvalidRequest", "The scan is empty"),
            ([], "InvalidRequest", "The body must be one JSON object"),
            ("journalist", "InvalidRequest", "The body must be one JSON object"),
        ],
    )
    def test_a_wrong_scan_is_explained_in_a_sentence(self, client, scan, error, sentence):
        answer = post(client, scan)
        problem = answer.json()
        assert answer.status_code == problem["status"] == 422
        assert problem["ok"] is False
        assert problem["error"] == error
        assert problem["detail"].startswith(sentence)
        assert problem["detail"].rstrip("?").count("\n") == 0

    @pytest.mark.parametrize(
        ("body", "status", "sentence"),
        [
            (b"", 422, "The body must be one JSON object"),
            (b"role=journalist", 422, "The body is no valid JSON: Expecting value at character 0."),
            (b'{"role": "journalist", "budget": NaN}', 422, "budget: this must be a finite"),
            (b'{"role": "journalist", "budget": Infinity}', 422, "budget: this must be a fin"),
            (
                b'{"role": "journalist", "hours_per_week": -Infinity}',
                422,
                "hours_per_week: this must",
            ),
            (b'{"wish": "\\ud800"}', 422, "wish: Input should be a valid string"),
            (b"[" * 100_000, 400, "The body of this request cannot be read"),
            (b'{"role":' * 20_000, 400, "The body of this request cannot be read"),
            (b'{"weeks": ' + b"1" * 9_999 + b"}", 400, "The body of this request cannot be read"),
            (b'{"wish": "\xff"}', 400, "The body of this request cannot be read"),
        ],
        ids=range(10),
    )
    def test_a_body_that_is_no_scan_is_explained(self, client, body, status, sentence):
        headers = {"Content-Type": "application/json"}
        answer = client.post("/api/v1/advice", content=body, headers=headers)
        assert answer.status_code == answer.json()["status"] == status
        assert answer.json()["detail"].startswith(sentence)

    def test_a_form_is_not_taken_for_json(self, client):
        answer = client.post("/api/v1/advice", data={"role": "journalist"})
        assert answer.status_code == 422
        assert "Content-Type: application/json" in answer.json()["detail"]

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ({"limit": 0}, "limit: this must be 1 or more, not '0'."),
            ({"limit": "many"}, "limit: this must be a whole number"),
            ({"today": "tomorrow"}, "today: this must be a day, such as 2027-01-04"),
            ({"today": "9999-12-31"}, "today: this must be 2100-01-01 or less"),
        ],
    )
    def test_a_wrong_parameter_is_explained(self, client, query, sentence):
        answer = post(client, {"role": "journalist"}, **query)
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith(sentence)

    @pytest.mark.parametrize("field", ["hours_per_week", "budget", "years"])
    @pytest.mark.parametrize("amount", [0, 5e-324, 1e-9])
    def test_next_to_nothing_is_an_answer_too(self, client, field, amount):
        assert post(client, {"role": "journalist", field: amount}).status_code == 200

    @pytest.mark.parametrize("day", ["2000-01-01", "2100-01-01", "2028-02-29"])
    def test_the_ends_of_the_calendar_hold(self, client, day):
        scan = {"role": "journalist", "wish": "video", "weeks": 104, "hours_per_week": 60}
        assert post(client, scan, today=day).status_code == 200


ANSWERED = {"role": "journalist", "statements": {"learning-wish": 1, "current-tools": 5}}


class TestStanding:
    def test_is_bands_and_what_to_talk_about_strengths_first(self, client):
        found = post(client, ANSWERED | {"readiness": 8}).json()["standing"]
        assert [(item["facet"], item["band"]) for item in found["facets"]] == [
            ("up-to-date", "strong"),
            ("learning", "tender"),
        ]
        assert found["facets"][1]["answers"] == {"learning-wish": 1}
        assert found["facets"][1]["point"]["type"] == "WantsCare"
        assert found["points"] == [{"type": "ReadyNow"}]
        assert found["too_few"] == []

    def test_is_empty_for_who_answered_nothing(self, client):
        found = post(client, {"role": "journalist"}).json()["standing"]
        assert found == {"facets": [], "points": [], "too_few": []}

    def test_says_why_a_first_step_is_small(self, client):
        why = post(client, ANSWERED).json()["plan"]["steps"][0]["why"]
        assert why == {"type": "SmallFirst", "because": "little-wish"}
        assert post(client, {"role": "journalist"}).json()["plan"]["steps"][0]["why"] is None

    def test_a_statement_that_is_not_there_is_explained(self, client):
        answer = post(client, {"role": "journalist", "statements": {"energy-lft": 2}})
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith("statements: there is no statement 'energy-lft'")


class TestDocumentation:
    def test_every_kind_of_reason_is_documented(self):
        alternatives = ReasonAnswer.model_json_schema()["oneOf"]
        assert [a["title"] for a in alternatives] == [kind.__name__ for kind in REASON_KINDS]
        assert set(REASON_KINDS) == set(REASONS)
        assert all(a["description"] for a in alternatives)
