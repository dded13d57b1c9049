"""An advice as plain text, for the command line and for e-mail: short lines, nothing hidden."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from recommender import Advice
from recommender.action_plan import ActionPlan
from recommender.course_suggestion import CourseSuggestion
from recommender.fit import start_is_open
from recommender.net_cost import Funding
from recommender.reason import CarriesOver, Has, Transfers
from recommender.role_match import RoleMatch
from service import standing_sentences, statement_words
from service.wording import Wording

_WIDTH = 88
_ROLES, _GAPS, _LEFT_OUT = 5, 6, 4


def render_text(advice: Advice, w: Wording) -> str:
    """The whole advice as text in the language of the wording."""
    blocks = [
        list(_stands(advice, w)),
        list(_where(advice, w)),
        list(_roles(advice, w)),
        list(_gaps(advice, w)),
        list(_courses(advice, w)),
        list(_path(advice, w)),
        list(_plan(advice.plan, w)),
        list(_notices(advice, w)),
        [_versions(advice)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _heading(text: str) -> str:
    return f"{text}\n{'─' * len(text)}"


def _wrap(text: str, indent: str = "", first: str | None = None) -> str:
    wrapped = textwrap.fill(
        text.replace("€ ", "€\u00a0"),  # no amount stands without its sign
        _WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped.replace("€\u00a0", "€ ")


def _stands(advice: Advice, w: Wording) -> Iterator[str]:
    found = advice.standing
    if not found:
        return
    yield _heading(w.t("Where you stand"))
    for item in found.facets:
        name, word = statement_words.facet(item.facet, w), standing_sentences.band(w, item.band)
        yield _wrap(f"{name}: {word}. {w.reason(item.point)}", "    ", "  ")
    for point in found.points:
        yield _wrap(w.reason(point), "    ", "  - ")
    names = [statement_words.facet(facet, w).lower() for facet in found.too_few]
    for says in (standing_sentences.too_few(w, names), standing_sentences.caution(w)):
        if says:
            yield _wrap(says, "  ")


def _where(advice: Advice, w: Wording) -> Iterator[str]:
    strong = [s for s in advice.profile.states.values() if s.level >= 2]
    strong.sort(key=lambda s: (s.evidence != "rated", -s.level, s.skill))
    if strong:
        yield _heading(w.t("What you bring"))
        for s in strong[:6]:
            yield f"  {w.skill_level(s.skill, s.level)}, {w.evidence(s)}"


def _roles(advice: Advice, w: Wording) -> Iterator[str]:
    relation = {
        "present": w.t("your role"),
        "wished": w.t("your wish"),
        "nearby": w.t("nearby"),
    }
    matches = advice.matches.matches[:_ROLES]
    if matches:
        yield _heading(w.t("Roles"))
    for match in matches:
        yield f"  {w.role(match.role)} ({relation[match.relation]}): {w.band(match)}"
        carried = list(_carried(match))[:4]
        if carried and match.relation != "present":
            skills = w.listing(w.skill(skill) for skill in carried)
            yield _wrap(w.t("Carries over: {skills}.", skills=skills), "    ")
        helps = [r for r in match.reasons if isinstance(r, Transfers)][:1]
        if helps and match.relation != "present":
            yield _wrap(w.reason(helps[0]), "    ")


def _carried(match: RoleMatch) -> Iterator[str]:
    for reason in match.reasons:
        # A skill at basic level, of which more is asked, is nothing to build a move on.
        if isinstance(reason, Has) or (isinstance(reason, CarriesOver) and reason.present >= 2):
            yield reason.skill


def _gaps(advice: Advice, w: Wording) -> Iterator[str]:
    gaps = advice.gaps.gaps[:_GAPS]
    if gaps:
        yield _heading(w.t("What is still to learn"))
    for gap in gaps:
        step = w.t("from {low} to {high}", low=w.level(gap.present), high=w.level(gap.required))
        yield f"  {w.skill(gap.skill)}: {step}"


def _courses(advice: Advice, w: Wording) -> Iterator[str]:
    yield _heading(w.t("Courses"))
    if not advice.courses:
        yield f"  {w.t('No course fits now; see what is good to know below.')}"
    told: set[tuple[str, bool]] = set()
    for number, suggestion in enumerate(advice.courses, 1):
        yield from _course(number, suggestion, told, w)
    later = {step.course.id for step in advice.path.steps}
    left_out = [i for i in advice.suggestions.left_out if i.course.id not in later][:_LEFT_OUT]
    if left_out:
        yield ""
        yield f"  {w.t('Not in this list:')}"
    for item in left_out:
        yield _wrap(f"{item.course.title}. {w.reason(item.reason)}", "    ", "  - ")


def _course(
    number: int, suggestion: CourseSuggestion, told: set[tuple[str, bool]], w: Wording
) -> Iterator[str]:
    course = suggestion.course
    yield _wrap(course.title, "     ", f" {number:>2}. ")
    facts = [
        w.kind(course),
        course.provider,
        w.length(course),
        w.cost(suggestion.cost, course),
        w.starts(suggestion),
    ]
    yield _wrap(" · ".join(facts), "     ")
    for part in suggestion.cost.funding:
        if says := w.funding(part):
            yield _wrap(" ".join([says, *_check(part, told, w)]), "     ")
    for sentence in w.reasons(suggestion.reasons[:2] if number > 3 else suggestion.reasons[:4]):
        yield _wrap(sentence, "       ", "     - ")


def _check(part: Funding, told: set[tuple[str, bool]], w: Wording) -> Iterator[str]:
    """What the person has to check, beside the first course that a rule is told of."""
    counted = part.why_not is None
    if (part.rule.id, counted) in told:
        return
    told.add((part.rule.id, counted))
    conditions = w.conditions(part) if counted else []
    if conditions:
        yield w.t("Is this true?")
        yield from conditions
    if part.rule.source:
        yield w.t("Check it first: {url}", url=part.rule.source.url)


def _path(advice: Advice, w: Wording) -> Iterator[str]:
    path = advice.path
    if not path.steps:
        return
    yield _heading(w.t("Your path"))
    for step in path.steps:
        start, end = w.short_day(step.run.start), w.short_day(step.run.end)
        when = start if step.run.start == step.run.end else f"{start} – {end}"
        where = w.place(step.run.place)
        if start_is_open(step.course):
            when = w.t("around {day}", day=start)
            where = w.open_start(step.course)
        facts = f"{where}, {w.cost(step.cost, step.course)}"
        yield _wrap(f"{when}: {step.course.title} ({facts})", "    ", "  ")
    yield _wrap(w.together(path), "  ")
    if path.optimal:
        yield _wrap(w.proof(path), "  ")
    for other in advice.alternatives:
        titles = w.listing(f"‘{step.course.title}’" for step in other.path.steps)
        says = f"{w.alternative(other)}: {titles}. {' '.join(w.compared(other))}"
        yield _wrap(says, "    ", "  ↳ ")


def _plan(plan: ActionPlan, w: Wording) -> Iterator[str]:
    yield _heading(w.t("Your plan"))
    yield _wrap(w.goal(plan.goal), "  ")
    if plan.goal.why_now:
        yield _wrap(w.t("Why now: “{words}”", words=plan.goal.why_now), "  ")
    first = plan.first_step
    minutes = w.t("First step, {n} minutes, by {day}:", n=first.step.minutes, day=w.day(first.by))
    small = f" {w.reason(first.why)}" if first.why else ""
    yield _wrap(f"{minutes} {first.step.text[w.language]}{small}", "    ", "  → ")
    for step in plan.courses:
        start, title = w.day(step.start), step.course.title
        if step.ask_start:
            line = w.t("Around {start}: {title}.", start=start, title=title)
        else:
            line = w.t("From {start}: {title}.", start=start, title=title)
        link = w.reason(step.link) if step.link else ""
        said = (line, link, w.booking(step), w.next_course(step))
        yield _wrap(" ".join(part for part in said if part), "    ", "  • ")
    for funding in plan.funding:
        before = w.t("By {day}:", day=w.day(funding.by))
        says = funding.todo.do[w.language]
        course = funding.course
        about = w.t("This is for ‘{course}’.", course=course.title) if course else ""
        since = funding.todo.since
        opens = w.t("Possible from {day}.", day=w.day(since)) if since else ""
        parts = (part for part in (before, says, about, opens) if part)
        yield _wrap(" ".join(parts), "    ", "  • ")
    for beyond in plan.beyond:
        before = w.t("By {day}:", day=w.day(beyond.by))
        helps = w.keeps_going(beyond)
        yield _wrap(f"{before} {beyond.step.text[w.language]} {helps}".strip(), "    ", "  • ")
    for told in plan.handled:
        line = f"{told.title} ({w.status(told)})."
        says = w.reason(told.after) if told.after else ""
        yield _wrap(f"{line} {says}".strip(), "    ", "  • ")
    yield _wrap(w.if_then(plan.if_then), "  ")
    yield _wrap(w.helper(plan.helper), "  ")
    days = w.listing(w.day(day) for day in plan.checks)
    yield _wrap(w.t("Look back on {days}.", days=days), "  ")


def _notices(advice: Advice, w: Wording) -> Iterator[str]:
    if advice.notices:
        yield _heading(w.t("Good to know"))
    for notice in advice.notices:
        yield _wrap(w.reason(notice), "    ", "  - ")


def _versions(advice: Advice) -> str:
    return " · ".join(f"{name} {version}" for name, version in advice.versions.items())
