"""What an academy pastes on a course page."""

from __future__ import annotations

from html import escape

from skills_taxonomy import Language


def script_tag(base_url: str, course_id: str, language: Language, *, limit: int = 3) -> str:
    """The one line of HTML that shows the courses beside a course.

    Args:
        base_url: where Koers runs, as `https://koers.example`.
        course_id: the id of the course of the page.
        language: the language of the page.
        limit: how many courses to show.
    """
    source = escape(f"{base_url.rstrip('/')}/embed/koers-embed.js")
    return (
        f'<script src="{source}" data-course="{escape(course_id)}" '
        f'data-language="{language}" data-limit="{limit}" async></script>'
    )


def host_policy(base_url: str) -> str:
    """What the academy adds to its Content-Security-Policy, when it has one."""
    origin = "/".join(base_url.split("/")[:3])
    return f"script-src {origin}; connect-src {origin}"
