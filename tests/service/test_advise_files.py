"""`koers advise` into a file, or down a pipe; a page of paper is never thrown at a terminal."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
LINE = ("advise", ROOT / "examples/self_scans/producer.json", "--today", "2027-01-04")


class TestAFile:
    def test_is_the_plan_on_one_page(self, koers, tmp_path):
        file = tmp_path / "plan.pdf"
        done = koers(*LINE, "--format", "pdf", "--language", "en", "--out", file)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        [page] = PdfReader(file).pages
        assert "My plan, 4 January 2027" in page.extract_text()

    def test_may_hold_any_other_form(self, koers, tmp_path):
        for kind in ("text", "json", "ics"):
            assert koers(*LINE, "--format", kind, "--out", tmp_path / kind).returncode == 0
        assert "Je plan" in (tmp_path / "text").read_text("utf-8")
        assert json.loads((tmp_path / "json").read_text("utf-8"))["plan"]
        assert Calendar.from_ical((tmp_path / "ics").read_bytes()).walk("VEVENT")

    def test_that_cannot_be_written_is_named(self, koers, tmp_path):
        for place in (tmp_path, tmp_path / "nowhere" / "plan.pdf"):
            done = koers(*LINE, "--format", "pdf", "--out", place)
            assert done.returncode == 1
            assert f"'{place}' cannot be written" in done.stderr
            assert "Traceback" not in done.stderr


class TestAPdf:
    @pytest.fixture
    def run(self, tmp_path):
        """Ask for a PDF with standard output somewhere."""

        def run(stdout):
            return subprocess.run(
                [sys.executable, "-m", "service", *map(str, LINE), "--format", "pdf"],
                stdout=stdout,
                stderr=subprocess.PIPE,
                env=os.environ | {"KOERS_HOME": str(tmp_path / "home")},
                cwd=ROOT,
                check=False,
            )

        return run

    def test_goes_down_a_pipe_whole(self, run):
        done = run(subprocess.PIPE)
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(PdfReader(io.BytesIO(done.stdout)).pages) == 1

    def test_is_no_text_for_a_terminal(self, run):
        ours, theirs = pty.openpty()
        try:
            done = run(theirs)
        finally:
            os.close(theirs)
            os.close(ours)
        assert done.returncode == 1
        assert b"name a file with --out" in done.stderr
        assert b"Traceback" not in done.stderr
