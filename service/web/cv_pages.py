"""Reading a CV for the scan: paste or upload it, then confirm or reject what was found.

The text is read in memory and forgotten. What was found stands on the page alone; only what the
person confirms becomes an answer of the scan, and can still be changed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender.reading import DocumentError, Unreadable, checked, read_document, read_text
from service.state import State, StateOf, Today
from service.web import choices, cv_form, draft, urls
from service.web.answers import Answers
from service.web.cv_form import PostedCv, PostedCvForm
from service.web.scan_steps import FIRST
from service.web.visit import Visit, VisitOf
from service.wording import Wording
from skills_taxonomy import LANGUAGES

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class CvPage:
    """Where somebody pastes or uploads a CV."""

    title: str
    heading: str
    action: str
    text: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    unsettled: Mapping[str, str] = field(default_factory=dict)
    """Nothing on this page can be answered elsewhere."""
    go: str = "read"
    """What Enter does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A role or skill that was found, with the words it was found in."""

    name: str
    slug: str
    label: str
    quote: str
    years: str = ""
    hint: str = ""
    """The level that the words point at; nothing is chosen beforehand."""
    chosen: str = ""
    """What the person said of it on this page already."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What was found, to confirm or reject."""

    title: str
    action: str
    hidden: tuple[tuple[str, str], ...]
    roles: tuple[Finding, ...]
    skills: tuple[Finding, ...]
    levels: tuple[choices.Choice, ...]
    go: str = "keep"


@router.get(f"{urls.SCAN}/cv")
def ask(visit: VisitOf) -> Response:
    """Where a CV is pasted or uploaded for a new scan."""
    return _ask(visit, None)


@router.get(f"{urls.SCAN}/{{token}}/cv")
def ask_again(token: str, visit: VisitOf, state: StateOf) -> Response:
    """The same for a scan that was begun."""
    state.scans.under_way(token)
    return _ask(visit, token)


@router.post(f"{urls.SCAN}/cv")
def take(visit: VisitOf, state: StateOf, today: Today, form: PostedCvForm) -> Response:
    """Read a CV, or take over what was confirmed, for a new scan."""
    return _Taking(visit, state, today, None).take(form)


@router.post(f"{urls.SCAN}/{{token}}/cv")
def take_again(
    token: str, visit: VisitOf, state: StateOf, today: Today, form: PostedCvForm
) -> Response:
    """The same for a scan that was begun."""
    state.scans.under_way(token)
    return _Taking(visit, state, today, token).take(form)


def _ask(
    visit: Visit,
    token: str | None,
    text: str = "",
    errors: dict[str, str] | None = None,
) -> Response:
    w = visit.wording
    heading = w.t("Let us read your CV")
    page = CvPage(
        title=f"{w.t('Error')}: {heading}" if errors else heading,
        heading=heading,
        action=urls.cv(token),
        text=text,
        errors=errors or {},
    )
    return visit.render("cv.html", page, 422 if errors else 200)


@dataclass(frozen=True, slots=True)
class _Taking:
    """One form that came in, for a new scan or for the one behind a token."""

    visit: Visit
    state: State
    today: Today
    token: str | None

    def take(self, form: PostedCv) -> Response:
        """Go where the button leads."""
        if form.go in LANGUAGES:
            return self._speak(form)
        if form.go == "again":
            return _ask(self.visit, self.token)
        if form.go == "back":
            return RedirectResponse(urls.scan(self.token, FIRST.name), 303)
        if form.go == "keep":
            return self._keep(form)
        return self._read(form)

    def _keep(self, form: PostedCv) -> Response:
        w, token = self.visit.wording, self.token
        scan = draft.load(self.state, token, w) if token else draft.new()
        told = cv_form.confirmed(scan.answers, form.found, w.taxonomy)
        if token is None:
            scan = draft.begin(self.state, scan.answers.having(told))
        else:
            scan = draft.answer(self.state, token, w, Answers(told), told).scan
        response = RedirectResponse(urls.scan(scan.token, FIRST.name), 303)
        if token is None and scan.token:
            draft.remember(response, self.visit.request, scan.token)
        return response

    def _speak(self, form: PostedCv) -> Response:
        language = next(known for known in LANGUAGES if known == form.go)
        spoken = self.visit.speaking(language)
        response = (
            _show(spoken, self.token, form.found)
            if form.found
            else _ask(spoken, self.token, form.text)
        )
        return spoken.remember(response)

    def _read(self, form: PostedCv) -> Response:
        # A text that was refused still stands in its field when a file is chosen instead.
        source = "document" if form.named else "text"
        w, advisor = self.visit.wording, self.state.advisor
        try:
            text = read_document(form.document) if form.named else checked(form.text)
        except DocumentError as error:
            says = _says(error.why, w, of_file=form.named)
            return _ask(self.visit, self.token, form.text, {source: says})
        reading = read_text(text, advisor.taxonomy, advisor.linker, today=self.today)
        if not reading.roles and not reading.skills:
            says = w.t(
                "We found no role and no skills in this. Describe in a few sentences, in Dutch "
                "or English, what you do at work."
            )
            return _ask(self.visit, self.token, form.text, {source: says})
        return _show(self.visit, self.token, cv_form.found_in(reading))


def _show(visit: Visit, token: str | None, found: Mapping[str, str]) -> HTMLResponse:
    w = visit.wording
    said = {k: v for k, v in found.items() if k != cv_form.ROLE and not _is_level(k)}
    page = FoundPage(
        title=w.t("What we read"),
        action=urls.cv(token),
        hidden=tuple(said.items()),
        roles=tuple(_roles(found, w)),
        skills=tuple(_skills(found, w)),
        levels=(
            choices.Choice("1", w.t("With help")),
            choices.Choice("2", w.t("On my own")),
            choices.Choice("3", w.t("Also when it is new or hard")),
            choices.Choice("no", w.t("This is not right")),
        ),
    )
    return visit.render("cv_found.html", page)


def _is_level(name: str) -> bool:
    return name.startswith(cv_form.SKILL)


def _roles(found: Mapping[str, str], w: Wording) -> list[Finding]:
    return [
        Finding(
            cv_form.ROLE,
            slug,
            w.taxonomy.role(slug).label[w.language],
            quote,
            years=cv_form.years_of(found, slug),
            chosen=found.get(cv_form.ROLE, ""),
        )
        for slug, quote in _said(found, cv_form.ROLE_SAID)
        if slug in w.taxonomy.roles
    ]


def _skills(found: Mapping[str, str], w: Wording) -> list[Finding]:
    return [
        Finding(
            cv_form.SKILL + slug,
            slug,
            w.taxonomy.skill(slug).label[w.language],
            quote,
            hint=found.get(cv_form.SKILL_HINT + slug, ""),
            chosen=found.get(cv_form.SKILL + slug, ""),
        )
        for slug, quote in _said(found, cv_form.SKILL_SAID)
        if slug in w.taxonomy.skills
    ]


def _said(found: Mapping[str, str], start: str) -> list[tuple[str, str]]:
    return [(k.removeprefix(start), v) for k, v in found.items() if k.startswith(start)]


def _says(why: Unreadable, w: Wording, *, of_file: bool) -> str:
    """Why something cannot be read, in the language of the page."""
    if of_file and why is Unreadable.NO_TEXT:
        why = Unreadable.EMPTY
    return {
        Unreadable.TOO_LARGE: w.t(
            "This file is larger than 5 MB. Leave out pictures, or paste the text."
        ),
        Unreadable.EMPTY: w.t("This file is empty. Choose another one, or paste the text."),
        Unreadable.NO_TEXT: w.t("Paste a text here, or choose a file."),
        Unreadable.OTHER_LANGUAGE: w.t(
            "We can only read Dutch and English. Paste a text in one of these languages."
        ),
        Unreadable.UNKNOWN: w.t(
            "We can read PDF, Word (.docx) and plain text. Save it as one of these, or paste the "
            "text."
        ),
        Unreadable.DAMAGED: w.t("This file is damaged. Save it again, or paste the text."),
        Unreadable.PROTECTED: w.t(
            "This PDF has a password. Save it without one, or paste the text."
        ),
        Unreadable.PROTECTED_WORD: w.t(
            "This Word document has a password. Save it without one, or paste the text."
        ),
        Unreadable.PICTURES: w.t(
            "This PDF holds only pictures, as a scan does. Paste the text instead."
        ),
        Unreadable.UNPACKS: w.t(
            "This Word document is far larger than a CV. Paste the text instead."
        ),
    }[why]
