"""An edit in a spreadsheet: shown first, then applied whole or not at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
from pathlib import Path

import pytest

from skills_taxonomy import TaxonomyError, check_taxonomy, compare_editions, read_source
from skills_taxonomy.editing import (
    apply_edit,
    next_version,
    read_edit,
    renew_register,
    write_workbook,
)
from skills_taxonomy.register import read_register
from skills_taxonomy.taxonomy import build

DAY = dt.date(2027, 1, 4)


def edit_of(book, folder, today=DAY):
    return read_edit(book.path, folder, today=today)


def changes(edit):
    assert edit.problems == ()
    return [str(change) for change in edit.difference.changes]


def applied(book, folder):
    """The taxonomy after the edit, and what the edit said it would change."""
    edit = edit_of(book, folder)
    said = changes(edit)
    apply_edit(edit, folder)
    assert [problem for problem in check_taxonomy(folder) if not problem.note] == []
    return build(read_source(folder)), said


def retire(book, slug, use=None):
    """Take a skill out of every sheet, as the guide says."""
    book.remove("skills", slug=slug)
    book.remove("requirements", skill=slug)
    book.remove("esco", kind="skill", concept=slug)
    if use:
        book.add("retired", kind="skill", slug=slug, replaced_by=use)


class TestNothingChanged:
    def test_a_workbook_that_was_not_edited_makes_no_difference(self, book, folder, snapshot):
        before = snapshot(folder)
        edit = edit_of(book, folder)
        assert (edit.problems, edit.notes, edit.difference.changes) == ((), (), ())
        assert edit.source.frame["version"] == "1"
        apply_edit(edit, folder)
        assert snapshot(folder) == before

    def test_reading_an_edit_writes_nothing(self, book, folder, snapshot):
        book.change("skills", "skill-4", label_en="Skill four")
        before = snapshot(folder.parent)
        assert changes(edit_of(book, folder)) != []
        assert snapshot(folder.parent) == before


class TestEdits:
    def test_something_new(self, book, folder):
        book.copy_row(
            "skills",
            "skill-4",
            slug=None,
            notation=None,
            label_nl="Drones besturen",
            label_en="Flying drones",
            synonyms_nl="dronepiloot\ndronevlieger",
            synonyms_en="drone pilot\ndrone flyer",
        )
        book.add("requirements", role="role-1", skill="flying-drones", level=1, essential="no")
        taxonomy, said = applied(book, folder)
        assert said == [
            "added skill flying-drones: Drones besturen / Flying drones",
            "changed role role-1: requirements",
        ]
        skill = taxonomy.skill("flying-drones")
        assert (skill.notation, skill.row, skill.theme) == ("data-10", 9, "data")
        assert skill.synonyms.en == ("drone pilot", "drone flyer")
        assert "flying-drones" in taxonomy.role("role-1").by_skill

    def test_something_gone(self, book, folder):
        retire(book, "skill-9", use="skill-8")
        taxonomy, said = applied(book, folder)
        assert said[0] == "retired skill skill-9: Vaardigheid 9 / Skill 9; use skill-8"
        [gone] = taxonomy.retired
        assert (gone.slug, gone.replaced_by, gone.date, gone.row) == ("skill-9", "skill-8", DAY, 8)
        assert (gone.label.nl, gone.label.en) == ("Vaardigheid 9", "Skill 9")
        assert taxonomy.rows("skill")[-1] is None

    def test_something_gone_without_a_successor(self, book, folder):
        retire(book, "skill-9")
        taxonomy, said = applied(book, folder)
        assert said[0] == "retired skill skill-9: Vaardigheid 9 / Skill 9"
        assert taxonomy.retired[0].replaced_by is None

    def test_another_name_keeps_the_slug(self, book, folder):
        book.change("skills", "skill-4", label_en="Fourth skill")
        taxonomy, said = applied(book, folder)
        assert said == [
            "renamed skill skill-4: Vaardigheid 4 / Skill 4 -> Vaardigheid 4 / Fourth skill"
        ]
        assert taxonomy.skill("skill-4").label.en == "Fourth skill"

    def test_another_theme(self, book, folder):
        book.change("skills", "skill-4", theme="ai")
        taxonomy, said = applied(book, folder)
        assert said == ["moved skill skill-4: theme data -> ai"]
        assert taxonomy.skill("skill-4").theme == "ai"
        assert taxonomy.skill("skill-4").row == 3
        assert "skill-4" in (folder / "skills" / "ai.yaml").read_text(encoding="utf-8")

    def test_another_chain_position(self, book, folder):
        book.change("roles", "role-2", chain="support")
        taxonomy, said = applied(book, folder)
        assert said == ["moved role role-2: chain creation -> support"]
        assert taxonomy.role("role-2").chain == "support"

    @pytest.mark.parametrize(
        ("sheet", "slug", "cells", "field"),
        [
            ("skills", "skill-4", {"definition_nl": "Je doet dit nu heel anders."}, "definition"),
            ("skills", "skill-4", {"synonyms_en": "one thing\nanother thing"}, "synonyms"),
            ("skills", "skill-4", {"anchor_2_en": "I do all of this work alone."}, "anchors"),
            ("skills", "skill-1", {"prerequisites": "skill-3"}, "prerequisites"),
            ("roles", "role-1", {"trend": "stable"}, "outlook"),
            ("roles", "role-1", {"date": dt.datetime(2027, 1, 1)}, "outlook"),
            (
                "roles",
                "role-1",
                {
                    "tasks_nl": "\n".join(f"Je doet dit {n} keer per dag." for n in "234"),
                    "tasks_en": "\n".join(f"You do this {n} times a day." for n in "234"),
                },
                "tasks",
            ),
        ],
    )
    def test_another_text(self, book, folder, sheet, slug, cells, field):
        book.change(sheet, slug, **cells)
        taxonomy, said = applied(book, folder)
        kind = sheet.removesuffix("s")
        assert said == [f"changed {kind} {slug}: {field}"]
        again = edit_of(type(book)(fresh_workbook(folder, book.path)), folder)
        assert changes(again) == []
        assert taxonomy.version == "2027.01"

    def test_another_level_and_another_link(self, book, folder):
        [row] = book.rows("requirements", role="role-1", skill="skill-1")
        book.put("requirements", row, level=3)
        [row] = book.rows("esco", kind="skill", concept="skill-2")
        book.put("esco", row, match="close")
        taxonomy, said = applied(book, folder)
        assert said == ["changed skill skill-2: esco", "changed role role-1: requirements"]
        assert taxonomy.role("role-1").by_skill["skill-1"].level == 3
        assert taxonomy.skill("skill-2").esco[0].match == "close"

    def test_all_at_once_are_told_the_gravest_first_and_applied(self, book, folder):
        retire(book, "skill-9", use="skill-8")
        book.change("skills", "skill-4", theme="ai", label_nl="Vierde")
        book.change("roles", "role-1", source_en="Somebody else")
        before = build(read_source(folder))
        taxonomy, said = applied(book, folder)
        assert [line.split(":")[0] for line in said] == [
            "retired skill skill-9",
            "renamed skill skill-4",
            "moved skill skill-4",
            "changed role role-1",
            "changed role role-2",
        ]
        assert [str(c) for c in compare_editions(before, taxonomy).changes] == said
        assert compare_editions(before, taxonomy).moved_rows == ()

    def test_the_difference_names_both_versions(self, book, folder):
        book.change("skills", "skill-4", label_en="Fourth skill")
        edit = edit_of(book, folder)
        assert (edit.difference.old, edit.difference.new) == ("1", "2027.01")
        apply_edit(edit, folder)
        assert build(read_source(folder)).version == "2027.01"

    def test_a_skill_that_no_role_asks_is_a_note_and_stops_nothing(self, book, folder):
        book.remove("requirements", skill="skill-9")
        edit = edit_of(book, folder)
        [note] = edit.notes
        assert str(note) == "sheet skills:10: No role asks skill 'skill-9'."
        assert edit.difference.of("changed") != ()

    def test_what_replaces_a_retired_one_may_retire_later_and_be_replaced(self, book, folder):
        book.copy_row(
            "skills", "skill-9", slug="ten", notation=None, label_nl="Tien", label_en="Ten",
            synonyms_nl="10\nX", synonyms_en="10\nX",
        )  # fmt: skip
        retire(book, "skill-9", use="ten")
        applied(book, folder)
        fresh_workbook(folder, book.path)
        book.remove("skills", slug="ten")
        book.add("retired", kind="skill", slug="ten", replaced_by="skill-8")
        [row] = book.rows("retired", slug="skill-9")
        [problem] = edit_of(book, folder).problems
        assert str(problem).startswith(f"sheet retired:{row}: 'ten' cannot replace skill 'skill-9'")
        book.put("retired", row, replaced_by="skill-8")
        taxonomy, said = applied(book, folder)
        assert said == [
            "retired skill ten: Tien / Ten; use skill-8",
            "changed skill skill-9: replaced by",
        ]
        assert [gone.replaced_by for gone in taxonomy.retired] == ["skill-8", "skill-8"]


def fresh_workbook(folder, path):
    """Write the workbook of the folder as it is now."""
    write_workbook(read_source(folder), path)
    return path


def _unknown_theme(book):
    return "skills", book.change("skills", "skill-4", theme="film"), "Unknown theme 'film'"


def _other_notation(book):
    row = book.change("skills", "skill-4", notation="data-40")
    return "skills", row, "a number never changes, so put 'data-04' back"


def _circle(book):
    book.change("skills", "skill-2", prerequisites="skill-1", entry=None)
    return "skills", 2, "Prerequisites run in a circle"


def _duplicate_slug(book):
    row = book.copy_row("skills", "skill-4", notation=None)
    return "skills", row, "slug 'skill-4' is already used at sheet skills:5"


def _overwritten_slug(book):
    row = book.change("skills", "skill-9", slug="something-else")
    for sheet, column in (("requirements", "skill"), ("esco", "concept")):
        for number in book.rows(sheet, **{column: "skill-9"}):
            book.put(sheet, number, **{column: "something-else"})
    return "skills", row, "Number 'data-09' is that of skill 'skill-9'; put its slug back"


def _slug_overwritten_in_one_sheet(book):
    row = book.change("skills", "skill-9", slug="something-else")
    return "skills", row, "Number 'data-09' is that of skill 'skill-9'; put its slug back"


def _slug_of_a_role(book):
    row = book.change("roles", "role-2", slug="role-3")
    for sheet, column in (("requirements", "role"), ("esco", "concept")):
        for number in book.rows(sheet, **{column: "role-2"}):
            book.put(sheet, number, **{column: "role-3"})
    return "roles", row, "Number 'R02' is that of role 'role-2'"


def _unequal_tasks(book):
    row = book.change("roles", "role-2", tasks_nl="Je maakt elke dag een plan.")
    return "roles", row, "There are 1 tasks in Dutch and 3 in English"


def _unknown_role(book):
    row = book.add("requirements", role="role-7", skill="skill-1", level=1, essential="yes")
    return "requirements", row, "There is no role 'role-7' in sheet roles"


def _unknown_skill(book):
    row = book.add("requirements", role="role-1", skill="skill-77", level=1, essential="yes")
    return "requirements", row, "Unknown skill 'skill-77' is asked here"


def _unknown_link(book):
    [row] = book.rows("esco", kind="role", concept="role-1")
    return "esco", book.put("esco", row, uri="http://example.org/1"), "is no ESCO occupation URI"


def _no_label(book):
    return "skills", book.change("skills", "skill-4", label_nl=None), "no 'label' in 'nl'"


def _no_name_at_all(book):
    row = book.copy_row("skills", "skill-4", slug=None, notation=None, label_en=None)
    return "skills", row, "has no 'slug'"


def _judging_anchor(book):
    row = book.change("skills", "skill-4", anchor_1_en="I do this work well and with others.")
    return "skills", row, "says 'well'"


def _not_yes_or_no(book):
    row = book.change("skills", "skill-4", entry="perhaps")
    return "skills", row, "'perhaps' in column 'entry' must be yes or no"


def _broken_formula(book):
    row = book.change("skills", "skill-4", label_en="#NAME?")
    return "skills", row, "The cell in column 'label_en' is a broken formula"


def _living_tombstone(book):
    row = book.add("retired", kind="skill", slug="skill-3", replaced_by="skill-4")
    return "retired", row, "skill 'skill-3' is still in sheet skills"


def _dead_successor(book):
    retire(book, "skill-9", use="skill-77")
    return "retired", 2, "'skill-77' cannot replace skill 'skill-9'"


BAD = [
    _unknown_theme, _other_notation, _circle, _duplicate_slug, _overwritten_slug,
    _slug_overwritten_in_one_sheet, _slug_of_a_role, _unequal_tasks,
    _unknown_role, _unknown_skill, _unknown_link, _no_label, _no_name_at_all, _judging_anchor,
    _not_yes_or_no, _broken_formula, _living_tombstone, _dead_successor,
]  # fmt: skip


class TestAllOrNothing:
    @pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__.strip("_"))
    def test_a_bad_row_is_named_and_even_the_good_rows_are_not_applied(
        self, book, folder, snapshot, spoil
    ):
        before = snapshot(folder.parent)
        before.pop(book.path.name)
        book.change("skills", "skill-7", definition_en="You do this well, and it is a good row.")
        sheet, row, says = spoil(book)
        edit = edit_of(book, folder)
        assert edit.difference is None
        found = [str(p) for p in edit.problems if says in p.reason]
        assert any(line.startswith(f"sheet {sheet}:{row}: ") for line in found), edit.problems
        assert all(p.reason.endswith(".") for p in edit.problems)
        with pytest.raises(TaxonomyError, match=r"^\d+ rows must be mended first; nothing was"):
            apply_edit(edit, folder, force=True)
        after = snapshot(folder.parent)
        after.pop(book.path.name)
        assert after == before

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            (lambda path, book: book.drop("roles"), "no sheet 'roles'"),
            (
                lambda path, book: book.rename_heading("esco", "uri", "url"),
                "Sheet 'esco' of '.*' has no column 'uri'",
            ),
            (lambda path, book: path.write_text("slug,label"), "is no Excel workbook"),
            (
                lambda path, book: path.write_bytes(path.read_bytes()[:-400]),
                "is no Excel workbook",
            ),
            (lambda path, book: path.unlink(), "There is no file"),
        ],
        ids=["missing sheet", "missing column", "not a workbook", "cut off", "not there"],
    )
    def test_a_file_that_cannot_be_read_is_refused(self, book, folder, snapshot, spoil, says):
        before = snapshot(folder)
        spoil(book.path, book)
        with pytest.raises(TaxonomyError, match=says):
            edit_of(book, folder)
        assert snapshot(folder) == before

    def test_a_taxonomy_that_is_broken_itself_cannot_be_edited(self, book, folder):
        (folder / "register.csv").unlink()
        with pytest.raises(TaxonomyError, match=r"^register\.csv:1: This file is missing"):
            edit_of(book, folder)

    def test_more_than_a_tenth_retires_only_with_force(self, book, folder, snapshot):
        retire(book, "skill-9")
        book.remove("roles", slug="role-2")
        book.remove("requirements", role="role-2")
        book.remove("esco", kind="role", concept="role-2")
        edit, before = edit_of(book, folder), snapshot(folder.parent)
        assert len(edit.difference.of("retired")) == 2
        with pytest.raises(TaxonomyError, match=r"would retire 2 of 11 concepts.*--force"):
            apply_edit(edit, folder)
        assert snapshot(folder.parent) == before
        apply_edit(edit, folder, force=True)
        assert [gone.slug for gone in build(read_source(folder)).retired] == ["skill-9", "role-2"]

    def test_a_tenth_or_less_retires_without(self, book, folder):
        retire(book, "skill-9")
        apply_edit(edit_of(book, folder), folder)
        assert [gone.slug for gone in build(read_source(folder)).retired] == ["skill-9"]

    @pytest.mark.parametrize(("name", "call"), [("write_text", 3), ("rename", 1), ("rename", 2)])
    def test_a_folder_that_cannot_be_written_is_as_it_was(
        self, book, folder, snapshot, monkeypatch, name, call
    ):
        book.change("skills", "skill-4", theme="ai")
        edit, before = edit_of(book, folder), snapshot(folder.parent)
        real, calls = getattr(Path, name), []

        def failing(*args, **kwargs):
            calls.append(args)
            if len(calls) == call:
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(Path, name, failing)
            with pytest.raises(TaxonomyError, match=r"\(Permission denied\); nothing was changed"):
                apply_edit(edit, folder)
        assert snapshot(folder.parent) == before

    def test_an_edit_cannot_be_changed_between_seeing_and_applying(self, book, folder):
        with pytest.raises(dataclasses.FrozenInstanceError):
            edit_of(book, folder).problems = ()


class TestEditions:
    def stale(self, book, folder):
        """The workbook after a colleague's edit was applied."""
        book.change("skills", "skill-4", label_en="Fourth skill")
        applied(book, folder)
        return book

    def test_a_workbook_of_an_older_edition_is_refused(self, book, folder, snapshot):
        self.stale(book, folder)
        before = snapshot(folder)
        with pytest.raises(
            TaxonomyError, match=r"from edition 1, and the taxonomy is at 2027\.01; .*--force"
        ):
            edit_of(book, folder)
        assert snapshot(folder) == before

    def test_one_that_does_not_name_its_edition_is_refused(self, book, folder):
        book.drop("uitleg - guide")
        with pytest.raises(TaxonomyError, match="from an edition it does not name"):
            edit_of(book, folder)

    def test_force_reads_it_all_the_same(self, book, folder):
        self.stale(book, folder).drop("uitleg - guide")
        edit = read_edit(book.path, folder, today=DAY, force=True)
        assert changes(edit) == []

    def test_a_new_row_that_comes_again_keeps_the_number_it_was_given(self, book, folder):
        book.copy_row(
            "skills", "skill-4", slug=None, notation=None, label_nl="Drones besturen",
            label_en="Flying drones", synonyms_nl="a\nb", synonyms_en="a\nb",
        )  # fmt: skip
        taxonomy, _ = applied(book, folder)
        assert taxonomy.skill("flying-drones").notation == "data-10"
        again = read_edit(book.path, folder, today=DAY, force=True)
        assert changes(again) == []


class TestEverythingAtOnce:
    def test_what_cannot_be_read_and_what_breaks_a_rule_are_told_together(self, book, folder):
        role = book.add("requirements", role="role-7", skill="skill-1", level=1, essential="yes")
        theme = book.change("skills", "skill-4", theme="film")
        tasks = book.change("roles", "role-2", tasks_nl="Je maakt elke dag een plan.")
        found = edit_of(book, folder).problems
        assert [(p.file, p.line, p.rule) for p in found] == [
            ("sheet requirements", role, "sheets_are_readable"),
            ("sheet roles", tasks, "sheets_are_readable"),
            ("sheet skills", theme, "groups_are_known"),
        ]

    def test_an_overwritten_slug_is_one_report(self, book, folder):
        row = book.change("skills", "skill-2", slug="something-else")
        [problem] = edit_of(book, folder).problems
        assert (problem.line, problem.rule) == (row, "slugs_are_stable")


class TestNextVersion:
    @pytest.mark.parametrize(
        ("version", "after"),
        [
            ("1", "2027.01"),
            ("2026.11", "2027.01"),
            ("2026.11.4", "2027.01"),
            ("2027.01", "2027.01.1"),
            ("2027.01.1", "2027.01.2"),
            ("2027.01.9", "2027.01.10"),
            ("2027.01-draft", "2027.01"),
            ("2027.01.x", "2027.01"),
        ],
    )
    def test_it_is_the_month_and_then_a_counter(self, version, after):
        assert next_version(version, DAY) == after

    def test_two_edits_in_a_month_have_two_versions(self, book, folder):
        for label, version in (("One", "2027.01"), ("Two", "2027.01.1"), ("Three", "2027.01.2")):
            fresh_workbook(folder, book.path)
            book.change("skills", "skill-4", label_en=label)
            taxonomy, _ = applied(book, folder)
            assert taxonomy.version == version


class TestRenewingByHand:
    def test_a_sound_folder_keeps_its_register(self, folder, snapshot):
        before = snapshot(folder)
        assert renew_register(folder, today=DAY) == (0, 0)
        assert snapshot(folder) == before

    def test_a_folder_without_one_gets_one(self, folder, snapshot):
        before = snapshot(folder)
        (folder / "register.csv").unlink()
        assert renew_register(folder, today=DAY) == (11, 0)
        assert snapshot(folder) == before

    def test_a_new_skill_gets_a_row_and_a_removed_one_a_tombstone(self, folder):
        path = folder / "skills" / "data.yaml"
        text = path.read_text(encoding="utf-8").replace("slug: skill-9", "slug: skill-ten")
        path.write_text(text.replace("data-09", "data-10"), encoding="utf-8")
        assert renew_register(folder, today=DAY) == (1, 1)
        lines = {r.slug: r for r in read_register(folder / "register.csv") if r.kind == "skill"}
        assert (lines["skill-9"].row, lines["skill-9"].retired_on) == ("8", DAY)
        assert (lines["skill-ten"].row, lines["skill-ten"].notation) == ("9", "data-10")
        assert (lines["skill-9"].label_nl, lines["skill-9"].label_en) == (
            "Vaardigheid 9",
            "Skill 9",
        )
        assert [p for p in check_taxonomy(folder) if p.rule == "rows_are_stable"] == []

    @pytest.mark.parametrize(
        ("file", "content"),
        [("register.csv", "slug\n"), ("skills/data.yaml", "skills: ["), ("taxonomy.yaml", None)],
    )
    def test_a_folder_that_cannot_be_read_is_left_alone(self, folder, snapshot, file, content):
        if content is None:
            (folder / file).unlink()
        else:
            (folder / file).write_text(content, encoding="utf-8")
        before = snapshot(folder)
        with pytest.raises(TaxonomyError, match=rf"^{file}:\d+: "):
            renew_register(folder, today=DAY)
        assert snapshot(folder) == before

    def test_a_register_with_a_row_that_is_no_number_is_for_the_rules(self, folder):
        path = folder / "register.csv"
        text = path.read_text(encoding="utf-8").replace("skill,3,", "skill,three,")
        path.write_text(text, encoding="utf-8")
        renew_register(folder, today=DAY)
        assert any("Row 'three'" in problem.reason for problem in check_taxonomy(folder))
