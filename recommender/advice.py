"""One advice: everything the flow found, as one value that every face of Koers renders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.action_plan import ActionPlan
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions
from recommender.gap import SkillGap, SkillGaps
from recommender.learning_path import LearningPath
from recommender.manager_card import ManagerCard
from recommender.net_cost import Funding, NetCost, Todo
from recommender.path_alternatives import Alternative
from recommender.profile import Profile
from recommender.reason import Reason, plain
from recommender.role_match import RoleFit, RoleMatch, RoleMatches
from recommender.self_scan import SelfScan
from recommender.standing import Standing, standing
from skills_taxonomy import Text


@dataclass(frozen=True, slots=True)
class Advice:
    """The result of `Recommender.advise`; the same scan on the same day gives the same advice."""

    today: dt.date
    scan: SelfScan
    profile: Profile
    matches: RoleMatches
    gaps: SkillGaps
    suggestions: CourseSuggestions
    path: LearningPath
    plan: ActionPlan
    notices: tuple[Reason, ...]
    versions: Mapping[str, str]
    limit: int = 10
    alternatives: tuple[Alternative, ...] = ()
    """Paths beside the path, where they really differ."""

    @property
    def standing(self) -> Standing:
        """Where the person stands, by their own answers."""
        return standing(self.scan)

    @property
    def courses(self) -> tuple[CourseSuggestion, ...]:
        """The suggestions to show."""
        return self.suggestions.suggestions[: self.limit]

    def to_dict(self) -> dict[str, Any]:
        """The advice as JSON values; the shape is part of the contract and of the API."""
        return {
            "today": self.today.isoformat(),
            "standing": self.standing.to_dict(),
            "profile": _profile(self.profile),
            "role_matches": [_match(m) for m in self.matches.matches],
            "transfer_map": {f.role: _role_fit(f) for f in self.matches.all},
            "gaps": [_gap(g) for g in self.gaps],
            "courses": [_suggestion(s) for s in self.courses],
            "left_out": [
                {
                    "id": item.course.id,
                    "title": item.course.title,
                    "net_cost": plain(item.net_cost),
                    "cost": _cost(item.cost),
                    "reason": item.reason.to_dict(),
                }
                for item in self.suggestions.left_out[: self.limit]
            ],
            "path": _path(self.path),
            "alternatives": [_alternative(other) for other in self.alternatives],
            "plan": _plan(self.plan),
            "notices": [notice.to_dict() for notice in self.notices],
            "versions": dict(self.versions),
        }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "role": profile.role,
        "skills": [
            {
                "skill": s.skill,
                "level": s.level,
                "certainty": s.certainty,
                "evidence": s.evidence,
                "because": s.because,
            }
            for s in profile.states.values()
        ],
    }


def _match(match: RoleMatch) -> dict[str, Any]:
    return {
        "role": match.role,
        "relation": match.relation,
        "fit": match.fit,
        "band": match.band,
        "reasons": _reasons(match.reasons),
    }


def _role_fit(found: RoleFit) -> dict[str, Any]:
    # There is one for every role, so it holds what tells them apart and no more.
    return {
        "fit": round(found.fit, 2),
        "band": found.band,
        "have": found.have,
        "carry": found.carry,
        "miss": found.miss,
        "levels_to_go": found.levels_to_go,
    }


def _gap(gap: SkillGap) -> dict[str, Any]:
    return {
        "skill": gap.skill,
        "present": gap.present,
        "required": gap.required,
        "weight": round(gap.weight, 4),
        "reasons": _reasons(gap.reasons),
    }


def _suggestion(s: CourseSuggestion) -> dict[str, Any]:
    course = s.course
    return {
        "id": course.id,
        "title": course.title,
        "provider": course.provider,
        "kind": course.kind,
        "language": course.language,
        "mode": course.mode,
        "hours": course.hours,
        "weeks": course.weeks,
        "price": plain(course.price),
        "net_cost": plain(s.net_cost),
        "cost": _cost(s.cost),
        "said": [{"field": name, "text": text} for name, text in course.said],
        "guessed": list(course.guessed),
        "url": course.url,
        "score": s.score,
        "terms": [
            {"name": t.name, "share": t.share, "points": round(t.points, 6)} for t in s.terms
        ],
        "runs": [{"start": plain(r.start), "end": plain(r.end), "place": r.place} for r in s.runs],
        "reasons": _reasons(s.reasons),
    }


def _path(path: LearningPath) -> dict[str, Any]:
    return {
        "steps": [
            {
                "course": step.course.id,
                "title": step.course.title,
                "start": plain(step.run.start),
                "end": plain(step.run.end),
                "place": step.run.place,
                "net_cost": plain(step.net_cost),
                "cost": _cost(step.cost),
                "hours": step.course.hours,
                "booked": step.booked,
                "reasons": _reasons(step.gains),
            }
            for step in path.steps
        ],
        "net_cost": plain(path.net_cost),
        "cost": _cost(path.cost),
        "unpriced": path.unpriced,
        "hours": path.hours,
        "gap_closed": path.gap_closed,
        "optimal": path.optimal,
        "bound": path.bound,
        "candidates": path.candidates,
        "most_courses": path.most,
    }


def _alternative(other: Alternative) -> dict[str, Any]:
    return {
        "kind": other.kind,
        "path": _path(other.path),
        "compared": {
            "net_cost": plain(other.net_cost),
            "hours": other.hours,
            "gap_closed": other.gap_closed,
            "days": other.days,
            "reaches": [{"skill": skill, "level": level} for skill, level in other.reaches],
            "misses": [{"skill": skill, "level": level} for skill, level in other.misses],
        },
    }


def _plan(plan: ActionPlan) -> dict[str, Any]:
    first, goal = plan.first_step, plan.goal
    steps: list[dict[str, Any]] = [
        {
            "type": "first-step",
            "slug": first.step.slug,
            "minutes": first.step.minutes,
            "text": {"nl": first.step.text.nl, "en": first.step.text.en},
            "by": plain(first.by),
            "why": plain(first.why),
        }
    ]
    steps += [
        {
            "type": "course",
            "course": c.course.id,
            "title": c.course.title,
            "start": plain(c.start),
            "end": plain(c.end),
            "place": c.place,
            "net_cost": plain(c.net_cost),
            "cost": _cost(c.cost),
            "book_by": plain(c.book_by),
            "ask_start": c.ask_start,
            "next": c.next,
            "next_how": c.next_how,
            "status": c.status,
            "from_level": c.levels[0],
            "to_level": c.levels[1],
            "hours": c.course.hours,
            "link": c.link.to_dict() if c.link else None,
        }
        for c in plan.courses
    ]
    steps += [
        {
            "type": b.step.kind,
            "slug": b.step.slug,
            "skill": b.skill,
            "hours": b.step.hours,
            "text": {"nl": b.step.text.nl, "en": b.step.text.en},
            "by": plain(b.by),
            "why": b.why,
        }
        for b in plan.beyond
    ]
    return {
        "goal": {
            "kind": goal.kind,
            "role": goal.role,
            "reached": goal.reached,
            "skills": [{"skill": skill, "level": level} for skill, level in goal.skills],
            "by": plain(goal.by),
            "why_now": goal.why_now,
        },
        "steps": steps,
        "if_then": {
            "obstacle": plan.if_then.obstacle,
            "course": plan.if_then.course,
            "hours": plan.if_then.hours,
            "day": plain(plan.if_then.day),
            "when": plan.if_then.when,
            "then": plan.if_then.then,
        },
        "helper": {"kind": plan.helper.kind, "name": plan.helper.name},
        "checks": [plain(day) for day in plan.checks],
        "lines": [line.to_dict() for line in plan.lines.shown],
        "dropped": [line.to_dict() for line in plan.lines.dropped],
        "gone": [line.to_dict() for line in plan.lines.gone],
        "next_step": plan.next_step.to_dict(),
        "look_backs": [one.to_dict() for one in plan.look_backs],
        "resting": plan.resting,
        "funding": [
            {
                "course": f.course.id if f.course else None,
                "title": f.course.title if f.course else None,
                **_todo(f.todo),
            }
            for f in plan.funding
        ],
        "handled": [
            {
                "course": h.id,
                "title": h.title,
                "status": h.status,
                "start": plain(h.start),
                "after": h.after.to_dict() if h.after else None,
            }
            for h in plan.handled
        ],
        "card": _card(plan.card) if plan.card else None,
    }


def _card(card: ManagerCard) -> dict[str, Any]:
    return {
        "ask": card.ask,
        "to": "client" if card.to_client else "employer",
        "course": card.course.id if card.course else None,
        "hours": card.hours,
        "start": plain(card.start),
        "end": plain(card.end),
        "price": plain(card.price),
        "own": plain(card.own),
        "look_back": plain(card.look_back),
    }


def _cost(cost: NetCost) -> dict[str, Any]:
    return {
        "gross": plain(cost.gross),
        "vat": plain(cost.vat),
        "own": plain(cost.own),
        "employer": plain(cost.employer),
        "funding": [_funding(part) for part in cost.funding],
        "todo": [_todo(todo) for todo in cost.todo],
    }


def _funding(part: Funding) -> dict[str, Any]:
    rule = part.rule
    purpose = [rule.what.purpose] if rule.what.purpose else []
    return {
        "rule": rule.id,
        "name": _text(rule.name),
        "amount": plain(part.amount),
        "counted": part.why_not is None,
        "why_not": part.why_not,
        "conditions": [_text(text) for text in (*rule.who.conditions, *purpose)],
        "status": rule.status,
        "source": {"title": rule.source.title, "url": rule.source.url} if rule.source else None,
        "checked": plain(rule.checked),
        "review_by": plain(rule.review_by),
    }


def _todo(todo: Todo) -> dict[str, Any]:
    return {
        "rule": todo.rule.id,
        "text": _text(todo.do),
        "since": plain(todo.since),
        "by": plain(todo.by),
    }


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    return [reason.to_dict() for reason in reasons]
