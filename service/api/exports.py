"""The courses to take along: as a spreadsheet, or in schema.org's words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from recommender import Course, Recommender
from service.api.courses import find_course
from service.api.listing import INVALID, MISSING, Conditional
from service.exports import SchemaOrg, courses_of, csv_chunks, file_name
from service.exports.csv_export import MEDIA_TYPE as CSV
from service.exports.schema_org import MEDIA_TYPE as JSON_LD
from service.exports.schema_org import as_bytes
from service.exports.table import XLSX
from service.state import RecommenderOf, Today, state_of
from skills_taxonomy import CatalogueError, ServiceError

router = APIRouter(tags=["Courses"], dependencies=[Conditional])

_PIECE = 65_536
_EXAMPLE = {
    "@context": "https://schema.org",
    "@type": "Course",
    "@id": "https://academie.example/ka-101#course-KA-101",
    "name": "Video monteren in je eigen tempo",
    "description": "Je leert monteren met beeld dat je zelf meebrengt.",
    "courseCode": "KA-101",
    "url": "https://academie.example/ka-101",
    "provider": {"@type": "Organization", "name": "Koers Academie (voorbeeld)"},
    "inLanguage": "nl",
    "educationalLevel": "basis",
    "timeRequired": "PT16H",
    "isAccessibleForFree": False,
    "offers": {"@type": "Offer", "category": "Paid", "price": "245.00", "priceCurrency": "EUR"},
}


class ExportQuery(BaseModel):
    """Which courses to take along."""

    model_config = ConfigDict(extra="forbid")

    provider: str | None = Field(
        None,
        max_length=100,
        description="Only providers whose name has this in it.",
        examples=["Koers Academie"],
    )


def _answers(media_type: str, says: str, **content: Any) -> dict[int | str, dict[str, Any]]:  # noqa: ANN401
    plain = media_type.partition(";")[0]
    return {200: {"description": says, "content": {plain: content}}, **INVALID}


_FILE = {"schema": {"type": "string", "format": "binary"}}


@router.get(
    "/courses.csv",
    summary="All courses as CSV",
    response_class=StreamingResponse,
    responses=_answers(
        CSV,
        "UTF-8 with its mark, semicolons, quotes by RFC 4180, one line per course.",
        schema={"type": "string"},
        example="Code;Titel;Aanbieder;Soort\r\nKA-101;Video monteren;Koers Academie;cursus\r\n",
    ),
)
def get_courses_csv(
    query: Annotated[ExportQuery, Query()], recommender: RecommenderOf, response: Response
) -> StreamingResponse:
    """A file to open in a Dutch spreadsheet program, and to import again.

    A text that such a program would run as a formula has an apostrophe in front.
    """
    courses = _chosen(recommender, query)
    return StreamingResponse(
        csv_chunks(courses, recommender.taxonomy),
        media_type=CSV,
        headers=_attachment(response, query, "csv"),
    )


@router.get(
    "/courses.xlsx",
    summary="All courses as an Excel workbook",
    response_class=StreamingResponse,
    responses=_answers(XLSX, "One sheet, one row per course.", **_FILE),
)
def get_courses_xlsx(
    query: Annotated[ExportQuery, Query()], recommender: RecommenderOf, response: Response
) -> StreamingResponse:
    """A workbook with real numbers and days, to edit and to import again."""
    from service.exports.xlsx_export import write_xlsx  # noqa: PLC0415 - see the package

    courses = _chosen(recommender, query)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was sent
    try:
        write_xlsx(courses, recommender.taxonomy, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return StreamingResponse(
        _pieces(file), media_type=XLSX, headers=_attachment(response, query, "xlsx")
    )


@router.get(
    "/courses/{course_id}/schema.org",
    summary="One course in schema.org's words",
    response_class=Response,
    responses={
        **_answers(
            JSON_LD,
            "A schema.org Course, with the runs from today on and the price, VAT included.",
            schema={"type": "object", "description": "https://schema.org/Course"},
            example=_EXAMPLE,
        ),
        **MISSING,
    },
)
def get_course_schema_org(
    course_id: Annotated[str, Path(examples=["KA-101"])],
    recommender: RecommenderOf,
    today: Today,
    request: Request,
    response: Response,
) -> Response:
    """JSON-LD to put on the page of the course, or to read by a program.

    What it teaches has the address of our skill. What the provider does not say is left out; a
    course whose price is not known has no offer.
    """
    course = find_course(recommender, course_id)
    words = SchemaOrg(recommender.taxonomy, _base(request))
    document = words.course_document(course, recommender.catalogue.runs(course, today))
    return Response(as_bytes(document), media_type=JSON_LD, headers=dict(response.headers))


def _chosen(recommender: Recommender, query: ExportQuery) -> tuple[Course, ...]:
    try:
        return courses_of(recommender.catalogue.courses.values(), query.provider)
    except CatalogueError as error:
        raise ServiceError(str(error)) from None


def _attachment(response: Response, query: ExportQuery, suffix: str) -> dict[str, str]:
    name = file_name(query.provider, suffix)
    # The edition of the answer was named before this one was made.
    return {**response.headers, "Content-Disposition": f'attachment; filename="{name}"'}


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _base(request: Request) -> str:
    settings = state_of(request).settings
    if settings.taxonomy_uri or settings.base_url:
        return settings.taxonomy_base
    return f"{request.base_url}taxonomy/"
