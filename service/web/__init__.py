"""The pages: for a professional, a coach and an academy, in Dutch and English."""

from service.web.errors import render_error
from service.web.router import router

__all__ = ["render_error", "router"]
