"""An agenda that somebody uploads in the scan: read here and now, and only full weeks are kept."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from recommender.agenda import MOST_PERIODS, in_order
from recommender.busy_calendar import read_busy
from service.state import StateOf, Today
from service.web import draft, urls
from service.web.answers import Answers
from service.web.cv_form import PostedCvForm
from service.web.form_reading import period, periods
from service.web.scan_steps import BY_NAME
from service.web.scan_view import show
from service.web.visit import VisitOf
from skills_taxonomy import ScanError

router = APIRouter(include_in_schema=False)
_TIME = BY_NAME["tijd"]


@router.post(f"{urls.SCAN}/{{token}}/agenda")
def take(token: str, visit: VisitOf, state: StateOf, today: Today, form: PostedCvForm) -> Response:
    """Read an agenda; what else stands in the form is kept as well."""
    w = visit.wording
    scan = draft.answer(state, token, w, form.answers, _TIME.fields, form.was).scan
    problem = "" if form.named else w.t("Choose a file first.")
    if not problem and not form.document.strip():
        problem = w.t("This file is empty. Choose the one that your agenda made.")
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
                busy = tuple(in_order([*periods(scan.answers), *found]))[:MOST_PERIODS]
                added = Answers({"busy": tuple(period(one) for one in busy)})
                draft.answer(state, token, w, added, ("busy",))
                return RedirectResponse(f"{urls.scan(token, _TIME.name)}#busy", 303)
            problem = w.t(
                "We found no week that is full, and nothing that takes three days or more."
            )
    return show(visit, state, scan, _TIME, errors={"agenda": problem})
