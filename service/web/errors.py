"""Errors as a page: what is the matter, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.errors import Problem, register_error_page
from service.web import urls
from service.web.visit import visit_of
from service.wording import Wording


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, in one sentence that says how to go on."""

    title: str
    detail: str
    status: int
    back: str = ""
    """Where a document can be sent again, if that is what went wrong."""


def render_error(request: Request, status: int, title: str, detail: str) -> HTMLResponse:
    """Draw an error in the look of the other pages."""
    return visit_of(request).render("error.html", ErrorPage(title, detail, status), status)


@register_error_page
def error_page(request: Request, problem: Problem) -> Response:
    """Draw a problem that a person met on a page."""
    visit, path = visit_of(request), request.url.path
    w = visit.wording
    if problem.error == "ScanUnfinished":  # there is no advice yet: to where the person was
        token = path.split("/")[2].partition(".")[0]
        return RedirectResponse(urls.scan(token), 303)
    if problem.status == 413 and urls.takes_documents(path):
        page = ErrorPage(
            w.t("This file is too large"),
            w.t(
                "It is larger than 5 MB. Go back and choose a smaller one: leave out pictures, or "
                "paste only the text."
            ),
            problem.status,
            back=path,
        )
        return visit.render("error.html", page, problem.status)
    title, detail = _says(path, problem, w)
    return render_error(request, problem.status, title, detail)


def _says(path: str, problem: Problem, w: Wording) -> tuple[str, str]:
    if problem.error == "ScanNotFound" and path.startswith("/coach/"):
        return (
            w.t("This link is closed"),
            w.t(
                "Your client withdrew it or made a new one, or the scan was deleted. Ask for "
                "another link."
            ),
        )
    if problem.error == "ScanNotFound":
        return (
            w.t("There is no advice behind this link"),
            w.t(
                "The scan was deleted, nobody opened it for a long time, or part of the link is "
                "missing. A new scan takes about seven minutes."
            ),
        )
    if problem.error == "ReminderNotFound":
        return (
            w.t("This link does not work any more"),
            w.t(
                "It is too old, the mails were stopped, or part of the link is missing. You can "
                "ask for reminders again on your advice page."
            ),
        )
    texts = {
        404: (w.t("There is no page here"), w.t("Check the address, or start from the home page.")),
        405: (w.t("There is no page here"), w.t("Check the address, or start from the home page.")),
        410: (w.t("This page is gone"), w.t("It was here once and has been removed for good.")),
        413: (
            w.t("That is too much"),
            w.t("What you sent is too large. Make your answers shorter."),
        ),
        500: (
            w.t("Something went wrong on our side"),
            w.t("Your answers are not the cause. Try again in a few minutes."),
        ),
    }
    fallback = (w.t("We did not understand this"), w.t("Go back and try once more."))
    return texts.get(problem.status, fallback)
