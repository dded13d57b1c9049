"""Documents of a catalogue from files, folders, ZIPs and gzip files on this computer."""

import gzip
import io
import os
import re
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

from recommender.readers import archive
from recommender.readers.files import documents
from skills_taxonomy import CatalogueError

FEED = b"<programs><program/></programs>"


def write(path: Path, data: bytes = FEED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def make_zip(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Titel"
    book.save(file)
    return file.getvalue()


def contents(path: Path) -> dict[str, bytes]:
    return {document.name: document.head() for document in documents(path)}


def refused(path: Path, **options) -> str:
    with pytest.raises(CatalogueError) as caught:
        for document in documents(path, **options):
            with document.open() as file:
                while file.read(1 << 20):
                    pass
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


class TestFile:
    def test_a_file_is_one_document_whatever_its_ending(self, tmp_path):
        assert contents(write(tmp_path / "feed.txt")) == {"feed.txt": FEED}

    def test_a_document_opens_at_its_beginning_as_often_as_asked(self, tmp_path):
        (document,) = documents(write(tmp_path / "feed.xml"))
        with document.open() as first, document.open() as second:
            assert (first.read(4), second.read()) == (FEED[:4], FEED)

    def test_a_gzip_file_is_unpacked_whatever_its_ending(self, tmp_path):
        packed = gzip.compress(FEED)
        assert contents(write(tmp_path / "feed.xml.gz", packed)) == {"feed.xml.gz": FEED}
        assert contents(write(tmp_path / "feed", packed)) == {"feed": FEED}

    def test_an_empty_file_is_a_document_to_judge_by_its_reader(self, tmp_path):
        assert contents(write(tmp_path / "feed.csv", b"")) == {"feed.csv": b""}

    def test_a_workbook_is_no_archive(self, tmp_path):
        book = workbook()
        assert contents(write(tmp_path / "a.xlsx", book)).keys() == {"a.xlsx"}
        assert contents(write(tmp_path / "workbook", book)).keys() == {"workbook"}

    def test_a_file_that_is_not_there_is_named(self, tmp_path):
        path = tmp_path / "nowhere.xml"
        assert refused(path) == f"There is no file or folder '{path}'; check the name."

    def test_a_file_that_may_not_be_read_is_named(self, tmp_path, monkeypatch):
        path = write(tmp_path / "feed.xml")

        def closed(*_, **__):
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", closed)
        assert refused(path) == f"'{path}' cannot be read: Permission denied."

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.xml")
        assert "is no file or folder" in refused(tmp_path / "pipe.xml")

    def test_a_file_that_is_too_large_is_refused(self, tmp_path):
        path = write(tmp_path / "feed.xml")
        assert refused(path, most_bytes=20) == f"'{path}' is larger than 20 bytes; split it."

    def test_a_gzip_bomb_ends_at_the_limit(self, tmp_path):
        bomb = write(tmp_path / "bomb.gz", gzip.compress(bytes(50_000_000)))
        tracemalloc.start()
        try:
            assert "larger than 10 MB unpacked" in refused(bomb, most_bytes=10_000_000)
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("cut", [3, 12, -6])
    def test_a_gzip_file_that_was_cut_off_is_never_silently_short(self, tmp_path, cut):
        path = write(tmp_path / "feed.xml.gz", gzip.compress(FEED * 100)[:cut])
        assert refused(path) == "feed.xml.gz is damaged or cut off; make or fetch it anew."


class TestFolder:
    def test_its_feeds_are_read_by_name_and_the_rest_is_passed_over(self, tmp_path):
        folder = tmp_path / "feeds"
        names = ["b.xml", "a.JSON", "deep/er/c.csv", "logo.png", "README.txt", ".hidden.xml"]
        for name in [*names, ".git/config.xml", "__MACOSX/a.xml"]:
            write(folder / name)
        assert list(contents(folder)) == ["feeds/a.JSON", "feeds/b.xml", "feeds/deep/er/c.csv"]

    def test_an_archive_in_it_is_read_too(self, tmp_path):
        make_zip(tmp_path / "more.zip", {"a.xml": FEED})
        write(tmp_path / "b.xml.gz", gzip.compress(FEED))
        base = tmp_path.name
        assert contents(tmp_path) == {f"{base}/b.xml.gz": FEED, f"{base}/more.zip/a.xml": FEED}

    def test_a_folder_without_feeds_says_so(self, tmp_path):
        write(tmp_path / "notes.txt")
        assert "holds no file that Koers reads" in refused(tmp_path)

    def test_a_link_out_of_the_folder_is_passed_over(self, tmp_path):
        write(tmp_path / "secret.xml")
        write(tmp_path / "feeds" / "a.xml")
        (tmp_path / "feeds" / "b.xml").symlink_to(tmp_path / "secret.xml")
        (tmp_path / "feeds" / "loop.xml").symlink_to(tmp_path / "feeds" / "loop.xml")
        (tmp_path / "feeds" / "up").symlink_to(tmp_path)
        assert list(contents(tmp_path / "feeds")) == ["feeds/a.xml"]


class TestReferences:
    @pytest.fixture(params=["folder", "zip"])
    def place(self, request, tmp_path):
        files = {"a/list.xml": b"list", "a/one.xml": b"one", "top.xml": b"top"}
        if request.param == "zip":
            return make_zip(tmp_path / "feeds.zip", files)
        for name, data in files.items():
            write(tmp_path / "feeds" / name, data)
        write(tmp_path / "outside.xml")
        (tmp_path / "feeds" / "a" / "link.xml").symlink_to(tmp_path / "outside.xml")
        return tmp_path / "feeds"

    def list(self, place: Path):
        return next(d for d in documents(place) if d.name.endswith("a/list.xml"))

    @pytest.mark.parametrize(
        ("reference", "found"),
        [
            ("one.xml", b"one"),
            ("./one.xml?v=2#part", b"one"),
            ("../top.xml", b"top"),
            ("o%6ee.xml", b"one"),
            ("https://academy.example/edudex/one.xml?key=geheim", b"one"),
            ("//academy.example/one.xml", b"one"),
            ("https://academy.example/top.xml", b"top"),
        ],
    )
    def test_a_reference_leads_to_the_file_beside_it(self, place, reference, found):
        assert self.list(place).beside(reference).head() == found

    @pytest.mark.parametrize(
        "reference",
        [
            *("two.xml", "../../outside.xml", "..%2f..%2foutside.xml", "/etc/passwd", "link.xml"),
            *("file:///etc/passwd", "C:\\secret.xml", "..\\outside.xml", "one.xml%00", ""),
            *("https://[broken/one.xml", "..", ".", "https://academy.example/"),
        ],
    )
    def test_any_other_is_refused_with_what_to_do(self, place, reference):
        with pytest.raises(CatalogueError, match="put that file beside it, or name the address"):
            self.list(place).beside(reference)

    def test_no_secret_of_an_address_is_repeated(self, place):
        with pytest.raises(CatalogueError) as caught:
            self.list(place).beside("https://me:wachtwoord@academy.example/x.xml?key=geheim")
        assert "academy.example/x.xml" in str(caught.value)
        assert not re.search("geheim|wachtwoord", str(caught.value))

    def test_a_document_that_was_led_to_is_not_read_once_more(self, tmp_path):
        for name in ("101.xml", "102.xml", "directory.xml"):
            write(tmp_path / name)
        read = []
        for document in documents(tmp_path):
            read.append(document.name.split("/")[1])
            if len(read) == 1:
                document.beside("https://academy.example/101.xml")
        assert read == ["directory.xml", "102.xml"]

    def test_a_single_file_finds_what_lies_beside_it(self, tmp_path):
        write(tmp_path / "one.xml.gz", gzip.compress(b"one"))
        (document,) = documents(write(tmp_path / "list.xml"))
        assert document.beside("one.xml.gz").head() == b"one"


class TestArchive:
    def test_its_members_are_read_by_name_and_the_rest_is_passed_over(self, tmp_path):
        members = ["b.xml", "a.xml", "sub/c.json", "logo.png", ".x.xml", "__MACOSX/a.xml", "d.ZIP"]
        path = make_zip(tmp_path / "feed.zip", dict.fromkeys(members, FEED))
        assert list(contents(path)) == ["feed.zip/a.xml", "feed.zip/b.xml", "feed.zip/sub/c.json"]

    def test_members_outlive_the_iteration(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED, "b.xml.gz": gzip.compress(FEED)})
        for document in list(documents(path)):
            with document.open() as first, document.open() as second:
                assert first.read() == second.read() == FEED

    def test_a_workbook_in_it_can_be_read_back_and_forth(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xlsx": workbook()})
        (document,) = documents(path)
        with document.open() as file:
            assert openpyxl.load_workbook(file).active["A1"].value == "Titel"

    def test_a_path_out_of_the_archive_is_only_a_name(self, tmp_path):
        names = ["../up.xml", "/etc/feed.xml", "a\x1b[31m.xml", "good.xml"]
        path = make_zip(tmp_path / "feed.zip", dict.fromkeys(names, FEED))
        before = set(tmp_path.parent.iterdir())
        assert all(name.isprintable() for name in contents(path))
        assert "feed.zip/good.xml" in contents(path)
        assert set(tmp_path.parent.iterdir()) == before
        assert not Path("/etc/feed.xml").exists()

    def test_one_with_a_password_is_refused(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED}, zipfile.ZIP_STORED)
        raw = bytearray(path.read_bytes())
        raw[6] |= 1  # the flag in the member, and in the list of members
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(raw)
        assert refused(path) == "feed.zip/a.xml has a password; make the ZIP without one."

    def test_a_bomb_stays_packed(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": bytes(30_000_000)})
        assert re.match(r"feed\.zip/a\.xml unpacks to \d+ times its size", refused(path))

    def test_a_workbook_that_is_a_bomb_stays_packed(self, tmp_path):
        bomb = b"PK\x03\x04" + bytes(30_000_000)
        path = make_zip(tmp_path / "feed.zip", {"a.xlsx": bomb})
        assert "times its size" in refused(path)

    def test_a_member_that_is_too_large_is_refused(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": os.urandom(2000).hex().encode()})
        sentence = "feed.zip/a.xml is larger than 3 kB unpacked; split it."
        assert refused(path, most_bytes=3_000) == sentence

    def test_gzip_in_it_ends_at_the_limit_too(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml.gz": gzip.compress(bytes(5_000_000))})
        assert "larger than 1 MB unpacked" in refused(path, most_bytes=1_000_000)

    def test_too_much_in_all_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "MOST_BYTES_IN_ALL", 50)
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED, "b.xml": FEED})
        assert refused(path) == "feed.zip unpacks to more than 50 bytes; split it."

    def test_too_many_members_are_refused(self, tmp_path, monkeypatch):
        path = make_zip(tmp_path / "feed.zip", {f"{n}.xml": FEED for n in range(4)})
        monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
        assert refused(path) == "feed.zip has more than 3 members; split it."
        monkeypatch.setattr(archive, "_MOST_DIRECTORY", 100)
        monkeypatch.setattr(archive.zipfile, "ZipFile", None)  # is not even opened
        assert refused(path) == "feed.zip has more than 3 members; split it."

    def test_a_large_list_of_members_is_measured(self, tmp_path):
        path = tmp_path / "feed.zip"
        make_zip(path, {f"{n}.x": b"" for n in range(70_000)}, zipfile.ZIP_STORED)
        with path.open("rb") as file:
            assert archive._directory_bytes(file) > 70_000 * 46

    @pytest.mark.parametrize("cut", [10, 40, -30])
    def test_one_that_was_cut_off_says_so(self, tmp_path, cut):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED})
        path.write_bytes(path.read_bytes()[:cut])
        assert "is no whole ZIP; it may be cut off" in refused(path)

    def test_a_member_that_is_damaged_says_so(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED}, zipfile.ZIP_STORED)
        path.write_bytes(path.read_bytes().replace(FEED, FEED.upper()))
        assert refused(path) == "feed.zip/a.xml is damaged or cut off; make or fetch it anew."

    def test_a_member_that_says_less_than_it_holds_is_not_silently_short(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED * 10})
        size, lie = len(FEED * 10).to_bytes(4, "little"), len(FEED).to_bytes(4, "little")
        path.write_bytes(path.read_bytes().replace(size, lie))
        assert "damaged or cut off" in refused(path)

    def test_a_way_of_packing_that_is_not_known_says_so(self, tmp_path):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED}, zipfile.ZIP_STORED)
        raw = bytearray(path.read_bytes())
        raw[8] = raw[raw.index(b"PK\x01\x02") + 10] = 9
        path.write_bytes(raw)
        assert "packed in a way that Koers does not know" in refused(path)

    def test_an_empty_one_says_so(self, tmp_path):
        assert "holds no file that Koers reads" in refused(make_zip(tmp_path / "feed.zip", {}))

    @pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_other_ways_of_packing_are_read(self, tmp_path, how):
        path = make_zip(tmp_path / "feed.zip", {"a.xml": FEED}, how)
        assert contents(path) == {"feed.zip/a.xml": FEED}

    def test_nothing_is_left_open_or_in_the_temporary_folder(self, tmp_path, monkeypatch):
        spool = tmp_path / "spool"
        spool.mkdir()
        monkeypatch.setattr(archive.tempfile, "tempdir", str(spool))
        (document,) = documents(make_zip(tmp_path / "feed.zip", {"a.xlsx": workbook()}))
        with document.open() as file:
            assert zlib.crc32(file.read())
        assert list(spool.iterdir()) == []
