"""The alternatives: each puts all courses in an order, the same one each time."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from recommender import SelfScan
from recommender.evaluation import Ordering, plain_systems, query_of, written_out

NAMES = ("popularity", "BM25", "dense similarity", "plain script")
EDITOR = SelfScan(
    role="video-editor",
    target_roles=("data-journalist",),
    wish="Verhalen vinden in cijfers",
    ratings={"video-editing": 3, "spreadsheet-analysis": 0},
    interests=("data",),
    why_now="Mijn programma stopt",
)
TIRED = SelfScan(role="camera-operator", wish="Beter slapen na nachtdiensten", goal="stay-healthy")


@pytest.fixture(scope="module")
def systems(recommender) -> Mapping[str, Ordering]:
    return plain_systems(recommender.catalogue, recommender.taxonomy, recommender.encoder)


def test_are_the_four_that_an_advice_has_to_beat(systems):
    assert tuple(systems) == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestEachOrdering:
    @pytest.mark.parametrize(
        "scan", [EDITOR, TIRED, SelfScan(role="sound-technician"), SelfScan(wish="??")]
    )
    def test_holds_every_course_once(self, systems, recommender, name, scan):
        assert sorted(systems[name](scan)) == sorted(recommender.catalogue.courses)

    def test_is_the_same_each_time_and_from_systems_made_anew(self, systems, recommender, name):
        anew = plain_systems(recommender.catalogue, recommender.taxonomy, recommender.encoder)
        assert systems[name](EDITOR) == systems[name](EDITOR) == anew[name](EDITOR)

    def test_is_another_for_another_person_unless_it_is_popularity(self, systems, name):
        assert (systems[name](EDITOR) == systems[name](TIRED)) == (name == "popularity")


@pytest.mark.parametrize("name", NAMES[1:])
def test_what_reads_the_wish_finds_a_course_for_it(systems, recommender, name):
    [first, *_] = systems[name](EDITOR)
    taught = {t.skill for t in recommender.catalogue.course(first).teaches}
    assert {recommender.taxonomy.skill(skill).theme for skill in taught} & {"data", "story"}


def test_popular_is_what_most_roles_ask(tiny_catalogue, tiny_taxonomy, fake_encoder):
    # Editing is asked by two roles and filming by one, all other skills taught by one.
    found = plain_systems(tiny_catalogue, tiny_taxonomy, fake_encoder)["popularity"](TIRED)
    assert found == ["edit-1", "read-1", "read-2", "chart-1"]


class TestTheTexts:
    def test_a_query_is_the_wish_and_then_the_roles_the_wished_one_first(self, taxonomy):
        wished, own = (taxonomy.role(s).label for s in ("data-journalist", "video-editor"))
        assert query_of(EDITOR, taxonomy) == f"{EDITOR.wish}. {wished.nl}. {own.nl}"
        assert query_of(EDITOR, taxonomy, "en") == f"{EDITOR.wish}. {wished.en}. {own.en}"

    def test_a_scan_written_out_tells_all_that_it_holds(self, taxonomy):
        text = written_out(EDITOR, taxonomy)
        assert text.startswith(query_of(EDITOR, taxonomy))
        assert EDITOR.why_now in text
        assert taxonomy.labels["themes"]["data"].nl in text
        for skill, level in EDITOR.ratings.items():
            named = taxonomy.labels["levels"][str(level)].nl
            assert f"{taxonomy.skill(skill).label.nl}: {named}" in text
