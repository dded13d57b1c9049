"""An agenda that somebody uploads in the scan: read here and now, and only full weeks are kept."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from recommender.agenda import MOST_PERIODS, in_order
from recommender.busy_calendar import read_busy
from service.state import State, StateOf, Today
from service.web import forms, scan_page, urls
from service.web.cv_form import PostedCv, PostedCvForm
from service.web.forms import Answers
from service.web.visit import Visit, VisitOf
from skills_taxonomy import ScanError

router = APIRouter(include_in_schema=False)


@router.post(f"{urls.SCAN}/agenda")
def take(visit: VisitOf, state: StateOf, today: Today, form: PostedCvForm) -> Response:
    """Read an agenda for a new scan."""
    return _take(visit, state, today, form)


@router.post(f"{urls.SCAN}/{{token}}/agenda")
def take_again(
    token: str, visit: VisitOf, state: StateOf, today: Today, form: PostedCvForm
) -> Response:
    """The same for a saved scan."""
    state.scans.get(token)
    return _take(visit, state, today, form, token)


def _take(
    visit: Visit, state: State, today: Today, form: PostedCv, token: str | None = None
) -> Response:
    w, answers = visit.wording, form.answers
    problem = "" if form.named else w.t("Choose a file first.")
    if not problem:
        try:
            found = read_busy(form.document.decode("utf-8-sig", errors="replace"), today)
        except ScanError:
            problem = w.t(
                "We cannot read this file. Choose an agenda that you saved as iCalendar (.ics), of "
                "two years at most."
            )
        else:
            if found:
                busy = tuple(in_order([*forms.periods(answers), *found]))[:MOST_PERIODS]
                written = tuple(forms.period(one) for one in busy)
                answers = Answers({**answers.values, "busy": written})
                return scan_page.lead(visit, state, answers, "means", token, anchor="busy")
            problem = w.t(
                "We found no week that is full, and nothing that takes three days or more."
            )
    return scan_page.show(visit, state, answers, "means", token, {"agenda": problem})
