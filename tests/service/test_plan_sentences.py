"""The sentences of a plan: own words read as a sentence, and every stop has one that is kind."""

from __future__ import annotations

from typing import get_args

import pytest

from recommender.action_plan import IfThen
from recommender.agenda import StopReason
from recommender.reason import AfterStopping
from recommender.self_scan import Obstacle
from service.wording import Wording


@pytest.fixture
def dutch(taxonomy):
    return Wording("nl", taxonomy)


class TestTheIfThen:
    @pytest.mark.parametrize(
        ("when", "then", "says"),
        [
            ("ik moe ben", "ga ik wandelen", "Als ik moe ben, dan ga ik wandelen."),
            ("Als ik moe ben,", "Dan ga ik wandelen.", "Als ik moe ben, dan ga ik wandelen."),
            ("Ik moe ben", "dan … ga ik wandelen", "Als ik moe ben, dan ga ik wandelen."),
            ("  als  ", "  ", "Als als, dan doe ik tien minuten en plan ik de rest."),
            ("danielle belt", "", "Als danielle belt, dan doe ik tien minuten en plan ik de rest."),
            ("alsmaar uitstel", "dansen", "Als alsmaar uitstel, dan dansen."),
        ],
    )
    def test_is_one_sentence_however_it_was_written(self, dutch, when, then, says):
        assert dutch.if_then(IfThen("time", None, 2.0, None, when, then)) == says

    def test_without_own_words_is_a_proposal_for_every_obstacle(self, dutch, taxonomy):
        english = Wording("en", taxonomy)
        for obstacle in get_args(Obstacle):
            proposal = IfThen(obstacle, "Cursus", 2.0, None)
            assert dutch.if_then(proposal).startswith("Als ")
            assert ", dan " in dutch.if_then(proposal)
            assert english.if_then(proposal).startswith("If ")
            assert ", then " in english.if_then(proposal)

    def test_keeps_our_moment_for_who_only_wrote_what_to_do(self, dutch):
        says = dutch.if_then(IfThen("energy", None, 2.0, None, "", "bel ik Sam"))
        assert says == "Als ik na een lange dag te moe ben, dan bel ik Sam."


class TestAStop:
    def test_has_a_sentence_of_its_own_for_every_reason_with_and_without_another_course(
        self, taxonomy
    ):
        for language in ("nl", "en"):
            w = Wording(language, taxonomy)
            said = [w.reason(AfterStopping("Cursus X", why, None)) for why in get_args(StopReason)]
            said += [
                w.reason(AfterStopping("Cursus X", why, "Cursus Y"))
                for why in ("too-hard", "too-easy", "too-dear", "no-time", "cancelled")
            ]
            assert len(set(said)) == len(said)
            assert all("Cursus X" in sentence for sentence in said)
            assert all("Cursus Y" in sentence for sentence in said[len(get_args(StopReason)) :])
            assert not any("!" in sentence or "{" in sentence for sentence in said)
