"""What a course teaches and what it presumes, read out of its text.

`load_tagger().tag([CourseText(...)])` answers the skills of the taxonomy with the levels that a
course leads from and to, each with a calibrated probability and the provider's own sentence. The
numbers are fitted with scikit-learn by `koers train tagger` and stored as they are, so tagging
needs no scikit-learn; they weigh what a text has in common with a skill and never name a skill, so
any taxonomy with names, definitions and anchors can be read for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.course_text import CourseText, Sentence, sentences
from models.encoder import Encoder, load_encoder
from models.tag_course import Relations, course_features
from models.tag_features import Floats, SkillTexts
from models.tag_levels import STEPS, course_cues, level_features
from models.tag_model import ARTEFACT, TAG_KINDS, TagKind, TagModel
from skills_taxonomy import Level, Taxonomy, load_taxonomy

__all__ = [
    "TAG_KINDS",
    "CourseText",
    "Read",
    "Tag",
    "TagKind",
    "Tagger",
    "load_tagger",
    "untrained_tagger",
]

_AT_ONCE = 64
"""Courses that are read in one go; some 100 MB."""

_MOST_TAGS = 12
"""Tags of one kind that a course gets."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A skill that a course teaches or presumes."""

    skill: str
    """Its slug."""
    kind: TagKind
    from_level: Level
    """Where a course that teaches it begins; of a presumed skill 0."""
    to_level: Level
    """The level that a course leads to, or that it presumes."""
    probability: float
    """How likely it is, calibrated."""
    evidence: str
    """The provider's sentence that says so most, at most 300 characters."""


@dataclass(frozen=True, slots=True)
class Read:
    """Courses made ready to be judged; what training and tagging share."""

    cut: Sequence[Sequence[Sentence]]
    """The sentences of each course."""
    compared: Floats
    """[sentences, skills, compared], those of all courses in one row."""
    features: Floats
    """[courses, skills, features]."""
    cues: Floats
    """[courses, cues]."""


class Tagger:
    """Reads course texts for the skills of one taxonomy."""

    def __init__(
        self, taxonomy: Taxonomy, encoder: Encoder, model: TagModel, *, fingerprint: str = ""
    ) -> None:
        """Embed and count the texts of every skill.

        Args:
            taxonomy: whose skills are read.
            encoder: turns texts into unit vectors.
            model: the fitted numbers.
            fingerprint: of the fitted numbers.
        """
        self.taxonomy = taxonomy
        self.skills = SkillTexts(taxonomy, encoder)
        self.relations = Relations(taxonomy)
        self._model = model
        digest = f"{fingerprint} {encoder.fingerprint} {taxonomy.version}"
        self.fingerprint = hashlib.sha256(digest.encode()).hexdigest()[:16]

    def with_model(self, model: TagModel) -> Tagger:
        """The same skills, judged by other fitted numbers; for evaluation."""
        other = copy(self)
        other._model = model
        return other

    @property
    def least(self) -> Mapping[TagKind, float]:
        """The probability from which a tag counts, per kind, where no other threshold is given."""
        return self._model.least

    def read(self, texts: Sequence[CourseText]) -> Read:
        """Compare some dozens of courses with every skill."""
        cut = [sentences(text) for text in texts]
        compared = self.skills.compare([sentence.text for course in cut for sentence in course])
        cues = course_cues(list(zip(texts, cut, strict=True)))
        return Read(cut, compared, course_features(cut, compared), cues)

    def tag(
        self, texts: Sequence[CourseText], *, threshold: float | None = None
    ) -> list[list[Tag]]:
        """The skills of every course, likeliest first.

        Args:
            texts: of any number of courses; some dozens are read at a time.
            threshold: probability from which a tag is given; left out, the fitted one of its kind.
        """
        found: list[list[Tag]] = []
        for begin in range(0, len(texts), _AT_ONCE):
            found += self._tag(texts[begin : begin + _AT_ONCE], threshold)
        return found

    def _tag(self, texts: Sequence[CourseText], threshold: float | None) -> list[list[Tag]]:
        read = self.read(texts)
        found: list[list[Tag]] = [[] for _ in texts]
        if not read.compared.size:
            return found
        scores, taught, presumed = self._model.chances(read.features, read.cues, self.relations)
        spoken = np.array([bool(course) for course in read.cut])[:, None]
        # A skill is taught or presumed, whichever is likelier.
        chances: dict[TagKind, Floats] = {
            "taught": np.where(taught >= presumed, taught, 0.0) * spoken,
            "presumed": np.where(presumed > taught, presumed, 0.0) * spoken,
        }
        starts = np.cumsum([0, *map(len, read.cut)])
        for kind, chance in chances.items():
            least = self.least[kind] if threshold is None else threshold
            courses, rows = np.nonzero((chance >= least) & (chance > 0.0))
            seen = level_features(read.features, read.cues, scores, self.relations, courses, rows)
            places = zip(courses.tolist(), rows.tolist(), self._levels(kind, seen), strict=True)
            for course, row, levels in places:
                here = read.compared[starts[course] : starts[course + 1], row]
                found[course].append(
                    Tag(
                        skill=self.skills.slugs[row],
                        kind=kind,
                        from_level=levels[0],
                        to_level=levels[1],
                        probability=round(float(chance[course, row]), 4),
                        evidence=_evidence(read.cut[course], here, kind),
                    )
                )
        return [_first(tags) for tags in found]

    def _levels(self, kind: TagKind, seen: Floats) -> list[tuple[Level, Level]]:
        if kind == "taught":
            return [STEPS[step] for step in self._model.steps(seen).argmax(axis=1)]
        return [(0, 2 if odds > 0 else 1) for odds in self._model.needed(seen)]


def _first(tags: Sequence[Tag]) -> list[Tag]:
    order = sorted(tags, key=lambda tag: -tag.probability)
    kept = [tag for kind in TAG_KINDS for tag in [t for t in order if t.kind == kind][:_MOST_TAGS]]
    return sorted(kept, key=lambda tag: -tag.probability)


def _evidence(cut: Sequence[Sentence], compared: Floats, kind: TagKind) -> str:
    """The sentence that has most in common with the skill.

    Args:
        cut: the sentences of the course.
        compared: [sentences, compared], with the skill.
        kind: of the tag; what is presumed is said where the text speaks of it.
    """
    says = np.array([(sentence.place == "presumed") == (kind == "presumed") for sentence in cut])
    alike = compared.sum(axis=1) + np.where(says, _SAYS_SO, 0.0)
    return cut[int(alike.argmax())].text


_SAYS_SO = 1.0
"""What it adds to a sentence that it speaks of what a course teaches, or of what it presumes."""


def load_tagger(
    encoder: Encoder | None = None, taxonomy: Taxonomy | None = None, *, folder: Path = ARTEFACT
) -> Tagger:
    """The tagger over a taxonomy.

    Args:
        encoder: the bundled one, which the numbers are fitted to, or one that reads alike.
        taxonomy: whose skills are read; left out, the bundled one.
        folder: with the fitted numbers.

    Raises:
        EncoderError: an artefact is missing or broken.
    """
    model = TagModel.load(folder)
    fingerprint = hashlib.sha256((folder / "config.json").read_bytes()).hexdigest()
    return Tagger(
        taxonomy or load_taxonomy(),
        encoder or load_encoder("bundled"),
        model,
        fingerprint=fingerprint,
    )


def untrained_tagger(encoder: Encoder, taxonomy: Taxonomy) -> Tagger:
    """A tagger without fitted numbers, which only reads: what training begins with."""
    return Tagger(taxonomy, encoder, TagModel.untrained())
