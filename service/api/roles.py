"""Roles: list, search, one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from service.api.concept_answer import RoleAnswer, RoleDetail, RolePage
from service.api.listing import INVALID, MISSING, Conditional, ListQuery, found, page_of
from service.state import RecommenderOf
from skills_taxonomy.concept import Chain, Language

router = APIRouter(prefix="/roles", tags=["Roles"], dependencies=[Conditional])


class RoleQuery(ListQuery):
    """Which roles, in which order."""

    language: Language = Field("nl", description="Order by the label in this language.")
    chain: Chain | None = Field(None, description="Only this place in the value chain.")


@router.get("", summary="List or search roles", responses={**INVALID})
def list_roles(query: Annotated[RoleQuery, Query()], recommender: RecommenderOf) -> RolePage:
    """All roles by label, or with `q` the ones closest in meaning."""
    roles = found(recommender.search_roles, query.q, recommender.taxonomy.roles)
    if not query.q.strip():
        roles.sort(key=lambda pair: pair[0].label[query.language].casefold())
    items = [
        RoleAnswer.model_validate(role).model_copy(update={"score": score})
        for role, score in roles
        if query.chain in (None, role.chain)
    ]
    return RolePage(**page_of(items, query))


@router.get("/{slug}", summary="One role and what it asks", responses={**MISSING, **INVALID})
def get_role(
    slug: Annotated[str, Path(examples=["data-journalist"])], recommender: RecommenderOf
) -> RoleDetail:
    """The role, with the level it asks of each skill."""
    return RoleDetail.model_validate(recommender.taxonomy.role(slug))
