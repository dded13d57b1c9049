"""A row number is for good: whatever an editor adds, removes or reorders."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_taxonomy.concept import KINDS
from skills_taxonomy.register import COLUMNS, Registered, read_register, renew, write_register

DAY = dt.date(2027, 1, 4)
SLUGS = [f"skill-{n}" for n in range(8)]


def living(skills=(), roles=()):
    """The concepts of an edition, each with a notation made of its slug."""
    return {
        "skill": [{"slug": slug, "notation": slug.upper()} for slug in skills],
        "role": [{"slug": slug, "notation": slug.upper()} for slug in roles],
    }


def renewed(register, skills=(), roles=(), labels=None, today=DAY, **more):
    return renew(register, living(skills, roles), labels=labels or {}, today=today, **more)


def rows(register, kind="skill"):
    return {line.slug: line.row for line in register if line.kind == kind}


class TestRenewing:
    def test_new_concepts_get_the_next_rows_in_their_order(self):
        register = renewed((), ["b", "a"], ["z"])
        assert rows(register) == {"b": "0", "a": "1"}
        assert rows(register, "role") == {"z": "0"}

    def test_a_missing_concept_becomes_a_tombstone_with_its_labels(self):
        before = renewed((), ["a", "b"])
        gone, stays = renewed(before, ["b"], labels={("skill", "a"): {"nl": "De a", "en": "The a"}})
        assert (gone.slug, gone.row, gone.notation) == ("a", "0", "A")
        assert (gone.retired_on, gone.label_nl, gone.label_en) == (DAY, "De a", "The a")
        assert (stays.row, stays.retired, stays.retired_on) == ("1", "", None)

    def test_an_editor_may_say_what_takes_its_place(self):
        before = renewed((), ["a", "b"])
        gone, _ = renewed(before, ["b"], replaced_by={("skill", "a"): "b", ("role", "a"): "c"})
        assert gone.replaced_by == "b"

    def test_what_takes_its_place_may_be_named_anew_later(self):
        before = renewed((), ["a", "b", "c"])
        before = renewed(before, ["b", "c"], replaced_by={("skill", "a"): "b"})
        later = dt.date(2028, 1, 1)
        after = renewed(before, ["c"], today=later, replaced_by={("skill", "a"): "c"})
        assert [line.replaced_by for line in after] == ["c", "", ""]
        assert [line.retired_on for line in after] == [DAY, later, None]

    def test_a_tombstone_keeps_its_day(self):
        before = renewed(renewed((), ["a", "b"]), ["b"])
        assert renewed(before, ["b"], today=dt.date(2030, 1, 1)) == before

    def test_a_registered_notation_never_changes(self):
        [line] = renewed((Registered("skill", "0", "a", "old"),), ["a"])
        assert line.notation == "old"

    def test_a_line_without_a_notation_gets_it(self):
        [line] = renewed((Registered("skill", "0", "a", ""),), ["a"])
        assert line.notation == "A"

    def test_labels_are_noted_and_refreshed_and_stay_on_the_tombstone(self):
        register = ()
        for en in ("First", "Second"):
            entry = {"slug": "a", "notation": "A", "label": {"nl": "De a", "en": en}}
            register = renew(register, {"skill": [entry], "role": []}, labels={}, today=DAY)
            assert [(r.label_nl, r.label_en) for r in register] == [("De a", en)]
        [gone] = renewed(register)
        assert (gone.label_nl, gone.label_en, gone.retired_on) == ("De a", "Second", DAY)

    def test_a_label_that_is_no_label_leaves_what_was_noted(self):
        before = (Registered("skill", "0", "a", "A", label_nl="De a", label_en="The a"),)
        entry = {"slug": "a", "notation": "A", "label": "The a"}
        assert renew(before, {"skill": [entry], "role": []}, labels={}, today=DAY) == before

    def test_a_concept_that_returns_does_not_get_a_second_row(self):
        before = renewed(renewed((), ["a", "b"]), ["b"])
        assert rows(renewed(before, ["b", "a"])) == rows(before)

    def test_skills_and_roles_are_numbered_apart(self):
        register = renewed((), ["same"], ["same"])
        assert [(line.kind, line.row) for line in register] == [("skill", "0"), ("role", "0")]

    def test_a_line_that_was_taken_out_by_hand_frees_no_number(self):
        before = renewed((), ["a", "b", "c"])
        after = renewed((before[0], before[2]), ["a", "c", "d"])
        assert rows(after) == {"a": "0", "c": "2", "d": "3"}

    @pytest.mark.parametrize("row", ["", "x", "²", "-1"])
    def test_a_row_that_is_no_number_is_left_for_the_rules_to_report(self, row):
        broken = Registered("skill", row, "a", "A")
        assert rows(renewed((broken,), ["a", "b"])) == {"a": row, "b": "0"}

    @given(
        editions=st.lists(
            st.tuples(
                st.lists(st.sampled_from(SLUGS), unique=True),
                st.lists(st.sampled_from(SLUGS), unique=True),
            ),
            max_size=8,
        )
    )
    def test_no_row_number_ever_changes_or_is_used_again(self, editions):
        register = ()
        for skills, roles in editions:
            before, register = register, renewed(register, skills, roles)
            owners = {(line.kind, line.row): (line.slug, line.notation) for line in register}
            assert len(owners) == len(register)
            for line in before:
                assert owners[line.kind, line.row] == (line.slug, line.notation)
            for kind, here in zip(KINDS, (skills, roles), strict=True):
                of_kind = [line for line in register if line.kind == kind]
                assert [line.row for line in of_kind] == [str(n) for n in range(len(of_kind))]
                assert set(here) <= {line.slug for line in of_kind}
                assert {line.slug for line in of_kind if not line.retired} <= set(here)

    @given(
        kept=st.lists(st.integers(0, 30), unique=True, min_size=1),
        fresh=st.lists(st.sampled_from("abcdef"), unique=True, min_size=1),
    )
    def test_not_even_when_lines_were_taken_out_by_hand(self, kept, fresh):
        register = tuple(Registered("skill", str(n), f"s{n}", f"N{n}") for n in kept)
        after = renewed(register, [*(f"s{n}" for n in kept), *fresh])
        assert {line.slug: int(line.row) for line in after if line.slug[0] == "s"} == {
            f"s{n}": n for n in kept
        }
        assert [int(rows(after)[slug]) for slug in fresh] == [
            max(kept) + 1 + n for n in range(len(fresh))
        ]

    @given(st.lists(st.sampled_from(SLUGS), unique=True), st.randoms(use_true_random=False))
    def test_the_order_of_the_concepts_moves_nothing(self, skills, random):
        register = renewed((), skills)
        shuffled = list(skills)
        random.shuffle(shuffled)
        assert renewed(register, shuffled) == register


# A label is one line of text: the signs that end a line are no part of it.
one_line = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
texts = st.text(one_line, max_size=20).map(str.strip)


class TestTheFile:
    def test_it_reads_back_line_by_line(self, tmp_path):
        register = (
            Registered("skill", "0", "a", "A", line=2),
            Registered("skill", "1", "b", "B", "2027-01-04", "a", 'De "b"', "The b, so", line=3),
            Registered("role", "0", "a", "R01", line=4),
        )
        path = tmp_path / "register.csv"
        path.write_text(write_register(register), encoding="utf-8")
        assert read_register(path) == register

    @given(nl=texts, en=texts)
    def test_any_label_survives_it(self, tmp_path_factory, nl, en):
        line = Registered("skill", "0", "a", "A", "2027-01-04", "", nl, en)
        path = tmp_path_factory.mktemp("register") / "register.csv"
        path.write_bytes(write_register((line,)).encode())
        [read] = read_register(path)
        assert (read.label_nl, read.label_en) == (nl, en)

    def test_a_register_without_lines_is_a_heading(self):
        assert write_register(()) == ",".join(COLUMNS) + "\n"

    def test_other_columns_are_refused_with_those_it_should_have(self, tmp_path):
        path = tmp_path / "register.csv"
        path.write_text("kind,row\nskill,0\n", encoding="utf-8")
        with pytest.raises(ValueError, match="Its first line must be: kind,row,slug,notation"):
            read_register(path)

    def test_a_short_line_is_read_as_empty_cells(self, tmp_path):
        path = tmp_path / "register.csv"
        path.write_text(",".join(COLUMNS) + "\nskill,0,a\n", encoding="utf-8")
        assert read_register(path) == (Registered("skill", "0", "a", "", line=2),)

    @pytest.mark.parametrize("day", ["", "November", "2027-13-01", "04-01-2027"])
    def test_a_day_that_cannot_be_read_is_no_day(self, day):
        assert Registered("skill", "0", "a", "A", day).retired_on is None
