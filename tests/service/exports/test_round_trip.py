"""What goes out comes in again as the same course."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from recommender import Start
from recommender.readers.csv_reader import CsvReader
from recommender.readers.document import Document
from recommender.readers.reader import Context
from recommender.readers.xlsx_reader import XlsxReader
from service.exports import csv_chunks
from service.exports.xlsx_export import write_xlsx
from skills_taxonomy import load_taxonomy
from tests.service.exports.conftest import offers

TAXONOMY = load_taxonomy()


def as_csv(courses):
    return Document("offers.csv", lambda: io.BytesIO(b"".join(csv_chunks(courses, TAXONOMY))))


def as_xlsx(courses):
    file = io.BytesIO()
    write_xlsx(courses, TAXONOMY, file)
    return Document("offers.xlsx", lambda: io.BytesIO(file.getvalue()))


FORMS = [(as_csv, CsvReader()), (as_xlsx, XlsxReader())]


def back(form, courses):
    write, reader = form
    document = write(courses)
    assert reader.recognises(document)
    rows = list(reader.read(document, Context(TAXONOMY, dt.date(2027, 1, 4))))
    assert [str(problem) for row in rows for problem in row.problems] == []
    return tuple(row.course for row in rows)


@pytest.mark.parametrize("form", FORMS, ids=["csv", "xlsx"])
class TestRoundTrip:
    def test_the_demo_academy_comes_back_whole(self, form, demo):
        assert back(form, demo) == demo

    def test_any_course_comes_back(self, form):
        @given(offers())
        @settings(max_examples=60, suppress_health_check=list(HealthCheck))
        def attempt(course):
            assert back(form, [course]) == (course,)

        attempt()

    def test_what_nobody_said_stays_open(self, form, make_course):
        silent = make_course(
            title="Interviewen",
            teaches=[("interviewing", 0, 1)],
            price=100,
            starts=[],
            always_open=True,
            mode="classroom",
            part_of_day="daytime",
            hours=24.0,
            guessed=("kind", "mode", "hours", "part_of_day", "starts", "line"),
        )
        [read] = back(form, [silent])
        assert set(read.guessed) == set(silent.guessed)
        assert read.starts == ()

    def test_what_is_said_in_words_stays_said(self, form, make_course):
        course = replace(
            make_course(teaches=[("interviewing", 0, 1)], starts=[], always_open=True),
            price=None,
            said=(("price", "in overleg"), ("starts", "op afspraak"), ("presumes", "mbo niveau 4")),
        )
        [read] = back(form, [course])
        assert (read.price, read.always_open) == (None, True)
        assert dict(course.said).items() <= dict(read.said).items()
        assert back(form, [read]) == (read,)  # and going round again adds nothing

    def test_a_price_made_of_several_rates_of_vat_comes_back_to_the_cent(self, form, make_course):
        course = replace(
            make_course(teaches=[("interviewing", 0, 1)], price="1234.56"), vat=Decimal("99.99")
        )
        [read] = back(form, [course])
        assert (read.price, read.vat) == (course.price, course.vat)

    def test_formulas_come_back_as_the_text_they_are(self, form, make_course):
        course = make_course(
            teaches=[("interviewing", 0, 1)],
            title="=1+1",
            summary="'=A1",
            description="-2 of 3?\n+ meer",
            provider="@home",
            starts=[Start(dt.date(2027, 3, 14))],
        )
        [read] = back(form, [course])
        assert (read.title, read.summary) == ("=1+1", "'=A1")
        assert (read.description, read.provider) == ("-2 of 3?\n+ meer", "@home")
