"""The pages of the scan: which questions stand together, and where a person is on the way.

A page is a small group of questions with an address of its own; pages make up six steps. On a
narrow screen a script shows the questions of a page one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from recommender.self_scan import SelfScan
from recommender.statement import STATEMENTS

PageName = Literal[
    "werk",
    "wens",
    "tijd",
    "geld",
    "plaats",
    "energie",
    "vak",
    "verandering",
    "vaardigheden",
    "richting",
]
"""Names as they stand in addresses."""

RATING, STATEMENT = "rating.", "statement."
STEPS = 6


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page of the scan."""

    name: PageName
    step: int
    """From 1 to `STEPS`."""
    fields: tuple[str, ...]
    """What it asks; empty for skills, which are chosen while somebody answers."""


def _said(*ids: str) -> tuple[str, ...]:
    known = [statement.id for statement in STATEMENTS]
    return tuple(STATEMENT + name for name in known if name in ids)


PAGES: tuple[ScanPage, ...] = (
    ScanPage("werk", 1, ("role", "work_form", "years")),
    ScanPage("wens", 2, ("goal", "target_roles", "wish", "why_now", "interests")),
    ScanPage(
        "tijd", 3, ("hours_per_week", "weeks", "deadline", "evenings_only", "together", "busy")
    ),
    ScanPage("geld", 3, ("support", "employer_budget", "budget", "budget_period", "reclaims_vat")),
    ScanPage("plaats", 3, ("region", "travel", "languages")),
    ScanPage(
        "energie",
        4,
        _said("energy-left", "energy-rest", "energy-bounds", "ability-demands", "ability-ahead"),
    ),
    ScanPage("vak", 4, _said("current-tools", "current-field", "learning-wish")),
    ScanPage(
        "verandering",
        4,
        _said(
            "adapt-concern",
            "adapt-control",
            "adapt-curiosity",
            "adapt-confidence",
            "efficacy-problems",
            "efficacy-learn",
        ),
    ),
    ScanPage("vaardigheden", 5, ()),
    ScanPage(
        "richting",
        6,
        ("importance", "confidence", "readiness", "obstacle", "when", "then", "helper"),
    ),
)
BY_NAME = {page.name: page for page in PAGES}
FIRST, SKILLS, LAST = PAGES[0], BY_NAME["vaardigheden"], PAGES[-1]

_OF_PAGE = {name: page for page in PAGES for name in page.fields}
ASKED = frozenset(
    {"ratings", "statements", *(name for name in _OF_PAGE if not name.startswith(STATEMENT))}
) & frozenset(SelfScan.model_fields)
"""The fields of a scan that the form asks."""


def page_of(field: str) -> ScanPage | None:
    """The page on which a field is asked; None when the form does not ask it."""
    return SKILLS if field.startswith(RATING) else _OF_PAGE.get(field)


def place(page: ScanPage) -> int:
    """Where a page stands among all pages, from 0."""
    return PAGES.index(page)


def after(page: ScanPage) -> ScanPage | None:
    """The next page; None after the last one."""
    found = place(page) + 1
    return PAGES[found] if found < len(PAGES) else None


def before(page: ScanPage) -> ScanPage | None:
    """The page before; None before the first one."""
    return PAGES[place(page) - 1] if page is not FIRST else None


def of_step(step: int) -> Iterator[ScanPage]:
    """The pages of one step."""
    return (page for page in PAGES if page.step == step)
