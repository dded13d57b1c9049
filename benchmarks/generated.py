"""Catalogues of any size and scans of any role, made by varying what ships with Koers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from recommender import Catalogue, Course, SelfScan, Start, load_catalogue
from skills_taxonomy import Taxonomy

_PLACES = ("Hilversum", "Amsterdam", "Utrecht", "Zwolle", "Eindhoven", "Groningen", "Arnhem")


def vary_catalogue(taxonomy: Taxonomy, size: int) -> Catalogue:
    """The demo academy cut or repeated to `size` courses; repeats differ in all that ranking sees.

    Prices, places, dates, providers and titles vary by the number of the repeat, so nothing is
    random and every run measures the same catalogue.
    """
    demo = tuple(load_catalogue(None, taxonomy).courses.values())
    return Catalogue.of(itertools.islice(_endless(demo), size), name=f"generated-{size}")


def _endless(demo: tuple[Course, ...]) -> Iterator[Course]:
    yield from demo
    for turn in itertools.count(1):
        for index, course in enumerate(demo):
            factor = Decimal(70 + (turn * 37 + index * 13) % 80) / 100
            yield replace(
                course,
                id=f"{course.id}-{turn}",
                title=f"{course.title} ({turn})",
                provider=f"{course.provider} {turn % 17}",
                summary=f"{course.summary} Groep {turn}.",
                price=(course.price * factor).quantize(Decimal("0.01")),
                starts=tuple(
                    Start(
                        None,
                        ((start.offset or 0) + 11 * turn) % 340 + 5,
                        _PLACES[(turn + index) % len(_PLACES)] if start.place else None,
                    )
                    for start in course.starts
                ),
            )


def scans(taxonomy: Taxonomy) -> tuple[SelfScan, ...]:
    """One scan for every role: a person in it who wants to move to the next role in the list."""
    roles = list(taxonomy.roles.values())
    found = []
    for index, role in enumerate(roles):
        wished = roles[(index + 1) % len(roles)]
        rated = {r.skill: (index + n) % 4 for n, r in enumerate(role.requirements)}
        found.append(
            SelfScan(
                role=role.slug,
                years=index % 30,
                goal=("deepen", "broaden", "move", "stay-healthy")[index % 4],
                target_roles=(wished.slug,) if index % 3 else (),
                wish=taxonomy.skill(wished.requirements[0].skill).label.nl if index % 2 else "",
                ratings=rated,
                work_form="freelance" if index % 2 else "employed",
                region=_PLACES[index % len(_PLACES)],
                budget=(None, 400, 1500, 4000)[index % 4],
                hours_per_week=2 + index % 6,
            )
        )
    return tuple(found)
