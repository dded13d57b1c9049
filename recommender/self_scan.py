"""What a person tells about themselves: the boundary at which the flow begins.

This is the only model that is read from outside, so it is a Pydantic one; its field descriptions
are the documentation of the API. Nothing is asked that the advice does not use.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from recommender import plan_line
from recommender.agenda import Booking, Busy, Stopped
from recommender.plan_line import CheckIn, OwnStep, PlanDay, PlanEdit
from recommender.statement import StatementId, given
from skills_taxonomy import Language, ScanError, Taxonomy, UnknownConcept

Goal = Literal["deepen", "broaden", "move", "stay-healthy"]
WorkForm = Literal["employed", "freelance", "between-jobs", "starting"]
Travel = Literal["nearby", "country", "online"]
Support = Literal["none", "time", "money", "time-and-money", "unknown"]
Obstacle = plan_line.Obstacle
BudgetPeriod = Literal["plan", "year", "quarter", "month"]

Slug = Annotated[str, Field(min_length=1, max_length=80)]
Rating = Annotated[int, Field(ge=0, le=3, strict=True)]
Agreement = Annotated[int, Field(ge=1, le=5, strict=True)]
OutOfTen = Annotated[int, Field(ge=0, le=10, strict=True)]

DOUBT = 5
"""How sure somebody is, from 0 to 10, up to which doubt itself stands in the way."""


class SelfScan(BaseModel):
    """A self-scan. Everything is optional, but a scan that says nothing gets no advice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Slug | None = Field(
        None, description="Slug of the present role (GET /api/v1/roles).", examples=["journalist"]
    )
    years: float | None = Field(
        None, ge=0, le=60, allow_inf_nan=False, description="Years in the present role."
    )
    goal: Goal = Field(
        "broaden",
        description="Deepen the present craft, broaden it, move to another role, or stay healthy.",
    )
    target_roles: tuple[Slug, ...] = Field(
        (), max_length=3, description="Slugs of up to three roles the person considers."
    )
    wish: str = Field(
        "",
        max_length=500,
        description="In own words: what the person wants to learn. No names, no health matters.",
        examples=["Ik wil verhalen vinden in cijfers"],
    )
    why_now: str = Field(
        "", max_length=300, description="In own words: why the person wants this now."
    )
    interests: tuple[Slug, ...] = Field(
        (),
        max_length=4,
        description="Slugs of up to four themes that attract the person.",
        examples=[["data", "immersive"]],
    )
    ratings: dict[Slug, Rating] = Field(
        default_factory=dict,
        max_length=400,
        description="Skill slug to own rating: 0 not yet, 1 with help, 2 on my own, 3 also when "
        "it is new or hard.",
        examples=[{"interviewing": 3, "spreadsheet-analysis": 1}],
    )
    work_form: WorkForm = Field("employed", description="How the person works now.")
    region: str | None = Field(
        None, max_length=60, description="Town in the Netherlands to travel from."
    )
    travel: Travel = Field(
        "country", description="Nearby (40 km at most), the whole country, or only online."
    )
    evenings_only: bool = Field(False, description="Only evenings, weekends or self-paced.")
    languages: tuple[Language, ...] = Field(
        ("nl", "en"), min_length=1, max_length=2, description="Languages to learn in."
    )
    budget: float | None = Field(
        None,
        ge=0,
        le=1_000_000,
        allow_inf_nan=False,
        description="Euros of their own for the whole plan, VAT included; null is not said. It is "
        "held against what remains for the person to pay.",
    )
    budget_period: BudgetPeriod = Field(
        "plan",
        description="What the budget is for: the whole plan, or what starts in each calendar "
        "year, quarter or month.",
    )
    hours_per_week: float | None = Field(
        None, ge=0, le=60, allow_inf_nan=False, description="Hours to learn; null counts as 4."
    )
    weeks: int = Field(26, ge=1, le=104, description="Within how many weeks the plan should end.")
    deadline: dt.date | None = Field(
        None, description="Day on which the plan should have ended; the weeks count as well."
    )
    busy: tuple[Busy, ...] = Field(
        (),
        max_length=200,
        description="Periods without time to learn, such as weeks of production.",
    )
    together: bool = Field(
        False, description="Whether two courses may run at the same time; else one at a time."
    )
    support: Support = Field("unknown", description="What the employer or client gives.")
    employer_budget: float | None = Field(
        None,
        ge=0,
        le=1_000_000,
        allow_inf_nan=False,
        description="Euros that the employer or client pays towards the whole plan, VAT included; "
        "null is not said.",
    )
    reclaims_vat: bool | None = Field(
        None,
        description="Whether a freelancer gets VAT on a course back from the tax office; null is "
        "not said.",
    )
    obstacle: Obstacle | None = Field(None, description="What most stands in the way.")
    energy: int | None = Field(
        None, ge=1, le=5, strict=True, description="Energy after an ordinary week: 1 low, 5 high."
    )
    statements: dict[StatementId, Agreement] = Field(
        default_factory=dict,
        description="Statement to how well it fits: 1 not at all, 5 completely. Koers' own "
        "statements, in development and not validated.",
        examples=[{"energy-left": 4, "current-tools": 2}],
    )
    importance: OutOfTen | None = Field(
        None, description="How much it matters to the person to learn now: 0 not, 10 very much."
    )
    confidence: OutOfTen | None = Field(
        None, description="How sure the person is of managing it: 0 not, 10 very."
    )
    readiness: OutOfTen | None = Field(
        None, description="How ready the person is to begin: 0 not, 10 at once."
    )
    helper: str = Field("", max_length=60, description="Who may help, in own words.")
    when: str = Field(
        "", max_length=200, description="In own words, the moment of an if-then: when it gets hard."
    )
    then: str = Field(
        "", max_length=200, description="In own words, what the person does at that moment."
    )
    booked: tuple[Booking, ...] = Field(
        (), max_length=20, description="Courses that are booked; a new plan keeps them."
    )
    stopped: tuple[Stopped, ...] = Field(
        (), max_length=200, description="Courses that were stopped, each with the reason."
    )
    done: tuple[str, ...] = Field((), max_length=200, description="Ids of courses already done.")
    dismissed: tuple[str, ...] = Field((), max_length=200, description="Courses not wanted.")
    started: PlanDay | None = Field(
        None,
        description="The day on which the plan was made, from which the days to look back are "
        "counted; null is the day of the advice.",
    )
    edits: tuple[PlanEdit, ...] = Field(
        (),
        max_length=plan_line.MOST_EDITS,
        description="What the person changed on lines of the plan; a new plan keeps it.",
    )
    own_steps: tuple[OwnStep, ...] = Field(
        (), max_length=plan_line.MOST_OWN, description="Lines that the person added to the plan."
    )
    check_ins: tuple[CheckIn, ...] = Field(
        (),
        max_length=plan_line.MOST_CHECK_INS,
        description="Looks back at the plan, the earliest first.",
    )

    @field_validator("statements", mode="before")
    @classmethod
    def _knows_the_statements(cls, told: object) -> object:
        if not isinstance(told, Mapping):
            raise ValueError("this must be an object of statement and answer")
        known = get_args(StatementId)
        for name in told:
            if name not in known:
                near = get_close_matches(str(name)[:80], known, n=1) or known
                ask = "did you mean" if len(near) == 1 else "choose from"
                wrong = _shown(str(name)[:30])
                raise ValueError(f"there is no statement {wrong}; {ask}: {', '.join(near)}")
        return told

    @model_validator(mode="after")
    def _says_something(self) -> SelfScan:
        if not (self.role or self.target_roles or self.wish.strip() or any(self.ratings.values())):
            raise ValueError(
                "The scan is empty: give at least a role, a target role, a wish "
                "or one skill above level 0"
            )
        return self

    @property
    def learning_hours(self) -> float:
        """Hours a week to plan with."""
        return 4.0 if self.hours_per_week is None else self.hours_per_week

    @property
    def vigour(self) -> int | None:
        """Energy after an ordinary week, from 1 to 5: as told, or from the statements about it.

        Between two it is the lower one, for who is asked too much stops.
        """
        answers = given("energy", self.statements)
        if self.energy is not None or not answers:
            return self.energy
        return -((len(answers) - 2 * sum(answers)) // (2 * len(answers)))

    @property
    def hindrance(self) -> Obstacle | None:
        """What most stands in the way: as told, or doubt for who is not sure of managing."""
        doubts = self.confidence is not None and self.confidence <= DOUBT
        return self.obstacle or ("confidence" if doubts else None)

    def last_day(self, today: dt.date) -> dt.date:
        """The day by which the plan should have ended; before `today` when that is past."""
        last = today + dt.timedelta(weeks=self.weeks)
        return last if self.deadline is None else min(last, self.deadline)


def parse_self_scan(data: object) -> SelfScan:
    """Turn decoded JSON into a scan.

    Raises:
        ScanError: one sentence that names the field, what is wrong and what it may hold.
    """
    if not isinstance(data, Mapping):
        raise ScanError("A self-scan is one JSON object; see examples/self_scans.")
    try:
        return SelfScan.model_validate(dict(data))
    except ValidationError as error:
        raise ScanError(explain(error.errors(include_url=False))) from None


def read_self_scan(path: Path) -> SelfScan:
    """Read a scan from a JSON file.

    Raises:
        ScanError: the file is missing, is no JSON or holds no valid scan; the message names it.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ScanError(f"There is no file '{path}'; check the name.") from None
    except IsADirectoryError:
        raise ScanError(f"'{path}' is a folder; name the JSON file in it.") from None
    except OSError as error:
        raise ScanError(f"'{path}' cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ScanError(f"'{path}' is not UTF-8; save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ScanError(f"'{path}' line {error.lineno} is no valid JSON: {error.msg}.") from None
    except (RecursionError, ValueError):
        raise ScanError(
            f"'{path}' is nested too deep, or holds a number that is too long."
        ) from None
    try:
        return parse_self_scan(data)
    except ScanError as error:
        raise ScanError(f"{path}: {error}") from None


def check_concepts(scan: SelfScan, taxonomy: Taxonomy) -> None:
    """See that every slug in a scan is in the taxonomy.

    Raises:
        ScanError: one is not; the message names the field and proposes near ones.
    """
    named: list[tuple[str, Callable[[str], object], str]] = []
    if scan.role:
        named.append(("role", taxonomy.role, scan.role))
    named += [("target_roles", taxonomy.role, slug) for slug in scan.target_roles]
    named += [("ratings", taxonomy.skill, slug) for slug in scan.ratings]
    for field, look_up, slug in named:
        try:
            look_up(slug)
        except UnknownConcept as error:
            raise ScanError(f"{field}: {error}") from None
    for slug in scan.interests:
        if slug not in taxonomy.labels["themes"]:
            known = ", ".join(sorted(taxonomy.labels["themes"]))
            raise ScanError(f"interests: There is no theme '{slug}'; choose from: {known}.")


def explain(errors: list[Any], thing: str = "a self-scan") -> str:
    """Turn Pydantic's findings into one sentence about the first, and say how many more.

    Args:
        errors: what Pydantic found.
        thing: what it was reading, for a field that is no part of it.
    """
    first = errors[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("body", "[key]"))
    rule = _RULES.get(first["type"])
    message = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    if rule is not None:
        message = rule.format(thing=thing, **first.get("ctx", {}))
    if first["type"] in _SHOWN and isinstance(first["input"], str | int | float | bool | None):
        message += f", not {_shown(first['input'])}"
    more = f" ({len(errors) - 1} more to mend)" if len(errors) > 1 else ""
    return f"{place}: {message}.{more}" if place else f"{message}.{more}"


# Pydantic's findings in our words: what the field may hold, never how it is implemented.
_RULES = {
    "extra_forbidden": "this field is not part of {thing}; leave it out",
    "greater_than_equal": "this must be {ge} or more",
    "less_than_equal": "this must be {le} or less",
    "literal_error": "this must be {expected}",
    "too_long": "this may hold {max_length} at most",
    "too_short": "this must hold {min_length} or more",
    "string_too_long": "this may have {max_length} characters at most",
    "string_too_short": "this must have {min_length} characters or more",
    "int_type": "this must be a whole number",
    "int_parsing": "this must be a whole number",
    "int_from_float": "this must be a whole number",
    "float_type": "this must be a number",
    "float_parsing": "this must be a number",
    "finite_number": "this must be a finite number",
    "bool_type": "this must be true or false",
    "bool_parsing": "this must be true or false",
    "string_type": "this must be a text",
    "dict_type": "this must be an object of skill and level",
    "tuple_type": "this must be a list",
    "missing": "this is missing",
    "date_type": "this must be a day, such as 2027-01-04",
    "date_parsing": "this must be a day, such as 2027-01-04",
    "date_from_datetime_parsing": "this must be a day, such as 2027-01-04",
    "date_from_datetime_inexact": "this must be a day, without a time",
    "model_type": "this must be an object",
}
_SHOWN = frozenset(_RULES) - {"extra_forbidden", "too_long", "too_short", "missing"}


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:  # an integer of thousands of digits
        return "a number of that length"
    return text if len(text) <= 40 else text[:37] + "..."
