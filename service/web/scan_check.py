"""All answers of a scan, page by page, as somebody checks and changes them."""

from __future__ import annotations

from dataclasses import dataclass

from service.web import scan_words, urls
from service.web.draft import UnderWay
from service.web.scan_steps import PAGES, RATING, SKILLS
from service.wording import Wording

_SMALL = frozenset({"years", "why_now", "deadline", "together", "busy", "budget_period", "helper"})
"""Questions that are shown only when they were answered."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A question and its answer."""

    name: str
    asks: str
    says: str
    """Empty when it was skipped."""
    change: str
    """Where it is changed."""
    wrong: str = ""
    """What has to be mended."""


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The answers of one page."""

    heading: str
    rows: tuple[CheckRow, ...]
    change: str
    """Where the page is filled in again."""


@dataclass(frozen=True, slots=True)
class CheckView:
    """All answers."""

    groups: tuple[CheckGroup, ...]
    skipped: int
    """How many questions were passed over."""


def check_view(scan: UnderWay, w: Wording) -> CheckView:
    """All answers of a scan, with where each is changed."""
    token, errors = scan.token or "", scan.reading(w).errors
    groups = []
    for page in PAGES:
        names = _skills(scan, w) if page is SKILLS else page.fields
        rows = []
        for name in names:
            says = scan_words.told(name, scan.answers, w)
            wrong = errors.get(name, "") if says or name not in _SMALL else ""
            if not says and not wrong and (name in _SMALL or not _is_asked(name, scan)):
                continue
            rows.append(
                CheckRow(
                    name=name,
                    asks=scan_words.question(name, w),
                    says=says,
                    change=urls.scan_skill(token, name.removeprefix(RATING))
                    if page is SKILLS
                    else f"{urls.for_check(urls.scan(token, page.name))}#{name}",
                    wrong=wrong,
                )
            )
        change = urls.scan(token, page.name, len(scan.draft.asked) if page is SKILLS else 0)
        if page is not SKILLS:
            change = urls.for_check(change)
        groups.append(CheckGroup(scan_words.heading(page.name, w), tuple(rows), change))
    skipped = sum(not row.says for group in groups for row in group.rows)
    return CheckView(tuple(group for group in groups if group.rows), skipped)


def _skills(scan: UnderWay, w: Wording) -> tuple[str, ...]:
    asked = dict.fromkeys((*scan.draft.asked_skills, *scan.answers.rated()))
    # A draft may name a skill that was taken out of the taxonomy since.
    return tuple(RATING + skill for skill in asked if skill in w.taxonomy.skills)


def _is_asked(name: str, scan: UnderWay) -> bool:
    """Whether the form puts a question to this person."""
    answers = scan.answers
    if name == "employer_budget":
        return answers.one("support") in ("money", "time-and-money")
    if name == "reclaims_vat":
        return answers.one("work_form") == "freelance"
    return name not in ("when", "then", "evenings_only", "interests", "target_roles")
