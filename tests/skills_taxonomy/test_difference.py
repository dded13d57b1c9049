"""What changed between two editions: each sort of change once, and only that."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_taxonomy import WHATS, Names, Outlook, Requirement, Retired, Text, compare_editions


def edition(old, *, skills=None, roles=None, **other):
    """`old` with other skills or roles."""
    if skills is not None:
        other["skills"] = MappingProxyType({skill.slug: skill for skill in skills})
    if roles is not None:
        other["roles"] = MappingProxyType({role.slug: role for role in roles})
    return replace(old, **other)


def with_skill(old, slug, **fields):
    """`old` with one skill changed."""
    changed = (replace(s, **fields) if s.slug == slug else s for s in old.skills.values())
    return edition(old, skills=changed)


def with_role(old, slug, **fields):
    """`old` with one role changed."""
    changed = (replace(r, **fields) if r.slug == slug else r for r in old.roles.values())
    return edition(old, roles=changed)


def without_editing(old, replaced_by=None):
    """`old` after the skill `editing` retired."""
    gone = old.skill("editing")
    day = dt.date(2027, 1, 4)
    stone = Retired("skill", gone.slug, gone.notation, gone.label, day, replaced_by, gone.row)
    rest = (s for s in old.skills.values() if s is not gone)
    return edition(old, skills=rest, retired=(stone,))


def told(old, new):
    return [str(change) for change in compare_editions(old, new).changes]


class TestOneEdit:
    def test_an_edition_does_not_differ_from_itself(self, tiny_taxonomy):
        difference = compare_editions(tiny_taxonomy, tiny_taxonomy)
        assert not difference
        assert (difference.changes, difference.moved_rows) == ((), ())

    def test_something_new(self, tiny_taxonomy):
        fresh = replace(
            tiny_taxonomy.skill("filming"), slug="drones", label=Text("Drones", "Drones"), row=5
        )
        new = edition(tiny_taxonomy, skills=[*tiny_taxonomy.skills.values(), fresh])
        assert told(tiny_taxonomy, new) == ["added skill drones: Drones / Drones"]

    @pytest.mark.parametrize(
        ("use", "says"),
        [
            (None, "retired skill editing: Monteren / Editing"),
            ("filming", "retired skill editing: Monteren / Editing; use filming"),
        ],
    )
    def test_something_gone(self, tiny_taxonomy, use, says):
        assert told(tiny_taxonomy, without_editing(tiny_taxonomy, use)) == [says]

    def test_another_name(self, tiny_taxonomy):
        new = with_skill(tiny_taxonomy, "filming", label=Text("Draaien", "Filming"))
        assert told(tiny_taxonomy, new) == [
            "renamed skill filming: Filmen / Filming -> Draaien / Filming"
        ]

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("theme", "data", "theme av-technology -> data"),
            ("line", "career-development", "line media-craft -> career-development"),
        ],
    )
    def test_a_skill_in_another_place(self, tiny_taxonomy, field, value, says):
        new = with_skill(tiny_taxonomy, "filming", **{field: value})
        assert told(tiny_taxonomy, new) == [f"moved skill filming: {says}"]

    def test_a_role_in_another_place(self, tiny_taxonomy):
        new = with_role(tiny_taxonomy, "camera-operator", chain="support")
        assert told(tiny_taxonomy, new) == ["moved role camera-operator: chain creation -> support"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("notation", "other"),
            ("definition", Text("Anders.", "Otherwise.")),
            ("prerequisites", ()),
            ("synonyms", Names(nl=("snijden",))),
            ("anchors", {}),
            ("entry", True),
        ],
    )
    def test_another_field_of_a_skill(self, tiny_taxonomy, field, value):
        new = with_skill(tiny_taxonomy, "editing", **{field: value})
        assert told(tiny_taxonomy, new) == [f"changed skill editing: {field}"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("requirements", (Requirement("filming", 1, True),)),
            ("outlook", Outlook("growing", Text("Iemand", "Somebody"), dt.date(2027, 1, 1))),
            ("tasks", ()),
            ("changes", None),
        ],
    )
    def test_another_field_of_a_role(self, tiny_taxonomy, field, value):
        new = with_role(tiny_taxonomy, "camera-operator", **{field: value})
        assert told(tiny_taxonomy, new) == [f"changed role camera-operator: {field}"]

    def test_something_else_takes_the_place_of_what_is_gone(self, tiny_taxonomy):
        old = without_editing(tiny_taxonomy, "filming")
        new = without_editing(tiny_taxonomy, "charting")
        assert told(old, new) == ["changed skill editing: replaced by"]

    def test_another_row_is_a_warning_and_no_change(self, tiny_taxonomy):
        difference = compare_editions(tiny_taxonomy, with_skill(tiny_taxonomy, "editing", row=7))
        assert difference.changes == ()
        assert difference.moved_rows == ("skill editing",)

    def test_a_tombstone_keeps_the_row(self, tiny_taxonomy):
        assert compare_editions(tiny_taxonomy, without_editing(tiny_taxonomy)).moved_rows == ()


class TestSeveralEdits:
    def test_the_gravest_come_first_and_one_concept_may_change_in_many_ways(self, tiny_taxonomy):
        new = with_skill(
            without_editing(tiny_taxonomy),
            "filming",
            label=Text("Draaien", "Shooting"),
            theme="data",
            notation="other",
            definition=Text("Anders.", "Otherwise."),
        )
        fresh = replace(tiny_taxonomy.role("camera-operator"), slug="pilot", row=2)
        new = edition(new, roles=[*new.roles.values(), fresh], version="tiny-2")
        difference = compare_editions(tiny_taxonomy, new)
        assert [(c.what, c.kind, c.slug) for c in difference.changes] == [
            ("added", "role", "pilot"),
            ("retired", "skill", "editing"),
            ("renamed", "skill", "filming"),
            ("moved", "skill", "filming"),
            ("changed", "skill", "filming"),
        ]
        assert difference.of("changed")[0].detail == "notation, definition"
        assert (difference.old, difference.new) == ("tiny", "tiny-2")

    def test_as_plain_data_every_sort_is_there(self, tiny_taxonomy):
        plain = compare_editions(tiny_taxonomy, without_editing(tiny_taxonomy)).to_dict()
        assert json.loads(json.dumps(plain)) == plain
        assert list(plain) == ["old", "new", *WHATS, "moved_rows"]
        assert [row["slug"] for row in plain["retired"]] == ["editing"]
        assert all(plain[what] == [] for what in WHATS if what != "retired")

    @given(st.sets(st.sampled_from(["filming", "editing", "reading-data", "charting"])))
    def test_what_one_way_is_new_is_the_other_way_gone(self, tiny_taxonomy, fewer):
        rest = [s for s in tiny_taxonomy.skills.values() if s.slug not in fewer]
        new = edition(tiny_taxonomy, skills=rest)
        there, back = (
            compare_editions(tiny_taxonomy, new),
            compare_editions(new, tiny_taxonomy),
        )
        assert {change.slug for change in there.of("retired")} == fewer
        assert {change.slug for change in back.of("added")} == fewer
        assert len(there.changes) == len(back.changes) == len(fewer)
