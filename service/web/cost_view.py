"""What a course costs, as the pages show it: who pays a part, on what condition, and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from recommender.net_cost import NetCost, Todo
from service.web.advice_parts import FundingView, Source
from service.wording import Wording


def funding_view(cost: NetCost, w: Wording) -> FundingView | None:
    """Who pays a part of a course, or why not; None when there is nothing to say."""
    told = [part for part in cost.funding if w.funding(part)]
    if not told:
        return None
    counted = [part for part in told if part.why_not is None]
    rules = {part.rule.id for part in counted}
    found = (part.rule for part in told)
    first_due_first = sorted(cost.todo, key=lambda todo: todo.by or dt.date.max)
    sources = {
        rule.source.url: Source(rule.source.title, rule.source.url, w.day(rule.checked))
        for rule in found
        if rule.source
    }
    return FundingView(
        says=tuple(w.funding(part) for part in told),
        check=w.t("Condition: check it yourself.") if counted else "",
        conditions=_once(text for part in counted for text in w.conditions(part)),
        todo=tuple(todo_says(todo, w) for todo in first_due_first if todo.rule.id in rules),
        sources=tuple(sources.values()),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def todo_says(todo: Todo, w: Wording) -> str:
    """What to do for a part to be paid, and by when."""
    does = todo.do[w.language]
    if todo.by is None:
        return does
    if todo.since is None:
        return w.t("By {day}: {does}", day=w.day(todo.by), does=does)
    return w.t(
        "From {since} until {day}: {does}", since=w.day(todo.since), day=w.day(todo.by), does=does
    )
