"""Feeds are fetched whole and safely, or refused with one sentence."""

import gc
import gzip
import os
import re
import socket
import ssl
import time
from email.utils import formatdate

import pytest
import trustme

from recommender.readers.sitemap import PageGone
from service.feeds import address, download, web
from service.feeds.web import WebOptions, web_document
from skills_taxonomy import CatalogueError

FEED = b"<program>" + b"x" * 5_000 + b"</program>"
QUICK = {"allow_private": True, "pause": 0.0, "time_out": 5.0, "silence": 2.0, "connect": 2.0}


def fetch(url, **options):
    return web_document(url, options=WebOptions(**QUICK | options))


def refusal(url, **options):
    with pytest.raises(CatalogueError) as caught:
        fetch(url, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def read(document):
    with document.open() as file:
        return file.read()


@pytest.fixture
def names(monkeypatch):
    """Names to addresses; of them 127.0.0.1 counts as one of the internet."""
    known = {}
    real, judge = address.resolve, address.reach

    def resolve(host, *rest):
        return known[host] if host in known else real(host, *rest)

    def reach(ip):
        return "public" if str(ip) == "127.0.0.1" else judge(ip)

    monkeypatch.setattr(address, "resolve", resolve)
    monkeypatch.setattr(address, "reach", reach)
    return known


@pytest.fixture
def spool(tmp_path, monkeypatch):
    folder = tmp_path / "spool"
    folder.mkdir()
    monkeypatch.setattr(web.tempfile, "tempdir", str(folder))
    return folder


class TestGoodAnswers:
    def test_a_document_has_the_bytes_name_and_type_of_the_page(self, site):
        site.pages["/feed.xml"] = lambda page: page.answer(
            FEED, Content_Type="Application/XML; charset=utf-8"
        )
        document = fetch(site.url())
        assert (document.name, document.media_type) == (site.url(), "application/xml")
        assert read(document) == read(document) == FEED

    def test_it_says_who_asks_and_takes_nothing_from_the_environment(self, site, monkeypatch):
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:1")
        site.pages["/feed.xml"] = FEED
        fetch(site.url())
        ((_, headers),) = site.asked
        assert headers["User-Agent"] == "Koers/0.1 (catalogue)"
        assert headers["Host"] == f"127.0.0.1:{site.port}"
        assert not {"Authorization", "Cookie"} & headers.keys()

    def test_gzip_on_the_way_and_gzip_as_a_file_are_unpacked(self, site):
        site.gzipped("/feed.xml", FEED)
        site.pages["/feed.xml.gz"] = gzip.compress(FEED, mtime=0)
        assert read(fetch(site.url())) == FEED
        assert read(fetch(site.url("/feed.xml.gz"))) == FEED

    def test_an_answer_in_pieces_or_until_the_line_closes_is_whole(self, speaks):
        start = b"HTTP/1.1 200 OK\r\n"
        pieces = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        assert read(fetch(speaks([start + pieces]))) == b"abcde"
        assert read(fetch(speaks([start + b"\r\nabcde"]))) == b"abcde"

    def test_an_ipv6_address_is_fetched_when_allowed(self, make_site):
        try:
            site = make_site("::1")
        except OSError:
            pytest.skip("no IPv6 here")
        site.pages["/feed.xml"] = FEED
        assert read(fetch(site.url())) == FEED
        assert site.asked[0][1]["Host"] == f"[::1]:{site.port}"

    def test_the_temporary_file_is_closed_to_others_and_gone_with_the_document(self, site, spool):
        site.pages["/feed.xml"] = FEED
        document = fetch(site.url())
        (kept,) = spool.iterdir()
        assert kept.stat().st_mode & 0o077 == 0
        del document
        gc.collect()
        assert list(spool.iterdir()) == []


class TestNamesOfHeaders:
    """Names of headers are the same in small letters and capitals (RFC 9110, 5.1)."""

    @pytest.fixture(params=[str.lower, str.upper])
    def says(self, request):
        """Answers a page with the names of all headers in one case."""

        def says(page, body=b"", status=200, **headers):
            page.send_response(status)
            for name, value in ({"Content-Length": len(body)} | headers).items():
                page.send_header(request.param(name.replace("_", "-")), str(value))
            page.end_headers()
            page.wfile.write(body)

        return says

    def test_the_type_is_read(self, site, says):
        site.pages["/feed.xml"] = lambda page: says(page, FEED, Content_Type="text/csv")
        assert fetch(site.url()).media_type == "text/csv"

    def test_a_redirect_is_followed(self, site, says):
        site.pages["/feed.xml"] = lambda page: says(page, status=301, Location="/new.xml")
        site.pages["/new.xml"] = FEED
        assert read(fetch(site.url())) == FEED

    def test_what_is_packed_is_unpacked(self, site, says):
        packed = gzip.compress(FEED)
        site.pages["/feed.xml"] = lambda page: says(page, packed, Content_Encoding="gzip")
        assert read(fetch(site.url())) == FEED

    def test_a_server_that_says_when_is_heard(self, site, says):
        site.pages["/feed.xml"] = lambda page: says(page, status=429, Retry_After=3600)
        assert "try again in 3600 seconds" in refusal(site.url())
        assert len(site.asked) == 1


class TestBadAnswers:
    @pytest.mark.parametrize(
        ("status", "sentence"),
        [
            (401, "does not let Koers in (401); name the environment variable with your token"),
            (403, "does not let Koers in (403)"),
            (404, "There is nothing at"),
            (410, "There is nothing at"),
            (418, "gives no document (418)"),
            (204, "gives no document (204)"),
            (429, "is asked too often (429); try again later"),
            (500, "is out of order (500); try again later, or ask who keeps it"),
            (503, "is out of order (503)"),
        ],
    )
    def test_each_status_is_one_clear_sentence(self, site, spool, status, sentence):
        site.pages["/feed.xml"] = lambda page: page.answer(b"", status)
        assert sentence in refusal(site.url())
        gc.collect()
        assert list(spool.iterdir()) == []

    def test_an_empty_page_is_no_document(self, site):
        site.pages["/feed.xml"] = b""
        assert "is empty; check the address" in refusal(site.url())

    def test_a_server_that_is_busy_is_asked_once_more(self, site):
        def busy(page):
            first = len(site.asked) == 1
            page.answer(b"" if first else FEED, 503 if first else 200, Retry_After=0)

        site.pages["/feed.xml"] = busy
        assert read(fetch(site.url())) == FEED

    def test_a_server_that_wants_an_hour_is_left_alone(self, site):
        site.pages["/feed.xml"] = lambda page: page.answer(b"", 429, Retry_After=3600)
        assert "try again in 3600 seconds" in refusal(site.url())
        assert len(site.asked) == 1

    def test_a_server_may_name_a_moment(self, site):
        def busy(page):
            page.answer(b"", 429, Retry_After=formatdate(time.time() + 3600, usegmt=True))

        site.pages["/feed.xml"] = busy
        assert re.search(r"try again in 3[56]\d\d seconds", refusal(site.url()))
        assert len(site.asked) == 1

    @pytest.mark.parametrize("moment", ["Sun, 06 Nov 1994 08:49:37 GMT", "soon", "-1", ""])
    def test_a_moment_that_is_past_or_none_is_no_reason_to_wait(self, site, moment):
        def busy(page):
            first = len(site.asked) == 1
            page.answer(b"" if first else FEED, 503 if first else 200, Retry_After=moment)

        site.pages["/feed.xml"] = busy
        assert read(fetch(site.url())) == FEED

    @pytest.mark.parametrize("seconds", ["1000000", "9" * 5_000])
    def test_a_server_that_wants_ages_is_left_alone_too(self, site, seconds):
        site.pages["/feed.xml"] = lambda page: page.answer(b"", 503, Retry_After=seconds)
        assert "is out of order (503)" in refusal(site.url())
        assert len(site.asked) == 1

    def test_a_size_that_is_no_number_that_can_be_is_too_large(self, speaks):
        said = b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n"
        assert "is larger than 1 MB" in refusal(speaks([said]), most_bytes=1_000_000)

    @pytest.mark.parametrize(
        "body",
        [
            b"Content-Length: 50\r\n\r\nshort",
            b"Transfer-Encoding: chunked\r\n\r\n50\r\nshort",
            b"Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
            b"Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n"
            + gzip.compress(FEED, mtime=0)[:30],
            b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(FEED, mtime=0)[:-1],
        ],
    )
    def test_a_page_that_was_cut_off_is_never_silently_short(self, speaks, body):
        assert "was cut off before its end" in refusal(speaks([b"HTTP/1.1 200 OK\r\n" + body]))

    def test_damaged_gzip_says_so(self, site):
        site.pages["/feed.xml"] = lambda page: page.answer(FEED, Content_Encoding="gzip")
        assert "is packed as gzip and damaged" in refusal(site.url())

    def test_packing_that_was_not_asked_for_is_refused(self, site):
        site.pages["/feed.xml"] = lambda page: page.answer(FEED, Content_Encoding="br")
        assert "is packed as 'br', which Koers did not ask for" in refusal(site.url())

    def test_what_is_no_web_server_says_so(self, speaks):
        sentence = refusal(speaks([b"SSH-2.0-OpenSSH_9.9\r\n"]))
        assert "answers with something that is no HTTP" in sentence
        assert "was cut off before its end" in refusal(speaks([b""]))

    def test_nobody_at_home_says_so(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        assert "cannot be connected to; check" in refusal(f"http://127.0.0.1:{port}/feed.xml")

    def test_a_full_disk_says_so(self, site, monkeypatch):
        site.pages["/feed.xml"] = FEED

        class Full:
            def write(self, _):
                raise OSError(28, "No space left on device")

            def __enter__(self):
                return self

            def __exit__(self, *_):
                return None

        def writing(spool):
            os.close(spool._handle)
            return Full()

        monkeypatch.setattr(web._Spool, "writing", writing)
        assert "cannot be kept in the temporary folder: No space left" in refusal(site.url())


class TestSlowAnswers:
    def stopped(self, url, sentence, **options):
        start = time.monotonic()
        assert sentence in refusal(url, **options)
        assert time.monotonic() - start < 1.5

    def test_a_feed_that_hangs_is_left_after_its_silence(self, speaks):
        self.stopped(speaks([b""], pause=2), "says nothing for 0.2 seconds", silence=0.2)

    def test_a_feed_that_hangs_halfway_is_left_too(self, speaks):
        url = speaks([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"], pause=2)
        self.stopped(url, "says nothing for 0.2 seconds", silence=0.2)

    @pytest.mark.parametrize(
        "headers",
        [
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nX-Slow: ",
            b"",
        ],
    )
    def test_a_feed_that_drips_is_stopped_where_its_time_is_up(self, speaks, headers):
        url = speaks([headers, *[b"x"] * 100], pause=0.05)
        self.stopped(url, "takes too long and was stopped", time_out=0.4, silence=0.3)

    def test_a_server_that_does_not_take_calls_is_left(self, monkeypatch):
        def never(*_, **__):
            raise TimeoutError("timed out")

        monkeypatch.setattr(socket.socket, "connect", never)
        self.stopped("http://127.0.0.1:9/", "does not answer within 0.2 seconds", connect=0.2)

    @pytest.mark.parametrize("seconds", [1e12, float("inf")])
    def test_all_the_time_in_the_world_is_a_time_out_too(self, site, seconds):
        site.pages["/feed.xml"] = FEED
        assert read(fetch(site.url(), time_out=seconds)) == FEED

    def test_redirects_do_not_start_the_clock_anew(self, site):
        def slow(page):
            time.sleep(0.15)
            page.answer(b"", 302, Location=f"/{len(site.asked)}")

        site.pages["*"] = slow
        self.stopped(site.url(), "takes too long and was stopped", time_out=0.4)


class TestSize:
    def test_a_page_that_says_it_is_too_large_is_not_read(self, speaks):
        url = speaks([b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n"])
        assert "is larger than 1 MB unpacked; split it" in refusal(url, most_bytes=1_000_000)

    def test_a_page_that_does_not_say_so_is_stopped_at_the_limit(self, speaks, spool):
        url = speaks([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 60_000] * 50])
        assert "is larger than 100 kB" in refusal(url, most_bytes=100_000)
        assert list(spool.iterdir()) == []

    def test_a_gzip_bomb_counts_unpacked(self, site):
        site.gzipped("/feed.xml", bytes(20_000_000))
        assert "is larger than 1 MB" in refusal(site.url(), most_bytes=1_000_000)

    def test_a_gzip_file_that_is_a_bomb_ends_when_it_is_read(self, site):
        site.pages["/feed.xml.gz"] = gzip.compress(bytes(20_000_000), mtime=0)
        document = fetch(site.url("/feed.xml.gz"), most_bytes=1_000_000)
        with pytest.raises(CatalogueError, match="larger than 1 MB unpacked"):
            read(document)

    def test_all_documents_of_a_source_count_together(self, site):
        site.pages |= {"/feed.xml": FEED, "/two.xml": FEED}
        document = fetch(site.url(), most_bytes=len(FEED) + 100)
        most = r"two\.xml and the documents before it are together larger than 5\.\d+ kB unpacked"
        with pytest.raises(CatalogueError, match=most):
            document.beside("two.xml")

    def test_gzip_files_of_a_source_count_together_as_they_are_unpacked(self, site):
        packed = gzip.compress(bytes(600_000), mtime=0)
        site.pages |= {"/feed.xml.gz": packed, "/two.xml.gz": packed, "/three.xml": FEED}
        document = fetch(site.url("/feed.xml.gz"), most_bytes=1_000_000)
        assert len(read(document)) == len(read(document)) == 600_000  # counts once
        two = document.beside("two.xml.gz")
        with pytest.raises(CatalogueError, match=r"two\.xml\.gz and the documents before it are"):
            read(two)
        assert len(read(document)) == 600_000

    def test_a_document_that_does_not_come_whole_does_not_count(self, site):
        def cut_off(page):
            page.close_connection = True
            page.answer(FEED, Content_Length=6_000)

        site.pages |= {"/feed.xml": FEED, "/two.xml": cut_off, "/three.xml": FEED}
        document = fetch(site.url(), most_bytes=2 * len(FEED) + 1_000)
        with pytest.raises(CatalogueError, match="was cut off before its end"):
            document.beside("two.xml")
        assert read(document.beside("three.xml")) == FEED


class TestWhere:
    def test_this_computer_is_refused_unless_allowed(self, site):
        site.pages["/feed.xml"] = FEED
        assert "in a private network" in refusal(site.url(), allow_private=False)
        assert "in a private network" in refusal(site.url(host="localhost"), allow_private=False)
        assert site.asked == []

    @pytest.mark.parametrize("to", ["http://127.0.0.2:{}/", "http://localhost:{}/", "//[::1]:{}/"])
    def test_a_redirect_from_a_public_name_into_the_network_is_refused(self, site, names, to):
        names["academy.example"] = ("127.0.0.1",)
        names["localhost"] = ("127.0.0.2",)
        site.sends_on("/feed.xml", to.format(site.port))
        site.pages["/"] = FEED
        assert "in a private network" in refusal(
            site.url(host="academy.example"), allow_private=False
        )
        assert [path for path, _ in site.asked] == ["/feed.xml"]

    def test_a_reference_into_the_network_is_refused(self, site, names):
        names["academy.example"] = ("127.0.0.1",)
        site.pages |= {"/feed.xml": FEED, "/secret": FEED}
        document = fetch(site.url(host="academy.example"), allow_private=False, same_site=False)
        with pytest.raises(CatalogueError, match="in a private network"):
            document.beside(f"http://127.0.0.2:{site.port}/secret")
        assert len(site.asked) == 1

    def test_a_name_is_asked_for_once_and_what_was_checked_is_connected_to(
        self, site, names, monkeypatch
    ):
        site.pages["/feed.xml"] = FEED
        monkeypatch.undo()  # the real resolver, over a name server that changes its mind
        judge = address.reach
        monkeypatch.setattr(
            address, "reach", lambda ip: "public" if str(ip) == "127.0.0.1" else judge(ip)
        )
        real, asked = socket.getaddrinfo, []

        def rebinding(host, *rest, **options):
            if host == "academy.example":
                asked.append(host)
                host = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
            return real(host, *rest, **options)

        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        url = site.url(host="academy.example")
        assert read(fetch(url, allow_private=False)) == FEED
        assert asked == ["academy.example"]
        assert site.asked[0][1]["Host"] == f"academy.example:{site.port}"
        assert "leads to 127.0.0.2" in refusal(url, allow_private=False)

    def test_the_next_address_of_a_host_is_tried(self, site, names):
        names["academy.example"] = ("127.0.0.3", "127.0.0.1")
        site.pages["/feed.xml"] = FEED
        assert read(fetch(site.url(host="academy.example"))) == FEED


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_each_kind_is_followed(self, site, status):
        site.sends_on("/feed.xml", "/new/feed.xml", status)
        site.pages |= {"/new/feed.xml": FEED, "/new/two.xml": b"two"}
        document = fetch(site.url())
        assert read(document) == FEED
        assert document.name == site.url()
        assert read(document.beside("two.xml")) == b"two"  # from where it was found

    def test_a_circle_ends(self, site):
        site.sends_on("/feed.xml", "/other.xml")
        site.sends_on("/other.xml", "/feed.xml")
        assert "sends on to another address more than 5 times" in refusal(site.url())
        assert len(site.asked) == 6

    def test_one_without_a_place_says_so(self, site):
        site.pages["/feed.xml"] = lambda page: page.answer(b"", 302)
        assert "sends on (302) and does not say where to" in refusal(site.url())
        assert len(site.asked) == 1

    def test_letters_outside_ascii_lead_where_they_say(self, speaks, site):
        site.pages["/caf%C3%A9.xml"] = FEED
        to = site.url("/café.xml").encode()
        answer = b"HTTP/1.1 302 Found\r\nLocation: " + to + b"\r\nContent-Length: 0\r\n\r\n"
        assert read(fetch(speaks([answer]))) == FEED

    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/", "http://me:x@a/"])
    def test_one_that_leads_out_of_the_web_is_refused(self, site, to):
        site.sends_on("/feed.xml", to)
        sentence = refusal(site.url())
        assert "no address that Koers fetches" in sentence or "name or password" in sentence


class TestTokens:
    def test_a_token_goes_to_the_source_and_to_nobody_else(self, site, make_site, names):
        other = make_site()
        names |= {"academy.example": ("127.0.0.1",), "other.example": ("127.0.0.1",)}
        site.pages |= {"/feed.xml": FEED, "/two.xml": FEED}
        site.sends_on("/three.xml", other.url(host="other.example"))
        other.pages["/feed.xml"] = FEED
        document = fetch(
            site.url(host="academy.example"), token="geheim", token_name="T", same_site=False
        )
        document.beside("two.xml")
        document.beside("three.xml")
        document.beside(other.url(host="other.example"))
        document.beside(site.url("/two.xml", host="other.example"))
        sent = {headers["Host"]: headers.get("Authorization") for _, headers in site.asked}
        assert sent == {
            f"academy.example:{site.port}": "Bearer geheim",
            f"other.example:{site.port}": None,
        }
        assert [headers.get("Authorization") for _, headers in other.asked] == [None, None]

    def test_a_token_that_names_its_scheme_is_sent_as_it_is(self, site):
        site.pages["/feed.xml"] = FEED
        fetch(site.url(), token="Basic bWU6Z2VoZWlt")
        assert site.asked[0][1]["Authorization"] == "Basic bWU6Z2VoZWlt"

    def test_no_secret_is_in_a_message_a_name_or_the_options(self, site):
        site.pages["/feed.xml?key=sleutel"] = lambda page: page.answer(b"", 401)
        options = {"token": "geheim", "token_name": "ACADEMY_TOKEN"}
        sentence = refusal(site.url("/feed.xml?key=sleutel"), **options)
        assert "the token in ACADEMY_TOKEN may be old" in sentence
        assert "geheim" not in sentence + repr(WebOptions(**options))
        assert "sleutel" not in sentence
        site.pages["/feed.xml?key=sleutel"] = FEED
        assert fetch(site.url("/feed.xml?key=sleutel")).name.endswith("/feed.xml?key=…")


class TestFollowing:
    def test_references_stay_at_the_site_of_the_source_with_or_without_www(self, site, names):
        for host in ("academy.example", "www.academy.example", "other.example"):
            names[host] = ("127.0.0.1",)
        site.pages["*"] = FEED
        document = fetch(site.url(host="academy.example"))
        assert read(document.beside(site.url(host="www.academy.example"))) == FEED
        with pytest.raises(CatalogueError, match="at another site; if that is meant, set"):
            document.beside(site.url(host="other.example"))
        free = fetch(site.url(host="academy.example"), same_site=False)
        assert read(free.beside(site.url(host="other.example"))) == FEED

    def test_a_reference_is_not_sent_on_to_another_site(self, site, names):
        names |= {"academy.example": ("127.0.0.1",), "other.example": ("127.0.0.1",)}
        site.pages |= {"/feed.xml": FEED, "/secret": FEED}
        site.sends_on("/two.xml", site.url("/secret", host="other.example"))
        document = fetch(site.url(host="academy.example"))
        with pytest.raises(CatalogueError, match="at another site"):
            document.beside("two.xml")

    def test_one_connection_serves_all_and_is_made_anew_when_it_was_closed(self, site):
        site.pages["*"] = FEED
        document = fetch(site.url())
        for number in range(3):
            document.beside(f"{number}.xml")
        assert site.connections == 1

        def last(page):
            page.close_connection = True  # without saying so
            page.answer(FEED)

        site.pages["/last.xml"] = last
        document.beside("last.xml")
        assert read(document.beside("more.xml")) == FEED
        assert site.connections == 2

    def test_there_is_a_pause_between_requests(self, site):
        site.pages["*"] = FEED
        start = time.monotonic()
        fetch(site.url(), pause=0.1).beside("a.xml").beside("b.xml")
        assert time.monotonic() - start >= 0.2

    def test_too_many_documents_end(self, site):
        site.pages["*"] = FEED
        document = fetch(site.url(), most_documents=2).beside("a.xml")
        with pytest.raises(CatalogueError, match="leads to more than 2 documents"):
            document.beside("b.xml")

    def test_a_circle_of_references_ends(self, site):
        site.pages["*"] = FEED
        document = fetch(site.url())
        with pytest.raises(CatalogueError, match="referred to in a circle"):
            for _ in range(5):
                document = document.beside("feed.xml")

    def test_a_reference_that_is_not_there_is_named_without_secrets(self, site):
        site.pages["/feed.xml"] = FEED
        with pytest.raises(CatalogueError, match=r"nothing at .*/gone.xml\?key=… \(404\)"):
            fetch(site.url()).beside("gone.xml?key=geheim")

    def test_a_page_that_is_gone_can_be_told_from_one_that_fails(self, site):
        site.pages["/feed.xml"] = FEED
        site.pages["/broken.xml"] = lambda page: page.answer(b"", 500)
        document = fetch(site.url())
        with pytest.raises(PageGone):
            document.beside("gone.xml")
        with pytest.raises(CatalogueError) as caught:
            document.beside("broken.xml")
        assert not isinstance(caught.value, PageGone)

    def test_a_site_that_is_down_is_not_asked_for_ever(self, site):
        site.pages["/feed.xml"] = FEED
        document = fetch(site.url())
        site.pages["*"] = lambda page: page.answer(b"", 500)
        for number in range(10):
            with pytest.raises(CatalogueError, match="out of order"):
                document.beside(f"{number}.xml")
        with pytest.raises(CatalogueError, match="so Koers stopped asking; try again later"):
            document.beside("more.xml")
        assert len(site.asked) == 11


class TestCertificates:
    @pytest.fixture
    def authority(self, monkeypatch, tmp_path):
        """An authority that this test trusts."""
        authority = trustme.CA()
        authority.cert_pem.write_to_path(tmp_path / "authority.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        download._trust.cache_clear()
        yield authority
        download._trust.cache_clear()

    def secure(self, make_site, authority, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        site = make_site(context=context)
        site.pages["*"] = FEED
        return site

    def test_one_that_is_trusted_and_of_the_host_is_accepted(self, make_site, authority, names):
        names["academy.example"] = ("127.0.0.1",)
        site = self.secure(make_site, authority, "academy.example")
        assert read(fetch(site.url(host="academy.example"))) == FEED

    def test_a_redirect_to_what_is_not_encrypted_is_refused(
        self, site, make_site, authority, names
    ):
        names["academy.example"] = ("127.0.0.1",)
        secure = self.secure(make_site, authority, "academy.example")
        site.pages["*"] = FEED
        secure.sends_on("/feed.xml", site.url("/feed.xml?key=geheim", host="academy.example"))
        sentence = refusal(secure.url(host="academy.example"))
        assert "which is not encrypted, so Koers does not go there" in sentence
        assert "geheim" not in sentence
        assert site.asked == []
        site.sends_on("/old.xml", secure.url("/new.xml", host="academy.example"))
        assert read(fetch(site.url("/old.xml", host="academy.example"))) == FEED

    def test_one_of_another_host_is_refused(self, make_site, authority, names):
        names["academy.example"] = ("127.0.0.1",)
        site = self.secure(make_site, authority, "other.example")
        sentence = refusal(site.url(host="academy.example"))
        assert "no certificate that is trusted here (Hostname mismatch" in sentence
        assert site.asked == []

    def test_one_for_an_ip_address_is_checked_too(self, make_site, authority):
        assert read(fetch(self.secure(make_site, authority, "127.0.0.1").url())) == FEED
        site = self.secure(make_site, authority, "127.0.0.9")
        assert "IP address mismatch" in refusal(site.url())

    def test_one_that_nobody_here_trusts_is_refused(self, make_site, authority, names):
        names["academy.example"] = ("127.0.0.1",)
        site = self.secure(make_site, trustme.CA(), "academy.example")
        assert "no certificate that is trusted here (" in refusal(site.url(host="academy.example"))

    def test_a_server_without_tls_says_so(self, site):
        site.pages["*"] = FEED
        url = site.url().replace("http:", "https:")
        assert "(no TLS that both sides know)" in refusal(url)
