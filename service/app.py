"""The service: pages, API and embed in one app.

    uvicorn --factory service.app:create_app --no-access-log

`koers serve` does the same. There is no access log by default, because the address of a saved scan
is the key to it; when a server keeps one all the same, tokens in it are replaced by a star.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from itertools import count
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response

from service import errors
from service.advisor import Advisor
from service.api import DESCRIPTION, TAGS
from service.api import router as api_router
from service.api.parameters import OnlyKnownParameters
from service.database import open_engine
from service.embed.beside import BesideCourses
from service.embed.endpoints import router as embed_router
from service.headers import AnswerHead, BodyLimit, Doorkeeper, WithoutTokens
from service.process import settled, share_one_heap
from service.reminders.key import Keys
from service.reminders.office import open_scans, open_sender
from service.reminders.sender import Postman
from service.reminders.store import Reminders
from service.settings import Settings, load_settings
from service.state import State
from service.storage import Scans
from service.usage import Usage
from service.web import (
    NeedsRanking,
    advice_router,
    agenda_router,
    cv_router,
    data_router,
    learning_router,
    plan_router,
    reminder_router,
    review_router,
    scan_router,
    search_router,
    taxonomy_router,
    urls,
    what_if_router,
)
from service.web import router as web_router
from service.web.cv_form import MOST_SENT
from service.web.document_pages import router as document_router
from service.web.visit import STATIC

VERSION = "0.1.0"
_MINUTE = 60
_DAY = 24 * 60


def create_app(
    settings: Settings | None = None, *, clock: Callable[[], dt.date] = dt.date.today
) -> FastAPI:
    """Make the app; models and database open when it starts, not before.

    Args:
        settings: where things are; None reads the environment.
        clock: tells which day it is.
    """
    settings = settings or load_settings()
    app = FastAPI(
        title="Koers",
        version=VERSION,
        summary="From a self-scan to courses, a learning path and a plan.",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        openapi_url="/api/v1/openapi.json",
        servers=[{"url": settings.base_url or "/", "description": "This Koers service"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # the usual ones load scripts from elsewhere; ours is /docs
        redoc_url=None,
        lifespan=_lifespan(settings, clock),
        dependencies=[NeedsRanking],
        generate_unique_id_function=_operation_id,
    )
    _describe_in_turn(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(
        BodyLimit,
        most_bytes=lambda path: (
            max(MOST_SENT, settings.most_body_bytes)
            if urls.takes_documents(path)
            else settings.most_body_bytes
        ),
        refuse=lambda request: errors.answer(request, errors.problem_of(413)),
    )
    app.add_middleware(Doorkeeper)
    app.add_middleware(AnswerHead)
    errors.install(app)
    for router in (api_router, embed_router):
        app.include_router(router, dependencies=[OnlyKnownParameters])
    app.include_router(agenda_router)  # before the scan, whose addresses are more general
    app.include_router(cv_router)  # before the scan, whose addresses are more general
    app.include_router(scan_router)
    app.include_router(learning_router)
    app.include_router(document_router)
    app.include_router(plan_router)  # before the advice, for the same reason
    app.include_router(reminder_router)
    app.include_router(what_if_router)
    app.include_router(web_router)
    app.include_router(advice_router)  # after all that ends in more than the key of a scan
    app.include_router(data_router)
    app.include_router(search_router)
    app.include_router(taxonomy_router)
    app.include_router(review_router)
    app.add_api_route("/favicon.ico", _favicon, include_in_schema=False)
    return app


def _describe_in_turn(app: FastAPI) -> None:
    """Let the description be made once, also when the first requests come at the same moment."""
    describe, lock = app.openapi, threading.Lock()

    def in_turn() -> dict[str, Any]:
        with lock:
            return describe()

    app.openapi = in_turn  # type: ignore[method-assign]


def _favicon() -> Response:
    return FileResponse(
        STATIC / "mark.svg",
        media_type="image/svg+xml",
        headers={"Cache-Control": "public, max-age=86400"},
    )


def _operation_id(route: APIRoute) -> str:
    return route.name


def _lifespan(
    settings: Settings, clock: Callable[[], dt.date]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        logging.getLogger("uvicorn.access").addFilter(WithoutTokens())
        share_one_heap()
        settings.make_home()
        engine = open_engine(settings.url_of_database)
        keys = Keys(settings.home)
        scans = open_scans(settings, engine, keys, clock)
        offered = settings.mail_server is not None
        reminders = Reminders(engine, scans, keys, today=clock, offered=offered)
        app.state.beside = BesideCourses()
        usage = Usage(
            engine,
            scans,
            today=clock,
            keep_days=settings.usage_days,
            on=settings.usage == "on",
        )
        if not usage.on:  # what was kept before is gone before the first visitor comes
            usage.purge()
        advisor = Advisor(settings)
        app.state.koers = State(settings, advisor, scans, usage, reminders, clock)
        sender = open_sender(
            settings,
            engine,
            scans,
            keys,
            advise=lambda saved: advisor.recommender.advise(
                saved.scan, today=clock(), beside=False
            ),
            today=clock,
        )
        postman = Postman(sender, reminders.bell) if sender else None
        if postman:
            postman.start()
        purging = asyncio.create_task(_keep_house(scans, usage, reminders))
        with settled():
            yield
        purging.cancel()
        with suppress(asyncio.CancelledError):
            await purging
        if postman:
            await run_in_threadpool(postman.stop)
        usage.flush()
        engine.dispose()

    return lifespan


async def _keep_house(scans: Scans, usage: Usage, reminders: Reminders) -> None:
    # Silence expires even when the service runs for months; what a reader kept in the log of the
    # database goes within a minute.
    for minute in count():
        try:
            daily, often = (scans.purge, usage.purge, reminders.purge), (scans.tidy, usage.flush)
            for chore in often if minute % _DAY else daily:
                await _to_its_end(chore)
        except Exception:  # a database that is away today must not end the purging for good
            logging.getLogger(__name__).exception("Expired scans could not be deleted.")
        await asyncio.sleep(_MINUTE)


async def _to_its_end(chore: Callable[[], object]) -> None:
    """Do a chore in a thread; who is called away meanwhile still waits for its end.

    A thread cannot be stopped, and the database must not be closed under it.
    """
    work = asyncio.ensure_future(run_in_threadpool(chore))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        with suppress(Exception):
            await work
        raise
