"""The addresses of the pages, made in one place; templates and views build none themselves."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import Request

from service.settings import Settings

HOME, SCAN, ACADEMY, PRIVACY, DELETED = "/", "/scan", "/academie", "/privacy", "/gewist"
BUSY = "/api/v1/busy"
TAXONOMY, SKILLS = "/taxonomy", "/taxonomy/skills"
REVIEW = "/beoordelen"


def scan(token: str | None = None, number: int = 1) -> str:
    """A step of the form, for a new scan or for one that was saved."""
    form = f"{SCAN}/{token}" if token else SCAN
    return form if number == 1 else f"{form}/{number}"


def cv(token: str | None = None) -> str:
    """Where a CV is read for a scan."""
    return f"{scan(token)}/cv"


def agenda(token: str | None = None) -> str:
    """Where an agenda is read for a scan."""
    return f"{scan(token)}/agenda"


def takes_documents(path: str) -> bool:
    """Whether a document may be sent to a path."""
    if path == BUSY:
        return True
    return path.startswith(f"{SCAN}/") and path.endswith(("/cv", "/agenda"))


def advice(token: str, anchor: str = "") -> str:
    """The advice page; its token is the key."""
    return f"/advies/{token}{'#' + anchor if anchor else ''}"


def share(token: str) -> str:
    """Where a share is made."""
    return f"/advies/{token}/delen"


def unshare(token: str) -> str:
    """Where a share is withdrawn."""
    return f"/advies/{token}/intrekken"


def delete(token: str) -> str:
    """Where a scan is deleted."""
    return f"/advies/{token}/wissen"


def course(token: str) -> str:
    """Where someone says of a course that it is not for them, or done."""
    return f"/advies/{token}/cursus"


def go(token: str, course_id: str) -> str:
    """The page of a course at its provider, by way of us."""
    return f"/advies/{token}/naar/{quote(course_id, safe=':~')}"


def learning(token: str) -> str:
    """Where someone says whether Koers may learn from their choices."""
    return f"/advies/{token}/meeleren"


def stars(token: str) -> str:
    """Where someone says how good a course was."""
    return f"/advies/{token}/cijfer"


def why(token: str) -> str:
    """Where someone says why a course is not for them."""
    return f"/advies/{token}/waarom"


def plan(token: str) -> str:
    """Where someone puts their own words into the plan."""
    return f"/advies/{token}/plan"


def card(token: str) -> str:
    """The card for a manager or client, to print."""
    return f"/advies/{token}/kaart"


def what_if(token: str) -> str:
    """What would change the list of courses."""
    return f"/advies/{token}/anders"


def calendar(token: str) -> str:
    """The days of the plan, for an agenda."""
    return f"/advies/{token}.ics"


def export(token: str) -> str:
    """The advice and the scan as JSON."""
    return f"/advies/{token}.json"


def coach(share_token: str) -> str:
    """The session brief."""
    return f"/coach/{share_token}"


def explore(**chosen: str) -> str:
    """The roles, by place in the chain, theme or outlook."""
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{TAXONOMY}?{query}" if query else TAXONOMY


def role(slug: str, token: str | None = None) -> str:
    """A role; with the token of a scan, beside what that person can do."""
    return f"/advies/{token}/rollen/{slug}" if token else f"{TAXONOMY}/roles/{slug}"


def skill(slug: str, token: str | None = None) -> str:
    """A skill; with the token of a scan, beside what that person can do."""
    return f"/advies/{token}/vaardigheden/{slug}" if token else f"{TAXONOMY}/skills/{slug}"


def theme(slug: str) -> str:
    """The skills of a theme."""
    return f"{SKILLS}#{slug}"


def scan_towards(slug: str) -> str:
    """A new scan that begins with a wished role."""
    return f"{SCAN}?{urlencode({'rol': slug})}"


def review(course: str = "", **chosen: str) -> str:
    """Where an editor says of tags whether they are right: all of them, or those of one course."""
    path = f"{REVIEW}/{quote(course, safe=':~')}" if course else REVIEW
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{path}?{query}" if query else path


def absolute(request: Request, settings: Settings, path: str) -> str:
    """A link to send to somebody else."""
    return (settings.base_url or str(request.base_url)).rstrip("/") + path


def in_language(request: Request, language: str) -> str:
    """This page in another language."""
    # A key in an address is for once; it goes into no link.
    kept = {name: value for name, value in request.query_params.items() if name != "key"}
    query = {**kept, "lang": language}
    return f"{request.url.path}?{urlencode(query)}"
