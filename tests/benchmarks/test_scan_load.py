"""People who do the whole scan at once: the load test itself, on a very small scale."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx2
import pytest
from fastapi.testclient import TestClient

from benchmarks import scan_load
from benchmarks.scan_load import LoadReport, Wait, run
from service.app import create_app
from service.settings import Settings

KINDS = {
    "first page",
    "static",
    "suggest",
    "save",
    "next",
    "page",
    "step",
    "step to skills",
    "check",
    "finish",
    "results page",
    "results",
    "other limit",
    "plan as PDF",
}


@pytest.fixture(scope="module")
def koers(tmp_path_factory, today):
    settings = Settings(home=tmp_path_factory.mktemp("koers"), database_url="", encoder="bundled")
    app = create_app(settings, clock=lambda: today)
    with TestClient(app):
        yield app


def crowd(app, people: int) -> LoadReport:
    """People who do not think at all, in the app itself.

    In a thread of their own: a browser of another test may have a loop running in this one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(
            run,
            people,
            fast=1_000_000,
            arriving=0,
            url="http://koers.example",
            transport=httpx2.ASGITransport(app=app),
        ).result()


@pytest.fixture(scope="module")
def report(koers):
    return crowd(koers, 3)


class TestPeople:
    def test_go_from_the_first_page_to_the_plan_without_an_error(self, report):
        assert report.errors == ()
        counts = {wait.kind: wait.count for wait in report.waits}
        assert counts.keys() == KINDS
        assert counts["first page"] == counts["finish"] == counts["results"] == 3
        assert counts["plan as PDF"] == 1

    def test_save_every_answer_and_wait_for_every_step(self, report):
        counts = {wait.kind: wait.count for wait in report.waits}
        assert counts["save"] > 3 * 25
        assert counts["step"] == counts["next"] == counts["page"] + counts["check"]
        assert counts["step"] >= 3 * 12
        assert counts["step to skills"] >= 3 * 3

    def test_ask_as_much_as_is_counted(self, report):
        together = ("step", "step to skills", "results")
        asked = sum(wait.count for wait in report.waits if wait.kind not in together)
        assert asked == round(report.requests_per_second * report.seconds)


def test_who_meets_a_server_that_refuses_goes_no_further(koers):
    async def refusing(scope, receive, send):
        await send({"type": "http.response.start", "status": 503, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    report = crowd(refusing, 2)
    assert report.errors == ("first page: 503 at /scan",) * 2
    assert "no error" in report.missed()
    assert [(wait.kind, wait.errors) for wait in report.waits] == [("first page", 2)]


class TestReport:
    @pytest.fixture
    def good(self):
        waits = tuple(Wait(kind, 200, 20, 90, 120, 300, 0, 5) for kind in ("step", "results"))
        return LoadReport(200, 1, 400, 30, waits, 0.5, 300, 0.1, 1.0, ())

    def test_says_that_the_aims_hold(self, good):
        assert good.missed() == ()
        assert list(good.lines())[-1] == "all aims hold"
        assert json.loads(json.dumps(good.to_dict()))["waits"]["step"]["p95_ms"] == 90

    def test_names_what_takes_too_long_or_too_much(self, good):
        slow = replace(
            good,
            waits=tuple(replace(wait, p95=700) for wait in good.waits),
            server_memory_mb=400,
            errors=("save: 500 at /scan",),
        )
        assert slow.missed() == (
            "95 of 100 waits for a step within 200 ms",
            "95 of 100 waits for a results within 700 ms",
            "no error",
            "less than 400 MB",
        )
        assert "error: save: 500 at /scan" in list(slow.lines())

    def test_is_no_pass_when_nobody_came_so_far(self, good):
        assert len(replace(good, waits=()).missed()) == len(scan_load.AIMS)

    def test_leaves_out_what_was_not_looked_at(self, good):
        unseen = replace(good, server_cores=float("nan"), server_memory_mb=float("nan"))
        assert unseen.to_dict()["server_cores"] is None
        assert unseen.missed() == ()
