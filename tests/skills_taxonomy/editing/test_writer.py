"""Writing a taxonomy back: laid out as it was, and whole or not at all."""

from __future__ import annotations

import copy
import errno
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skills_taxonomy import TaxonomyError, read_source
from skills_taxonomy.editing import write_entries, write_source
from skills_taxonomy.source import Mapping

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def moved(source, **versions):
    """A source with another version, so that every file is written for a reason."""
    frame = copy.deepcopy(source.frame)
    frame["version"] = "2027.01"
    return replace(source, frame=frame, **versions)


class TestLayout:
    def test_a_folder_is_written_as_it_was_read_byte_for_byte(self, folder, snapshot):
        before = snapshot(folder)
        write_source(read_source(folder), folder)
        assert snapshot(folder) == before

    def test_only_the_version_of_the_frame_changes(self, folder):
        path = folder / "taxonomy.yaml"
        path.write_text("# A remark.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        before = path.read_text(encoding="utf-8")
        write_source(moved(read_source(folder)), folder)
        assert path.read_text(encoding="utf-8") == before.replace(
            'version: "1"', 'version: "2027.01"', 1
        )

    def test_each_theme_and_chain_position_has_a_file(self, folder):
        source = copy.deepcopy(read_source(folder))
        source.skills[3]["theme"] = "ai"
        source.roles[1]["chain"] = "support"
        write_source(source, folder)
        assert sorted(str(p.relative_to(folder)) for p in folder.rglob("*.yaml")) == [
            "roles/creation.yaml",
            "roles/support.yaml",
            "skills/ai.yaml",
            "skills/data.yaml",
            "taxonomy.yaml",
        ]
        assert [s["slug"] for s in read_source(folder).skills if s["theme"] == "ai"] == ["skill-4"]

    def test_a_theme_without_skills_has_no_file(self, folder):
        source = copy.deepcopy(read_source(folder))
        for skill in source.skills:
            skill["theme"] = "ai"
        write_source(source, folder)
        assert [p.name for p in (folder / "skills").iterdir()] == ["ai.yaml"]

    def test_what_else_is_in_the_folder_stays(self, folder, snapshot):
        (folder / ".git").mkdir()
        (folder / ".git" / "HEAD").write_text("ref", encoding="utf-8")
        (folder / "skills" / "README.md").write_text("Read me.", encoding="utf-8")
        before = snapshot(folder)
        write_source(read_source(folder), folder)
        assert snapshot(folder) == before

    def test_keys_stand_in_one_order_whatever_the_order_of_the_source(self, folder, snapshot):
        before = snapshot(folder)
        source = read_source(folder)
        for entry in (*source.skills, *source.roles):
            turned = list(entry.items())[::-1]
            entry.clear()
            entry.update(turned)
        write_source(source, folder)
        assert snapshot(folder) == before

    @pytest.mark.parametrize("slug", ["true", "007", "null", "1e5", "on", "1"])
    def test_a_slug_that_yaml_would_read_as_something_else_stays_a_text(self, folder, slug):
        source = copy.deepcopy(read_source(folder))
        source.skills[1]["slug"] = slug
        source.skills[0]["prerequisites"] = [slug]
        source.roles[0]["requirements"]["essential"][slug] = 2
        write_source(source, folder)
        again = read_source(folder)
        assert again.skills[1]["slug"] == slug
        assert again.skills[0]["prerequisites"] == [slug]
        assert again.roles[0]["requirements"]["essential"][slug] == 2


class TestTexts:
    @given(nl=TEXTS, en=TEXTS, synonym=TEXTS)
    @example(nl='="1"', en="a: b # c", synonym="- 'x'")
    @example(nl="een\ntwee", en="\u2028\x85\t", synonym="👩\u200d🎤\ufeff")
    @example(nl="  - slug: x", en="a\n  - slug: b", synonym="\\n %")
    def test_any_text_reads_back_as_it_was_without_the_space_around_it(
        self, small_source, tmp_path_factory, nl, en, synonym
    ):
        folder = tmp_path_factory.mktemp("texts")
        shutil.copytree(small_source.folder, folder, dirs_exist_ok=True)
        skills = copy.deepcopy(list(small_source.skills))
        skills[2]["definition"]["nl"], skills[2]["definition"]["en"] = nl, en
        skills[2]["synonyms"]["nl"][0] = synonym
        (folder / "skills" / "data.yaml").write_text(
            write_entries("skill", "data", skills), encoding="utf-8"
        )
        source = read_source(folder)
        assert source.unreadable == ()
        assert len(source.skills) == 9
        skill = source.skills[2]
        assert (skill["definition"]["nl"], skill["definition"]["en"]) == (nl.strip(), en.strip())
        assert skill["synonyms"]["nl"][0] == synonym.strip()

    def test_every_text_is_one_line_of_the_file(self, small_source):
        skills = copy.deepcopy(list(small_source.skills))
        skills[0]["definition"]["nl"] = "Je doet dit met zorg. " * 100
        text = write_entries("skill", "data", skills)
        assert len(re.findall(r"(?m)^      nl: ", text)) == 2 * len(skills)

    def test_what_is_empty_is_left_out(self, small_source):
        skill = copy.deepcopy(small_source.skills[0])
        skill["synonyms"] = Mapping()
        skill["esco"] = []
        text = write_entries("skill", "data", [skill])
        assert "synonyms" not in text
        assert "esco" not in text


def fails_at(monkeypatch, owner, name, call):
    """Let the nth call of a function fail as a full or read-only disk does."""
    real, calls = getattr(owner, name), []

    def failing(*args, **kwargs):
        calls.append(args)
        if len(calls) == call:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, failing)
    return calls


class TestAllOrNothing:
    @pytest.mark.parametrize(
        ("owner", "name", "call"),
        [
            (tempfile, "mkdtemp", 1),
            (shutil, "copytree", 1),
            *((Path, "write_text", n) for n in (1, 2, 3, 4)),
            (Path, "unlink", 1),
            (Path, "rename", 1),
            (Path, "rename", 2),
        ],
        ids=lambda value: getattr(value, "__name__", str(value)),
    )
    def test_whatever_step_fails_the_folder_is_as_it_was(
        self, folder, snapshot, monkeypatch, owner, name, call
    ):
        source, before = moved(read_source(folder)), snapshot(folder.parent)
        with monkeypatch.context() as patch:
            calls = fails_at(patch, owner, name, call)
            with pytest.raises(
                TaxonomyError, match=r"No space left on device.*nothing was changed"
            ):
                write_source(source, folder)
        assert len(calls) >= call
        assert snapshot(folder.parent) == before

    def test_a_folder_beside_which_nothing_can_be_made(self, folder, snapshot):
        # A name of the greatest length leaves no room for the name of a draft beside it.
        long = folder.rename(folder.with_name("a" * 255))
        before = snapshot(long.parent)
        with pytest.raises(TaxonomyError, match=r"cannot be written.*nothing was changed"):
            write_source(moved(read_source(long)), long)
        assert snapshot(long.parent) == before

    def test_nothing_is_left_beside_the_folder(self, folder):
        write_source(moved(read_source(folder)), folder)
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
        assert read_source(folder).frame["version"] == "2027.01"

    def test_the_folder_one_is_in_can_be_written(self, folder, monkeypatch):
        monkeypatch.chdir(folder)
        write_source(moved(read_source(Path())), Path())
        assert read_source(folder).frame["version"] == "2027.01"

    def test_a_link_to_the_folder_stays_a_link(self, folder, tmp_path):
        link = tmp_path / "link"
        link.symlink_to(folder)
        write_source(moved(read_source(link)), link)
        assert link.is_symlink()
        assert read_source(folder).frame["version"] == "2027.01"
