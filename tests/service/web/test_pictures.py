"""The geometry of the pictures."""

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest

from recommender.gap import SkillGap, SkillGaps
from recommender.learning_path import LearningPath
from recommender.reason import ClosesGap
from service.web.pictures import HEIGHT, LEFT, RIGHT, WIDTH, draw_path, level_at

TODAY = dt.date(2027, 1, 4)
GAPS = SkillGaps((SkillGap("a", 0, 3, 1.0, ()),))


def path(*days):
    steps = tuple(
        SimpleNamespace(
            run=SimpleNamespace(
                start=TODAY + dt.timedelta(days=first), end=TODAY + dt.timedelta(days=last)
            ),
            gains=(ClosesGap("a", n, n + 1, 3),),
        )
        for n, (first, last) in enumerate(days)
    )
    return LearningPath(steps, Decimal(0), 0.0, 1.0, True, 1.0, 3)


class TestThePath:
    @pytest.mark.parametrize(
        "days",
        [
            [(3, 3)],
            [(-20, 30)],  # booked, and begun before today
            [(0, 170), (0, 170), (0, 170)],  # together
            [(3, 3), (4, 4), (5, 5)],
            [(170, 170), (171, 171), (172, 172)],
            [(3, 30), (31, 60), (100, 180)],
            [(3, 400)],
        ],
    )
    def test_stays_in_its_frame_runs_on_and_rises(self, days):
        picture = draw_path(path(*days), GAPS, TODAY)
        points = [float(n) for n in re.findall(r"[\d.]+", picture.way)]
        xs, ys = points[::2], points[1::2]
        assert xs == sorted(xs)
        assert ys == sorted(ys, reverse=True)
        assert 0 <= min(xs) <= max(xs) <= WIDTH
        assert 0 <= min(ys) <= max(ys) <= HEIGHT
        assert [leg.number for leg in picture.legs] == list(range(1, len(days) + 1))
        assert len(picture.ticks) <= 6


class TestALevel:
    def test_has_its_place_on_the_line(self):
        assert [level_at(0), level_at(3)] == [LEFT, RIGHT]
