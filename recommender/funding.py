"""Who pays a part of a course: rules in dated files, each with its source and a day to look again.

One YAML file per rule in `data/funding`. Koers knows rules, not decisions: what only the person can
check is a condition in words, and a rule that was not looked at in time is shown and not counted.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from recommender.course import KINDS, Course, Kind
from recommender.self_scan import SelfScan, WorkForm, explain
from skills_taxonomy import KoersError, Text

_FOLDER = Path(__file__).parent / "data" / "funding"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Pays = Literal["vat", "share", "employer-budget"]
"""What a rule pays: the VAT, a share of the price, or what the employer or client promised. In
this order the parts come off the price."""

Standing = Literal["open", "review-due", "not-yet", "ended"]
"""Whether a rule counts on a day; only an open one does."""

_PAYS: tuple[Pays, ...] = ("vat", "share", "employer-budget")
_OFFSET = re.compile(r"([+-]?\d{1,3}) (day|week|month)s?")
_HIGHEST_VAT = Decimal("1.21")


class Offset(NamedTuple):
    """A length of time before (negative) or after a day."""

    months: int
    days: int

    def after(self, day: dt.date) -> dt.date:
        """The day that lies so far away; a month later than the 31st is the last of the month."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return day.replace(year=year, month=month, day=min(day.day, last)) + dt.timedelta(self.days)


def _offset(value: object) -> object:
    found = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("this must be a length of time such as '2 weeks' or '-3 months'")
    count, unit = int(found[1]), found[2]
    return Offset(count, 0) if unit == "month" else Offset(0, count * (7 if unit == "week" else 1))


def _fraction(value: object) -> object:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError("this must be a fraction such as '1/3' or '0.5'") from None


def _words(value: object) -> object:
    match value:
        case {"nl": str(nl), "en": str(en), **rest} if nl.strip() and en.strip() and not rest:
            return Text(nl, en)
    raise ValueError("this must be a text in both languages, under nl and en")


def _address(value: object) -> object:
    try:
        TypeAdapter(HttpUrl).validate_python(value)
    except ValidationError:
        raise ValueError("this must be a web address that starts with https://") from None
    return value


When = Annotated[Offset, BeforeValidator(_offset)]
Words = Annotated[Text, BeforeValidator(_words)]
Euros = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Who(_Part):
    """For whom a rule is."""

    work_forms: tuple[WorkForm, ...] = ()
    """Ways of working; empty is everybody."""
    conditions: tuple[Words, ...] = ()
    """What only the person can check."""


class What(_Part):
    """For which courses a rule is."""

    kinds: tuple[Kind, ...] = KINDS
    least_price: Euros = Decimal(0)
    """Euros that a course costs at least, without VAT."""
    purpose: Words | None = None
    """What it must be for; for the person to check."""


class Window(_Part):
    """The days, seen from the start of a course, between which one can apply."""

    first: When = Field(alias="from")
    last: When = Field(alias="until")


class Step(_Part):
    """Something to do, and by when."""

    do: Words
    by: When
    """Seen from the start of the course."""
    once: bool = False
    """Whether once is enough for a whole plan."""


class Source(_Part):
    """Where it can be read."""

    title: str = Field(min_length=1)
    url: Annotated[str, BeforeValidator(_address)]


class FundingRule(_Part):
    """One way to have a part of a course paid."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: Words
    pays: Pays
    who: Who = Who()
    what: What = What()
    share: Annotated[Fraction, BeforeValidator(_fraction)] | None = None
    """The part of the price that is paid; only for `pays: share`."""
    ceiling: Euros | None = None
    """Most euros for one person."""
    of: Literal["price-without-vat", "price-with-vat"] = "price-without-vat"
    """What the share is taken of."""
    apply: Window | None = None
    steps: tuple[Step, ...] = ()
    ended: Words | None = None
    """What to say when it no longer exists."""
    named: tuple[str, ...] = ()
    """Words by which providers still speak of it, exactly as written. Of a rule that has ended
    people only want to hear beside a course that still names it."""
    source: Source | None = None
    """Only an agreement with an employer or client may stand without one."""
    checked: dt.date
    """The day on which the facts were held against the source."""
    review_by: dt.date
    """After this day it is not counted until somebody has looked again; an agreement with an
    employer or client is."""
    status: Literal["check-before-use", "confirmed"] = "check-before-use"
    """Whether the facts come from the body itself, or have to be checked before use."""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> FundingRule:
        if (self.share is None) == (self.pays == "share"):
            raise ValueError("a share belongs to 'pays: share', and only there")
        if self.share is not None and not 0 < self.share <= 1:
            raise ValueError("a share lies above 0 and is 1 at most")
        if self.source is None and self.pays != "employer-budget":
            raise ValueError("source: this is missing; say where it can be read")
        if self.review_by < self.checked:
            raise ValueError("review_by lies before checked; it is the day to look again")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until lies before valid_from")
        if self.apply and self.apply.last < self.apply.first:
            raise ValueError("the window to apply ends before it begins")
        if self.valid_until and not (self.ended and self.named):
            raise ValueError(
                "a rule with a last day also says, under ended and named, what to tell after it"
            )
        return self

    def standing(self, today: dt.date) -> Standing:
        """Whether it counts on a day, and if not, why."""
        if self.valid_until and today > self.valid_until:
            return "ended"
        if self.valid_from and today < self.valid_from:
            return "not-yet"
        # An agreement is no scheme: it holds as long as the person says that it does.
        dated = self.pays != "employer-budget"
        return "review-due" if dated and today > self.review_by else "open"

    def window(self, start: dt.date, today: dt.date) -> tuple[dt.date, dt.date | None]:
        """First and last day on which one can apply for a course that starts on a day."""
        first, last = today, self.valid_until
        if self.apply is not None:
            first = max(first, self.apply.first.after(start))
            until = self.apply.last.after(start)
            last = until if last is None else min(last, until)
        return first, last

    def is_for(self, scan: SelfScan) -> bool:
        """Whether it is for this person, as far as Koers can tell."""
        if self.who.work_forms and scan.work_form not in self.who.work_forms:
            return False
        if self.pays == "vat":
            return scan.reclaims_vat is not False
        return self.pays != "employer-budget" or _employer_pays(scan)

    def concerns(self, course: Course, today: dt.date) -> bool:
        """Whether it is for this course, as far as Koers can tell."""
        if not course.price or course.kind not in self.what.kinds:
            return False
        if price_without_vat(course) < self.what.least_price:
            return False
        if self.standing(today) == "ended":
            return self._is_named_by(course)
        return self.pays != "vat" or bool(course.vat)

    def _is_named_by(self, course: Course) -> bool:
        texts = course.title, course.summary, course.description, *course.outcomes
        return _name(self.named, *texts, *(text for _, text in course.said))


@lru_cache(maxsize=16_384)
def _name(names: tuple[str, ...], *texts: str) -> bool:
    """Whether a text names one of these, as a word. The same courses are asked in every advice."""
    found = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or r"(?!)")
    return any(found.search(text) for text in texts)


def _employer_pays(scan: SelfScan) -> bool:
    if scan.employer_budget is not None:
        return scan.employer_budget > 0
    return scan.support in ("money", "time-and-money")


def price_without_vat(course: Course) -> Decimal:
    """Euros without VAT; where no VAT is told, as if it were the highest rate, so never too much.

    A course without a price counts as 0.
    """
    if course.price is None:
        return Decimal(0)
    return course.price / _HIGHEST_VAT if course.vat is None else course.price - course.vat


def load_funding_rules(folder: Path | None = None) -> tuple[FundingRule, ...]:
    """The rules of a folder, in the order in which they come off a price.

    Args:
        folder: holds one `.yaml` per rule; None is the rules that come with Koers.

    Raises:
        KoersError: a file cannot be read; one sentence that names file, field and mistake.
    """
    return _bundled() if folder is None else _read(folder)


@lru_cache(maxsize=1)
def _bundled() -> tuple[FundingRule, ...]:
    return _read(_FOLDER)


def _read(folder: Path) -> tuple[FundingRule, ...]:
    if not folder.is_dir():
        raise KoersError(f"There is no folder '{folder}' with funding rules; check the name.")
    return in_order(_rule(path) for path in sorted(folder.glob("*.yaml")))


def in_order(rules: Iterable[FundingRule]) -> tuple[FundingRule, ...]:
    """Rules in the order in which their parts come off a price."""
    return tuple(sorted(rules, key=lambda rule: (_PAYS.index(rule.pays), rule.id)))


def _rule(path: Path) -> FundingRule:
    try:
        data: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - safe
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KoersError(f"{path.name} line {line} is no valid YAML: {error.problem}.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KoersError(f"{path.name} cannot be read: {error}.") from None
    if not isinstance(data, dict):
        raise KoersError(f"{path.name} holds no rule; write its fields as 'name: value'.")
    try:
        rule = FundingRule.model_validate(data)
    except ValidationError as error:
        found = explain(error.errors(include_url=False), "a funding rule")
        raise KoersError(f"{path.name}: {found}") from None
    if rule.id != path.stem:
        raise KoersError(f"{path.name}: id: this must be the name of the file, '{path.stem}'.")
    return rule
