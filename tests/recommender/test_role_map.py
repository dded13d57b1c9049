"""Which roles lie close: the same map every time, symmetric where it should be, and sensible."""

import numpy as np
import pytest

from recommender.role_map import origins, role_map, transfer


@pytest.fixture(scope="module")
def whole(taxonomy):
    return role_map(taxonomy)


class TestLikeness:
    def test_is_symmetric_and_one_for_the_same_role(self, whole):
        assert np.allclose(whole.likeness, whole.likeness.T)
        assert np.allclose(np.diag(whole.likeness), 1.0)
        assert whole.likeness.min() >= 0.0
        assert whole.likeness.max() <= 1.0

    def test_after_three_only_roles_that_are_alike_are_neighbours(self, whole, taxonomy):
        """Otherwise a data journalist would be sent to sustainability for want of anything else."""
        for slug in taxonomy.roles:
            near = whole.nearest(slug, 8)
            assert 3 <= len(near) <= 8
            assert all(likeness >= 0.2 for _, likeness in near[3:])

    def test_a_role_is_not_its_own_neighbour(self, whole, taxonomy):
        for slug in taxonomy.roles:
            near = whole.nearest(slug, 8)
            assert slug not in [other for other, _ in near]
            assert [likeness for _, likeness in near] == sorted(
                (likeness for _, likeness in near), reverse=True
            )

    @pytest.mark.parametrize(
        ("role", "neighbours"),
        [
            ("camera-operator", {"remote-robotic-camera-operator", "lighting-technician"}),
            ("sound-technician", {"sound-designer", "radio-producer"}),
            ("subtitler", {"localisation-editor", "accessibility-editor"}),
        ],
    )
    def test_neighbours_are_those_that_a_practitioner_names(self, whole, role, neighbours):
        assert neighbours <= {slug for slug, _ in whole.nearest(role, 6)}


class TestPlaces:
    def test_all_roles_stand_within_the_square_and_apart(self, whole):
        assert whole.places.shape == (len(whole.slugs), 2)
        assert whole.places.min() >= 0.0
        assert whole.places.max() <= 1.0
        assert len({tuple(np.round(place, 6)) for place in whole.places}) == len(whole.slugs)

    def test_the_three_most_alike_stand_nearer_than_the_rest_for_nearly_every_role(self, whole):
        nearer = 0
        for n, slug in enumerate(whole.slugs):
            apart = np.linalg.norm(whole.places - whole.places[n], axis=1)
            close = [whole.slugs.index(other) for other, _ in whole.nearest(slug, 3)]
            rest = [m for m in range(len(whole.slugs)) if m != n and m not in close]
            nearer += apart[close].mean() < apart[rest].mean()
        assert nearer >= 0.95 * len(whole.slugs)

    def test_the_same_edition_gives_the_same_map(self, taxonomy, whole):
        again = role_map.__wrapped__(taxonomy)
        assert np.array_equal(again.places, whole.places)

    def test_two_roles_are_enough_for_a_map(self, tiny_taxonomy):
        assert role_map(tiny_taxonomy).places.shape == (2, 2)


class TestTransfer:
    def test_everything_carries_over_to_the_same_role_but_for_optional_halves(self, tiny_taxonomy):
        role = tiny_taxonomy.role("camera-operator")
        same = transfer(role, role, tiny_taxonomy)
        assert same.missing == ()
        assert 0.8 < same.share <= 1.0

    def test_says_what_carries_over_and_what_does_not(self, tiny_taxonomy):
        origin, target = (tiny_taxonomy.role(s) for s in ("camera-operator", "data-journalist"))
        carried = transfer(origin, target, tiny_taxonomy)
        assert {s.skill for s in carried.shared} == {"editing", "setting-boundaries"}
        assert set(carried.missing) == {"reading-data", "charting"}
        assert carried.missing[0] == "reading-data"
        assert 0.0 < carried.share < 0.5

    def test_shared_and_missing_make_up_the_whole_role(self, taxonomy):
        target = taxonomy.role("data-journalist")
        for origin in taxonomy.roles.values():
            carried = transfer(origin, target, taxonomy)
            named = {s.skill for s in carried.shared} | set(carried.missing)
            assert named == set(target.by_skill)
            assert 0.0 <= carried.share <= 1.0

    def test_has_a_direction(self, taxonomy):
        editor, colourist = taxonomy.role("video-editor"), taxonomy.role("colourist")
        there = transfer(editor, colourist, taxonomy).share
        back = transfer(colourist, editor, taxonomy).share
        assert there != back

    def test_origins_come_best_first_and_never_include_the_role(self, taxonomy):
        for role in taxonomy.roles.values():
            found = origins(role, taxonomy, 5)
            assert 3 <= len(found) <= 5
            assert all(t.share >= 0.2 for t in found[3:])
            assert [t.share for t in found] == sorted((t.share for t in found), reverse=True)
            assert role.slug not in [t.origin for t in found]
