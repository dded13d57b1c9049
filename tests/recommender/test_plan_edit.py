"""A line is changed, ticked, left out and put back, and nothing else of a scan is touched."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from recommender.plan_edit import add_own_step, edit_line
from recommender.plan_line import MOST_EDITS, MOST_OWN, PlanEdit
from skills_taxonomy import ScanError

DAY = dt.date(2027, 1, 4)
days = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))
changes = st.fixed_dictionaries(
    {},
    optional={
        "text": st.none() | st.text(min_size=1, max_size=20),
        "by": days,
        "done": days,
        "dropped": st.booleans(),
    },
)


@pytest.fixture
def scan(make_scan):
    made, _ = add_own_step(make_scan(wish="leren"), "Samira bellen", None)
    return made


class TestALine:
    def test_keeps_what_is_not_changed(self, scan):
        once = edit_line(scan, "beyond:x", text="Anders")
        twice = edit_line(once, "beyond:x", done=DAY)
        assert twice.edits == (PlanEdit(line="beyond:x", text="Anders", done=DAY),)

    def test_that_is_as_proposed_again_is_forgotten(self, scan):
        changed = edit_line(scan, "beyond:x", text="Anders", by=DAY)
        assert edit_line(changed, "beyond:x", text=None, by=None) == scan

    @given(st.lists(st.tuples(st.sampled_from(["first:a", "beyond:b", "own:1"]), changes)))
    def test_never_makes_a_scan_that_cannot_be_read(self, told):
        scan, _ = add_own_step(SelfScan(role="journalist"), "Samira bellen", None)
        for line, change in told:
            scan = edit_line(scan, line, **change)
        assert SelfScan.model_validate_json(scan.model_dump_json()) == scan
        assert len({edit.line for edit in scan.edits}) == len(scan.edits)

    def test_that_only_moved_gives_way_when_there_are_too_many(self, scan):
        scan = edit_line(scan, "beyond:moved", by=DAY)
        scan = edit_line(scan, "beyond:done", done=DAY)
        for number in range(MOST_EDITS):
            scan = edit_line(scan, f"beyond:{number}", text="Anders")
        assert len(scan.edits) == MOST_EDITS
        assert "beyond:moved" not in {edit.line for edit in scan.edits}


class TestAnOwnStep:
    def test_is_changed_ticked_and_deleted_in_its_own_place(self, scan):
        scan = edit_line(scan, "own:1", text="Samira mailen", by=DAY, done=DAY)
        [step] = scan.own_steps
        assert (step.text, step.by, step.done) == ("Samira mailen", DAY, DAY)
        assert scan.edits == ()
        assert edit_line(scan, "own:1", by=None, done=None).own_steps[0].by is None
        assert edit_line(scan, "own:1", dropped=True).own_steps == ()

    def test_keeps_its_words_when_there_are_no_others(self, scan):
        assert edit_line(scan, "own:1", text=None).own_steps == scan.own_steps

    def test_has_a_name_that_no_other_has(self, scan):
        scan, second = add_own_step(scan, "Twee", DAY)
        scan = edit_line(scan, "own:1", dropped=True)
        _, third = add_own_step(scan, "Drie", None)
        assert (second, third) == ("own:2", "own:3")

    def test_too_many_are_told_so(self, scan):
        for number in range(MOST_OWN - 1):
            scan, _ = add_own_step(scan, str(number), None)
        with pytest.raises(ScanError, match="20 own steps at most"):
            add_own_step(scan, "Nog een", None)
