"""The scan as a form: what was filled in, what it means, and what has to be mended.

Nothing is saved until the last step. The answers of the other steps travel along as hidden fields
and in a cookie of the browser (see `draft`), so the form works without JavaScript and going back
loses nothing.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Request

from recommender import SelfScan
from recommender.agenda import MOST_PERIODS, Busy
from service.web import choices
from service.wording import Wording

Step = Literal["work", "skills", "means"]
STEPS: tuple[Step, ...] = ("work", "skills", "means")
_FIELDS: Mapping[Step, tuple[str, ...]] = {
    "work": ("role", "years", "work_form", "goal", "target_roles", "wish", "why_now"),
    "skills": (),
    "means": (
        "region",
        "travel",
        "evenings_only",
        "languages",
        "budget",
        "hours_per_week",
        "weeks",
        "busy",
        "support",
        "employer_budget",
        "reclaims_vat",
        "obstacle",
        "when",
        "then",
        "energy",
        "helper",
    ),
}
ASKED = frozenset({"ratings", *(name for names in _FIELDS.values() for name in names)})
"""The fields of a scan that the form asks."""

RATING = "rating."
_LONGEST = 2_000
"""Characters of one answer that are kept while it is being mended."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in, as it was filled in."""

    values: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The answer to a question, empty when it was skipped."""
        return next((value for value in self.values.get(name, ()) if value), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All answers to a question."""
        return tuple(value for value in self.values.get(name, ()) if value)

    def nth(self, name: str, index: int) -> str:
        """One of several answers, empty when there are fewer."""
        found = self.all(name)
        return found[index] if index < len(found) else ""

    def rated(self) -> tuple[str, ...]:
        """The skills that were rated."""
        names = (name for name in self.values if name.startswith(RATING) and self.one(name))
        return tuple(name.removeprefix(RATING) for name in names)

    def wishing(self, role: str) -> Answers:
        """The answers with a role as the first wish; the same when there is none."""
        if not role:
            return self
        others = [slug for slug in self.all("target_roles") if slug != role]
        values = {**self.values, "target_roles": (role, *others[:2])}
        return Answers(values if others else {**values, "goal": ("move",)})

    def without(self, step: Step) -> Answers:
        """The answers as if a step was skipped."""
        return Answers({k: v for k, v in self.values.items() if _step_of(k) != step})

    def hidden(self, step: Step, shown: Iterable[str] = ()) -> list[tuple[str, str]]:
        """What has to travel along while a step is shown, but for the fields it shows itself."""
        here = {*_FIELDS[step], *shown}
        return [
            (name, value)
            for name, values in self.values.items()
            if name not in here
            for value in values
            if value
        ]


def _step_of(name: str) -> Step | None:
    if name.startswith(RATING):
        return "skills"
    return next((step for step in STEPS if name in _FIELDS[step]), None)


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it came in."""

    answers: Answers
    step: Step
    go: str
    """The button: next, back, skip, restart; or a language."""
    chosen: bool = False
    """Whether an agenda was chosen that nobody asked to read yet."""


async def posted(request: Request) -> Posted:
    """Read the form of a request, keeping only what the form asks."""
    async with request.form() as form:
        values = kept({name: form.getlist(name) for name in form})
        step = next((known for known in STEPS if form.get("step") == known), STEPS[0])
        chosen = step == "means" and bool(form.get("document"))
        return Posted(Answers(values), step, str(form.get("go") or "next"), chosen)


def kept(given: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """What came in, as far as the form asks for it."""
    return {
        name: tuple(v[:_LONGEST].replace("\x00", "") for v in values if isinstance(v, str))
        for name, values in given.items()
        if _step_of(name) and isinstance(values, list)
    }


EMPTY = Answers(
    {
        "work_form": ("employed",),
        "goal": ("broaden",),
        "travel": ("country",),
        "languages": ("nl", "en"),
        "weeks": ("26",),
        "support": ("unknown",),
    }
)


def defaults(step: Step) -> dict[str, tuple[str, ...]]:
    """What holds for a step that was skipped."""
    return {name: values for name, values in EMPTY.values.items() if _step_of(name) == step}


def answers_of(scan: SelfScan, w: Wording) -> Answers:
    """A saved scan, filled in again."""
    values: dict[str, tuple[str, ...]] = {
        "role": (scan.role or "",),
        "years": (_written(scan.years, w),),
        "work_form": (scan.work_form,),
        "goal": (scan.goal,),
        "target_roles": scan.target_roles,
        "wish": (scan.wish,),
        "why_now": (scan.why_now,),
        "region": (scan.region or "",),
        "travel": (scan.travel,),
        "evenings_only": ("yes",) if scan.evenings_only else (),
        "languages": tuple(scan.languages),
        "budget": (_written(scan.budget, w),),
        "hours_per_week": (_written(scan.hours_per_week, w),),
        "weeks": (str(scan.weeks),),
        "busy": tuple(period(busy) for busy in scan.busy),
        "support": (scan.support,),
        "employer_budget": (_written(scan.employer_budget, w),),
        "reclaims_vat": ({True: "yes", False: "no", None: ""}[scan.reclaims_vat],),
        "obstacle": (scan.obstacle or "",),
        "when": (scan.when,),
        "then": (scan.then,),
        "energy": (str(scan.energy or ""),),
        "helper": (scan.helper,),
    }
    values |= {RATING + skill: (str(level),) for skill, level in scan.ratings.items()}
    return Answers(values)


def period(busy: Busy) -> str:
    """A period without time as a value of the form: 2027-02-01/2027-02-14."""
    return f"{busy.start}/{busy.end}"


def periods(answers: Answers) -> Iterator[Busy]:
    """The periods without time that stand in the form."""
    for value in answers.all("busy")[:MOST_PERIODS]:
        with suppress(ValueError):  # only a forged form holds anything else
            start, end = map(dt.date.fromisoformat, value.split("/"))
            yield Busy(start=start, end=end)


def _written(value: float | None, w: Wording) -> str:
    if value is None:
        return ""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if w.language == "nl" else text


@dataclass(frozen=True, slots=True)
class Reading:
    """What the answers mean: fields of a scan, and per field what has to be mended."""

    fields: dict[str, Any]
    errors: dict[str, str]

    def wrong_in(self, step: Step) -> dict[str, str]:
        """What has to be mended in one step."""
        return {name: says for name, says in self.errors.items() if _step_of(name) == step}

    def first_wrong_step(self) -> Step | None:
        """The first step that has something to mend."""
        steps = [_step_of(name) for name in self.errors]
        return next((step for step in STEPS if step in steps), None)


def read(answers: Answers, w: Wording) -> Reading:
    """Turn answers into the fields of a scan."""
    reader = _Reader(answers, w)
    reader.work()
    reader.skills()
    reader.means()
    return Reading(reader.fields, reader.errors)


_PLAIN = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]{1,2})?")


def read_number(text: str) -> float:
    """A number as people write it: 1.500 and 1,500 are fifteen hundred, 2,5 is two and a half.

    Raises:
        ValueError: it is no number.
    """
    bare = re.sub(r"[€\s]|euro?", "", text.casefold()).removesuffix(",-")
    if _THOUSANDS.fullmatch(bare):
        tail = re.search(r"[.,][0-9]{1,2}$", bare)
        whole, cents = (bare[: tail.start()], bare[tail.start() + 1 :]) if tail else (bare, "0")
        return float(re.sub(r"[.,]", "", whole) + "." + cents)
    if _PLAIN.fullmatch(bare):
        return float(bare.replace(",", "."))
    raise ValueError(text)


class _Reader:
    """Collects fields and errors; a skipped question leaves the default of the scan."""

    def __init__(self, answers: Answers, w: Wording) -> None:
        self.answers = answers
        self.w = w
        self.fields: dict[str, Any] = {}
        self.errors: dict[str, str] = {}

    def work(self) -> None:
        w, roles = self.w, self.w.taxonomy.roles
        self._pick("role", set(roles))
        self._number("years", 60, w.t("Write the years as a number from 0 to 60."))
        self._pick("work_form", {c.value for c in choices.work_forms(w)})
        self._pick("goal", {c.value for c in choices.goals(w)})
        wished = tuple(dict.fromkeys(self.answers.all("target_roles")))[:3]
        if all(slug in roles for slug in wished):
            self.fields["target_roles"] = wished
        else:
            self.errors["target_roles"] = w.t("Choose a role from the list.")
        self._text("wish", 500, w.t("Keep your wish within 500 characters."))
        self._text("why_now", 300, w.t("Keep this within {n} characters.", n=300))
        if not (self.answers.one("role") or wished or self.fields.get("wish")):
            self.errors["role"] = w.t(
                "Choose your role, a role you would like, or write down what you want to learn."
            )

    def skills(self) -> None:
        self.fields["ratings"] = {
            name.removeprefix(RATING): int(self.answers.one(name))
            for name in self.answers.values
            if name.startswith(RATING)
            and name.removeprefix(RATING) in self.w.taxonomy.skills
            and self.answers.one(name) in ("0", "1", "2", "3")
        }

    def means(self) -> None:
        w = self.w
        self._text("region", 60, w.t("Keep the town within 60 characters."))
        self._pick("travel", {c.value for c in choices.travels(w)})
        self.fields["evenings_only"] = bool(self.answers.one("evenings_only"))
        spoken = [c.value for c in choices.languages(w) if c.value in self.answers.all("languages")]
        self.fields["languages"] = spoken
        if not spoken:
            self.errors["languages"] = w.t("Choose at least one language.")
        self._number("budget", 1_000_000, w.t("Write your budget as a number, such as 400."))
        self._number("hours_per_week", 60, w.t("Write the hours as a number from 0 to 60."))
        weeks = self.answers.one("weeks")
        if weeks.isdecimal() and weeks.isascii() and 1 <= int(weeks[:4]) <= 104:
            self.fields["weeks"] = int(weeks)
        elif weeks:
            self.errors["weeks"] = w.t("Choose one of these answers.")
        self.fields["busy"] = list(periods(self.answers))
        self._pick("support", {c.value for c in choices.supports(w)})
        # Only what was asked: who was offered money, and who works for themselves.
        if self.fields.get("support") in ("money", "time-and-money"):
            problem = w.t("Write the amount as a number, such as 400.")
            self._number("employer_budget", 1_000_000, problem)
        if self.fields.get("work_form") == "freelance":
            self._pick("reclaims_vat", {c.value for c in choices.vat(w)}, "yes".__eq__)
        self._pick("obstacle", {c.value for c in choices.obstacles(w)})
        self._text("when", 200, w.t("Keep this within {n} characters.", n=200))
        self._text("then", 200, w.t("Keep this within {n} characters.", n=200))
        self._pick("energy", {c.value for c in choices.energies(w)}, int)
        self._text("helper", 60, w.t("Keep this within {n} characters.", n=60))

    def _pick(self, name: str, known: set[str], kind: Callable[[str], object] = str) -> None:
        value = self.answers.one(name)
        if value in known:
            self.fields[name] = kind(value)
        elif value:
            self.errors[name] = self.w.t("Choose one of these answers.")

    def _text(self, name: str, longest: int, problem: str) -> None:
        value = self.answers.one(name).strip()
        if len(value.replace("\r\n", "\n")) > longest:
            self.errors[name] = problem
        elif value:
            self.fields[name] = value.replace("\r\n", "\n")

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
