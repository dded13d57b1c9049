"""Matching all roles with a scan, over the API."""

from __future__ import annotations

import pytest

SCAN = {"role": "video-editor", "years": 12, "goal": "move", "interests": ["immersive"]}


def post(client, scan, **query):
    return client.post("/api/v1/roles/match", json=scan, params=query)


class TestMatch:
    def test_answers_with_every_role_and_why(self, client, taxonomy):
        answer = post(client, SCAN, limit=200).json()
        assert answer["total"] == len(answer["items"]) == len(taxonomy.roles)
        assert {item["role"] for item in answer["items"]} == set(taxonomy.roles)
        for item in answer["items"]:
            asked = len(taxonomy.role(item["role"]).requirements)
            assert item["have"] + item["carry"] + item["miss"] == asked
            assert len(item["reasons"]) >= asked

    def test_answers_with_as_many_as_asked_and_the_nearest_first(self, client):
        few, more = (post(client, SCAN, limit=n).json()["items"] for n in (3, 9))
        assert len(few) == 3
        assert more[:3] == few

    def test_agrees_with_the_advice(self, client):
        advice = client.post("/api/v1/advice", json=SCAN).json()
        found = post(client, SCAN, limit=200).json()["items"]
        assert list(advice["transfer_map"]) == [item["role"] for item in found]
        for item in found:
            short = advice["transfer_map"][item["role"]]
            same = ("band", "have", "carry", "miss", "levels_to_go")
            assert [short[key] for key in same] == [item[key] for key in same]
            assert short["fit"] == pytest.approx(item["fit"], abs=0.006)
        told = {item["role"]: item for item in found}
        for match in advice["role_matches"]:
            assert match.items() <= told[match["role"]].items()

    def test_the_map_keeps_an_advice_small(self, client):
        advice = client.post("/api/v1/advice", json=SCAN)
        without = {k: v for k, v in advice.json().items() if k != "transfer_map"}
        assert len(advice.content) - len(
            client.build_request("POST", "/", json=without).content
        ) < (10_500)

    def test_is_not_kept(self, client):
        assert post(client, SCAN).headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        ("scan", "says"),
        [({}, "empty"), ({"role": "pilot"}, "pilot"), ({"wish": "x", "interests": ["q"]}, "q")],
    )
    def test_refuses_what_it_cannot_use_in_one_sentence(self, client, scan, says):
        answer = post(client, scan)
        assert answer.status_code == 422
        assert says in answer.json()["detail"]
