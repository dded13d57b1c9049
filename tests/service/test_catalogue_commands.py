"""`koers catalogue` as an academy uses it: real processes, real files, exit codes and sentences."""

import json
import zipfile

import pytest

from recommender import DEMO

HEAD = "Code;Titel;Aanbieder;Omschrijving;Vaardigheden;Uren;Prijs;Start\n"
DAY = ("--today", "2027-01-04")
NOTHING = "Nothing was imported; the demo academy is served."


def fails_with(process, *words):
    """It exits with 1 and says one sentence that holds all these words, and no stack trace."""
    assert process.returncode == 1, process.stdout + process.stderr
    assert "Traceback" not in process.stderr
    for word in words:
        assert word in process.stderr


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet with these cells for skills, hours, price and start; returns its path."""

    def write(*rows, name="academy.csv"):
        path = tmp_path / name
        cells = [f"A-{n};Titel;Academie;Tekst {n}.;{row}\n" for n, row in enumerate(rows, 1)]
        path.write_text(HEAD + "".join(cells), encoding="utf-8")
        return path

    return write


@pytest.fixture
def programme():
    """The text of an EDU-DEX programme with this number and these words of a description."""

    def write(number, description="Je leert interviews afnemen voor radio en podcast.", price="99"):
        return f"""<program>
 <editor>feed@x.example</editor><format>EDU-DEX 1.0</format><generator>X 1</generator>
 <lastEdited>2026-11-20T08:00:00</lastEdited>
 <programAdmission><startDateDetermination>direct start</startDateDetermination></programAdmission>
 <programClassification><orgUnitId>acad</orgUnitId><programDuration unit="day">2</programDuration>
 <programForm>e-learning</programForm><programId>{number}</programId>
 <programType>training</programType></programClassification>
 <programDescriptions><programName xml:lang="nl">Interviewen {number}</programName>
 <programSummaryText xml:lang="nl">Interviewen.</programSummaryText>
 <programDescriptionText xml:lang="nl">{description}</programDescriptionText></programDescriptions>
 <programSchedule><genericProgramRun><cost><amount>{price}</amount><amountVAT>0</amountVAT>
 <costType>tuition fee</costType><currency>EUR</currency><isRequiredCost>true</isRequiredCost>
 </cost></genericProgramRun></programSchedule></program>"""

    return write


class TestImport:
    def test_a_second_import_of_the_demo_academy_changes_nothing(self, koers):
        first, second = (koers("catalogue", "import", DEMO) for _ in range(2))
        assert first.returncode == 0
        assert " 0 added, 0 changed" in second.stdout
        assert " 0 withdrawn" in second.stdout

    def test_a_dry_run_imports_nothing(self, koers, tmp_path):
        assert "would change" in koers("catalogue", "import", DEMO, "--dry-run").stdout
        assert not (tmp_path / "home" / "catalogue").exists()

    def test_a_broken_row_leaves_the_catalogue_as_it_was(self, koers, sheet):
        koers("catalogue", "import", sheet("Interviewen 0>1;8;€ 10,-;doorlopend"), *DAY)
        done = koers("catalogue", "import", sheet("Interviewen 0>1;8;€ -10,-;doorlopend"), *DAY)
        fails_with(done, "line 2", "Prijs", "academy.csv: 1 problem, nothing imported.")
        assert done.stderr.count("Prijs") == 1
        again = koers("catalogue", "import", sheet("Interviewen 0>1;8;€ 10,-;doorlopend"), *DAY)
        assert "1 unchanged" in again.stdout

    def test_no_more_than_twenty_problems_are_shown(self, koers, sheet):
        path = sheet(*["Interviewen 0>1;8;€ -10,-;doorlopend"] * 23)
        lines = koers("catalogue", "import", path).stderr.splitlines()
        assert len(lines) == 22
        assert lines[20:] == ["... and 3 more", "academy.csv: 23 problems, nothing imported."]

    def test_a_course_whose_dates_are_past_is_imported_with_a_warning(self, koers, sheet):
        path = sheet(
            "Interviewen 0>1;8;€ 10,-;1-2-2020 Utrecht",
            "Interviewen 0>1;8;€ 10,-;1-2-2030 Utrecht",
            "Interviewen 0>1;8;€ 10,-;doorlopend",
        )
        done = koers("catalogue", "import", path, *DAY)
        assert done.returncode == 0
        assert "3 added" in done.stdout
        assert done.stderr == "academy.csv: A-1 (Titel) has no date in the future.\n"

    def test_a_source_that_loses_more_than_half_is_kept_until_force(self, koers, sheet):
        row = "Interviewen 0>1;8;€ 10,-;doorlopend"
        koers("catalogue", "import", sheet(*[row] * 5))
        fails_with(koers("catalogue", "import", sheet(row)), "lose 4 of its 5", "--force")
        trial = koers("catalogue", "import", sheet(row), "--dry-run")
        assert "needs --force" in trial.stdout
        forced = koers("catalogue", "import", sheet(row), "--force")
        assert "4 withdrawn" in forced.stdout
        assert "4 withdrawn" in koers("catalogue", "list").stdout

    def test_a_zip_of_programmes_is_one_source_and_its_skills_are_read(
        self, koers, tmp_path, programme
    ):
        feed = tmp_path / "feed.zip"
        with zipfile.ZipFile(feed, "w") as archive:
            for number in ("p1", "p2"):
                archive.writestr(f"{number}.xml", programme(number))
            archive.writestr("leesmij.html", "<p>Geen feed</p>")
        done = koers("catalogue", "import", feed, *DAY)
        assert "2 added" in done.stdout, done.stderr
        assert "1 row passed over" in done.stdout
        assert "Skills of 2 courses read" in done.stdout
        told = json.loads(koers("catalogue", "report", "feed", "--format", "json").stdout)
        assert any("leesmij.html" in line["where"] for line in told)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("<programsList><program>", ("academy.xml", "line 1")),
            ('<!DOCTYPE a [<!ENTITY b "c">]><programsList/>', ("academy.xml",)),
            ("<html><p>Onderhoud</p></html>", ("academy.xml",)),
            ("", ("academy.xml",)),
        ],
        ids=["truncated", "entities", "a page", "nothing"],
    )
    def test_a_broken_feed_leaves_the_catalogue_as_it_was(
        self, koers, tmp_path, programme, content, words
    ):
        feed = tmp_path / "academy.xml"
        feed.write_text(f"<programsList>{programme('p1')}</programsList>", encoding="utf-8")
        assert "1 added" in koers("catalogue", "import", feed, *DAY).stdout
        feed.write_text(content, encoding="utf-8")
        fails_with(koers("catalogue", "import", feed, *DAY), *words)
        assert "1 course," in koers("catalogue", "list").stdout

    def test_a_format_that_is_not_there_is_one_sentence(self, koers):
        fails_with(koers("catalogue", "import", DEMO, "--format", "pdf"), "'pdf'", "edudex")


class TestSync:
    @pytest.fixture
    def configure(self, tmp_path):
        """Write `sources.yaml` in the home folder."""

        def write(text):
            home = tmp_path / "home"
            home.mkdir(exist_ok=True)
            (home / "sources.yaml").write_text(text, encoding="utf-8")

        return write

    def test_every_configured_source_is_brought_up_to_date(
        self, koers, sheet, tmp_path, programme, configure
    ):
        path = sheet("Interviewen 0>1;8;€ 10,-;doorlopend")
        feed = tmp_path / "feed.xml"
        feed.write_text(f"<programsList>{programme('p1')}</programsList>", encoding="utf-8")
        configure(f"- name: Blad\n  location: {path}\n- name: Feed\n  location: {feed}\n")
        done = koers("catalogue", "sync", *DAY)
        assert done.returncode == 0, done.stderr
        assert [line.split()[0] for line in koers("catalogue", "list").stdout.splitlines()] == [
            "blad",
            "feed",
        ]
        feed.write_text(
            f"<programsList>{programme('p1', price='120')}</programsList>", encoding="utf-8"
        )
        assert "1 changed" in koers("catalogue", "sync", "feed", *DAY).stdout

    def test_a_source_that_fails_does_not_hold_up_the_rest(self, koers, sheet, configure):
        path = sheet("Interviewen 0>1;8;€ 10,-;doorlopend")
        configure(f"- name: Weg\n  location: weg.xml\n- name: Blad\n  location: {path}\n")
        done = koers("catalogue", "sync", *DAY)
        fails_with(done, "weg.xml", "1 source could not be read; the rest is done.")
        assert "1 added" in done.stdout

    def test_a_name_that_is_not_configured_is_one_sentence(self, koers, configure):
        configure("- name: Blad\n  location: blad.csv\n")
        fails_with(koers("catalogue", "sync", "Bald"), "'Bald'", "Blad")

    def test_without_a_file_it_says_where_to_write_one(self, koers):
        fails_with(koers("catalogue", "sync"), "sources.yaml")


class TestLooking:
    def test_imports_are_listed_and_removed_until_the_demo_academy_is_back(self, koers, sheet):
        assert koers("catalogue", "list").stdout.strip() == NOTHING
        koers("catalogue", "import", sheet(*["Interviewen 0>1;8;€ 10,-;doorlopend"] * 2), *DAY)
        assert koers("catalogue", "list").stdout.split() == [
            "academy", "2", "courses,", "imported", "2027-01-04",
        ]  # fmt: skip
        fails_with(koers("catalogue", "remove", "akademy"), "'akademy'; choose one of: academy.")
        done = koers("catalogue", "remove", "academy")
        assert "academy removed. Nothing is left; the demo academy is served." in done.stdout
        assert koers("catalogue", "list").stdout.strip() == NOTHING
        fails_with(koers("catalogue", "remove", "academy"), "nothing was imported")

    def test_check_tells_what_was_guessed_and_left_and_imports_nothing(self, koers, sheet):
        path = sheet(
            "Interviewn 0>1;8;€ 10,-;doorlopend", "Interviewen 0>1;veel;in overleg;doorlopend"
        )
        done = koers("catalogue", "check", path, *DAY)
        assert done.returncode == 0
        assert "line 2, teaches: left, 'Interviewn 0>1'" in done.stdout
        assert "line 3, hours: left, 'veel'" in done.stdout
        assert "line 3, price: left, 'in overleg'" in done.stdout
        assert koers("catalogue", "list").stdout.strip() == NOTHING

    def test_check_exits_with_one_when_a_row_must_be_mended(self, koers, sheet):
        done = koers("catalogue", "check", sheet("Interviewen 0>1;8;€ -10,-;doorlopend"), *DAY)
        assert done.returncode == 1
        assert "line 2, column 'Prijs'" in done.stdout

    def test_the_home_folder_is_its_owners(self, koers, tmp_path):
        koers("catalogue", "import", DEMO)
        assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
