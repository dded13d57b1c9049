"""How much every sentence of a course has in common with every skill, as a few numbers each.

What the linker compares a phrase with (names, definitions, what people at each level say, and
sayings) a sentence is compared with here, in matrix products over many courses at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.analysis import telling_words
from models.encoder import Encoder
from models.link_groups import Groups
from models.linker import linkables
from models.tag_words import SkillWords
from skills_taxonomy import Taxonomy

Floats = NDArray[np.float32]

COMPARED = (
    "meaning, against what is told",
    "meaning, against names",
    "meaning, against all sayings",
    "place among meanings",
    "words one by one, in meaning or letters",
    "words, against all texts",
    "words that are covered",
    "a name stands in it",
)
"""What each number of a sentence and a skill says, in order."""

_MOST_WORDS = 40
_RIDGE, _CONSTANT = 1.0, 0.3


class SkillTexts:
    """The skills of a taxonomy, ready to be compared with sentences."""

    def __init__(self, taxonomy: Taxonomy, encoder: Encoder) -> None:
        """Embed and count every text of every skill once."""
        self.slugs = list(taxonomy.skills)
        self.encoder = encoder
        known = linkables("skill", taxonomy.skills.values())
        names = [name for skill in known for name in skill.names]
        told = [text for skill in known for text in skill.told]
        said = [text for skill in known for text in skill.said or skill.names]
        self._names = Groups([len(skill.names) for skill in known])
        self._told = Groups([len(skill.told) for skill in known])
        of_said = Groups([len(skill.said or skill.names) for skill in known])
        owner = np.concatenate([self._names.owner, self._told.owner, of_said.owner])
        texts = [*names, *told, *said]
        tokens = [telling_words(text) or [""] for text in texts]
        first, second = len(names), len(names) + len(told)
        # A definition is read whole; what is short is read by its telling words.
        vectors = encoder.encode_documents(
            [
                text if first <= row < second else " ".join(tokens[row])
                for row, text in enumerate(texts)
            ]
        )
        self._name_vectors, self._told_vectors = vectors[:first], vectors[first:second]
        self._said_means = of_said.mean(vectors[second:]).astype(np.float32)
        self._place = _place(vectors, owner, len(known))
        self._words = SkillWords(tokens, first, owner, len(known), encoder)

    def compare(self, texts: Sequence[str]) -> Floats:
        """[sentences, skills, compared]."""
        words = [telling_words(text)[:_MOST_WORDS] for text in texts]
        found = np.zeros((len(texts), len(self.slugs), len(COMPARED)), np.float32)
        if not found.size:
            return found
        short = self.encoder.encode_queries([" ".join(row) for row in words])
        compared = (
            _best(self._told, self._told_vectors, short),
            _best(self._names, self._name_vectors, short),
            short @ self._said_means.T,
            short @ self._place[:-1] + self._place[-1] * _CONSTANT,
            *self._words.compare(words),
        )
        np.stack(compared, axis=2, out=found)
        found[[not row for row in words]] = 0.0
        return found


def _best(groups: Groups, vectors: Floats, asked: Floats) -> Floats:
    """[sentences, skills]: the text of each skill that is nearest.

    Texts stand in rows, for then numpy takes the best of many sentences in one go.
    """
    found: Floats = np.maximum.reduceat(vectors @ asked.T, groups.starts, axis=0).T
    return found


def _place(vectors: Floats, owner: NDArray[np.int64], skills: int) -> Floats:
    """Ridge regression from a vector to the skill that it belongs to (Hoerl and Kennard 1970).

    [dimensions and a constant, skills].
    """
    x = np.hstack([vectors, np.full((len(vectors), 1), _CONSTANT, np.float32)]).astype(np.float64)
    meant = np.zeros((len(vectors), skills))
    meant[np.arange(len(vectors)), owner] = 1.0
    weights = np.linalg.solve(x.T @ x + _RIDGE * np.eye(x.shape[1]), x.T @ meant)
    return weights.astype(np.float32)
