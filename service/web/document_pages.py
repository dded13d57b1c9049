"""What somebody takes along: the plan and the card as PDF, and a moment for the next step."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from service.documents.card_document import card_file
from service.documents.plan_document import plan_file
from service.state import RecommenderOf, StateOf, Today
from service.step_calendar import step_calendar, step_to_plan
from service.web import urls
from service.web.card_view import card_view
from service.web.learning_pages import looks_ahead, note_chosen
from service.web.next_step_view import next_view
from service.web.visit import VisitOf

router = APIRouter(include_in_schema=False)

_PDF, _CALENDAR = "application/pdf", "text/calendar"


@router.get("/advies/{token}/plan.pdf")
def plan_pdf(
    token: str,
    request: Request,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
) -> Response:
    """The plan on one page, as it stands now."""
    scan = state.scans.get(token).scan
    advice = recommender.advise(scan, today=today)
    if not looks_ahead(request):
        note_chosen(state, token, scan, advice)
    return _file(plan_file(advice, visit.wording), _PDF, "koers-plan.pdf")


@router.get("/advies/{token}/kaart.pdf")
def card_pdf(
    token: str,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
    ask: Annotated[Literal["time", "money", ""], Query(alias="vraag")] = "",
    shown: Annotated[tuple[str, ...], Query(alias="toon")] = (),
) -> Response:
    """The card with what its owner chose to show, and nothing else of the plan."""
    w = visit.wording
    plan = recommender.advise(state.scans.get(token).scan, today=today).plan
    if plan.card is None:
        return RedirectResponse(urls.advice(token, "plan"), 303)
    view = card_view(plan, plan.card, w, ask, shown if ask else None)
    name = "koers-kaart.pdf" if w.language == "nl" else "koers-card.pdf"
    return _file(card_file(view, w, today), _PDF, name)


@router.get("/advies/{token}/eerste-stap.ics")
def first_step(
    token: str, visit: VisitOf, state: StateOf, recommender: RecommenderOf, today: Today
) -> Response:
    """A moment for the next step; who has nothing to do now is led to the plan."""
    advice = recommender.advise(state.scans.get(token).scan, today=today)
    line = step_to_plan(advice)
    if line is None:
        return RedirectResponse(urls.advice(token, "plan"), 303)
    name = "koers-eerste-stap.ics" if visit.wording.language == "nl" else "koers-first-step.ics"
    shown = next_view(advice, visit.wording)
    key = state.scans.hash_of(token)
    made = step_calendar(advice, line, visit.wording, what=shown.what, when=shown.when, key=key)
    return _file(made, _CALENDAR, name)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content,
        media_type=kind,
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )
