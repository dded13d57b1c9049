"""Sitemaps."""

from __future__ import annotations

import gzip

import pytest

from recommender.readers import sitemap
from recommender.readers.sitemap import is_sitemap, pages, same_site
from skills_taxonomy import CatalogueError
from tests.recommender.readers.web_site import HOME, document_at, file_with

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*addresses: str) -> str:
    inside = "".join(f"<url><loc>{a}</loc><lastmod>2026-11-01</lastmod></url>" for a in addresses)
    return f'<?xml version="1.0"?><urlset {NAMESPACE}>{inside}</urlset>'


def index(*addresses: str) -> str:
    inside = "".join(f"<sitemap><loc>{a}</loc></sitemap>" for a in addresses)
    return f"<sitemapindex {NAMESPACE}>{inside}</sitemapindex>"


def found(address: str, site: dict[str, object]) -> list[str]:
    return list(pages(document_at(address, site)))


@pytest.mark.parametrize(
    "content",
    [
        urlset(f"{HOME}a", f"{HOME}b"),
        urlset(f" \n{HOME}a ", f"{HOME}b", f"{HOME}a#deel", f"{HOME}b/"),
        gzip.compress(urlset(f"{HOME}a", f"{HOME}b").encode(), mtime=0),
        f"{HOME}a\n\n{HOME}b\n",
        f"\ufeff{HOME}a\r\n{HOME}b",
        urlset(f"{HOME}a", f"{HOME}b").replace(NAMESPACE, ""),
        f"<m:urlset xmlns:m='x'><m:url><m:loc>{HOME}a</m:loc></m:url>"
        f"<m:url><m:loc>{HOME}b</m:loc></m:url></m:urlset>",
        f"<urlset><url><loc><![CDATA[{HOME}a]]></loc></url><url><loc>{HOME}b</loc></url></urlset>",
    ],
)
def test_every_page_is_given_once(content):
    assert found("sitemap.xml", {"sitemap.xml": content}) == [f"{HOME}a", f"{HOME}b"]


def test_an_index_leads_to_its_sitemaps():
    site = {
        "index.xml": index(f"{HOME}een.xml", "twee.xml.gz"),
        "een.xml": urlset(f"{HOME}a"),
        "twee.xml.gz": gzip.compress(urlset(f"{HOME}b").encode(), mtime=0),
    }
    assert found("index.xml", site) == [f"{HOME}a", f"{HOME}b"]


def test_a_sitemap_that_names_itself_is_read_once():
    site = {
        "index.xml": index(f"{HOME}index.xml", f"{HOME}ook.xml"),
        "ook.xml": index(f"{HOME}index.xml", f"{HOME}ook.xml", f"{HOME}een.xml"),
        "een.xml": urlset(f"{HOME}a"),
    }
    assert found("index.xml", site) == [f"{HOME}a"]


def test_pages_of_another_site_are_passed_over():
    elsewhere = "https://ergens-anders.example/a"
    www = HOME.replace("://", "://www.") + "b"
    assert found("s.xml", {"s.xml": urlset(elsewhere, www, "/c")}) == [www, "/c"]


def test_a_list_on_disk_is_of_the_site_it_begins_with():
    document = file_with(f"{HOME}a\nhttps://ergens-anders.example/b\n", "adressen.txt")
    assert list(pages(document)) == [f"{HOME}a"]


def test_the_address_of_a_picture_is_no_page():
    picture = "<image:image><image:loc>https://x.example/1.jpg</image:loc></image:image>"
    content = f"<urlset xmlns:image='i'><url><loc>{HOME}a</loc>{picture}</url></urlset>"
    assert found("s.xml", {"s.xml": content}) == [f"{HOME}a"]


LAUGHS = (
    '<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    "<urlset><url><loc>&b;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (LAUGHS, "line 1 has a DOCTYPE"),
        (urlset(f"{HOME}a")[:-20], "line 1, column .* is no XML"),
        (urlset("\n\n<b"), "line 3, column .* is no XML"),
        ("<urlset>" + "<a>" * 50, "more than 20 elements in one another"),
        (urlset("a").replace('"1.0"', '"1.0" encoding="x-onzin"'), "s.xml"),
        (gzip.compress(urlset(f"{HOME}a").encode(), mtime=0)[:-12], "damaged or cut off"),
    ],
)
def test_a_broken_sitemap_is_refused_with_the_place(content, words):
    with pytest.raises(CatalogueError, match=words) as caught:
        found("s.xml", {"s.xml": content})
    assert "s.xml" in str(caught.value)


def test_a_sitemap_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_PAGES", 3)
    with pytest.raises(CatalogueError, match="more than 3 pages; name the sitemap that lists"):
        found("s.xml", {"s.xml": urlset(*(f"{HOME}{n}" for n in range(4)))})


def test_an_index_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_SITEMAPS", 2)
    site = {f"{n}.xml": index(f"{HOME}{n + 1}.xml") for n in range(9)}
    with pytest.raises(CatalogueError, match="more than 2 sitemaps"):
        found("0.xml", site)


def test_a_sitemap_that_cannot_be_had_is_no_empty_one():
    site = {"index.xml": index(f"{HOME}een.xml"), "een.xml": CatalogueError("een.xml hangs.")}
    with pytest.raises(CatalogueError, match="hangs"):
        found("index.xml", site)


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b"<?xml version='1.0'?>\n<!-- gemaakt -->\n<urlset>", True),
        (b"<s:sitemapindex xmlns:s='x'>", True),
        (b"https://a.example/\n", True),
        (b"https://a.example/\nhttps://b.exam" + b"p" * 5000, True),
        (b"<program>", False),
        (b"code;titel\nhttps://a.example;x", False),
        (b"", False),
        (b"\n\n", False),
    ],
)
def test_a_sitemap_is_known_by_how_it_begins(head, is_one):
    assert is_sitemap(head) is is_one


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://a.example/x", True),
        ("http://WWW.a.example:8080/x", True),
        ("x/y", True),
        ("https://b.a.example/x", False),
        ("https://a.example.kwaad.example/", False),
        ("https://a.example@kwaad.example/", False),
        ("https://[kapot", True),
    ],
)
def test_a_site_is_known_by_its_host(address, is_one):
    assert same_site(address, "a.example") is is_one
