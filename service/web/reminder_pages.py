"""Reminders by e-mail on the pages: asked on the advice, confirmed and stopped from a mail.

Opening a link changes nothing, for programs that look for danger in mails open every link. What a
link asks is done by the button on its page, or by the button of a mail program (RFC 8058), which
sends no form and wants no other address to go to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.reminders.address import MOST, AddressError, mail_address
from service.reminders.reminder import CONFIRM_DAYS, TooManyAsks, days_to_remind
from service.saved_scan import ScanNotFound
from service.state import RecommenderOf, State, StateOf, Today
from service.web import urls
from service.web.visit import VisitOf
from service.wording import Wording

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

ANCHOR = "herinnering"


@dataclass(frozen=True, slots=True)
class ReminderView:
    """How it stands with the reminders of a scan."""

    offered: bool
    address: str = ""
    """Where mails go to, as its owner confirmed."""
    days: str = ""
    waiting: str = ""
    """Where a mail to confirm was sent to, and nobody confirmed yet."""


@dataclass(frozen=True, slots=True)
class RemindPage:
    """The form by itself: after asking, and when something was wrong with it."""

    title: str
    token: str
    reminder: ReminderView
    typed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """The question whether the owner of a mailbox wants these mails, or that they come."""

    title: str
    key: str
    address: str
    days: str
    confirmed: bool
    keep_days: int


@dataclass(frozen=True, slots=True)
class StopPage:
    """The question whether the mails should stop, or that they have."""

    title: str
    key: str
    stopped: bool


def reminder_view(state: State, token: str, w: Wording) -> ReminderView:
    """How it stands for who has this scan."""
    kept = [one for one in state.reminders.of(token) if one.address]
    active = next((one for one in kept if one.confirmed), None)
    waiting = next((one for one in kept if not one.confirmed), None)
    return ReminderView(
        state.reminders.offered,
        active.address if active else "",
        w.listing(w.day(day) for day in active.days) if active else "",
        waiting.address if waiting else "",
    )


def _need_offer(state: State) -> None:
    if not state.reminders.offered:
        raise HTTPException(404)


@router.get("/advies/{token}/herinner")
def show(token: str, visit: VisitOf, state: StateOf) -> Response:
    """How it stands with the reminders, and the form to ask for them."""
    _need_offer(state)
    state.scans.get(token)
    w = visit.wording
    view = reminder_view(state, token, w)
    title = w.t("Look in your mail") if view.waiting else w.t("Let Koers remind you")
    return visit.render("reminder.html", RemindPage(title, token, view))


@router.post("/advies/{token}/herinner")
def ask(
    token: str, visit: VisitOf, state: StateOf, address: Annotated[str, Form()] = ""
) -> Response:
    """Send a mail that asks to confirm; the same answer for every address."""
    _need_offer(state)
    state.scans.get(token)
    w, status = visit.wording, 422
    try:
        state.reminders.ask(token, mail_address(address), w.language)
        return RedirectResponse(urls.remind(token), 303)
    except AddressError as error:
        problem = _wrong(error, w) if address.strip() else w.t("Fill in your e-mail address.")
    except TooManyAsks:
        problem, status = w.t("Three mails were asked today. Try again tomorrow."), 429
    page = RemindPage(
        w.t("Let Koers remind you"),
        token,
        reminder_view(state, token, w),
        address[:MOST],
        problem,
    )
    return visit.render("reminder.html", page, status)


def _wrong(error: AddressError, w: Wording) -> str:
    return {
        "shape": w.t("This is no e-mail address. Write it like name@example.nl."),
        "letters": w.t("We cannot send to an address with letters such as é or ß."),
        "long": w.t("This is too long for an e-mail address."),
    }[error.wrong]


@router.post("/advies/{token}/herinner/stop")
def end(token: str, visit: VisitOf, state: StateOf) -> Response:
    """Stop the mails of a scan at once."""
    state.reminders.end(token)
    try:
        state.scans.get(token)
    except ScanNotFound:  # the key came from a mail, and has closed
        return _stopped(visit)
    return RedirectResponse(urls.advice(token, ANCHOR), 303)


@router.get("/herinnering/{key}")
def ask_to_confirm(key: str, visit: VisitOf, state: StateOf) -> Response:
    """Ask whether these mails are wanted; opening the page changes nothing."""
    reminder, w = state.reminders.asked(key), visit.wording
    confirmed = reminder.confirmed is not None
    page = ConfirmPage(
        w.t("You will be reminded") if confirmed else w.t("Do you want these reminders?"),
        key,
        reminder.address,
        w.listing(w.day(day) for day in reminder.days),
        confirmed,
        CONFIRM_DAYS,
    )
    return visit.render("reminder_confirm.html", page)


@router.post("/herinnering/{key}")
def confirm(key: str, state: StateOf, recommender: RecommenderOf, today: Today) -> Response:
    """Send the mails from now on, on the days of the plan on which to look back."""
    saved = state.scans.of_hash(state.reminders.asked(key).token_hash)
    checks: tuple[dt.date, ...] = ()
    if saved.profiling:
        checks = recommender.advise(saved.scan, today=today, beside=False).plan.checks
    state.reminders.confirm(key, days_to_remind(checks, today))
    return RedirectResponse(urls.reminder(key), 303)


@router.get("/herinnering/{key}/stop")
def ask_to_stop(key: str, visit: VisitOf, state: StateOf) -> Response:
    """Ask whether the mails should stop; opening the page changes nothing."""
    if not state.reminders.stops(key):
        return _stopped(visit)
    page = StopPage(visit.wording.t("No more mails?"), key, False)
    return visit.render("reminder_stop.html", page)


@router.post("/herinnering/{key}/stop")
def stop(key: str, visit: VisitOf, state: StateOf) -> Response:
    """Stop the mails at once; a mail program that asks follows no other address."""
    state.reminders.stop(key)
    return _stopped(visit)


def _stopped(visit: VisitOf) -> Response:
    page = StopPage(visit.wording.t("You get no more mails"), "", True)
    return visit.render("reminder_stop.html", page)
