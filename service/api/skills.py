"""Skills: list, search, one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from service.api.concept_answer import (
    NamesAnswer,
    SkillAnswer,
    SkillDetail,
    SkillPage,
    TextAnswer,
)
from service.api.listing import (
    INVALID,
    MISSING,
    Conditional,
    ListQuery,
    check_filter,
    found,
    page_of,
)
from service.state import RecommenderOf
from skills_taxonomy.concept import Language, Line

router = APIRouter(prefix="/skills", tags=["Skills"], dependencies=[Conditional])


class SkillQuery(ListQuery):
    """Which skills, in which order."""

    language: Language = Field("nl", description="Order by the label in this language.")
    theme: str | None = Field(None, description="Only this theme.", examples=["data"])
    line: Line | None = Field(None, description="Only this line.")


@router.get("", summary="List or search skills", responses={**INVALID})
def list_skills(query: Annotated[SkillQuery, Query()], recommender: RecommenderOf) -> SkillPage:
    """All skills by label, or with `q` the ones closest in meaning."""
    check_filter("theme", query.theme, recommender.taxonomy.labels["themes"])
    skills = found(recommender.search_skills, query.q, recommender.taxonomy.skills)
    if not query.q.strip():
        skills.sort(key=lambda pair: pair[0].label[query.language].casefold())
    items = [
        SkillAnswer.model_validate(skill).model_copy(update={"score": score})
        for skill, score in skills
        if query.theme in (None, skill.theme) and query.line in (None, skill.line)
    ]
    return SkillPage(**page_of(items, query))


@router.get("/{slug}", summary="One skill and what surrounds it", responses={**MISSING, **INVALID})
def get_skill(
    slug: Annotated[str, Path(examples=["interviewing"])], recommender: RecommenderOf
) -> SkillDetail:
    """The skill, what comes before it, which roles ask it and which courses teach it."""
    skill = recommender.taxonomy.skill(slug)
    roles = [role.slug for role in recommender.taxonomy.roles.values() if slug in role.by_skill]
    courses = [course.id for course in recommender.catalogue.by_skill.get(slug, ())]
    own = SkillAnswer.model_validate(skill).model_dump()
    return SkillDetail(
        **own,
        synonyms=NamesAnswer.model_validate(skill.synonyms),
        anchors={level: TextAnswer.model_validate(text) for level, text in skill.anchors.items()},
        entry=skill.entry,
        prerequisites=list(skill.prerequisites),
        esco=skill.esco,
        roles=roles,
        courses=courses,
    )
