"""A saved scan, filled into the form again."""

from __future__ import annotations

from recommender import SelfScan
from service.web.answers import Answers
from service.web.form_reading import period
from service.web.scan_steps import RATING, STATEMENT
from service.wording import Wording


def answers_of(scan: SelfScan, w: Wording) -> Answers:
    """What somebody would have to fill in to get this scan."""
    values: dict[str, tuple[str, ...]] = {
        "role": (scan.role or "",),
        "years": (written(scan.years, w),),
        "work_form": (scan.work_form,),
        "goal": (scan.goal,),
        "target_roles": scan.target_roles,
        "wish": (scan.wish,),
        "why_now": (scan.why_now,),
        "interests": scan.interests,
        "hours_per_week": (written(scan.hours_per_week, w),),
        "weeks": (str(scan.weeks),),
        "deadline": (scan.deadline.isoformat() if scan.deadline else "",),
        "evenings_only": ("yes",) if scan.evenings_only else (),
        "together": ("yes",) if scan.together else (),
        "busy": tuple(period(busy) for busy in scan.busy),
        "support": (scan.support,),
        "employer_budget": (written(scan.employer_budget, w),),
        "budget": (written(scan.budget, w),),
        "budget_period": (scan.budget_period,),
        "reclaims_vat": ({True: "yes", False: "no", None: ""}[scan.reclaims_vat],),
        "region": (scan.region or "",),
        "travel": (scan.travel,),
        "languages": tuple(scan.languages),
        "importance": (_whole(scan.importance),),
        "confidence": (_whole(scan.confidence),),
        "readiness": (_whole(scan.readiness),),
        "obstacle": (scan.obstacle or "",),
        "when": (scan.when,),
        "then": (scan.then,),
        "helper": (scan.helper,),
    }
    values |= {STATEMENT + name: (str(told),) for name, told in scan.statements.items()}
    values |= {RATING + skill: (str(level),) for skill, level in scan.ratings.items()}
    return Answers({name: told for name, told in values.items() if any(told)})


def written(value: float | None, w: Wording) -> str:
    """A number as somebody who speaks the language of the page writes it."""
    if value is None:
        return ""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if w.language == "nl" else text


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)
