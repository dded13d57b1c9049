"""Catalogues, scans, a full ESCO and half-typed names, made by varying what ships."""

from __future__ import annotations

import csv
import itertools
import random
import string
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from recommender import Catalogue, Course, SelfScan, Start, load_catalogue
from skills_taxonomy import LANGUAGES, Language, Taxonomy

_SCHEME = "http://data.europa.eu/esco/concept-scheme/"
_REGULATED = "http://data.europa.eu/esco/regulated-professions/unregulated"
_PLACES = ("Hilversum", "Amsterdam", "Utrecht", "Zwolle", "Eindhoven", "Groningen", "Arnhem")

ESCO_OCCUPATIONS, ESCO_SKILLS = 3_039, 13_939
"""As many as ESCO 1.2 has. With 42 or 43 skills for an occupation there are 129,006 relations."""


def vary_catalogue(taxonomy: Taxonomy, size: int) -> Catalogue:
    """The demo academy cut or repeated to `size` courses; repeats differ in all that ranking sees.

    Prices, places, dates, providers and titles vary by the number of the repeat, so nothing is
    random and every run measures the same catalogue.
    """
    demo = tuple(load_catalogue(None, taxonomy).courses.values())
    return Catalogue.of(itertools.islice(_endless(demo), size), name=f"generated-{size}")


def _endless(demo: tuple[Course, ...]) -> Iterator[Course]:
    yield from demo
    for turn in itertools.count(1):
        for index, course in enumerate(demo):
            factor = Decimal(70 + (turn * 37 + index * 13) % 80) / 100
            yield replace(
                course,
                id=f"{course.id}-{turn}",
                title=f"{course.title} ({turn})",
                provider=f"{course.provider} {turn % 17}",
                summary=f"{course.summary} Groep {turn}.",
                price=_euros(course.price, factor),
                vat=_euros(course.vat, factor),
                starts=tuple(
                    Start(
                        None,
                        ((start.offset or 0) + 11 * turn) % 340 + 5,
                        _PLACES[(turn + index) % len(_PLACES)] if start.place else None,
                    )
                    for start in course.starts
                ),
            )


def _euros(amount: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if amount is None else (amount * factor).quantize(Decimal("0.01"))


def scans(taxonomy: Taxonomy) -> tuple[SelfScan, ...]:
    """One scan for every role: a person in it who wants to move to the next role in the list."""
    roles = list(taxonomy.roles.values())
    found = []
    for index, role in enumerate(roles):
        wished = roles[(index + 1) % len(roles)]
        rated = {r.skill: (index + n) % 4 for n, r in enumerate(role.requirements)}
        found.append(
            SelfScan(
                role=role.slug,
                years=index % 30,
                goal=("deepen", "broaden", "move", "stay-healthy")[index % 4],
                target_roles=(wished.slug,) if index % 3 else (),
                wish=taxonomy.skill(wished.requirements[0].skill).label.nl if index % 2 else "",
                ratings=rated,
                work_form="freelance" if index % 2 else "employed",
                region=_PLACES[index % len(_PLACES)],
                budget=(None, 400, 1500, 4000)[index % 4],
                hours_per_week=2 + index % 6,
            )
        )
    return tuple(found)


def typed(names: Sequence[str], count: int) -> tuple[str, ...]:
    """What people type on their way to a name: in turn a beginning, a word inside, an error.

    Drawn by a seed of its own: the same names give the same queries in every run.
    """
    draw = random.Random(count)
    found = []
    for number in range(count):
        name = draw.choice(names)
        if number % 3 == 1:
            name = " ".join(name.split()[draw.randrange(len(name.split())) :])
        begun = name[: draw.randint(1, len(name))]
        found.append(_mistyped(draw, begun) if number % 3 == 2 else begun)
    return tuple(found)


def _mistyped(draw: random.Random, text: str) -> str:
    """A text with a letter left out, added or changed, or two in each other's place."""
    place = draw.randrange(len(text))
    before, here, after = text[:place], text[place], text[place + 1 :]
    letter = draw.choice(string.ascii_lowercase)
    return before + draw.choice(
        (after, letter + here + after, letter + after, after[:1] + here + after[1:])
    )


def write_esco(
    taxonomy: Taxonomy,
    folder: Path,
    occupations: int = ESCO_OCCUPATIONS,
    skills: int = ESCO_SKILLS,
) -> None:
    """Write a bundle in the columns of ESCO 1.2, Dutch and English, with texts as long as ESCO's.

    Each language has its own occupations, skills and relations, as in the official packages. The
    words are those of our own definitions; nothing is random.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        words = _words(taxonomy, language)
        _write(folder / f"occupations_{language}.csv", _occupations(words, occupations))
        _write(folder / f"skills_{language}.csv", _skills(words, skills))
        _write(
            folder / f"occupationSkillRelations_{language}.csv",
            _relations(words, occupations, skills),
        )


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)


def _words(taxonomy: Taxonomy, language: Language) -> tuple[str, ...]:
    texts = " ".join(skill.definition[language] for skill in taxonomy.skills.values())
    return tuple(texts.replace(".", "").split())


def _text(words: tuple[str, ...], start: int, length: int) -> str:
    """As many words from `start` on, round and round, as make a text of about this length."""
    found: list[str] = []
    while length > 0:
        found.append(words[start % len(words)])
        length -= len(found[-1]) + 1
        start += 1
    return " ".join(found)


def _uri(kind: str, number: int) -> str:
    return f"http://data.europa.eu/esco/{kind}/{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind}{number}')}"


def _names(words: tuple[str, ...], number: int, count: int) -> str:
    return "\n".join(f"{_text(words, 7 * number + n, 25)} {n}" for n in range(count))


def _occupations(words: tuple[str, ...], count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        yield {
            "conceptType": "Occupation",
            "conceptUri": _uri("occupation", number),
            "iscoGroup": f"{number % 10_000:04}",
            "preferredLabel": f"{_text(words, 3 * number, 22)} {number}",
            "altLabels": _names(words, number, 7),
            "hiddenLabels": "",
            "status": "released",
            "modifiedDate": "2024-01-25T11:28:50.295Z",
            "regulatedProfessionNote": _REGULATED,
            "scopeNote": "",
            "definition": "",
            "inScheme": f"{_SCHEME}occupations,\n{_SCHEME}member-occupations",
            "description": _text(words, 11 * number, 340),
            "code": f"{number % 10_000:04}.{number % 9}",
        }


def _skills(words: tuple[str, ...], count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        yield {
            "conceptType": "KnowledgeSkillCompetence",
            "conceptUri": _uri("skill", number),
            "skillType": ("skill/competence", "knowledge")[number % 4 == 0],
            "reuseLevel": ("sector-specific", "cross-sector", "transversal")[number % 3],
            "preferredLabel": f"{_text(words, 5 * number, 26)} {number}",
            "altLabels": _names(words, number, 6),
            "hiddenLabels": "",
            "status": "released",
            "modifiedDate": "2023-07-13T15:16:44.968Z",
            "scopeNote": "",
            "definition": "",
            "inScheme": f"{_SCHEME}skills,\n{_SCHEME}member-skills",
            "description": _text(words, 13 * number, 190),
        }


def _relations(words: tuple[str, ...], occupations: int, skills: int) -> Iterator[dict[str, str]]:
    for number in range(occupations):
        for n in range(42 + (number % 20 < 9)):
            skill = (number * 97 + n * 331) % skills
            yield {
                "occupationUri": _uri("occupation", number),
                "occupationLabel": f"{_text(words, 3 * number, 22)} {number}",
                "relationType": "essential" if n < 24 else "optional",
                "skillType": ("skill/competence", "knowledge")[skill % 4 == 0],
                "skillUri": _uri("skill", skill),
                "skillLabel": f"{_text(words, 5 * skill, 26)} {skill}",
            }
