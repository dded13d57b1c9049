"""The self-scan is where data comes in from outside: whatever it is, the answer is one sentence."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan, parse_self_scan, read_self_scan
from recommender.self_scan import check_concepts
from recommender.statement import STATEMENTS, of_facet
from skills_taxonomy import ScanError

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "self_scans").glob("*.json"))
ROLE = {"role": "journalist"}

BAD = [
    ("role", ""),
    ("role", 7),
    ("role", "x" * 81),
    ("role", ["journalist"]),
    ("years", -1),
    ("years", 61),
    ("years", "long"),
    ("years", math.inf),
    ("years", math.nan),
    ("goal", "rich"),
    ("goal", None),
    ("target_roles", "journalist"),
    ("target_roles", ["a", "b", "c", "d"]),
    ("target_roles", [""]),
    ("wish", "x" * 501),
    ("wish", None),
    ("ratings", {"interviewing": 4}),
    ("ratings", {"interviewing": -1}),
    ("ratings", {"interviewing": 1.5}),
    ("ratings", {"interviewing": "2"}),
    ("ratings", {"interviewing": True}),
    ("ratings", {"": 1}),
    ("ratings", ["interviewing"]),
    ("ratings", {f"skill-{n}": 1 for n in range(401)}),
    ("work_form", "boss"),
    ("region", "x" * 61),
    ("travel", "far"),
    ("evenings_only", "perhaps"),
    ("languages", []),
    ("languages", ["fr"]),
    ("languages", ["nl", "en", "nl"]),
    ("budget", -1),
    ("budget", math.inf),
    ("budget", math.nan),
    ("budget", 1_000_001),
    ("budget", "€ 100"),
    ("hours_per_week", -0.5),
    ("hours_per_week", 61),
    ("hours_per_week", math.nan),
    ("weeks", 0),
    ("weeks", 105),
    ("weeks", 2.5),
    ("weeks", 10**5000),
    ("support", "all"),
    ("obstacle", "everything"),
    ("energy", 0),
    ("energy", 6),
    ("energy", 2.5),
    ("statements", []),
    ("statements", None),
    ("statements", {"energy-left": 0}),
    ("statements", {"energy-left": 6}),
    ("statements", {"energy-left": 3.0}),
    ("statements", {"energy-left": True}),
    ("statements", {"energy-left": "3"}),
    ("statements", {"energy": 3}),
    ("statements", {"x" * 500: 3}),
    ("importance", 11),
    ("confidence", -1),
    ("readiness", 2.5),
    ("helper", "x" * 61),
    ("done", [1]),
    ("done", ["x"] * 201),
    ("dismissed", "KA-101"),
    ("interests", ["data", "ai", "immersive", "craft", "business"]),
    ("budget_period", "week"),
    ("deadline", "soon"),
    ("deadline", "2027-13-01"),
    ("deadline", 7),
    ("busy", [{"start": "2027-02-01"}]),
    ("busy", [{"start": "2027-02-02", "end": "2027-02-01"}]),
    ("busy", [{"start": "2027-02-01", "end": "2027-02-02", "why": "set"}]),
    ("busy", ["2027-02-01"]),
    ("busy", [{"start": "2027-02-01", "end": "2027-02-02"}] * 201),
    ("together", "perhaps"),
    ("booked", ["KA-101"]),
    ("booked", [{"course": ""}]),
    ("stopped", [{"course": "KA-101"}]),
    ("stopped", [{"course": "KA-101", "reason": "ill"}]),
    ("when", "x" * 201),
    ("then", "x" * 201),
    ("why_now", "x" * 301),
    ("age", 44),
    ("name", "Jo"),
]


def refused(data: object) -> str:
    with pytest.raises(ScanError) as caught:
        parse_self_scan(data)
    message = str(caught.value)
    assert message.endswith((".", "mend)")), message
    assert "\n" not in message
    assert len(message) < 300
    return message


class TestBadInput:
    @pytest.mark.parametrize(
        ("field", "value"), BAD, ids=[f"{f}-{type(v).__name__}-{i}" for i, (f, v) in enumerate(BAD)]
    )
    def test_one_sentence_names_the_field(self, field, value):
        assert refused(ROLE | {field: value}).startswith(field)

    def test_a_bad_rating_names_its_skill(self):
        assert refused({"ratings": {"interviewing": 9}}).startswith("ratings.interviewing:")

    def test_a_bad_choice_lists_what_is_possible(self):
        message = refused(ROLE | {"goal": "rich"})
        assert all(goal in message for goal in ("deepen", "broaden", "move", "stay-healthy"))
        assert "'rich'" in message

    def test_a_long_value_is_not_repeated_whole(self):
        assert "x" * 60 not in refused(ROLE | {"goal": "x" * 5000})

    def test_several_mistakes_are_counted(self):
        message = refused(ROLE | {"goal": "rich", "weeks": 0, "energy": 9})
        assert "2 more" in message

    @pytest.mark.parametrize("data", [None, [], "text", 7, [ROLE], True])
    def test_something_that_is_no_object_is_refused(self, data):
        assert "object" in refused(data)

    @pytest.mark.parametrize(
        "data",
        [{}, {"wish": "  "}, {"ratings": {"interviewing": 0}}, {"goal": "move", "budget": 100}],
    )
    def test_a_scan_that_says_nothing_is_refused(self, data):
        assert "empty" in refused(data)

    json_like = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=20)
        | st.sampled_from(["journalist", "nl", "move", "time"]),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=12,
    )

    @given(
        data=json_like
        | st.dictionaries(st.sampled_from(sorted(SelfScan.model_fields)), json_like, max_size=6)
    )
    def test_arbitrary_json_is_a_scan_or_a_scan_error(self, data):
        try:
            scan = parse_self_scan(data)
        except ScanError as error:
            assert str(error)
        else:
            assert parse_self_scan(scan.model_dump(mode="json")) == scan


class TestStatements:
    def test_one_that_is_not_there_is_named_with_a_near_one(self):
        message = refused(ROLE | {"statements": {"energy-lft": 3}})
        assert "'energy-lft'" in message
        assert "energy-left" in message

    def test_one_like_no_other_lists_all_there_are(self):
        message = refused(ROLE | {"statements": {"happiness": 3}})
        assert all(statement.id in message for statement in STATEMENTS)

    @pytest.mark.parametrize(
        ("answers", "vigour"),
        [((), None), ((4,), None), ((2, 3), 2), ((1, 2, 2), 2), ((4, 4, 5), 4), ((1, 1, 2), 1)],
        ids=str,
    )
    def test_about_energy_give_the_energy_that_was_not_told(self, answers, vigour):
        told = dict(zip(of_facet("energy"), answers, strict=False))
        assert parse_self_scan(ROLE | {"statements": told}).vigour == vigour

    def test_never_go_before_the_energy_that_was_told(self):
        told = dict.fromkeys(of_facet("energy"), 5)
        assert parse_self_scan(ROLE | {"statements": told, "energy": 2}).vigour == 2
        assert parse_self_scan(ROLE | {"energy": 4}).vigour == 4


class TestHindrance:
    def test_is_what_was_told(self):
        assert parse_self_scan(ROLE | {"obstacle": "money", "confidence": 0}).hindrance == "money"

    @pytest.mark.parametrize(
        ("confidence", "hindrance"), [(None, None), (0, "confidence"), (5, "confidence"), (6, None)]
    )
    def test_is_doubt_for_who_is_not_sure_and_told_nothing_else(self, confidence, hindrance):
        assert parse_self_scan(ROLE | {"confidence": confidence}).hindrance == hindrance


class TestGoodInput:
    @pytest.mark.parametrize(
        "data",
        [
            ROLE,
            {"target_roles": ["journalist"]},
            {"wish": "podcasts maken"},
            {"ratings": {"interviewing": 1}},
        ],
    )
    def test_one_thing_is_enough(self, data):
        assert parse_self_scan(data)

    def test_the_defaults_assume_nothing_of_a_person(self):
        scan = parse_self_scan(ROLE)
        assert scan.budget is None
        assert scan.energy is None
        assert scan.support == "unknown"
        assert set(scan.languages) == {"nl", "en"}

    def test_hours_that_were_not_said_count_as_four_and_none_as_none(self):
        assert parse_self_scan(ROLE).learning_hours == 4
        assert parse_self_scan(ROLE | {"hours_per_week": 0}).learning_hours == 0

    @pytest.mark.parametrize(
        ("field", "value"),
        [("years", 0), ("years", 60), ("budget", 0), ("weeks", 1), ("weeks", 104), ("energy", 5)],
    )
    def test_the_bounds_themselves_are_allowed(self, field, value):
        assert getattr(parse_self_scan(ROLE | {field: value}), field) == value


class TestReading:
    def test_a_file_is_read(self, tmp_path):
        path = tmp_path / "scan.json"
        path.write_text(json.dumps(ROLE | {"wish": "één podcast"}), encoding="utf-8")
        assert read_self_scan(path).wish == "één podcast"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "JSON"),
            (b'{"role": }', "line 1"),
            (b'{\n"role": "journalist",\n}', "line 3"),
            (b"[1, 2]", "object"),
            (b'{"role": "caf\xe9"}', "UTF-8"),
            (b"\xff\xfe{\x00}\x00", "UTF-8"),
            (b'{"weeks": ' + b"9" * 6000 + b"}", ""),
            (b'{"role": ' + b"[" * 200_000, "nested"),
            (b'{"budget": 1e999, "role": "journalist"}', "budget"),
            (b'{"goal": "rich", "role": "journalist"}', "goal"),
        ],
        ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else value,
    )
    def test_a_broken_file_is_one_sentence_with_its_name(self, tmp_path, content, words):
        path = tmp_path / "scan.json"
        path.write_bytes(content)
        with pytest.raises(ScanError) as caught:
            read_self_scan(path)
        message = str(caught.value)
        assert str(path) in message
        assert words in message
        assert "\n" not in message

    def test_a_missing_file_and_a_folder_are_told_apart(self, tmp_path):
        with pytest.raises(ScanError, match="no file"):
            read_self_scan(tmp_path / "nothing.json")
        with pytest.raises(ScanError, match="folder"):
            read_self_scan(tmp_path)

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
    def test_the_examples_are_scans_of_this_taxonomy(self, path, taxonomy):
        check_concepts(read_self_scan(path), taxonomy)


class TestConcepts:
    @pytest.mark.parametrize(
        ("data", "field", "meant"),
        [
            ({"role": "jurnalist"}, "role", "journalist"),
            ({"target_roles": ["journalist", "data-jurnalist"]}, "target_roles", "data-journalist"),
            ({"ratings": {"interviewing": 1, "video-edit": 2}}, "ratings", "video-editing"),
        ],
    )
    def test_an_unknown_slug_names_the_field_and_a_near_one(self, taxonomy, data, field, meant):
        with pytest.raises(ScanError) as caught:
            check_concepts(parse_self_scan(data), taxonomy)
        assert str(caught.value).startswith(f"{field}: ")
        assert meant in str(caught.value)
