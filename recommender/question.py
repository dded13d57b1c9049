"""Which skill to ask about next: the one whose answer could most change the first courses.

A scan that asks forty skills is not finished, and most answers change nothing. So asking stops when
no answer would change the first courses any more. Really ranking for every answer to every skill
takes too long for somebody who waits, so skills are first put in order by what they can matter at
most: how much they weigh for the roles, the wish and the courses in view, times how little is known
of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from recommender.catalogue import Catalogue
from recommender.course_entry import entry_levels
from recommender.course_suggestion import CourseSuggestions
from recommender.gap import SkillGaps
from recommender.profile import Profile
from recommender.question_value import FIRST, AnswerValue, Rank, Situation, imagine, weigh
from recommender.reason import (
    AskedByCourse,
    AskedByRole,
    AskedOfEverybody,
    MayChangeFirst,
    Reason,
)
from recommender.role_match import RoleMatches
from recommender.self_scan import Goal, SelfScan
from skills_taxonomy import Level, ScanError, Taxonomy, UnknownConcept

MOST = 14
"""Questions after which nobody should be asked more, so that a scan takes seven minutes."""

A_PAGE, LEAST = 3, 10
"""Questions that the scan puts on one page, and so chooses at once; and how many it asks before it
stops. What changes nothing among the first courses still shows where somebody stands."""

EVERYBODY = ("health", "law-ethics", "ai")
"""Themes of which everybody gets a question, unless they skip it."""

_LOOKED_AT, _PER_THEME = 4, 3
"""So many skills are weighed by really ranking before a choice, and so many of one theme."""

_ROUNDS = 3
"""Times that so many are weighed to fill a page, when fewer are worthwhile than have room."""

_AT_MOST = 24
"""So many are weighed before asking stops because none of them changes anything."""

_IMAGINED = 2
"""Situations in which everything else is known, beside the one as it stands."""

_LEAST_CHANGE = 0.01
"""Expected change below which an answer is not worth a question."""

_MORE = 0.3
"""Of the room that is left, the part that is asked beside the skills found worthwhile; so it was on
simulated people."""

_UNTAUGHT = 0.2
"""What is left of a skill that no course teaches or presumes: it moves roles only."""

_HEAVIEST = 1.5
"""Weight of a gap in which the person's own words ask for the skill."""


@dataclass(frozen=True, slots=True)
class Question:
    """A skill to ask about, and why."""

    skill: str
    expected_change: float
    """How much of the first courses the answer changes on average, from 0 to 1."""
    courses: tuple[str, ...]
    """Ids of the courses that an answer brings among the first or takes from them."""
    reasons: tuple[Reason, ...]
    left: int
    """How many questions are probably left, this one included."""

    def to_dict(self) -> dict[str, Any]:
        """The question as JSON values."""
        return {
            "skill": self.skill,
            "expected_change": self.expected_change,
            "courses": list(self.courses),
            "reasons": [reason.to_dict() for reason in self.reasons],
            "left": self.left,
        }


@dataclass(frozen=True, slots=True)
class View:
    """What the scan so far leads to: what a choice of question rests on."""

    profile: Profile
    matches: RoleMatches
    gaps: SkillGaps
    suggestions: CourseSuggestions

    @property
    def first(self) -> tuple[str, ...]:
        """Ids of the first courses as things stand."""
        return first_ids(self.suggestions)[:FIRST]


def first_ids(suggestions: CourseSuggestions) -> tuple[str, ...]:
    """Ids of the ranked courses, best first."""
    return tuple(suggestion.course.id for suggestion in suggestions.suggestions)


def keeps_roles(goal: Goal, matches: RoleMatches) -> bool:
    """Whether the roles whose demands count stay the same whatever the person answers."""
    stays = bool(matches.of("present")) and goal in ("deepen", "stay-healthy")
    return bool(matches.of("wished")) or matches.stays or stays


def next_questions(
    scan: SelfScan,
    view: View,
    catalogue: Catalogue,
    taxonomy: Taxonomy,
    rank: Rank,
    *,
    skipped: Collection[str] = (),
    asked: int | None = None,
    most: int = 1,
    least: int = 0,
) -> tuple[Question, ...]:
    """The next skills to ask about on one page, the most telling first; none: time to stop.

    Args:
        scan: what was told so far; what is rated is not asked.
        view: what it leads to.
        catalogue: the courses on offer.
        taxonomy: what roles and courses ask.
        rank: ranks for other ratings.
        skipped: skills the person does not want to answer; they are not asked again.
        asked: how many questions were asked before; None counts every rating and every skip.
        most: so many at once. A question that depends on the answer to another comes later, so
            more at once are a little less telling.
        least: so many are asked before it stops, by weight when none is telling.

    Raises:
        ScanError: a skipped skill is not in the taxonomy.
    """
    _check(skipped, taxonomy)
    handled = {*scan.ratings, *skipped}
    before = len(handled) if asked is None else asked
    room = MOST - before
    if room <= 0:
        return ()
    weights = skill_weights(scan.goal, view, taxonomy)
    open_weights = {skill: w for skill, w in weights.items() if skill not in handled}
    owed = _owed(handled, open_weights, taxonomy)
    ordered = _ordered(open_weights, view, catalogue, taxonomy)
    found: list[AnswerValue] = []
    if room > len(owed):
        found = _worthwhile(scan, view, ordered, rank, most)
    if found:
        found.sort(key=lambda value: (-value.change, value.skill))
        chosen = found[: min(most, room - len(owed))]
    else:
        # What is owed to everybody comes last, when nothing else matters or there is no more room.
        now = Situation(scan.ratings, view.first)
        skills = list(dict.fromkeys((*owed.values(), *ordered)))
        last = max(len(owed), least - before)
        chosen = [
            weigh(view.profile.state(skill), now, (), rank)
            for skill in skills[: min(most, last, room)]
        ]
    more = round(len(found) + _MORE * room) if found else 0
    left = min(room, max(more, len(owed), least - before, 1))
    return tuple(
        Question(
            skill=value.skill,
            expected_change=round(value.change, 4),
            courses=value.courses,
            reasons=tuple(_reasons(value, view, owed, taxonomy)),
            left=max(left - place, 1),
        )
        for place, value in enumerate(chosen)
    )


def _check(skipped: Collection[str], taxonomy: Taxonomy) -> None:
    for slug in skipped:
        try:
            taxonomy.skill(slug)
        except UnknownConcept as error:
            raise ScanError(f"skipped: {error}") from None


def skill_weights(goal: Goal, view: View, taxonomy: Taxonomy) -> dict[str, float]:
    """Every skill that can matter for the first courses, with how much, from 0 to 1.

    What the roles in view ask counts by how much they ask it, whether or not it is a gap as things
    stand; what the wish asks counts as a gap; what a course presumes counts as that course does.
    """
    weights: dict[str, float] = {}

    def add(skill: str, weight: float) -> None:
        weights[skill] = max(weights.get(skill, 0.0), weight)

    for match, share in _roles_in_view(goal, view):
        for asked in taxonomy.role(match).requirements:
            add(asked.skill, share * asked.weight * asked.level / 3)
    for gap in view.gaps:
        add(gap.skill, min(1.0, gap.weight / _HEAVIEST))
    for course in (*view.suggestions.suggestions[:FIRST], *view.suggestions.later):
        for skill in entry_levels(course.course, taxonomy):
            add(skill, min(1.0, course.score))
    return weights


def _roles_in_view(goal: Goal, view: View) -> Iterator[tuple[str, float]]:
    for match, share in view.matches.targets(goal):
        yield match.role, share
    for match in view.matches.of("present"):
        yield match.role, 0.5


def _ordered(
    weights: Mapping[str, float], view: View, catalogue: Catalogue, taxonomy: Taxonomy
) -> list[str]:
    """Skills by what they can matter at most, never more than a few of one theme in a row."""
    presumed = {
        skill
        for course in (*view.suggestions.suggestions[:FIRST], *view.suggestions.later)
        for skill in entry_levels(course.course, taxonomy)
    }

    def bound(skill: str) -> float:
        reach = 1.0 if skill in presumed or catalogue.by_skill.get(skill) else _UNTAUGHT
        return weights[skill] * (1 - view.profile.state(skill).certainty) * reach

    left = sorted(weights, key=lambda skill: (-bound(skill), skill))
    ordered: list[str] = []
    while left:
        themes: Counter[str] = Counter()
        later: list[str] = []
        for skill in left:
            theme = taxonomy.skill(skill).theme
            themes[theme] += 1
            (ordered if themes[theme] <= _PER_THEME else later).append(skill)
        left = later
    return ordered


def _worthwhile(
    scan: SelfScan, view: View, ordered: Sequence[str], rank: Rank, most: int
) -> list[AnswerValue]:
    """The skills whose answer is worth a question, of the first few in which there are so many."""
    now = Situation(scan.ratings, view.first)
    states = [view.profile.state(skill) for skill in ordered]
    imagined = [imagine(states, now, rank, draw) for draw in range(_IMAGINED)]
    # Where knowing all changes nothing, the situation has nothing to tell the answers apart by.
    telling = [situation for situation in imagined if situation.first != now.first]
    looked_at = iter(states[:_AT_MOST])
    found: list[AnswerValue] = []
    rounds = 0
    while some := list(islice(looked_at, _LOOKED_AT)):
        values = [weigh(state, now, telling, rank) for state in some]
        found += [value for value in values if value.change >= _LEAST_CHANGE]
        rounds += 1
        if len(found) >= most or (found and rounds >= _ROUNDS):
            break
    return found


def _owed(
    handled: Collection[str], weights: Mapping[str, float], taxonomy: Taxonomy
) -> dict[str, str]:
    """Themes of which everybody gets a question and this person had none, each with its skill.

    Of a theme that no role in view speaks of, it is the skill that most roles ask.
    """
    had = {taxonomy.skill(skill).theme for skill in handled}
    asked = Counter(r.skill for role in taxonomy.roles.values() for r in role.requirements)
    owed: dict[str, str] = {}
    for theme in EVERYBODY:
        skills = [s.slug for s in taxonomy.skills.values() if s.theme == theme]
        if theme not in had and skills:
            owed[theme] = min(skills, key=lambda s: (-weights.get(s, 0.0), -asked[s], s))
    return owed


def _reasons(
    value: AnswerValue, view: View, owed: Mapping[str, str], taxonomy: Taxonomy
) -> Iterator[Reason]:
    skill = value.skill
    gap = next((gap for gap in view.gaps if gap.skill == skill), None)
    if gap is not None:
        yield from gap.reasons
    else:
        roles = dict.fromkeys(match.role for match in view.matches.matches)
        for role in roles:
            if asked := taxonomy.role(role).by_skill.get(skill):
                yield AskedByRole(role, asked.level, asked.essential)
                break
    presumed: dict[str, Level] = {}
    for course in (*view.suggestions.suggestions[:FIRST], *view.suggestions.later):
        if level := entry_levels(course.course, taxonomy).get(skill):
            presumed[course.course.id] = level
    for course_id, lowest in list(presumed.items())[:1]:
        yield AskedByCourse(course_id, lowest)
    theme = taxonomy.skill(skill).theme
    if theme in owed:
        yield AskedOfEverybody(theme)
    if value.change:
        yield MayChangeFirst(value.courses)
