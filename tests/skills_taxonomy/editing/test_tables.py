"""The taxonomy as tables and back: nothing is lost, and an empty cell is filled in."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skills_taxonomy.checks import check_source
from skills_taxonomy.editing import write_entries
from skills_taxonomy.editing.tables import (
    SHEETS,
    Tables,
    columns_missing,
    slug_of,
    source_of,
    tables_of,
)

DAY = dt.date(2027, 1, 4)

SIGNS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(SIGNS, min_size=1, max_size=60).filter(str.strip)
ONE_LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";"), min_size=1, max_size=60
).filter(str.strip)


def written(source):
    """Both kinds as the text of a file."""
    return [
        write_entries("skill", "data", list(source.skills)),
        write_entries("role", "creation", list(source.roles)),
    ]


def edited(tables, sheet, number, **cells):
    """Tables with other values in one row."""
    rows = {
        name: [(n, {**row, **(cells if (name, n) == (sheet, number) else {})}) for n, row in found]
        for name, found in tables.rows.items()
    }
    return Tables(rows, list(tables.problems))


def with_row(tables, sheet, **cells):
    """Tables with a row more at the end of a sheet."""
    last = max((n for n, _ in tables.rows[sheet]), default=1)
    return Tables({**tables.rows, sheet: [*tables.rows[sheet], (last + 1, cells)]})


def reasons(source):
    return [str(problem) for problem in source.unreadable]


class TestRoundTrip:
    def test_the_tables_of_a_taxonomy_describe_that_taxonomy(self, small_source):
        again = source_of(tables_of(small_source), small_source, today=DAY)
        assert again.unreadable == ()
        assert check_source(again) == []
        assert written(again) == written(small_source)
        assert again.register == small_source.register

    @given(text=TEXTS, label=ONE_LINE, synonym=ONE_LINE, task=ONE_LINE)
    @example(text="=1+1", label="=A1", synonym="+31", task="@SUM(A1)")
    @example(text="\"a\", 'b'", label="'", synonym='"', task="#REF!")
    @example(text="\n een \n\n twee \n", label=" a ", synonym="\tb", task=" c\t")
    @example(text="👩\u200d🎤", label="é", synonym="ñ, ö", task="a; b")
    def test_any_text_comes_back_without_the_space_around_it(
        self, small_source, text, label, synonym, task
    ):
        source = copy.deepcopy(small_source)
        skill, role = source.skills[4], source.roles[0]
        skill["definition"]["nl"] = skill["anchors"]["2"]["en"] = role["changes"]["nl"] = text
        skill["label"]["en"] = role["outlook"]["source"]["nl"] = label
        skill["synonyms"]["nl"][1] = role["synonyms"]["en"][0] = synonym
        role["tasks"][1]["nl"] = task
        again = source_of(tables_of(source), source, today=DAY)
        assert again.unreadable == ()
        assert written(again) == written(source)

    @settings(max_examples=30)
    @given(st.randoms(use_true_random=False))
    def test_a_sheet_that_was_sorted_changes_nothing(self, small_source, random):
        tables = tables_of(small_source)
        for sheet, rows in tables.rows.items():
            values = [row for _, row in rows]
            random.shuffle(values)
            tables.rows[sheet] = list(enumerate(values, 2))
        again = source_of(tables, small_source, today=DAY)
        assert written(again) == written(small_source)
        assert again.register == small_source.register

    def test_empty_rows_are_passed_over(self, small_source):
        tables = tables_of(small_source)
        for sheet in SHEETS:
            tables = with_row(tables, sheet, slug=None, label_en="  ", role="")
        again = source_of(tables, small_source, today=DAY)
        assert again.unreadable == ()
        assert written(again) == written(small_source)

    def test_an_entry_knows_its_sheet_and_row(self, small_source):
        again = source_of(tables_of(small_source), small_source, today=DAY)
        assert [(s.file, s.line) for s in again.skills][:2] == [
            ("sheet skills", 2),
            ("sheet skills", 3),
        ]
        role = again.roles[1]
        assert (role.file, role.line_of("outlook", "trend")) == ("sheet roles", 3)
        # The rows of other sheets, where nine skills and one role go before.
        assert (role["esco"][0].file, role["esco"][0].line) == ("sheet esco", 12)
        assert role.place_of("requirements", "optional", "skill-9") == ("sheet requirements", 19)
        assert role.place_of("requirements") == ("sheet roles", 3)


class TestCells:
    @pytest.mark.parametrize("yes", ["yes", "Ja", " J ", "x", "TRUE", True, 1, 1.0, "waar"])
    def test_yes_is_said_in_many_ways(self, small_source, yes):
        tables = edited(tables_of(small_source), "skills", 2, entry=yes, prerequisites=None)
        assert source_of(tables, small_source, today=DAY).skills[0]["entry"] is True

    @pytest.mark.parametrize("no", ["no", "Nee", "", None, False, 0, "onwaar"])
    def test_and_so_is_no(self, small_source, no):
        tables = edited(tables_of(small_source), "skills", 3, entry=no, prerequisites="skill-3")
        assert "entry" not in source_of(tables, small_source, today=DAY).skills[1]

    @pytest.mark.parametrize(
        ("sheet", "column"), [("skills", "entry"), ("requirements", "essential")]
    )
    def test_anything_else_is_neither(self, small_source, sheet, column):
        tables = edited(tables_of(small_source), sheet, 4, **{column: "maybe"})
        assert reasons(source_of(tables, small_source, today=DAY)) == [
            f"sheet {sheet}:4: 'maybe' in column '{column}' must be yes or no."
        ]

    @pytest.mark.parametrize("cell", ["a\nb", "a; b", " a \n\n b ", "a;b;", "a\r\nb"])
    def test_names_stand_each_on_a_line(self, small_source, cell):
        tables = edited(tables_of(small_source), "skills", 2, synonyms_nl=cell)
        source = source_of(tables, small_source, today=DAY)
        assert source.skills[0]["synonyms"]["nl"] == ["a", "b"]

    @pytest.mark.parametrize("cell", ["skill-2\nskill-3", "skill-2, skill-3", "skill-2;skill-3"])
    def test_prerequisites_may_be_parted_by_any_sign(self, small_source, cell):
        tables = edited(tables_of(small_source), "skills", 2, prerequisites=cell)
        source = source_of(tables, small_source, today=DAY)
        assert source.skills[0]["prerequisites"] == ["skill-2", "skill-3"]

    @pytest.mark.parametrize(
        "cell", [dt.date(2027, 2, 1), dt.datetime(2027, 2, 1, 12, 30), "2027-02-01", " 2027-02-01 "]
    )
    def test_a_day_may_be_typed_or_chosen(self, small_source, cell):
        tables = edited(tables_of(small_source), "roles", 2, date=cell)
        source = source_of(tables, small_source, today=DAY)
        assert source.roles[0]["outlook"]["date"] == dt.date(2027, 2, 1)

    @pytest.mark.parametrize("cell", ["1-2-2027", "soon", 2027, None])
    def test_another_day_is_reported_at_its_row(self, small_source, cell):
        tables = edited(tables_of(small_source), "roles", 3, date=cell)
        [problem] = check_source(source_of(tables, small_source, today=DAY))
        assert str(problem).startswith("sheet roles:3: The outlook of role 'role-2' has no date")

    @pytest.mark.parametrize("cell", [3, 3.0, "3", " 3 "])
    def test_a_level_may_be_a_number_or_a_text(self, small_source, cell):
        tables = edited(tables_of(small_source), "requirements", 2, level=cell)
        source = source_of(tables, small_source, today=DAY)
        assert source.roles[0]["requirements"]["essential"]["skill-1"] == 3

    @pytest.mark.parametrize("cell", [4, 2.5, "two", "²", None, "-1"])
    def test_another_level_is_reported_at_its_row(self, small_source, cell):
        tables = edited(tables_of(small_source), "requirements", 2, level=cell)
        [problem] = check_source(source_of(tables, small_source, today=DAY))
        assert str(problem).startswith("sheet requirements:2: Level ")

    def test_a_number_in_a_cell_of_text_is_a_text(self, small_source):
        tables = edited(tables_of(small_source), "skills", 2, label_en=2027, synonyms_en=360.0)
        skill = source_of(tables, small_source, today=DAY).skills[0]
        assert (skill["label"]["en"], skill["synonyms"]["en"]) == ("2027", ["360"])


class TestNewConcepts:
    def new_skill(self, source, **cells):
        row = dict(tables_of(source).rows["skills"][1][1])
        row |= {"slug": "", "notation": "", "label_en": "Flying a drone!", "label_nl": "Vliegen"}
        return with_row(tables_of(source), "skills", **(row | cells))

    def test_an_empty_slug_and_notation_are_filled_in(self, small_source):
        source = source_of(self.new_skill(small_source), small_source, today=DAY)
        skill = source.skills[-1]
        assert (skill["slug"], skill["notation"]) == ("flying-a-drone", "data-10")
        assert [line.row for line in source.register if line.slug == "flying-a-drone"] == ["9"]

    def test_a_notation_counts_on_within_its_theme(self, small_source):
        source = source_of(self.new_skill(small_source, theme="ai"), small_source, today=DAY)
        assert source.skills[-1]["notation"] == "ai-01"

    def test_a_role_gets_the_next_number(self, small_source):
        row = dict(tables_of(small_source).rows["roles"][0][1])
        row |= {"slug": None, "notation": None, "label_en": "Pilot", "label_nl": "Piloot"}
        tables = with_row(tables_of(small_source), "roles", **row)
        role = source_of(tables, small_source, today=DAY).roles[-1]
        assert (role["slug"], role["notation"]) == ("pilot", "R03")

    def test_two_new_ones_get_two_numbers(self, small_source):
        tables = self.new_skill(small_source)
        again = {**tables.rows["skills"][-1][1], "label_en": "Diving"}
        source = source_of(with_row(tables, "skills", **again), small_source, today=DAY)
        assert [s["notation"] for s in source.skills[-2:]] == ["data-10", "data-11"]

    def test_the_number_of_a_retired_concept_is_not_given_again(self, small_source):
        tables = self.new_skill(small_source)
        tables.rows["skills"] = [
            (n, row) for n, row in tables.rows["skills"] if row["slug"] != "skill-9"
        ]
        for sheet, column in (("requirements", "skill"), ("esco", "concept")):
            kept = [(n, row) for n, row in tables.rows[sheet] if row[column] != "skill-9"]
            tables.rows[sheet] = kept
        source = source_of(tables, small_source, today=DAY)
        assert source.unreadable == ()
        assert source.skills[-1]["notation"] == "data-10"
        assert [(r.slug, r.row, bool(r.retired)) for r in source.register if r.kind == "skill"][
            -2:
        ] == [("skill-9", "8", True), ("flying-a-drone", "9", False)]

    @pytest.mark.parametrize("label", ["", None, "日本語", "!?"])
    def test_without_an_english_label_there_is_no_slug(self, small_source, label):
        tables = self.new_skill(small_source, label_en=label)
        problems = check_source(source_of(tables, small_source, today=DAY))
        assert "sheet skills:11: skill '?' has no 'slug'; add it." in map(str, problems)

    @pytest.mark.parametrize(
        ("label", "slug"),
        [
            ("Flying a drone", "flying-a-drone"),
            ("Rights & IP", "rights-ip"),
            ("Café (two)", "cafe-two"),
            ("  A/B  ", "a-b"),
        ],
    )
    def test_a_slug_is_the_label_in_plain_letters(self, label, slug):
        assert slug_of(label) == slug

    @given(st.text())
    def test_a_slug_is_always_well_formed(self, label):
        parts = slug_of(label).split("-")
        assert all(part.isalnum() and part.isascii() and part.islower() for part in parts if not
                   part.isdigit()) or parts == [""]  # fmt: skip


class TestReported:
    def test_a_requirement_of_an_unknown_role(self, small_source):
        tables = edited(tables_of(small_source), "requirements", 5, role="role-9")
        assert reasons(source_of(tables, small_source, today=DAY)) == [
            "sheet requirements:5: There is no role 'role-9' in sheet roles; "
            "remove this row, or mend the name."
        ]

    def test_a_skill_that_a_role_asks_twice(self, small_source):
        row = {"role": "role-1", "skill": "skill-2", "level": 1, "essential": "yes"}
        tables = with_row(tables_of(small_source), "requirements", **row)
        assert reasons(source_of(tables, small_source, today=DAY)) == [
            "sheet requirements:20: Role 'role-1' asks 'skill-2' twice; keep one."
        ]

    @pytest.mark.parametrize(
        ("cells", "says"),
        [
            ({"kind": "tool"}, "'tool' is no kind; write skill or role."),
            ({"concept": "skill-99"}, "There is no skill 'skill-99' in sheet skills; remove"),
            ({"kind": "role"}, "There is no role 'skill-2' in sheet roles; remove"),
        ],
    )
    def test_a_link_of_nothing(self, small_source, cells, says):
        tables = edited(tables_of(small_source), "esco", 3, **cells)
        [reason] = reasons(source_of(tables, small_source, today=DAY))
        assert reason.startswith(f"sheet esco:3: {says}")

    @pytest.mark.parametrize(
        ("nl", "en", "says"),
        [
            ("Een", "One\nTwo", "1 tasks in Dutch and 2 in English"),
            (None, "One", "0 tasks in Dutch and 1 in English"),
        ],
    )
    def test_tasks_in_one_language_only(self, small_source, nl, en, says):
        tables = edited(tables_of(small_source), "roles", 3, tasks_nl=nl, tasks_en=en)
        [reason] = reasons(source_of(tables, small_source, today=DAY))
        assert reason.startswith(f"sheet roles:3: There are {says}")

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            (("skill", "skill-3", ""), "skill 'skill-3' is still in sheet skills"),
            (("role", "skill-3", ""), "There never was a role 'skill-3'"),
            (("", "role-9", ""), "There never was a concept 'role-9'"),
        ],
    )
    def test_a_tombstone_that_is_none(self, small_source, row, says):
        cells = dict(zip(SHEETS["retired"], row, strict=True))
        tables = with_row(tables_of(small_source), "retired", **cells)
        [reason] = reasons(source_of(tables, small_source, today=DAY))
        assert reason.startswith(f"sheet retired:2: {says}")

    @pytest.mark.parametrize("sheet", ["skills", "roles"])
    def test_a_sheet_from_which_everything_is_gone(self, small_source, sheet):
        tables = tables_of(small_source)
        tables.rows[sheet] = []
        found = reasons(source_of(tables, small_source, today=DAY))
        assert f"sheet {sheet}:1: There is no {sheet[:-1]} here; put the rows back." in found

    def test_while_something_is_unreadable_nothing_retires(self, small_source):
        tables = edited(tables_of(small_source), "requirements", 5, role="role-9")
        del tables.rows["skills"][8]
        source = source_of(tables, small_source, today=DAY)
        assert source.register == small_source.register

    def test_a_column_that_is_missing_is_named(self):
        heads = [*SHEETS["requirements"]]
        assert columns_missing("requirements", heads) == []
        assert columns_missing("requirements", [*heads[:2], "remark"]) == ["level", "essential"]
