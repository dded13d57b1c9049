"""Our links to ESCO, held against an edition of ESCO that was imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from skills_taxonomy.concept import KINDS, EscoLink, Kind, Match
from skills_taxonomy.esco.bundle import ConceptKind
from skills_taxonomy.esco.vocabulary import EscoConcept, EscoVocabulary, edition_key
from skills_taxonomy.taxonomy import Taxonomy

State = Literal["sound", "broken", "superseded", "relabelled", "older", "unchecked"]
"""`broken`: ESCO has no such concept. `superseded`: it had one, and no longer uses it.
`relabelled`: the concept is now called otherwise. `older`: the link was found in an older edition
and still holds. `unchecked`: the imported files do not hold all concepts of this kind, or are of
an older edition than the link."""

_ESCO_KIND: dict[Kind, ConceptKind] = {"skill": "skill", "role": "occupation"}


@dataclass(frozen=True, slots=True)
class LinkState:
    """One link and what became of it."""

    kind: Kind
    slug: str
    uri: str
    match: Match
    version: str
    """The edition in which our editors found the link."""
    state: State
    detail: str

    @property
    def needs_an_editor(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state in ("broken", "superseded", "relabelled")


def check_links(taxonomy: Taxonomy, vocabulary: EscoVocabulary) -> list[LinkState]:
    """Hold every link of the taxonomy against the vocabulary, in taxonomy order."""
    return list(_states(taxonomy, vocabulary))


def _states(taxonomy: Taxonomy, vocabulary: EscoVocabulary) -> Iterator[LinkState]:
    for kind in KINDS:
        edition = vocabulary.edition(_ESCO_KIND[kind])
        concepts = taxonomy.of(kind).values()
        known = vocabulary.find([link.uri for concept in concepts for link in concept.esco])
        for concept in concepts:
            for link in concept.esco:
                state, detail = _state(link, known.get(link.uri), edition)
                yield LinkState(
                    kind, concept.slug, link.uri, link.match, link.version, state, detail
                )


def _state(link: EscoLink, found: EscoConcept | None, edition: str | None) -> tuple[State, str]:
    if found is None:
        return _absent(link, edition)
    called = found.label or (link.label.nl if link.label else link.uri)
    if found.status != "released":
        now = f"ESCO {edition}" if edition else "ESCO"
        return "superseded", f"'{called}' is no longer used in {now}; look up another one."
    ahead = edition_key(link.version) > edition_key(found.version)
    if link.label and found.label and not ahead and _fold(link.label.nl) != _fold(found.label):
        return "relabelled", f"'{link.label.nl}' is now called '{found.label}'; does it still fit?"
    if edition and edition_key(link.version) < edition_key(edition):
        return "older", f"Found in ESCO {link.version}, still there in {edition}."
    return "sound", f"'{called}' in ESCO {found.version}."


def _absent(link: EscoLink, edition: str | None) -> tuple[State, str]:
    if edition is None:
        return "unchecked", "The imported files do not hold all concepts of this kind."
    if edition_key(link.version) > edition_key(edition):
        return "unchecked", f"Found in ESCO {link.version}; what was imported is {edition}."
    return "broken", f"ESCO {edition} has no such concept; look up another one."


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
