"""The scan: three short steps, each a page, and the way through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender import Recommender, SelfScan, parse_self_scan
from service.state import State
from service.web import choices, forms, questions, urls
from service.web.draft import Draft, draft_of, forget, keep, keeps_cookies, pack
from service.web.forms import RATING, STEPS, Answers, Posted, Reading, Step
from service.web.visit import Visit
from service.wording import Wording
from skills_taxonomy import LANGUAGES, ScanError


@dataclass(frozen=True, slots=True)
class Question:
    """One skill to rate."""

    name: str
    label: str
    definition: str
    choices: tuple[choices.Choice, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Skills that are asked together."""

    label: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One step of the scan."""

    step: Step
    number: int
    heading: str
    title: str
    action: str
    answers: Answers
    token: str | None
    expire_days: int
    resumed: bool = False
    themes: tuple[Theme, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    choices = choices

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Answers of the other steps."""
        shown = [question.name for theme in self.themes for question in theme.questions]
        return self.answers.hidden(self.step, shown)

    def busy(self, w: Wording) -> tuple[choices.Choice, ...]:
        """The periods without time that were found, in words."""
        return tuple(
            choices.Choice(
                forms.period(busy),
                w.t("{start} to {end}", start=w.day(busy.start), end=w.day(busy.end))
                if busy.start != busy.end
                else w.day(busy.start),
            )
            for busy in forms.periods(self.answers)
        )


def resume(
    visit: Visit,
    state: State,
    step: Step,
    token: str | None = None,
    saved: SelfScan | None = None,
    wished: str = "",
) -> Response:
    """Draw a step from what the browser keeps, else from the saved scan, else the empty first."""
    draft = draft_of(visit.request, token)
    if draft is None or wished:
        if saved is None and step != "work":
            return RedirectResponse(urls.scan(), 303)
        answers = forms.EMPTY if saved is None else forms.answers_of(saved, visit.wording)
        answers = (draft.answers if draft else answers).wishing(wished)
        response = show(visit, state, answers, step, token)
        keep(response, visit.request)
        return response
    tried = draft.tried == step
    errors = forms.read(draft.answers, visit.wording).wrong_in(step) if tried else None
    return show(visit, state, draft.answers, step, token, errors, resumed=True)


def show(
    visit: Visit,
    state: State,
    answers: Answers,
    step: Step = "work",
    token: str | None = None,
    errors: dict[str, str] | None = None,
    *,
    resumed: bool = False,
) -> HTMLResponse:
    """Draw a step with what was filled in and what has to be mended."""
    w, number = visit.wording, STEPS.index(step) + 1
    heading = {
        "work": w.t("Your work and your wish"),
        "skills": w.t("What you can do"),
        "means": w.t("Time, money and place"),
    }[step]
    at = w.t("Step {number} of {all}", number=number, all=len(STEPS))
    page = ScanPage(
        step=step,
        number=number,
        heading=heading,
        title=f"{w.t('Error')}: {at}" if errors else f"{at}: {heading}",
        action=urls.scan(token),
        answers=answers,
        token=token,
        expire_days=state.settings.expire_days,
        resumed=resumed,
        themes=_themes(answers, state.advisor.recommender, w) if step == "skills" else (),
        errors=errors or {},
    )
    return visit.render(f"scan_{step}.html", page, 422 if errors else 200)


def advance(visit: Visit, state: State, form: Posted, token: str | None = None) -> Response:
    """Go where the button leads: another language, back, on, or to the advice."""
    step, answers = form.step, form.answers
    here = STEPS.index(step)
    elsewhere = _elsewhere(visit, state, form, token)
    if elsewhere is not None:
        return elsewhere
    if form.go == "skip":
        answers = Answers({**answers.without(step).values, **forms.defaults(step)})
    reading = forms.read(answers, visit.wording)
    if form.chosen and form.go == "next":
        says = visit.wording.t("Press ‘Read my agenda’ first; then you see which weeks we found.")
        return show(visit, state, answers, step, token, {"agenda": says})
    wrong = reading.first_wrong_step()
    if wrong and STEPS.index(wrong) <= here:
        return lead(visit, state, answers, wrong, token, reading.wrong_in(wrong))
    if here + 1 < len(STEPS):
        return lead(visit, state, answers, STEPS[here + 1], token)
    return _finish(visit, state, answers, reading, token)


def _elsewhere(visit: Visit, state: State, form: Posted, token: str | None) -> Response | None:
    """Where a button leads that does not go on: another language, back, or to the beginning."""
    step, answers = form.step, form.answers
    for language in LANGUAGES:
        if form.go == language:
            spoken = visit.speaking(language)
            return spoken.remember(lead(spoken, state, answers, step, token))
    if form.go == "restart":
        response = RedirectResponse(urls.scan(token), 303)
        forget(response)
        return response
    if form.go == "back":
        return lead(visit, state, answers, STEPS[max(0, STEPS.index(step) - 1)], token)
    return None


def _finish(
    visit: Visit, state: State, answers: Answers, reading: Reading, token: str | None
) -> Response:
    try:
        scan = parse_self_scan(reading.fields)
    except ScanError as error:  # no answer to the form leads here; a forged one might
        return show(visit, state, answers, "work", token, {"role": str(error)})
    done = RedirectResponse(urls.advice(_keep(state, scan, token)), 303)
    forget(done)
    return done


def lead(
    visit: Visit,
    state: State,
    answers: Answers,
    step: Step,
    token: str | None,
    errors: dict[str, str] | None = None,
    *,
    anchor: str = "",
) -> Response:
    """Send the browser to the page of a step; draw it here and now when it cannot keep answers."""
    text = pack(Draft(answers, step if errors else None), token)
    if text is None or not keeps_cookies(visit.request):
        return show(visit, state, answers, step, token, errors)
    address = urls.scan(token, STEPS.index(step) + 1)
    response = RedirectResponse(f"{address}#{anchor}" if anchor else address, 303)
    keep(response, visit.request, text)
    return response


def _keep(state: State, scan: SelfScan, token: str | None) -> str:
    if token is None:
        return state.scans.save(scan)
    before = state.scans.get(token).scan
    # What the form does not ask stays as it was: courses that were done or booked, a busy month.
    kept = {name: getattr(before, name) for name in SelfScan.model_fields.keys() - forms.ASKED}
    state.scans.replace(token, scan.model_copy(update=kept))
    return token


def _themes(answers: Answers, recommender: Recommender, w: Wording) -> tuple[Theme, ...]:
    taxonomy = w.taxonomy
    wish = answers.one("wish")[:500]
    skills = questions.choose(
        answers.one("role"),
        answers.all("target_roles"),
        [wished.skill for wished in recommender.understand(wish)],
        answers.rated(),
        taxonomy,
    )
    grouped = groupby(skills, key=lambda slug: taxonomy.skill(slug).theme)
    return tuple(Theme(w.theme(theme), _questions(list(group), w)) for theme, group in grouped)


def _questions(skills: Sequence[str], w: Wording) -> tuple[Question, ...]:
    found = [w.taxonomy.skill(slug) for slug in skills]
    return tuple(
        Question(
            RATING + s.slug, s.label[w.language], s.definition[w.language], choices.ratings(s, w)
        )
        for s in found
    )
