"""The roles around a person: as far as they lie, every label whole and clear of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from recommender.role_match import RoleMatch
from service.web.neighbourhood import neighbourhood, reach_of
from service.web.role_picture import NARROW
from service.web.visit import wording_in
from skills_taxonomy import LANGUAGES

LETTER, LINE = 7.4, 17.0
MARGIN = 27
"""Units beside the picture that a page of 390 px has to spare."""
DUTCH = wording_in("nl")


def matches_of(recommender, today, **scan):
    return recommender.advise(SelfScan(**scan), today=today, beside=False).matches.matches


def box(node):
    width = max(map(len, node.lines)) * LETTER
    left = node.label_x - {"start": 0.0, "middle": width / 2, "end": width}[node.anchor]
    top = node.label_y - 12
    return left, top, left + width, top + LINE * len(node.lines)


def overlapping(nodes):
    boxes = [(node.slug, box(node)) for node in nodes]
    return [
        (a, b)
        for n, (a, one) in enumerate(boxes)
        for b, other in boxes[n + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def reach(node, picture):
    return (((node.x - picture.x) / NARROW) ** 2 + (node.y - picture.y) ** 2) ** 0.5


class TestThePicture:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_room_for_every_label_whatever_the_role(self, recommender, today, language):
        w = wording_in(language)
        for role in recommender.taxonomy.roles:
            matches = matches_of(recommender, today, role=role, goal="move")
            picture = neighbourhood(matches, w)
            if picture is None:
                continue
            assert overlapping(picture.nodes) == [], role
            for node in picture.nodes:
                left, top, right, bottom = box(node)
                assert left > -MARGIN, (role, node.slug)
                assert right < picture.width + MARGIN, (role, node.slug)
                assert top >= 0, (role, node.slug)
                assert bottom <= picture.height + 4, (role, node.slug)

    def test_puts_who_brings_more_nearer(self, recommender, today):
        matches = matches_of(recommender, today, role="camera-operator", goal="move")
        picture = neighbourhood(matches, DUTCH)
        fits = {match.role: match.fit for match in matches}
        by_reach = sorted(picture.nodes, key=lambda node: reach(node, picture))
        assert [fits[node.slug] for node in by_reach] == sorted(fits.values(), reverse=True)[1:]

    def test_draws_a_line_to_the_role_that_somebody_would_like(self, recommender, today):
        wished = "remote-robotic-camera-operator"
        scan = {"role": "camera-operator", "goal": "move"}
        picture = neighbourhood(
            matches_of(recommender, today, **scan, target_roles=(wished,)), DUTCH
        )
        assert picture.goal == wished
        assert picture.way.startswith(f"M{picture.x:.1f} {picture.y:.1f}C")
        without = neighbourhood(matches_of(recommender, today, **scan), DUTCH)
        assert (without.goal, without.way) == ("", "")

    def test_names_the_bands_up_to_the_farthest_role(self):
        def says(*fits):
            roles = ("colourist", "animator", "producer")
            found = [
                RoleMatch(role, "nearby", fit, ()) for role, fit in zip(roles, fits, strict=False)
            ]
            return [band.says for band in neighbourhood(found, DUTCH).bands]

        assert says(0.9, 0.85) == ["bijna zover"]
        assert says(0.9, 0.6) == ["bijna zover", "dichtbij"]
        assert says(0.9, 0.1) == ["bijna zover", "dichtbij", "een echte stap", "nog een eind"]

    def test_stands_around_somebody_without_a_role_too(self):
        found = [RoleMatch(role, "nearby", 0.5, ()) for role in ("colourist", "animator")]
        assert neighbourhood(found, DUTCH).you == ("jij",)

    def test_is_not_there_for_one_role_alone(self):
        assert neighbourhood([RoleMatch("colourist", "nearby", 0.5, ())], DUTCH) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_of_a_role_is_never_farther(one, other):
    low, high = sorted((one, other))
    assert reach_of(high) <= reach_of(low)
    assert 40 < reach_of(high) <= reach_of(low) < 160
