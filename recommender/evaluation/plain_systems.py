"""The systems that an advice has to beat: each puts all courses in an order for a scan.

None of them knows levels, prices or days. So that the difference is not only in what they do not
know, each is also measured on the courses that the person could really follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from models import Encoder, LexicalIndex
from models.analysis import stems
from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.self_scan import SelfScan
from skills_taxonomy import Language, Taxonomy

Ordering = Callable[[SelfScan], list[str]]
"""From a scan to the ids of all courses, best first."""


def plain_systems(
    catalogue: Catalogue, taxonomy: Taxonomy, encoder: Encoder
) -> Mapping[str, Ordering]:
    """The alternatives by name.

    - popularity: the same order for everybody, by how many roles ask what a course teaches; the
      demo academy sells nothing, so there are no sales to count.
    - BM25: the words of wish, roles and rated skills against the words of a course.
    - dense similarity: the same words as one vector against the vector of a course.
    - plain script: the whole scan written out as a text, embedded, the nearest courses taken.
    """
    courses = list(catalogue.courses.values())
    ids = [course.id for course in courses]
    asked = _roles_that_ask(courses, taxonomy)
    popular = [ids[row] for row in np.argsort(-asked, kind="stable")]
    words = LexicalIndex.build(ids, [course.text for course in courses], stems)
    vectors = encoder.encode_documents([course.text for course in courses])

    def lexical(scan: SelfScan) -> list[str]:
        scores = words.scores(query_of(scan, taxonomy))
        return [ids[row] for row in np.argsort(-scores, kind="stable")]

    def nearest(text: str) -> list[str]:
        scores = vectors @ encoder.encode_queries([text])[0]
        return [ids[row] for row in np.argsort(-scores, kind="stable")]

    return {
        "popularity": lambda _: popular,
        "BM25": lexical,
        "dense similarity": lambda scan: nearest(query_of(scan, taxonomy)),
        "plain script": lambda scan: nearest(written_out(scan, taxonomy)),
    }


def _roles_that_ask(courses: Sequence[Course], taxonomy: Taxonomy) -> np.ndarray:
    counts: dict[str, int] = {}
    for role in taxonomy.roles.values():
        for requirement in role.requirements:
            counts[requirement.skill] = counts.get(requirement.skill, 0) + 1
    return np.array([sum(counts.get(t.skill, 0) for t in c.teaches) for c in courses])


def query_of(scan: SelfScan, taxonomy: Taxonomy, language: Language = "nl") -> str:
    """What somebody would type into a search box: the wish and the roles."""
    roles = [slug for slug in (*scan.target_roles, scan.role) if slug]
    return ". ".join([scan.wish, *(taxonomy.role(slug).label[language] for slug in roles)])


def written_out(scan: SelfScan, taxonomy: Taxonomy, language: Language = "nl") -> str:
    """The whole scan as one text: wish, roles, goal, and every rated skill with its level."""
    levels = taxonomy.labels["levels"]
    rated = [
        f"{taxonomy.skill(skill).label[language]}: {levels[str(level)][language]}"
        for skill, level in scan.ratings.items()
    ]
    themes = [taxonomy.labels["themes"][slug][language] for slug in scan.interests]
    return ". ".join([query_of(scan, taxonomy, language), scan.why_now, *themes, *rated])
