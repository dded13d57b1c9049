"""The sentences of a plan and a path: goal, if-then, helper, what is next, what it adds up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from recommender.action_plan import Goal, Helper, IfThen
from recommender.course_step import CourseStep
from recommender.learning_path import LearningPath
from recommender.profile import SkillState

if TYPE_CHECKING:
    from service.wording import Wording


def evidence(w: Wording, state: SkillState) -> str:
    """Where a level comes from, in words."""
    if state.evidence == "rated":
        return w.t("own rating")
    if state.evidence == "inferred-from-role":
        return w.t("inferred from the role {role}", role=w.role(state.because or ""))
    if state.evidence == "inferred-from-skill":
        return w.t("inferred from {skill}", skill=w.skill(state.because or ""))
    return w.t("not asked")


def goal(w: Wording, x: Goal) -> str:
    """The goal, in the first person."""
    day = w.day(x.by)
    if not x.skills:
        return w.t("By {day} I will have done my first step and know what I want next.", day=day)
    if not x.reached:
        skills = w.listing(w.skill(skill) for skill, _ in x.skills)
        return w.t("By {day} I will have done the steps for: {skills}.", day=day, skills=skills)
    skills = w.listing(w.skill_level(skill, level) for skill, level in x.skills)
    says = w.t("By {day} I will be at this level: {skills}.", day=day, skills=skills)
    if x.role is None:
        return says
    return f"{says} {_serves(w, x, w.role(x.role))}"


def _serves(w: Wording, x: Goal, role: str) -> str:
    if x.new_role:
        return w.t("That brings me closer to the role of {role}.", role=role)
    if x.kind == "stay-healthy":
        return w.t("That way I can keep doing my work ({role}).", role=role)
    if x.kind == "deepen":
        return w.t("That way I grow in my role ({role}).", role=role)
    return w.t("That way I broaden my role ({role}).", role=role)


def if_then(w: Wording, x: IfThen) -> str:
    """The if-then sentence, in the person's own words where they gave them."""
    when, then = if_then_parts(w, x)
    return w.t("If {when}, then {then}.", when=when, then=then)


def if_then_parts(w: Wording, x: IfThen) -> tuple[str, str]:
    """The moment, and what to do then; what somebody wrote goes before what we propose."""
    when, then = _bare(x.when, _WHEN), _bare(x.then, _THEN)
    if when and not then:
        # What we propose belongs to our moment; this belongs to any.
        return when, w.t("I do ten minutes and plan the rest")
    proposed = _proposal(w, x)
    return when or proposed[0], then or proposed[1]


_WHEN = re.compile(r"(?:als|wanneer|if|when)\b[\s,:…]*", re.IGNORECASE)
_THEN = re.compile(r"(?:dan|then)\b[\s,:…]*", re.IGNORECASE)


def _bare(words: str, opener: re.Pattern[str]) -> str:
    """Own words without the first word of the form, which people like to write again."""
    found = opener.sub("", " ".join(words.split()), count=1) if opener.match(words.strip()) else ""
    bare = (found or " ".join(words.split())).rstrip(" .,;…")
    return f"ik {bare[3:]}" if bare.startswith("Ik ") else bare


def _proposal(w: Wording, x: IfThen) -> tuple[str, str]:
    """The obstacle chooses the moment."""
    week = w.t("I plan my week on Friday")
    if x.obstacle == "time" and x.course and x.day:
        return (
            w.t("someone asks me for {day}", day=w.day(x.day)),
            w.t("I say that I am at ‘{course}’ that day", course=x.course),
        )
    if x.obstacle == "time" and x.course and x.hours > 0:
        diary = w.t(
            "I first put {hours} for ‘{course}’ in my diary",
            hours=w.hours(x.hours),
            course=x.course,
        )
        return week, diary
    return {
        "time": (week, w.t("I first put half an hour for my next step in my diary")),
        "money": (
            w.t("the price makes me hesitate"),
            w.t("I first ask who can share the cost before I say no"),
        ),
        "confidence": (
            w.t("I think I cannot do it"),
            w.t("I finish one small piece and show it to someone I trust"),
        ),
        "energy": (
            w.t("I am too tired after a long day"),
            w.t("I do ten minutes and plan the rest on a quiet morning"),
        ),
        "overview": (
            w.t("I no longer know where to begin"),
            w.t("I only do the first step of this plan"),
        ),
        "employer": (
            w.t("I get no time or money for it"),
            w.t("I show this plan and ask which part is possible"),
        ),
    }[x.obstacle]


def next_course(w: Wording, x: CourseStep) -> str:
    """What to do about the course after this one; empty for the last."""
    if x.next is None:
        return ""
    if x.next_how == "booked":
        return w.t("After this comes {title}, which you booked.", title=x.next)
    if x.next_how == "start":
        return w.t("After this you start: {title}.", title=x.next)
    if x.next_how == "together":
        return w.t("Book the next one at the same time: {title}.", title=x.next)
    return w.t("During this course you book: {title}.", title=x.next)


def booking(w: Wording, x: CourseStep) -> str:
    """Until when a course of the plan can be booked, or that it need not be."""
    if x.status == "booked":
        return w.t("You booked this.")
    if x.ask_start:
        return w.t("Ask the provider when it starts.")
    if x.book_by is None:
        return w.t("You can start on any day.")
    return w.t("Book by {day}.", day=w.day(x.book_by))


def helper(w: Wording, x: Helper) -> str:
    """Who looks along, and with what."""
    if x.kind == "named":
        return w.t(
            "{name} keeps an eye on it: say what your first step is and when it is done.",
            name=x.name,
        )
    return {
        "manager": w.t(
            "Your manager: agree on one thing, the hours or the money for the first course."
        ),
        "colleague": w.t(
            "A colleague: say what your first step is, and look back together in two weeks."
        ),
        "peer": w.t(
            "A fellow freelancer: say what your first step is, and look back together in two weeks."
        ),
        "coach": w.t("A coach or someone in the trade: show this plan and ask what they would do."),
    }[x.kind]


def together(w: Wording, x: LearningPath) -> str:
    """What a path costs, takes and brings; the share in words, for a percentage would pretend."""
    if x.unpriced == len(x.steps):
        says = w.t(
            "Together {hours}. With this you learn {share} of what is still to learn.",
            hours=w.hours(x.hours),
            share=share(w, x.gap_closed),
        )
        return " ".join([says, *_about_the_sum(w, x)])
    says = w.t(
        "Together {cost} and {hours}. With this you learn {share} of what is still to learn.",
        cost=w.path_cost(x),
        hours=w.hours(x.hours),
        share=share(w, x.gap_closed),
    )
    return " ".join([says, *_about_the_sum(w, x)])


def _about_the_sum(w: Wording, x: LearningPath) -> Iterator[str]:
    cost = x.cost
    if cost.funded and cost.gross is not None:
        yield w.t(
            "What others pay is already taken off; without it you pay {price}.",
            price=w.money(cost.gross),
        )
    if x.unpriced:
        yield w.tn(
            "The price of {n} course is not known and not in this sum.",
            "The prices of {n} courses are not known and not in this sum.",
            x.unpriced,
        )


def share(w: Wording, closed: float) -> str:
    """A share of what is still to learn, in words."""
    shares = (
        (0.9, w.t("nearly all")),
        (0.7, w.t("about three quarters")),
        (0.6, w.t("about two thirds")),
        (0.42, w.t("about half")),
        (0.29, w.t("about a third")),
        (0.2, w.t("about a quarter")),
        (0.0, w.t("a first part")),
    )
    return next(words for least, words in shares if closed >= least)


def proof(w: Wording, x: LearningPath) -> str:
    """What the path was compared with; empty when it was not proven best."""
    if not x.optimal:
        return ""
    return w.t(
        "We compared all combinations of at most {most} of the courses that fit ({n}); this one "
        "takes you furthest.",
        most=x.most,
        n=x.candidates,
    )
