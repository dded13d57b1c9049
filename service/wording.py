"""Typed reasons, plans and notices as sentences, in Dutch or English.

Every face of Koers says things through a `Wording`, so page, brief, widget and command line use the
same words. English is the text in the code; Dutch comes from the catalogues in `locale/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from recommender.action_plan import Goal, Helper, IfThen
from recommender.course import Course
from recommender.course_status import HandledCourse
from recommender.course_step import CourseStep
from recommender.course_suggestion import CourseSuggestion
from recommender.fit import start_is_open, words_of
from recommender.learning_path import LearningPath
from recommender.net_cost import Funding, NetCost
from recommender.path_alternatives import Alternative
from recommender.profile import SkillState
from recommender.reason import Reason
from recommender.role_match import RoleMatch
from recommender.steps_beyond import StepBeyond
from service import cost_sentences, path_sentences, plan_sentences, sentences, status_sentences
from service.translation import translations
from skills_taxonomy import Language, Level, Taxonomy

_PROPER = ("Python",)


class Wording:
    """One language's way of saying things."""

    def __init__(self, language: Language, taxonomy: Taxonomy) -> None:
        self.language: Language = language
        self.taxonomy = taxonomy
        self._texts = translations(language)
        self._locale = "nl_NL" if language == "nl" else "en_GB"

    # Plain texts.

    def gettext(self, message: str) -> str:
        """A text of the interface in this language."""
        return self._texts.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """A text that depends on a count."""
        return self._texts.ngettext(one, many, n)

    def t(self, message: str, /, **values: object) -> str:
        """A text with its `{named}` values filled in."""
        return self._texts.gettext(message).format(**values)

    def tn(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A text that depends on a count, with its values filled in; `{n}` is the count."""
        return self._texts.ngettext(one, many, n).format(n=n, **values)

    def listing(self, parts: Iterable[str]) -> str:
        """Several things in one sentence: a, b and c."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        return self.t("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def any_of(self, parts: Iterable[str]) -> str:
        """Several things of which one may hold: a, b or c."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        return self.t("{first} or {last}", first=", ".join(items[:-1]), last=items[-1])

    # Names.

    def skill(self, slug: str) -> str:
        """A skill as it stands inside a sentence."""
        return _inside(self.taxonomy.skill(slug).label[self.language])

    def role(self, slug: str) -> str:
        """A role as it stands inside a sentence."""
        return _inside(self.taxonomy.role(slug).label[self.language])

    def level(self, level: int) -> str:
        """The word for a level."""
        return self.taxonomy.labels["levels"][str(level)][self.language]

    def theme(self, slug: str) -> str:
        """The name of a theme."""
        return self.taxonomy.labels["themes"][slug][self.language]

    # Amounts and days.

    def money(self, amount: Decimal) -> str:
        """Euros, without cents when there are none; nothing is called free."""
        if amount == 0:
            return self.t("free")
        pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
        pattern = ("¤ " if self.language == "nl" else "¤") + pattern
        shown: str = format_currency(
            amount, "EUR", pattern, locale=self._locale, currency_digits=False
        )
        return shown.replace("\xa0", " ")

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return str(format_decimal(value, "#,##0.#", locale=self._locale))

    def hours(self, hours: float) -> str:
        """A number of hours."""
        if hours == 1:
            return self.t("1 hour")
        return self.t("{n} hours", n=self.number(hours))

    def weeks(self, weeks: int) -> str:
        """A number of weeks."""
        return self.tn("{n} week", "{n} weeks", weeks)

    def day(self, day: dt.date) -> str:
        """A day with its month and year."""
        return str(format_date(day, "d MMMM y", locale=self._locale))

    def short_day(self, day: dt.date) -> str:
        """A day of the week with its date: Tue 8 Dec."""
        return str(format_date(day, "EEE d MMM", locale=self._locale)).replace(".", "")

    def place(self, place: str | None) -> str:
        """A town, online, or what to ask the provider."""
        return self.t("place: ask") if place == "" else place or self.t("online")

    # Courses.

    def starts(self, suggestion: CourseSuggestion) -> str:
        """When and where a suggested course starts."""
        if not suggestion.runs:
            return self.open_start(suggestion.course)
        run = suggestion.runs[0]
        return self.t("{day}, {place}", day=self.short_day(run.start), place=self.place(run.place))

    def open_start(self, course: Course) -> str:
        """When a course without dates starts: any day, or what the provider writes instead."""
        if not start_is_open(course):
            return self.t("any day")
        said = words_of(course, "starts")
        return f"“{said}”" if said else self.t("ask when it starts")

    def length(self, course: Course) -> str:
        """How many hours a course takes; roughly, where the provider does not say."""
        hours = self.hours(course.hours)
        return self.t("about {hours}", hours=hours) if "hours" in course.guessed else hours

    def own_cost(self, cost: NetCost) -> str:
        """What remains for the person to pay, or that the price is not known."""
        return cost_sentences.own(self, cost)

    def path_cost(self, path: LearningPath) -> str:
        """What a whole path costs the person, or that no price in it is known."""
        return cost_sentences.of_path(self, path)

    def beside_cost(self, cost: NetCost, course: Course | None = None) -> str:
        """What stands small beside it: the price, the provider's words; may be empty."""
        return cost_sentences.beside(self, cost, course)

    def cost(self, cost: NetCost, course: Course | None = None) -> str:
        """What remains to pay, with the price where others pay a part."""
        return cost_sentences.with_price(self, cost, course)

    def funding(self, part: Funding) -> str:
        """Who pays a part, or why it is not counted; empty when there is nothing to say."""
        return cost_sentences.part(self, part)

    def conditions(self, part: Funding) -> list[str]:
        """What only the person can check."""
        return cost_sentences.conditions(self, part)

    def kind(self, course: Course) -> str:
        """What kind of offer it is."""
        return sentences.KINDS[course.kind](self)

    def mode(self, course: Course) -> str:
        """How it is taught."""
        return sentences.MODES[course.mode](self)

    def level_step(self, suggestion: CourseSuggestion) -> str:
        """From which level to which the first gain leads."""
        gain = suggestion.gains[0]
        low, high = self.level(gain.from_level), self.level(gain.to_level)
        return self.t("from {low} to {high}", low=low, high=high)

    # Reasons and plans.

    def reason(self, reason: Reason) -> str:
        """The sentence of a reason or notice."""
        say: Callable[[Wording, Any], str] = sentences.REASONS[type(reason)]
        return say(self, reason)

    def reasons(self, reasons: Iterable[Reason]) -> list[str]:
        """The sentences of several reasons."""
        return [self.reason(reason) for reason in reasons]

    def band(self, match: RoleMatch) -> str:
        """How near a role is, in words."""
        return sentences.BANDS[match.band](self)

    def evidence(self, state: SkillState) -> str:
        """Where a level comes from."""
        return plan_sentences.evidence(self, state)

    def goal(self, goal: Goal) -> str:
        """The goal of a plan, in the first person."""
        return plan_sentences.goal(self, goal)

    def if_then(self, if_then: IfThen) -> str:
        """The if-then sentence of a plan."""
        return plan_sentences.if_then(self, if_then)

    def if_then_parts(self, if_then: IfThen) -> tuple[str, str]:
        """The moment of an if-then, and what to do then."""
        return plan_sentences.if_then_parts(self, if_then)

    def together(self, path: LearningPath) -> str:
        """What a path costs, takes and brings."""
        return plan_sentences.together(self, path)

    def alternative(self, x: Alternative) -> str:
        """What another path is, in a word."""
        return path_sentences.name(self, x)

    def compared(self, x: Alternative) -> list[str]:
        """What another path gives and asks, beside the path."""
        return list(path_sentences.compared(self, x))

    def share(self, closed: float) -> str:
        """A share of what is still to learn, in words."""
        return plan_sentences.share(self, closed)

    def proof(self, path: LearningPath) -> str:
        """What the path was compared with; empty when it was not proven best."""
        return plan_sentences.proof(self, path)

    def booking(self, step: CourseStep) -> str:
        """Until when a course of the plan can be booked, or that it need not be."""
        return plan_sentences.booking(self, step)

    def next_course(self, step: CourseStep) -> str:
        """What to do about the course after this one; empty for the last."""
        return plan_sentences.next_course(self, step)

    def status(self, course: HandledCourse) -> str:
        """How it stands with a course beside the path."""
        return status_sentences.status(self, course)

    def keeps_going(self, beyond: StepBeyond) -> str:
        """That a step is there to keep going; empty for one that serves the goal."""
        return status_sentences.keeps_going(self, beyond)

    def helper(self, helper: Helper) -> str:
        """Who looks along."""
        return plan_sentences.helper(self, helper)

    def skill_level(self, skill: str, level: Level) -> str:
        """A skill with its level behind it."""
        return f"{self.skill(skill)} ({self.level(level)})"


def _inside(label: str) -> str:
    # "Video monteren" becomes "video monteren"; "AI begrijpen" and "Python voor data" stay.
    if label.startswith(_PROPER) or (len(label) > 1 and not label[1].islower()):
        return label
    return label[0].lower() + label[1:]
