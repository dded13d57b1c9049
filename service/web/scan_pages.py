"""The scan: every page has an address, every answer is kept as it is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from service.saved_scan import ScanNotFound
from service.state import RecommenderOf, State, StateOf, Today
from service.web import draft, scan_words, skill_pages, urls
from service.web.answers import EMPTY, Answers, Posted, Values, posted
from service.web.draft import UnderWay
from service.web.scan_check import CheckView, check_view
from service.web.scan_steps import (
    BY_NAME,
    FIRST,
    LAST,
    PAGES,
    RATING,
    SKILLS,
    PageName,
    ScanPage,
    after,
    before,
)
from service.web.scan_view import show
from service.web.visit import Visit, VisitOf
from service.wording import Wording
from skills_taxonomy import LANGUAGES, ScanError

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PostedForm = Annotated[Posted, Depends(posted)]
Back = Annotated[Literal["controle", ""], Query(alias="terug")]
_TOKEN = f"{urls.SCAN}/{{token}}"


@dataclass(frozen=True, slots=True)
class BeginPage:
    """The question whether to go on with a scan that was begun in this browser."""

    title: str
    token: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All answers, to check and change."""

    title: str
    token: str
    finished: bool
    check: CheckView


@dataclass(frozen=True, slots=True)
class PausePage:
    """The private link to come back with."""

    title: str
    token: str
    link: str
    expire_days: int


@router.get(urls.SCAN)
def begin(visit: VisitOf, state: StateOf, rol: str = "", opnieuw: str = "") -> Response:
    """The first page of a new scan; somebody who comes from the page of a role wishes that role."""
    wished = rol if rol in state.advisor.taxonomy.roles else ""
    token = draft.remembered(visit.request)
    if token and not wished and not opnieuw and _is_open(state, token):
        title = visit.wording.t("You were already doing the scan")
        return visit.render("scan_again.html", BeginPage(title, token))
    response = show(visit, state, draft.new(wished), FIRST)
    if opnieuw:
        draft.forget(response)
    return response


def _is_open(state: State, token: str) -> bool:
    try:
        return state.scans.under_way(token)[1] is None
    except ScanNotFound:
        return False


@router.post(urls.SCAN)
def answer_first(visit: VisitOf, state: StateOf, form: PostedForm) -> Response:
    """The first answers of a new scan, or all of them at once."""
    sent = form.answers
    for name, value in EMPTY.values.items():
        if name not in sent.values:
            sent = sent.having({name: value})
    sent = sent.having({})
    if sent == EMPTY and (empty := _nothing_told(visit, form)):
        return empty
    if form.go == "advice":
        scan = UnderWay(None, sent, draft.Draft(sent))
        wrong = scan.reading(visit.wording).first_wrong()
        if wrong is None:
            return _finish(visit, state, scan)
    scan = draft.begin(state, sent, FIRST.name if form.go in ("next", "skip") else "")
    if form.go == "save":
        told = _saved(scan, _address(scan, FIRST), FIRST.fields)
        return _remembering(JSONResponse(told), visit, scan)
    return _remembering(_onward(visit, state, scan, form, FIRST, 0), visit, scan)


def _nothing_told(visit: Visit, form: Posted) -> Response | None:
    """Where a button leads for which nothing has to be kept yet."""
    if form.go == "cv":
        return RedirectResponse(urls.cv(), 303)
    return _in_other_language(visit, form, urls.SCAN)


@router.get(_TOKEN)
def go_on(token: str, visit: VisitOf, state: StateOf) -> Response:
    """Where somebody was: the first page not left yet, else all answers."""
    scan = draft.load(state, token, visit.wording)
    if scan.saved is not None:
        return RedirectResponse(urls.scan_check(token), 303)
    for page in PAGES:
        number = max(len(scan.draft.asked), 1) if page is SKILLS else 0
        told = set(filter(scan.answers.one, _fields(scan, page, number, "")))
        if _left(page, number) not in scan.draft.seen and not told - EMPTY.values.keys():
            return RedirectResponse(urls.scan(token, page.name, number), 303)
        last = {*filter(scan.answers.one, LAST.fields), LAST.name}
        if page is SKILLS and last.isdisjoint((*scan.draft.seen, *scan.answers.values)):
            # Who stopped in the middle of the skills is asked the others that are worth asking.
            return RedirectResponse(_next(visit, state, scan, page, number), 303)
    return RedirectResponse(urls.scan_check(token), 303)


@router.get(f"{_TOKEN}/controle")
def check(token: str, visit: VisitOf, state: StateOf) -> Response:
    """All answers, to check and change before the results."""
    w = visit.wording
    scan = draft.load(state, token, w)
    page = CheckPage(w.t("Check your answers"), token, bool(scan.saved), check_view(scan, w))
    return visit.render("scan_check.html", page)


@router.post(f"{_TOKEN}/controle")
def finish(token: str, visit: VisitOf, state: StateOf, form: PostedForm) -> Response:
    """Show the advice, or what has to be mended first."""
    scan = draft.load(state, token, visit.wording)
    spoken = _in_other_language(visit, form, urls.scan_check(token))
    return spoken or _finish(visit, state, scan)


@router.get(f"{_TOKEN}/pauze")
def pause(token: str, visit: VisitOf, state: StateOf) -> Response:
    """The private link, for who goes on later or somewhere else."""
    w = visit.wording
    draft.load(state, token, w)
    link = urls.absolute(visit.request, state.settings, urls.scan(token))
    page = PausePage(w.t("Go on later"), token, link, state.settings.expire_days)
    return visit.render("scan_pause.html", page)


@router.get(f"{_TOKEN}/antwoorden.json")
def export(token: str, visit: VisitOf, state: StateOf) -> Response:
    """Everything that is kept of a scan that is under way."""
    scan = draft.load(state, token, visit.wording)
    told = {name: list(values) for name, values in scan.answers.values.items()}
    return JSONResponse(
        {"answers": told, "asked": scan.draft.asked_skills},
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="koers.json"',
        },
    )


@router.get(f"{_TOKEN}/vaardigheid/{{skill}}")
def ask_skill(token: str, skill: str, visit: VisitOf, state: StateOf) -> Response:
    """One skill, for who changes what they said of it."""
    scan = draft.load(state, token, visit.wording)
    visit.wording.taxonomy.skill(skill)
    return show(visit, state, scan, SKILLS, checking=True, alone=RATING + skill)


@router.post(f"{_TOKEN}/vaardigheid/{{skill}}")
def answer_skill(
    token: str, skill: str, visit: VisitOf, state: StateOf, form: PostedForm
) -> Response:
    """What somebody says of one skill now."""
    visit.wording.taxonomy.skill(skill)
    return _answer(visit, state, token, form, SKILLS, 0, alone=RATING + skill)


@router.get(f"{_TOKEN}/{{name}}")
@router.get(f"{_TOKEN}/{{name}}/{{number}}")
def ask(
    token: str,
    name: PageName,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
    number: int = 0,
    back: Back = "",
) -> Response:
    """A page of the scan."""
    w, page = visit.wording, BY_NAME[name]
    scan = draft.load(state, token, w)
    if page is SKILLS:
        scan = skill_pages.with_page(state, scan, max(number, 1), w, recommender, today)
        number = min(max(number, 1), len(scan.draft.asked))
        if not number:  # nothing is worth asking, or there is nothing to ask about yet
            return RedirectResponse(urls.scan(token, LAST.name), 303)
    wrong = scan.reading(w).wrong_in(page)
    started = {field for field in wrong if scan.answers.one(field)}
    errors = {field: says for field, says in wrong.items() if field in started}
    return show(visit, state, scan, page, number, errors=errors, checking=back == "controle")


@router.post(f"{_TOKEN}/{{name}}")
@router.post(f"{_TOKEN}/{{name}}/{{number}}")
def answer(
    token: str,
    name: PageName,
    visit: VisitOf,
    state: StateOf,
    form: PostedForm,
    number: int = 0,
) -> Response:
    """Answers to a page of the scan."""
    return _answer(visit, state, token, form, BY_NAME[name], number)


def _answer(
    visit: Visit,
    state: State,
    token: str,
    form: Posted,
    page: ScanPage,
    number: int,
    *,
    alone: str = "",
) -> Response:
    w = visit.wording
    before = draft.load(state, token, w)
    fields = _fields(before, page, number, alone)
    sent, was = form.answers, form.was
    if form.go == "skip":
        sent, was = Answers({name: EMPTY.values.get(name, ()) for name in fields}), None
    left = _left(page, number) if form.go in ("next", "skip") and not alone else ""
    done = draft.answer(state, token, w, sent, fields, was, left)
    if form.go == "save":
        if before.profiling and not alone and (page is SKILLS or after(page) is SKILLS):
            skill_pages.choose_ahead(state, done.scan, fields, number, w)
        saved = _saved(done.scan, _address(done.scan, page, number, alone), fields) | {
            "unsettled": [_unsettled(name, done.unsettled[name], w) for name in done.unsettled]
        }
        return JSONResponse(saved, 409 if done.unsettled else 200)
    if done.unsettled:
        # What was sent stands in the fields, and what was answered elsewhere beside them.
        told = {name: sent.all(name) for name in done.unsettled}
        shown = replace(done.scan, answers=done.scan.answers.having(told))
        spoken = next((visit.speaking(known) for known in LANGUAGES if known == form.go), None)
        asked = show(
            spoken or visit, state, shown, page, number,
            unsettled=done.unsettled, checking=form.back, alone=alone,
        )  # fmt: skip
        return spoken.remember(asked) if spoken else asked
    scan = replace(done.scan, profiling=before.profiling)
    return _onward(visit, state, scan, form, page, number, alone=alone)


def _left(page: ScanPage, number: int) -> str:
    """How a page is called among those that were left by going on."""
    return f"{page.name}/{number}" if page is SKILLS else page.name


def _fields(scan: UnderWay, page: ScanPage, number: int, alone: str) -> tuple[str, ...]:
    if alone:
        return (alone,)
    return skill_pages.fields_of(scan, number) if page is SKILLS else page.fields


def _unsettled(name: str, values: Values, w: Wording) -> dict[str, str]:
    says = scan_words.told(name, Answers({name: values}), w) or w.t("no answer")
    return {
        "field": name,
        "says": w.t("You answered this elsewhere meanwhile: {answer}.", answer=says),
    }


def _address(scan: UnderWay, page: ScanPage, number: int = 0, alone: str = "") -> str:
    if alone:
        return urls.scan_skill(cast("str", scan.token), alone.removeprefix(RATING))
    return urls.scan(scan.token, page.name, number)


def _saved(scan: UnderWay, address: str, fields: tuple[str, ...]) -> dict[str, object]:
    """What a script has to know after an answer was kept."""
    return {"action": address, "was": draft.was(scan, fields)}


def _onward(
    visit: Visit,
    state: State,
    scan: UnderWay,
    form: Posted,
    page: ScanPage,
    number: int,
    *,
    alone: str = "",
) -> Response:
    """Go where the button leads: another language, back, on, to a pause or to the advice."""
    token = cast("str", scan.token)
    elsewhere = {
        "back": _back(scan, form, page, number),
        "pause": urls.scan_pause(token),
        "cv": urls.cv(token),
    }.get(form.go)
    if elsewhere:
        return RedirectResponse(elsewhere, 303)
    here = _address(scan, page, number, alone)
    if spoken := _in_other_language(visit, form, urls.for_check(here) if form.back else here):
        return spoken
    wrong = {**scan.reading(visit.wording).wrong_in(page), **_past(visit, state, scan, page)}
    if form.agenda:
        says = visit.wording.t("Press ‘Read my agenda’ first; then you see which weeks we found.")
        wrong = {**wrong, "agenda": says}
    if wrong and form.go != "skip":
        return show(visit, state, scan, page, number, errors=wrong, checking=form.back)
    if form.go == "advice":
        return _finish(visit, state, scan)
    to = urls.scan_check(token) if form.back else _next(visit, state, scan, page, number)
    return RedirectResponse(to, 303)


def _past(visit: Visit, state: State, scan: UnderWay, page: ScanPage) -> dict[str, str]:
    """A day to be finished by that is no day to come."""
    day = scan.reading(visit.wording).fields.get("deadline")
    if "deadline" not in page.fields or day is None or day > state.clock():
        return {}
    return {"deadline": visit.wording.t("Choose a day that is still to come.")}


def _in_other_language(visit: Visit, form: Posted, address: str) -> Response | None:
    for language in LANGUAGES:
        if form.go == language:
            return visit.speaking(language).remember(RedirectResponse(address, 303))
    return None


def _back(scan: UnderWay, form: Posted, page: ScanPage, number: int) -> str:
    token = cast("str", scan.token)
    if form.back:
        return urls.scan_check(token)
    if page is SKILLS and number > 1:
        return urls.scan(token, page.name, number - 1)
    found = before(page)
    if found is SKILLS:
        last = len(scan.draft.asked)
        return urls.scan(token, found.name, last) if last else urls.scan(token, "verandering")
    return urls.scan(token, found.name) if found else urls.scan(token, FIRST.name)


def _next(visit: Visit, state: State, scan: UnderWay, page: ScanPage, number: int) -> str:
    token = cast("str", scan.token)
    found = after(page)
    if found is SKILLS or page is SKILLS:
        w, recommender = visit.wording, state.advisor.recommender
        wanted = number + 1
        scan = skill_pages.with_page(state, scan, wanted, w, recommender, state.clock())
        if wanted <= len(scan.draft.asked):
            return urls.scan(token, SKILLS.name, wanted)
        found = after(SKILLS)
    return urls.scan(token, found.name) if found else urls.scan_check(token)


def _finish(visit: Visit, state: State, scan: UnderWay) -> Response:
    w = visit.wording
    reading = scan.reading(w)
    wrong = reading.first_wrong()
    if wrong is None:
        try:
            done = RedirectResponse(urls.advice(draft.finished(state, scan, w)), 303)
        except ScanError:  # no answer to the form leads here; a forged one might
            wrong = BY_NAME["wens"]
        else:
            draft.forget(done)
            return done
    return show(visit, state, scan, wrong, errors=reading.wrong_in(wrong), checking=True)


def _remembering(response: Response, visit: Visit, scan: UnderWay) -> Response:
    draft.remember(response, visit.request, cast("str", scan.token))
    return response
