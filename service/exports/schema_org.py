"""Courses as schema.org JSON-LD: https://schema.org/Course with its runs and its price.

For the page of a course (`data_block`), for programs (`course_document`), and as the list of a
whole provider (`list_chunks`), which search engines read as a course list: every course has a
name, a description and a provider. What is not known is left out; nothing that Koers filled in is
told as if the provider had said it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag, urlsplit

from recommender import Course, Run
from recommender.course import Mode
from skills_taxonomy import Taxonomy

MEDIA_TYPE = "application/ld+json"

_CONTEXT = "https://schema.org"
_MODES: dict[Mode, tuple[str, str]] = {
    "classroom": ("Onsite", "OfflineEventAttendanceMode"),
    "on-location": ("Onsite", "OfflineEventAttendanceMode"),
    "online": ("Online", "OnlineEventAttendanceMode"),
    "self-paced": ("Online", "OnlineEventAttendanceMode"),
    "blended": ("Blended", "MixedEventAttendanceMode"),
}
_AT_ONCE = 250

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SchemaOrg:
    """Tells courses in schema.org's words."""

    taxonomy: Taxonomy
    base: str
    """The address below which our skills are published; ends with a slash."""

    def course_document(self, course: Course, runs: Iterable[Run] = ()) -> Node:
        """One course, as a document of its own.

        Args:
            course: what is offered.
            runs: the occasions to follow it that are still to come.
        """
        return {"@context": _CONTEXT} | self.course(course, runs)

    def course(self, course: Course, runs: Iterable[Run] = ()) -> Node:
        """One course, inside another document."""
        url = _address(course.url)
        levels = self.taxonomy.labels["levels"]
        node: Node = {
            "@type": "Course",
            "@id": f"{urldefrag(url).url}#course-{quote(course.id, safe='')}" if url else "",
            "name": course.title,
            "description": course.description or course.summary or course.title,
            "abstract": course.summary,
            "courseCode": course.id,
            "url": url,
            "provider": {"@type": "Organization", "name": course.provider},
            "inLanguage": course.language,
            "learningResourceType": "" if "kind" in course.guessed else course.kind,
            "educationalLevel": str(levels[str(course.to_level)][course.language])
            if course.teaches
            else "",
            "teaches": [*self._taught(course), *course.outcomes],
            "coursePrerequisites": [*self._presumed(course), *course.said_on("presumes")],
            "timeRequired": _workload(course),
            "isAccessibleForFree": None if course.price is None else course.price == 0,
            "offers": _offer(course, url),
            "hasCourseInstance": list(_instances(course, runs)),
        }
        return _known(node)

    def list_chunks(
        self, courses: Iterable[tuple[Course, Iterable[Run]]], count: int, name: str = ""
    ) -> Iterator[bytes]:
        """An ItemList of courses as JSON, some hundred at a time.

        Args:
            courses: each with its coming runs.
            count: how many there are.
            name: of the list, such as the provider's; empty leaves it out.
        """
        head = _known(
            {"@context": _CONTEXT, "@type": "ItemList", "name": name, "numberOfItems": count}
        )
        text = as_json(head)[:-1] + ', "itemListElement": ['
        for position, (course, runs) in enumerate(courses, 1):
            item = {"@type": "ListItem", "position": position, "item": self.course(course, runs)}
            text += ("\n" if position == 1 else ",\n") + as_json(item)
            if position % _AT_ONCE == 0:
                yield _encoded(text)
                text = ""
        yield _encoded(f"{text}\n]}}\n")

    def _taught(self, course: Course) -> Iterator[Node]:
        for t in course.teaches:
            yield from self._term(t.skill, course)

    def _presumed(self, course: Course) -> Iterator[Node]:
        for p in course.presumes:
            yield from self._term(p.skill, course)

    def _term(self, slug: str, course: Course) -> Iterator[Node]:
        if slug not in self.taxonomy.skills:
            return
        skill, uri = self.taxonomy.skill(slug), f"{self.base}skills/{slug}"
        yield {
            "@type": "DefinedTerm",
            "@id": uri,
            "name": skill.label[course.language],
            "termCode": skill.notation,
            "url": uri,
            "inDefinedTermSet": self.base.rstrip("/"),
        }


def as_json(node: Node) -> str:
    """JSON that may stand inside a page: `<` ends no script there."""
    return json.dumps(node, ensure_ascii=False).replace("<", "\\u003c")


def as_bytes(node: Node) -> bytes:
    """The same for a program, to be read by people too."""
    return _encoded(json.dumps(node, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n")


def data_block(node: Node) -> str:
    """What goes on the page of a course; it holds no code, so no policy stands in its way."""
    return f'<script type="{MEDIA_TYPE}">{as_json(node)}</script>'


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _known(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        return text if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _workload(course: Course) -> str:
    """Study hours as an ISO 8601 duration: PT1H30M; empty where nobody said them."""
    if "hours" in course.guessed:
        return ""
    hours, minutes = divmod(max(1, round(course.hours * 60)), 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}"


def _offer(course: Course, url: str) -> Node | None:
    if course.price is None:
        return None
    price = f"{course.price:.2f}"
    return _known(
        {
            "@type": "Offer",
            "category": "Paid" if course.price else "Free",
            "price": price,
            "priceCurrency": "EUR",
            "priceSpecification": {
                "@type": "PriceSpecification",
                "price": price,
                "priceCurrency": "EUR",
                "valueAddedTaxIncluded": True,
            },
            "url": url,
        }
    )


def _instances(course: Course, runs: Iterable[Run]) -> Iterator[Node]:
    mode, attendance = _MODES[course.mode]
    said = "mode" not in course.guessed
    shared: Node = {
        "@type": "CourseInstance",
        "courseMode": mode if said else "",
        "courseWorkload": _workload(course),
        "eventAttendanceMode": f"https://schema.org/{attendance}" if said else "",
        "maximumAttendeeCapacity": course.seats,
    }
    for run in runs:
        yield _known(
            shared
            | {
                "startDate": run.start.isoformat(),
                "endDate": run.end.isoformat() if _ends_then(course, run) else "",
                "location": _place(course, run, _address(course.url)),
            }
        )
    if course.always_open and "starts" not in course.guessed:
        yield _known(shared)


def _ends_then(course: Course, run: Run) -> bool:
    """Whether the last day is the provider's, or follows from what the provider says."""
    said = any(start.date == run.start and start.end == run.end for start in course.starts)
    return said or not {"hours", "weeks"} & set(course.guessed)


def _place(course: Course, run: Run, url: str) -> Node | None:
    if run.place is None:
        online = course.mode in ("online", "self-paced", "blended")
        return _known({"@type": "VirtualLocation", "url": url}) if online else None
    if not run.place:
        return None
    return {
        "@type": "Place",
        "name": run.place,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": run.place,
        },
    }
