"""One answer of an editor: kept, taken back, passed over, or given back to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fastapi import HTTPException
from fastapi.responses import RedirectResponse, Response

from models import NameIndex
from recommender import TagDecision, TagReview
from recommender.store.tag_review import TagDecided, TagGone, TagName
from recommender.tag import TagKind, Verdict
from service.web import review_form
from service.web.choices import Choice
from service.web.review_desk import Missing
from service.web.review_form import Sent, Step, Where, trail_of
from service.web.visit import Visit
from skills_taxonomy import CatalogueError, Level

_CHOICES = 6
"""Skills that are offered when a name fits none exactly."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was filled in, and what has to be mended in it."""

    kind: TagKind = "taught"
    from_level: Level = 0
    to_level: Level = 1
    wrong: str = ""
    missing: Missing | None = None
    """Where it is about a skill that somebody adds."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A form that came in."""

    visit: Visit
    review: TagReview
    today: dt.date
    form: Sent
    names: NameIndex

    def answer(self) -> Response | Mended:
        """Do what the button says; either go on, or show the form again."""
        acts = {
            "accept": self._accept,
            "reject": self._reject,
            "skip": self._skip,
            "back": self._back,
            "reopen": self._reopen,
            "add": self._add,
        }
        act = acts.get(self.form.go)
        if act is None:
            raise HTTPException(422)
        try:
            return act()
        except TagDecided:
            return self._go(self.form.name if self.form.where.course else None, notice="ander")
        except TagGone:
            return self._go(notice="weg")
        except CatalogueError:
            # The course is gone, or the store is held by an import.
            name = self.form.name
            gone = name is not None and not self._is_there(name.course)
            return self._go(notice="weg") if gone else self._go(name, notice="bezet")

    def _accept(self) -> Response | Mended:
        name, form = self._name(), self.form
        if not form.levels_fit:
            w = self.visit.wording
            wrong = w.t("Choose a level afterwards that is higher than the level before.")
            return Mended(form.kind, form.from_level, form.to_level, wrong)
        decisions = [self._decision(replace(name, kind=form.kind), "accept")]
        did = "accept"
        if form.kind != name.kind:
            decisions.insert(0, self._decision(name, "reject"))
            did = form.kind
        return self._kept(did, decisions, about=name)

    def _reject(self) -> Response:
        name = self._name()
        return self._kept("reject", [self._decision(name, "reject")], about=name)

    def _skip(self) -> Response:
        where = self.form.where
        step = Step("skip", (self._name(),), where.after)
        onward = review_form.past(where, self.form.place)
        return self._with(RedirectResponse(onward.url(), 303), step)

    def _back(self) -> Response:
        trail = trail_of(self.visit.request)
        if not trail:
            return self._go(self.form.name, notice="niets")
        step = trail[-1]
        notice = "" if step.did == "skip" else self._undone(step)
        if notice == "bezet":
            return self._go(self.form.name, notice)
        if notice in ("", "terug"):
            where = replace(self.form.where, after=step.after)
            # A skill that somebody added is no open tag; the one in front stays in front.
            front = self.form.name if step.did == "add" else step.names[0]
            response = RedirectResponse(where.url(front, notice), 303)
        else:
            response = self._go(notice=notice)
        review_form.keep_trail(response, self.visit.request, trail[:-1])
        return response

    def _undone(self, step: Step) -> str:
        """Take a step back, and say what to tell of it."""
        try:
            return "terug" if self.review.undo(*step.names, given=step.revision) else "niets"
        except TagDecided:
            return "ander"
        except CatalogueError:
            return "bezet" if self._is_there(step.names[0].course) else "niets"

    def _reopen(self) -> Response:
        done = self.review.undo(self._name(), given=self.form.seen)
        return self._go(notice="terug" if done else "niets")

    def _add(self) -> Response | Mended:
        form, w = self.form, self.visit.wording
        course = form.where.course or (form.name.course if form.name else "")
        if not course:
            raise HTTPException(422)
        found = list(self._meant())
        if len(found) != 1:
            wrong = (
                w.t("Which of these do you mean?")
                if found
                else w.t("There is no skill with a name like this.")
            )
            choices = tuple(Choice(s, w.taxonomy.skill(s).label[w.language]) for s in found)
            return self._missing(wrong, choices)
        if not form.levels_fit:
            return self._missing(
                w.t("Choose a level afterwards that is higher than the level before.")
            )
        named = TagName(course, form.kind, found[0])
        decision = self._decision(named, "accept")
        if named == form.name and not form.where.course:
            # The one in front has its answer with it.
            return self._kept("accept", [decision], about=named)
        revision = self.review.decide(decision)
        if form.where.course:
            return self._go(form.name, notice="bewaard")
        return self._with(self._go(form.name), Step("add", (named,), form.where.after, revision))

    def _missing(self, wrong: str, choices: tuple[Choice, ...] = ()) -> Mended:
        form = self.form
        levels = form.kind, form.from_level, form.to_level
        return Mended(missing=Missing(form.skill, choices, wrong, *levels))

    def _meant(self) -> Iterator[str]:
        """The skills that a text may mean: the one of exactly that name, else those like it."""
        skills, text = self.visit.wording.taxonomy.skills, self.form.skill.casefold()
        if not text:
            return
        for slug, skill in skills.items():
            if text in (skill.label.nl.casefold(), skill.label.en.casefold()):
                yield slug
                return
        near = (s.id for s in self.names.suggest(text, 4 * _CHOICES) if s.id in skills)
        found = [slug for slug, _ in zip(near, range(_CHOICES), strict=False)]
        yield from [self.form.chosen] if self.form.chosen in found else found

    def _decision(self, name: TagName, verdict: Verdict) -> TagDecision:
        low: Level = 0 if name.kind == "presumed" else self.form.from_level
        return TagDecision(
            name.course, name.skill, name.kind, verdict, low, self.form.to_level, self.today
        )

    def _name(self) -> TagName:
        if self.form.name is None:
            raise HTTPException(422)
        return self.form.name

    def _is_there(self, course: str) -> bool:
        try:
            self.review.tags(course)
        except CatalogueError:
            return False
        return True

    def _kept(self, did: str, decisions: list[TagDecision], about: TagName) -> Response:
        """Keep the answer to the tag in front, and go on.

        Raises:
            TagGone: it is no longer there.
            TagDecided: somebody else answered it; the answer on the page, and an own one, may be
                changed.
        """
        steps = trail_of(self.visit.request)
        own = {step.revision for step in steps if about in step.names}
        revision = self.review.decide(*decisions, about=about, over={self.form.seen, *own})
        where = self.form.where
        if where.course:
            return self._go(notice="bewaard")
        names = tuple(TagName(d.course, d.kind, d.skill) for d in decisions)
        step = Step(did, names, where.after, revision)
        return self._with(RedirectResponse(where.url(), 303), step)

    def _go(self, name: TagName | None = None, notice: str = "") -> RedirectResponse:
        where: Where = self.form.where
        return RedirectResponse(where.url(name, notice), 303)

    def _with(self, response: Response, step: Step) -> Response:
        request = self.visit.request
        review_form.keep_trail(response, request, (*trail_of(request), step))
        return response
