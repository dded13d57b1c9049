"""Rules about texts: whether a reader understands them, and finds enough of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skills_taxonomy.checks.parts import at, entries, is_text, listed, name, sub, texts
from skills_taxonomy.concept import LANGUAGES
from skills_taxonomy.reading_level import flesch_douma, longest_sentence
from skills_taxonomy.source import Entry, Problem, Source

_FORBIDDEN = re.compile(
    r"omschol\w*|upskill\w*|reskill\w*|human capital|\btraject\w*|matchscore|!", re.IGNORECASE
)
_LENGTHS = {
    "label": (1, 8),
    "definition": (6, 60),
    "anchors": (6, 26),
    "tasks": (5, 24),
    "changes": (15, 80),
}
"""Fewest and most words, per kind of text."""

_MOST_CHARACTERS = 60
"""A synonym is a name, not a sentence."""

_FEWEST_SYNONYMS = 2
_FEWEST_TASKS, _MOST_TASKS = 3, 5

_FIRST_PERSON = {"nl": re.compile(r"Ik\b"), "en": re.compile(r"I\b")}
_JUDGES = {
    "nl": re.compile(
        r"\b(goede?|beter|beste|snel(ler)?|makkelijk|vaak|uitstekend|professioneel|effectief"
        r"|voldoende|optimaal|prima)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(well|good|better|best|quick(ly)?|eas(y|ily)|often|excellent|effective(ly)?"
        r"|proper(ly)?|professionally)\b",
        re.IGNORECASE,
    ),
}
"""Words that judge instead of saying what can be seen."""

MOST_WORDS_IN_A_SENTENCE = 25
LEAST_READING_EASE = 40.0
"""Flesch-Douma below which the Dutch of one concept, read in one go, is too hard. Names of the
trade are long (uitzendapparatuur), so the floor is lower than for a letter to the public."""


def synonyms_are_enough(source: Source) -> Iterator[Problem]:
    """Every concept has two or more other names in each language, short enough to be names."""
    for entry in entries(source):
        for language in LANGUAGES:
            found = [s for s in listed(entry, "synonyms", language) if is_text(s)]
            if len(found) < _FEWEST_SYNONYMS:
                reason = (
                    f"{name(entry)} has {len(found)} synonyms in '{language}'; write two or more."
                )
                yield at(entry, reason, "synonyms", language)
            for synonym in found:
                if len(synonym) > _MOST_CHARACTERS:
                    reason = f"Synonym '{synonym}' of {name(entry)} is too long; keep it a name."
                    yield at(entry, reason, "synonyms", language)


def tasks_are_enough(source: Source) -> Iterator[Problem]:
    """A role has three to five typical tasks."""
    for role in source.roles:
        count = len(listed(role, "tasks"))
        if count and not _FEWEST_TASKS <= count <= _MOST_TASKS:
            reason = f"{name(role)} has {count} tasks; write {_FEWEST_TASKS} to {_MOST_TASKS}."
            yield at(role, reason, "tasks")


def texts_have_a_readable_length(source: Source) -> Iterator[Problem]:
    """A definition is a sentence or two, an anchor one sentence, a label a few words."""
    for entry in entries(source):
        for path, language, text in texts(entry):
            if path[0] not in _LENGTHS:
                continue
            fewest, most = _LENGTHS[path[0]]
            count = len(text.split())
            if not fewest <= count <= most:
                reason = (
                    f"The {_what(path)} of {name(entry)} in '{language}' has {count} words; "
                    f"write {fewest} to {most}."
                )
                yield at(entry, reason, *_place(path, language))


def anchors_are_observable(source: Source) -> Iterator[Problem]:
    """An anchor says in the first person what one does, without judging, at each level anew."""
    for skill in source.skills:
        for language in LANGUAGES:
            seen: dict[str, str] = {}
            for level in ("1", "2", "3"):
                text = sub(skill, "anchors", level).get(language)
                if is_text(text):
                    yield from _anchor(skill, level, language, str(text))
                    first = seen.setdefault(str(text).casefold(), level)
                    if first != level:
                        reason = (
                            f"The anchors of {name(skill)} at {first} and {level} are the same."
                        )
                        yield at(skill, reason, "anchors", level, language)


def _anchor(skill: Entry, level: str, language: str, text: str) -> Iterator[Problem]:
    where = ("anchors", level, language)
    if not _FIRST_PERSON[language].match(text):
        start = "Ik" if language == "nl" else "I"
        yield at(
            skill, f"The anchor of {name(skill)} at {level} must begin with '{start}'.", *where
        )
    if judges := _JUDGES[language].search(text):
        reason = (
            f"The anchor of {name(skill)} at {level} says '{judges[0]}'; "
            "write what a colleague can see."
        )
        yield at(skill, reason, *where)


def words_are_friendly(source: Source) -> Iterator[Problem]:
    """Texts use none of the words and signs that frighten or cheer."""
    for entry in entries(source):
        for path, language, text in texts(entry):
            if found := _FORBIDDEN.search(text):
                reason = f"The {_what(path)} of {name(entry)} has '{found[0]}'; say it otherwise."
                yield at(entry, reason, *_place(path, language))


def dutch_is_plain(source: Source) -> Iterator[Problem]:
    """Dutch sentences are short, and the text of a concept is no harder than the floor (B1)."""
    for entry in entries(source):
        whole = []
        for path, language, text in texts(entry):
            if language != "nl" or path[0] in ("synonyms", "label"):
                continue
            whole.append(text)
            if (count := longest_sentence(text)) > MOST_WORDS_IN_A_SENTENCE:
                reason = (
                    f"The {_what(path)} of {name(entry)} has a sentence of {count} words; "
                    f"cut it to {MOST_WORDS_IN_A_SENTENCE}."
                )
                yield at(entry, reason, *_place(path, language))
        ease = flesch_douma(" ".join(whole))
        if ease < LEAST_READING_EASE:
            reason = (
                f"The Dutch of {name(entry)} reads hard (Flesch-Douma {ease:g}, at least "
                f"{LEAST_READING_EASE:g}); use shorter words and sentences."
            )
            yield at(entry, reason, "definition", "nl")


def _what(path: tuple[str, ...]) -> str:
    named = {"anchors": "anchor", "tasks": "task", "synonyms": "synonym"}
    level = f" at {path[1]}" if path[0] == "anchors" else ""
    return named.get(path[0], path[0]) + level


def _place(path: tuple[str, ...], language: str) -> tuple[str, ...]:
    return path if path[0] in ("tasks", "synonyms") else (*path, language)
