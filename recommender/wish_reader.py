"""What a person's own words ask: skills that are meant, and courses that are close.

The linker knows how people say things and is nearly never wrong, but it stays silent on much. Then
likeness with the names of skills may still tell, and where that is silent too, the courses that are
close to the words say what was meant: what they teach.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from models import Hit
from models.linker import Link
from recommender.concept_search import ConceptSearch
from recommender.course_search import CourseSearch
from recommender.gap import WishedSkill
from recommender.wish import queries, told
from skills_taxonomy import Kind, Taxonomy

MOST_SKILLS = 3
_LINKED = 0.5
"""Probability from which a linked skill is taken to be meant."""

_EXPECTED, _ALONE, _ONLY = 0.46, 0.58, 0.56
"""Cosine from which a skill is taken to be meant: one that a role in view asks, any other, and any
at all where no role is in view, which leaves only the wish to go by. Chosen on the judged wishes in
tests/data/wishes.json, so that nonsense stays without an answer; letters hit at random mostly stay
below 0.55."""

_PERHAPS = 0.4
"""Cosine from which a skill is worth asking about when nothing is close enough to count on."""

_CLAUSE_MARGIN = 0.25
"""Beside a clause that is clearly understood, one that is only guessed at counts for nothing."""

_WISH_MARGIN = 0.03
"""Skills this far behind the closest one are not meant either."""

_CLOSE, _COURSES = 0.5, 5
"""Score of the course search from which what a course teaches is taken to be asked, and how many
courses are believed."""

_REMEMBERED = 2_000


class LinksSkills(Protocol):
    """A linker, as far as a wish needs one."""

    def link(self, text: str, kind: Kind, limit: int = 5) -> list[Link]:
        """The concepts that a text means, likeliest first."""
        ...


class WishReader:
    """Reads wishes; the same words are read once."""

    def __init__(self, skills: ConceptSearch, linker: LinksSkills | None) -> None:
        self._skills = skills
        self._linker = linker
        # What people wrote is kept in memory only, and only as long as others do not push it out.
        self._linked = lru_cache(maxsize=_REMEMBERED)(self._link)

    def read(self, wish: str, expected: Collection[str]) -> tuple[WishedSkill, ...]:
        """The skills that are meant, surest first; none when none is close.

        Args:
            wish: what the person wrote.
            expected: skills that the roles in view ask. They are likelier to be meant, so a
                weaker likeness is enough for them.
        """
        return self.linked(wish) or self._alike(told(wish), expected)

    def asked(self, wish: str, taxonomy: Taxonomy) -> str:
        """What to look for among courses: the names of what is understood, else the words.

        So the same wish finds the same courses in other words, and in another language.
        """
        labels = [taxonomy.skill(found.skill).label.nl for found in self.linked(wish)]
        return ". ".join(labels) or told(wish)

    def linked(self, wish: str) -> tuple[WishedSkill, ...]:
        """The skills that the linker finds in a wish, which does not depend on the person."""
        wish = told(wish)
        return self._linked(wish) if wish else ()

    def _link(self, wish: str) -> tuple[WishedSkill, ...]:
        if self._linker is None:
            return ()
        links = self._linker.link(wish, "skill", 2 * MOST_SKILLS)
        return tuple(
            WishedSkill(link.slug, round(link.score, 4))
            for link in links
            if link.slug and link.score >= _LINKED
        )

    def _alike(self, wish: str, expected: Collection[str]) -> tuple[WishedSkill, ...]:
        other = _ALONE if expected else _ONLY
        best: dict[str, float] = {}
        for query in queries(wish):
            hits = self._skills.search(query, 2 * MOST_SKILLS)
            meant = [h for h in hits if h.score >= (_EXPECTED if h.id in expected else other)]
            close = meant[0].score - _WISH_MARGIN if meant else 1.0
            for hit in meant:
                if hit.score >= close:
                    best[hit.id] = max(best.get(hit.id, 0.0), hit.score)
        least = max(best.values(), default=0.0) - _CLAUSE_MARGIN
        clear = [(skill, score) for skill, score in best.items() if score >= least]
        ordered = sorted(clear, key=lambda pair: (-pair[1], pair[0]))
        return tuple(WishedSkill(s, round(v, 4)) for s, v in ordered[:MOST_SKILLS])

    def perhaps(self, wish: str) -> tuple[str, ...]:
        """Skills that a wish which was not understood may mean, to ask the person."""
        whole = queries(told(wish))[:1]
        hits = self._skills.search(whole[0], MOST_SKILLS) if whole else ()
        return tuple(hit.id for hit in hits if hit.score >= _PERHAPS)


def close_courses(wish: str, search: CourseSearch) -> tuple[Hit, ...]:
    """The few courses that are so close to a wish that it asks what they teach."""
    wish = told(wish)
    hits = search.search(wish, _COURSES) if queries(wish) else ()
    return tuple(hit for hit in hits if hit.score >= _CLOSE)


def nearness(wish: str, search: CourseSearch, ids: Sequence[str]) -> Mapping[str, float]:
    """How close courses are to a wish, from 0 to 1, by id."""
    wish = told(wish)
    return search.scores_of(wish, ids) if queries(wish) else {}


def remembered(
    near: Callable[[Sequence[str]], Mapping[str, float]],
) -> Callable[[Sequence[str]], Mapping[str, float]]:
    """The same, where no course is read twice: for who ranks many scans with one wish."""
    known: dict[str, float] = {}

    def known_or_read(ids: Sequence[str]) -> Mapping[str, float]:
        if fresh := [key for key in ids if key not in known]:
            known.update(near(fresh))
        return {key: known[key] for key in ids if key in known}

    return known_or_read
