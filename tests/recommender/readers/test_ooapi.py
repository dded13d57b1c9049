"""Answers of the Open Education API, version 5 and 6."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.course import Start, Teaches
from recommender.readers import ooapi
from recommender.readers.files import documents
from recommender.readers.ooapi import OoapiReader
from recommender.readers.reader import Context
from skills_taxonomy import CatalogueError, load_taxonomy
from tests.recommender.readers.web_site import HOME, document_at, file_with

DATA = Path(__file__).parents[2] / "data" / "ooapi"
CONTEXT = Context(load_taxonomy(), dt.date(2026, 11, 22), provider="De Hogeschool")
API = f"{HOME}api/v5/"
SKILL = next(iter(CONTEXT.taxonomy.skills.values()))


def rows(document, context=CONTEXT):
    return list(OoapiReader().read(document, context))


def read(value, name="courses.json"):
    """The rows of an answer in a file."""
    return rows(file_with(value if isinstance(value, (str, bytes)) else json.dumps(value), name))


def item(code="A-1", **fields):
    return {
        "courseId": f"id-{code}",
        "primaryCode": {"codeType": "identifier", "code": code},
        "name": [{"language": "nl-NL", "value": f"Cursus {code}"}],
        **fields,
    }


def one(**fields):
    """The row of one course that says this."""
    (row,) = read(item(**fields))
    return row


def course(**fields):
    assert one(**fields).problems == ()
    return one(**fields).course


def offered(**fields):
    """A course with one offering that says this."""
    return course(offerings=[{"offeringId": "o", "startDate": "2027-02-01", **fields}])


def page(*items, number=1, more=False):
    return {"pageSize": 2, "pageNumber": number, "hasNextPage": more, "items": list(items)}


def api(**answers):
    """Answers by their address below the API, with slashes written as two underscores."""
    return {
        f"{API}{path.replace('__', '/')}": value
        if isinstance(value, Exception)
        else json.dumps(value)
        for path, value in answers.items()
    }


def ids(found):
    return [row.course.id for row in found if row.course]


def remarks(row, field):
    return [(r.how, r.text) for r in row.remarks if r.field == field]


def test_version_5_is_read():
    (row,) = rows(file_with((DATA / "courses_v5.json").read_bytes(), "courses.json"))
    found = row.course
    assert row.where == "courses.json, course AV-101"
    assert found.id == "5a3f0a52-7d0e-4b8e-9a0b-0c6a1f1b2c01"
    assert (found.title, found.provider) == ("Geluid bij beeld", "Hogeschool Voorbeeld")
    assert (found.language, found.mode) == ("nl", "classroom")
    assert (found.hours, found.weeks) == (56, 9)
    assert found.outcomes == ("Je kiest een microfoon bij een ruimte.",)
    assert (found.price, found.vat, found.seats) == (Decimal("605.00"), Decimal("105.00"), 20)
    assert found.starts == (
        Start(dt.date(2027, 2, 1), place="Amersfoort", end=dt.date(2027, 3, 29)),
    )
    assert remarks(row, "presumes") == [("left", "Geen vooropleiding nodig")]
    assert remarks(row, "deadline") == [("left", "2027-01-15 (2027-02-01)")]


def test_version_6_is_read():
    (row,) = rows(file_with((DATA / "courses_v6.json").read_bytes(), "courses.json"))
    found = row.course
    assert (found.title, found.provider) == ("Datajournalistiek", "Universiteit Voorbeeld")
    assert (found.language, found.mode, found.hours) == ("en", "blended", 84)
    assert found.outcomes == ("Je controleert cijfers van een bron.",)
    assert found.price == 450
    assert found.starts == (Start(dt.date(2027, 9, 6), end=dt.date(2027, 11, 1)),)
    assert remarks(row, "starts") == [("left", "2027-02-01T09:00:00+01:00")]
    assert remarks(row, "deadline") == [("left", "2027-08-20 (2027-09-06)")]


class TestValues:
    @pytest.mark.parametrize(
        "name",
        [
            [{"language": "en", "value": "Editing"}, {"language": "nl-NL", "value": "Monteren"}],
            [{"language": "en", "value": ""}, {"language": "de", "value": "Monteren"}],
            {"language": "nl", "value": "Monteren"},
            "<b>Monteren</b>",
            ["Monteren"],
        ],
    )
    def test_a_text_is_dutch_where_it_can_be(self, name):
        assert course(name=name).title == "Monteren"

    def test_a_text_is_english_where_that_is_asked(self):
        name = [{"language": "nl", "value": "Monteren"}, {"language": "en-GB", "value": "Editing"}]
        context = Context(CONTEXT.taxonomy, CONTEXT.today, language="en")
        (row,) = rows(file_with(json.dumps(item(name=name))), context)
        assert row.course.title == "Editing"

    @pytest.mark.parametrize(
        ("load", "hours"),
        [
            ({"studyLoadUnit": "ects", "value": 5}, 140),
            ({"studyLoadUnit": "sbu", "value": "60"}, 60),
            ({"studyLoadUnit": "hour", "value": 7.5}, 7.5),
            ({"studyLoadUnit": "contacttime", "value": 12}, 12),
            ([{"studyLoadUnit": "contact_time", "value": 12},
              {"studyLoadUnit": "ects", "value": 1}], 28),
            ([{"studyLoadUnit": "contact_time", "value": 12},
              {"studyLoadUnit": "sbu", "value": 30}], 30),
        ],
    )  # fmt: skip
    def test_a_study_load_becomes_hours(self, load, hours):
        assert course(studyLoad=load).hours == hours

    def test_a_study_load_in_another_unit_is_kept(self):
        row = one(studyLoad={"studyLoadUnit": "x-punten", "value": 3})
        assert remarks(row, "hours") == [("left", "3 x-punten")]

    @pytest.mark.parametrize(
        ("said", "mode"),
        [
            ({"modeOfDelivery": ["on campus"]}, "classroom"),
            ({"modeOfDelivery": ["distance-learning"]}, "online"),
            ({"modeOfDelivery": ["online", "on campus"]}, "blended"),
            ({"modesOfDelivery": ["presential"]}, "classroom"),
            ({"modesOfDelivery": ["work_based"]}, "on-location"),
            ({"modeOfStudy": "self-paced"}, "self-paced"),
            ({"modeOfDelivery": ["x-nieuw"]}, "classroom"),
        ],
    )
    def test_modes_are_understood(self, said, mode):
        assert course(**said).mode == mode

    def test_a_new_word_of_a_list_is_kept_as_text(self):
        assert remarks(one(modeOfDelivery=["x-nieuw"]), "mode") == [("left", "x-nieuw")]
        assert remarks(one(level="bachelor"), "level") == [("left", "bachelor")]
        assert remarks(one(level="undefined"), "level") == []

    @pytest.mark.parametrize(
        ("told", "texts"),
        [
            ([[{"language": "nl", "value": "een"}], [{"language": "nl", "value": "twee"}]],
             ("een", "twee")),
            ([{"language": "nl", "value": "een"}, {"language": "en", "value": "one"}], ("een",)),
            ([{"name": [{"language": "nl", "value": "een"}]}], ("een",)),
            (["een", None, 3], ("een",)),
            (None, ()),
        ],
    )  # fmt: skip
    def test_outcomes_come_in_several_shapes(self, told, texts):
        assert course(learningOutcomes=told).outcomes == texts

    def test_an_outcome_that_is_a_skill_of_ours_is_taught(self):
        found = course(learningOutcomes=[[{"language": "nl", "value": SKILL.label.nl}]])
        assert (found.teaches, found.outcomes) == ((Teaches(SKILL.slug, 0, 1),), ())

    def test_a_programme_is_a_course_too(self):
        (row,) = read({"programId": "p", "primaryCode": "P", "name": "Minor geluid",
                       "programType": "minor"})  # fmt: skip
        assert (row.course.id, row.course.title) == ("p", "Minor geluid")

    def test_without_an_id_the_code_of_the_provider_counts(self):
        (row,) = read(item() | {"courseId": None})
        assert row.course.id == "De-Hogeschool:A-1"

    def test_what_is_no_longer_valid_is_passed_over(self):
        assert one(validTo="2026-01-01").passed_over == "is valid until 2026-01-01"
        assert one(validTo="2027-01-01").passed_over == ""


class TestAnOffering:
    @pytest.mark.parametrize(
        ("price", "euros", "vat"),
        [
            ({"costType": "total costs", "amount": "121.00", "vatAmount": "21.00"}, 121, 21),
            (
                {"costType": "total_costs", "amount": "121.00", "amountWithoutVat": "100.00"},
                121,
                21,
            ),
            ({"costType": "total costs", "amountWithoutVat": "100", "vatAmount": "21"}, 121, 21),
            ({"costType": "total costs", "amount": 121}, 121, None),
            ({"costType": "total costs", "amount": "€ 1.250,-"}, 1250, None),
            ({"costType": "STAP eligible", "amount": "121.00"}, None, None),
            ({"costType": "x-nieuw", "amount": "50.00"}, 50, None),
            ({"costType": "total costs", "amount": "121.00", "currency": "USD"}, None, None),
            ({"costType": "total costs", "amount": "10", "vatAmount": "21"}, 10, None),
        ],
    )
    def test_costs_the_amount_which_includes_vat(self, price, euros, vat):
        found = offered(priceInformation=[price])
        assert (found.price, found.vat) == (euros, vat)

    def test_total_costs_go_before_parts_of_them(self):
        prices = [{"costType": "x", "amount": "900"}, {"costType": "total costs", "amount": "300"}]
        assert offered(priceInformation=prices).price == 300

    def test_the_highest_of_several_counts_and_is_said(self):
        offerings = [
            {"offeringId": n, "priceInformation": [{"costType": "total costs", "amount": n}]}
            for n in ("100", "300", "200")
        ]
        row = one(offerings=offerings)
        assert row.course.price == 300
        assert remarks(row, "price") == [("guessed", "100, 300, 200")]

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"priceInformation": [{"amount": "-1.00"}]}, "below zero"),
            ({"endDate": "2027-01-01"}, "ends on 2027-01-01, before it starts"),
        ],
    )
    def test_that_contradicts_itself_is_a_problem(self, said, words):
        (row,) = read(item(offerings=[{"offeringId": "o", "startDate": "2027-02-01", **said}]))
        assert row.course is None
        assert words in str(row.problems[0])

    @pytest.mark.parametrize("state", ["cancelled", "Canceled", "inactive", "concept"])
    def test_that_is_not_on_is_passed_over_and_told(self, state):
        row = one(offerings=[{"offeringId": "o", "startDate": "2027-02-01", "state": state}])
        assert row.course.starts == ()
        assert remarks(row, "starts") == [("left", "2027-02-01")]

    def test_takes_its_days_from_a_session_or_is_flexible(self):
        session = {"startDate": "2027-02-01", "endDate": "2027-06-01"}
        row = one(offerings=[{"offeringId": "o", "academicSession": session}])
        assert row.course.starts[0].end == dt.date(2027, 6, 1)
        row = one(offerings=[{"offeringId": "o", "flexibleEntryPeriodStart": "2027-02-01"}])
        assert row.course.always_open
        assert remarks(row, "starts") == [("guessed", "2027-02-01 - ...")]

    def test_is_where_its_address_is_and_otherwise_at_the_organisation(self):
        home = {"organizationId": "o", "name": "H", "addresses": [{"city": "Zwolle"}]}
        run = {"offeringId": "o", "startDate": "2027-02-01"}
        campus = {"modeOfDelivery": ["on campus"], "organization": home}
        assert course(offerings=[run], **campus).starts[0].place == "Zwolle"
        there = run | {"addresses": [{"city": "Ede"}]}
        assert course(offerings=[there], **campus).starts[0].place == "Ede"
        online = {"modeOfDelivery": ["online"], "organization": home}
        assert course(offerings=[there], **online).starts[0].place is None

    def test_with_its_course_in_it_makes_a_row(self):
        runs = [
            {"offeringId": n, "startDate": f"2027-0{n}-01", "course": item()} for n in range(1, 4)
        ]
        (row,) = read(page(*runs))
        assert [start.date.month for start in row.course.starts] == [1, 2, 3]

    def test_apart_from_its_course_is_counted(self):
        (row,) = read(page({"offeringId": "o", "course": "id-A", "startDate": "2027-01-01"}))
        assert row.passed_over.startswith("1 offerings stand apart")


class TestAnApi:
    def test_pages_are_followed_to_the_last(self):
        answers = {
            f"{API}courses?expand=organization": json.dumps(page(item("A"), more=True)),
            f"{API}courses?expand=organization&pageSize=2&pageNumber=2": json.dumps(
                page(item("B"), number=2, more=True)),
            f"{API}courses?expand=organization&pageSize=2&pageNumber=3": json.dumps(
                page(item("C"), number=3)),
        }  # fmt: skip
        found = rows(document_at(f"{API}courses?expand=organization", answers))
        assert ids(found) == ["id-A", "id-B", "id-C"]

    def test_a_page_that_repeats_itself_ends(self):
        answers = {
            f"{API}courses": json.dumps(page(item("A"), more=True)),
            f"{API}courses?pageSize=2&pageNumber=2": json.dumps(page(item("A"), more=True)),
        }
        assert ids(rows(document_at(f"{API}courses", answers))) == ["id-A"]

    def test_an_empty_page_ends(self):
        answers = {
            f"{API}courses": json.dumps(page(item("A"), more=True)),
            f"{API}courses?pageSize=2&pageNumber=2": json.dumps(page(number=2, more=True)),
        }
        assert ids(rows(document_at(f"{API}courses", answers))) == ["id-A"]

    def test_a_page_that_cannot_be_had_loses_nothing_silently(self):
        answers = {
            f"{API}courses": json.dumps(page(item("A"), more=True)),
            f"{API}courses?pageSize=2&pageNumber=2": CatalogueError("page 2 hangs."),
        }
        with pytest.raises(CatalogueError, match="page 2 hangs"):
            rows(document_at(f"{API}courses", answers))

    @pytest.mark.parametrize("start", ["courses", "organizations__7__courses"])
    def test_offerings_and_organisation_are_followed_once(self, start):
        course = item("A", organization="o1")
        answers = api(
            **{start: page(course, item("B", organization="o1"))},
            **{"courses__id-A__offerings": page({"offeringId": "x", "startDate": "2027-02-01"})},
            organizations__o1={"organizationId": "o1", "name": "Hogeschool"},
        )
        asked = []
        found = rows(document_at(f"{API}{start.replace('__', '/')}", answers, asked))
        assert [row.course.provider for row in found] == ["Hogeschool", "Hogeschool"]
        assert [len(row.course.starts) for row in found] == [1, 0]
        assert asked.count(f"{API}organizations/o1") == 1

    def test_version_6_has_other_addresses(self):
        answers = api(
            courses=page(item("A", teachingLanguages=["nl"], organisationId="o1")),
            programmes__p__x={},
            organisations__o1={"organisationId": "o1", "name": "Hogeschool"},
            **{"courses__id-A__course-offerings": page(
                {"courseOfferingId": "x", "startDateTime": "2027-02-01T09:00:00Z"})},
        )  # fmt: skip
        (row,) = rows(document_at(f"{API}courses", answers))
        assert (row.course.provider, len(row.course.starts)) == ("Hogeschool", 1)

    def test_one_course_is_an_answer_too(self):
        answers = api(
            **{"courses__id-A": item("A"),
               "courses__id-A__offerings": page({"offeringId": "x", "startDate": "2027-02-01"})}
        )  # fmt: skip
        (row,) = rows(document_at(f"{API}courses/id-A", answers))
        assert len(row.course.starts) == 1

    def test_offerings_that_cannot_be_had_refuse_the_source(self):
        answers = api(
            **{"courses": page(item("A")), "courses__id-A__offerings": CatalogueError("it hangs.")}
        )
        with pytest.raises(CatalogueError, match="it hangs"):
            rows(document_at(f"{API}courses", answers))

    def test_a_course_that_shifts_to_the_next_page_is_read_once(self):
        answers = {
            f"{API}courses": json.dumps(page(item("A"), item("B"), more=True)),
            f"{API}courses?pageSize=2&pageNumber=2": json.dumps(
                page(item("B"), item("C"), number=2)),
        }  # fmt: skip
        assert ids(rows(document_at(f"{API}courses", answers))) == ["id-A", "id-B", "id-C"]


class TestFiles:
    def test_offerings_and_organisations_lie_beside_the_courses(self, tmp_path):
        run = {"startDate": "2027-02-01"}
        (tmp_path / "courses.json").write_text(json.dumps(page(item("A", organization="o1"))))
        (tmp_path / "offerings.json").write_text(
            json.dumps(page({"offeringId": "x", "course": "id-A", **run}))
        )
        (tmp_path / "organizations.json").write_text(
            json.dumps([{"organizationId": "o1", "name": "Hogeschool"}])
        )
        (document,) = documents(tmp_path / "courses.json")
        (row,) = rows(document)
        assert (row.course.provider, len(row.course.starts)) == ("Hogeschool", 1)

    def test_more_pages_than_are_at_hand_are_told(self):
        found = read(page(item("A"), more=True))
        assert ids(found) == ["id-A"]
        assert found[1].passed_over.startswith("it says that a page 2 follows")

    @pytest.mark.parametrize("shape", [lambda i: i, lambda i: page(*i)])
    def test_a_large_file_is_read_as_a_small_one_is(self, monkeypatch, shape):
        items = [item(f"C{n}", studyLoad={"studyLoadUnit": "ects", "value": 1.5}) for n in range(9)]
        small = read(shape(items))
        monkeypatch.setattr(ooapi, "IN_MEMORY", 50)
        assert read(shape(items)) == small
        assert len(small) == 9


class TestBadInput:
    @pytest.mark.parametrize("limit", [50, 10**6])
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (json.dumps(page(item("A"), item("B")), indent=1)[:-30], "line"),
            ("[" * 5000, "courses.json"),
            ('[{"courseId": ' + "[" * 300 + "]" * 300 + "}]", "more than 100 deep"),
            ('{"items": [{"courseId": "A" "name": 1}]}', "no JSON"),
        ],
    )
    def test_is_refused_with_the_place(self, monkeypatch, content, words, limit):
        monkeypatch.setattr(ooapi, "IN_MEMORY", limit)
        with pytest.raises(CatalogueError, match=words) as caught:
            read(content)
        assert "courses.json" in str(caught.value)

    def test_two_courses_with_one_id_are_a_problem(self):
        found = read([item("A"), item("B", courseId="id-A")])
        assert ids(found) == ["id-A"]
        assert "'id-A' is already used by courses.json, course A" in str(found[1].problems[0])

    def test_a_course_without_name_or_id_is_a_problem(self):
        assert "has no title" in str(one(name=[]).problems[0])
        (row,) = read({"name": "Monteren", "primaryCode": None})
        assert "has no code" in str(row.problems[0])

    def test_anything_else_is_passed_over(self):
        (row,) = read([{"buildingId": "x", "primaryCode": "B"}, 3, None])
        assert row.passed_over == "is no course, programme or offering"

    JSON = st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
        | st.sampled_from(["2027-02-01", "-5", "121.00", "EUR", "nl", "ects"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
            st.sampled_from(["language", "value", "code", "studyLoadUnit", "startDate", "endDate",
                             "priceInformation", "amount", "vatAmount", "costType", "addresses",
                             "city", "offeringId", "state", "name", "course", "items",
                             "hasNextPage", "pageNumber", "academicSession", "currency"]),
            inner, max_size=4),
        max_leaves=15,
    )  # fmt: skip

    @given(
        st.dictionaries(
            st.sampled_from(["courseId", "programmeId", "primaryCode", "name", "description",
                             "teachingLanguage", "teachingLanguages", "level", "studyLoad",
                             "modeOfDelivery", "duration", "learningOutcomes", "link", "validTo",
                             "organization", "offerings", "courseOfferings", "modeOfStudy",
                             "offeringId", "course", "items", "hasNextPage", "pageNumber"]),
            JSON,
        ),
        JSON,
    )  # fmt: skip
    def test_any_json_is_read_or_refused(self, fields, beside):
        for value in (item() | fields, [fields, beside], {"items": [fields, beside]}):
            try:
                for row in read(value):
                    assert row.course or row.problems or row.passed_over
            except CatalogueError as error:
                assert "courses.json" in str(error)


@pytest.mark.parametrize(
    ("content", "is_ours"),
    [
        (page(item()), True),
        (page(), True),
        (item(), True),
        ([item()], True),
        ([{"offeringId": "o", "primaryCode": "x"}], True),
        ({"programClassification": {"programId": "x"}, "primaryCode": 1}, False),
        ({"@context": "https://schema.org", "@type": "Course"}, False),
        ([], False),
        ("code;titel", False),
    ],
)
def test_an_answer_is_known_by_how_it_begins(content, is_ours):
    document = file_with(content if isinstance(content, str) else json.dumps(content))
    assert OoapiReader().recognises(document) is is_ours
