"""What would change the list: for each of the first courses one sentence, made when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from recommender import Catalogue
from recommender.what_if import Counterfactual, WhatIf
from service.change_sentences import then_first
from service.state import RecommenderOf, StateOf, Today
from service.web.visit import VisitOf
from service.wording import Wording

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class MovedCourse:
    """One of the first courses, and what would move it."""

    place: str
    title: str
    language: str
    says: str


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """What would change the first courses."""

    title: str
    token: str
    courses: tuple[MovedCourse, ...]
    nothing: str
    """What is said where no course fits; empty when one does."""
    note: str
    """That not everything could be tried; may be empty."""


@router.get("/advies/{token}/anders")
def show_what_if(
    token: str, visit: VisitOf, state: StateOf, recommender: RecommenderOf, today: Today
) -> Response:
    """What would bring another course to the top."""
    w, scan = visit.wording, state.scans.get(token).scan
    found = recommender.what_if(scan, today=today)
    return visit.render("what_if.html", what_if_page(found, recommender.catalogue, w, token))


def what_if_page(found: WhatIf, catalogue: Catalogue, w: Wording, token: str) -> WhatIfPage:
    """Make the page.

    Args:
        found: what would change the first courses.
        catalogue: the courses on offer.
        w: the language.
        token: the key of the scan.
    """
    return WhatIfPage(
        title=w.t("What would change this list?"),
        token=token,
        courses=tuple(_courses(found, catalogue, w)),
        nothing="" if found.first else _nothing(found, catalogue, w),
        note=""
        if found.complete
        else w.t("There is so much to choose from that we did not try everything."),
    )


def _courses(found: WhatIf, catalogue: Catalogue, w: Wording) -> Iterator[MovedCourse]:
    by_place = {one.place: one for one in found.found}
    places = (w.t("First now"), w.t("Second now"), w.t("Third now"))
    for place, (key, label) in enumerate(zip(found.first, places, strict=False), start=1):
        course, one = catalogue.courses[key], by_place.get(place)
        says = _says(place, one, by_place.get(1), catalogue, w)
        yield MovedCourse(label, course.title, course.language, says)


def _says(
    place: int,
    one: Counterfactual | None,
    first: Counterfactual | None,
    catalogue: Catalogue,
    w: Wording,
) -> str:
    if one is None and place == 1:
        return w.t("No small change brings another course to the top. This one stands firm.")
    if one is None:
        return w.t("No small change brings this course to the top.")
    if place > 1 and first is not None and one.changes == first.changes:
        return w.t("The change above would bring this course to the top.")
    return then_first(w, one, catalogue.courses[one.then].title if place == 1 else "")


def _nothing(found: WhatIf, catalogue: Catalogue, w: Wording) -> str:
    for one in found.found:
        return then_first(w, one, catalogue.courses[one.then].title)
    return w.t("No small change makes a course fit. Your plan has steps without a course.")
