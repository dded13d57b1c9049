"""The pictures of roles: every label whole, in the box and clear of the others."""

import pytest

from recommender.role_map import role_map
from service.web.role_picture import MAP_HEIGHT, MAP_WIDTH, draw_map, draw_near, wrap
from skills_taxonomy import LANGUAGES

MAP = 6.5, 15.0
"""Width of a letter and height of a line on the map, in its units."""

NEAR = 7.4, 17.0
"""The same around one role."""

MARGIN = 27
"""Units beside a picture that a page of 390 px has to spare."""


def box(node, letters):
    letter, line = letters
    width = max(map(len, node.lines)) * letter
    left = {"start": 0.0, "middle": width / 2, "end": width}[node.anchor]
    top = node.label_y - 12
    return node.label_x - left, top, node.label_x - left + width, top + line * len(node.lines)


def overlapping(nodes, letters=MAP):
    boxes = [box(node, letters) for node in nodes]
    return [
        (a.slug, b.slug)
        for n, (a, first) in enumerate(zip(nodes, boxes, strict=True))
        for b, second in list(zip(nodes, boxes, strict=True))[n + 1 :]
        if first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    ]


class TestWrap:
    @pytest.mark.parametrize(
        ("label", "lines"),
        [
            ("Journalist", ("Journalist",)),
            ("Cameraman/-vrouw", ("Cameraman/-vrouw",)),
            ("Line / production manager", ("Line / production", "manager")),
            ("Herkomst- en AI-labelspecialist", ("Herkomst- en AI-", "labelspecialist")),
        ],
    )
    def test_breaks_where_a_reader_would(self, label, lines):
        assert wrap(label) == lines

    def test_breaks_a_compound_at_its_joint_and_no_other_word(self):
        assert wrap("Duurzaamheidscoördinator", 16) == ("Duurzaamheids-", "coördinator")
        assert wrap("Mediadocumentalist/-archivaris", 14) == (
            "Media-",
            "documentalist/",
            "-archivaris",
        )
        assert wrap("Cameraman/-vrouw", 14) == ("Cameraman/", "-vrouw")
        assert wrap("Programmaresearcher", 16) == ("Programma-", "researcher")
        assert wrap("Onafscheidelijkheid", 16) == ("Onafscheidelijkheid",)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_loses_no_letter_of_any_role(self, taxonomy, language):
        def bare(text):
            return "".join(text.split()).replace("-", "")

        for role in taxonomy.roles.values():
            label = role.label[language]
            assert bare("".join(wrap(label))) == bare(label)


@pytest.mark.parametrize("language", LANGUAGES)
class TestTheMap:
    def test_has_every_role_once(self, taxonomy, language):
        nodes = draw_map(taxonomy, language).nodes
        assert sorted(node.slug for node in nodes) == sorted(taxonomy.roles)

    def test_labels_do_not_overlap(self, taxonomy, language):
        assert overlapping(draw_map(taxonomy, language).nodes) == []

    def test_labels_stay_in_the_box(self, taxonomy, language):
        for node in draw_map(taxonomy, language).nodes:
            left, top, right, bottom = box(node, MAP)
            assert left >= 0, node.slug
            assert right <= MAP_WIDTH, node.slug
            assert top >= 0, node.slug
            assert bottom <= MAP_HEIGHT, node.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_neighbours_of_no_role_overlap_and_the_nearest_stands_nearest(taxonomy, language):
    for slug in taxonomy.roles:
        near = role_map(taxonomy).nearest(slug, 8)
        picture = draw_near(slug, near, taxonomy, language)
        middle, *others = picture.nodes
        assert middle.slug == slug
        assert {node.slug for node in others} == {other for other, _ in near}
        assert overlapping(others, NEAR) == [], slug
        for node in others:
            left, _, right, _ = box(node, NEAR)
            assert left > -MARGIN, (slug, node.slug)
            assert right < picture.width + MARGIN, (slug, node.slug)

        def reach(node, middle=middle):
            return (((node.x - middle.x) / 0.55) ** 2 + (node.y - middle.y) ** 2) ** 0.5

        assert min(others, key=reach).slug == near[0][0]
