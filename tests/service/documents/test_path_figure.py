"""The line of a printed plan: places from the advice, and labels that never meet."""

from itertools import pairwise
from pathlib import Path

import pytest

from recommender import SelfScan, read_self_scan
from recommender.plan_line import PlanEdit
from service.documents.path_figure import path_figure
from service.web.plan_view import weeks_of

EXAMPLES = Path(__file__).parents[3] / "examples" / "self_scans"
ONE_LINE = 0.11
"""Share of the height that a line of small type takes."""


class TestTheCourses:
    @pytest.fixture
    def figure(self, advised, wording):
        return path_figure(advised(), wording)

    def test_lie_in_order_of_time_and_rise_from_nothing_to_the_goal(self, figure):
        assert len(figure.legs) > 1
        for before, after in pairwise(figure.legs):
            assert 0 <= before.begin < before.end <= after.begin < after.end < 1
            assert before.high == after.low
        assert figure.legs[0].low == 0
        assert figure.legs[-1].high == pytest.approx(1)

    def test_carry_weeks_hours_and_cost(self, figure, advised, wording):
        for leg, step in zip(figure.legs, advised().path.steps, strict=True):
            assert wording.length(step.course) in leg.label
            assert wording.own_cost(step.cost) in leg.label
            assert leg.label.startswith(wording.weeks(weeks_of(step.run)))

    def test_leave_a_line_of_text_between_their_middles(self, recommender, wording, today):
        scan = SelfScan(role="journalist", target_roles=("data-journalist",), budget=5000, weeks=52)
        legs = path_figure(recommender.advise(scan, today=today), wording).legs
        middles = [(leg.low + leg.high) / 2 for leg in legs]
        assert len(legs) > 1
        assert all(b - a > ONE_LINE for a, b in pairwise(middles))

    def test_say_in_words_what_they_bring_together(self, figure, advised, wording):
        assert wording.share(advised().path.gap_closed) in figure.says


class TestStepsWithoutACourse:
    @pytest.fixture
    def advice(self, recommender, today):
        path = EXAMPLES / "unserved-wish.json"
        return recommender.advise(read_self_scan(path), today=today)

    def test_are_drawn_by_their_days_and_carry_their_hours(self, advice, wording):
        figure = path_figure(advice, wording)
        assert not advice.path.steps
        assert [leg.label for leg in figure.legs] == [
            wording.hours(beyond.step.hours) for beyond in advice.plan.beyond
        ]
        assert [leg.number for leg in figure.legs] == [0] * len(figure.legs)
        assert 0 < figure.legs[0].end < figure.legs[-1].end < 1
        assert len(figure.ticks) == len(figure.legs)

    def test_that_are_done_are_drawn_no_more(self, advice, recommender, wording, today):
        done = [PlanEdit(line=line.id, done=today) for line in advice.plan.lines.shown]
        scan = advice.scan.model_copy(update={"edits": tuple(done)})
        assert path_figure(recommender.advise(scan, today=today), wording) is None
