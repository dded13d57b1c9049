"""The form of the CV pages: what was sent, what was found in it, and what was confirmed.

What was found travels as fields of the form, in the words of whoever wrote them; so nothing has to
be kept here, and the page can be drawn again in the other language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from recommender.reading import MOST_BYTES, DocumentError, Reading, Unreadable
from service.web import answers as form_answers
from service.web.answers import Answers, Values
from service.web.scan_steps import RATING
from skills_taxonomy import Taxonomy

MOST_SENT = 2 * MOST_BYTES + 2_000_000
"""Bytes of a form with a document: so much that a file not far over the limit is told so at its
field, with all other answers still there."""

ROLE, SKILL = "found.role", "found.skill."
"""What the person says of a finding: which role, and a level for each skill."""

ROLE_SAID, ROLE_YEARS = "found.role-said.", "found.role-years."
SKILL_SAID, SKILL_HINT = "found.skill-said.", "found.skill-hint."
"""What stands beside it: the sentence it was found in, the years, and the level it points at."""

LEVELS = ("1", "2", "3")
_MOST_SKILLS = 20
"""That are asked about; who wrote a long CV confirms the likeliest."""

_MOST_QUOTED = 240
_MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class PostedCv:
    """A form as it came in, kept in memory only."""

    answers: Answers
    was: Mapping[str, Values] | None = None
    """What stood in the form when it was drawn."""
    text: str = ""
    document: bytes = b""
    named: bool = False
    """Whether a file was chosen, be it an empty one."""
    found: Mapping[str, str] = field(default_factory=dict)
    go: str = "read"
    """The button: read, keep, again, back; or a language."""


class _InMemory(MultiPartParser):
    """Never writes an upload to a file."""

    spool_max_size = 2 * MOST_SENT


async def posted_cv(request: Request) -> PostedCv:
    """Read the form of a request.

    Raises:
        DocumentError: no browser sends a form like this.
    """
    try:
        if "multipart/form-data" in request.headers.get("content-type", "").lower():
            parser = _InMemory(request.headers, request.stream(), max_part_size=MOST_SENT)
            form = await parser.parse()
        else:
            form = await request.form()
    except MultiPartException as error:
        raise DocumentError(Unreadable.DAMAGED) from error
    document = form.get("document")
    sent = await document.read() if isinstance(document, UploadFile) else b""
    posted = PostedCv(
        answers=Answers(form_answers.kept({name: form.getlist(name) for name in form})),
        was=form_answers.read_was(form.get("was")),
        text=_line(form, "text"),
        document=sent,
        named=isinstance(document, UploadFile) and bool(document.filename),
        found={name: _line(form, name) for name in form if name.startswith("found.")},
        go=_line(form, "go") or "read",
    )
    await form.close()
    return posted


def _line(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.replace("\x00", "") if isinstance(value, str) else ""


PostedCvForm = Annotated[PostedCv, Depends(posted_cv)]


def found_in(reading: Reading) -> dict[str, str]:
    """What was found, as fields of the form: roles of now and the likeliest skills first."""
    found: dict[str, str] = {}
    for role in sorted(reading.roles, key=lambda role: (not role.current, -role.score)):
        found[ROLE_SAID + role.slug] = _quoted(role.sentence)
        if role.years:
            found[ROLE_YEARS + role.slug] = str(min(role.years, _MOST_YEARS))
    for skill in reading.skills[:_MOST_SKILLS]:
        found[SKILL_SAID + skill.slug] = _quoted(skill.sentence)
        found[SKILL_HINT + skill.slug] = str(skill.level)
    return found


def _quoted(sentence: str) -> str:
    if len(sentence) <= _MOST_QUOTED:
        return sentence
    return sentence[:_MOST_QUOTED].rsplit(" ", 1)[0] + " …"


def confirmed(answers: Answers, found: Mapping[str, str], taxonomy: Taxonomy) -> dict[str, Values]:
    """The answers that were confirmed; what was rejected or passed over changes nothing."""
    values: dict[str, Values] = {}
    role = found.get(ROLE, "")
    if role in taxonomy.roles:
        years = years_of(found, role)
        if years or role != answers.one("role"):
            # The years given before were years in another role.
            values["years"] = (years,)
        values["role"] = (role,)
    for slug in taxonomy.skills:
        if (level := found.get(SKILL + slug, "")) in LEVELS:
            values[RATING + slug] = (level,)
    return values


def years_of(found: Mapping[str, str], role: str) -> str:
    """For how many years somebody seems to have a role; empty when the text does not say."""
    years = found.get(ROLE_YEARS + role, "")
    known = years.isascii() and years.isdecimal() and 0 < int(years[:4]) <= _MOST_YEARS
    return str(int(years)) if known and len(years) <= 2 else ""
