"""What the desk of an editor shows: one tag as a question, its course, and what comes after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from recommender import Course, CourseTag, TagDecision
from recommender.store.tag_review import OpenTag, Progress, TagName
from recommender.tag import TagKind
from service.web.choices import Choice
from service.web.labels import safe_url
from service.web.review_form import Step, Where, pack_name, pack_place
from service.wording import Wording
from skills_taxonomy import Level

_SURE, _LIKELY, _EVEN, _UNLIKELY = 0.8, 0.6, 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """A tag, put to the editor."""

    name: str
    place: str
    skill: str
    slug: str
    sentence: str
    """The provider's own; empty where nothing was read."""
    kind: TagKind
    from_level: Level
    to_level: Level
    seen: int
    """The revision of the decision on it that is shown; 0 where it is open."""
    certainty: str
    """How sure the tagger is, in words; empty where it said nothing or somebody answered."""
    definition: str = ""
    anchors: tuple[tuple[str, str], ...] = ()
    """What somebody at each level does."""
    wrong: str = ""
    """What has to be mended in the answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the provider's text, and whether the tag was read in it."""

    text: str
    marked: bool = False


Paragraph = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """The course that a question is about, in the words of its provider."""

    id: str
    title: str
    provider: str
    language: str
    url: str
    page: str
    """Where all its tags are."""
    text: tuple[Paragraph, ...]
    outcomes: tuple[Paragraph, ...]
    presumes: tuple[Paragraph, ...]
    withdrawn: str = ""
    """The day from which it is no longer on offer."""


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag of a course in a list."""

    name: str
    skill: str
    kind: TagKind
    sentence: str
    levels: str
    state: str
    open: bool
    """Whether it is in the queue."""
    decided: int
    """The revision of the decision on it; 0 where there is none."""
    url: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A tag that comes later."""

    skill: str
    course: str
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The field for a skill that nothing pointed at."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    wrong: str = ""
    kind: TagKind = "taught"
    from_level: Level = 0
    to_level: Level = 1


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The desk, or all tags of one course."""

    title: str
    token: str
    where: Where
    progress: Progress
    question: Question | None = None
    course: CourseFacts | None = None
    rows: tuple[TagRow, ...] = ()
    queue: tuple[QueueRow, ...] = ()
    sources: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    from_levels: tuple[Choice, ...] = ()
    to_levels: tuple[Choice, ...] = ()
    missing: Missing = field(default_factory=Missing)
    notice: str = ""
    last: str = ""
    """What was done before this, which can be taken back."""
    skipped: bool = False
    """Whether only skipped tags are left."""
    imported: bool = True

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 100."""
        whole = self.progress.decided + self.progress.open
        return 100 * self.progress.decided / whole if whole else 0.0


def level_words(w: Wording) -> tuple[str, str, str, str]:
    """What the four levels are called at the desk."""
    return (
        w.t("not yet"),
        w.t("with help"),
        w.t("independently"),
        w.t("also when it is new or hard"),
    )


def from_levels(w: Wording) -> tuple[Choice, ...]:
    """Levels that a course can begin at."""
    return tuple(Choice(str(n), word) for n, word in enumerate(level_words(w)[:3]))


def to_levels(w: Wording) -> tuple[Choice, ...]:
    """Levels that a course can lead to, or ask."""
    return tuple(Choice(str(n), word) for n, word in enumerate(level_words(w)) if n)


def skill_name(slug: str, w: Wording) -> str:
    """A skill as it stands inside a sentence; its code when the taxonomy has it no more."""
    return w.skill(slug) if slug in w.taxonomy.skills else slug


def question(found: OpenTag, w: Wording) -> Question:
    """An open tag as a question."""
    return _question(found.name, found.tag, None, w, pack_place(found.place))


def question_on(
    name: TagName, tags: Iterable[CourseTag], decisions: Iterable[TagDecision], w: Wording
) -> Question:
    """Any tag of a course as a question, with what was answered before."""
    key = (name.kind, name.skill)
    tag = next((t for t in tags if (t.kind, t.skill) == key), None)
    decision = next((d for d in decisions if (d.kind, d.skill) == key), None)
    return _question(name, tag, decision, w, "")


def _question(
    name: TagName, tag: CourseTag | None, decision: TagDecision | None, w: Wording, place: str
) -> Question:
    accepted = decision if decision and decision.verdict == "accept" else None
    levels = accepted or tag
    skill = w.taxonomy.skills.get(name.skill)
    words = level_words(w)
    return Question(
        name=pack_name(name),
        place=place,
        skill=skill_name(name.skill, w),
        slug=name.skill if skill else "",
        sentence=tag.evidence if tag else "",
        kind=name.kind,
        from_level=min(levels.from_level, 2) if levels else 0,
        to_level=max(levels.to_level, 1) if levels else 1,
        seen=decision.revision if decision else 0,
        certainty=_certainty(tag, w) if tag and not decision else "",
        definition=skill.definition[w.language] if skill else "",
        anchors=tuple((words[n], a[w.language]) for n, a in skill.anchors.items()) if skill else (),
    )


def _certainty(tag: CourseTag, w: Wording) -> str:
    chance = tag.probability
    if chance >= _SURE:
        thinks = w.t("Koers thinks so.")
    elif chance >= _LIKELY:
        thinks = w.t("Koers thinks it likely.")
    elif chance >= _EVEN:
        thinks = w.t("Koers is in doubt.")
    elif chance >= _UNLIKELY:
        thinks = w.t("Koers thinks it unlikely.")
    else:
        thinks = w.t("Koers thinks not.")
    if tag.counts:
        return f"{thinks} {w.t('Until you answer, it counts in advice.')}"
    return f"{thinks} {w.t('Until you answer, it does not count in advice.')}"


def facts(course: Course, page: str, evidence: str = "", withdrawn: str = "") -> CourseFacts:
    """A course in its provider's words, with the sentence that matters marked."""
    told = [course.description]
    if course.summary and course.summary.strip() not in course.description:
        told.insert(0, course.summary)
    presumes = course.said_on("presumes")
    return CourseFacts(
        id=course.id,
        title=course.title,
        provider=course.provider,
        language=course.language,
        url=safe_url(course),
        page=page,
        text=_paragraphs(told, evidence),
        outcomes=_paragraphs(course.outcomes, evidence),
        presumes=_paragraphs(presumes, evidence),
        withdrawn=withdrawn,
    )


def _paragraphs(texts: Iterable[str], evidence: str) -> tuple[Paragraph, ...]:
    lines = (line.strip() for text in texts for line in text.splitlines())
    return tuple(_marked(line, evidence) for line in lines if line)


def _marked(line: str, evidence: str) -> Paragraph:
    before, found, after = line.partition(evidence) if evidence else (line, "", "")
    parts = (Part(before), Part(found, marked=True), Part(after))
    return tuple(part for part in parts if part.text)


def rows(
    course: Course,
    tags: Collection[CourseTag],
    decisions: Iterable[TagDecision],
    where: Where,
    w: Wording,
) -> tuple[TagRow, ...]:
    """Every skill that is said of a course: by its provider, the tagger or an editor."""
    decided = {(d.kind, d.skill): d for d in decisions}
    read = {(t.kind, t.skill): t for t in tags}
    told: dict[tuple[TagKind, str], tuple[Level, Level]] = {}
    told |= {("taught", t.skill): (t.from_level, t.to_level) for t in course.teaches}
    told |= {("presumed", p.skill): (0, p.level) for p in course.presumes}
    keys = sorted({**told, **read, **decided}, key=lambda key: key[0] == "presumed")
    return tuple(
        _row(TagName(course.id, *key), told.get(key), read.get(key), decided.get(key), where, w)
        for key in keys
    )


def _row(
    name: TagName,
    told: tuple[Level, Level] | None,
    tag: CourseTag | None,
    decision: TagDecision | None,
    where: Where,
    w: Wording,
) -> TagRow:
    low, high = told or (0, 1)
    if tag:
        low, high = tag.from_level, tag.to_level
    if decision:
        low, high = decision.from_level, decision.to_level
        day = w.day(decision.day)
        state = (
            w.t("yes, on {day}", day=day)
            if decision.verdict == "accept"
            else w.t("no, on {day}", day=day)
        )
    else:
        state = w.t("still open") if tag else w.t("the provider says so")
    words = level_words(w)
    rejected = decision is not None and decision.verdict == "reject"
    levels = (
        w.t("from {low} to {high}", low=words[low], high=words[high])
        if name.kind == "taught"
        else words[high]
    )
    return TagRow(
        name=pack_name(name),
        skill=_capital(skill_name(name.skill, w)),
        kind=name.kind,
        sentence=tag.evidence if tag else "",
        levels="" if rejected else levels,
        state=state,
        open=tag is not None and decision is None,
        decided=decision.revision if decision else 0,
        url=where.url(name),
    )


def queue(found: Iterable[OpenTag], where: Where, w: Wording) -> tuple[QueueRow, ...]:
    """The tags that come next."""
    return tuple(
        QueueRow(
            _capital(skill_name(one.tag.skill, w)),
            one.course.title,
            one.course.language,
            where.url(one.name),
        )
        for one in found
    )


def said(step: Step, w: Wording) -> str:
    """What was done a moment ago."""
    skill = skill_name(step.names[0].skill, w)
    texts = {
        "accept": w.t("Kept: yes to ‘{skill}’.", skill=skill),
        "reject": w.t("Kept: no to ‘{skill}’.", skill=skill),
        "presumed": w.t("Kept: ‘{skill}’ is needed beforehand.", skill=skill),
        "taught": w.t("Kept: you learn ‘{skill}’ here.", skill=skill),
        "add": w.t("Added: ‘{skill}’.", skill=skill),
        "skip": w.t("Skipped: ‘{skill}’.", skill=skill),
    }
    return texts.get(step.did, "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
