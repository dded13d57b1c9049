"""EDU-DEX feeds of any size, as XML or JSON, with programmes as long and as varied as real ones.

Texts are put together from the demo academy and the definitions and levels of the taxonomy, so
that there is something to tag and to find. Programme n of a seed is always the same, whatever the
size of the feed: a feed of one more differs in that one only.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.edudex_element import xml
from recommender import Course, load_catalogue
from skills_taxonomy import Language, Skill, Taxonomy

FIRST_DAY = dt.date(2027, 1, 11)
"""Day from which runs start."""

_PLACES = ("Hilversum", "Amsterdam", "Utrecht", "Zwolle", "Eindhoven", "Groningen", "Arnhem")
_PROVIDERS = 60
_ENGLISH = 0.15
_SUMMARY, _LEAST, _MOST = 180, 600, 1100
"""Characters of a summary, and of a description."""

_TYPES = ("training", "regular", "workshop", "master class", "coaching", "webinar", "lecture")
_FORMS = ("part-time", "full-time", "evening education", "e-learning", "distance learning")
_MODES = ("classroom teaching", "self study", "group assignment", "blended learning", "coaching")
_LEVELS = ("none", "none", "mbo niveau 4", "hbo", "post-hbo", "bachelor")
_REQUIREMENTS = ("professional experience", "knowledge minimum", "previous education", "intake")
_THEMES = ("communication", "leadership", "marketing", "internet and media", "coaching")
_DURATIONS = ({"days": 1}, {"days": 2}, {"weeks": 6}, {"months": 3}, {"years": 1}, {"hours": 6})

_GLUE: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "nl": {
        "title": ("{} in de praktijk", "Training {}", "{}: de basis", "{} voor gevorderden", "{}"),
        "opening": (
            "In {} bijeenkomsten werk je aan {}.",
            "Deze training van {} dagdelen gaat over {}.",
            "Met een groep van hooguit {} mensen verdiep je je in {}.",
        ),
        "closing": (
            "Je werkt aan een opdracht uit je eigen werk en krijgt {} keer feedback.",
            "Reken op ongeveer {} uur voorbereiding per bijeenkomst.",
            "Na {} weken kijk je samen terug op wat het je opleverde.",
        ),
        "audience": ("Voor {}s en andere makers met {} jaar ervaring.",),
        "needs": ("Je hebt minstens {} jaar gewerkt met {}.",),
    },
    "en": {
        "title": ("{} in practice", "Training: {}", "{}: the basics", "Advanced {}", "{}"),
        "opening": (
            "In {} sessions you work on {}.",
            "This course of {} half-days is about {}.",
            "In a group of at most {} people you explore {}.",
        ),
        "closing": (
            "You work on an assignment of your own and get feedback {} times.",
            "Expect about {} hours of preparation for each session.",
            "After {} weeks you look back together on what it brought you.",
        ),
        "audience": ("For a {} and other makers with {} years of experience.",),
        "needs": ("You have worked with {1} for at least {0} years.",),
    },
}


def write_feed(
    path: Path, programmes: int, taxonomy: Taxonomy, seed: int = 0, changed: int = 0
) -> None:
    """Write a feed of so many programmes, piece by piece.

    Args:
        path: ends in `.xml` (a programsList), `.json` (an array) or `.jsonl`.
        programmes: how many; programmes up to a smaller number are the same in both feeds.
        taxonomy: whose definitions and levels the texts are made of.
        seed: another one gives other programmes.
        changed: so many of them, spread over the feed, have another price and summary.
    """
    other = {n * programmes // changed for n in range(changed)} if changed else set()
    feed = Feed(taxonomy, seed)
    made = (feed.programme(n, n in other) for n in range(programmes))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if path.suffix == ".xml":
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n<programsList>\n')
            file.writelines(f"{xml('program', programme)}\n" for programme in made)
            file.write("</programsList>\n")
        elif path.suffix == ".jsonl":
            file.writelines(f"{json.dumps(p, ensure_ascii=False)}\n" for p in made)
        else:
            file.write("[")
            for n, programme in enumerate(made):
                file.write(",\n" if n else "\n")
                file.write(json.dumps(programme, ensure_ascii=False))
            file.write("\n]\n")


class Feed:
    """Makes programmes in the JSON form of EDU-DEX."""

    def __init__(self, taxonomy: Taxonomy, seed: int = 0) -> None:
        self._seed = seed
        self._taxonomy = taxonomy
        self._roles = tuple(taxonomy.roles.values())
        self._skills: dict[str, list[Skill]] = {}
        for skill in taxonomy.skills.values():
            self._skills.setdefault(skill.theme, []).append(skill)
        self._courses: dict[Language, list[Course]] = {}
        self._near: dict[tuple[str, Language], list[Course]] = {}
        for course in load_catalogue(None, taxonomy).courses.values():
            self._courses.setdefault(course.language, []).append(course)
            self._near.setdefault((self._theme(course), course.language), []).append(course)

    def programme(self, number: int, changed: bool = False) -> dict[str, Any]:
        """Programme `number`; changed, it has another price and summary."""
        draw = random.Random(self._seed * 1_000_003 + number)
        language: Language = "en" if draw.random() < _ENGLISH else "nl"
        course = draw.choice(self._courses[language])
        skills = (
            self._taxonomy.skill(draw.choice(course.teaches).skill),
            draw.choice(self._skills[self._theme(course)]),
        )
        org_unit = f"academie-{draw.randrange(_PROVIDERS):02}"
        found: dict[str, Any] = {
            "editor": f"feed@{org_unit}.example",
            "format": "EDU-DEX 1.0",
            "generator": "Koers benchmark 1.0",
            "lastEdited": "2026-11-20T08:00:00Z",
            "programAdmission": self._admission(draw),
            "programClassification": self._classification(draw, number, org_unit, language, skills),
            "programContacts": {
                "contactData": [{"contactName": "Studieadvies", "role": "informatie"}]
            },
            "programCurriculum": self._curriculum(draw, language),
            "programDescriptions": self._texts(draw, number, org_unit, course, skills),
        }
        if draw.random() < 0.5:
            found["inPublication"] = True
        if draw.random() < 0.3:
            found["expires"] = "2029-12-31"
        found["programSchedule"] = self._schedule(draw, number)
        if changed:
            summary = found["programDescriptions"]["programSummaryText"]
            summary[language] = f"2027: {summary[language]}"[:200]
            found["programSchedule"]["genericProgramRun"]["cost"] = [_cost(draw, "9", 99_000)]
        return found

    def _theme(self, course: Course) -> str:
        return self._taxonomy.skill(course.teaches[0].skill).theme

    def _admission(self, draw: random.Random) -> dict[str, Any]:
        starts = ("fixed starting date", "agreed starting date", "direct start")
        found: dict[str, Any] = {
            "applicationOpen": True,
            "applicationType": "individual",
            "paymentDue": "up-front",
            "startDateDetermination": draw.choices(starts, (8, 1, 1))[0],
        }
        if draw.random() < 0.7:
            found["maxNumberOfParticipants"] = draw.randint(6, 24)
        if draw.random() < 0.4:
            found["requiredLevel"] = [draw.choice(_LEVELS)]
        return found

    def _classification(
        self,
        draw: random.Random,
        number: int,
        org_unit: str,
        language: Language,
        skills: Sequence[Skill],
    ) -> dict[str, Any]:
        needed = draw.choice(_GLUE[language]["needs"])
        found: dict[str, Any] = {
            "degree": draw.choice(("none", "certificate of participation", "certificate")),
            "orgUnitId": org_unit,
            "programDuration": draw.choice(_DURATIONS),
            "programForm": draw.sample(_FORMS, draw.choice((1, 1, 2))),
            "programId": f"P-{number:06}",
            "programLevel": draw.choice(_LEVELS),
            "programLocation": [{"description": draw.choice(_PLACES)}],
            "programType": draw.choices(_TYPES, (10, 6, 3, 1, 1, 1, 1))[0],
            "theme": draw.sample(_THEMES, draw.choice((0, 1, 2))),
        }
        if draw.random() < 0.4:
            needs = needed.format(draw.randint(1, 5), _small(skills[1].label[language]))
            found["applicationRequirement"] = [
                {
                    "requirementType": draw.choice(_REQUIREMENTS),
                    "requirementSummary": {language: needs},
                }
            ]
        if draw.random() < 0.1:
            found["credits"] = [{"credits": draw.randint(1, 10), "system": "ECTS"}]
        if draw.random() < 0.2:
            found["fullyOnline"] = draw.random() < 0.7
        return found

    def _curriculum(self, draw: random.Random, language: Language) -> dict[str, Any]:
        found: dict[str, Any] = {"instructionMode": draw.sample(_MODES, draw.randint(1, 3))}
        if draw.random() < 0.6:
            found["instructionLanguage"] = [{"languageCode": language, "percentage": 100}]
        if draw.random() < 0.7:
            found["studyLoad"] = draw.choice(({"week": 8}, {"program": draw.randint(6, 200)}))
        return found

    def _texts(
        self,
        draw: random.Random,
        number: int,
        org_unit: str,
        course: Course,
        skills: Sequence[Skill],
    ) -> dict[str, Any]:
        language = course.language
        glue = _GLUE[language]
        name = skills[0].label[language]
        summary = _upto(_SUMMARY + 20, (course.summary, skills[0].definition[language]))
        about = " ".join(_fill(draw, self._sentences(draw, course, skills)))
        found: dict[str, Any] = {
            "programDescriptionText": {language: about},
            "programName": {language: draw.choice(glue["title"]).format(name)},
            "programSummaryText": {language: summary},
            "searchword": {language: list(skills[0].synonyms[language][:3])},
            "subjectText": self._subjects(draw, course, skills),
            "webLink": {language: f"https://{org_unit}.example/cursus/{number:06}"},
        }
        if draw.random() < 0.15:
            html = "".join(f"<p>{escape(s)}.</p>" for s in about.rstrip(".").split(". "))
            found["programDescriptionHtml"] = {language: html}
        if language == "nl" and draw.random() < 0.1:
            found["programName"]["en"] = skills[0].label.en
        return found

    def _sentences(
        self, draw: random.Random, course: Course, skills: Sequence[Skill]
    ) -> Iterator[str]:
        language = course.language
        glue = _GLUE[language]
        topic = _small(skills[0].label[language])
        yield draw.choice(glue["opening"]).format(draw.randint(2, 14), topic)
        yield from _cut(course.description)
        for skill in skills:
            yield skill.definition[language]
        yield draw.choice(glue["closing"]).format(draw.randint(2, 9))
        near = self._near[self._theme(course), language]
        while True:
            yield from draw.sample(_cut(draw.choice(near).description), 1)

    def _subjects(
        self, draw: random.Random, course: Course, skills: Sequence[Skill]
    ) -> list[dict[str, Any]]:
        language = course.language
        anchors = [anchor[language] for skill in skills for anchor in skill.anchors.values()]
        goals = draw.sample((*anchors, *map(_large, course.outcomes)), draw.randint(3, 6))
        mark = draw.choice(("\n", "\n- ", " "))
        ends = [goal if goal.endswith(".") else f"{goal}." for goal in goals]
        found = [
            {
                "subject": draw.choice(("competencies", "objectives")),
                "descriptionText": {language: (mark + mark.join(ends)).strip()},
            }
        ]
        if draw.random() < 0.5:
            role = _small(draw.choice(self._roles).label[language])
            audience = draw.choice(_GLUE[language]["audience"])
            text = audience.format(role, draw.randint(1, 9))
            found.append({"subject": "student profile", "summaryText": {language: text}})
        return found

    def _schedule(self, draw: random.Random, number: int) -> dict[str, Any]:
        price = draw.randint(8, 700) * 500
        cost = [_cost(draw, "1", price)]
        if draw.random() < 0.3:
            cost.append(_cost(draw, "2", 2_500, "lunch", required=False))
        if draw.random() < 0.1:
            cost.append(_cost(draw, "3", -price // 10, "single payment discount"))
        place = draw.choice(_PLACES)
        generic: dict[str, Any] = {"cost": cost, "location": {"city": place}}
        if draw.random() < 0.05:
            del generic["cost"]
        runs = [
            self._run(draw, f"P-{number:06}-{n}", place, n)
            for n in range(draw.choice((1, 1, 2, 2, 3, 4, 5)))
        ]
        return {"genericProgramRun": generic, "programRun": runs}

    def _run(self, draw: random.Random, code: str, place: str, n: int) -> dict[str, Any]:
        start = FIRST_DAY + dt.timedelta(days=draw.randrange(45) + 60 * n)
        end = start + dt.timedelta(days=draw.choice((0, 1, 4, 35, 90)))
        status = ("application opened", "application closed", "canceled")
        run: dict[str, Any] = {
            "id": code,
            "status": draw.choices(status, (18, 1, 1))[0],
            "startDate": {"date": start.isoformat(), "isFinal": True},
            "endDate": {"date": end.isoformat(), "isFinal": draw.random() < 0.8},
        }
        if draw.random() < 0.5:
            run["location"] = {"city": draw.choice(_PLACES), "country": "nl"}
        if draw.random() < 0.3:
            run["contactHoursPartOfDay"] = [draw.choice(("day", "evening", "morning"))]
        if draw.random() < 0.3:
            run["courseDay"] = [
                {
                    "id": f"{code}-D{m}",
                    "date": (start + dt.timedelta(days=7 * m)).isoformat(),
                    "startTime": "09:30:00Z",
                    "endTime": "16:30:00Z",
                }
                for m in range(draw.randint(1, 3))
            ]
        if draw.random() < 0.1:
            run["cost"] = [_cost(draw, "4", draw.randint(8, 700) * 500)]
        return run


def _cost(
    draw: random.Random, code: str, cents: int, kind: str = "tuition fee", required: bool = True
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"c{code}",
        "amount": f"{cents / 100:.2f}",
        "amountIsFinal": True,
        "costType": kind,
        "currency": draw.choice(("EUR", "EUR", "eur")),
        "isRequiredCost": required,
    }
    vat = draw.random()
    if vat < 0.6:
        found["amountVAT"] = f"{cents * 0.21 / 100:.2f}"
    elif vat < 0.8:
        found["amountVAT"] = "0.00"
    elif vat < 0.9:
        found["VATPercentage"] = 21
    return found


def _fill(draw: random.Random, sentences: Iterator[str]) -> Iterator[str]:
    left = draw.randint(_LEAST + 100, _MOST)
    seen: set[str] = set()
    for sentence in itertools.islice(sentences, 60):
        if sentence in seen:
            continue
        seen.add(sentence)
        left -= len(sentence) + 1
        if left < 0:
            return
        yield sentence


def _upto(most: int, texts: Sequence[str]) -> str:
    found = texts[0]
    for sentence in _cut(" ".join(texts[1:])):
        if len(found) + 1 + len(sentence) <= most:
            found = f"{found} {sentence}"
    return found


def _cut(text: str) -> list[str]:
    return [f"{sentence.rstrip('.')}." for sentence in text.split(". ") if sentence]


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
