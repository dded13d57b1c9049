"""The sentences of roles, of gaps and of questions: one small function per kind of reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recommender import reason as r

if TYPE_CHECKING:
    from service.wording import Wording


def _has(w: Wording, x: r.Has) -> str:
    return w.t("You have this: {skill} ({level}).", skill=w.skill(x.skill), level=w.level(x.level))


def _carries_over(w: Wording, x: r.CarriesOver) -> str:
    return w.t(
        "Part of it carries over: {skill}. You are at {present}, the role asks {required}.",
        skill=w.skill(x.skill),
        present=w.level(x.present),
        required=w.level(x.required),
    )


def _misses(w: Wording, x: r.Misses) -> str:
    skill, required = w.skill(x.skill), w.level(x.required)
    if x.essential:
        return w.t("Still to learn: {skill} ({required}).", skill=skill, required=required)
    return w.t("A useful extra: {skill} ({required}).", skill=skill, required=required)


def _transfers(w: Wording, x: r.Transfers) -> str:
    skill, through = w.skill(x.skill), w.skill(x.through)
    if x.how == "ground":
        return w.t(
            "You have ‘{through}’, and ‘{skill}’ builds on it.", skill=skill, through=through
        )
    if x.how == "further":
        return w.t("You have ‘{through}’, which builds on ‘{skill}’.", skill=skill, through=through)
    return w.t("What you can do in ‘{through}’ helps with ‘{skill}’.", skill=skill, through=through)


def _near_wished_role(w: Wording, x: r.NearWishedRole) -> str:
    return w.t("It is like {role}, a role that you would like.", role=w.role(x.role))


def _asks_what_you_wish(w: Wording, x: r.AsksWhatYouWish) -> str:
    return w.t("It asks what you wrote about: {skill}.", skill=w.skill(x.skill))


def _fits_interest(w: Wording, x: r.FitsInterest) -> str:
    return w.t("It fits what attracts you: {theme}.", theme=w.theme(x.theme))


def _fits_direction(w: Wording, x: r.FitsDirection) -> str:
    if x.goal == "deepen":
        return w.t("It stays close to your present craft.")
    if x.goal == "stay-healthy":
        return w.t("It asks little more than you can do now.")
    return w.t("It is other work than you do now, and you bring much to it.")


def _asked_by_role(w: Wording, x: r.AskedByRole) -> str:
    role, level = w.role(x.role), w.level(x.level)
    if x.essential:
        return w.t("The role {role} asks level {level}.", role=role, level=level)
    return w.t("In the role {role} level {level} is useful.", role=role, level=level)


def _asked_in_wish(w: Wording, x: r.AskedInWish) -> str:
    return w.t("You wrote: ‘{wish}’.", wish=x.wish)


def _goes_deeper(w: Wording, x: r.GoesDeeper) -> str:
    return w.t(
        "This is the heart of your work as {role}, and you want to go deeper.", role=w.role(x.role)
    )


def _rated_low(w: Wording, x: r.RatedLow) -> str:
    if x.level:
        return w.t("You said that you do this with help.")
    return w.t("You said that you have not done this yet.")


def _leads_to(w: Wording, x: r.LeadsTo) -> str:
    return w.t("You need the basics of this for {skill}.", skill=w.skill(x.skill))


def _close_to(w: Wording, x: r.CloseTo) -> str:
    return w.t("This lies close to {skill}.", skill=w.skill(x.skill))


def _helps_situation(w: Wording, x: r.HelpsSituation) -> str:
    return {
        "freelance": w.t("This helps you as a freelancer."),
        "starting": w.t("This helps you make a start."),
        "between-jobs": w.t("This helps you find new work."),
        "move": w.t("This helps with a move to other work."),
        "stay-healthy": w.t("This helps you stand back and look at your work."),
    }[x.situation]


def _keeps_healthy(w: Wording, _: r.KeepsHealthy) -> str:
    return w.t("This helps you keep going in your work.")


def _asked_by_course(w: Wording, x: r.AskedByCourse) -> str:
    return w.t("A course that may suit you asks level {level} to begin.", level=w.level(x.level))


def _asked_of_everybody(w: Wording, x: r.AskedOfEverybody) -> str:
    return w.t("Everybody gets a question about this theme: {theme}.", theme=w.theme(x.theme))


def _may_change_first(w: Wording, _: r.MayChangeFirst) -> str:
    return w.t("Your answer can change which courses come first.")


REASONS: Mapping[type[r.Reason], Callable[[Wording, Any], str]] = {
    r.Has: _has,
    r.CarriesOver: _carries_over,
    r.Misses: _misses,
    r.Transfers: _transfers,
    r.NearWishedRole: _near_wished_role,
    r.AsksWhatYouWish: _asks_what_you_wish,
    r.FitsInterest: _fits_interest,
    r.FitsDirection: _fits_direction,
    r.AskedByRole: _asked_by_role,
    r.AskedInWish: _asked_in_wish,
    r.GoesDeeper: _goes_deeper,
    r.RatedLow: _rated_low,
    r.LeadsTo: _leads_to,
    r.CloseTo: _close_to,
    r.HelpsSituation: _helps_situation,
    r.KeepsHealthy: _keeps_healthy,
    r.AskedByCourse: _asked_by_course,
    r.AskedOfEverybody: _asked_of_everybody,
    r.MayChangeFirst: _may_change_first,
}
