import contextlib
import datetime as dt
import gzip
import json
import logging
import subprocess
import sys
import threading
import tracemalloc

import httpx2
import pytest
from fastapi.testclient import TestClient

from recommender import SelfScan
from service import errors
from service.app import create_app
from service.database import open_engine
from service.headers import BodyLimit, WithoutTokens
from service.settings import Settings
from service.storage import Scans

TOKEN = "Zk3hQ1vX9sLr0aYw7eTcBn5mUo2dGj4f"


class TestStarting:
    def test_it_needs_no_torch_and_stays_light(self):
        code = (
            "import sys, service.app\n"
            "heavy = {'torch', 'transformers', 'sentence_transformers', 'pandas', 'sklearn'}\n"
            "print(sorted(heavy & set(sys.modules)))"
        )
        shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert shown.stdout.split() == [b"[]"]

    def test_it_purges_what_expired(self, tmp_path):
        settings = Settings(home=tmp_path, database_url="", encoder="bundled", expire_days=30)
        engine = open_engine(settings.url_of_database)
        Scans(engine, today=lambda: dt.date(2026, 1, 1)).save(SelfScan(role="journalist"))
        with TestClient(create_app(settings, clock=lambda: dt.date(2027, 1, 4))) as client:
            scans = client.app.state.koers.scans
            assert client.get("/api/v1/health").json()["ok"]
        assert scans.purge(before=dt.date(2027, 1, 1)) == 0
        engine.dispose()

    def test_the_database_and_the_vectors_lie_in_the_home_folder(self, client, settings):
        assert client.get("/api/v1/health").json()["demo"]
        assert (settings.home / "koers.sqlite3").exists()

    def test_the_home_folder_is_its_owners(self, tmp_path):
        settings = Settings(home=tmp_path / "home", database_url="sqlite://", encoder="bundled")
        with TestClient(create_app(settings)):
            assert settings.home.stat().st_mode & 0o777 == 0o700

    def test_the_database_is_not_closed_under_a_chore(self, settings, monkeypatch):
        began, ended = threading.Event(), []

        def purge(_: Scans) -> int:
            began.set()
            threading.Event().wait(0.3)
            ended.append("purged")
            return 0

        closed: list[str] = []
        monkeypatch.setattr(Scans, "purge", purge)
        monkeypatch.setattr("sqlalchemy.engine.Engine.dispose", lambda _: closed.extend(ended))
        with TestClient(create_app(settings)):
            assert began.wait(10)
        assert closed == ["purged"]

    def test_what_a_reader_kept_in_the_log_goes_at_the_next_chance(self, settings, monkeypatch):
        tidied = threading.Event()
        monkeypatch.setattr("service.app._MINUTE", 0.01)
        monkeypatch.setattr(Scans, "tidy", lambda _: tidied.set())
        with TestClient(create_app(settings)):
            assert tidied.wait(10)


class TestHead:
    @pytest.mark.parametrize(
        "path",
        ["/", "/scan", "/privacy", "/docs", "/favicon.ico", "/static/mark.svg", "/api/v1/roles"],
    )
    def test_it_is_get_without_the_body(self, client, path):
        head, get = client.head(path), client.get(path)
        assert head.status_code == get.status_code == 200
        assert head.content == b""
        for name in ("content-type", "content-length", "content-security-policy"):
            assert head.headers.get(name) == get.headers.get(name)

    def test_what_is_not_there_is_not_there(self, client):
        assert client.head("/nowhere").status_code == 404

    def test_a_real_server_answers_it_too(self, live_server):
        for path in ("/", "/docs", "/nowhere"):
            answer = httpx2.head(f"{live_server}{path}")
            assert (answer.status_code, answer.content) == (404 if "no" in path else 200, b"")


def test_the_mark_stands_where_browsers_look(client):
    answer = client.get("/favicon.ico")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")


class TestHeaders:
    def test_a_page_may_load_nothing_from_elsewhere(self, client):
        headers = client.get("/docs").headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"

    def test_no_other_origin_may_read_a_page(self, client):
        headers = client.get("/docs", headers={"Origin": "https://academy.example"}).headers
        assert "access-control-allow-origin" not in headers

    @pytest.mark.parametrize(
        "path", ["/api/v1/roles", "/api/v1/roles/nobody", "/embed/koers-embed.js"]
    )
    def test_every_origin_may_use_what_is_public_without_credentials(self, client, path):
        headers = client.get(path, headers={"Origin": "https://academy.example"}).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert "access-control-allow-credentials" not in headers

    def test_a_browser_may_ask_whether_it_may_post_a_scan(self, client):
        asked = {"Origin": "https://academy.example", "Access-Control-Request-Method": "POST"}
        answer = client.options("/api/v1/advice", headers=asked)
        assert answer.status_code == 204
        assert "Content-Type" in answer.headers["access-control-allow-headers"]

    def test_a_preflight_for_a_page_is_refused(self, client):
        asked = {"Origin": "https://academy.example", "Access-Control-Request-Method": "GET"}
        answer = client.options("/docs", headers=asked)
        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers

    def test_long_answers_are_compressed(self, client):
        answer = client.get("/api/v1/skills?limit=100", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"


class TestBodyLimit:
    def test_an_announced_body_that_is_too_large_is_not_read(self, client, settings):
        answer = client.post("/api/v1/advice", content=b"x" * (settings.most_body_bytes + 1))
        assert answer.status_code == 413
        assert answer.json() == {
            "ok": False,
            "error": "BodyTooLarge",
            "detail": "The body of this request is too large.",
            "status": 413,
        }

    def test_a_body_that_keeps_coming_is_cut_off(self, client):
        answer = client.post("/api/v1/advice", content=(b"x" * 10_000 for _ in range(10_000)))
        assert answer.status_code == 413
        assert answer.headers["access-control-allow-origin"] == "*"

    def test_a_body_in_pieces_is_read_whole(self, client):
        whole = json.dumps({"role": "journalist"}).encode()
        pieces = (whole[place : place + 4] for place in range(0, len(whole), 4))
        headers = {"Content-Type": "application/json"}
        assert client.post("/api/v1/advice", content=pieces, headers=headers).status_code == 200

    def test_a_compressed_body_is_not_unpacked(self, client):
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        body = gzip.compress(b'{"role": "journalist"}')
        answer = client.post("/api/v1/advice", content=body, headers=headers)
        assert answer.status_code in (400, 422)

    def test_pages_that_read_a_document_take_more(self, client, settings):
        body = b"x" * (settings.most_body_bytes + 1)
        for path, status in (("/scan/cv", 422), ("/scan/x/cv", 404), ("/scan/cvs", 413)):
            assert client.post(path, content=body).status_code == status


class TestARefusedBody:
    """An answer can only be read once everything was sent, so the rest is waited for."""

    def passed(self, messages, headers=(), most=10):
        """Let messages in; gives what the app behind got, what was answered, what is left."""
        left, got, sent = list(messages), [], []

        async def app(scope, receive, send):
            got.append(await receive())

        async def receive():
            assert left, "somebody waits for more than there is"
            return left.pop(0)

        async def send(message):
            sent.append(message)

        refuse = errors.HTMLResponse("too much", 413)
        limit = BodyLimit(app, most_bytes=lambda _: most, refuse=lambda _: refuse)
        scope = {"type": "http", "method": "POST", "path": "/", "headers": list(headers)}
        with contextlib.suppress(StopIteration):  # nothing in it really waits
            limit(scope, receive, send).send(None)
        return got, [one["status"] for one in sent if "status" in one], len(left)

    def pieces(self, *sizes):
        last = len(sizes) - 1
        return [
            {"type": "http.request", "body": b"x" * size, "more_body": at < last}
            for at, size in enumerate(sizes)
        ]

    @pytest.mark.parametrize("sizes", [(11,), (5, 6), (20, 1, 1), (1, 1, 20), (11, 0)])
    def test_comes_in_whole_and_no_more_is_waited_for(self, sizes):
        assert self.passed(self.pieces(*sizes)) == ([], [413], 0)

    def test_that_was_announced_comes_in_whole_too(self):
        announced = [(b"content-length", b"30")]
        assert self.passed(self.pieces(10, 10, 10), announced) == ([], [413], 0)

    @pytest.mark.parametrize("sizes", [(10,), (5, 5), (0,), (5, 0)])
    def test_is_none_up_to_the_limit(self, sizes):
        got, answered, left = self.passed(self.pieces(*sizes))
        assert (answered, left) == ([], 0)
        assert got == [{"type": "http.request", "body": b"x" * sum(sizes), "more_body": False}]

    def test_that_breaks_off_reaches_nobody(self):
        gone = [{"type": "http.disconnect"}]
        for sizes in ((5, 5), (20, 5)):
            assert self.passed(self.pieces(*sizes)[:1] + gone) == ([], [], 0)

    def test_is_not_waited_for_without_end(self, monkeypatch):
        monkeypatch.setattr("service.headers._MOST_DISCARDED", 50)
        _, answered, left = self.passed(self.pieces(*[10] * 20))
        assert answered == [413]
        assert left == 14

    def test_takes_no_memory(self):
        piece = {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}
        messages = [piece] * 200 + [{**piece, "more_body": False}]
        tracemalloc.start()
        _, answered, _ = self.passed(messages, most=5_000_000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert answered == [413]
        assert peak < 20_000_000


class TestErrorsForPeople:
    def test_a_browser_gets_a_page_and_a_program_json(self, client):
        page = client.get("/nowhere", headers={"Accept": "text/html"})
        assert page.status_code == 404
        assert page.headers["content-type"].startswith("text/html")
        program = client.get("/nowhere")
        assert program.json()["detail"] == "There is nothing at this address."

    def test_the_api_answers_a_browser_in_json_too(self, client):
        answer = client.get("/api/v1/nowhere", headers={"Accept": "text/html"})
        assert answer.json()["error"] == "NotFound"

    def test_the_pages_may_draw_their_own(self, client, monkeypatch):
        monkeypatch.setattr(errors, "_page", errors._page)
        errors.register_error_page(lambda _, problem: errors.HTMLResponse("ours", problem.status))
        answer = client.get("/nowhere", headers={"Accept": "text/html"})
        assert (answer.text, answer.status_code) == ("ours", 404)

    def test_the_plain_page_shows_what_it_is_given_as_text(self):
        problem = errors.problem_of(422, "ScanError", "<script>alert(1)</script>")
        assert b"<script>" not in errors._plain_page(None, problem).body

    def test_a_fault_of_ours_shows_no_trace(self, settings):
        app = create_app(settings)

        @app.get("/api/v1/broken")
        def broken():
            raise RuntimeError("secret detail")

        with TestClient(app, raise_server_exceptions=False) as client:
            answer = client.get("/api/v1/broken")
        assert answer.status_code == 500
        assert answer.json()["error"] == "InternalServerError"
        assert "secret" not in answer.text
        assert answer.headers["access-control-allow-origin"] == "*"


class TestLog:
    def test_a_token_in_a_path_becomes_a_star(self):
        args = ("127.0.0.1:1", "GET", f"/scan/{TOKEN}/advice?x=1", "1.1", 200)
        record = logging.LogRecord("uvicorn.access", 20, "", 0, '%s "%s %s %s" %d', args, None)
        assert WithoutTokens().filter(record)
        assert record.getMessage() == '127.0.0.1:1 "GET /scan/*/advice?x=1 1.1" 200'

    def test_the_filter_is_on_when_the_service_runs(self, client):
        assert client.get("/api/v1/health").status_code == 200
        filters = logging.getLogger("uvicorn.access").filters
        assert any(isinstance(one, WithoutTokens) for one in filters)


class TestReference:
    def test_it_shows_every_address_and_every_schema(self, client):
        page = client.get("/docs").text
        document = client.get("/api/v1/openapi.json").json()
        for path in document["paths"]:
            assert path in page
        for name in document["components"]["schemas"]:
            assert f'id="{name}"' in page

    def test_it_needs_no_script(self, client):
        assert "<script" not in client.get("/docs").text
        assert client.get("/docs/reference.css").headers["content-type"].startswith("text/css")

    @pytest.mark.browser
    def test_it_fits_a_narrow_screen(self, page, live_server):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{live_server}/docs")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
