"""The pages: for a professional, a coach and an academy, in Dutch and English."""

from service.web.advice_pages import router as advice_router
from service.web.agenda_page import router as agenda_router
from service.web.cv_pages import router as cv_router
from service.web.data_pages import router as data_router
from service.web.errors import render_error
from service.web.learning_pages import router as learning_router
from service.web.plan_pages import router as plan_router
from service.web.profiling import NeedsRanking
from service.web.reminder_pages import router as reminder_router
from service.web.review_page import router as review_router
from service.web.router import router
from service.web.scan_pages import router as scan_router
from service.web.search_page import router as search_router
from service.web.taxonomy_pages import router as taxonomy_router
from service.web.what_if_view import router as what_if_router

__all__ = [
    "NeedsRanking",
    "advice_router",
    "agenda_router",
    "cv_router",
    "data_router",
    "learning_router",
    "plan_router",
    "reminder_router",
    "render_error",
    "review_router",
    "router",
    "scan_router",
    "search_router",
    "taxonomy_router",
    "what_if_router",
]
