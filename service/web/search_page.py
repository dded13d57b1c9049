"""All courses, searched and filtered by anybody: nothing here knows a person.

Who does not want their answers to be used for a ranking gets this page in place of their advice.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import get_args

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from recommender import Catalogue, Course, Recommender
from recommender.fit import words_of
from service.state import State, StateOf
from service.web import urls
from service.web.choices import Choice
from service.web.form_reading import read_number
from service.web.labels import safe_url
from service.web.limits import line_label
from service.web.visit import Visit, VisitOf
from service.wording import Wording
from skills_taxonomy import LANGUAGES, Line

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_QUERY, _COST, _FORM, _LANGUAGE, _LINE, _PAGE = "q", "kosten", "vorm", "taal", "lijn", "pagina"
_LONGEST, _MOST_EUROS = 200, 1_000_000
_ON_A_PAGE, _FOUND = 20, 60
SENT = "van"
"""Names the page that somebody was sent away from, because it needs a ranking."""

_SHARE_OF_BEST = 0.5
"""What scores less than this share of the best answer is no answer to the same question."""

Fits = Callable[[Course], bool]

_FORMS: Mapping[str, Fits] = {
    "online": lambda c: c.mode in ("online", "self-paced"),
    "avond": lambda c: c.part_of_day in ("evening", "weekend", "flexible"),
    "tempo": lambda c: c.mode == "self-paced",
}


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A course as everybody sees it."""

    title: str
    language: str
    url: str
    line: str
    line_label: str
    summary: str
    price: str
    hours: str
    starts: str
    level: str
    provider: str
    format: str


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A choice that narrows the list."""

    name: str
    label: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The courses that were found, and how they were asked for."""

    title: str
    token: str
    """Of who switched the ranking off; empty for everybody else."""
    action: str
    notice: str
    q: str
    cost: str
    cost_error: str
    filters: tuple[SearchFilter, ...]
    narrowed: bool
    count: str
    order: str
    """By what the list is ordered; nothing in it is personal."""
    rows: tuple[SearchRow, ...]
    before: str
    """The address of the page before; empty on the first."""
    after: str
    at: str
    """Which page of how many; empty when there is one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; what cannot be read is left out and told."""

    q: str
    cost: str
    most: Decimal | None
    problem: bool
    form: str
    language: str
    line: str
    page: int

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """Read the parameters of an address."""

        def one(name: str, known: Sequence[str] = ()) -> str:
            value = asked.get(name, "").replace("\x00", "").strip()[:_LONGEST]
            return value if not known or value in known else ""

        cost, most, problem = one(_COST), None, False
        if cost:
            try:
                number = read_number(cost)
                most, problem = Decimal(str(number)), number > _MOST_EUROS
            except ValueError:
                problem = True
        number_of_page = one(_PAGE)[:6]
        return cls(
            one(_QUERY),
            cost,
            None if problem else most,
            problem,
            one(_FORM, tuple(_FORMS)),
            one(_LANGUAGE, LANGUAGES),
            one(_LINE, get_args(Line)),
            max(1, int(number_of_page)) if number_of_page.isdecimal() else 1,
        )

    @property
    def words(self) -> dict[str, str]:
        """As parameters of an address, but for the page."""
        return {
            _QUERY: self.q,
            _COST: self.cost,
            _FORM: self.form,
            _LANGUAGE: self.language,
            _LINE: self.line,
        }

    def takes(self, course: Course) -> bool:
        """Whether a course passes the filters; one without a price passes no limit to it."""
        return (
            (not self.form or _FORMS[self.form](course))
            and self.language in ("", course.language)
            and self.line in ("", course.line)
            and (self.most is None or (course.price is not None and course.price <= self.most))
        )


@router.get(urls.COURSES)
def courses(visit: VisitOf, state: StateOf) -> Response:
    """Search all courses, without a scan."""
    return show_search(visit, state)


def show_search(visit: Visit, state: State, token: str = "") -> Response:
    """Draw the search; with a token for who switched the ranking off."""
    given = visit.request.query_params
    asked, recommender = Asked.of(given), state.advisor.recommender
    page = search_page(
        asked, recommender, visit.wording, state.clock(), token=token, sent=given.get(SENT, "")
    )
    return visit.render("courses.html", page, 422 if asked.problem else 200)


def search_page(
    asked: Asked,
    recommender: Recommender,
    w: Wording,
    today: dt.date,
    *,
    token: str = "",
    sent: str = "",
) -> SearchPage:
    """Make the page.

    Args:
        asked: words and filters.
        recommender: finds the courses; it is told nothing of a person.
        w: the language.
        today: the day, for dates to come.
        token: of who switched the ranking off; their page keeps its address.
        sent: which page somebody asked for that needs a ranking; may be empty.
    """
    catalogue = recommender.catalogue
    found = [course for course in _found(asked.q, recommender) if asked.takes(course)]
    pages = max(1, math.ceil(len(found) / _ON_A_PAGE))
    at = min(asked.page, pages)
    shown = found[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE]

    def address(page: int) -> str:
        words = asked.words | {_PAGE: str(page) if page > 1 else ""}
        return urls.advice(token, "lijst", **words) if token else urls.courses("lijst", **words)

    return SearchPage(
        title=w.t("Search courses"),
        token=token,
        action=urls.advice(token) if token else urls.COURSES,
        notice=_notice(sent, w) if token else "",
        q=asked.q,
        cost=asked.cost,
        cost_error=_problem(w) if asked.problem else "",
        filters=_filters(asked, w),
        narrowed=any(asked.words.values()),
        count=_count(len(found), w),
        order=w.t("The closest to your words come first.") if asked.q else w.t("By title."),
        rows=tuple(_row(course, catalogue, w, today) for course in shown),
        before=address(at - 1) if at > 1 else "",
        after=address(at + 1) if at < pages else "",
        at=w.t("Page {n} of {all}", n=at, all=pages) if pages > 1 else "",
    )


def _problem(w: Wording) -> str:
    return w.t("Write an amount in euros, such as 750. Empty means no limit.")


def _notice(sent: str, w: Wording) -> str:
    if sent == "plan":
        return w.t("There is no plan now, because your answers are not used to rank.")
    if sent:
        return w.t("That page is not there now, because your answers are not used to rank.")
    return ""


def _count(n: int, w: Wording) -> str:
    return w.tn("{n} course", "{n} courses", n) if n else w.t("No course found")


def _found(q: str, recommender: Recommender) -> Sequence[Course]:
    courses = recommender.catalogue.courses
    if not q:
        return _by_title(recommender.catalogue)
    hits = recommender.search_courses(q, _FOUND)
    least = _SHARE_OF_BEST * hits[0].score if hits else 0.0
    return [courses[hit.id] for hit in hits if hit.score >= least]


@lru_cache(maxsize=2)
def _by_title(catalogue: Catalogue) -> tuple[Course, ...]:
    return tuple(sorted(catalogue.courses.values(), key=lambda c: (c.title.casefold(), c.id)))


def _filters(asked: Asked, w: Wording) -> tuple[SearchFilter, ...]:
    forms = (
        Choice("", w.t("Any form")),
        Choice("online", w.t("Online")),
        Choice("avond", w.t("Evenings, weekends or own pace")),
        Choice("tempo", w.t("At my own pace")),
    )
    languages = (
        Choice("", w.t("Either")),
        Choice("nl", w.t("Dutch")),
        Choice("en", w.t("English")),
    )
    known: tuple[Line, ...] = get_args(Line)
    lines = (Choice("", w.t("Everything")), *(Choice(x, line_label(x, w)) for x in known))
    return (
        SearchFilter(_FORM, w.t("Form"), asked.form, forms),
        SearchFilter(_LANGUAGE, w.t("In which language"), asked.language, languages),
        SearchFilter(_LINE, w.t("About what"), asked.line, lines),
    )


def _row(course: Course, catalogue: Catalogue, w: Wording, today: dt.date) -> SearchRow:
    return SearchRow(
        title=course.title,
        language=course.language,
        url=safe_url(course),
        line=course.line,
        line_label=line_label(course.line, w),
        summary=course.summary,
        price=_price(course, w),
        hours=w.length(course),
        starts=_starts(course, catalogue, w, today),
        level=_level(course, w),
        provider=course.provider,
        format=f"{w.kind(course)}, {w.mode(course)}",
    )


def _price(course: Course, w: Wording) -> str:
    if course.price is not None:
        return w.money(course.price)
    said = words_of(course, "price")
    ask = w.t("ask the provider")
    return f"{ask} (“{said}”)" if said else ask


def _starts(course: Course, catalogue: Catalogue, w: Wording, today: dt.date) -> str:
    runs = catalogue.runs(course, today)
    if runs:
        return w.t("{day}, {place}", day=w.short_day(runs[0].start), place=w.place(runs[0].place))
    return w.open_start(course) if course.always_open else w.t("no date known")


def _level(course: Course, w: Wording) -> str:
    if not course.teaches:
        return ""
    first = course.teaches[0]
    low, high = w.level(first.from_level), w.level(first.to_level)
    step = w.t("from {low} to {high}", low=low, high=high)
    return w.t("{skill}: {step}", skill=w.taxonomy.skill(first.skill).label[w.language], step=step)
