"""When, where and for how much: the runs, places and offers of a schema.org course."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from recommender.place import is_known
from recommender.readers.draft import ONLINE, CourseDraft
from recommender.readers.duration import read_duration
from recommender.readers.json_ld import Node
from recommender.readers.markup import plain
from recommender.readers.moment import read_day
from recommender.readers.node_graph import Graph, types
from recommender.readers.venue import read_venue
from recommender.readers.words import read_mode
from skills_taxonomy import fold

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2}))?")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,2}0*)?\Z")
_POSTCODE = re.compile(r"\b\d{4}\s?[A-Z]{2}\s+([^\d,;|\n]{2,60})")
_CLOSED = re.compile(r"cancel|postpone", re.I)
_NOT_ONLINE = ("classroom", "on-location")
_EVENING = 17
_WEEKEND = {"saturday", "sunday", "zaterdag", "zondag"}
_TIMES = {"daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
_LONGEST_PLACE = 80
_MOST_TIMES = 1_000
_AMOUNTS = ("price", "highPrice", "maxPrice", "lowPrice", "minPrice")
"""Of one offer the first that is said counts: of a range the highest."""


def tell_runs(node: Node, graph: Graph, draft: CourseDraft) -> None:
    """Tell the runs of a course, and what they say of mode, part of day and seats."""
    for run in (*graph.runs(node), *_as_run(node)):
        _tell_run(run, node, graph, draft)
    for part in (node, *graph.runs(node)):
        for text in graph.texts(
            part, "maximumAttendeeCapacity", "maximumPhysicalAttendeeCapacity", "maximumEnrollment"
        ):
            if "seats" not in draft.fields and re.fullmatch(r"[1-9]\d{0,4}(?:\.0+)?", text.strip()):
                draft.set("seats", int(float(text)))


def _as_run(node: Node) -> tuple[Node, ...]:
    # A programme has its days itself; a course that does is no valid schema.org, and quite clear.
    return (node,) if "CourseInstance" not in types(node) else ()


def _tell_run(run: Node, node: Node, graph: Graph, draft: CourseDraft) -> None:
    first = graph.text(run, "startDate")
    if _CLOSED.search(graph.text(run, "eventStatus")):
        draft.remark("starts", "left", first, "this run is cancelled or put off")
        return
    for text in graph.texts(
        run, "courseMode", "eventAttendanceMode", "educationalProgramMode", "deliveryMode"
    ):
        draft.choose("mode" if read_mode(text) or not _pace(text) else "part_of_day", text)
    for text in graph.texts(run, "inLanguage"):
        draft.choose("language", text)
    days = _days(run, graph)
    for schedule in graph.nodes(run, "courseSchedule"):
        days = days or _days(schedule, graph)
        _tell_schedule(schedule, graph, draft)
    place = _place(run, graph, draft)
    own = read_mode(graph.text(run, "courseMode"))
    if days and place is None and own != "online" and draft.fields.get("mode") in _NOT_ONLINE:
        place = _host(run if run.get("provider") else node, graph, draft)
    if place is None and days and own == "online":
        place = ONLINE  # also where an earlier run says that the course is in a classroom
    for start, end in days:
        _tell_day(start, end, place, draft)


def _pace(text: str) -> bool:
    return bool(re.search(r"(?:full|part)[-_ ]?time|voltijd|deeltijd", text, re.I))


def _days(node: Node, graph: Graph) -> list[tuple[str, str]]:
    starts, ends = graph.texts(node, "startDate"), graph.texts(node, "endDate")
    if len(starts) == len(ends):
        return list(zip(starts, ends, strict=True))
    return [(start, "") for start in starts]


def _tell_day(start: str, end: str, place: str | None, draft: CourseDraft) -> None:
    first = _day(start, draft)
    if first is None:
        draft.starts_text(plain(start))
        return
    last = _day(end, draft) if end.strip() else None
    if end.strip() and last is None:
        draft.leave("end", end)
    if (found := _ISO.match(start)) and found[2] and (found[2], found[3]) != ("00", "00"):
        _tell_hour(int(found[2]), draft)
    draft.run(first, last, place)


def _day(text: str, draft: CourseDraft) -> dt.date | None:
    found = _ISO.match(text.strip())
    try:
        return dt.date.fromisoformat(found[1]) if found else read_day(text, draft.context.today)
    except ValueError:
        return None


def _tell_hour(hour: int, draft: CourseDraft) -> None:
    if "part_of_day" not in draft.fields:
        draft.set("part_of_day", "evening" if hour >= _EVENING else "daytime")


def _tell_schedule(schedule: Node, graph: Graph, draft: CourseDraft) -> None:
    days = {re.split(r"[/#:]", text)[-1].strip().lower() for text in graph.texts(schedule, "byDay")}
    if days and days <= _WEEKEND | {"sa", "su"} and "part_of_day" not in draft.fields:
        draft.set("part_of_day", "weekend")
    if found := re.match(r"(\d{2}):\d{2}", graph.text(schedule, "startTime").strip()):
        _tell_hour(int(found[1]), draft)
    count = graph.text(schedule, "repeatCount")
    times = int(count) if count.isdecimal() and 0 < int(count) <= _MOST_TIMES else None
    each = read_duration(graph.text(schedule, "duration")).hours
    if times is None:
        return
    if each and "hours" not in draft.fields:
        draft.hours(each * times)
    often = graph.text(schedule, "repeatFrequency").strip()
    iso = re.fullmatch(r"P(\d{1,3})([DWM])", often)
    step = int(iso[1]) * {"D": 1, "W": 7, "M": 30}[iso[2]] if iso else _TIMES.get(often.lower())
    if step and "weeks" not in draft.fields:
        draft.weeks(max(1, -(-step * times // (7 * max(1, len(days))))))


def _place(run: Node, graph: Graph, draft: CourseDraft) -> str | None:
    places, virtual = [], False
    for place in graph.nodes(run, "location"):
        town = _town(place, graph)
        if "VirtualLocation" in types(place) or (town and _is_online(town)):
            virtual = True
        elif town:
            places.append(town)
    if virtual:
        draft.choose("mode", "blended" if places else "online")
    return places[0] if places else None


def _host(node: Node, graph: Graph, draft: CourseDraft) -> str | None:
    # Without a place a run counts as online, which one in a classroom is not.
    for host in graph.nodes(node, "provider", "organizer"):
        town = _town({"address": host.get("address")}, graph)
        if is_known(town):
            draft.remark("starts", "guessed", town, "no place is given, so the provider's")
            return town
    return None


def _town(place: Node, graph: Graph) -> str:
    parts = ([place] if "addressLocality" in place else []) + list(graph.nodes(place, "address"))
    for address in parts:
        if town := plain(graph.text(address, "addressLocality")):
            return town[:_LONGEST_PLACE]
    for text in (*graph.texts(place, "address"), *graph.texts(place, "name")):
        flat = plain(text).replace("\n", ", ")
        if found := _POSTCODE.search(flat):
            return found[1].strip()
        if flat.lower().startswith(("http://", "https://")):
            return flat[:_LONGEST_PLACE]
        if flat:
            return read_venue(flat, fold(flat)) or flat[:_LONGEST_PLACE]
    return ""


def _is_online(text: str) -> bool:
    return text.lower().startswith(("http://", "https://")) or read_mode(text) in (
        "online",
        "self-paced",
    )


def tell_price(node: Node, graph: Graph, draft: CourseDraft) -> None:
    """Tell what a participant pays: of several offers that are open, the highest."""
    found: list[tuple[str, str]] = []
    free = any(graph_says(part, "isAccessibleForFree") for part in (node, *graph.runs(node)))
    for part in (node, *graph.runs(node)):
        for offer in graph.nodes(part, "offers"):
            category = " ".join(graph.texts(offer, "category")).lower()
            free |= category in ("free", "gratis")
            until = _day(graph.text(offer, "validThrough", "priceValidUntil"), draft)
            if until is None or until >= draft.context.today:
                found += _prices(offer, graph, draft, str(offer.get("priceCurrency") or ""))
    numbers = [(Decimal(text), vat) for text, vat in found if _NUMBER.match(text)]
    if numbers:
        amount, vat = min(numbers) if min(numbers)[0] < 0 else max(numbers)
        if len({number for number, _ in numbers}) > 1:
            told = ", ".join(f"{number:f}" for number, _ in numbers[:20])
            draft.remark("price", "guessed", told, "the highest of several prices")
        if vat:
            draft.price_text(f"€ {amount:f}", vat)
        else:
            draft.price(amount)
    elif found:
        draft.price_text(*found[0])
    elif free:
        draft.price(Decimal(0), Decimal(0))


def graph_says(node: Node, key: str) -> bool:
    """Whether a yes stands under the key, in one of the ways in which sites write it."""
    value = node.get(key)
    value = value[0] if isinstance(value, list) and value else value
    return value is True or (isinstance(value, str) and value.rpartition("/")[2].lower() == "true")


def _prices(
    offer: Node, graph: Graph, draft: CourseDraft, currency: str, depth: int = 4
) -> list[tuple[str, str]]:
    # What is asked, and how VAT is meant.
    found: list[tuple[str, str]] = []
    currency = graph.text(offer, "priceCurrency").strip() or currency
    for key in _AMOUNTS:
        texts = [plain(text) for text in graph.texts(offer, key)]
        texts = [text for text in texts if text]
        if not texts:
            continue
        unit = " ".join(graph.texts(offer, "unitText", "unitCode", "billingIncrement"))
        if currency and currency.upper() not in ("EUR", "€", "EURO"):
            draft.leave("price", f"{texts[0]} {currency}", "it is not in euros")
        elif re.search(r"\b(?:month|maand|year|jaar|week|hour|uur|MON|ANN|HUR)\b", unit, re.I):
            draft.leave("price", f"€ {texts[0]} per {unit}", "it is no price of the whole course")
        else:
            found += [(text, _vat(offer, texts)) for text in texts]
        break
    if depth:
        for key in ("priceSpecification", "priceComponent", "offers"):
            for part in graph.nodes(offer, key):
                if types(part) or len(part) > 1:
                    found += _prices(part, graph, draft, currency, depth - 1)
    return found


def _vat(offer: Node, texts: list[str]) -> str:
    if "valueAddedTaxIncluded" not in offer or not all(map(_NUMBER.match, texts)):
        return ""
    return "" if graph_says(offer, "valueAddedTaxIncluded") else "excl. btw"
