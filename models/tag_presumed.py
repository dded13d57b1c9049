"""Which skills a course presumes: said in so many words, or needed by what it teaches."""

from __future__ import annotations

import numpy as np

from models.tag_course import FEATURES, Relations
from models.tag_features import COMPARED, Floats

_SAID = [FEATURES.index(f"{name}, best of presumed") for name in COMPARED]
_FAR = [FEATURES.index(f"distance in {name}, best of presumed") for name in COMPARED]
_BODY = [FEATURES.index(f"{name}, best of description") for name in COMPARED]

PRESUMED = (
    *(FEATURES[row] for row in (*_SAID, *_FAR, *_BODY)),
    "score as taught",
    "chance as taught",
    "chance of a skill that needs it",
    "chance that the course is no first one",
    "chance of a skill that needs it, in a course that is no first one",
    "chance of a skill that needs it, in a first course",
    "chance of another skill of its theme",
    "chance of a skill that it needs",
    "anybody can begin with it",
    "skills that need it",
)
"""What each number of a course and a skill says, in order."""


def presumed_features(
    features: Floats, scores: Floats, chances: Floats, onward: Floats, relations: Relations
) -> Floats:
    """What tells whether a skill is presumed.

    Args:
        features: [courses, skills, FEATURES].
        scores: [courses, skills], of the first step.
        chances: [courses, skills] of being taught.
        onward: [courses], the chance that the course is no first one.
        relations: of the skills.

    Returns:
        [courses, skills, PRESUMED].
    """
    further = onward[:, None]
    needed = relations.best(chances, relations.needed_by)
    needing = np.log1p([len(rows) for rows in relations.needed_by])
    seen = (
        scores,
        chances,
        needed,
        further,
        needed * further,
        needed * (1.0 - further),
        relations.others_of_theme(chances),
        relations.best(chances, relations.needs),
        relations.entry[None, :],
        needing[None, :],
    )
    said = features[..., [*_SAID, *_FAR, *_BODY]]
    wide = [np.broadcast_to(one, scores.shape) for one in seen]
    return np.concatenate([said, np.stack(wide, axis=2)], axis=2).astype(np.float32)
