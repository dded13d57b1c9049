"""The judged personas hang together, and what is no such folder is refused in one sentence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation import AdviceJudgements, agreement, read_judgements, weighted_kappa
from recommender.self_scan import SelfScan, check_concepts
from skills_taxonomy import KoersError

FOLDER = Path(__file__).parents[2] / "data" / "advice"
PASSES = ("first", "second", "settled")


@pytest.fixture(scope="module")
def judgements() -> AdviceJudgements:
    return read_judgements(FOLDER)


@pytest.fixture(scope="module")
def written() -> dict:
    """What judgements.json holds, as it stands there."""
    return json.loads((FOLDER / "judgements.json").read_text(encoding="utf-8"))


class TestThePersonas:
    def test_are_sixty_and_each_has_a_name_of_its_own(self, judgements):
        assert len({persona.id for persona in judgements.personas}) == 60

    def test_have_scans_of_which_the_taxonomy_knows_every_concept(self, judgements, taxonomy):
        for persona in judgements.personas:
            check_concepts(persona.scan, taxonomy)

    def test_are_spread_over_work_forms_and_goals(self, judgements):
        forms = Counter(persona.scan.work_form for persona in judgements.personas)
        goals = Counter(persona.scan.goal for persona in judgements.personas)
        assert min(forms["employed"], forms["freelance"]) >= 20
        assert min(forms["starting"], forms["between-jobs"]) >= 4
        assert set(goals) == {"deepen", "broaden", "move", "stay-healthy"}
        assert min(goals.values()) >= 8

    def test_are_spread_over_roles_years_and_regions(self, judgements):
        scans = [persona.scan for persona in judgements.personas]
        assert len({scan.role for scan in scans if scan.role}) >= 45
        assert any(scan.role is None for scan in scans)
        assert len({scan.region for scan in scans if scan.region}) >= 20
        years = [scan.years for scan in scans if scan.years is not None]
        assert min(years) <= 1
        assert max(years) >= 28

    def test_are_spread_over_limits(self, judgements):
        scans = [persona.scan for persona in judgements.personas]
        assert {scan.travel for scan in scans} == {"nearby", "country", "online"}
        assert {None, 0.0} < {scan.budget for scan in scans}
        assert any(scan.evenings_only for scan in scans)
        assert any(scan.languages == ("nl",) for scan in scans)

    def test_have_a_wish_in_other_words_exactly_where_they_have_one(self, judgements):
        for persona in judgements.personas:
            said = bool(persona.scan.wish.strip())
            others = (persona.wish_en, persona.wish_other, persona.wish_personal)
            assert [bool(wish.strip()) for wish in others] == [said] * 3, persona.id
            assert not said or persona.scan.wish not in others


class TestTheJudgements:
    def test_are_there_of_everybody_from_both_passes(self, judgements):
        ids = {persona.id for persona in judgements.personas}
        for passed in (judgements.settled, judgements.first, judgements.second):
            assert set(passed) == ids

    @pytest.mark.parametrize("passed", PASSES)
    def test_name_courses_of_the_demo_academy(self, written, recommender, passed):
        known = recommender.catalogue.courses.keys()
        for persona, judged in written[passed].items():
            named = set(judged["courses"]).union(*judged["plans"])
            assert named <= known, persona

    @pytest.mark.parametrize("passed", PASSES)
    def test_name_skills_of_the_taxonomy_as_first_steps(self, written, taxonomy, passed):
        for persona, judged in written[passed].items():
            assert set(judged["first_steps"]) <= taxonomy.skills.keys(), persona

    @pytest.mark.parametrize("passed", PASSES)
    def test_plan_one_to_three_courses_that_help_each_once(self, written, passed):
        for persona, judged in written[passed].items():
            for plan in judged["plans"]:
                assert len(plan) == len(set(plan)) <= 3, persona
                assert all(judged["courses"].get(course, 0) >= 1 for course in plan), persona

    def test_have_a_plan_for_everybody_if_only_an_empty_one(self, judgements):
        assert all(judged.plans for judged in judgements.settled.values())

    def test_are_settled_between_the_two_passes(self, judgements):
        for persona, judged in judgements.settled.items():
            one, other = judgements.first[persona], judgements.second[persona]
            assert judged.grades.keys() <= one.keys() | other.keys()
            for course in one.keys() | other.keys():
                low, high = sorted((one.get(course, 0), other.get(course, 0)))
                assert low <= judged.grades.get(course, 0) <= high, (persona, course)

    def test_say_how_they_came_about(self, written):
        assert "language model" in written["how"]
        assert "No person has confirmed" in written["how"]

    def test_agree_well_beyond_chance(self, judgements, recommender):
        figures = agreement(judgements, list(recommender.catalogue.courses))
        assert figures["kappa, all pairs"] > 0.6
        assert figures["both name"] > 0.5


class TestHalves:
    def test_hold_everybody_once_by_turns(self, judgements):
        one, other = (judgements.half(held_out=held_out) for held_out in (False, True))
        ids = [persona.id for persona in judgements.personas]
        assert [persona.id for persona in one.personas] == ids[::2]
        assert [persona.id for persona in other.personas] == ids[1::2]


def passes(one: Mapping[str, int], other: Mapping[str, int]) -> AdviceJudgements:
    """Two passes over one persona."""
    [persona] = read_judgements(FOLDER).personas[:1]
    return AdviceJudgements((persona,), {}, {persona.id: one}, {persona.id: other})


COURSES = [f"c{n}" for n in range(6)]
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)))
GRADES = st.dictionaries(st.sampled_from(COURSES), st.integers(1, 3))


class TestKappa:
    def test_of_a_small_example_by_hand(self):
        # Seen: one pair of four a grade apart. By chance 3 x 2 / 4 + 1 x 2 / 4 = 2 would be.
        assert weighted_kappa([(0, 0), (0, 0), (1, 1), (0, 1)]) == pytest.approx(1 - 1 / 2)

    def test_counts_two_grades_apart_four_times_as_much_as_one(self):
        # By chance half a pair each: 0 and 3 nine, 1 and 0 one, 1 and 3 four.
        assert weighted_kappa([(0, 0), (1, 3)]) == pytest.approx(1 - 4 / ((9 + 1 + 4) / 2))

    def test_is_nothing_when_one_knows_nothing_of_the_other(self):
        assert weighted_kappa([(0, 0), (0, 3), (3, 0), (3, 3)]) == pytest.approx(0.0)

    def test_is_less_than_nothing_when_they_contradict(self):
        assert weighted_kappa([(0, 3), (3, 0)]) == pytest.approx(-1.0)

    @pytest.mark.parametrize("pairs", [[], [(2, 2)], [(0, 0), (0, 0)]])
    def test_is_whole_when_there_is_nothing_to_differ_on(self, pairs):
        assert weighted_kappa(pairs) == 1.0

    @given(grades=st.lists(st.integers(0, 3)))
    def test_is_whole_for_equal_passes(self, grades):
        assert weighted_kappa(list(zip(grades, grades, strict=True))) == pytest.approx(1.0)

    @given(pairs=PAIRS)
    def test_does_not_ask_who_came_first(self, pairs):
        assert weighted_kappa([(b, a) for a, b in pairs]) == pytest.approx(weighted_kappa(pairs))


class TestAgreement:
    def test_of_equal_passes_is_whole(self):
        same = {"c0": 3, "c1": 2, "c2": 1}
        assert set(agreement(passes(same, same), COURSES).values()) == {1.0}

    def test_by_hand(self):
        figures = agreement(passes({"c0": 3, "c1": 1}, {"c0": 2, "c2": 3}), COURSES)
        assert figures["both name"] == pytest.approx(1 / 3)
        assert figures["first is good"] == pytest.approx(1 / 2)  # c0 is, c2 is not
        named = [(3, 2), (1, 0), (0, 3)]
        assert figures["kappa, named"] == pytest.approx(weighted_kappa(named))
        every = named + [(0, 0)] * 3
        assert figures["kappa, all pairs"] == pytest.approx(weighted_kappa(every))

    @given(one=GRADES, other=GRADES)
    def test_does_not_ask_who_came_first(self, one, other):
        there = agreement(passes(one, other), COURSES)
        assert agreement(passes(other, one), COURSES) == pytest.approx(there)


ROW = {
    "id": "p1",
    "story": {"nl": "Ik monteer.", "en": "I edit."},
    "scan": {"role": "video-editor", "wish": "kleur"},
    "wish_en": "colour",
    "wish_other": "beelden kleuren",
    "wish_personal": "Als man van 40 wil ik kleur",
}
PASS = {"courses": {"KA-101": 3}, "plans": [["KA-101"]], "first_steps": ["video-editing"]}
JUDGED = {"how": "by hand"} | {name: {"p1": deepcopy(PASS)} for name in PASSES}


def without(thing: dict, *path: str) -> dict:
    return changed(thing, *path)


def changed(thing: dict, *path: str, to: object = ...) -> dict:
    """A copy with one thing deep in it changed, or left out."""
    copy = deepcopy(thing)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if to is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return copy


def write(folder: Path, personas: object = (ROW,), judged: object = JUDGED) -> Path:
    for name, content in (("personas.json", personas), ("judgements.json", judged)):
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / name).write_bytes(text)
    return folder


class TestReading:
    def test_gives_persona_and_judgements(self, tmp_path):
        read = read_judgements(write(tmp_path))
        [persona] = read.personas
        assert persona.scan == SelfScan(role="video-editor", wish="kleur")
        assert (persona.wish_en, persona.wish_other) == ("colour", "beelden kleuren")
        assert read.settled["p1"].plans == (("KA-101",),)
        assert read.settled["p1"].first_steps == {"video-editing"}
        assert read.first["p1"] == read.settled["p1"].grades == {"KA-101": 3}

    @pytest.mark.parametrize(
        ("personas", "words"),
        [
            (b"", "no JSON"),
            (b"\xff\xfe", "no JSON"),
            (b"[" * 100_000, "no JSON"),
            ([], "1 or more"),
            ({}, "list"),
            (["p1"], "0"),
            *(([without(ROW, key)], f"0.{key}: this is missing") for key in ROW if key != "story"),
            ([changed(ROW, "id", to=1)], "0.id: this must be a text"),
            ([changed(ROW, "wish_en", to=None)], "0.wish_en: this must be a text"),
            ([changed(ROW, "scan", to=[])], "0.scan"),
            ([changed(ROW, "scan", "budget", to=-1)], "p1: budget: this must be 0.0 or more"),
            ([ROW, ROW], "p1 stands there twice"),
            ([ROW, changed(ROW, "id", to="p2")], "first lacks p2"),
        ],
    )
    def test_says_what_is_wrong_with_the_personas(self, tmp_path, personas, words):
        self.refused(write(tmp_path, personas=personas), words)

    @pytest.mark.parametrize(
        ("judged", "words"),
        [
            (b"{", "no JSON"),
            ([], "object"),
            (changed(JUDGED, "settled", to=[]), "settled"),
            *((without(JUDGED, name), f"{name}: this is missing") for name in PASSES),
            *((without(JUDGED, name, "p1"), f"{name} lacks p1") for name in PASSES),
            *(
                (without(JUDGED, "settled", "p1", key), f"settled.p1.{key}: this is missing")
                for key in PASS
            ),
            (without(JUDGED, "first", "p1", "courses"), "first.p1.courses: this is missing"),
            *(
                (changed(JUDGED, name, "p1", "courses", "KA-101", to=grade), "KA-101: this must")
                for name in PASSES
                for grade in (4, -1, 2.5, "3", True, None)
            ),
            (changed(JUDGED, "settled", "p1", "plans", to=["KA-101"]), "settled.p1.plans.0"),
            (changed(JUDGED, "settled", "p1", "first_steps", to="video"), "settled.p1.first_steps"),
        ],
    )
    def test_says_what_is_wrong_with_the_judgements(self, tmp_path, judged, words):
        self.refused(write(tmp_path, judged=judged), words)

    @pytest.mark.parametrize("name", ["personas.json", "judgements.json"])
    def test_names_a_file_that_is_not_there_or_a_folder(self, tmp_path, name):
        write(tmp_path)
        (tmp_path / name).unlink()
        self.refused(tmp_path, f"{name}' holds no judged personas (No such file or directory)")
        (tmp_path / name).mkdir()
        self.refused(tmp_path, f"{name}' holds no judged personas (Is a directory)")

    def refused(self, folder: Path, words: str) -> None:
        with pytest.raises(KoersError) as refusal:
            read_judgements(folder)
        said = str(refusal.value)
        assert words in said
        assert "--personas" in said
        assert said.endswith("tests/data/advice.")
        assert "\n" not in said
