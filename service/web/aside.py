"""What follows when a course is put aside: why, in one tap, and what that reason may mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommender import Catalogue, SelfScan
from service.web import urls
from service.web.choices import Choice
from service.web.learning_pages import dismiss_reasons
from service.web.limits import BUDGET, HOURS, TRAVEL
from service.wording import Wording

ASIDE, SAID = "opzij", "gezegd"
"""Names in an address: the course that was put aside a moment ago, and the reason for it."""

_LIMIT_OF: Mapping[str, str] = {"too-dear": BUDGET, "no-time": HOURS, "too-far": TRAVEL}
"""The limit that a reason is about."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A course that was put aside a moment ago, and why that may be."""

    id: str
    title: str
    language: str
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """What somebody can do with the reason: a sentence, and where to go with it."""

    says: str
    label: str = ""
    url: str = ""
    limit: bool = False
    """Whether it leads to a limit above the list."""


def aside(course: str, scan: SelfScan, catalogue: Catalogue, w: Wording) -> Aside | None:
    """The course that was put aside a moment ago; none when it was not."""
    found = catalogue.courses.get(course)
    if found is None or course not in scan.dismissed:
        return None
    return Aside(found.id, found.title, found.language, dismiss_reasons(w))


def onward(said: str, token: str, w: Wording) -> Onward | None:
    """What can be done with a reason: it is asked because it may mend the list."""
    if said in _LIMIT_OF:
        says = w.t("Change this limit, and the list follows at once:")
        return Onward(says, _limit(said, w), f"#{_LIMIT_OF[said]}", limit=True)
    if said in ("too-hard", "too-easy"):
        says = w.t("Perhaps we have your level wrong.")
        return Onward(says, w.t("Say what you can do"), urls.data(token, "niveaus"))
    if said == "not-useful":
        says = w.t("The better we know what you look for, the better the list.")
        return Onward(says, w.t("Change my wish"), urls.data(token, "verteld"))
    if said == "other":
        return Onward(w.t("Thank you. You find it below, with what is not in this list."))
    return None


def _limit(said: str, w: Wording) -> str:
    return {
        "too-dear": w.t("what I pay at most"),
        "no-time": w.t("how many hours I have"),
        "too-far": w.t("how far I travel"),
    }[said]
