"""What the answers of the scan mean: fields of a scan, and per field what has to be mended."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from recommender.agenda import MOST_PERIODS, Busy
from recommender.statement import STATEMENTS
from service.web import choices
from service.web.answers import Answers, Values
from service.web.role_field import read_role
from service.web.scan_steps import PAGES, RATING, STATEMENT, ScanPage, page_of, place
from service.wording import Wording

MOST_THEMES = 4
_MONEY = ("money", "time-and-money")
_COUNTED = ("years", "hours_per_week", "budget", "employer_budget")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the answers mean: fields of a scan, and per field what has to be mended."""

    fields: dict[str, Any]
    errors: dict[str, str]

    def wrong_in(self, page: ScanPage) -> dict[str, str]:
        """What has to be mended on one page."""
        return {name: says for name, says in self.errors.items() if page_of(name) is page}

    def first_wrong(self) -> ScanPage | None:
        """The first page that has something to mend."""
        pages = [page for name in self.errors if (page := page_of(name))]
        return min(pages, key=place) if pages else None


def unasked(told: Mapping[str, Any]) -> Mapping[str, str]:
    """Fields that the form does not put to somebody, each with the answer that makes it so."""
    found = {}
    if told["support"] not in _MONEY:
        found["employer_budget"] = "support"
    if told["work_form"] != "freelance":
        found["reclaims_vat"] = "work_form"
    return found


def read(answers: Answers, w: Wording) -> Reading:
    """Turn answers into the fields of a scan."""
    reader = _Reader(answers, w)
    for page in PAGES:
        reader.of[page.name]()
    return Reading(reader.fields, reader.errors)


def meaning(name: str, values: Values, w: Wording) -> object:
    """What an answer comes to: a role by any of its names, a number or day however it is written.

    A page shows an answer in its own language, so what comes back may be written otherwise than
    what is kept.
    """
    if name in ("role", "target_roles"):
        return tuple(read_role(value, w.taxonomy).slug or value for value in values)
    read = read_day if name == "deadline" else read_number if name in _COUNTED else None
    if read is None or len(values) != 1:
        return values
    try:
        return read(values[0])
    except ValueError:
        return values


def says_something(answers: Answers) -> bool:
    """Whether there is enough to advise on: a role, a wish, or one skill above level 0."""
    if any(answers.one(name) for name in ("role", "target_roles", "wish")):
        return True
    return any(answers.one(RATING + skill) not in ("", "0") for skill in answers.rated())


_PLAIN = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]{1,2})?")


def read_number(text: str) -> float:
    """A number as people write it: 1.500 and 1,500 are fifteen hundred, 2,5 is two and a half.

    Raises:
        ValueError: it is no number.
    """
    bare = re.sub(r"[€\s]|euro?", "", text[:60].casefold()).removesuffix(",-")
    if _THOUSANDS.fullmatch(bare):
        tail = re.search(r"[.,][0-9]{1,2}$", bare)
        whole, cents = (bare[: tail.start()], bare[tail.start() + 1 :]) if tail else (bare, "0")
        return float(re.sub(r"[.,]", "", whole) + "." + cents)
    if _PLAIN.fullmatch(bare):
        return float(bare.replace(",", "."))
    raise ValueError(text)


_DUTCH_DAY = re.compile(r"\s*([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})\s*")


def read_day(text: str) -> dt.date:
    """A day as a browser sends it, 2027-05-31, or as people write it, 31-5-2027.

    Raises:
        ValueError: it is no day.
    """
    if written := _DUTCH_DAY.fullmatch(text[:40]):
        day, month, year = map(int, written.groups())
        return dt.date(year, month, day)
    return dt.date.fromisoformat(text.strip()[:40])


def period(busy: Busy) -> str:
    """A period without time as a value of the form: 2027-02-01/2027-02-14."""
    return f"{busy.start}/{busy.end}"


def periods(answers: Answers) -> Iterator[Busy]:
    """The periods without time that stand in the form."""
    for value in answers.all("busy")[:MOST_PERIODS]:
        with suppress(ValueError):  # only a forged form holds anything else
            start, end = map(dt.date.fromisoformat, value.split("/"))
            yield Busy(start=start, end=end)


class _Reader:
    """Collects fields and errors; a skipped question leaves the default of the scan."""

    def __init__(self, answers: Answers, w: Wording) -> None:
        self.answers = answers
        self.w = w
        self.fields: dict[str, Any] = {}
        self.errors: dict[str, str] = {}
        self.of: dict[str, Callable[[], None]] = {
            "werk": self.work,
            "wens": self.wish,
            "tijd": self.time,
            "geld": self.money,
            "plaats": self.place,
            "energie": self.statements,
            "vak": self.statements,
            "verandering": self.statements,
            "vaardigheden": self.skills,
            "richting": self.direction,
        }

    def work(self) -> None:
        role = self._roles("role")
        if role:
            self.fields["role"] = role[0]
        self._number("years", 60, self.w.t("Write the years as a number from 0 to 60."))
        self._pick("work_form", choices.work_forms(self.w))

    def wish(self) -> None:
        self._pick("goal", choices.goals(self.w))
        self.fields["target_roles"] = tuple(dict.fromkeys(self._roles("target_roles")))[:3]
        self._text("wish", 500)
        self._text("why_now", 300)
        known = {choice.value for choice in choices.themes(self.w)}
        chosen = [theme for theme in self.answers.all("interests") if theme in known]
        self.fields["interests"] = tuple(dict.fromkeys(chosen))[:MOST_THEMES]
        if len(chosen) > MOST_THEMES:
            self.errors["interests"] = self.w.t(
                "Choose {n} subjects at most; you chose {chosen}.",
                n=MOST_THEMES,
                chosen=len(chosen),
            )
        if not says_something(self.answers):
            self.errors["wish"] = self.w.t(
                "Write down what you want to learn, or choose your role on the page before. One of "
                "the two is enough."
            )

    def time(self) -> None:
        w = self.w
        self._number("hours_per_week", 60, w.t("Write the hours as a number from 0 to 60."))
        self._whole("weeks", 1, 104)
        if text := self.answers.one("deadline").strip():
            try:
                self.fields["deadline"] = read_day(text)
            except ValueError:
                self.errors["deadline"] = w.t("Write the day like this: 31-5-2027.")
        for name in ("evenings_only", "together"):
            self.fields[name] = bool(self.answers.one(name))
        self.fields["busy"] = list(periods(self.answers))

    def money(self) -> None:
        w = self.w
        self._pick("support", choices.supports(w))
        # Only what was asked: who was offered money, and who works for themselves.
        if self.fields.get("support") in _MONEY:
            problem = w.t("Write the amount as a number, such as 400.")
            self._number("employer_budget", 1_000_000, problem)
        self._number("budget", 1_000_000, w.t("Write your budget as a number, such as 400."))
        self._pick("budget_period", choices.budget_periods(w))
        if self.fields.get("work_form") == "freelance":
            self._pick("reclaims_vat", choices.vat(w), "yes".__eq__)

    def place(self) -> None:
        w = self.w
        self._text("region", 60)
        self._pick("travel", choices.travels(w))
        spoken = [c.value for c in choices.languages(w) if c.value in self.answers.all("languages")]
        self.fields["languages"] = spoken
        if not spoken:
            self.errors["languages"] = w.t("Choose at least one language.")

    def statements(self) -> None:
        self.fields["statements"] = {}
        for statement in STATEMENTS:
            told = self.answers.one(STATEMENT + statement.id)
            if told in ("1", "2", "3", "4", "5"):
                self.fields["statements"][statement.id] = int(told)
            elif told:
                self.errors[STATEMENT + statement.id] = self.w.t("Choose one of these answers.")

    def skills(self) -> None:
        self.fields["ratings"] = {
            skill: int(self.answers.one(RATING + skill))
            for skill in self.answers.rated()
            if skill in self.w.taxonomy.skills
            and self.answers.one(RATING + skill) in ("0", "1", "2", "3")
        }

    def direction(self) -> None:
        for name in ("importance", "confidence", "readiness"):
            self._whole(name, 0, 10)
        self._pick("obstacle", choices.obstacles(self.w))
        self._text("when", 200)
        self._text("then", 200)
        self._text("helper", 60)

    def _roles(self, name: str) -> list[str]:
        found = []
        for typed in self.answers.all(name):
            slug = read_role(typed, self.w.taxonomy).slug
            if slug is not None:
                found.append(slug)
            else:
                self.errors[name] = self.w.t(
                    "We do not know the role ‘{typed}’ by that name. Choose one from the list, or "
                    "leave this empty.",
                    typed=typed if len(typed) <= 60 else f"{typed[:60]}…",
                )
        return found

    def _pick(
        self, name: str, known: Iterable[choices.Choice], kind: Callable[[str], object] = str
    ) -> None:
        value = self.answers.one(name)
        if value in {choice.value for choice in known}:
            self.fields[name] = kind(value)
        elif value:
            self.errors[name] = self.w.t("Choose one of these answers.")

    def _whole(self, name: str, least: int, most: int) -> None:
        value = self.answers.one(name)
        if re.fullmatch(r"[0-9]{1,4}", value) and least <= int(value) <= most:
            self.fields[name] = int(value)
        elif value:
            self.errors[name] = self.w.t("Choose one of these answers.")

    def _text(self, name: str, longest: int) -> None:
        value = self.answers.one(name).strip()
        if len(value) > longest:
            self.errors[name] = self.w.t(
                "Keep this within {n} characters; it has {now}. Nothing of it is lost yet: shorten "
                "it here.",
                n=longest,
                now=self.w.number(len(value)),
            )
        elif value:
            self.fields[name] = value

    def _number(self, name: str, most: float, problem: str) -> None:
        text = self.answers.one(name).strip()
        if not text:
            return
        try:
            value = read_number(text)
        except ValueError:
            value = math.inf
        if value > most:
            self.errors[name] = problem
        else:
            self.fields[name] = value
