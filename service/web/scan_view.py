"""A page of the scan as it is drawn: what it asks, what was answered, and what has to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fastapi.responses import HTMLResponse

from service.state import State
from service.web import choices, scan_words, urls
from service.web.answers import EMPTY, MEANT, Answers, Values, as_was
from service.web.choices import Choice, label_of
from service.web.draft import UnderWay
from service.web.role_field import label, read_role
from service.web.scan_steps import (
    PAGES,
    RATING,
    SKILLS,
    STATEMENT,
    STEPS,
    ScanPage,
    place,
)
from service.web.skill_pages import fields_of
from service.web.so_far import SoFar, so_far
from service.web.visit import Visit
from service.wording import Wording

_TEMPLATES = {"energie": "statements", "vak": "statements", "verandering": "statements"}
_NAMES = {
    "werk": "work",
    "wens": "wish",
    "tijd": "time",
    "geld": "money",
    "plaats": "place",
    "vaardigheden": "skills",
    "richting": "direction",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with answers to choose from."""

    name: str
    says: str
    choices: tuple[Choice, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RoleField:
    """A field in which somebody types a role."""

    id: str
    name: str
    value: str
    meant: tuple[Choice, ...] = ()
    """Roles that may be meant by what was typed."""


@dataclass(frozen=True)
class ScanView:
    """One page of the scan."""

    page: ScanPage
    number: int
    """Which page of skills, from 1; 0 on the others."""
    scan: UnderWay
    title: str
    heading: str
    action: str
    w: Wording
    state: State
    expire_days: int
    errors: Mapping[str, str] = field(default_factory=dict)
    unsettled: Mapping[str, Values] = field(default_factory=dict)
    checking: bool = False
    """Whether somebody came from the page on which all answers stand, and goes back there."""
    alone: str = ""
    """The one skill that is asked, for who changes an answer."""
    so_far: SoFar | None = None
    steps = STEPS
    choices = choices

    @property
    def answers(self) -> Answers:
        """What was filled in."""
        return self.scan.answers

    @property
    def token(self) -> str | None:
        """The key of the scan; None before the first answer."""
        return self.scan.token

    @property
    def finished(self) -> bool:
        """Whether there is an advice already."""
        return self.scan.saved is not None

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields on the page."""
        if self.alone:
            return (self.alone,)
        return fields_of(self.scan, self.number) if self.page is SKILLS else self.page.fields

    @property
    def was(self) -> str:
        """What is kept of the fields in the form as it is drawn."""
        return as_was(self.answers.having(self.unsettled), self.fields)

    @property
    def empty(self) -> Mapping[str, Values]:
        """What holds for a question that is skipped."""
        return EMPTY.values

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """What a new scan begins with and is asked on a later page: a wished role."""
        if self.token is not None:
            return ()
        others = (n for n in self.answers.values if n not in (*self.fields, *EMPTY.values))
        return tuple((name, value) for name in others for value in self.answers.all(name))

    @property
    def wished(self) -> str:
        """The role that somebody came for, before the first answer; empty when there is none."""
        role = dict(self.carried).get("target_roles", "")
        return label(role, self.w.taxonomy, self.w.language)

    @property
    def way(self) -> int:
        """How far on the way this page is, in percents."""
        here = place(self.page)
        return min(100, round(100 * (here + min(self.number, 4) / 5) / len(PAGES)))

    def ask(self, name: str) -> str:
        """What a field asks."""
        return scan_words.question(name, self.w)

    def options(self, name: str) -> tuple[Choice, ...]:
        """The answers to choose from."""
        found = scan_words.options(name, self.w)
        own = self.answers.one(name)
        if name != "weeks" or not own or name in self.errors or label_of(found, own):
            return found
        # Looking back at a plan may have set another number of weeks; that stays.
        return (Choice(own, scan_words.told(name, self.answers, self.w)), *found)

    @property
    def statements(self) -> tuple[Ask, ...]:
        """The statements of the page."""
        said = (name for name in self.fields if name.startswith(STATEMENT))
        return tuple(Ask(name, self.ask(name), self.options(name)) for name in said)

    @property
    def skills(self) -> tuple[Ask, ...]:
        """The skills of the page."""
        rated = (name for name in self.fields if name.startswith(RATING))
        return tuple(
            Ask(name, self.ask(name), self.options(name), self._definition(name)) for name in rated
        )

    def _definition(self, name: str) -> str:
        skill = self.w.taxonomy.skill(name.removeprefix(RATING))
        return skill.definition[self.w.language]

    @property
    def busy(self) -> tuple[Choice, ...]:
        """The periods without time that were found, in words."""
        found = self.answers.all("busy")
        return tuple(Choice(value, scan_words.between(value, self.w)) for value in found)

    def role_fields(self, name: str, count: int) -> tuple[RoleField, ...]:
        """The fields of a question that is answered with roles."""
        return tuple(self._role_field(name, index) for index in range(count))

    def _role_field(self, name: str, index: int) -> RoleField:
        typed, taxonomy = self.answers.nth(name, index), self.w.taxonomy
        found = read_role(typed, taxonomy)
        perhaps = found.perhaps
        if name in self.errors and typed and not found.slug:
            perhaps = read_role(typed, taxonomy, self.state.advisor.linker).perhaps
        value = label(found.slug or typed, taxonomy, self.w.language)
        options = (Choice(slug, label(slug, taxonomy, self.w.language)) for slug in perhaps)
        place = f"{name}.{index}"
        return RoleField(name if not index else place, name, value, tuple(options))

    @property
    def meant(self) -> str:
        """Before the name of a field in which a role is chosen from those that may be meant."""
        return MEANT

    def elsewhere(self, name: str) -> str:
        """What was answered elsewhere, in words."""
        says = scan_words.told(name, Answers({name: self.unsettled[name]}), self.w)
        return says or self.w.t("no answer")


def show(
    visit: Visit,
    state: State,
    scan: UnderWay,
    page: ScanPage,
    number: int = 0,
    *,
    errors: Mapping[str, str] | None = None,
    unsettled: Mapping[str, Values] | None = None,
    checking: bool = False,
    alone: str = "",
) -> HTMLResponse:
    """Draw a page of the scan with what was filled in and what has to be mended."""
    w = visit.wording
    heading = scan_words.heading(page.name, w)
    at = w.t("Step {number} of {all}", number=page.step, all=STEPS)
    wrong = errors or unsettled
    view = ScanView(
        page=page,
        number=number,
        scan=scan,
        title=f"{w.t('Error')}: {at}: {heading}" if wrong else f"{at}: {heading}",
        heading=heading,
        action=urls.scan_skill(scan.token, alone.removeprefix(RATING))
        if alone and scan.token
        else urls.scan(scan.token, page.name, number),
        w=w,
        state=state,
        expire_days=state.settings.expire_days,
        errors=errors or {},
        unsettled=unsettled or {},
        checking=checking,
        alone=alone,
        so_far=None
        if place(page) < 2 or scan.saved
        else so_far(scan, w, state.advisor.recommender, state.clock()),
    )
    name = _TEMPLATES.get(page.name) or _NAMES[page.name]
    status = 422 if errors else 409 if unsettled else 200
    return visit.render(f"scan_{name}.html", view, status)
