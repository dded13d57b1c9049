"""Courses as sites describe them for search engines."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.course import Presumes, Start, Teaches
from recommender.readers import json_ld, schema_org, sitemap
from recommender.readers.reader import Context
from recommender.readers.schema_org import SchemaOrgReader
from skills_taxonomy import CatalogueError, load_taxonomy
from tests.recommender.readers.web_site import HOME, document_at, file_with

DATA = Path(__file__).parents[2] / "data" / "schema_org"
CONTEXT = Context(load_taxonomy(), dt.date(2026, 11, 22), provider="De Academie")
SKILL = next(iter(CONTEXT.taxonomy.skills.values()))


def rows(document, context=CONTEXT):
    return list(SchemaOrgReader().read(document, context))


def read(node, name="cursussen.jsonld"):
    """The rows of JSON-LD in a file."""
    return rows(file_with(node if isinstance(node, (str, bytes)) else json.dumps(node), name))


def one(**fields):
    """The row of one course that says this beside its name and code."""
    node = {"@context": "https://schema.org", "@type": "Course", "name": "Monteren"}
    (row,) = read(node | {"courseCode": "M-1"} | fields)
    return row


def course(**fields):
    """The course of `one`."""
    row = one(**fields)
    assert row.problems == ()
    return row.course


def run(**fields):
    """One start of a course whose only run says this."""
    (start,) = course(hasCourseInstance={"@type": "CourseInstance", **fields}).starts
    return start


def page(*blocks, extra=""):
    scripts = "".join(
        '<script type="application/ld+json">'
        f"{block if isinstance(block, str) else json.dumps(block)}</script>"
        for block in blocks
    )
    return f"<!DOCTYPE html><html><head>{scripts}</head><body>{extra}</body></html>"


def about(code, name="Monteren", **fields):
    return {"@type": "Course", "name": name, "courseCode": code, "provider": "X", **fields}


def ids(found):
    return [row.course.id for row in found if row.course]


def remarks(row, field):
    return [(r.how, r.text) for r in row.remarks if r.field == field]


class TestAFile:
    def test_references_lead_to_what_they_name(self):
        first, second = rows(file_with((DATA / "course.jsonld").read_bytes()))
        found = first.course
        assert found.id == "Lantaarn-Academie:ML-210"
        assert found.title == "Montage voor documentaires"
        assert found.provider == "Lantaarn Academie"
        assert found.description == "Je monteert een korte documentaire.\nritme\ngeluid"
        assert (found.price, found.hours, found.weeks) == (Decimal("895.00"), 24, 6)
        assert (found.language, found.mode, found.part_of_day) == ("nl", "classroom", "evening")
        assert found.seats == 12
        assert found.starts == (
            Start(dt.date(2027, 3, 11), place="Hilversum", end=dt.date(2027, 4, 15)),
        )
        assert found.outcomes[0] == "Je bouwt een verhaal op uit los materiaal"
        assert remarks(first, "certificate") == [("left", "Bewijs van deelname")]
        assert ("left", "Je hebt eerder met een montageprogramma gewerkt") in remarks(
            first, "presumes"
        )
        assert second.course.id == "Lantaarn-Academie:PL-1"
        assert (second.course.weeks, second.course.price) == (13, 0)
        assert second.course.starts == (Start(dt.date(2027, 9, 6), place=""),)

    @pytest.mark.parametrize(
        "context",
        [
            "https://schema.org",
            "http://schema.org/",
            "https://www.schema.org/",
            ["https://schema.org", {"eigen": "https://x.example/"}],
            {"@vocab": "https://schema.org/"},
            None,
        ],
    )
    def test_any_way_to_name_the_vocabulary_will_do(self, context):
        assert course(**{"@context": context}).title == "Monteren"

    @pytest.mark.parametrize(
        ("prefix", "context"),
        [
            ("schema:", {"schema": "https://schema.org/"}),
            ("sdo:", {"sdo": {"@id": "http://schema.org/"}}),
            ("https://schema.org/", None),
            ("http://schema.org/", None),
            ("schema:", None),
        ],
    )
    def test_terms_may_have_a_prefix(self, prefix, context):
        node = {
            "@context": context,
            "@type": f"{prefix}Course",
            f"{prefix}name": "Monteren",
            f"{prefix}provider": {"@type": f"{prefix}Organization", f"{prefix}name": "X"},
        }
        (row,) = read(node)
        assert (row.course.title, row.course.provider) == ("Monteren", "X")

    def test_terms_may_have_another_name(self):
        context = {
            "titel": "https://schema.org/name",
            "soort": "@type",
            "code": "schema:courseCode",
        }
        (row,) = read({"@context": context, "soort": "Course", "titel": "Monteren", "code": "M"})
        assert (row.course.title, row.course.id) == ("Monteren", "De-Academie:M")

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("Monteren", "Monteren"),
            (["Monteren", "Knippen"], "Monteren"),
            ({"@value": "Monteren"}, "Monteren"),
            ({"@value": "Monteren", "@language": "nl"}, "Monteren"),
            (
                [
                    {"@value": "Editing", "@language": "en"},
                    {"@value": "Monteren", "@language": "nl"},
                ],
                "Monteren",
            ),
            ([{"@value": "Editing", "@language": "en-GB"}], "Editing"),
            ({"en": "Editing", "nl": "Monteren"}, "Monteren"),
            ({"en": "Editing", "nl-NL": ["Monteren"]}, "Monteren"),
            ({"de": "Schneiden"}, "Schneiden"),
            ({"@list": ["Monteren"]}, "Monteren"),
            ([[{"@value": "Monteren"}]], "Monteren"),
            ("Beeld &amp; <i>geluid</i>", "Beeld & geluid"),
            (2027, "2027"),
        ],
    )
    def test_a_text_is_read_in_whatever_form_it_comes(self, value, text):
        assert course(name=value).title == text

    def test_courses_are_found_wherever_they_lie(self):
        found = read(
            [
                {"@type": "WebPage", "mainEntity": about("A")},
                {"@graph": [about("B"), {"@type": "Thing", "hasPart": [about("C")]}]},
                {
                    "@type": "ItemList",
                    "itemListElement": [{"@type": "ListItem", "position": 1, "item": about("D")}],
                },
                {
                    "@type": "Organization",
                    "makesOffer": {"@type": "Offer", "price": 50, "itemOffered": about("E")},
                },
            ]
        )
        assert ids(found) == ["X:A", "X:B", "X:C", "X:D", "X:E"]
        assert found[-1].course.price == 50

    def test_a_course_that_is_only_named_is_no_offer(self):
        known = {"@type": "Course", "name": "Beginnen", "courseCode": "B-1"}
        found = read(about("A", coursePrerequisites=known, isSimilarTo=known))
        assert ids(found) == ["X:A"]
        assert remarks(found[0], "presumes") == [("left", "Beginnen")]

    def test_a_chapter_of_a_programme_is_no_offer_unless_it_has_a_code(self):
        parts = [{"@type": "Course", "name": "Deel 1"}, about("D2", "Deel 2")]
        programme = {
            "@type": "EducationalOccupationalProgram",
            "identifier": "P",
            "name": "Leergang",
        }
        assert ids(read(programme | {"hasCourse": parts})) == ["De-Academie:P", "X:D2"]

    def test_one_node_may_be_described_in_pieces(self):
        found = read(
            [
                {"@id": f"{HOME}m#cursus", "@type": "Course", "name": "Monteren"},
                {"@id": f"{HOME}m#cursus", "@type": "Course", "offers": {"price": "80"}},
            ]
        )
        assert [(row.course.title, row.course.price) for row in found] == [("Monteren", 80)]

    def test_references_in_a_circle_end(self):
        (row,) = read(
            [
                {"@id": "#a", "@type": "Course", "name": {"@id": "#b"}, "provider": {"@id": "#a"}},
                {"@id": "#b", "name": {"@id": "#a"}},
            ]
        )
        assert row.course is None
        assert "has no title" in str(row.problems[0])


class TestARun:
    def test_a_run_beside_its_course_belongs_to_it(self):
        found = read(
            [
                about("A", **{"@id": "#a"}),
                {"@type": "CourseInstance", "isPartOf": {"@id": "#a"}, "startDate": "2027-01-04"},
                {"@type": "CourseInstance", "superEvent": "#a", "startDate": "2027-02-01"},
            ]
        )
        assert [start.date.month for start in found[0].course.starts] == [1, 2]
        assert len(found) == 1

    def test_a_run_of_nothing_is_a_course_itself(self):
        (row,) = read(
            {
                "@type": "CourseInstance",
                "name": "Lichtdag",
                "identifier": "L-1",
                "startDate": "2027-01-04",
                "location": "Utrecht",
            }
        )
        assert row.course.title == "Lichtdag"
        assert row.course.starts == (Start(dt.date(2027, 1, 4), place="Utrecht"),)

    @pytest.mark.parametrize(
        ("said", "first", "last"),
        [
            ({"startDate": "2027-03-14"}, dt.date(2027, 3, 14), None),
            ({"startDate": "2027-03-14T09:30:00Z"}, dt.date(2027, 3, 14), None),
            ({"startDate": "14 maart 2027"}, dt.date(2027, 3, 14), None),
            (
                {"startDate": ["2027-03-14"], "endDate": {"@value": "2027-03-20"}},
                dt.date(2027, 3, 14),
                dt.date(2027, 3, 20),
            ),
            (
                {"courseSchedule": {"startDate": "2027-03-14", "endDate": "2027-05-01"}},
                dt.date(2027, 3, 14),
                dt.date(2027, 5, 1),
            ),
        ],
    )
    def test_days_are_understood(self, said, first, last):
        start = run(**said)
        assert (start.date, start.end) == (first, last)

    @pytest.mark.parametrize(
        ("location", "place", "mode"),
        [
            ("Utrecht", "Utrecht", "classroom"),
            ("Online", None, "online"),
            ("https://meet.example/x", None, "online"),
            ({"@type": "Place", "name": "Utrecht"}, "Utrecht", "classroom"),
            ({"@type": "Place", "name": "Zaal", "address": "Steenweg 1, 3511 AB Utrecht"},
             "Utrecht", "classroom"),
            ({"@type": "Place", "name": "Zaal", "address": {"addressLocality": "Zwolle"}},
             "Zwolle", "classroom"),
            ({"@type": "PostalAddress", "addressLocality": "Zwolle"}, "Zwolle", "classroom"),
            ({"@type": "VirtualLocation", "url": "https://meet.example/x"}, None, "online"),
            ([{"@type": "VirtualLocation", "name": "x"}, {"@type": "Place", "name": "Utrecht"}],
             "Utrecht", "blended"),
            ({"@type": "Place", "name": "Kasteel Ver Weg"}, "Kasteel Ver Weg", "classroom"),
        ],
    )  # fmt: skip
    def test_a_place_is_a_town(self, location, place, mode):
        found = course(hasCourseInstance={"startDate": "2027-01-04", "location": location})
        assert (found.starts[0].place, found.mode) == (place, mode)

    def test_without_a_place_it_is_where_the_provider_is(self):
        provider = {"name": "X", "address": {"addressLocality": "Zwolle"}}
        row = one(
            provider=provider, hasCourseInstance={"startDate": "2027-01-04", "courseMode": "onsite"}
        )
        assert row.course.starts[0].place == "Zwolle"
        assert remarks(row, "starts") == [("guessed", "Zwolle")]

    @pytest.mark.parametrize(
        ("said", "mode"),
        [
            ({"courseMode": "Online"}, "online"),
            ({"courseMode": ["full-time", "blended"]}, "blended"),
            ({"eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode"}, "classroom"),
            ({"eventAttendanceMode": {"@id": "https://schema.org/MixedEventAttendanceMode"}},
             "classroom"),
            ({"courseMode": "https://schema.org/OnlineEventAttendanceMode"}, "online"),
        ],
    )  # fmt: skip
    def test_the_mode_is_understood(self, said, mode):
        assert course(hasCourseInstance=said).mode == mode

    def test_a_cancelled_run_is_passed_over_and_told(self):
        row = one(
            hasCourseInstance=[
                {"startDate": "2027-01-04", "eventStatus": "https://schema.org/EventCancelled"},
                {"startDate": "2027-02-01", "eventStatus": "EventScheduled"},
            ]
        )
        assert [start.date.month for start in row.course.starts] == [2]
        assert remarks(row, "starts") == [("left", "2027-01-04")]

    def test_a_run_that_ends_before_it_starts_is_a_problem(self):
        row = one(hasCourseInstance={"startDate": "2027-02-01", "endDate": "2027-01-04"})
        assert row.course is None
        assert "ends on 2027-01-04, before it starts" in str(row.problems[0])

    def test_a_schedule_tells_hours_weeks_and_part_of_day(self):
        schedule = {
            "repeatFrequency": "P1W",
            "repeatCount": 6,
            "duration": "PT3H",
            "byDay": "https://schema.org/Saturday",
        }
        found = course(hasCourseInstance={"courseSchedule": schedule})
        assert (found.hours, found.weeks, found.part_of_day) == (18, 6, "weekend")

    @pytest.mark.parametrize(
        ("said", "hours", "weeks"),
        [
            ({"timeRequired": "PT16H"}, 16, 1),
            ({"hasCourseInstance": {"courseWorkload": "6 weken à 8 uur"}}, 48, 6),
            ({"timeRequired": "PT40H", "duration": "P2M"}, 40, 9),
            ({"numberOfCredits": {"@type": "StructuredValue", "name": "ECTS", "value": 5}}, 140, 4),
        ],
    )
    def test_a_length_is_understood(self, said, hours, weeks):
        found = course(**said)
        assert (found.hours, found.weeks) == (hours, weeks)


class TestAPrice:
    @pytest.mark.parametrize(
        ("offers", "price"),
        [
            ({"price": 150}, 150),
            ({"price": "150.00", "priceCurrency": "EUR"}, 150),
            ({"price": "€ 1.250,-"}, 1250),
            ([{"price": 100}, {"price": "120.50"}], Decimal("120.50")),
            ({"@type": "AggregateOffer", "lowPrice": 350, "highPrice": 750}, 750),
            ({"priceSpecification": {"price": 99, "priceCurrency": "EUR"}}, 99),
            ({"priceSpecification": [{"minPrice": 10, "maxPrice": 20}]}, 20),
            ({"price": 100, "valueAddedTaxIncluded": False}, 121),
            ({"price": 100, "valueAddedTaxIncluded": True}, 100),
            ({"category": "Free"}, 0),
            ({"price": 0}, 0),
            ([{"price": 80, "validThrough": "2026-01-01"}, {"price": 70}], 70),
            ({"price": 100, "priceCurrency": "USD"}, None),
            ({"price": "in overleg"}, None),
            ({"price": 25, "priceSpecification": {"@type": "UnitPriceSpecification",
              "price": 30, "unitText": "per month"}}, 25),
            ({"price": None}, None),
            ("https://x.example/prijzen", None),
        ],
    )  # fmt: skip
    def test_is_what_a_participant_pays(self, offers, price):
        assert course(offers=offers).price == price

    def test_of_a_run_is_one_of_the_course(self):
        assert course(hasCourseInstance={"offers": {"price": 75}}).price == 75

    @pytest.mark.parametrize("yes", [True, "true", "https://schema.org/True", "True"])
    def test_is_nothing_where_access_is_free(self, yes):
        assert course(isAccessibleForFree=yes).price == 0

    def test_that_is_not_understood_is_kept_as_text(self):
        row = one(offers={"price": 100, "priceCurrency": "USD"})
        assert remarks(row, "price") == [("left", "100 USD")]
        assert ("price", "100 USD") in row.course.said

    def test_below_zero_is_a_problem(self):
        assert "below zero" in str(one(offers={"price": -5}).problems[0])


class TestSkills:
    @pytest.mark.parametrize(
        "term",
        [
            SKILL.label.nl,
            SKILL.label.en.upper(),
            {"@type": "DefinedTerm", "name": SKILL.label.nl},
            {"@id": f"https://koers.example/skills/{SKILL.slug}"},
            {
                "@type": "DefinedTerm",
                "name": "iets",
                "url": f"https://x.example/skills/{SKILL.slug}",
            },
            {"@type": "DefinedTerm", "termCode": SKILL.notation},
            [{"@type": "AlignmentObject", "targetName": SKILL.label.en}],
        ],
    )
    def test_that_we_know_are_taught_from_the_level_below(self, term):
        assert course(teaches=term).teaches == (Teaches(SKILL.slug, 0, 1),)
        assert course(teaches=term, educationalLevel="expert").teaches == (
            Teaches(SKILL.slug, 2, 3),
        )

    def test_of_esco_are_ours_where_they_mean_the_same(self):
        slug, uri = next(
            (skill.slug, link.uri)
            for skill in CONTEXT.taxonomy.skills.values()
            for link in skill.esco
            if link.match == "exact"
        )
        term = {"@type": "DefinedTerm", "name": "iets", "sameAs": uri}
        assert course(teaches=term).teaches == (Teaches(slug, 0, 1),)

    def test_in_other_words_are_outcomes(self):
        found = course(teaches=["<p>Je kunt knippen.</p>", {"name": "plakken"}])
        assert found.teaches == ()
        assert found.outcomes == ("Je kunt knippen.", "plakken")

    def test_that_are_asked_are_presumed(self):
        found = course(competencyRequired=SKILL.label.nl, coursePrerequisites="mbo 4")
        assert found.presumes == (Presumes(SKILL.slug, 1),)
        assert ("presumes", "mbo 4") in found.said


class TestIdentity:
    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ({"courseCode": "M 1/a", "provider": "X"}, "X:M-1-a"),
            ({"courseCode": "M-1"}, "De-Academie:M-1"),
            ({"identifier": {"propertyID": "code", "value": "77"}}, "De-Academie:77"),
            ({"@id": f"{HOME}m/#cursus"}, "lantaarn-academie.example-m-cursus"),
            ({"@id": "#m"}, "De-Academie:m"),
            ({"@id": "_:b0", "url": f"{HOME}m"}, "lantaarn-academie.example-m"),
            ({}, "De-Academie:monteren"),
        ],
    )
    def test_comes_from_a_code_or_an_address(self, said, found):
        (row,) = read({"@type": "Course", "name": "Monteren", **said})
        assert row.course.id == found

    def test_from_a_title_is_said(self):
        (row,) = read({"@type": "Course", "name": "Monteren"})
        assert remarks(row, "id") == [("guessed", "monteren")]

    def test_of_long_addresses_differs_where_they_do(self):
        long = HOME + "a" * 300
        found = read([{"@type": "Course", "name": n, "@id": long + n} for n in "xy"])
        assert len(set(ids(found))) == 2

    def test_without_a_title_is_a_problem(self):
        (row,) = read({"@type": "Course", "courseCode": "A"})
        assert "has no title" in str(row.problems[0])

    def test_of_two_courses_with_one_code_is_a_problem(self):
        found = read([about("A", "Monteren"), about("A", "Schrijven")])
        assert ids(found) == ["X:A"]
        assert "'X:A' is already used" in str(found[1].problems[0])


def test_a_file_may_be_in_utf_16():
    raw = json.dumps(about("A", "Café"), ensure_ascii=False).encode("utf-16")
    assert [row.course.title for row in read(raw)] == ["Café"]


class TestAPage:
    def test_the_course_is_in_a_block(self):
        (row,) = rows(file_with((DATA / "page.html").read_bytes(), "in-1.html"))
        assert row.course.title == "Interviewen op straat"
        assert row.course.description == "In één dag maak je een vox pop."
        assert (row.course.id, row.course.price) == ("Lantaarn-Academie:IN-1", 150)

    def test_blocks_know_one_another(self):
        content = page(
            {"@type": "Course", "name": "Monteren", "provider": {"@id": "#wij"}},
            {"@type": "Organization", "@id": "#wij", "name": "Lantaarn"},
        )
        (row,) = rows(document_at("m", {"m": content}))
        assert row.course.provider == "Lantaarn"
        assert row.course.url == f"{HOME}m"
        assert row.course.id == "lantaarn-academie.example-m"

    @pytest.mark.parametrize(
        "block",
        [
            '{"@type": "Course", "name": "Monteren", "courseCode": "A",}',
            '/* x */ {"@type": "Course", /* x */ "name": "Monteren", "courseCode": "A"}',
            '{"@type": "Course", "name": "Monteren", "courseCode": "A", // x\n}',
            '<![CDATA[{"@type": "Course", "name": "Monteren", "courseCode": "A"}]]>',
            '//<![CDATA[\n{"@type": "Course", "name": "Monteren", "courseCode": "A"}\n//]]>',
            '<!--{"@type": "Course", "name": "Monteren", "courseCode": "A"}-->',
            "{&quot;@type&quot;: &quot;Course&quot;, &quot;name&quot;: &quot;Monteren&quot;,"
            "&quot;courseCode&quot;: &quot;A&quot;}",
            '{"@type": "Course", "name": "Monteren", "courseCode": "A"};',
            '{"@type": "Course", "name": "Monteren", "courseCode": "A", "abstract": "een\ntwee"}',
            '\ufeff{"@type": "Course", "name": "Monteren", "courseCode": "A"}',
        ],
    )
    def test_a_block_pasted_together_by_hand_is_read(self, block):
        assert ids(rows(document_at("m", {"m": page(block)}))) == ["De-Academie:A"]

    def test_signs_within_texts_are_no_comments(self):
        block = '{"@type": "Course", "name": "http://a /* b */ ,]", "courseCode": "A",}'
        (row,) = rows(document_at("m", {"m": page(block)}))
        assert row.course.title == "http://a /* b */ ,]"

    def test_a_broken_block_of_another_plugin_is_no_problem(self):
        found = rows(document_at("m", {"m": page('{"@type": "FAQPage", oeps}', about("A"))}))
        assert (ids(found), [row.problems for row in found]) == (["X:A"], [()])

    def test_a_broken_block_with_a_course_is_a_problem_with_its_place(self):
        found = rows(document_at("m", {"m": page('{"@type":\n "Course", oeps}', about("A"))}))
        (problem,) = found[1].problems
        assert str(problem).startswith(f"{HOME}m: its JSON-LD line 2, column 12 is no JSON")

    def test_a_page_without_a_course_says_so(self):
        (row,) = rows(document_at("m", {"m": page(extra="Welkom")}))
        assert row.course is None
        assert row.passed_over == "holds no JSON-LD of schema.org with a course in it"

    @pytest.mark.parametrize(
        "raw",
        [
            page(about("A", "Café")).replace("\\u00e9", "é").encode("cp1252"),
            page(about("A", "Café")).replace("\\u00e9", "é").encode("utf-8-sig"),
            page(about("A", "Café")).replace("\\u00e9", "é").replace(
                "<head>", "<head><meta charset=iso-8859-1>").encode("latin-1"),
            page(about("A", "Café")).replace("\\u00e9", "é").replace(
                "<head>", "<head><meta charset=onzin>").encode("cp1252"),
        ],
    )  # fmt: skip
    def test_any_encoding_is_read(self, raw):
        (row,) = rows(document_at("m", {"m": raw}))
        assert row.course.title == "Café"

    def test_a_page_may_be_packed(self):
        site = {"s": f"{HOME}m\n", "m": gzip.compress(page(about("A")).encode())}
        assert ids(rows(document_at("s", site))) == ["X:A"]
        assert ids(rows(document_at("m", site))) == ["X:A"]


SITE = {
    "sitemap.xml": "<urlset>" + "".join(
        f"<url><loc>{HOME}{name}</loc></url>" for name in ("", "a", "b", "weg", "folder.pdf")
    ) + "</urlset>",
    "": page(extra="Welkom"),
    "a": page(about("A", url="/a")),
    "b": page(about("B", url="/b")),
}  # fmt: skip


class TestASite:
    def test_the_pages_of_a_sitemap_are_read(self):
        asked = []
        found = rows(document_at("sitemap.xml", SITE, asked))
        assert ids(found) == ["X:A", "X:B"]
        assert [row.course.url for row in found[:2]] == [f"{HOME}a", f"{HOME}b"]
        assert len(asked) == 4

    def test_a_page_that_was_taken_down_is_passed_over_and_told(self):
        found = rows(document_at("sitemap.xml", SITE))
        assert [(row.where, row.passed_over) for row in found[2:]] == [
            (f"{HOME}weg", f"the page is gone: {HOME}weg is gone (404)"),
            (f"{HOME}sitemap.xml", "1 of 3 pages hold no course"),
        ]
        assert not any(row.problems for row in found)

    def test_a_page_that_cannot_be_had_today_is_a_problem(self):
        site = SITE | {"weg": CatalogueError(f"{HOME}weg did not answer in 20 seconds.")}
        (problem,) = [p for row in rows(document_at("sitemap.xml", site)) for p in row.problems]
        assert str(problem) == (
            f"{HOME}weg: cannot be read: {HOME}weg did not answer in 20 seconds."
        )

    def test_a_site_that_hangs_is_left_alone(self):
        site = {f"{n}": CatalogueError(f"page {n} hangs.") for n in range(99)}
        asked = "".join(f"{HOME}{n}\n" for n in range(99))
        with pytest.raises(CatalogueError, match=r"6 pages that cannot be read.*page 5 hangs"):
            rows(document_at("lijst.txt", site | {"lijst.txt": asked}))

    def test_a_list_leads_to_its_pages(self):
        items = [
            {"@type": "ListItem", "position": 1, "url": f"{HOME}a"},
            {"@type": "ListItem", "position": 2, "item": {"@id": "/b", "name": "B"}},
            {"@type": "ListItem", "position": 3, "item": about("C")},
            {"@type": "ListItem", "position": 4, "url": "https://ergens-anders.example/d"},
        ]
        site = SITE | {"alle": page({"@type": "ItemList", "itemListElement": items})}
        assert sorted(ids(rows(document_at("alle", site)))) == ["X:A", "X:B", "X:C"]

    def test_the_way_home_is_no_list_of_courses(self):
        crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"item": f"{HOME}a"}]}
        site = SITE | {"c": page(crumbs, about("C"))}
        assert ids(rows(document_at("c", site))) == ["X:C"]

    def test_one_course_on_two_pages_is_told_once_and_best(self):
        poor = {"@type": "Course", "name": "Monteren", "url": f"{HOME}a"}
        site = {
            "lijst.txt": f"{HOME}alle\n{HOME}a\n{HOME}ook\n",
            "alle": page([poor, {"@type": "Course", "name": "Licht", "url": f"{HOME}licht"}]),
            "a": page(about("A", url=f"{HOME}a", description="Alles over knippen.")),
            "ook": page(about("A")),
        }
        found = rows(document_at("lijst.txt", site))
        assert ids(found) == ["X:A", "lantaarn-academie.example-licht"]
        assert found[0].course.description == "Alles over knippen."

    def test_a_page_in_another_language_is_no_second_course(self):
        site = {
            "lijst.txt": f"{HOME}nl\n{HOME}en\n",
            "nl": page(about("A", inLanguage="nl")),
            "en": page(about("A", "Editing", inLanguage="en")),
        }
        found = rows(document_at("lijst.txt", site))
        assert ids(found) == ["X:A"]
        assert "in another language" in found[1].passed_over

    def test_two_courses_with_one_code_are_a_problem(self):
        site = {
            "lijst.txt": f"{HOME}a\n{HOME}b\n",
            "a": page(about("A")),
            "b": page(about("A", "Schrijven")),
        }
        (problem,) = [p for row in rows(document_at("lijst.txt", site)) for p in row.problems]
        assert str(problem).startswith(f"{HOME}b, column 'courseCode': 'X:A' is already used on")

    def test_a_saved_list_tells_what_is_not_at_hand(self):
        items = [{"url": f"{HOME}a"}, {"item": about("C")}]
        found = read({"@type": "ItemList", "itemListElement": items})
        assert ids(found) == ["X:C"]
        assert found[1].passed_over == "1 more page is not at hand"
        with pytest.raises(CatalogueError, match="refers to"):
            read({"@type": "ItemList", "itemListElement": items[:1]})

    def test_a_site_without_end_is_refused(self, monkeypatch):
        monkeypatch.setattr(sitemap, "MOST_PAGES", 2)
        with pytest.raises(CatalogueError, match="more than"):
            rows(document_at("sitemap.xml", SITE))


class TestBadInput:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ('{"@type": "Course",\n "name": "Mont', "line 2, column 10"),
            ('{"@type": "Course",\n "name": "M"', "stops halfway its JSON at line 2, column 13"),
            ('{"@type": "Course",\n "name" "M"}', "line 2, column 9 is no JSON"),
            ('{"@graph": ' + "[" * 5000 + "]" * 5000 + "}", "more than 100 deep"),
            ('{"@graph": ' + "[" * 300 + "]" * 300 + "}", "more than 100 deep"),
            ('{"@type": "Course", "x": ' + "9" * 5000 + "}", "number too long"),
            (b'{"@type": "Course",\n "name": "Caf\xe9"}', "line 2 is not in UTF-8"),
        ],
    )
    def test_is_refused_with_the_place(self, content, words):
        with pytest.raises(CatalogueError, match=words) as caught:
            read(content)
        assert "cursussen.jsonld" in str(caught.value)

    @pytest.mark.parametrize(
        "content", ["[]", "{}", "1", "null", '{"@type": "Person"}', '["Course"]']
    )
    def test_data_without_a_course_is_passed_over(self, content):
        (row,) = read(content)
        assert "no JSON-LD of schema.org with a course" in row.passed_over

    def test_a_page_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr(schema_org, "MOST_OF_A_PAGE", 100)
        with pytest.raises(CatalogueError, match="larger than"):
            rows(document_at("m", {"m": page(about("A"))}))

    JSON = st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text()
        | st.sampled_from(["2027-01-04", "Utrecht", "€ 5", "#a", HOME, "nl", "-1"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
            st.sampled_from([
                "@id", "@type", "@value", "@language", "@list", "@context", "name", "provider",
                "courseCode", "identifier", "url", "offers", "price", "priceCurrency",
                "priceSpecification", "hasCourseInstance", "startDate", "endDate", "location",
                "address", "addressLocality", "courseSchedule", "repeatCount", "duration", "byDay",
                "repeatFrequency", "teaches", "timeRequired", "numberOfCredits", "isPartOf",
                "itemListElement", "item", "itemOffered", "inLanguage", "@graph", "validThrough",
                "coursePrerequisites", "eventStatus", "maximumAttendeeCapacity", "nl", "en",
            ]) | st.text(max_size=5), inner, max_size=5),
        max_leaves=25,
    )  # fmt: skip

    @given(
        st.dictionaries(st.sampled_from(["offers", "hasCourseInstance", "teaches", "name", "@id",
                                         "provider", "courseCode", "url", "location"]), JSON),
        JSON,
    )  # fmt: skip
    def test_any_json_is_read_or_refused(self, fields, beside):
        node = {
            "name": "Monteren",
            **fields,
            "@type": ["Course", "CourseInstance"][: 2 - len(fields) % 2],
        }
        try:
            for row in read(json.dumps([node, beside])):
                assert row.course or row.problems or row.passed_over
        except CatalogueError as error:
            assert "cursussen.jsonld" in str(error)

    @given(st.binary(max_size=300), st.sampled_from(["a.html", "a.jsonld", "sitemap.xml"]))
    def test_any_bytes_are_read_or_refused(self, raw, name):
        document = file_with(raw, name)
        try:
            SchemaOrgReader().recognises(document)
            rows(document)
        except CatalogueError as error:
            assert name in str(error)


class TestALargeFile:
    @pytest.fixture(autouse=True)
    def small(self, monkeypatch):
        monkeypatch.setattr(json_ld, "IN_MEMORY", 100)
        monkeypatch.setattr(schema_org, "IN_MEMORY", 100)

    @pytest.mark.parametrize(
        "around",
        [
            lambda nodes: nodes,
            lambda nodes: {"@context": {"s": "https://schema.org/"}, "@graph": nodes},
            lambda nodes: {"@type": "ItemList", "itemListElement": nodes},
        ],
    )
    def test_is_read_as_a_small_one_is(self, around):
        nodes = [
            {"@id": "#wij", "@type": "Organization", "name": "Wij"},
            *(
                about(f"C{n}", f"Cursus {n}", provider={"@id": "#wij"}, **{"@id": f"#{n}"})
                for n in range(30)
            ),
            {"@type": "CourseInstance", "isPartOf": {"@id": "#3"}, "startDate": "2027-01-04"},
        ]
        found = read(around(nodes))
        assert ids(found) == [f"Wij:C{n}" for n in range(30)]
        assert [len(row.course.starts) for row in found] == [n == 3 for n in range(30)]

    def test_tells_where_it_breaks(self):
        broken = json.dumps([about(f"C{n}") for n in range(30)], indent=0)[:-40]
        with pytest.raises(CatalogueError, match=r"cursussen\.jsonld is no JSON near line \d+"):
            read(broken)

    def test_of_one_object_is_refused(self):
        with pytest.raises(CatalogueError, match="without an array of courses"):
            read(about("A", description="x" * 200))

    def test_gives_a_course_once_and_another_with_its_code_too(self):
        long = "x" * 99
        found = read([about("A", "Een"), about("A", "Een"), about("A", "Twee"), about("B", long)])
        assert [row.course.title for row in found] == ["Een", "Twee", long]


@pytest.mark.parametrize(
    ("document", "is_ours"),
    [
        (file_with('{"@context": "https://schema.org"}', "a.json"), True),
        (file_with('[{"@type": "Course"}]', "a.json"), True),
        (file_with("/* x */ {}", "a.jsonld"), True),
        (file_with("<!doctype html>", "a"), True),
        (file_with("<html><body>", "a.html"), True),
        (file_with("<urlset>", "a.xml"), True),
        (file_with(f"{HOME}\n", "a.txt"), True),
        (file_with('{"courseId": 1, "primaryCode": "a", "link": "<html>"}', "a.json"), False),
        (file_with("<program>", "a.xml"), False),
        (file_with("code;titel", "a.csv"), False),
        (file_with(b"", "a"), False),
        (file_with(b"PK\x03\x04", "a.xlsx"), False),
    ],
)
def test_its_documents_are_known_by_how_they_begin(document, is_ours):
    assert SchemaOrgReader().recognises(document) is is_ours


def test_an_online_run_beside_one_in_a_classroom_is_online():
    runs = [
        {
            "@type": "CourseInstance",
            "courseMode": "onsite",
            "startDate": "2027-03-14",
            "location": {"@type": "Place", "address": {"addressLocality": "Utrecht"}},
        },
        {"@type": "CourseInstance", "courseMode": "online", "startDate": "2027-06-01"},
    ]
    assert [start.place for start in course(hasCourseInstance=runs).starts] == ["Utrecht", None]
