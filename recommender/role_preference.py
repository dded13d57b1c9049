"""What draws a person to some roles more than to others: ambition, direction, interests, wish.

It decides which of the roles that lie near come first, and says why. It never changes how near a
role is. What the role's outlook is plays no part: a forecast is no reason to send anybody anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recommender.reason import AsksWhatYouWish, FitsDirection, FitsInterest, NearWishedRole, Reason
from recommender.role_table import Numbers, RoleTable
from recommender.self_scan import Goal, SelfScan

_AMBITION, _INTERESTS, _WISH = 0.5, 0.6, 0.5
_DIRECTION: Mapping[Goal, float] = {
    "deepen": 0.3,
    "broaden": 0.0,
    "move": 0.3,
    "stay-healthy": 0.3,
}
"""How much more a role counts that is all a person wants in this respect. Together they can double
a role and more; a role with which someone has nothing in common stays at the end."""

_ALIKE, _MUCH_OF_THEME = 0.25, 0.25
"""Likeness to a wished role, and share of a role's craft in a theme, from which it is a reason."""

_CLEAR = 0.6
"""Part of what a direction can say from which it is a reason."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What one person is drawn to."""

    table: RoleTable
    goal: Goal
    role: str | None
    wished: tuple[str, ...]
    """Roles that the person considers."""
    interests: tuple[str, ...]
    wishes: Mapping[str, float]
    """Skills that the person's own words point at, with how close the two are (cosine)."""
    fit: Numbers
    """[roles] share of what each role asks that the person has."""

    @property
    def attracts(self) -> bool:
        """Whether anything but ratings tells where the person wants to go."""
        return bool(self.wished or self.interests or self.wishes)

    def lean(self) -> Numbers:
        """[roles] how much more each role counts, from 0."""
        return (
            _AMBITION * self._ambition()
            + _INTERESTS * self._interest()
            + _WISH * self._wish()
            + _DIRECTION[self.goal] * self._direction()
        )

    def pull(self) -> Numbers:
        """[roles] what attracts in each role, whatever the person can do, from 0 to 1."""
        found: Numbers = np.maximum.reduce([self._ambition(), self._interest(), self._wish()])
        return found

    def reasons(self, slug: str) -> tuple[Reason, ...]:
        """Why this role comes before others that lie as near."""
        n, found = self.table.row[slug], list[Reason]()
        for other in self.wished:
            if other != slug and self.table.likeness[self.table.row[other], n] >= _ALIKE:
                found.append(NearWishedRole(other))
        for skill in self.wishes:
            if self.table.asked[n, self.table.column[skill]]:
                found.append(AsksWhatYouWish(skill))
        for theme in self.interests:
            if self._share(theme)[n] >= _MUCH_OF_THEME:
                found.append(FitsInterest(theme))
        told = self.role not in (None, slug) and _DIRECTION[self.goal] > 0
        if told and self._direction()[n] >= _CLEAR:
            found.append(FitsDirection(self.goal))
        return tuple(found)

    def _ambition(self) -> Numbers:
        rows = [self.table.row[slug] for slug in self.wished]
        if not rows:
            return np.zeros(len(self.table.slugs))
        found: Numbers = self.table.likeness[rows].max(axis=0)
        return found

    def _interest(self) -> Numbers:
        """The part of the craft that lies in the themes, beside the role that has most of them."""
        found: Numbers = np.zeros(len(self.table.slugs))
        for theme in self.interests:
            found = found + self._share(theme)
        most = float(found.max(initial=0.0)) or 1.0
        return found / most

    def _share(self, theme: str) -> Numbers:
        return self.table.themes.get(theme, np.zeros(len(self.table.slugs)))

    def _wish(self) -> Numbers:
        """How much the role has to do with the skill that is meant: its level, as far as asked."""
        found = np.zeros(len(self.table.slugs))
        for skill, similarity in self.wishes.items():
            column = self.table.column[skill]
            asked = self.table.asked[:, column] * self.table.weight[:, column] / 3
            found = np.maximum(found, asked * min(1.0, 0.3 + similarity))
        return found

    def _direction(self) -> Numbers:
        """How far each role lies in the direction of the goal.

        Deepening stays with one's own craft; moving looks for other work; who has to keep well is
        helped by roles that ask little more than they can do. Broadening takes what lies nearest.
        """
        if self.goal == "stay-healthy":
            return self.fit
        if self.role is None:
            return np.zeros(len(self.table.slugs))
        like: Numbers = self.table.likeness[self.table.row[self.role]]
        return like if self.goal == "deepen" else 1.0 - like


def preference(
    scan: SelfScan, wishes: Mapping[str, float], fit: Numbers, table: RoleTable
) -> Preference:
    """What a scan says of where the person wants to go.

    Args:
        scan: its goal, its roles and its interests.
        wishes: the skills that the person's own words point at.
        fit: [roles] share of what each role asks that the person has.
        table: what the roles ask.
    """
    wished = tuple(dict.fromkeys(slug for slug in scan.target_roles if slug != scan.role))
    return Preference(table, scan.goal, scan.role, wished, scan.interests, wishes, fit)
