"""Reading what editors write: whatever it is, the answer is a file, a line and a reason."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_taxonomy import Problem, TaxonomyError, check_taxonomy, load_taxonomy
from skills_taxonomy.source import read_source

FILES = ("taxonomy.yaml", "skills/data.yaml", "roles/creation.yaml")
REGISTER = "register.csv"


def the_only_problem(folder: Path) -> Problem:
    [problem] = check_taxonomy(folder)
    assert problem.reason.endswith(".")
    return problem


class TestReading:
    def test_an_entry_remembers_where_it_was_written(self, folder):
        source = read_source(folder)
        text = (folder / FILES[1]).read_text(encoding="utf-8").split("\n")
        for skill in source.skills:
            assert text[skill.line - 1] == f"  - slug: {skill['slug']}"
            assert "match:" in text[skill["esco"][0].line_of("match") - 1]
            assert "nl:" in text[skill.line_of("label", "nl") - 1]

    def test_the_line_of_what_is_missing_is_that_of_its_nearest_parent(self, folder):
        skill = read_source(folder).skills[0]
        assert skill.line_of("label", "fr") == skill.line_of("label")
        assert skill.line_of("nothing") == skill.line

    def test_entries_take_their_theme_from_the_head_of_the_file(self, folder):
        source = read_source(folder)
        assert {skill["theme"] for skill in source.skills} == {"data"}
        assert {role["chain"] for role in source.roles} == {"creation"}

    def test_files_are_read_in_the_order_of_their_names(self, folder):
        text = (folder / FILES[1]).read_text(encoding="utf-8").replace("skill-", "other-")
        (folder / "skills" / "aaa.yaml").write_text(text, encoding="utf-8")
        assert read_source(folder).skills[0].file == "skills/aaa.yaml"


class TestUnreadableFiles:
    def test_a_missing_frame(self, folder):
        (folder / "taxonomy.yaml").unlink()
        problem = the_only_problem(folder)
        assert (problem.file, problem.line) == ("taxonomy.yaml", 1)
        assert "missing" in problem.reason

    def test_a_missing_register_says_how_to_make_it(self, folder):
        (folder / REGISTER).unlink()
        problem = the_only_problem(folder)
        assert (problem.file, problem.line) == (REGISTER, 1)
        assert "koers taxonomy register" in problem.reason

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "Its first line must be: kind,row,slug"),
            (b"kind;row;slug\n", "Its first line must be: kind,row,slug"),
            (b"kind,row,slug,notation\n", "Its first line must be: kind,row,slug"),
            (b"caf\xe9\n", "UTF-8"),
        ],
        ids=["empty", "semicolons", "few columns", "latin-1"],
    )
    def test_a_register_that_is_something_else(self, folder, content, says):
        (folder / REGISTER).write_bytes(content)
        problem = the_only_problem(folder)
        assert (problem.file, problem.line) == (REGISTER, 1)
        assert says in problem.reason

    def test_a_register_with_a_quote_that_never_ends(self, folder):
        text = (folder / REGISTER).read_text(encoding="utf-8")
        (folder / REGISTER).write_text(text + '"' + "a" * 2000, encoding="utf-8")
        before = csv.field_size_limit(1000)  # of the whole process, and raised to read ESCO
        try:
            problem = the_only_problem(folder)
        finally:
            csv.field_size_limit(before)
        assert (problem.file, problem.line) == (REGISTER, 1)
        assert "This is no register" in problem.reason

    @pytest.mark.parametrize("kind", ["skills", "roles"])
    def test_a_folder_without_files(self, folder, kind):
        for path in (folder / kind).glob("*.yaml"):
            path.unlink()
        assert kind in the_only_problem(folder).reason

    def test_a_folder_that_is_not_there_at_all(self, tmp_path):
        with pytest.raises(TaxonomyError, match=r"^[a-z./]+:1: .*\(3 more: "):
            load_taxonomy(tmp_path / "nowhere")

    @pytest.mark.parametrize("file", FILES)
    def test_a_file_in_another_encoding_names_the_line(self, folder, file):
        path = folder / file
        lines = path.read_bytes().split(b"\n")
        lines[4] = lines[4] + "  # caf\xe9".encode("latin-1")
        path.write_bytes(b"\n".join(lines))
        problem = the_only_problem(folder)
        assert (problem.file, problem.line) == (file, 5)
        assert "UTF-8" in problem.reason

    @pytest.mark.parametrize("file", FILES)
    def test_broken_yaml_names_the_line(self, folder, file):
        path = folder / file
        lines = path.read_text(encoding="utf-8").split("\n")
        lines.insert(5, "   : [unclosed")
        path.write_text("\n".join(lines), encoding="utf-8")
        problem = the_only_problem(folder)
        assert problem.file == file
        assert 5 <= problem.line <= 8
        assert "YAML" in problem.reason

    @pytest.mark.parametrize("text", ["just a text", "- a list", "skills: none", "skills: {a: 1}"])
    def test_a_file_that_holds_something_else(self, folder, text):
        (folder / FILES[1]).write_text(text, encoding="utf-8")
        assert the_only_problem(folder).file == FILES[1]

    def test_an_entry_that_is_no_block(self, folder):
        path = folder / FILES[1]
        path.write_text(path.read_text(encoding="utf-8") + "  - skill-10\n", encoding="utf-8")
        problem = the_only_problem(folder)
        assert problem.file == FILES[1]
        assert "slug:" in problem.reason

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            (FILES[1], "    line: media-craft\n", "    line: media-craft\n" * 2),
            (FILES[1], '      nl: "Vaardigheid 1"\n', '      nl: "Vaardigheid 1"\n' * 2),
            (FILES[1], "skills:\n", "skills: []\nskills:\n"),
            (FILES[2], "      trend: growing\n", "      trend: growing\n" * 2),
            (FILES[2], "      optional:\n", "      optional: {}\n      optional:\n"),
            (FILES[0], "licence: CC-BY-4.0\n", "licence: CC-BY-4.0\nlicence: MIT\n"),
            (FILES[0], "themes:\n", "themes:\n  data: {nl: A, en: A}\n"),
        ],
        ids=["line", "label", "skills", "trend", "optional", "licence", "theme"],
    )
    def test_a_key_written_twice_is_reported_wherever_it_stands(self, folder, file, old, new):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        problem = the_only_problem(folder)
        assert problem.file == file
        assert "twice" in problem.reason


VALUES = ["", "3", "true", "text", "''", "[]", "[3]", "[{}]", "{}", "{a: 1}", "2026-01-01"]


def keyed_lines() -> list[tuple[str, str]]:
    """File and key path of one line of each sort in the small taxonomy."""
    entry = ["notation", "label", "nl", "synonyms", "definition", "esco", "uri", "match", "version"]
    return [
        *((FILES[0], key) for key in ("version", "licence", "title", "nl", "esco", "notice")),
        *((FILES[0], key) for key in ("lines", "themes", "data", "chains", "trends", "levels")),
        *((FILES[0], key) for key in ("media-craft", "growing", "1")),
        *((FILES[1], key) for key in ("theme", "skills", "slug", "line", "prerequisites", *entry)),
        *((FILES[1], key) for key in ("anchors", "1", "entry")),
        *((FILES[2], key) for key in ("tasks", "changes")),
        *((FILES[2], key) for key in ("chain", "roles", "slug", "outlook", "trend", *entry)),
        *((FILES[2], key) for key in ("source", "date", "requirements", "essential", "optional")),
        (FILES[2], "skill-1"),
        (FILES[2], "          nl"),
    ]


def put(text: str, key: str, value: str | None) -> str:
    """Give the first `key:` another value, or with None take it out, with all that hangs below."""
    lines = text.split("\n")
    found = re.compile(rf"(\s*(?:- )?){re.escape(key)}:" if key[0] != " " else rf"(){key}:")
    at = next(n for n, line in enumerate(lines) if found.match(line))
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1
    if lines[at].lstrip().startswith("- "):
        end = at + 1
    head = lines[at][: lines[at].index(":") + 1]
    new = [] if value is None else [f"{head} {value}"]
    return "\n".join([*lines[:at], *new, *lines[end:]])


class TestWhateverAnEditorWrites:
    @pytest.mark.parametrize(("file", "key"), keyed_lines())
    def test_a_taxonomy_loads_or_says_where_it_is_broken(self, folder, file, key):
        path = folder / file
        before = path.read_text(encoding="utf-8")
        crashes = []
        for number, value in enumerate([None, *VALUES]):
            # A fresh copy each time, because a loaded folder is remembered.
            copy = folder / f"copy-{number}"
            for name in (*FILES, REGISTER):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_text((folder / name).read_text(encoding="utf-8"), "utf-8")
            (copy / file).write_text(put(before, key, value), encoding="utf-8")
            try:
                load_taxonomy(copy)
            except TaxonomyError as error:
                assert re.match(r"[a-z/]+(\.yaml|\.csv)?:\d+: .+[.)]$", str(error)), error
            except Exception as error:
                crashes.append(f"{key}: {value} -> {type(error).__name__}: {error}")
        assert crashes == []

    @given(text=st.text(max_size=60), file=st.sampled_from((*FILES, REGISTER)))
    def test_arbitrary_text_is_never_more_than_a_problem(self, tmp_path_factory, text, file):
        folder = tmp_path_factory.mktemp("any")
        for name in (*FILES, REGISTER):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("", encoding="utf-8")
        (folder / file).write_text(text, encoding="utf-8", errors="replace")
        problems = check_taxonomy(folder)
        assert problems
        assert all(p.line >= 1 and p.reason.endswith(".") for p in problems)

    def test_a_block_that_holds_itself_is_a_problem_too(self, folder):
        (folder / FILES[1]).write_text("skills: &all\n  - *all\n", encoding="utf-8")
        assert the_only_problem(folder).file == FILES[1]
