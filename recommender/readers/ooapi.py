"""The Open Education API (OOAPI) v5 and v6: pages of courses and programmes, with their offerings.

Specification: github.com/open-education-api/specification. An answer is a page
`{pageSize, pageNumber, hasNextPage, items: [...]}`, an array, or one object; what an object is
shows from the name of its id. At an address the next pages are followed, and per course the
offerings; beside a file, offerings are looked for in `offerings.json` and `course-offerings.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from recommender.readers.document import Document
from recommender.readers.draft import CourseDraft
from recommender.readers.json_ld import IN_MEMORY, decode, parse
from recommender.readers.json_stream import MOST_LEVELS, stream, too_deep
from recommender.readers.ooapi_course import IDS, tell_course
from recommender.readers.ooapi_value import Item, code, day, first, objects, word
from recommender.readers.reader import Context
from recommender.readers.report import Row, RowProblem
from recommender.readers.sitemap import PageGone, site_of
from skills_taxonomy import CatalogueError

MOST_PAGES = 20_000
"""Pages that are followed: two million courses at a hundred a page."""

_OFFERING_IDS = (
    "offeringId",
    "courseOfferingId",
    "programOfferingId",
    "programmeOfferingId",
)
_OFFERINGS = ("offerings", "courseOfferings", "programOfferings", "programmeOfferings")
_FILES = ("offerings.json", "course-offerings.json", "programme-offerings.json")
_ROOTS = ("courses", "programs", "programmes", "organizations", "organisations", "offerings",
          "course-offerings", "programme-offerings")  # fmt: skip
_NAMES = tuple(f'"{name}"'.encode() for name in (*IDS, *_OFFERING_IDS))
_OTHERS = (b'"programDescriptions"', b'"programClassification"', b'"programAdmission"')


class OoapiReader:
    """Reads courses, programmes and offerings."""

    name = "ooapi"

    def recognises(self, document: Document) -> bool:
        """Whether it is JSON with the names of the Open Education API in its first bytes."""
        head = document.head()
        if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
            return False
        if any(name in head for name in _OTHERS):
            return False
        page = b'"items"' in head and b'"hasNextPage"' in head
        return page or (any(name in head for name in _NAMES) and b'"primaryCode"' in head)

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """Its courses and programmes, one by one.

        Raises:
            CatalogueError: an answer cannot be read, or a page or offerings cannot be had.
        """
        api = _Api(document, context)
        seen: dict[str, tuple[str, str]] = {}
        courses: dict[str, tuple[Item, list[Item]]] = {}
        stray = 0
        for number, item in enumerate(api.items(), 1):
            if first(item, *_OFFERING_IDS) is not None:
                # Offerings come loose; those with their course in them are gathered by it.
                course = next(iter(objects(first(item, "course", "program", "programme"))), None)
                if course is None:
                    stray += 1
                else:
                    courses.setdefault(_key(course), (course, []))[1].append(item)
                continue
            yield from _once(api.row(item, number, api.offerings(item)), seen)
        for number, (course, offerings) in enumerate(courses.values(), 1):
            yield from _once(api.row(course, number, offerings), seen)
        if stray:
            reason = f"{stray} offerings stand apart from their courses, and are not read here"
            yield Row(document.name, None, passed_over=reason)
        yield from api.aside


def _key(course: Item) -> str:
    return word(first(course, *IDS)) or code(course.get("primaryCode"))


def _once(row: Row, seen: dict[str, tuple[str, str]]) -> Iterator[Row]:
    # Pages shift while they are read, so a course may come twice; two courses with one id may not.
    if row.course is not None and row.course.id in seen:
        title, where = seen[row.course.id]
        if title != row.course.title:
            reason = f"'{row.course.id}' is already used by {where}; give another id."
            yield Row(row.where, None, problems=(RowProblem(row.where, "courseId", reason),))
        return
    if row.course is not None:
        seen[row.course.id] = row.course.title, row.where
    yield row


class _Api:
    """An answer of the API, and what can be had from where it came."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document, self.context = document, context
        self.aside: list[Row] = []
        self._remote = bool(site_of(document.name))
        self._root = _root(document.name)
        self._organisations: dict[str, Item | None] = {}
        self._loose: Mapping[str, list[Item]] | None = None

    def items(self) -> Iterator[Item]:
        """The objects of all pages."""
        document, number = self.document, None
        for _ in range(MOST_PAGES):
            about: dict[str, Any] = {}
            yield from _page(document, about)
            here = about.get("pageNumber")
            here = here if isinstance(here, int) and here > 0 else (number or 1)
            if about.get("hasNextPage") is not True or here == number or not about["count"]:
                return
            number = here
            following = self._next(document, here + 1, about.get("pageSize"))
            if following is None:
                return
            document = following
        raise CatalogueError(f"{self.document.name} has more than {MOST_PAGES:,} pages; split it.")

    def _next(self, document: Document, number: int, size: object) -> Document | None:
        asked = dict(parse_qsl(urlsplit(self.document.name).query)) if self._remote else {}
        if isinstance(size, int) and size > 0:
            asked["pageSize"] = str(size)
        asked["pageNumber"] = str(number)
        try:
            return document.beside(f"?{urlencode(asked)}")
        except CatalogueError:
            if self._remote:
                raise
            reason = f"it says that a page {number} follows, which is not read from here"
            self.aside.append(Row(document.name, None, passed_over=reason))
            return None

    def row(self, item: Item, number: int, offerings: list[Item]) -> Row:
        """One course as a row."""
        name = code(item.get("primaryCode")) or word(first(item, *IDS)) or str(number)
        draft = CourseDraft(f"{self.document.name}, course {name}", self.context)
        if first(item, *IDS) is None and "name" not in item:
            return Row(draft.where, None, passed_over="is no course, programme or offering")
        until = day(item.get("validTo"))
        if until is not None and until < self.context.today:
            return Row(draft.where, None, passed_over=f"is valid until {until}")
        tell_course(item, offerings, self._organisation(item), draft)
        return draft.row()

    def offerings(self, item: Item) -> list[Item]:
        """The offerings of a course: in it, or where the API or the files beside it keep them."""
        within = first(item, *_OFFERINGS)
        if within is not None:
            return [part for part in objects(within) if len(part) > 1]
        key = word(first(item, *IDS))
        if not key or self.document.follow is None:
            return []
        if not self._remote:
            return self._beside().get(key, [])
        if "programmeId" in item:
            path = f"programmes/{key}/programme-offerings"
        elif "programId" in item:
            path = f"programs/{key}/offerings"
        else:
            version = "course-offerings" if _is_v6(item) else "offerings"
            path = f"courses/{key}/{version}"
        return self._all(self._root + path)

    def _beside(self) -> Mapping[str, list[Item]]:
        if self._loose is None:
            found: dict[str, list[Item]] = {}
            for name in _FILES:
                try:
                    offerings = self._all(name)
                except CatalogueError:
                    continue
                for offering in offerings:
                    course = first(offering, "course", "program", "programme", *IDS)
                    key = _key(course) if isinstance(course, dict) else word(course)
                    found.setdefault(key, []).append(offering)
            self._loose = found
        return self._loose

    def _all(self, reference: str) -> list[Item]:
        try:
            answer = _Api(self.document.beside(reference), self.context)
            return [item for item in answer.items() if first(item, *_OFFERING_IDS) is not None
                    or "startDate" in item or "startDateTime" in item]  # fmt: skip
        except PageGone:
            return []

    def _organisation(self, item: Item) -> Item | None:
        told = first(item, "organization", "organisation", "organizationId", "organisationId")
        if isinstance(told, dict):
            return told
        key = word(told)
        if not key or self.document.follow is None:
            return None
        if key not in self._organisations:
            self._organisations[key] = self._found(key, _is_v6(item))
        return self._organisations[key]

    def _found(self, key: str, v6: bool) -> Item | None:
        room = "organisations" if v6 else "organizations"
        reference = f"{self._root}{room}/{key}" if self._remote else f"{room}.json"
        try:
            for item in _page(self.document.beside(reference), {}):
                if key in (item.get("organizationId"), item.get("organisationId")):
                    return item
        except PageGone:
            return None
        except CatalogueError:
            if self._remote:
                raise
        return None


def _is_v6(item: Item) -> bool:
    names = ("teachingLanguages", "modesOfDelivery", "organisationId", "organisation",
             "learningOutcomeIds", "programmeId")  # fmt: skip
    return any(name in item for name in names)


def _root(name: str) -> str:
    # Where the API begins: `https://host/v5/` of `https://host/v5/organizations/7/courses?...`.
    if not site_of(name):
        return ""
    address = name.partition("?")[0].partition("#")[0]
    parts = address.split("/")
    at = next((n for n, part in enumerate(parts) if n > 2 and part in _ROOTS), len(parts) - 1)
    return "/".join(parts[:at]) + "/"


def _page(document: Document, about: dict[str, Any]) -> Iterator[Item]:
    # The objects of one answer; what it says of itself goes into `about`.
    about["count"] = 0
    small = len(document.head(IN_MEMORY + 1)) <= IN_MEMORY
    for item in _whole(document, about) if small else _streamed(document, about):
        about["count"] += 1
        yield item


def _streamed(document: Document, about: dict[str, Any]) -> Iterator[Item]:
    places = ("pageNumber", "pageSize", "hasNextPage", "items.item", "item")
    with document.open() as file:
        for place, value in stream(file, document.name, places):
            if not place.endswith("item"):
                about[place] = value
            elif isinstance(value, dict):
                yield value


def _whole(document: Document, about: dict[str, Any]) -> Iterator[Item]:
    with document.open() as file:
        value = parse(decode(file.read(), document.name), document.name)
    if _depth(value) > MOST_LEVELS:
        raise too_deep(document.name)
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        about |= {name: value.get(name) for name in ("pageNumber", "pageSize", "hasNextPage")}
        value = value["items"]
    yield from objects(value)


def _depth(value: Any) -> int:  # noqa: ANN401 - any JSON
    depth, level = 0, [value]
    while level and depth <= MOST_LEVELS:
        depth += 1
        level = [
            inner
            for part in level
            if isinstance(part, (dict, list))
            for inner in (part.values() if isinstance(part, dict) else part)
        ]
    return depth
