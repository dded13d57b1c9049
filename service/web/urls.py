"""The addresses of the pages, made in one place; templates and views build none themselves."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from fastapi import Request

from service.settings import Settings

HOME, SCAN, ACADEMY, PRIVACY, DELETED = "/", "/scan", "/academie", "/privacy", "/gewist"
BUSY = "/api/v1/busy"
TAXONOMY, SKILLS = "/taxonomy", "/taxonomy/skills"
COURSES = "/cursussen"
REVIEW = "/beoordelen"


def scan(token: str | None = None, page: str = "", number: int = 0) -> str:
    """A page of the scan, or where somebody was; without a token its beginning."""
    if token is None:
        return SCAN
    return "/".join([SCAN, token, *filter(None, (page, str(number or "")))])


def scan_skill(token: str, skill: str) -> str:
    """Where the answer about one skill is changed."""
    return f"{scan(token)}/vaardigheid/{skill}"


def scan_check(token: str) -> str:
    """Where all answers of a scan stand, to check and change."""
    return f"{scan(token)}/controle"


def scan_pause(token: str) -> str:
    """Where somebody who goes on later finds the link to come back with."""
    return f"{scan(token)}/pauze"


def scan_export(token: str) -> str:
    """What is kept of a scan that is under way, as JSON."""
    return f"{scan(token)}/antwoorden.json"


def for_check(address: str) -> str:
    """A page of the scan from which one goes back to all answers."""
    return f"{address}?{urlencode({'terug': 'controle'})}"


def cv(token: str | None = None) -> str:
    """Where a CV is read for a scan."""
    return f"{scan(token)}/cv"


def agenda(token: str) -> str:
    """Where an agenda is read for a scan."""
    return f"{scan(token)}/agenda"


def takes_documents(path: str) -> bool:
    """Whether a document may be sent to a path."""
    if path == BUSY:
        return True
    return path.startswith(f"{SCAN}/") and path.endswith(("/cv", "/agenda"))


def advice(token: str, anchor: str = "", **asked: str) -> str:
    """The advice page; its token is the key."""
    return f"/advies/{token}{_asking(asked)}{'#' + anchor if anchor else ''}"


def listed(token: str, anchor: str = "", **asked: str) -> str:
    """Every course that fits somebody, with the reasons."""
    return f"/advies/{token}/lijst{_asking(asked)}{'#' + anchor if anchor else ''}"


def limits(token: str) -> str:
    """Where the limits that were tried on the advice page are kept."""
    return f"/advies/{token}/grenzen"


def not_for_me(token: str) -> str:
    """Where a course is put aside, with the reason in the same tap."""
    return f"/advies/{token}/niet-voor-mij"


def data(token: str, anchor: str = "", **asked: str) -> str:
    """What is known of somebody, for that person alone."""
    return f"/advies/{token}/gegevens{_asking(asked)}{'#' + anchor if anchor else ''}"


def kept(token: str, group: str) -> str:
    """What is kept of one kind, all of it, where it stands among somebody's data."""
    return data(token, f"gedaan-{group}", toon=group)


def take_back(token: str) -> str:
    """Where somebody takes back what they did with their plan or told of a course."""
    return f"/advies/{token}/gegevens/terug"


def level(token: str) -> str:
    """Where somebody says their own level instead of the one that was inferred."""
    return f"/advies/{token}/niveau"


def profiling(token: str) -> str:
    """Where somebody says whether their answers may be used to rank."""
    return f"/advies/{token}/rangschikken"


def courses(anchor: str = "", **asked: str) -> str:
    """All courses, to search without a scan."""
    return f"{COURSES}{_asking(asked)}{'#' + anchor if anchor else ''}"


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


def plan_line(token: str) -> str:
    """Where a line of the plan is changed, ticked, left out or added."""
    return f"/advies/{token}/regel"


def check_in(token: str) -> str:
    """Where someone looks back at the plan."""
    return f"/advies/{token}/terugblik"


def renewed(token: str) -> str:
    """What a look-back changed, and the plan that follows."""
    return f"/advies/{token}/terugblik/klaar"


def card(token: str) -> str:
    """The card for a manager or client, to print."""
    return f"/advies/{token}/kaart"


def remind(token: str) -> str:
    """Where somebody asks for reminders by e-mail."""
    return f"/advies/{token}/herinner"


def unremind(token: str) -> str:
    """Where the owner of a scan stops its reminders."""
    return f"/advies/{token}/herinner/stop"


def reminder(key: str) -> str:
    """Where reminders are confirmed; the key stands in a mail."""
    return f"/herinnering/{key}"


def stop_reminder(key: str) -> str:
    """Where reminders are stopped, by a person or by their mail program."""
    return f"/herinnering/{key}/stop"


def plan_pdf(token: str) -> str:
    """The plan on one page, to keep or print."""
    return f"/advies/{token}/plan.pdf"


def card_pdf(token: str) -> str:
    """The card as a page; it takes the same choices as the card on the screen."""
    return f"/advies/{token}/kaart.pdf"


def first_step(token: str) -> str:
    """A moment for the next step, for an agenda."""
    return f"/advies/{token}/eerste-stap.ics"


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
    # Two slashes in front would make a host of the rest of the path.
    return f"/{request.url.path.lstrip('/')}?{urlencode(query)}"


def _asking(asked: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else ""
