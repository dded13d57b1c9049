"""Finding a role or a skill by what somebody writes, in either language.

A concept is known by its label, by its label with its definition, and by its synonyms. Synonyms are
short and many, so by chance one of them resembles nearly anything: it counts only when it is very
close.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models import Encoder, Hit, VectorIndex, embed_once
from skills_taxonomy import LANGUAGES, Role, Skill

_NAMED = 0.7
"""Cosine from which a synonym counts. Chosen on the judged wishes in tests/data/wishes.json: lower
lets nonsense in, higher loses wishes."""

_TEXTS = 4
"""Texts per concept beside its synonyms: two in each language."""


class ConceptSearch:
    """The concepts of one kind, ready to be found."""

    def __init__(
        self, concepts: Iterable[Skill] | Iterable[Role], encoder: Encoder, cache: Path | None
    ) -> None:
        """Embed every text of every concept once.

        Args:
            concepts: skills or roles.
            encoder: turns texts into unit vectors.
            cache: folder that keeps vectors between starts; None keeps nothing.
        """
        self._encoder = encoder
        told: list[tuple[str, str]] = []
        named: list[tuple[str, str]] = []
        for concept in concepts:
            for language in LANGUAGES:
                label, definition = concept.label[language], concept.definition[language]
                told += [(concept.slug, label), (concept.slug, f"{label}. {definition}")]
                named += [(concept.slug, name) for name in concept.synonyms[language]]
        self._told = self._index(told, cache)
        self._named = self._index(named, cache) if named else None

    def _index(self, rows: list[tuple[str, str]], cache: Path | None) -> VectorIndex:
        texts = [text for _, text in rows]
        return VectorIndex.build(
            [slug for slug, _ in rows], embed_once(self._encoder, texts, cache)
        )

    def search(self, query: str, limit: int) -> list[Hit]:
        """The concepts closest in meaning to a query, each by its best text, closest first."""
        vector = self._encoder.encode_queries([query])
        best: dict[str, float] = {}
        for hit in self._told.search(vector, limit * _TEXTS)[0]:
            best.setdefault(hit.id, float(hit.score))
        if self._named is not None:
            for hit in self._named.search(vector, limit * _TEXTS)[0]:
                if hit.score >= _NAMED:
                    best[hit.id] = max(best.get(hit.id, 0.0), float(hit.score))
        ordered = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Hit(slug, score) for slug, score in ordered[:limit]]
