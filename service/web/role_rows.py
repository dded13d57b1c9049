"""The roles near a person as rows: how near, what carries over and what is new."""

from __future__ import annotations

from recommender.reason import (
    AsksWhatYouWish,
    CarriesOver,
    FitsDirection,
    FitsInterest,
    Has,
    Misses,
    NearWishedRole,
    Transfers,
)
from recommender.role_match import RoleMatch
from service.web.advice_parts import RoleRow
from service.web.labels import role_label
from service.wording import Wording

_CARRIED = 3
_DRAWS = (NearWishedRole, AsksWhatYouWish, FitsInterest, FitsDirection)


def role_row(match: RoleMatch, w: Wording, *, aimed: bool) -> RoleRow:
    """Make the row of a role; of the one that the advice is about the counts stand elsewhere."""
    carried = [r.skill for r in match.reasons if isinstance(r, Has | CarriesOver)][:_CARRIED]
    missed = [r.skill for r in match.reasons if isinstance(r, Misses)][:_CARRIED]
    relation = {
        "present": w.t("your role"),
        "wished": w.t("your wish"),
        "nearby": w.t("nearby"),
    }[match.relation]
    carries = w.t("You bring: {skills}.", skills=w.listing(map(w.skill, carried)))
    misses = w.t("New for you: {skills}.", skills=w.listing(map(w.skill, missed)))
    helps = [r for r in match.reasons if isinstance(r, Transfers)][:1]
    why = [r for r in match.reasons if isinstance(r, _DRAWS)][:2]
    return RoleRow(
        slug=match.role,
        label=role_label(match.role, w),
        relation=relation,
        band="" if match.relation == "present" else w.band(match),
        counts="" if aimed else _short_counts(match, w),
        carries=carries if carried and match.relation != "present" else "",
        helps=" ".join(w.reasons(helps)) if match.relation != "present" else "",
        misses=misses if missed else "",
        why=" ".join(w.reasons(why)),
        definition=w.taxonomy.role(match.role).definition[w.language],
    )


def count(match: RoleMatch) -> tuple[int, int, int]:
    """How many skills of a role someone has, has in part, and does not have."""
    has, part, new = (
        sum(isinstance(r, kind) for r in match.reasons) for kind in (Has, CarriesOver, Misses)
    )
    return has, part, new


def _short_counts(match: RoleMatch, w: Wording) -> str:
    has, part, new = count(match)
    if not part and not new:
        return w.t("You can do what this role asks for.")
    if not part:
        return w.t("You have {n} of the {all}.", n=has, all=has + new)
    return w.t("You have {n} of the {all}, {part} in part.", n=has, all=has + part + new, part=part)
