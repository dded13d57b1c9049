"""One visit to a page: in which language, and how the page is drawn in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.state import state_of
from service.web import urls
from service.wording import Wording
from skills_taxonomy import LANGUAGES, Language, load_taxonomy

COOKIE = "koers_lang"
"""Remembers the language and nothing else."""

_YEAR = 365 * 24 * 3600
_FOLDER = Path(__file__).parent
STATIC = _FOLDER / "static"


class Page(Protocol):
    """What every template context has."""

    @property
    def title(self) -> str:
        """The page in a few words, for the tab and for who listens."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with the language to answer in."""

    request: Request
    wording: Wording

    def render(self, template: str, page: Page, status: int = 200) -> HTMLResponse:
        """Draw a page; a language that was chosen on it is remembered."""
        w = self.wording
        html = (
            environment()
            .get_template(template)
            .render(
                page=page,
                w=w,
                _=w.t,
                n_=w.tn,
                path=self.request.url.path,
                other=urls.in_language(self.request, "en" if w.language == "nl" else "nl"),
            )
        )
        response = HTMLResponse(html, status)
        if self.request.query_params.get("lang") == w.language:
            self.remember(response)
        return response

    def remember(self, response: Response) -> Response:
        """Keep the language for the next page."""
        secure = self.request.url.scheme == "https"
        response.set_cookie(
            COOKIE, self.wording.language, _YEAR, secure=secure, httponly=True, samesite="lax"
        )
        return response

    def speaking(self, language: Language) -> Visit:
        """The same visit in another language."""
        return Visit(self.request, wording_in(language, _folder(self.request)))


def visit_of(request: Request) -> Visit:
    """The visit that a request makes."""
    return Visit(request, wording_in(language_of(request), _folder(request)))


def _folder(request: Request) -> Path | None:
    return state_of(request).settings.taxonomy


async def _visit(request: Request) -> Visit:
    return visit_of(request)  # no coroutine would cost a thread


VisitOf = Annotated[Visit, Depends(_visit)]


def language_of(request: Request) -> Language:
    """Chosen on this page, chosen before, asked by the browser, or else Dutch."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        for language in LANGUAGES:
            if asked == language:
                return language
    return _preferred(request.headers.get("accept-language", ""))


def _preferred(header: str) -> Language:
    best: tuple[float, Language] = (0.0, "nl")
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        for language in LANGUAGES:
            if tag.lower().split("-")[0] == language and weight > best[0]:
                best = (weight, language)
    return best[1]


@lru_cache(maxsize=4)
def wording_in(language: Language, taxonomy: Path | None = None) -> Wording:
    """The wording of a language over a taxonomy folder, made once."""
    return Wording(language, load_taxonomy(taxonomy))


def _tied(text: str) -> str:
    """A text in which no line ends between a euro sign and its amount."""
    return text.replace("€ ", "€\xa0")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; everything that is filled in is escaped."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: dict[str, Any] = {"urls": urls, "static": static}
    made.globals.update(shared)
    made.filters["tied"] = _tied
    return made


@lru_cache(maxsize=32)
def static(name: str) -> str:
    """The address of a static file, new whenever its content is."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"
