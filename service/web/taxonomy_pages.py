"""The taxonomy for people and for programs: each address answers as page, Turtle or JSON-LD."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.routing import APIRoute

from recommender.profile import describe
from service.errors import answer, problem_of
from service.settings import Settings
from service.state import RecommenderOf, StateOf, Today
from service.web import urls
from service.web.explore_page import explore_page, skills_page
from service.web.negotiation import MEDIA, Form, form_of, split, wanted
from service.web.role_page import role_page, scan_towards
from service.web.skill_page import skill_page
from service.web.visit import Visit, VisitOf
from skills_taxonomy import Kind, Retired, Role, Skill, Taxonomy, UnknownConcept


class _Route(APIRoute):
    """A route whose refusals vary by Accept too: they answer in the form that the caller reads."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def handle_or_refuse(request: Request) -> Response:
            try:
                return await handle(request)
            except (HTTPException, UnknownConcept) as error:
                if not request.url.path.startswith(urls.TAXONOMY):
                    raise
                return _refused(request, error)

        return handle_or_refuse


router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, route_class=_Route)

_LONGEST = 200
_Typed = Annotated[str, Query(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True)
class RetiredPage:
    """A concept that is no longer used."""

    title: str
    label: str
    day: str
    instead: str
    instead_url: str


@router.get("/taxonomy")
@router.get("/taxonomy.{ending}")
def scheme(
    visit: VisitOf,
    recommender: RecommenderOf,
    state: StateOf,
    ending: str = "",
    q: _Typed = "",
    keten: _Typed = "",
    thema: _Typed = "",
    vooruitzicht: _Typed = "",
) -> Response:
    """The roles to explore; for programs, the whole concept scheme."""
    if ending not in ("", "ttl", "jsonld"):
        raise HTTPException(404)
    form = wanted(visit.request, split(f"scheme.{ending}")[1])
    if form != "html":
        return _data(visit.request, state.settings, recommender.taxonomy, form)
    page = explore_page(
        recommender,
        visit.wording,
        q=" ".join(q.split()),
        chain=keten,
        theme=thema,
        trend=vooruitzicht,
    )
    return _negotiated(visit.render("explore.html", page))


@router.get("/taxonomy/skills")
def all_skills(visit: VisitOf, recommender: RecommenderOf) -> Response:
    """All skills by theme."""
    return visit.render("skills.html", skills_page(recommender.taxonomy, visit.wording))


@router.get("/taxonomy/roles")
def all_roles() -> Response:
    """The roles have a page of their own."""
    return RedirectResponse(urls.TAXONOMY, 307)


@router.get("/taxonomy/skills/{slug}")
def show_skill(slug: str, visit: VisitOf, recommender: RecommenderOf, state: StateOf) -> Response:
    """A skill."""
    slug, ending = split(slug)
    form = wanted(visit.request, ending)
    found = _concept(recommender.taxonomy, "skill", slug)
    if form != "html":
        return _data(visit.request, state.settings, recommender.taxonomy, form, ("skill", slug))
    if isinstance(found, Retired):
        return _gone(visit, found)
    page = skill_page(recommender.taxonomy.skill(slug), recommender, visit.wording)
    return _negotiated(visit.render("skill.html", page))


@router.get("/taxonomy/roles/{slug}")
def show_role(
    slug: str, visit: VisitOf, recommender: RecommenderOf, state: StateOf, today: Today
) -> Response:
    """A role."""
    slug, ending = split(slug)
    form = wanted(visit.request, ending)
    found = _concept(recommender.taxonomy, "role", slug)
    if form != "html":
        return _data(visit.request, state.settings, recommender.taxonomy, form, ("role", slug))
    if isinstance(found, Retired):
        return _gone(visit, found)
    advice = recommender.advise(scan_towards(slug), today=today)
    page = role_page(recommender.taxonomy.role(slug), recommender, visit.wording, advice)
    return _negotiated(visit.render("role.html", page))


@router.get("/taxonomy/themes/{key}")
@router.get("/taxonomy/chains/{key}")
def show_group(key: str, request: Request, recommender: RecommenderOf, state: StateOf) -> Response:
    """A theme or a chain position, the top concepts of the scheme."""
    key, ending = split(key)
    closed = request.url.path.split("/")[2]
    if key not in recommender.taxonomy.labels[closed]:
        raise HTTPException(404)
    form = wanted(request, ending)
    if form != "html":
        return _data(request, state.settings, recommender.taxonomy, form, (closed, key))
    page = urls.theme(key) if closed == "themes" else urls.explore(keten=key)
    return _negotiated(RedirectResponse(page, 303))


@router.get("/taxonomy/model")
@router.get("/taxonomy/model.{ending}")
def model(
    request: Request, recommender: RecommenderOf, state: StateOf, ending: str = ""
) -> Response:
    """Our own terms, such as `model#Anchor`; people are led to the same in Turtle."""
    if ending not in ("", "ttl", "jsonld"):
        raise HTTPException(404)
    form = wanted(request, split(f"model.{ending}")[1])
    if form != "html":
        return _data(request, state.settings, recommender.taxonomy, form, ("model", ""))
    return _negotiated(RedirectResponse(f"{urls.TAXONOMY}/model.ttl", 303))


@router.get("/taxonomy/{rest:path}")
def nothing_here(request: Request, rest: str) -> Response:
    """There is nothing else below the taxonomy; a slash too many is taken off."""
    if not rest or rest.endswith("/"):
        url = request.url.replace(path=f"{urls.TAXONOMY}/{rest}".rstrip("/"))
        return RedirectResponse(url, 307)
    raise HTTPException(404)


@router.get("/advies/{token}/rollen/{slug}")
def show_role_beside_scan(
    token: str,
    slug: str,
    visit: VisitOf,
    recommender: RecommenderOf,
    state: StateOf,
    today: Today,
) -> Response:
    """A role, beside what the person behind a scan can do."""
    scan = state.scans.get(token).scan
    role = recommender.taxonomy.role(slug)
    advice = recommender.advise(scan_towards(slug, scan), today=today)
    page = role_page(role, recommender, visit.wording, advice, token)
    return visit.render("role.html", page)


@router.get("/advies/{token}/vaardigheden/{slug}")
def show_skill_beside_scan(
    token: str, slug: str, visit: VisitOf, recommender: RecommenderOf, state: StateOf
) -> Response:
    """A skill, beside where the person behind a scan stands in it."""
    profile = describe(state.scans.get(token).scan, recommender.taxonomy)
    skill = recommender.taxonomy.skill(slug)
    return visit.render("skill.html", skill_page(skill, recommender, visit.wording, profile, token))


def _concept(taxonomy: Taxonomy, kind: Kind, slug: str) -> Skill | Role | Retired:
    for gone in taxonomy.retired:
        if (gone.kind, gone.slug) == (kind, slug):
            return gone
    return taxonomy.skill(slug) if kind == "skill" else taxonomy.role(slug)


def _gone(visit: Visit, gone: Retired) -> Response:
    w = visit.wording
    instead, url = "", ""
    if gone.replaced_by:
        kind = urls.skill if gone.kind == "skill" else urls.role
        url = kind(gone.replaced_by)
        instead = w.taxonomy.of(gone.kind)[gone.replaced_by].label[w.language]
    page = RetiredPage(
        w.t("No longer in use"), gone.label[w.language], w.day(gone.date), instead, url
    )
    return _negotiated(visit.render("retired.html", page, 410))


def _data(
    request: Request,
    settings: Settings,
    taxonomy: Taxonomy,
    form: Form | None,
    about: tuple[str, str] | None = None,
) -> Response:
    if form is None or form == "html":
        raise HTTPException(406)
    base = settings.taxonomy_base if settings.taxonomy_uri or settings.base_url else ""
    text = _text(taxonomy, base or f"{request.base_url}taxonomy/", form, about)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=300",
        "Link": f'<{request.url.path.removesuffix(f".{form}")}>; rel="canonical"',
    }
    return _negotiated(Response(text, media_type=MEDIA[form], headers=headers))


@lru_cache(maxsize=512)
def _text(taxonomy: Taxonomy, base: str, form: Form, about: tuple[str, str] | None) -> str:
    # rdflib is loaded with the first request of a program; pages never need it.
    from skills_taxonomy.skos import (  # noqa: PLC0415
        concept_graph,
        group_graph,
        model_graph,
        scheme_graph,
        serialise,
    )

    kind, key = about or ("", "")
    if about is None:
        graph = scheme_graph(taxonomy, base)
    elif kind == "model":
        graph = model_graph(taxonomy, base)
    elif kind in ("themes", "chains"):
        graph = group_graph(taxonomy, base, kind, key)
    else:
        concept = _concept(taxonomy, "skill" if kind == "skill" else "role", key)
        graph = concept_graph(taxonomy, base, concept)
    return serialise(graph, "ttl" if form == "ttl" else "jsonld", base)


def _refused(request: Request, error: HTTPException | UnknownConcept) -> Response:
    if isinstance(error, HTTPException):
        problem = problem_of(error.status_code)
    else:
        problem = problem_of(404, type(error).__name__, str(error))
    # A page only for who reads pages: `text/html;q=0` names them too.
    if form_of(request.headers.get("accept", "")) == "html":
        return _negotiated(answer(request, problem))
    return _negotiated(JSONResponse(problem.model_dump(), problem.status))


def _negotiated(response: Response) -> Response:
    response.headers.append("Vary", "Accept")
    return response
