"""Drawing the pairs of texts that must come out alike: two texts of one concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training.corpus import ConceptTexts, Language, sentences
from models.training.recipe import Recipe

Tokens = NDArray[np.int64]
"""The tokens of one text, [length]."""

_STRETCH_SHARE = 0.3
_MOST_NOISE = 4


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """The tokens of each text; of an empty text an empty array."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]


@dataclass(slots=True)
class _Concept:
    labels: dict[Language, list[Tokens]]
    runs: list[Tokens]
    descriptions: list[list[Tokens]]
    """Per language the whole description, then its sentences."""


class PairSampler:
    """Draws concepts, and for each two of its texts, as tokens."""

    def __init__(
        self,
        concepts: Sequence[ConceptTexts],
        tokenizer: Tokenizer,
        recipe: Recipe,
        rng: np.random.Generator,
        words: Mapping[Language, Sequence[str]],
        spoken: Mapping[str, Mapping[Language, Sequence[str]]] | None = None,
    ) -> None:
        self._rng = rng
        self._recipe = recipe
        # The languages by turns, so that the place in the row tells how frequent a word is.
        noise = [word for row in zip(*words.values(), strict=False) for word in row]
        self._noise = tokenize(tokenizer, noise[: len(words) * recipe.noise_words])
        places = 1 / np.arange(1, len(self._noise) + 1)  # Zipf's law
        self._noise_weights = places / places.sum()
        forms = spoken or {}
        self._concepts = [
            _Concept(
                labels={
                    language: tokenize(
                        tokenizer, [*labels, *forms.get(concept.uri, {}).get(language, ())]
                    )
                    for language, labels in concept.labels.items()
                    if labels
                },
                runs=tokenize(tokenizer, concept.runs),
                descriptions=[
                    tokenize(tokenizer, [text, *sentences(text)])
                    for text in concept.descriptions.values()
                ],
            )
            for concept in concepts
        ]
        weights = np.array(
            [1.0 if "nl" in c.labels else recipe.english_only_weight for c in self._concepts]
        )
        self._weights = weights / weights.sum()

    def draw(self) -> list[tuple[Tokens, Tokens]]:
        """One batch of pairs, each of another concept."""
        size = min(self._recipe.batch, int(np.count_nonzero(self._weights)))
        drawn = self._rng.choice(len(self._concepts), size, replace=False, p=self._weights)
        pairs = [self._pair(self._concepts[row]) for row in drawn]
        return [(self._noisy(first), self._noisy(second)) for first, second in pairs]

    def _pair(self, concept: _Concept) -> tuple[Tokens, Tokens]:
        named = bool(concept.labels or concept.runs)
        if concept.descriptions and (not named or self._chance(self._recipe.description_share)):
            other = self._description(concept)
            return (self._label(concept) if named else self._description(concept)), other
        first = second = self._label(concept)
        for _ in range(4):  # a few tries for another name; some concepts have only one
            if second is not first:
                break
            second = self._label(concept)
        return first, second

    def _label(self, concept: _Concept) -> Tokens:
        if concept.labels:
            languages = list(concept.labels)
            return self._one(concept.labels[languages[int(self._rng.integers(len(languages)))]])
        run = self._one(concept.runs)
        # About as long as one name, for where a name ends in the row is not known.
        return self._stretch(run, 3, 8) if len(run) > 8 else run

    def _description(self, concept: _Concept) -> Tokens:
        whole, *parts = concept.descriptions[int(self._rng.integers(len(concept.descriptions)))]
        text = self._one(parts) if parts and self._chance(0.5) else whole
        # Stretches teach what a half sentence is about, which is what a course title often is.
        if len(text) > 14 and self._chance(_STRETCH_SHARE):
            return self._stretch(text, 8, len(text) - 2)
        return text

    def _noisy(self, tokens: Tokens) -> Tokens:
        if not self._noise or not self._chance(self._recipe.noise_share):
            return tokens
        count = int(self._rng.integers(1, _MOST_NOISE + 1))
        added = self._rng.choice(len(self._noise), count, p=self._noise_weights)
        return np.concatenate([tokens, *(self._noise[word] for word in added)])

    def _stretch(self, tokens: Tokens, shortest: int, longest: int) -> Tokens:
        length = int(self._rng.integers(shortest, min(longest, len(tokens)) + 1))
        start = int(self._rng.integers(len(tokens) - length + 1))
        return tokens[start : start + length]

    def _one(self, several: Sequence[Tokens]) -> Tokens:
        return several[int(self._rng.integers(len(several)))]

    def _chance(self, share: float) -> bool:
        return bool(self._rng.random() < share)
