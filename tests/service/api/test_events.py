"""Telling what was done with a course, from outside."""

import pytest

from recommender import SelfScan
from recommender.course_rank import TERMS

SCAN = SelfScan(role="journalist")
TERMS_SENT = dict.fromkeys(TERMS, 0.5)


@pytest.fixture
def usage(app, client):
    return app.state.koers.usage


@pytest.fixture
def token(app, client):
    return app.state.koers.scans.save(SCAN)


@pytest.fixture
def tell(client):
    return lambda **event: client.post("/api/v1/events", json={"course": "KA-101", **event})


class TestWithAToken:
    def test_is_kept_of_who_said_yes(self, tell, usage, token):
        usage.allow(token)
        answer = tell(kind="shown", token=token, position=3, terms=TERMS_SENT)
        assert (answer.status_code, answer.json()) == (200, {"kept": "event"})
        (kept,) = usage.of(token)
        assert (kept.course, kept.position, kept.terms) == ("KA-101", 3, (0.5,) * 8)
        assert tell(kind="shown", token=token, position=3).json() == {"kept": "nothing"}

    def test_is_not_kept_of_who_did_not(self, tell, usage, token):
        assert tell(kind="done", token=token).json() == {"kept": "nothing"}
        assert usage.of(token) == ()

    def test_that_opens_nothing_is_refused(self, tell):
        answer = tell(kind="done", token="nobody")
        assert (answer.status_code, answer.json()["error"]) == (404, "ScanNotFound")


class TestWithoutOne:
    def test_is_only_counted(self, tell, usage):
        usage.flush()
        before = usage.counted().get("KA-101", {}).get("opened", 0)
        assert tell(kind="opened").json() == {"kept": "count"}
        usage.flush()
        assert usage.counted()["KA-101"]["opened"] == before + 1

    def test_the_widget_counts_what_it_shows(self, client, usage):
        usage.flush()
        before = sum(kinds.get("shown", 0) for kinds in usage.counted().values())
        shown = client.get("/api/v1/embed/courses/KA-116").json()["courses"]
        usage.flush()
        assert sum(kinds["shown"] for kinds in usage.counted().values() if "shown" in kinds) == (
            before + len(shown)
        )


class TestBadInput:
    @pytest.mark.parametrize(
        ("event", "status", "sentence"),
        [
            ({"kind": "seen"}, 422, "kind: this must be"),
            ({}, 422, "kind: this is missing."),
            ({"kind": "done"}, 422, "without a 'token' only shown and opened can be told."),
            ({"kind": "opened", "course": "nowhere"}, 404, "nowhere"),
            ({"kind": "opened", "stars": 4}, 422, "'stars' goes with rated only; leave it out."),
            ({"kind": "opened", "position": 1}, 422, "'position' goes with shown only"),
            ({"kind": "opened", "reason": "other"}, 422, "with dismissed or stopped only"),
            ({"kind": "rated", "token": "x"}, 422, "a course is rated with 'stars', from 1 to 5."),
            ({"kind": "rated", "token": "x", "stars": 6}, 422, "stars: this must be 5 or less"),
            ({"kind": "shown", "terms": {"gain": 1}}, 422, "'terms' needs all of gain, wish"),
            ({"kind": "shown", "terms": {"looks": 1}}, 422, "terms.looks"),
            ({"kind": "opened", "age": 4}, 422, "age: this field is not part of"),
        ],
    )
    def test_is_explained_in_one_sentence(self, tell, event, status, sentence):
        answer = tell(**event)
        assert answer.status_code == status
        assert sentence in answer.json()["detail"]
        assert answer.json()["detail"].count("\n") == 0
