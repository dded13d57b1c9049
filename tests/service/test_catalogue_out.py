"""The two verbs that tell of a catalogue: what to mend in it, and the whole of it in a file."""

import csv
import io
import json

import pytest
import typer
from openpyxl import load_workbook
from typer.testing import CliRunner

from service import settings
from service.commands.export import export
from service.commands.quality import _percent, quality
from skills_taxonomy import CatalogueError

SHEET = """\
Code;Titel;Aanbieder;Omschrijving;Vaardigheden;Uren;Prijs;Start
a;=Interviewen;Studio Noord;Kort.;Interviewen 0>1;8;€ 100,-;1-2-2020 Utrecht
b;Monteren;Studio Noord;Ook kort.;Video monteren 0>2;16;€ 300,-;doorlopend
c;Presenteren;Huis Zuid;Nog korter.;Presenteren 0>1;8;gratis;doorlopend
"""


@pytest.fixture
def koers(tmp_path, monkeypatch):
    """Run one of the verbs with a home folder of its own; returns what it printed."""
    monkeypatch.setenv("KOERS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    settings.load_settings.cache_clear()
    app = typer.Typer()
    app.command("quality")(quality)
    app.command("export")(export)

    def run(*arguments):
        told = [*map(str, arguments), "--catalogue", "sheet.csv", "--today", "2027-01-04"]
        done = CliRunner().invoke(app, told)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done

    yield run
    settings.load_settings.cache_clear()


class TestQuality:
    def test_it_tells_per_provider_what_to_mend_and_how(self, koers):
        text = koers("quality").stdout
        assert text.startswith("Studio Noord: 0 of 2 courses without a finding (0%)\n")
        assert "  1 course: all dates lie in the past" in text
        assert "Add the next dates, or take the course out of the source." in text
        assert "What no course teaches, most asked by roles first" in text

    def test_nearly_all_is_not_called_all(self):
        assert _percent(299 / 300) == "99%"
        assert _percent(1.0) == "100%"

    def test_one_provider_can_be_asked_for(self, koers):
        assert "Studio Noord" not in koers("quality", "--provider", "zuid").stdout

    def test_an_unknown_provider_is_explained(self, koers):
        with pytest.raises(CatalogueError, match="Studio Noord"):
            koers("quality", "--provider", "Studio Oost")

    def test_json_has_the_whole_report(self, koers):
        report = json.loads(koers("quality", "--format", "json").stdout)
        assert report.keys() == {"today", "providers", "near_duplicates", "untaught"}
        assert [p["provider"] for p in report["providers"]] == ["Studio Noord", "Huis Zuid"]
        assert len(report["untaught"]) > 30

    def test_csv_has_a_line_for_every_finding_and_no_formula(self, koers):
        text = koers("quality", "--format", "csv").stdout.removeprefix("\ufeff")
        lines = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
        first = lines[0]
        assert (first["Provider"], first["Finding"]) == ("Studio Noord", "no-coming-date")
        assert (first["Course"], first["Title"]) == ("a", "'=Interviewen")
        assert {line["Finding"] for line in lines} >= {"thin-text", "untaught"}

    def test_ids_are_not_listed_without_end(self, koers, tmp_path):
        rows = "".join(
            f"x{n};Titel {n};Groot;Kort.;Interviewen 0>1;8;€ 9,-;doorlopend\n" for n in range(40)
        )
        (tmp_path / "sheet.csv").write_text(SHEET + rows, encoding="utf-8")
        text = koers("quality", "--provider", "groot").stdout
        assert "and 28 more" in text
        assert max(map(len, text.splitlines())) <= 120


class TestExport:
    def test_csv_holds_every_course(self, koers, tmp_path):
        done = koers("export", "--format", "csv", "--output", "out.csv")
        assert done.stdout == "out.csv: 3 courses.\n"
        assert (tmp_path / "out.csv").read_bytes().count(b"\r\n") == 4

    def test_a_workbook_of_one_provider_gets_a_name_of_its_own(self, koers, tmp_path):
        koers("export", "--format", "xlsx", "--provider", "Studio Noord")
        sheet = load_workbook(tmp_path / "koers-courses-studio-noord.xlsx").active
        assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["a", "b"]

    def test_json_ld_is_a_list_of_courses(self, koers, tmp_path):
        koers("export", "--format", "jsonld", "--output", "out.jsonld")
        document = json.loads((tmp_path / "out.jsonld").read_bytes())
        assert document["numberOfItems"] == 3
        assert document["itemListElement"][2]["item"]["isAccessibleForFree"] is True

    def test_a_file_that_is_there_is_kept(self, koers, tmp_path):
        (tmp_path / "out.csv").write_text("mine")
        with pytest.raises(CatalogueError, match="--force"):
            koers("export", "--format", "csv", "--output", "out.csv")
        assert (tmp_path / "out.csv").read_text() == "mine"
        koers("export", "--format", "csv", "--output", "out.csv", "--force")
        assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfCode;")

    def test_without_courses_nothing_is_written(self, koers, tmp_path):
        with pytest.raises(CatalogueError):
            koers("export", "--format", "csv", "--output", "out.csv", "--provider", "niemand")
        assert not (tmp_path / "out.csv").exists()
