"""The configured sources are read with a sentence for every mistake, and opened within limits."""

import gzip
import io
import zipfile

import pytest

from service.feeds import Source, location_source, open_source, read_sources
from service.settings import Settings
from skills_taxonomy import CatalogueError

FEED = b"<program/>"
GOOD = """\
- name: Voorbeeld Academie
  location: https://academy.example/edudex/directory.xml?key=geheim
  format: edudex
  language: nl
  token_env: ACADEMY_TOKEN
  same_site: false
  most_bytes: 1000000
  time_out: 30
- name: Spreadsheet
  location: feeds/cursussen.xlsx
  format: xlsx
  provider: Voorbeeld Instituut
  mapping: mapping.yaml
- name: Inline
  location: feeds
  mapping: {Cursusnaam: title}
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "sources.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path, allow_private_feeds=False, feed_timeout=5, most_feed_bytes=9_999)


def source(location, **fields):
    return Source(name="Academie", location=str(location), **fields)


class TestReading:
    def test_every_field_is_read_and_paths_are_relative_to_the_file(self, write, tmp_path):
        web, sheet, inline = read_sources(write(GOOD))
        assert web == Source(
            name="Voorbeeld Academie",
            location="https://academy.example/edudex/directory.xml?key=geheim",
            format="edudex",
            token_env="ACADEMY_TOKEN",
            same_site=False,
            most_bytes=1_000_000,
            time_out=30,
        )
        assert sheet.location == str(tmp_path / "feeds" / "cursussen.xlsx")
        assert sheet.mapping == tmp_path / "mapping.yaml"
        assert (inline.format, inline.language, inline.allow_private) == ("auto", "nl", False)
        assert inline.headings() == {"Cursusnaam": "title"}

    def test_the_place_of_a_source_shows_no_secret(self, write):
        web, sheet, _ = read_sources(write(GOOD))
        assert web.place == "https://academy.example/edudex/directory.xml?key=…"
        assert sheet.place == sheet.location

    def test_an_empty_file_has_no_sources(self, write):
        assert read_sources(write("# none yet\n")) == ()

    @pytest.mark.parametrize(
        ("text", "line", "sentence"),
        [
            ("name: a", 1, "write the sources as a list"),
            ("- a", 1, "start each source with '- name:'"),
            ("- name: a\n  location: b\n  formt: csv", 3, "has no 'formt'; did you mean 'format'?"),
            ("- name: a\n  location: b\n  zzzz: c", 3, "has no 'zzzz'; choose from: allow_private"),
            ("- name: a", 1, "this source has no 'location'; add it."),
            ("\n- location: a", 2, "this source has no 'name'; add it."),
            (
                "- name: a\n  location: b\n  format: xml",
                3,
                "'format' 'xml' is wrong, it must be 'a",
            ),
            ("- name: a\n  location: b\n  language: de", 3, "'language' 'de' is wrong"),
            ("- name: 12\n  location: b", 1, "'name' '12' is wrong, it must be a valid string"),
            ("- name: ''\n  location: b", 1, "'name' '' is wrong"),
            ("- name: a\n  location: b\n  same_site: 'no'", 3, "must be a valid boolean"),
            ("- name: a\n  location: b\n  time_out: 0", 3, "must be greater than 0"),
            ("- name: a\n  location: b\n  most_bytes: veel", 3, "must be a valid integer"),
            ("- name: a\n  location: b\n  mapping: [x]", 3, "'mapping'"),
            ("- name: a\n  location: b\n  mapping: {a: 1}", 3, "must be the name of a YAML file"),
            ("- name: 2027-13-45\n  location: b", 1, "'name' is no date or number that can be"),
            (f"- name: a\n  location: b\n  most_bytes: {'9' * 5_000}", 3, "put it in quotes."),
            ("- ? [name]\n  : a", 1, "a key of a source is one word, such as 'name'."),
            ("- name: a\n  location: http://a/\n  token_env: a b", 3, "'token_env' 'a b' is wrong"),
            ("- name: a\n  location: b\n  token_env: T", 3, "a file needs no token"),
            ("- name: a\n  location: ftp://b/", 2, "no address that Koers fetches"),
            ("- name: a\n  location: b\n  name: c", 3, "'name' is written twice"),
            (
                "- name: a\n  location: b\n- name: A\n  location: c",
                3,
                "'A' is the name of the source on line 1 too",
            ),
            (
                "- name: Uni Één\n  location: b\n- name: uni n\n  location: c",
                3,
                "'uni n' is for Koers 'Uni Één', the name of the source on line 1 too",
            ),
            ("- name: a\n  location: [", 2, "this is not valid YAML"),
            ("- name: &a [*a]\n  location: b", 1, "this is not valid YAML: found unconstr"),
            ("- name: !!python/object:os.system x\n  location: b", 1, "this is not valid YAML"),
        ],
    )
    def test_each_mistake_is_one_sentence_with_its_line(self, write, text, line, sentence):
        path = write(text)
        with pytest.raises(CatalogueError) as caught:
            read_sources(path)
        assert str(caught.value).startswith(f"{path}:{line}: ")
        assert sentence in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_mistake_is_counted_once(self, write):
        with pytest.raises(CatalogueError, match=r"and a field \(Of a table: .*\)\.$"):
            read_sources(write("- name: a\n  location: b\n  mapping: {a: 1}"))

    def test_a_home_that_is_not_there_is_a_folder_that_is_not_there(self, write, settings):
        [source] = read_sources(write("- name: a\n  location: ~niemand-hier/feeds"))
        with pytest.raises(CatalogueError, match="There is no file or folder"):
            list(open_source(source, settings))

    @pytest.mark.parametrize(
        ("name", "location", "key"),
        [
            ("cursussen.xlsx", "feeds/cursussen.xlsx", "cursussen"),
            ("Uni 1.1", "feeds/cursussen.xlsx", "uni-1-1"),
            ("a.example/feed.xml", "https://a.example/feed.xml", "a-example-feed-xml"),
        ],
    )
    def test_courses_are_kept_under_the_name_without_the_ending_of_a_file(
        self, name, location, key
    ):
        assert Source(name=name, location=location).key == key

    def test_more_mistakes_are_counted(self, write):
        with pytest.raises(CatalogueError, match=r"2 more mistakes found\.$"):
            read_sources(write("- name: a\n- location: b\n  x: y"))

    def test_a_mistake_in_an_address_does_not_show_its_secret(self, write):
        with pytest.raises(CatalogueError) as caught:
            read_sources(write("- name: a\n  location: ftp://me:geheim@b/?key=geheim"))
        assert "geheim" not in str(caught.value)

    def test_a_file_that_is_not_there_or_not_utf8_says_so(self, tmp_path):
        path = tmp_path / "sources.yaml"
        with pytest.raises(CatalogueError, match=r"There is no file .* make it, or check"):
            read_sources(path)
        path.write_bytes(b"- name: a\n  location: caf\xe9\n")
        with pytest.raises(CatalogueError, match=r":2: this is not UTF-8"):
            read_sources(path)

    def test_a_mapping_is_read_from_its_file(self, write, tmp_path):
        sheet = read_sources(write(GOOD))[1]
        with pytest.raises(CatalogueError, match=r"There is no file .*mapping\.yaml"):
            sheet.headings()
        (tmp_path / "mapping.yaml").write_text("Naam van de les: Titel\nIntern: '-'\n")
        assert sheet.headings() == {"Naam van de les": "title", "Intern": ""}
        (tmp_path / "mapping.yaml").write_text("Naam: niets-van-dat-al")
        with pytest.raises(CatalogueError, match=r"mapping\.yaml gives 'Naam' to 'niets-van"):
            sheet.headings()

    def test_a_mapping_in_the_source_itself_is_checked_in_the_same_way(self):
        assert source("a.csv", mapping={"Les": "Titel"}).headings() == {"Les": "title"}
        assert source("a.csv").headings() == {}
        with pytest.raises(CatalogueError, match="The mapping of Academie gives 'Les' to 'x-y-z'"):
            source("a.csv", mapping={"Les": "x-y-z"}).headings()


class TestTyped:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("feeds/cursussen.csv", "cursussen.csv"),
            ("feeds/", "feeds"),
            ("https://academy.example/feed.xml?key=geheim", "academy.example/feed.xml?key=…"),
            ("https://academy.example/feed?school=2", "academy.example/feed?school=2"),
            ("http://academy.example:8080", "academy.example:8080"),
        ],
    )
    def test_a_path_or_address_becomes_a_source_with_a_name(self, text, name):
        assert location_source(text).name == name

    @pytest.mark.parametrize("text", ["ftp://academy.example/feed", "file:///etc/passwd"])
    def test_another_kind_of_address_is_refused(self, text):
        with pytest.raises(CatalogueError, match="no address that Koers fetches"):
            location_source(text)

    def test_nothing_is_no_source(self):
        with pytest.raises(CatalogueError, match="cannot be empty"):
            location_source(" ")


class TestOpening:
    def contents(self, source, settings):
        return {document.name: document.head() for document in open_source(source, settings)}

    def test_a_file_and_a_folder_are_read(self, tmp_path, settings):
        (tmp_path / "feed.xml").write_bytes(FEED)
        assert self.contents(source(tmp_path / "feed.xml"), settings) == {"feed.xml": FEED}
        assert self.contents(source(tmp_path), settings) == {f"{tmp_path.name}/feed.xml": FEED}

    def test_the_limits_of_the_source_win_from_the_settings(self, tmp_path, settings):
        (tmp_path / "feed.xml").write_bytes(FEED * 1_000)
        with pytest.raises(CatalogueError, match=r"larger than 9\.999 kB"):
            self.contents(source(tmp_path / "feed.xml"), settings)
        assert self.contents(source(tmp_path / "feed.xml", most_bytes=20_000), settings)
        with pytest.raises(CatalogueError, match="larger than 5 bytes"):
            self.contents(source(tmp_path / "feed.xml", most_bytes=5), settings)

    def test_an_address_is_fetched_when_its_network_is_allowed(self, site, settings):
        site.pages["/feed.xml"] = FEED
        with pytest.raises(CatalogueError, match="allow_private: true"):
            self.contents(source(site.url()), settings)
        assert site.asked == []
        expected = {site.url(): FEED}
        assert self.contents(source(site.url(), allow_private=True), settings) == expected
        allowed = settings.model_copy(update={"allow_private_feeds": True})
        assert self.contents(source(site.url()), allowed) == expected

    def test_a_zip_at_an_address_gives_its_members(self, site, settings):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            made.writestr("list.xml", b"list")
            made.writestr("one.xml", FEED)
        site.pages["/feeds.zip"] = packed.getvalue()
        web = source(site.url("/feeds.zip"), allow_private=True)
        documents = list(open_source(web, settings))
        assert [d.name for d in documents] == [
            site.url(f"/feeds.zip/{n}.xml") for n in ("list", "one")
        ]
        assert documents[0].beside("one.xml").head() == FEED

    def test_the_members_of_a_zip_at_an_address_count_together(self, site, settings):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
            for name in ("a", "b"):
                made.writestr(f"{name}.xml", bytes(6_000))
            made.writestr("c.xml.gz", gzip.compress(bytes(6_000)))
        site.pages["/feeds.zip"] = packed.getvalue()
        web = source(site.url("/feeds.zip"), allow_private=True)  # of at most 9,999 bytes
        a, b, c = open_source(web, settings)
        assert len(a.head()) == len(c.beside("a.xml").head()) == 6_000  # counts once
        for member in (b, c, a.beside("b.xml")):
            with pytest.raises(CatalogueError, match=r"before it are together larger than 9\.999"):
                member.head()
        assert len(a.head()) == 6_000
        roomy = source(site.url("/feeds.zip"), allow_private=True, most_bytes=18_000)
        assert len(self.contents(roomy, settings)) == 3

    def test_a_gzip_file_at_an_address_is_unpacked(self, site, settings):
        site.pages["/feed.xml.gz"] = gzip.compress(FEED)
        web = source(site.url("/feed.xml.gz"), allow_private=True)
        assert list(self.contents(web, settings).values()) == [FEED]

    def test_the_token_comes_from_its_variable(self, site, settings, monkeypatch):
        site.pages["/feed.xml"] = FEED
        web = source(site.url(), allow_private=True, token_env="KOERS_TEST_TOKEN")
        monkeypatch.delenv("KOERS_TEST_TOKEN", raising=False)
        with pytest.raises(CatalogueError, match="in the environment variable KOERS_TEST_TOKEN"):
            self.contents(web, settings)
        monkeypatch.setenv("KOERS_TEST_TOKEN", "ge\nheim")
        with pytest.raises(CatalogueError, match="has letters that no token has") as caught:
            self.contents(web, settings)
        assert "heim" not in str(caught.value)
        monkeypatch.setenv("KOERS_TEST_TOKEN", "geheim\n")
        assert self.contents(web, settings)
        assert site.asked[0][1]["Authorization"] == "Bearer geheim"

    def test_the_time_out_comes_from_the_source_or_the_settings(self, speaks, settings):
        hurried = settings.model_copy(update={"feed_timeout": 0.3, "allow_private_feeds": True})
        with pytest.raises(CatalogueError, match="takes too long and was stopped"):
            self.contents(source(speaks([b""], pause=2)), hurried)
        patient = settings.model_copy(update={"feed_timeout": 60, "allow_private_feeds": True})
        with pytest.raises(CatalogueError, match="takes too long and was stopped"):
            self.contents(source(speaks([b""], pause=2), time_out=0.3), patient)


class TestSettings:
    def test_the_sources_are_in_the_home_folder_unless_said(self, tmp_path):
        assert Settings(home=tmp_path).sources_file == tmp_path / "sources.yaml"
        assert Settings(home=tmp_path, sources=tmp_path / "x").sources_file == tmp_path / "x"
