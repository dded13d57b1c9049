"""The sentences of reasons and notices: one small function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recommender import reason as r
from service import (
    follow_sentences,
    gap_sentences,
    notice_sentences,
    path_sentences,
    standing_sentences,
    status_sentences,
    use_sentences,
)

if TYPE_CHECKING:
    from service.wording import Wording

    Say = Callable[[Wording], str]


def _closes_gap(w: Wording, x: r.ClosesGap) -> str:
    skill, high = w.skill(x.skill), w.level(x.to_level)
    if not x.from_level:
        return w.t("Teaches you {skill}, up to {high} level.", skill=skill, high=high)
    low = w.level(x.from_level)
    return w.t("Takes you from {low} to {high} in {skill}.", skill=skill, low=low, high=high)


def _builds_on(w: Wording, x: r.BuildsOn) -> str:
    return w.t(
        "Builds on what you have: {skill} ({level}).",
        skill=w.skill(x.skill),
        level=w.level(x.level),
    )


def _fits_wish(w: Wording, x: r.FitsWish) -> str:
    return w.t("Is close to what you wrote: ‘{wish}’.", wish=x.wish)


def _fits_budget(w: Wording, x: r.FitsBudget) -> str:
    says = _costs(w, x)
    if x.gross is None:
        return says
    if not x.net_cost:
        return w.t("Others pay the whole price of {price}.", price=w.money(x.gross))
    rest = w.t("Others pay the rest of {price}.", price=w.money(x.gross))
    return f"{says} {rest}"


def _costs(w: Wording, x: r.FitsBudget) -> str:
    if not x.net_cost:
        return w.t("Costs you nothing.")
    cost = w.money(x.net_cost)
    if x.budget is None:
        return w.t("Costs {cost}.", cost=cost)
    return w.t("Costs {cost} of your budget of {budget}.", cost=cost, budget=w.money(x.budget))


def _price_not_said(w: Wording, x: r.PriceNotSaid) -> str:
    if x.said:
        says = w.t("The provider writes about the price: ‘{words}’. Ask.", words=x.said)
    else:
        says = w.t("The price is not known; ask the provider.")
    if x.budget is None:
        return says
    return f"{says} {w.t('So it cannot be part of your path, which keeps to your budget.')}"


def _fits_time(w: Wording, x: r.FitsTime) -> str:
    if x.guessed:
        return w.t(
            "Probably takes about {hours}; the provider does not say.", hours=w.hours(x.hours)
        )
    if x.weeks is None:
        return w.t("Takes {hours}.", hours=w.hours(x.hours))
    if x.weeks == 1:
        return w.t("Takes {hours} in one week.", hours=w.hours(x.hours))
    return w.t("Takes {hours} over {weeks}.", hours=w.hours(x.hours), weeks=w.weeks(x.weeks))


def _starts_soon(w: Wording, x: r.StartsSoon) -> str:
    day = w.day(x.date)
    if x.place is None:
        return w.t("Starts online on {day}.", day=day)
    if not x.place:
        return w.t("Starts on {day}; ask the provider where.", day=day)
    if x.km:
        return w.t("Starts on {day} in {place}, {km} km from you.", day=day, place=x.place, km=x.km)
    return w.t("Starts on {day} in {place}.", day=day, place=x.place)


def _starts_any_time(w: Wording, _: r.StartsAnyTime) -> str:
    return w.t("You can start on any day.")


def _start_not_said(w: Wording, x: r.StartNotSaid) -> str:
    if x.said:
        return w.t("The provider writes about the start: ‘{words}’.", words=x.said)
    return w.t("The provider does not say when it starts; ask.")


def _read_in_text(w: Wording, x: r.ReadInText) -> str:
    if x.sentence:
        return w.t(
            "We read {skill} in this sentence of the provider: ‘{sentence}’.",
            skill=w.skill(x.skill),
            sentence=x.sentence,
        )
    return w.t("We read {skill} in the text of the provider.", skill=w.skill(x.skill))


def _presumes_level(w: Wording, x: r.PresumesLevel) -> str:
    return w.t(
        "We count on {level} level in {skill}; you did not rate that yourself.",
        level=w.level(x.level),
        skill=w.skill(x.skill),
    )


def _fits_form(w: Wording, x: r.FitsForm) -> str:
    if x.part_of_day == "evening":
        return w.t("Is in the evening.")
    if x.part_of_day == "weekend":
        return w.t("Is in the weekend.")
    if x.mode in ("online", "self-paced") or x.part_of_day == "flexible":
        return w.t("You can follow it at home.")
    return w.t("Is partly online.")


def _after_the_plan(w: Wording, x: r.AfterThePlan) -> str:
    return w.t(
        "Is too late for the {weeks} of your plan, so it is not part of your path.",
        weeks=w.weeks(x.weeks),
    )


def _in_other_language(w: Wording, x: r.InOtherLanguage) -> str:
    return w.t("Is given in English.") if x.language == "en" else w.t("Is given in Dutch.")


def _over_budget(w: Wording, x: r.OverBudget) -> str:
    return w.t(
        "Costs {cost}; your budget is {budget}.",
        cost=w.money(x.net_cost),
        budget=_euros(w, x.budget),
    )


def _euros(w: Wording, amount: Any) -> str:  # noqa: ANN401 - Decimal or 0
    return w.money(amount) if amount else w.t("€0")


def _too_many_hours(w: Wording, x: r.TooManyHours) -> str:
    return w.t(
        "Takes {hours}; you have {available} in that time.",
        hours=w.hours(x.hours),
        available=w.hours(x.available),
    )


def _too_far(w: Wording, x: r.TooFar) -> str:
    if not x.place:
        return w.t("Is not online, and that is how you want to learn.")
    if x.km is None:
        return w.t("Is in {place}; you want to learn online.", place=x.place)
    return w.t("Is in {place}, {km} km away; that is far for this course.", place=x.place, km=x.km)


def _wrong_time_of_day(w: Wording, x: r.WrongTimeOfDay) -> str:
    if x.guessed:
        return w.t(
            "Is probably during the day, but the provider does not say; you are free in the "
            "evening and at weekends."
        )
    return w.t("Takes place during the day; you are free in the evening and at weekends.")


def _wrong_language(w: Wording, x: r.WrongLanguage) -> str:
    return w.t("Is in Dutch.") if x.language == "nl" else w.t("Is in English.")


def _no_run_in_time(w: Wording, x: r.NoRunInTime) -> str:
    return w.t("Has no dates within your {weeks}.", weeks=w.weeks(x.weeks))


def _needs_first(w: Wording, x: r.NeedsFirst) -> str:
    return w.t(
        "You need {skill} at {level} level first.", skill=w.skill(x.skill), level=w.level(x.level)
    )


def _already_handled(w: Wording, x: r.AlreadyHandled) -> str:
    if x.stopped:
        return w.t("You stopped this course.")
    if x.booked:
        return w.t("You booked it, and it is over. Tell in your plan whether you did it.")
    return w.t("You said it is not for you.") if x.dismissed else w.t("You have done it.")


def _nothing_fits(w: Wording, x: r.NothingFits) -> str:
    if not x.causes:
        return w.t(
            "No course here teaches what you are looking for. Your plan has steps without a course."
        )
    says = w.listing(CAUSES[name](w, count) for name, count in x.causes)
    return w.t(
        "No course fits within your limits: {causes}. Your plan has steps without a course.",
        causes=says,
    )


def _fits_with_more(w: Wording, x: r.FitsWithMore) -> str:
    return w.t(
        "With {extra} more, ‘{course}’ ({cost}) would fit.",
        extra=w.money(x.extra),
        course=x.course,
        cost=w.money(x.net_cost),
    )


def _takes_rest(w: Wording, _: r.TakesRest) -> str:
    return w.t("Takes weekends, and you need those to recover.")


REASONS: Mapping[type[r.Reason], Callable[[Wording, Any], str]] = {
    **gap_sentences.REASONS,
    **notice_sentences.REASONS,
    **path_sentences.REASONS,
    **follow_sentences.REASONS,
    **standing_sentences.REASONS,
    r.ClosesGap: _closes_gap,
    r.BuildsOn: _builds_on,
    r.AskedNow: status_sentences.asked_now,
    r.AfterStopping: status_sentences.after_stopping,
    r.FitsWish: _fits_wish,
    r.FitsBudget: _fits_budget,
    r.PriceNotSaid: _price_not_said,
    r.FitsTime: _fits_time,
    r.StartsSoon: _starts_soon,
    r.StartsAnyTime: _starts_any_time,
    r.StartNotSaid: _start_not_said,
    r.OverBudget: _over_budget,
    r.TooManyHours: _too_many_hours,
    r.TooFar: _too_far,
    r.WrongTimeOfDay: _wrong_time_of_day,
    r.WrongLanguage: _wrong_language,
    r.NoRunInTime: _no_run_in_time,
    r.NeedsFirst: _needs_first,
    r.ReadInText: _read_in_text,
    r.LearnedFromUse: use_sentences.learned_from_use,
    r.PresumesLevel: _presumes_level,
    r.FitsForm: _fits_form,
    r.AfterThePlan: _after_the_plan,
    r.InOtherLanguage: _in_other_language,
    r.AlreadyHandled: _already_handled,
    r.NothingFits: _nothing_fits,
    r.FitsWithMore: _fits_with_more,
    r.TakesRest: _takes_rest,
}

CAUSES: Mapping[str, Callable[[Wording, int], str]] = {
    "OverBudget": lambda w, n: w.tn("{n} costs more", "{n} cost more", n),
    "TooManyHours": lambda w, n: w.tn("{n} takes too many hours", "{n} take too many hours", n),
    "TooFar": lambda w, n: w.tn("{n} is too far away", "{n} are too far away", n),
    "WrongTimeOfDay": lambda w, n: w.tn("{n} is during the day", "{n} are during the day", n),
    "WrongLanguage": lambda w, n: w.tn(
        "{n} is in another language", "{n} are in another language", n
    ),
    "NoRunInTime": lambda w, n: w.tn("{n} has no dates in time", "{n} have no dates in time", n),
    "BusyThen": lambda w, n: w.tn(
        "{n} is in a period without time", "{n} are in a period without time", n
    ),
    "TakesRest": lambda w, n: w.tn("{n} takes weekends", "{n} take weekends", n),
    "DeadlinePassed": lambda w, n: w.tn("{n} comes too late", "{n} come too late", n),
    "NeedsFirst": lambda w, n: w.tn(
        "{n} asks for a higher level first", "{n} ask for a higher level first", n
    ),
}

BANDS: Mapping[str, Say] = {
    "full": lambda w: w.t("you can do what it asks"),
    "ready": lambda w: w.t("you are nearly there"),
    "near": lambda w: w.t("close by"),
    "step": lambda w: w.t("a real step"),
    "far": lambda w: w.t("a long way"),
}

KINDS: Mapping[str, Say] = {
    "course": lambda w: w.t("course"),
    "workshop": lambda w: w.t("workshop"),
    "e-learning": lambda w: w.t("e-learning"),
    "event": lambda w: w.t("talk"),
    "coaching": lambda w: w.t("coaching"),
}

MODES: Mapping[str, Say] = {
    "classroom": lambda w: w.t("in a classroom"),
    "online": lambda w: w.t("online"),
    "blended": lambda w: w.t("partly online"),
    "self-paced": lambda w: w.t("at your own pace"),
    "on-location": lambda w: w.t("on location"),
}
