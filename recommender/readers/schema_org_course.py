"""One schema.org course or programme, told to a `CourseDraft`."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from recommender.course import Presumes, Teaches
from recommender.readers.draft import CourseDraft, course_id
from recommender.readers.json_ld import Node
from recommender.readers.length import tell_length
from recommender.readers.markup import paragraphs, plain
from recommender.readers.node_graph import Graph, id_of
from recommender.readers.schema_org_run import tell_price, tell_runs
from skills_taxonomy import Level, Taxonomy, fold

_WEB = re.compile(r"https?://[^\s<>\"]+\Z", re.I)
_LONGEST_ADDRESS = 120
_ECTS = re.compile(r"\b(?:ects|ec|studiepunt\w*)\b", re.I)

_STEPS: dict[Level, tuple[Level, Level]] = {1: (0, 1), 2: (1, 2), 3: (2, 3)}
"""Of the level that a course says it has, the step that it makes."""

# What nothing is counted with, to the name that it is kept under.
_KEPT = {
    "educationalCredentialAwarded": "certificate",
    "assesses": "assesses",
    "keywords": "keywords",
    "about": "about",
    "applicationDeadline": "deadline",
}


def tell_course(
    node: Node, graph: Graph, draft: CourseDraft, page: str = "", alone: bool = False
) -> None:
    """Tell a draft all that a course says.

    Args:
        node: a Course, EducationalOccupationalProgram, or a CourseInstance of nothing.
        graph: of the nodes that it refers to.
        draft: told in place.
        page: address or name of the page that it stands on; empty for a file of data.
        alone: whether the page is about this course only, so that its address is the course's.
    """
    context = draft.context
    draft.set("title", plain(graph.text(node, "name", "headline")).replace("\n", " "))
    draft.set("provider", provider_of(node, graph))
    draft.set("url", _address(node, graph, page, alone))
    _tell_id(node, graph, draft, page, alone)
    draft.set("summary", plain(graph.text(node, "disambiguatingDescription", "abstract")))
    draft.set("description", plain("\n".join(graph.texts(node, "description"))))
    for text in graph.texts(node, "inLanguage", "availableLanguage"):
        draft.choose("language", text)
    for text in graph.texts(node, "educationalLevel"):
        draft.choose("level", text)
    for text in graph.texts(node, "programType", "learningResourceType", "additionalType"):
        if draft.fields.get("kind") is None and not _WEB.match(text):
            draft.choose("kind", text)
    for text in graph.texts(node, "timeOfDay"):
        draft.choose("part_of_day", text)
    _tell_skills(node, graph, draft, context.taxonomy)
    tell_runs(node, graph, draft)
    tell_price(node, graph, draft)
    _tell_lengths(node, graph, draft)
    for key, name in _KEPT.items():
        kept = [plain(text) for text in graph.texts(node, key)]
        if found := ", ".join(text for text in kept if text and not _WEB.match(text)):
            draft.leave(name, found)


def provider_of(node: Node, graph: Graph) -> str:
    """The name of who gives the course; empty where only an address is known."""
    for key in ("provider", "organizer", "offeredBy", "publisher"):
        for text in graph.texts(node, key):
            name = plain(text).replace("\n", " ")
            if name and not _WEB.match(name) and not name.startswith(("#", "_:")):
                return name
    return ""


def _tell_id(node: Node, graph: Graph, draft: CourseDraft, page: str, alone: bool) -> None:
    # The same as long as the site keeps its codes or addresses.
    within = draft.fields.get("provider") or draft.context.provider
    url = draft.fields.get("url", "")
    for text in (*codes_of(node, graph), id_of(node), url, page if alone else ""):
        # "#course" is known on its own page only.
        whole = f"{page}{text}" if text.startswith("#") else text
        if _WEB.match(whole) or (page and whole.startswith(page)):
            draft.set("id", _short(whole))
        elif not whole.startswith("_:"):
            draft.set("id", course_id(whole, within) if course_id(whole) else "")
        if draft.fields.get("id"):
            return
    title = fold(draft.fields.get("title", ""))
    if course_id(title):
        draft.set("id", course_id(title, within))
        draft.remark("id", "guessed", title, "no code or address is given, so the title counts")


def codes_of(node: Node, graph: Graph) -> tuple[str, ...]:
    """The codes that the provider gives a course itself."""
    return tuple(text.strip() for text in graph.texts(node, "courseCode", "identifier"))


def _short(address: str) -> str:
    # Without what says nothing, and whole however long it is: a cut one may be another's too.
    bare = re.sub(r"\A[a-z]+://(?:www\.)?", "", address.strip(), flags=re.I).rstrip("/")
    if len(bare) > _LONGEST_ADDRESS:
        mark = hashlib.sha256(bare.encode()).hexdigest()[:16]
        bare = f"{bare[:_LONGEST_ADDRESS]}-{mark}"
    return course_id(bare)


def _address(node: Node, graph: Graph, page: str, alone: bool) -> str:
    found = [part for part in graph.texts(node, "url") if part]
    for part in graph.nodes(node, "mainEntityOfPage"):
        found += [text for text in (part.get("url"), part.get("@id"), part.get("name"))
                  if isinstance(text, str)]  # fmt: skip
    found.append(id_of(node).partition("#")[0])
    for text in (*found, page if alone else ""):
        try:
            whole = urljoin(page, text.strip()) if _WEB.match(page) else text.strip()
        except ValueError:
            continue
        if text.strip() and _WEB.match(whole):
            return whole
    return ""


def _tell_skills(node: Node, graph: Graph, draft: CourseDraft, taxonomy: Taxonomy) -> None:
    low, high = _STEPS[draft.fields.get("level") or 1]
    teaches: dict[str, Teaches] = {}
    outcomes: dict[str, None] = {}
    for part in graph.nodes(node, "teaches"):
        slug = skill_of(part, graph, taxonomy)
        if slug:
            teaches[slug] = Teaches(slug, low, high)
        else:
            outcomes.update(dict.fromkeys(paragraphs(_said(part, graph))))
    draft.set("teaches", tuple(teaches.values()))
    draft.set("outcomes", tuple(outcomes))
    presumes: dict[str, Presumes] = {}
    for part in graph.nodes(
        node, "coursePrerequisites", "programPrerequisites", "competencyRequired"
    ):
        slug = skill_of(part, graph, taxonomy)
        if slug and slug not in teaches:
            presumes[slug] = Presumes(slug, 1)
        elif text := plain(_said(part, graph)):
            draft.leave("presumes", text)
    draft.set("presumes", tuple(presumes.values()))


def skill_of(term: Node, graph: Graph, taxonomy: Taxonomy) -> str | None:
    """The skill of ours that a term names: by our address for it, ESCO's, its code or its name."""
    for key in ("@id", "url", "targetUrl", "sameAs", "name"):
        for address in graph.texts(term, key):
            if not _WEB.match(address):
                continue
            if slug := _esco(taxonomy).get(address.strip()):
                return slug
            room, _, slug = unquote(urlsplit(address.strip()).path).rstrip("/").rpartition("/")
            if room.endswith("skills") and slug in taxonomy.skills:
                return slug
    for text in graph.texts(term, "termCode", "name", "targetName", "alternateName"):
        if slug := taxonomy.skill_by_name.get(fold(plain(text))):
            return slug
    return None


@lru_cache(maxsize=8)
def _esco(taxonomy: Taxonomy) -> dict[str, str]:
    return {
        link.uri: skill.slug
        for skill in taxonomy.skills.values()
        for link in skill.esco
        if link.match == "exact"
    }


def _said(term: Node, graph: Graph) -> str:
    for key in ("name", "targetName", "description", "@value", "value"):
        if (text := graph.text(term, key)) and not _WEB.match(text):
            return text
    return ""


def _tell_lengths(node: Node, graph: Graph, draft: CourseDraft) -> None:
    for run in graph.runs(node):
        for text in graph.texts(run, "courseWorkload"):
            tell_length(draft, text)
    for text in graph.texts(node, "timeRequired", "courseWorkload", "timeToComplete", "duration"):
        tell_length(draft, text)
    for credit in graph.nodes(node, "numberOfCredits"):
        number = graph.text(credit, "value") or graph.text(credit, "name")
        told = " ".join(
            graph.texts(credit, "name", "unitText", "credentialCategory", "additionalType")
        )
        if re.fullmatch(r"\d{1,3}(?:\.\d+)?", number) and _ECTS.search(told):
            tell_length(draft, f"{number} ects")
        elif number or told:
            draft.leave("credits", number or told)
