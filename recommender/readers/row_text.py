"""One row of a table: its cells by field, told to a course in the making."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.place import is_known
from recommender.readers import value
from recommender.readers.draft import ONLINE, Chosen, CourseDraft
from recommender.readers.venue import read_venue
from recommender.readers.words import read_level, read_mode
from skills_taxonomy import fold

_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_NOT_PUBLISHED = set(
    "nee,no,false,0,n,onwaar,concept,draft,inactief,inactive,verlopen,archief,archived,gearchiveerd"
    ",vervallen,niet gepubliceerd,unpublished,expired,ingetrokken,withdrawn,gesloten,closed"
    ",geannuleerd,cancelled,canceled".split(",")
)
_CHOSEN: tuple[Chosen, ...] = ("kind", "mode", "part_of_day", "line", "language")

_PERIOD = re.compile(
    r"maand|mnd|jaar|kwartaal|week|les|uur|dag|dagdeel|bijeenkomst|sessie|module|groep|month|year"
    r"|lesson|hour|day|session|group"
)
_ABOUT_VAT = re.compile(r"(?:incl|excl|ex|in)\b|vrij|btw|vat|exempt|\d")
_ANSWERS = {"ja": True, "yes": True, "j": True, "y": True, "waar": True, "true": True} | {
    "nee": False, "no": False, "n": False, "onwaar": False, "false": False,
}  # fmt: skip

Cell = tuple[str, str, str]
"""Heading, the unit in it, and text."""


@dataclass(frozen=True, slots=True)
class RowText:
    """The filled cells of a row, by field of `HEADINGS`."""

    draft: CourseDraft
    cells: Mapping[str, Sequence[Cell]]

    def first(self, name: str) -> str:
        """The text for a field; empty where there is none."""
        found = self.cells.get(name)
        return found[0][2] if found else ""

    def all(self, name: str, between: str = " | ") -> str:
        """The texts for a field that several columns may fill."""
        return between.join(text for _, _, text in self.cells.get(name, ()))

    def read(self) -> None:
        """Tell the draft everything but its identity."""
        for name in ("title", "provider", "summary"):
            self.draft.set(name, self.first(name))
        more = [f"{heading}: {text}" for heading, _, text in self.cells.get("more", ())]
        self.draft.set("description", "\n\n".join(filter(None, [self.first("description"), *more])))
        self.draft.set("outcomes", tuple(value.cells(self.all("outcomes"))))
        for name in _CHOSEN:
            self.draft.choose(name, self.first(name))
        self._skills()
        self._length()
        self._price()
        self._starts()
        self._seats()
        self._url()

    def unpublished(self) -> str:
        """Why the row is no offer; empty where it is one."""
        for heading, _, text in self.cells.get("published", ()):
            if fold(text) in _NOT_PUBLISHED:
                return f"'{text}' under '{heading}'"
        return ""

    def _skills(self) -> None:
        draft, taxonomy = self.draft, self.draft.context.taxonomy
        said = self.first("level")
        level = read_level(said) if said else None
        if said and level is None:
            draft.leave("level", said)
        text = self.all("teaches")
        found = value.skill_steps(text, taxonomy, level or None)
        self._left("teaches", found)
        draft.set("teaches", found.teaches)
        if found.guessed:
            draft.guessed.append("teaches")
            draft.remark("teaches", "guessed", text, found.guessed)
        if level is not None and not found.teaches:
            draft.said.append(("level", said))
        elif level and found.teaches[0].to_level != level:
            reason = f"the first skill is led to level {found.teaches[0].to_level}"
            draft.remark("level", "left", said, reason)
        if presumes := self.all("presumes"):
            asked = value.skill_levels(presumes, taxonomy)
            self._left("presumes", asked)
            draft.set("presumes", asked.presumes)
            if asked.guessed:
                draft.guessed.append("presumes")
                draft.remark("presumes", "guessed", presumes, asked.guessed)

    def _left(self, name: str, found: value.Skills) -> None:
        for text, reason in found.left:
            self.draft.leave(name, text, reason)

    def _length(self) -> None:
        weeks, hours = self._in_unit("weeks", "weken"), self._in_unit("hours", "")
        if _BARE.fullmatch(hours):
            # Under "Uren", "Studielast" or "Duur" a number alone is one of hours.
            self.draft.hours(float(hours.replace(",", ".")) if len(hours) <= 12 else 0)
            hours = ""
        if re.search(r"per week|p/w|/\s*w", fold(hours)) and weeks:
            self.draft.duration_text(f"{weeks}, {hours}")
            return
        for text in (weeks, hours):
            if text and not value.says_nothing(text):
                self.draft.duration_text(text)

    def _in_unit(self, name: str, unit: str) -> str:
        for _, note, text in self.cells.get(name, ()):
            return f"{text} {note or unit}".strip() if _BARE.fullmatch(text) else text
        return ""

    def _price(self) -> None:
        for heading, note, text in self.cells.get("price", ()):
            vat = self.first("vat")
            if re.fullmatch(r"0?[.,]\d{1,2}", vat):  # 21%, as a spreadsheet keeps it
                vat = f"{float(vat.replace(',', '.')) * 100:g}%"
            if note.startswith("excl") and re.fullmatch(r"\d{1,2}\s*%?", vat):
                vat = f"{note} {vat}"
            if _PERIOD.fullmatch(note) and _BARE.fullmatch(text):
                text = f"{text} per {note}"  # noqa: PLW2901 - it says no more what one pays
            about_vat = note if _ABOUT_VAT.match(note) else ""
            self.draft.price_text(text, self._vat(vat) or about_vat, heading)

    def _vat(self, text: str) -> str:
        # Under "Incl. btw?" stands yes or no; under "Btw-plichtig" no is exempt.
        heading = fold(self.cells["vat"][0][0]) if text else ""
        answer = _ANSWERS.get(fold(text))
        if answer is None:
            return text
        if re.search(r"incl|inbegrepen", heading):
            return "incl." if answer else "excl."
        if "plicht" in heading:
            return "" if answer else "vrij"
        return text

    def _starts(self) -> None:
        place = self.first("place")
        cells = self.cells.get("starts", ())
        if not cells:
            if place:
                self.draft.said.append(("place", place))
            if place and read_mode(place) in ("online", "blended") and not self.first("mode"):
                self.draft.choose("mode", place)
            return
        end = self.first("end")
        for heading, _, text in cells:
            if end and len(cells) == 1 and not re.search(r"[|;\n]", text):
                text = f"{text} t/m {end}"  # noqa: PLW2901 - the last day belongs to the first
            self.draft.starts_text(self._placed(text, place), heading)

    def _placed(self, text: str, place: str) -> str:
        # The town of a column of its own counts for every start that names none itself.
        if not place:
            return text
        parts = [part for part in re.split(r"[|;\n]", text) if part.strip()]
        towns = [town for town in re.split(r"[|;\n]", place) if town.strip()]
        if len(towns) != len(parts):
            towns = [place] * len(parts)
        found = [read_venue(f"{town}:", f"{fold(town)}:") for town in towns]
        if None in found:
            self.draft.leave("place", place)
        shown = [
            t if t is None or t == ONLINE or is_known(t) else town.strip()
            for t, town in zip(found, towns, strict=True)
        ]
        return " | ".join(f"{t}: {p}" if t else p for t, p in zip(shown, parts, strict=True))

    def _seats(self) -> None:
        text = self.first("seats")
        numbers = [int(n) for n in re.findall(r"\d+", text) if len(n) <= 6]
        if numbers and max(numbers) > 0:
            self.draft.set("seats", max(numbers))
        elif text and not value.says_nothing(text):
            self.draft.leave("seats", text)

    def _url(self) -> None:
        text = self.first("url")
        if text.startswith(("https://", "http://")) and not re.search(r"\s", text):
            self.draft.set("url", text)
        elif _DOMAIN.fullmatch(text):
            self.draft.set("url", f"https://{text}")
            self.draft.remark("url", "guessed", text, f"https://{text}")
        elif text and not value.says_nothing(text):
            self.draft.leave("url", text, "no web address")
