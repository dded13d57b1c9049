"""The pages: for a professional, a coach and an academy, in Dutch and English."""

from service.web.cv_pages import router as cv_router
from service.web.errors import render_error
from service.web.review_page import router as review_router
from service.web.router import router
from service.web.taxonomy_pages import router as taxonomy_router

__all__ = ["cv_router", "render_error", "review_router", "router", "taxonomy_router"]
