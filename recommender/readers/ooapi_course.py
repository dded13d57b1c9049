"""One course or programme of the Open Education API with its offerings, told to a `CourseDraft`.

Names of v5 and v6 stand beside each other; enumerations are extensible in both, so a value that is
not known is kept as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from recommender.course import Teaches
from recommender.place import is_known
from recommender.readers.draft import CourseDraft, course_id
from recommender.readers.length import tell_length
from recommender.readers.ooapi_value import (
    Item,
    code,
    day,
    first,
    objects,
    outcomes,
    text,
    word,
    words,
)
from recommender.readers.words import read_kind, read_mode, read_part_of_day
from skills_taxonomy import fold

IDS = ("courseId", "programId", "programmeId")

_NOTHING = {"undefined", "undivided", "unknown", "onbekend"}
_TOTAL = {"total costs", "total cost"}
_NOT_THE_PRICE = {"stap eligible"}
_NOT_ONLINE = ("classroom", "on-location")
_GONE = {"cancelled", "canceled", "inactive"}

# Units of study load, the surest first: contact time leaves out what people do at home.
_UNITS = ("sbu", "hour", "hours", "ects", "sp", "contacttime")
_CREDITS = ("ects", "sp")

# What nothing is counted with, to the name that it is kept under.
_KEPT = {
    "admissionRequirements": "presumes",
    "qualificationRequirements": "presumes",
    "qualificationAwarded": "certificate",
    "assessment": "assesses",
    "enrollment": "enrolment",
    "enrolment": "enrolment",
}


def tell_course(
    item: Item, offerings: Sequence[Item], organisation: Item | None, draft: CourseDraft
) -> None:
    """Tell a draft all that a course or programme says.

    Args:
        item: the course or programme.
        offerings: when and where it is given.
        organisation: who gives it, where that is known.
        draft: told in place.
    """
    language = draft.context.language
    own = code(item.get("primaryCode"))
    draft.set("title", text(item.get("name"), language).replace("\n", " "))
    if organisation:
        draft.set("provider", name_of(organisation, language))
    within = draft.fields.get("provider") or draft.context.provider
    draft.set("id", course_id(word(first(item, *IDS))) or (own and course_id(own, within)))
    link = word(item.get("link"))
    draft.set("url", link if re.match(r"https?://\S+\Z", link) else "")
    draft.set("description", text(item.get("description"), language))
    _tell_choices(item, offerings, draft)
    _tell_outcomes(item, draft)
    _tell_mode((item, *offerings), draft)
    _tell_load(item, draft)
    tell_length(draft, word(item.get("duration")))
    for offering in offerings:
        _tell_run(offering, item, organisation, draft)
    _tell_price((item, *offerings), draft)
    for key, name in _KEPT.items():
        if found := text(item.get(key), language):
            draft.leave(name, found)


def _tell_choices(item: Item, offerings: Sequence[Item], draft: CourseDraft) -> None:
    for said in (item, *offerings):
        for found in words(first(said, "teachingLanguages", "teachingLanguage")):
            draft.choose("language", found)
    for found in words(item.get("level")):
        if found.lower() not in _NOTHING:
            draft.choose("level", found.replace("_", " "))
    for found in words(first(item, "programType", "programmeType")):
        if read_kind(found):
            draft.choose("kind", found)


def name_of(organisation: Item, language: str) -> str:
    """What people call an organisation."""
    return text(first(organisation, "name", "shortName"), language).replace("\n", " ")


def _tell_outcomes(item: Item, draft: CourseDraft) -> None:
    taxonomy, language = draft.context.taxonomy, draft.context.language
    teaches: dict[str, Teaches] = {}
    told: dict[str, None] = {}
    for outcome in outcomes(item.get("learningOutcomes"), language):
        slug = taxonomy.skill_by_name.get(fold(outcome))
        if slug:
            teaches[slug] = Teaches(slug, 0, 1)
        else:
            told[outcome] = None
    draft.set("teaches", tuple(teaches.values()))
    draft.set("outcomes", tuple(told))


def _tell_mode(said: Sequence[Item], draft: CourseDraft) -> None:
    for part in said:
        modes = words(first(part, "modesOfDelivery", "modeOfDelivery"))
        draft.choose("mode", " + ".join(mode.replace("_", " ") for mode in modes))
        for pace in words(first(part, "modeOfStudy", "modesOfStudy")):
            spaced = pace.replace("_", " ")
            if read_mode(spaced):
                draft.choose("mode", spaced)
            elif read_part_of_day(spaced):
                draft.choose("part_of_day", spaced)


def _tell_load(item: Item, draft: CourseDraft) -> None:
    loads: dict[str, str] = {}
    for load in objects(item.get("studyLoad")):
        unit = word(load.get("studyLoadUnit")).lower().replace("_", "").replace(" ", "")
        if value := word(load.get("value")):
            loads.setdefault(unit, value)
    for unit in _UNITS:
        value = loads.pop(unit, "")
        try:
            number = Decimal(value) if value else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            if value:
                draft.leave("hours", f"{value} {unit}")
        elif unit in _CREDITS:
            tell_length(draft, f"{number:f} ects")
        elif "hours" not in draft.fields:
            draft.hours(float(number))
    for unit, value in loads.items():
        draft.leave("hours", f"{value} {unit}")


def _tell_run(offering: Item, item: Item, organisation: Item | None, draft: CourseDraft) -> None:
    session = next(iter(objects(offering.get("academicSession"))), {})
    said = word(first(offering, "startDateTime", "startDate") or session.get("startDate"))
    state = word(offering.get("state")).lower()
    if state in _GONE or state == "concept":
        reason = "this run is cancelled" if state in _GONE else "this run is not published yet"
        draft.remark("starts", "left", said, reason)
        return
    seats = word(first(offering, "maxNumberStudents", "maxNumberLearners", "maxNumberParticipants"))
    if seats.isdecimal() and 0 < int(seats) < 100_000 and "seats" not in draft.fields:
        draft.set("seats", int(seats))
    start = day(said)
    end = day(first(offering, "endDateTime", "endDate") or session.get("endDate"))
    if start is None:
        if said:
            draft.leave("starts", said)
        elif since := day(offering.get("flexibleEntryPeriodStart")):
            until = day(offering.get("flexibleEntryPeriodEnd")) or "..."
            draft.on_agreement(f"{since} - {until}")
        return
    draft.run(start, end, _place(offering, item, organisation, draft))
    periods = objects(first(offering, "enrolmentPeriods", "enrollmentPeriods"))
    closes = [day(first(period, "endDateTime", "endDate")) for period in periods]
    closes.append(day(first(offering, "enrollEndDate", "enrolEndDate")))
    last = max((closed for closed in closes if closed), default=None)
    if last and start >= draft.context.today:
        draft.leave("deadline", f"{last} ({start})")


def _place(offering: Item, item: Item, organisation: Item | None, draft: CourseDraft) -> str | None:
    mode = draft.fields.get("mode")
    if mode == "online":
        return None
    for owner in (offering, item):
        for address in objects(owner.get("addresses")):
            if town := word(address.get("city")):
                return town
    for address in objects((organisation or {}).get("addresses")) if mode in _NOT_ONLINE else ():
        town = word(address.get("city"))
        if is_known(town):
            # Without a place a run counts as online, which one on campus is not.
            draft.remark("starts", "guessed", town, "no place is given, so the provider's")
            return town
    return None


def _tell_price(said: Sequence[Item], draft: CourseDraft) -> None:
    # In the Open Education API the amount is what one pays, VAT included (in EDU-DEX it is not).
    found: list[tuple[bool, Decimal, Decimal | None]] = []
    for part in said:
        for price in objects(part.get("priceInformation")):
            kind = word(price.get("costType")).lower().replace("_", " ")
            if kind in _NOT_THE_PRICE:
                continue
            shown = word(price.get("amount")) or word(text(price.get("displayAmount"), "nl"))
            currency = word(price.get("currency")).upper()
            amount, vat = _amount(price)
            if currency not in ("", "EUR"):
                draft.leave("price", f"{shown} {currency}", "it is not in euros")
            elif amount is None:
                if shown:
                    draft.price_text(shown)
            else:
                found.append((kind in _TOTAL, amount, vat))
    if not found:
        return
    below = [told for told in found if told[1] < 0]
    totals = [told for told in found if told[0]] or found
    _, amount, vat = below[0] if below else max(totals, key=lambda told: told[1])
    draft.price(amount, vat)
    if len({told[1] for told in totals}) > 1:
        shown = ", ".join(f"{told[1]:f}" for told in totals[:20])
        draft.remark("price", "guessed", shown, "the highest of several prices")


def _amount(price: Item) -> tuple[Decimal | None, Decimal | None]:
    amount, vat, bare = (
        _decimal(price.get(key)) for key in ("amount", "vatAmount", "amountWithoutVat")
    )
    if amount is None and bare is not None and vat is not None:
        amount = bare + vat
    if vat is None and amount is not None and bare is not None:
        vat = amount - bare
    return amount, vat if vat is not None and amount is not None and 0 <= vat <= amount else None


def _decimal(value: object) -> Decimal | None:
    said = word(value)
    return Decimal(said) if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,4})?", said) else None
