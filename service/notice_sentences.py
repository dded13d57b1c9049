"""The sentences of what to know about an advice as a whole: one small function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recommender import reason as r

if TYPE_CHECKING:
    from service.wording import Wording


def _rests_on_funding(w: Wording, x: r.RestsOnFunding) -> str:
    without = w.money(x.without)
    if x.budget is not None and x.without > x.budget:
        return w.t(
            "Your plan counts on money that you still have to apply for. Without it you pay "
            "{without}, and that is more than your budget.",
            without=without,
        )
    return w.t(
        "Your plan counts on money that you still have to apply for. Without it you pay {without}.",
        without=without,
    )


def _vat_not_said(w: Wording, x: r.VatNotSaid) -> str:
    return w.t(
        "If you get VAT back, you pay {vat} less for this plan. Say so in your answers and we "
        "count it.",
        vat=w.money(x.vat),
    )


def _employer_amount_not_said(w: Wording, _: r.EmployerAmountNotSaid) -> str:
    return w.t(
        "Your employer or client gives money, but we do not know how much. Ask, fill it in, and "
        "we count it."
    )


def _prices_not_said(w: Wording, x: r.PricesNotSaid) -> str:
    return w.tn(
        "The price of {n} course in the list is not known. It is not in your path, because we "
        "cannot tell whether it fits your budget.",
        "The price of {n} courses in the list is not known. They are not in your path, because we "
        "cannot tell whether they fit your budget.",
        x.courses,
    )


def _no_course_teaches(w: Wording, x: r.NoCourseTeaches) -> str:
    skills = w.listing(w.skill(skill) for skill in x.skills)
    return w.t("The academy has no course at your level for: {skills}.", skills=skills)


def _wish_not_served(w: Wording, x: r.WishNotServed) -> str:
    says = w.t("You wrote: ‘{wish}’. We found no course for that here.", wish=x.wish)
    if x.perhaps:
        skills = w.any_of(w.skill(skill) for skill in x.perhaps)
        hint = w.t("Perhaps you mean: {skills}. Then say so in your own words.", skills=skills)
        says = f"{says} {hint}"
    if x.rests_on_more:
        return f"{says} {w.t('This advice rests on your role and your answers.')}"
    return says


def _take_care(w: Wording, _: r.TakeCare) -> str:
    return w.t(
        "You have hardly any energy left after a week. Rest comes before learning. If it stays "
        "like this, talk to your GP or company doctor."
    )


def _no_gap(w: Wording, x: r.NoGap) -> str:
    roles = w.listing(w.role(role) for role in x.roles)
    return w.tn(
        "You can do what this role asks: {roles}. Choose another role or write a wish to look "
        "further.",
        "You can do what these roles ask: {roles}. Choose another role or write a wish to look "
        "further.",
        len(x.roles),
        roles=roles,
    )


def _no_hours(w: Wording, _: r.NoHours) -> str:
    return w.t("You said you have no hours to learn. One hour a week already opens short courses.")


def _budget_not_said(w: Wording, _: r.BudgetNotSaid) -> str:
    return w.t("You gave no budget, so price only decides between equal courses.")


def _place_not_known(w: Wording, x: r.PlaceNotKnown) -> str:
    return w.t(
        "We do not know the town ‘{place}’, so distance does not count. Try a larger town nearby.",
        place=x.place,
    )


def _not_proven(w: Wording, _: r.NotProven) -> str:
    return w.t("This path is good, but the search ran out of time to prove that it is the best.")


REASONS: Mapping[type[r.Reason], Callable[[Wording, Any], str]] = {
    r.RestsOnFunding: _rests_on_funding,
    r.VatNotSaid: _vat_not_said,
    r.EmployerAmountNotSaid: _employer_amount_not_said,
    r.PricesNotSaid: _prices_not_said,
    r.NoCourseTeaches: _no_course_teaches,
    r.WishNotServed: _wish_not_served,
    r.TakeCare: _take_care,
    r.NoGap: _no_gap,
    r.NoHours: _no_hours,
    r.BudgetNotSaid: _budget_not_said,
    r.PlaceNotKnown: _place_not_known,
    r.NotProven: _not_proven,
}
