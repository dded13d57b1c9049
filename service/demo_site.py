"""The website of the invented demo academy, at an origin of its own.

It shows what an academy does: its own pages in its own look, and on each course page one script tag
of Koers, and the course in schema.org's words for search engines. Nothing here knows how Koers
works; the tag is all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from typing import Any

from jinja2 import DictLoader, Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from recommender import Catalogue, Course
from recommender.net_cost import NetCost
from service.embed.snippet import host_policy, script_tag
from service.exports import SchemaOrg, data_block
from service.wording import Wording
from skills_taxonomy import LANGUAGES, Language, load_taxonomy

_DATES = 3

_LAYOUT = """\
<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<p>{{ w.t("Invented website of example providers, to show Koers on another page.") }}</p>
<a href="/" lang="nl">De Voorbeeldacademie</a>
</header>
<main>{% block main %}{% endblock %}</main>
</body>
</html>
"""

_INDEX = """\
{% extends "layout" %}
{% block title %}Cursussen – De Voorbeeldacademie{% endblock %}
{% block main %}
<h1>Cursussen</h1>
{% for provider, courses in providers %}
<section>
<h2>{{ provider }}</h2>
<ul>
{% for course in courses %}
<li><a href="/cursus/{{ course.id }}" lang="{{ course.language }}">{{ course.title }}</a></li>
{% endfor %}
</ul>
</section>
{% endfor %}
{% endblock %}
"""

_COURSE = """\
{% extends "layout" %}
{% block title %}{{ course.title }} – De Voorbeeldacademie{% endblock %}
{% block main %}
<p class="kind">{{ w.kind(course) }}, {{ w.mode(course) }}</p>
<h1>{{ course.title }}</h1>
<p class="lead">{{ course.summary }}</p>
<p>{{ course.description }}</p>
<h2>{{ w.t("What you learn") }}</h2>
<ul>{% for outcome in course.outcomes %}<li>{{ outcome }}</li>{% endfor %}</ul>
<h2>{{ w.t("Practical") }}</h2>
<dl>
<div><dt>{{ w.t("Dates") }}</dt><dd>{% for run in runs %}{{ w.day(run.start) }}, \
{{ w.place(run.place) }}<br>{% else %}{{ w.open_start(course) }}{% endfor %}</dd></div>
<div><dt>{{ w.t("Length") }}</dt><dd>{{ w.length(course) }}</dd></div>
<div><dt>{{ w.t("Price") }}</dt><dd>{{ w.cost(price, course) }}</dd></div>
<div><dt>{{ w.t("Given by") }}</dt><dd>{{ course.provider }}</dd></div>
</dl>
{{ script_tag | safe }}
{{ schema_org | safe }}
{% endblock %}
"""

_STYLE = """\
body { margin: 0; color: #2b2118; background: #fbf7ef; font: 1.125rem/1.6 Georgia, serif; }
header { border-bottom: 1px solid #d9cbb4; }
header p { margin: 0; padding: .5rem 1.25rem; font-size: .875rem;
  color: #fbf7ef; background: #2b2118; }
header a { display: inline-block; padding: 1.25rem; font-size: 1.25rem; font-style: italic;
  text-decoration: none; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem 5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3125rem; margin: 2rem 0 .5rem; }
a { color: #7a1f2b; }
a:focus-visible { outline: 3px solid #7a1f2b; outline-offset: 3px; }
.kind { margin: 0; color: #6b5a45; }
.kind::first-letter { text-transform: uppercase; }
.lead { font-size: 1.25rem; }
ul { padding-left: 1.25rem; }
li { padding: .125rem 0; }
dl div { display: grid; grid-template-columns: 8rem 1fr; padding: .375rem 0;
  border-top: 1px solid #d9cbb4; }
dd { margin: 0; }
/* All that it takes to make the widget look like this site. */
koers-courses {
  --koers-ink: #2b2118; --koers-paper: #f4ecdd; --koers-accent: #7a1f2b; --koers-line: #d9cbb4;
  --koers-font: Georgia, serif; }
"""


def create_demo_site(
    koers_url: str, catalogue: Catalogue, *, clock: Callable[[], dt.date] = dt.date.today
) -> Starlette:
    """The website, as an app to serve on another port than Koers.

    Args:
        koers_url: where Koers runs, as the visitor's browser reaches it.
        catalogue: the courses to show.
        clock: tells which day it is.
    """
    site = _Site(koers_url, catalogue, clock)
    return Starlette(
        routes=[
            Route("/", site.index),
            Route("/cursus/{course_id}", site.course),
            Route("/style.css", _style),
        ]
    )


class _Site:
    def __init__(self, koers_url: str, catalogue: Catalogue, clock: Callable[[], dt.date]) -> None:
        self._koers, self._catalogue, self._clock = koers_url, catalogue, clock
        templates = {"layout": _LAYOUT, "index": _INDEX, "course": _COURSE}
        self._pages = Environment(loader=DictLoader(templates), autoescape=True)
        taxonomy = load_taxonomy()
        self._wordings = {language: Wording(language, taxonomy) for language in LANGUAGES}
        self._words = SchemaOrg(taxonomy, f"{koers_url.rstrip('/')}/taxonomy/")

    def index(self, _: Request) -> Response:
        courses = sorted(self._catalogue.courses.values(), key=lambda c: (c.provider, c.title))
        providers = [(name, list(own)) for name, own in groupby(courses, lambda c: c.provider)]
        return self._answer("index", "nl", providers=providers)

    def course(self, request: Request) -> Response:
        course: Course | None = self._catalogue.courses.get(request.path_params["course_id"])
        if course is None:
            raise HTTPException(404)
        runs = () if course.always_open else self._catalogue.runs(course, self._clock())[:_DATES]
        price = NetCost(course.price, course.vat)
        tag = script_tag(self._koers, course.id, course.language)
        told = self._words.course_document(course, self._catalogue.runs(course, self._clock()))
        return self._answer(
            "course",
            course.language,
            course=course,
            runs=runs,
            price=price,
            script_tag=tag,
            schema_org=data_block(told),
        )

    def _answer(self, page: str, language: Language, **values: Any) -> Response:  # noqa: ANN401
        wording = self._wordings[language]
        text = self._pages.get_template(page).render(language=language, w=wording, **values)
        return HTMLResponse(text, headers={"Content-Security-Policy": self._policy()})

    def _policy(self) -> str:
        # The strictest policy under which the widget works: its script and its one request.
        return (
            f"default-src 'none'; style-src 'self'; {host_policy(self._koers)}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )


def _style(_: Request) -> Response:
    return Response(_STYLE, media_type="text/css")
