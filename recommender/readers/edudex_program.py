"""The meaning of one EDU-DEX programme: the model that its XML and its JSON share.

Where EDU-DEX has nothing of its own, as for skills, the texts are kept for the tagger to read.
Values outside the lists of EDU-DEX are kept as text and never a reason to refuse a programme.
"""

from __future__ import annotations

import datetime as dt
import re

from recommender.readers.draft import CourseDraft, course_id
from recommender.readers.edudex_cost import set_price
from recommender.readers.edudex_schedule import open_runs, set_schedule
from recommender.readers.edudex_value import (
    Block,
    day,
    every,
    flag,
    localised,
    number,
    part,
    parts,
    plain_text,
    text,
    texts,
    words,
)
from recommender.readers.reader import Context
from recommender.readers.report import Row

_MAY_BE_E_LEARNING = frozenset(("", "regular", "educational", "training"))

FOR_A_CLIENT = "a version for one client only"

_OUTCOMES = ("competencies", "objectives")
_IN_THE_DESCRIPTION: dict[str, tuple[str, str]] = {
    "description": ("", ""),
    "characteristics": ("", ""),
    "education": ("", ""),
    "short program": ("", ""),
    "curriculum": ("Programma", "Programme"),
    "base courses": ("Vakken", "Subjects"),
    "course schedule": ("Opbouw", "Schedule"),
    "instruction modes": ("Werkvormen", "Ways of working"),
    "student profile": ("Voor wie", "For whom"),
    "admission": ("Toelating", "Admission"),
    "job perspective": ("Na afloop", "Afterwards"),
    "after graduation": ("Na afloop", "Afterwards"),
}
"""Subjects that say what a course is about, with a heading in Dutch and English where the text
alone does not tell. The others are about the institute, the paperwork or former students."""

_MOST_OUTCOMES, _LONGEST_OUTCOME, _MOST_SEATS = 30, 500, 100_000
_BULLET = re.compile(r"\s*(?:[•·▪●◦✓✔*–—-]|\d{1,2}[.)])\s+")
_INLINE = re.compile(r"\s+[•·▪●◦✓✔]\s+")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[a-z][.])(?<!bijv\.)(?<!incl\.)(?<!evt\.)\s+(?=[^\sa-z])")


def program_row(program: Block, place: str, context: Context, provider: str = "") -> Row:
    """One programme as a row.

    Args:
        program: in the shape of the JSON form, see `edudex_value`.
        place: where it stands in its source, such as "line 88".
        context: of the source.
        provider: name of the institute, where the source says it.
    """
    classification = part(program, "programClassification")
    code, org_unit = text(classification, "programId"), text(classification, "orgUnitId")
    where = f"programme {code} ({place})" if code else f"programme ({place})"
    runs, closed = open_runs(program, context.today)
    if reason := _passed_over(program, context.today, runs, closed):
        return Row(where, None, passed_over=reason)
    draft = CourseDraft(where, context)
    if code:
        draft.set("id", course_id(code, within=org_unit))
    draft.set("provider", provider or context.provider or org_unit)
    if not (provider or context.provider):
        draft.remark(
            "provider", "guessed", org_unit, "the code of the institute; its name is unsaid"
        )
    for run, why in closed:
        draft.remark("starts", "left", run, why)
    _set_texts(draft, program)
    _set_kind(draft, classification)
    set_schedule(draft, program, runs)
    set_price(draft, program, _to_be_booked(runs, context.today), context.today)
    _set_seats(draft, program, runs)
    _keep_requirements(draft, program)
    _keep_words(draft, program)
    return draft.row()


def _passed_over(
    program: Block, today: dt.date, runs: list[Block], closed: list[tuple[str, str]]
) -> str:
    # The API writes "public" where a version is for everybody.
    client = text(program, "clientId").lower()
    last = {
        "expired": day(program, "expires"),
        "no longer offered": day(part(program, "programClassification"), "offeredUntil"),
    }
    reasons = [f"{what} since {when}" for what, when in last.items() if when and when < today]
    if flag(program, "inPublication") is False:
        reasons.append("not in publication")
    if client and client != "public":
        reasons.append(FOR_A_CLIENT)
    # Without this, a programme that nobody can book would look like one that is silent on dates.
    if closed and not runs:
        over = ", ".join(sorted({why for _, why in closed}))
        reasons.append(f"no run that can be booked ({over})")
    elif not runs and flag(part(program, "programAdmission"), "applicationOpen") is False:
        reasons.append("application closed")
    return ", ".join(reasons)


def _to_be_booked(runs: list[Block], today: dt.date) -> list[Block]:
    coming = [run for run in runs if (day(run, "startDate") or today) >= today]
    return coming or runs


def _set_texts(draft: CourseDraft, program: Block) -> None:
    descriptions = part(program, "programDescriptions")
    title, language = localised(descriptions, "programName")
    summary, _ = localised(descriptions, "programSummaryText")
    description, of_text = localised(descriptions, "programDescriptionText")
    if not description:
        description, of_text = localised(descriptions, "programDescriptionHtml")
    if not summary:
        summary, _ = localised(descriptions, "programSummaryHtml")
    draft.set("title", " ".join(title.split()))
    draft.set("summary", summary)
    english = (of_text or language) == "en"
    outcomes: list[str] = []
    more: list[str] = []
    for subject in parts(descriptions, "subjectText"):
        name = text(subject, "subject").lower()
        if name in _OUTCOMES:
            outcomes += split_outcomes(_subject(subject))
        elif name in _IN_THE_DESCRIPTION and (written := _subject(subject)):
            heading = localised(subject, "header1")[0] or _IN_THE_DESCRIPTION[name][english]
            if written not in description:
                begun = not heading or written.lower().startswith(heading.lower())
                more.append(written if begun else f"{heading.rstrip(':')}: {written}")
    draft.set("description", "\n".join(filter(None, (description or summary, *more))))
    draft.set("outcomes", tuple(dict.fromkeys(outcomes))[:_MOST_OUTCOMES])
    _set_language(draft, program, of_text or language)
    _set_url(draft, descriptions)


def _subject(subject: Block) -> str:
    for name in ("descriptionText", "descriptionHtml", "summaryText", "summaryHtml"):
        if written := localised(subject, name)[0]:
            return written
    return ""


def split_outcomes(written: str) -> list[str]:
    """A text on what one learns, cut at its bullets, lines or sentences."""
    lines: list[str] = []
    for line in _INLINE.sub("\n• ", written).split("\n"):
        goes_on = lines and not _BULLET.match(line) and line.lstrip()[:1].islower()
        if goes_on and not lines[-1].rstrip().endswith((".", "!", "?", ":", ";", ",")):
            lines[-1] += f" {line.strip()}"  # a sentence that a feed broke over two lines
        else:
            lines.append(line)
    bulleted = any(map(_BULLET.match, lines))
    found: list[str] = []
    for line in lines:
        bare = _BULLET.sub("", line, count=1).strip()
        if _BULLET.match(line) or (bulleted and bare.endswith(":")):
            found.append("" if bare.endswith(":") else bare)
        else:
            found += [item for sentence in _SENTENCE.split(bare) for item in _listed(sentence)]
    # "een montage maken." is an item of a list, "Je maakt een montage." a sentence.
    ends = {True: ";,. ", False: ";, "}
    trimmed = (item.strip().rstrip(ends[item.strip()[:1].islower()]) for item in found)
    return [item[:_LONGEST_OUTCOME] for item in trimmed if len(item) > 2]


def _listed(sentence: str) -> list[str]:
    """The items of "Na afloop kun je: filmen; monteren.", or the sentence itself."""
    lead, colon, rest = sentence.partition(":")
    items = rest.split(";")
    if colon and len(items) > 1:
        return items
    return [] if colon and not rest.strip() else [lead + colon + rest]


def _set_language(draft: CourseDraft, program: Block, of_texts: str) -> None:
    taught = sorted(
        parts(part(program, "programCurriculum"), "instructionLanguage"),
        key=lambda language: -(number(language, "percentage") or 0),
    )
    said = [text(language, "languageCode") for language in taught]
    said += texts(part(program, "programCurriculum"), "instructionLanguage")
    for language in (*filter(None, said), of_texts):
        draft.choose("language", language)


def _set_url(draft: CourseDraft, descriptions: Block) -> None:
    for name in ("webLink", "courseSiteLink"):
        link = localised(descriptions, name)[0].split("\n")[0]
        if link.startswith(("https://", "http://")):
            draft.set("url", link)
            return
        if link:
            draft.leave("url", link, "no web address")


def _set_kind(draft: CourseDraft, classification: Block) -> None:
    named = text(classification, "programType").lower()
    forms = {form.lower() for form in texts(classification, "programForm")}
    if forms == {"e-learning"} and named in _MAY_BE_E_LEARNING:
        draft.set("kind", "e-learning")
    else:
        draft.choose("kind", named)


def _set_seats(draft: CourseDraft, program: Block, runs: list[Block]) -> None:
    blocks = (part(program, "programAdmission"), *runs)
    seats = [number(block, "maxNumberOfParticipants") for block in blocks]
    fitting = [int(seat) for seat in seats if seat and seat <= _MOST_SEATS]
    draft.set("seats", max(fitting, default=None))


def _keep_requirements(draft: CourseDraft, program: Block) -> None:
    classification = part(program, "programClassification")
    for level in texts(part(program, "programAdmission"), "requiredLevel"):
        if level != "none":
            draft.leave("presumes", level, "a level of education")
    for requirement in parts(classification, "applicationRequirement"):
        kind = text(requirement, "requirementType")
        summary = localised(requirement, "requirementSummary")[0]
        detail = localised(requirement, "requirementDescription")[0]
        draft.leave("presumes", "\n".join(filter(None, (summary, detail))) or kind, kind)


def _keep_words(draft: CourseDraft, program: Block) -> None:
    """What Koers has no field for, and people or the tagger may want to read.

    Search words are kept apart from the description: they name what people may type, competing
    products too, and are no claim that the course teaches it.
    """
    classification = part(program, "programClassification")
    found = {
        "searchwords": words(part(program, "programDescriptions"), "searchword"),
        "theme": texts(classification, "theme"),
        "level": texts(classification, "programLevel"),
        "certificate": texts(classification, "degree"),
        "credits": tuple(_credit(value) for value in every(classification, "credits")),
        "competences": tuple(_competences(part(program, "programCompetences"))),
    }
    for name, said in found.items():
        if written := ", ".join(value for value in said if value and value != "none"):
            draft.leave(name, written)


def _credit(value: object) -> str:
    if isinstance(value, dict):
        return f"{text(value, 'credits')} {text(value, 'system')}".strip()
    return plain_text(value)


def _competences(competences: Block) -> list[str]:
    # The European e-Competence Framework names competences by a letter and a number; a level of
    # proficiency e-1 to e-5 goes with each.
    found = [
        f"e-CF {text(item, 'eCompetence')} {text(item, 'proficiencyLevel')}".strip()
        for item in parts(competences, "eCFDevelopment")
    ]
    return found + [f"Rijk {code}" for code in texts(competences, "competenceRijksoverheid")]
