"""Courses that a site describes for search engines: JSON-LD with the terms of schema.org.

Read from a file, from the `<script>` blocks of a page, or from the pages that a sitemap, a list of
addresses or an `ItemList` leads to. A page that was taken down is passed over, as its owner meant;
a page that cannot be had, or whose course cannot be read, is a problem. So a course is withdrawn
when it is gone, and not when a server has a bad night.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recommender.readers import sitemap
from recommender.readers.archive import plain
from recommender.readers.document import Document
from recommender.readers.draft import CourseDraft
from recommender.readers.json_ld import (
    IN_MEMORY,
    Node,
    blocks,
    decode,
    outermost,
    parse,
    tidy,
    top_nodes,
)
from recommender.readers.node_graph import Graph, id_of
from recommender.readers.reader import Context
from recommender.readers.report import Row, RowProblem
from recommender.readers.same_course import Gathered
from recommender.readers.schema_org_course import codes_of, tell_course
from skills_taxonomy import CatalogueError

MOST_OF_A_PAGE = 10_000_000
"""Bytes of one HTML page."""

_MOST_FAILURES = 5
"""Pages that cannot be had, after which a site is left alone: it hangs, or does not want us."""

_PAGES = ("text/html", "application/xhtml+xml")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|script)\b", re.I)
_DATA = re.compile(rb"[\"'](?:@context|@type|@graph)[\"']\s*:")
_TELLS_OF_A_COURSE = re.compile(r"\b(?:Course(?:Instance)?|EducationalOccupationalProgram)\b")
_NO_PAGE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|ico|mp[34]|zip|css|js|docx?|xlsx?|pptx?)\Z", re.I
)


class SchemaOrgReader:
    """Reads Course, CourseInstance and EducationalOccupationalProgram."""

    name = "schema.org"

    def recognises(self, document: Document) -> bool:
        """Whether it is JSON-LD, any HTML page, or something that lists pages."""
        return bool(_form(_unpacked(document)))

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """Its courses, each once, however often they are described.

        Rows of a large file come one by one; those of pages after the last page, because a course
        may be told better on a later one. What holds no course gives one row, passed over.

        Raises:
            CatalogueError: a file cannot be read, or many pages cannot be had.
        """
        document = _unpacked(document)
        form = _form(document)
        if not form:
            what = "no JSON-LD, HTML page or sitemap" if document.head(1) else "empty"
            raise CatalogueError(f"{document.name} is {what}; check the file or address.")
        if form == "list":
            yield from _site(document, context, sitemap.pages(document))
        elif form == "page" or len(document.head(IN_MEMORY + 1)) <= IN_MEMORY:
            yield from _site(document, context, None)
        else:
            yield from _large(document, context)


def _unpacked(document: Document) -> Document:
    return replace(document, open=lambda: plain(document.open(), document.name))


def _form(document: Document) -> str:
    head = document.head()
    if sitemap.is_sitemap(head):
        return "list"
    if (document.media_type in _PAGES and head) or (
        _PAGE.search(head[:4096]) and not _is_data(head)
    ):
        return "page"
    told = document.media_type == "application/ld+json" or document.name.endswith(".jsonld")
    return "data" if (told and head) or (_is_data(head) and _DATA.search(head)) else ""


def _is_data(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _site(document: Document, context: Context, pages: Iterator[str] | None) -> Iterator[Row]:
    # A document and the pages it leads to; `pages` are those of a sitemap.
    gathered = Gathered()
    visit = _Visit(document, context, gathered)
    if pages is None:
        for link in visit.read(document):
            visit.follow(link, needed=bool(visit.site))
    else:
        for page in pages:
            for link in visit.follow(page):
                visit.follow(link)
    yield from gathered.rows()
    yield from visit.aside
    yield from visit.summary()


class _Visit:
    """Goes through the pages of one site, each once."""

    def __init__(self, document: Document, context: Context, gathered: Gathered) -> None:
        self.document, self.context, self.gathered = document, context, gathered
        self.site = sitemap.site_of(document.name)
        self.aside: list[Row] = []
        self._seen = {sitemap.bare(document.name)}
        self._pages = self._without = self._failures = 0
        self._absent: list[CatalogueError] = []

    def follow(self, address: str, needed: bool = True) -> tuple[str, ...]:
        """Read a page, once; gives the pages that a list on it leads to.

        One that is not needed may lie out of reach: a saved page leads to the web.
        """
        page = sitemap.bare(address)
        self.site = self.site or (sitemap.site_of(address) if needed else "")
        if page in self._seen or (self.site and not sitemap.same_site(address, self.site)):
            return ()
        self._seen.add(page)
        if len(self._seen) > 2 * sitemap.MOST_PAGES:
            raise CatalogueError(
                f"{self.document.name} leads to more than {2 * sitemap.MOST_PAGES:,} pages; "
                "name the sitemap that lists the courses."
            )
        if _NO_PAGE.search(page):
            return ()
        try:
            return self.read(_unpacked(self.document.beside(address)))
        except sitemap.PageGone as error:
            reason = f"the page is gone: {error}".rstrip(".")
            self.aside.append(Row(address, None, passed_over=reason))
        except CatalogueError as error:
            if not needed:
                self._absent.append(error)
                return ()
            self._failures += 1
            if self._failures > _MOST_FAILURES:
                raise CatalogueError(
                    f"{self.document.name} leads to {self._failures} pages that cannot be read, "
                    f"so Koers stopped; the last: {error}"
                ) from None
            problem = RowProblem(address, "", f"cannot be read: {error}")
            self.aside.append(Row(address, None, problems=(problem,)))
        return ()

    def read(self, document: Document) -> tuple[str, ...]:
        """Read a page or file; gives the pages that a list on it leads to."""
        self._pages += 1
        form = _form(document)
        before = len(self.aside)
        if form == "page":
            top = self._blocks(document)
        else:
            top = list(top_nodes(document, whole=True)) if form == "data" else []
        graph = Graph(lambda: top, self.context.language)
        courses = list(graph.courses())
        page = document.name if form == "page" else ""
        for number, node in enumerate(courses, 1):
            alone = len(courses) == 1
            draft = CourseDraft(_where(document.name, number, alone), self.context)
            tell_course(node, graph, draft, page, alone)
            coded = bool(codes_of(node, graph))
            self.gathered.add(draft, page=document.name, name=id_of(node), coded=coded)
        links = graph.links()
        self._without += not courses and not links and len(self.aside) == before
        return links

    def _blocks(self, document: Document) -> list[Node]:
        with document.open() as file:
            raw = file.read(MOST_OF_A_PAGE + 1)
        if len(raw) > MOST_OF_A_PAGE:
            raise CatalogueError(f"{document.name} is larger than 10 MB; name a smaller page.")
        top: list[Node] = []
        for line, block in blocks(decode(raw, document.name, page=True)):
            try:
                value = tidy(parse(block, "its JSON-LD", line), "its JSON-LD")
            except CatalogueError as error:
                # Another plugin's block is none of our business; a course that nobody can read is.
                if _TELLS_OF_A_COURSE.search(block):
                    problem = RowProblem(document.name, "", str(error))
                    self.aside.append(Row(document.name, None, problems=(problem,)))
                continue
            top += outermost(value)
        return top

    def summary(self) -> Iterator[Row]:
        """Rows that count the pages without a course, and those that could not be followed.

        Raises:
            CatalogueError: there are courses on the latter only.
        """
        name = self.document.name
        if self._absent and not self.gathered.count:
            raise self._absent[0]
        if self._absent:
            one = len(self._absent) == 1
            count = "1 more page is" if one else f"{len(self._absent)} more pages are"
            yield Row(name, None, passed_over=f"{count} not at hand")
        if not self._without:
            return
        if self._pages == 1:
            yield Row(name, None, passed_over="holds no JSON-LD of schema.org with a course in it")
        else:
            reason = f"{self._without} of {self._pages} pages hold no course"
            yield Row(name, None, passed_over=reason)


def _large(document: Document, context: Context) -> Iterator[Row]:
    # Twice through the file: first for what courses refer to, then for the courses themselves.
    graph = Graph(lambda: top_nodes(document, whole=False), context.language, whole=False)
    seen: dict[str, str] = {}
    for number, node in enumerate(graph.courses(), 1):
        draft = CourseDraft(_where(document.name, number, alone=False), context)
        tell_course(node, graph, draft)
        row = draft.row()
        # Once more is no second course; another with the same id is for the catalogue to refuse.
        if row.course is None or seen.get(row.course.id) != row.course.title:
            yield row
        if row.course is not None:
            seen.setdefault(row.course.id, row.course.title)


def _where(name: str, number: int, alone: bool) -> str:
    return name if alone else f"{name}, course {number}"
