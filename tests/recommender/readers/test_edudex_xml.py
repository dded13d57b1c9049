"""EDU-DEX as XML: three shapes, and what is wrong with a document said in a sentence."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from recommender.readers.document import Document
from recommender.readers.edudex_xml import EdudexXmlReader, without_key
from recommender.readers.files import documents
from recommender.readers.reader import Context
from recommender.readers.report import Row
from skills_taxonomy import CatalogueError

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

EDUDEX = Path(__file__).parents[2] / "data" / "edudex"


@pytest.fixture
def context(tiny_taxonomy, today) -> Context:
    return Context(tiny_taxonomy, today)


def site(pages: Mapping[str, str | bytes], name: str = "feed.xml") -> Document:
    """Documents that refer to each other by name; an unknown name is a 404."""

    def page(name: str) -> Document:
        if name not in pages:
            raise CatalogueError(f"{name} is not there (404); check the address.")
        content = pages[name]
        raw = content if isinstance(content, bytes) else content.encode()
        return Document(name, lambda: io.BytesIO(raw), page)

    return page(name)


def read(document: Document, context: Context) -> list[Row]:
    return list(EdudexXmlReader().read(document, context))


def refusal(content: str | bytes, context: Context) -> str:
    with pytest.raises(CatalogueError) as caught:
        read(site({"feed.xml": content}), context)
    return str(caught.value)


def program(code: str = "P-1", more: str = "", title: str = "Podcasts maken") -> str:
    return (
        f"<program><programClassification><orgUnitId>hoek</orgUnitId>"
        f"<programId>{code}</programId></programClassification>"
        f"<programDescriptions><programName>{title}</programName></programDescriptions>"
        f"{more}</program>"
    )


def resource(address: str, code: str = "P-1") -> str:
    return (
        f"<programResource><programId>{code}</programId>"
        f"<resourceUrl>{address}</resourceUrl></programResource>"
    )


def directory(*inside: str) -> str:
    return f"{HEAD}<edudexDirectory>{''.join(inside)}</edudexDirectory>"


def sub_directory(address: str) -> str:
    return f"<subDirectory><directoryUrl>{address}</directoryUrl></subDirectory>"


class TestShapes:
    @pytest.mark.parametrize(
        ("name", "ids"),
        [
            ("mh-1.xml", ["mediahoek:MH-1"]),
            ("programmes.xml", ["mediahoek:MH-1", "mediahoek:MH-2", "verder:V-9"]),
            ("directory.xml", ["verder:V-9", "mediahoek:MH-1", "mediahoek:MH-2"]),
        ],
    )
    def test_a_programme_a_list_and_a_directory_are_read(self, context, name, ids):
        [document] = documents(EDUDEX / name)
        assert EdudexXmlReader().recognises(document)
        rows = read(document, context)
        assert [row.course.id for row in rows if row.course] == ids
        assert [problem for row in rows for problem in row.problems] == []

    def test_a_directory_names_the_provider_of_its_own_programmes(self, context):
        [document] = documents(EDUDEX / "directory.xml")
        found = {r.course.id: r.course.provider for r in read(document, context) if r.course}
        assert found["mediahoek:MH-1"] == "De Mediahoek"
        assert found["verder:V-9"] == "verder"

    def test_a_version_for_one_client_is_passed_over(self, context):
        [document] = documents(EDUDEX / "directory.xml")
        over = [row for row in read(document, context) if row.passed_over]
        assert [row.passed_over for row in over] == ["a version for one client only"]

    def test_prefixes_namespaces_order_and_the_name_of_the_root_do_not_matter(self, context):
        name = "<x:programName xml:lang='nl'>Titel</x:programName>"
        inside = "<x:programId>A</x:programId><x:orgUnitId>o</x:orgUnitId>"
        content = (
            "<x:alles xmlns:x='urn:anders'><x:program>"
            f"<x:programDescriptions>{name}</x:programDescriptions>"
            f"<x:programClassification>{inside}</x:programClassification>"
            "</x:program></x:alles>"
        )
        [row] = read(site({"feed.xml": content}), context)
        assert (row.course.id, row.course.title) == ("o:A", "Titel")

    def test_html_is_read_as_cdata_as_entities_and_as_elements(self, context):
        for html in (
            "<![CDATA[<p>Een &amp; twee</p><p>drie</p>]]>",
            "&lt;p&gt;Een &amp;amp; twee&lt;/p&gt;&lt;p&gt;drie&lt;/p&gt;",
            "<p>Een &amp; twee</p><p>drie</p>",
        ):
            more = f"<programDescriptionHtml>{html}</programDescriptionHtml>"
            content = program().replace("<programName>", f"{more}<programName>")
            [row] = read(site({"feed.xml": content}), context)
            assert row.course.description == "Een & twee\ndrie"

    def test_every_row_says_on_which_line_its_programme_begins(self, context):
        content = f"{HEAD}<programsList>\n{program('A')}\n\n{program('B')}\n</programsList>"
        rows = read(site({"feed.xml": content}), context)
        assert [row.where for row in rows] == ["programme A (line 3)", "programme B (line 5)"]

    def test_latin_1_and_utf_16_are_read_as_declared(self, context):
        for encoding in ("iso-8859-1", "windows-1252", "utf-16"):
            content = f'<?xml version="1.0" encoding="{encoding}"?>{program(title="Eén")}'
            document = site({"feed.xml": content.encode(encoding)})
            [row] = read(document, context)
            assert row.course.title == "Eén"

    def test_the_same_id_twice_is_a_problem_that_names_the_other(self, context):
        content = f"<programsList>{program()}\n{program()}</programsList>"
        first, second = read(site({"feed.xml": content}), context)
        assert first.course
        assert second.course is None
        assert "already used by programme P-1 (line 1)" in second.problems[0].reason


class TestDirectories:
    def test_a_broken_programme_is_a_problem_with_its_address_and_the_rest_is_read(self, context):
        pages = {
            "feed.xml": directory(resource("gone.xml"), resource("cut.xml"), resource("good.xml")),
            "cut.xml": program()[:-20],
            "good.xml": program("GOOD"),
        }
        rows = read(site(pages), context)
        assert [row.where for row in rows] == [
            "programme P-1 (gone.xml)",
            "programme P-1 (cut.xml)",
            "programme GOOD (good.xml)",
        ]
        assert "404" in rows[0].problems[0].reason
        assert "cut short" in rows[1].problems[0].reason
        assert rows[2].course

    def test_an_institute_that_is_not_beside_a_file_is_passed_over(self, context):
        content = directory("<instituteDataResource>i.xml</instituteDataResource>")
        [row] = read(site({"feed.xml": content}), context)
        assert row.where == "institute (i.xml)"
        assert row.passed_over
        assert not row.problems

    def test_an_institute_that_cannot_be_fetched_today_is_a_problem(self, context):
        content = directory("<instituteDataResource>i.xml</instituteDataResource>")
        feed = "https://x.example/feed.xml"
        [row] = read(site({feed: content}, feed), context)
        assert row.problems

    def test_directories_that_refer_to_each_other_are_read_once(self, context):
        pages = {
            "feed.xml": directory(sub_directory("b.xml"), resource("p.xml")),
            "b.xml": directory(sub_directory("feed.xml"), sub_directory("b.xml")),
            "p.xml": program(),
        }
        rows = read(site(pages), context)
        assert [row.course.id for row in rows] == ["hoek:P-1"]

    def test_directories_without_end_are_cut_off(self, context):
        def deeper(reference: str) -> Document:
            content = directory(sub_directory(f"{reference}x"))
            return Document(reference, lambda: io.BytesIO(content.encode()), deeper)

        [row] = read(deeper("d"), context)
        assert "directories deep" in row.problems[0].reason

    def test_the_key_of_an_address_is_never_told(self, context):
        def follow(address: str) -> Document:
            raise CatalogueError(f"{address} does not answer; key was s%C3%A9cret, sécret.")

        address = "https://x.example/p.xml?a=1&amp;key=s%C3%A9cret&amp;b=2"
        content = directory(
            resource(address),
            sub_directory(address),
            f"<instituteDataResource>{address}</instituteDataResource>",
        )
        document = Document("feed.xml", lambda: io.BytesIO(content.encode()), follow)
        rows = read(document, context)
        assert len(rows) == 3
        assert "s%C3%A9cret" not in str(rows)
        assert "sécret" not in str(rows)
        assert "https://x.example/p.xml?a=1&b=2" in rows[0].where

    def test_without_a_key_a_message_stays_as_it_is(self):
        message = "https://x.example/?monkey=1 is gone."
        assert without_key(message, "https://x.example/?monkey=1") == message


class TestRefusals:
    def test_a_doctype_is_refused_before_any_entity_is_read(self, context):
        lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        bomb = f'{HEAD}<!DOCTYPE program [<!ENTITY l0 "lol">{lols}]>\n<program>&l9;</program>'
        assert "line 2 has a DOCTYPE" in refusal(bomb, context)
        outside = '<!DOCTYPE program SYSTEM "file:///etc/passwd"><program/>'
        assert "has a DOCTYPE" in refusal(outside, context)

    def test_a_document_that_breaks_off_is_refused_with_the_line(self, context):
        content = f"{HEAD}<programsList>\n{program()}\n<program>\n<programAdm"
        said = refusal(content, context)
        assert said.startswith("feed.xml breaks off on line 5 inside <program>")
        assert "cut short" in refusal(f"{HEAD}<programsList>\n{program()}\n", context)

    def test_rows_before_the_break_are_given_first(self, context):
        content = f"<programsList>{program()}<program>"
        rows = EdudexXmlReader().read(site({"feed.xml": content}), context)
        assert next(rows).course
        with pytest.raises(CatalogueError):
            next(rows)

    def test_another_encoding_than_declared_is_refused_with_the_line(self, context):
        content = f"{HEAD}<programsList>\n{program(title='Eén')}</programsList>".encode("latin-1")
        said = refusal(content, context)
        assert said.startswith("feed.xml line 3 is not written in the encoding that it declares")
        unknown = f'<?xml version="1.0" encoding="klingon"?>{program()}'
        assert "encoding that is not known" in refusal(unknown, context)

    @pytest.mark.parametrize("content", ["", "   ", "geen xml", "{}", b"PK\x03\x04"])
    def test_what_is_no_xml_is_refused(self, context, content):
        assert refusal(content, context).startswith("feed.xml is no XML (line 1)")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("<rss><channel/></rss>", "its root is <rss>"),
            ("<program>&nbsp;</program>", "entity"),
            ("<program><a></program>", "closes another element"),
            (f"{program()}{program()}", "one root element"),
            ("<program><a b=1/></program>", "no well-formed XML"),
        ],
    )
    def test_other_faults_are_named(self, context, content, words):
        said = refusal(content, context)
        assert words in said
        assert said.startswith("feed.xml")
        assert said.endswith(".")

    def test_elements_without_end_in_one_another_are_refused(self, context):
        assert "in one another" in refusal("<program>" + "<a>" * 5_000, context)

    @pytest.mark.parametrize(
        "enormous", [f"<a>{'x' * 900}</a>" * 9_000, f"<a b='{'x' * 9_000_000}'/>"]
    )
    def test_a_programme_of_many_megabytes_is_refused(self, context, enormous):
        assert "more than 8 MB" in refusal(f"<program>{enormous}</program>", context)


class TestRecognition:
    @pytest.mark.parametrize(
        "content",
        [
            program(),
            f"\ufeff{HEAD}{program()}",
            "<edudexDirectory/>",
            "<programsList xmlns='x'>",
            "<!DOCTYPE a []><programsList>",
            f'<?xml version="1.0" encoding="utf-16"?>{program()}'.encode("utf-16"),
        ],
    )
    def test_edu_dex_is_recognised(self, content):
        assert EdudexXmlReader().recognises(site({"feed.xml": content}))

    @pytest.mark.parametrize(
        "content",
        ["", "<html><body>program</body></html>", "<urlset/>", "{}", "<program>tv</program>"],
    )
    def test_other_documents_are_not(self, content):
        assert not EdudexXmlReader().recognises(site({"feed.xml": content}))
