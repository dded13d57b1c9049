"""What people write, linked to the roles and skills it means, each with a probability.

`load_linker().link("cameraman bij de regionale omroep", kind="role")` answers the likeliest
concepts of our taxonomy, and of ESCO where it was imported; of "tandarts" it says honestly that
nothing is close. The numbers are fitted with scikit-learn by `koers train linker` and stored as
they are, so linking needs no scikit-learn.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.analysis import words
from models.encoder import Encoder, load_encoder
from models.link_features import COMPARED, FEATURES, PLACE, Asked, Linkable, LinkFeatures
from models.sayings import load_sayings
from skills_taxonomy import KINDS, LANGUAGES, Kind, Language, Role, Skill, Taxonomy, load_taxonomy
from skills_taxonomy.errors import EncoderError

if TYPE_CHECKING:
    from skills_taxonomy.esco import EscoConcept

ARTEFACT = Path(__file__).parent / "artefacts" / "linker"
OWN = "urn:koers:"
"""What the URI of a concept of ours begins with, when nobody says where they are published."""

LONGEST = 500
"""Characters that are looked at; a job title or a wish is far shorter."""

_AT_ONCE = 32
"""Texts that are compared in one go."""

_JOINT = re.compile(r"[,;|/]|\s(?:bij|at)\s", re.IGNORECASE)
_MOST_PARTS, _APART = 4, 0.95
"""Parts that a text is also read in, and what a part is worth beside the whole: in "freelance
monteur, vooral reality" the first part says it, and the rest only draws the meaning away."""

FURTHER = 0.1
"""Probability from which a concept is named beside a first one that is likely enough."""


@dataclass(frozen=True, slots=True)
class Link:
    """A concept that a text may mean."""

    uri: str
    label: str
    score: float
    """Probability that the text means it, calibrated."""
    slug: str | None = None
    """Of a concept of our taxonomy; None for one of ESCO."""
    name: str = ""
    """The name that came closest to the text."""


@dataclass(frozen=True, slots=True)
class LinkModel:
    """The fitted numbers of one kind, in two steps.

    First a conditional logit (McFadden 1974) shares the chance out among the concepts, as if one of
    them were meant. Then a logistic regression says how likely it is that the first one is.
    """

    weights: NDArray[np.float64]
    """[features], of the conditional logit."""
    gate: NDArray[np.float64]
    """Of the logistic regression over `gate_features`."""
    bias: float
    slope: float
    shift: float
    """Of the calibration: log odds times the slope plus the shift (Platt 1999)."""
    least: float
    """Probability below which the honest answer is that nothing is close."""

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """One probability per row of [concepts, features].

        That of the first is calibrated; a concept with half its share has half its probability.
        """
        shares = self.shares(features)
        score = float(gate_features(features, shares) @ self.gate) + self.bias
        first: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(self.slope * score + self.shift)))
        chances: NDArray[np.float64] = first * shares / shares.max()
        return chances

    def shares(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance of each concept if one of them is meant."""
        scores = features @ self.weights
        raised = np.exp(scores - scores.max())
        shares: NDArray[np.float64] = raised / raised.sum()
        return shares


def gate_features(
    features: NDArray[np.float64], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What tells whether the concept that comes first is meant, and not another or nothing here."""
    top = features[int(shares.argmax())]
    share = shares.max()
    second = np.partition(shares, -2)[-2] if len(shares) > 1 else 0.0
    told, named, letters, spelled = (top[PLACE[name]] for name in _FIRST_FOUR)
    lead, count = top[-2:]
    in_words = top[_IN_WORDS]
    return np.array(
        [
            *top[: len(COMPARED)],
            share,
            share**2,
            second,
            math.log(share),
            math.log(share / max(float(np.median(shares)), 1e-30)),
            lead,
            count,
            told * count,
            letters * count,
            told * top[PLACE["words, against what is told"]],
            named * letters,
            spelled**4,
            top[PLACE["a name stands in it"]] * count,
            *(in_words * count),
            *in_words[:3] ** 2,
            *features[:, [0, *_IN_WORDS[:2]]].mean(axis=0),
            features[:, _IN_WORDS[-1]].max(),
        ]
    )


_FIRST_FOUR = (
    "meaning, against what is told", "meaning, against names", "letters, against names",
    "spelling, against names",
)  # fmt: skip
_IN_WORDS = [PLACE[name] for name in (
    "words, against all texts", "words one by one, in meaning", "words that are covered",
    "words one by one, in meaning or letters", "place among meanings",
)]  # fmt: skip


def load_models(folder: Path = ARTEFACT) -> Mapping[Kind, LinkModel]:
    """The fitted numbers of both kinds.

    Raises:
        EncoderError: the folder holds no linker, or one for other features.
    """
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if tuple(config["features"]) != FEATURES:
            raise ValueError
        return {
            kind: LinkModel(
                weights=np.array(config[kind]["weights"]),
                gate=np.array(config[kind]["gate"]),
                bias=config[kind]["bias"],
                slope=config["calibration"][0],
                shift=config["calibration"][1],
                least=config[kind]["least"],
            )
            for kind in KINDS
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            f"There is no usable linker in '{folder}'; make it anew with: koers train linker."
        ) from error


class Linker:
    """Links texts to the concepts of one or two vocabularies."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        encoder: Encoder,
        models: Mapping[Kind, LinkModel],
        *,
        base: str = OWN,
        esco: Mapping[Kind, Sequence[EscoConcept]] | None = None,
    ) -> None:
        """Take the concepts; every name of a kind is embedded and counted once, at its first link.

        Args:
            taxonomy: our roles and skills.
            encoder: turns texts into unit vectors.
            models: the fitted numbers.
            base: what the URIs of our concepts begin with.
            esco: concepts of an imported edition, per kind; left out, only ours are linked to.
        """
        self._models = models
        self._makers: dict[Kind, list[Callable[[], _Vocabulary]]] = {}
        for kind in KINDS:
            self._makers[kind] = [partial(_own, taxonomy, kind, encoder, base)]
            if others := (esco or {}).get(kind):
                self._makers[kind].append(partial(_of_esco, others, encoder))
        self._made: dict[Kind, list[_Vocabulary]] = {}
        self._making = Lock()

    def link(self, text: str, kind: Kind, limit: int = 5, language: str = "nl") -> list[Link]:
        """The concepts that a text may mean, likeliest first; none when nothing is close.

        Args:
            text: a job title, a phrase, or a sentence or two; at most 500 characters are read.
            kind: `role` or `skill`.
            limit: the most links.
            language: of the labels.
        """
        if limit <= 0:
            return []
        text = text[:LONGEST]
        parts = list(dict.fromkeys(part.strip() for part in _JOINT.split(text)))[:_MOST_PARTS]
        whole, *apart = self.link_many([text, *(parts if parts[1:] else ())], kind, limit, language)
        best = {link.uri: link for link in whole}
        for link in (replace(one, score=one.score * _APART) for links in apart for one in links):
            if link.uri not in best or link.score > best[link.uri].score:
                best[link.uri] = link
        return sorted(best.values(), key=lambda link: -link.score)[:limit]

    def link_many(
        self,
        texts: Sequence[str],
        kind: Kind,
        limit: int = 5,
        language: str = "nl",
        *,
        least: float | None = None,
    ) -> list[list[Link]]:
        """The links of every text, for a reader who weighs them by more than their score.

        Args:
            texts: clauses, phrases or job titles; of each at most 500 characters are read.
            kind: `role` or `skill`.
            limit: the most links per text.
            language: of the labels.
            least: probability from which a link counts; left out, the fitted one.
        """
        model = self._models[kind]
        bounds = (model.least, min(model.least, FURTHER)) if least is None else (least, least)
        kept = [text[:LONGEST] for text in texts]
        asked = [row for row, text in enumerate(kept) if limit > 0 and words(text)]
        found: list[list[Link]] = [[] for _ in texts]
        for begin in range(0, len(asked), _AT_ONCE):
            rows = asked[begin : begin + _AT_ONCE]
            for vocabulary in self._vocabularies(kind):
                for row, one in zip(rows, vocabulary.ask([kept[r] for r in rows]), strict=True):
                    found[row] += vocabulary.link(one, model, limit, language, *bounds)
        # Each vocabulary is judged by itself, so that ESCO takes no chance from ours; of two that
        # are as likely, ours comes first.
        return [sorted(links, key=lambda link: -link.score)[:limit] for links in found]

    def _vocabularies(self, kind: Kind) -> list[_Vocabulary]:
        """Ours, and ESCO's where there is one, made when they are first asked for."""
        with self._making:
            if kind not in self._made:
                self._made[kind] = [make() for make in self._makers[kind]]
            return self._made[kind]


class _Vocabulary:
    """The concepts of one kind, of one source."""

    def __init__(
        self,
        known: Sequence[Linkable],
        encoder: Encoder,
        uris: Sequence[str],
        labels: Sequence[Mapping[Language, str]],
        slugs: Sequence[str | None],
    ) -> None:
        self._features = LinkFeatures(known, encoder)
        self._uris, self._labels, self._slugs = uris, labels, slugs

    def ask(self, texts: Sequence[str]) -> list[Asked]:
        return self._features.ask(texts)

    def link(
        self,
        asked: Asked,
        model: LinkModel,
        limit: int,
        language: str,
        least: float,
        further: float,
    ) -> list[Link]:
        features, best = self._features.compare(asked)
        chances = model.probabilities(features)
        order = np.argsort(-chances, kind="stable")[:limit]
        if chances[order[0]] < least:
            return []
        order = order[chances[order] >= further]
        return [
            Link(
                uri=self._uris[row],
                label=self._labels[row]["en" if language == "en" else "nl"],
                score=round(float(chances[row]), 4),
                slug=self._slugs[row],
                name=self._features.names[best[row]],
            )
            for row in order
        ]


def linkables(kind: Kind, concepts: Iterable[Skill | Role]) -> list[Linkable]:
    """Our concepts of a kind as the linker knows them."""
    said = load_sayings()
    return [
        Linkable(
            concept.slug,
            tuple(
                dict.fromkeys(
                    name
                    for language in LANGUAGES
                    for name in (concept.label[language], *concept.synonyms[language])
                )
            ),
            tuple(text for lang in LANGUAGES for text in _told(concept, lang)),
            said.get((kind, concept.slug), ()),
        )
        for concept in concepts
    ]


def _told(concept: Skill | Role, language: Language) -> Iterator[str]:
    yield f"{concept.label[language]}. {concept.definition[language]}"
    if isinstance(concept, Role):
        yield from (task[language] for task in concept.tasks)
    else:
        yield from (text[language] for text in concept.anchors.values())


def _own(taxonomy: Taxonomy, kind: Kind, encoder: Encoder, base: str) -> _Vocabulary:
    own: list[Skill | Role] = list(taxonomy.of(kind).values())
    return _Vocabulary(
        linkables(kind, own),
        encoder,
        [f"{base}{kind}s/{concept.slug}" for concept in own],
        [{lang: concept.label[lang] for lang in LANGUAGES} for concept in own],
        [concept.slug for concept in own],
    )


def _of_esco(concepts: Sequence[EscoConcept], encoder: Encoder) -> _Vocabulary:
    known = [
        Linkable(
            concept.uri,
            tuple(dict.fromkeys((concept.label, *concept.synonyms))),
            (f"{concept.label}. {concept.description}",),
        )
        for concept in concepts
    ]
    return _Vocabulary(
        known,
        encoder,
        [concept.uri for concept in concepts],
        [dict.fromkeys(LANGUAGES, concept.label) for concept in concepts],
        [None] * len(concepts),
    )


def linker_over(
    taxonomy: Taxonomy,
    *,
    base: str = OWN,
    esco: Mapping[Kind, Sequence[EscoConcept]] | None = None,
) -> Linker:
    """The linker over a taxonomy, with the bundled encoder: that is what its chances are fitted to.

    Args:
        taxonomy: our roles and skills.
        base: what the URIs of our concepts begin with.
        esco: concepts of an imported edition, per kind; left out, only ours are linked to.

    Raises:
        EncoderError: an artefact is missing or broken.
    """
    return Linker(taxonomy, load_encoder("bundled"), load_models(), base=base, esco=esco)


@lru_cache(maxsize=2)
def load_linker(base: str = OWN) -> Linker:
    """The linker over the bundled taxonomy.

    Raises:
        EncoderError: an artefact is missing or broken.
    """
    return linker_over(load_taxonomy(), base=base)
