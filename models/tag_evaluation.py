"""Judging the tagger on courses whose skills are known, each tagged without its provider's others.

Reported per kind of tag and per language: micro-averaged F1, precision and recall of what is tagged
from the fitted probability on; `precision@3`, of the first three tags of a course at most, so of
the tags that are given; `strict p@3`, which counts a third place as wrong too where a course has
fewer than three tags, and which cannot pass `its ceiling`, for most courses teach fewer than three
skills; the share of right tags whose level is right too; and how far probabilities are from the
share that is right (expected calibration error over ten equal bins, of every skill that gets at
least .05; Naeini et al. 2015).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.course_text import CourseText
from models.tag_examples import TagExample
from models.tagger import TAG_KINDS, Tag, Tagger, TagKind

SEEN_FROM = 0.05
"""Probability from which a skill counts for the calibration and the robustness."""

_BINS, _FIRST, _KEPT_SENTENCES = 10, 3, 2
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A course with what is known of it and what a tagger said that never saw its provider."""

    example: TagExample
    tags: tuple[Tag, ...]
    """Every skill from `SEEN_FROM` on."""
    cut: tuple[Tag, ...]
    """The same, with a description of two sentences."""
    least: dict[TagKind, float]
    """Probability from which this tagger counts a tag."""

    def given(self, kinds: Collection[TagKind], *, cut: bool = False) -> list[Tag]:
        """The tags that count, likeliest first."""
        tags = self.cut if cut else self.tags
        return [t for t in tags if t.kind in kinds and t.probability >= self.least[t.kind]]

    def meant(self, kinds: Collection[TagKind]) -> set[tuple[TagKind, str]]:
        """What the course teaches or presumes."""
        labels: dict[TagKind, Iterable[str]] = {
            "taught": self.example.taught,
            "presumed": self.example.presumed,
        }
        return {(kind, skill) for kind in kinds for skill in labels[kind]}


def judge(tagger: Tagger, examples: Sequence[TagExample]) -> Iterator[Judged]:
    """Tag the courses as they are, and with their descriptions cut."""
    texts = [example.text for example in examples]
    whole = tagger.tag(texts, threshold=SEEN_FROM)
    short = tagger.tag([cut_short(text) for text in texts], threshold=SEEN_FROM)
    for example, tags, cut in zip(examples, whole, short, strict=True):
        yield Judged(example, tuple(tags), tuple(cut), dict(tagger.least))


def cut_short(text: CourseText) -> CourseText:
    """A course text with the first two sentences of its description."""
    kept = _SENTENCE_END.split(text.description)[:_KEPT_SENTENCES]
    return replace(text, description=" ".join(kept))


def tag_figures(judged: Sequence[Judged]) -> Figures:
    """The figures of all tags, per kind, and per language of the course."""
    figures: Figures = {"koers": _figures(judged, TAG_KINDS)}
    for kind in TAG_KINDS:
        figures[f"koers, {kind}"] = _figures(judged, (kind,))
    for language in sorted({one.example.text.language for one in judged}):
        mine = [one for one in judged if one.example.text.language == language]
        for kind in TAG_KINDS:
            figures[f"koers, {kind}, {language}"] = _figures(mine, (kind,))
    return figures


def _figures(judged: Sequence[Judged], kinds: Collection[TagKind]) -> dict[str, float]:
    given = [[(t.kind, t.skill) for t in one.given(kinds)] for one in judged]
    meant = [one.meant(kinds) for one in judged]
    right = sum(len(meant[row].intersection(tags)) for row, tags in enumerate(given))
    said, asked = sum(map(len, given)), sum(map(len, meant))
    first = [(tag in meant[row]) for row, tags in enumerate(given) for tag in tags[:_FIRST]]
    ranked = [[(t.kind, t.skill) for t in one.tags if t.kind in kinds] for one in judged]
    strict = sum(len(meant[row].intersection(tags[:_FIRST])) for row, tags in enumerate(ranked))
    most = sum(min(len(labels), _FIRST) for labels in meant)
    places = max(_FIRST * len(judged), 1)
    return {
        "F1": 2.0 * right / max(said + asked, 1),
        "precision": right / max(said, 1),
        "recall": right / max(asked, 1),
        f"precision@{_FIRST}": sum(first) / max(len(first), 1),
        f"strict p@{_FIRST}": strict / places,
        "its ceiling": most / places,
        **_levels(judged, kinds),
        "calibration": _calibration_error(judged, kinds),
        **_robustness(judged, kinds),
    }


def _levels(judged: Sequence[Judged], kinds: Collection[TagKind]) -> dict[str, float]:
    """How often the levels of a tag that is right are right."""
    hits: dict[str, list[bool]] = {"to level": [], "from level": []}
    for one in judged:
        for tag in one.given(kinds):
            if tag.kind == "taught" and tag.skill in one.example.taught:
                begin, end = one.example.taught[tag.skill]
                hits["from level"].append(tag.from_level == begin)
                hits["to level"].append(tag.to_level == end)
            elif tag.kind == "presumed" and tag.skill in one.example.presumed:
                hits["to level"].append(tag.to_level == one.example.presumed[tag.skill])
    return {name: sum(right) / len(right) for name, right in hits.items() if right}


def _calibration_error(judged: Sequence[Judged], kinds: Collection[TagKind]) -> float:
    said = np.array([t.probability for one in judged for t in one.tags if t.kind in kinds])
    if not len(said):
        return 0.0
    right = np.array(
        [
            float((t.kind, t.skill) in labels)
            for one, labels in ((one, one.meant(kinds)) for one in judged)
            for t in one.tags
            if t.kind in kinds
        ]
    )
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    apart = [
        abs(said[bins == n].mean() - right[bins == n].mean()) * np.mean(bins == n)
        for n in set(bins.tolist())
    ]
    return float(sum(apart))


def _robustness(judged: Sequence[Judged], kinds: Collection[TagKind]) -> dict[str, float]:
    """How far a probability moves, and how many tags stay, when the description is cut."""
    moved, stays, count = [], 0, 0
    for one in judged:
        whole, cut = (
            {(t.kind, t.skill): t.probability for t in tags if t.kind in kinds}
            for tags in (one.tags, one.cut)
        )
        moved += [abs(whole.get(key, 0.0) - cut.get(key, 0.0)) for key in whole.keys() | cut.keys()]
        before, after = (
            {(t.kind, t.skill) for t in one.given(kinds, cut=short)} for short in (False, True)
        )
        stays, count = stays + len(before & after), count + len(before)
    return {
        "moves when cut": float(np.mean(moved)) if moved else 0.0,
        "kept when cut": stays / max(count, 1),
    }


def courses_a_second(
    tagger: Tagger, texts: Sequence[CourseText], clock: Callable[[], float]
) -> float:
    """How many courses are tagged in a second, once the words are known.

    Args:
        tagger: to be timed.
        texts: of courses.
        clock: gives seconds.
    """
    tagger.tag(texts)
    begin = clock()
    tagger.tag(texts)
    return len(texts) / max(clock() - begin, 1e-9)
