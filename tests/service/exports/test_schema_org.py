"""A course in schema.org's words: what search engines ask, what is known, and nothing more."""

import datetime as dt
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from recommender import Start
from recommender.readers.document import Document
from recommender.readers.reader import Context
from recommender.readers.schema_org import SchemaOrgReader
from service.exports import SchemaOrg, data_block
from service.exports.schema_org import as_bytes

BASE = "https://koers.example/taxonomy/"
TODAY = dt.date(2027, 1, 4)
DAY = dt.date(2027, 3, 14)


@pytest.fixture(scope="module")
def words(taxonomy):
    return SchemaOrg(taxonomy, BASE)


@pytest.fixture
def told(words, make_course):
    """The document of a course."""

    def of(**fields):
        given = {"teaches": [("interviewing", 0, 1)]} | {
            name: fields.pop(name) for name in ("teaches", "presumes", "starts") if name in fields
        }
        course = replace(make_course(**given), **fields)
        return words.course_document(course, course.runs(TODAY))

    return of


def test_every_course_of_the_demo_academy_has_what_a_course_list_asks(words, demo):
    for course in demo:
        node = words.course_document(course, course.runs(TODAY))
        assert node["@context"] == "https://schema.org"
        assert node["@type"] == "Course"
        assert node["name"] == course.title
        assert node["description"]
        assert node["provider"] == {"@type": "Organization", "name": course.provider}
        assert node["url"] == course.url
        assert node["hasCourseInstance"]
        assert "" not in node.values()


def test_what_it_teaches_has_the_address_of_our_skill(told, taxonomy):
    [term] = [part for part in told(outcomes=())["teaches"] if isinstance(part, dict)]
    assert term["@type"] == "DefinedTerm"
    assert term["url"] == term["@id"] == f"{BASE}skills/interviewing"
    assert term["name"] == taxonomy.skill("interviewing").label.nl
    assert term["inDefinedTermSet"] == "https://koers.example/taxonomy"


def test_outcomes_and_prior_knowledge_are_told_in_words_too(told):
    node = told(
        outcomes=("een gesprek voeren",),
        teaches=[("interviewing", 1, 2)],
        presumes=[("video-editing", 1)],
        said=(("presumes", "mbo 4"),),
    )
    assert "een gesprek voeren" in node["teaches"]
    assert node["educationalLevel"] == "gevorderd"
    assert "mbo 4" in node["coursePrerequisites"]


class TestPrice:
    def test_it_is_in_euros_with_vat(self, told):
        offer = told(price=Decimal("1250"), vat=Decimal("216.94"))["offers"]
        assert (offer["price"], offer["priceCurrency"]) == ("1250.00", "EUR")
        assert offer["category"] == "Paid"
        assert offer["priceSpecification"]["valueAddedTaxIncluded"] is True

    def test_what_costs_nothing_is_free(self, told):
        node = told(price=Decimal(0))
        assert (node["offers"]["price"], node["offers"]["category"]) == ("0.00", "Free")
        assert node["isAccessibleForFree"] is True

    @pytest.mark.parametrize("said", [(), (("price", "in overleg"),)])
    def test_an_unknown_price_is_no_offer(self, told, said):
        node = told(price=None, said=said)
        assert not node.keys() & {"offers", "isAccessibleForFree"}
        assert "price" not in json.dumps(node).lower()


class TestTime:
    @pytest.mark.parametrize(
        ("hours", "text"), [(8, "PT8H"), (1.5, "PT1H30M"), (0.25, "PT15M"), (0.001, "PT1M")]
    )
    def test_hours_are_iso_8601(self, told, hours, text):
        assert told(hours=hours)["timeRequired"] == text

    def test_hours_that_nobody_said_are_left_out(self, told):
        node = told(starts=[Start(DAY, place="Utrecht")], guessed=("hours",))
        assert "timeRequired" not in node
        assert not node["hasCourseInstance"][0].keys() & {"courseWorkload", "endDate"}

    def test_runs_have_their_days_and_place(self, told):
        starts = [Start(DAY, place="Utrecht", end=dt.date(2027, 3, 20)), Start(dt.date(2026, 1, 1))]
        [run] = told(starts=starts, mode="classroom", seats=12)["hasCourseInstance"]
        assert (run["startDate"], run["endDate"]) == ("2027-03-14", "2027-03-20")
        assert run["location"]["address"]["addressLocality"] == "Utrecht"
        assert (run["courseMode"], run["maximumAttendeeCapacity"]) == ("Onsite", 12)

    def test_an_online_run_has_no_town(self, told):
        [run] = told(starts=[Start(DAY)], mode="online")["hasCourseInstance"]
        assert run["location"]["@type"] == "VirtualLocation"
        assert run["courseMode"] == "Online"

    def test_what_can_be_started_any_day_has_a_run_without_days(self, told):
        [run] = told(starts=[], always_open=True)["hasCourseInstance"]
        assert "startDate" not in run
        assert run["courseWorkload"]

    def test_what_nobody_said_about_dates_is_no_run(self, told):
        node = told(starts=[], always_open=True, guessed=("starts",))
        assert "hasCourseInstance" not in node


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example", "https://[half", ""])
def test_only_web_addresses_go_out(told, url):
    assert not told(url=url).keys() & {"url", "@id"}


@pytest.mark.parametrize("url", ["https://a.example/aanbod", "https://a.example/aanbod#alles"])
def test_two_courses_on_one_page_stay_two(told, url):
    one, other = (told(id=code, url=url) for code in ("KA 1", "KA/1"))
    assert one["@id"] != other["@id"]
    assert one["@id"].startswith("https://a.example/aanbod#course-")


class TestOnAPage:
    def test_no_text_ends_the_script(self, told):
        tag = data_block(told(title="</script><script>alert(1)</script><!--"))
        assert tag.count("<") == 2

        class Reader(HTMLParser):
            found = ""

            def handle_data(self, data):
                self.found += data

        reader = Reader()
        reader.feed(tag)
        assert json.loads(reader.found)["name"] == "</script><script>alert(1)</script><!--"

    def test_a_program_gets_the_same_escapes(self, told):
        data = as_bytes(told(title="<b>\ud83d"))
        assert b"<" not in data
        assert json.loads(data)["name"].startswith("<b>")


class TestList:
    def of(self, words, courses, name=""):
        told = ((course, course.runs(TODAY)) for course in courses)
        return list(words.list_chunks(told, len(courses), name))

    def test_it_is_an_item_list_with_every_course(self, words, demo):
        document = json.loads(b"".join(self.of(words, demo, "Demo")))
        assert (document["@type"], document["name"]) == ("ItemList", "Demo")
        assert document["numberOfItems"] == len(demo)
        items = document["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(demo) + 1))
        assert [item["item"]["courseCode"] for item in items] == [course.id for course in demo]

    def test_an_empty_one_is_json_too(self, words):
        assert json.loads(b"".join(self.of(words, ())))["itemListElement"] == []

    def test_it_comes_in_pieces(self, words, make_course):
        courses = [make_course(f"c{n}") for n in range(600)]
        pieces = self.of(words, courses)
        assert len(pieces) == 3
        assert len(json.loads(b"".join(pieces))["itemListElement"]) == 600


def test_our_own_reader_understands_it(words, demo, taxonomy):
    """Levels, weeks and dates that come round have no words in schema.org; the rest comes back."""
    told = ((course, course.runs(TODAY)) for course in demo)
    data = b"".join(words.list_chunks(told, len(demo), "Demo"))
    document = Document("demo.jsonld", lambda: io.BytesIO(data))
    rows = list(SchemaOrgReader().read(document, Context(taxonomy, TODAY)))
    assert [str(problem) for row in rows for problem in row.problems] == []
    read = {row.course.id.rpartition(":")[2]: row.course for row in rows}
    assert len(read) == len(demo)
    for course in demo:
        found = read[course.id]
        assert (found.title, found.provider) == (course.title, course.provider)
        assert (found.price, found.hours, found.url) == (course.price, course.hours, course.url)
        assert (found.language, found.kind) == (course.language, course.kind)
        assert [t.skill for t in found.teaches] == [t.skill for t in course.teaches]
        assert found.outcomes == course.outcomes
        days = [(start.date, start.place) for start in found.starts]
        assert days == [(run.start, run.place) for run in course.runs(TODAY)]


def test_lines_of_it_can_be_read_by_people(told):
    assert re.search(rb'^  "name": "', as_bytes(told()), re.MULTILINE)
