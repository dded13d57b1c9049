"""For who wants no ranking: pages that need one lead to the plain search instead.

One guard stands before every page with the key of a scan, so that a page that is added later needs
a ranking only for who allows one.
"""

from __future__ import annotations

import re

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from service.errors import Elsewhere
from service.saved_scan import ScanNotFound
from service.state import state_of
from service.web import urls
from service.web.search_page import SENT

_OF_A_SCAN = re.compile(r"/advies/([^/.]+)(\.\w+|/.+)?")
_WITHOUT_RANKING = (
    ".json",
    "/gegevens",
    "/rangschikken",
    "/delen",
    "/intrekken",
    "/wissen",
    "/meeleren",
    "/herinner",
)
"""Pages of a scan that rank nothing: what is kept, who sees it, and how it ends."""

_OF_THE_PLAN = (".ics", ".pdf", "/plan", "/regel", "/kaart", "/eerste-stap", "/terugblik")


async def needs_ranking(request: Request) -> None:
    """Send who allows no ranking from a page that needs one to the search.

    Raises:
        Elsewhere: the page is not for this person now.
    """
    found = _OF_A_SCAN.fullmatch(request.url.path)
    if found is None:
        return
    token, page = found[1], found[2] or ""
    if not page or page.startswith(_WITHOUT_RANKING):
        return
    try:
        saved = await run_in_threadpool(state_of(request).scans.get, token)
    except ScanNotFound:
        return  # the page itself says what is the matter
    if not saved.profiling:
        sent = "plan" if page.startswith(_OF_THE_PLAN) else "elders"
        raise Elsewhere(urls.advice(token, **{SENT: sent}))


NeedsRanking = Depends(needs_ranking)
