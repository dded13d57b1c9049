"""One tree of errors, so every edge can catch the root."""

from __future__ import annotations

import pytest

import skills_taxonomy
from skills_taxonomy import KoersError, TaxonomyError, UnknownConcept


@pytest.mark.parametrize(
    "name", [n for n in skills_taxonomy.__all__ if n.endswith("Error") or n == "UnknownConcept"]
)
def test_every_error_descends_from_one_root(name):
    assert issubclass(getattr(skills_taxonomy, name), KoersError)


def test_an_unknown_concept_proposes_at_most_three():
    known = [f"camera-{n}" for n in range(9)]
    error = UnknownConcept("skill", "camera", known)
    assert str(error).count("camera-") == 3
    assert isinstance(error, TaxonomyError)


def test_the_proposals_do_not_depend_on_the_order_of_what_is_known():
    known = [f"camera-{n}" for n in range(9)]
    assert str(UnknownConcept("skill", "camera", known)) == str(
        UnknownConcept("skill", "camera", reversed(known))
    )
