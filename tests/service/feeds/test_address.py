"""Addresses are read strictly, shown without their secrets, and judged by where they lead."""

import ipaddress
import socket
import time

import pytest

from service.feeds import address as module
from service.feeds.address import Address, checked, reach, resolve, shown
from skills_taxonomy import CatalogueError


class TestReading:
    @pytest.mark.parametrize(
        ("text", "url"),
        [
            ("https://Academy.Example", "https://academy.example/"),
            (" https://academy.example:443/a?b=c#d ", "https://academy.example/a?b=c"),
            ("http://academy.example:8080/a b/é", "http://academy.example:8080/a%20b/%C3%A9"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"),
            ("https://academy.example/a%20b?q=a%26b", "https://academy.example/a%20b?q=a%26b"),
        ],
    )
    def test_an_address_becomes_what_is_asked_for(self, text, url):
        assert Address.parse(text).url == url

    @pytest.mark.parametrize(
        "text",
        [
            *("ftp://academy.example/", "file:///etc/passwd", "gopher://academy.example/", ""),
            *("academy.example", "https://", "https:///feed", "http://a:0/", "http://a:99999/"),
            *("http://a\\@b/", "http://a\r\nHost: b/", "http://a b/", "http://[::1", "//a/b"),
            *("javascript:alert(1)", "http://[::zz]/", "http://a%00b/"),
        ],
    )
    def test_anything_else_is_refused(self, text):
        with pytest.raises(CatalogueError, match="no address that Koers fetches"):
            Address.parse(text)

    @pytest.mark.parametrize("text", ["https://me:geheim@a.example/", "https://geheim@a.example/"])
    def test_a_name_or_password_in_it_is_refused_and_not_repeated(self, text):
        with pytest.raises(CatalogueError, match="token_env") as caught:
            Address.parse(text)
        assert "geheim" not in str(caught.value)

    @pytest.mark.parametrize(
        ("reference", "url"),
        [
            ("lg-101.xml", "https://academy.example/edudex/lg-101.xml"),
            ("../x?y=z", "https://academy.example/x?y=z"),
            ("//other.example/x", "https://other.example/x"),
            ("http://other.example/x", "http://other.example/x"),
        ],
    )
    def test_a_reference_leads_on_from_it(self, reference, url):
        assert Address.parse("https://academy.example/edudex/a.xml").join(reference).url == url


class TestShowing:
    @pytest.mark.parametrize(
        ("query", "seen"),
        [
            ("key=geheim", "key=…"),
            ("pageNumber=2&apiKey=geheim", "pageNumber=2&apiKey=…"),
            ("access_token=geheim&sig=geheim", "access_token=…&sig=…"),
            ("x=geheim0123456789abcdef012345", "x=…"),
            ("geheim0123456789abcdef012345", "…"),
        ],
    )
    def test_secrets_in_the_query_are_never_shown(self, query, seen):
        address = Address.parse(f"https://academy.example/feed?{query}")
        assert str(address) == repr(address) == f"https://academy.example/feed?{seen}"
        assert "geheim" in address.url

    def test_what_is_no_address_shows_no_secret_either(self):
        assert shown("ftp://me:geheim@a.example/x?key=geheim#geheim") == "a.example/x"
        with pytest.raises(CatalogueError) as caught:
            Address.parse("ftp://me:geheim@a.example/x?key=geheim")
        assert "geheim" not in str(caught.value)

    def test_a_next_page_made_from_what_was_shown_gets_its_secret_back(self):
        address = Address.parse("https://academy.example/courses?key=geheim&pageNumber=1")
        following = address.join("?key=%E2%80%A6&pageNumber=2")
        assert following.url == "https://academy.example/courses?key=geheim&pageNumber=2"
        assert address.join("?key=…").url == "https://academy.example/courses?key=geheim"
        for elsewhere in ("http://academy.example/?key=…", "https://other.example/?key=…"):
            assert "geheim" not in address.join(elsewhere).url


class TestReach:
    @pytest.mark.parametrize(
        ("where", "addresses"),
        [
            ("public", "8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808"),
            ("private", "127.0.0.1 127.9.9.9 10.1.2.3 172.16.0.1 172.31.9.9 192.168.1.1"),
            ("private", "100.64.0.1 ::1 fd12::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1"),
            ("private", "64:ff9b::7f00:1 64:ff9b::a00:1"),
            ("never", "169.254.169.254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe fd00:ec2::254"),
            ("never", "100.100.100.200 168.63.129.16 0.0.0.0 :: 224.0.0.1 ff02::1 fe80::1"),
            ("never", "240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 2001:db8::1 fec0::1"),
            ("never", "2002:7f00:1:: 2001:0:7f00:1:: ::7f00:1 64:ff9b:1::1 192.0.0.170"),
        ],
    )
    def test_every_block_is_known_for_what_it_is(self, where, addresses):
        for text in addresses.split():
            assert reach(ipaddress.ip_address(text)) == where, text

    def test_nothing_that_python_calls_private_counts_as_public(self):
        for number in range(0, 2**32, 1_048_573):  # a prime, so that every /12 has a turn
            ip = ipaddress.IPv4Address(number)
            assert reach(ip) != "public" or (ip.is_global and not ip.is_multicast), ip


class TestChecking:
    def refusal(self, url, **options):
        with pytest.raises(CatalogueError) as caught:
            checked(Address.parse(url), **{"allow_private": False, "time_out": 2.0} | options)
        return str(caught.value)

    @pytest.mark.parametrize(
        "host",
        [
            *("localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"),
            *("0x7f.1", "[::1]", "[::ffff:7f00:1]", "１２７.0.0.1", "LOCALHOST"),
        ],
    )
    def test_this_computer_is_refused_however_it_is_written(self, host):
        assert "private network, and is refused" in self.refusal(f"http://{host}/")
        allowed = checked(Address.parse(f"http://{host}/"), allow_private=True, time_out=2)
        assert set(allowed) <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}

    @pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "[fe80::1]", "2852039166", "0"])
    def test_places_where_no_feed_can_be_are_refused_even_when_private_ones_are_allowed(self, host):
        sentence = self.refusal(f"http://{host}/latest/meta-data/", allow_private=True)
        assert "where no feed can be" in sentence

    @pytest.mark.parametrize("order", [1, -1])
    def test_a_name_with_one_private_address_among_public_ones_is_refused(self, monkeypatch, order):
        found = ("93.184.216.34", "10.0.0.5")[::order]
        monkeypatch.setattr(module, "resolve", lambda *_: found)
        assert "leads to 10.0.0.5 in a private network" in self.refusal("https://academy.example/")

    def test_a_host_that_is_not_there_is_named(self, monkeypatch):
        def nobody(*_, **__):
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", nobody)
        assert self.refusal("https://nowhere.example/").startswith("There is no host nowhere.exa")

    def test_a_name_server_that_hangs_is_not_waited_for(self, monkeypatch):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.5) or [])
        with pytest.raises(CatalogueError, match=r"Nobody says in 0.1 seconds where slow.example"):
            resolve("slow.example", 80, 0.1)
