import datetime as dt
import json
import re

import pytest
from starlette.testclient import TestClient

from recommender import load_catalogue
from service.demo_site import create_demo_site
from skills_taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def site():
    catalogue = load_catalogue(None, load_taxonomy())
    day = dt.date(2027, 1, 4)
    return TestClient(create_demo_site("http://koers.example", catalogue, clock=lambda: day))


def test_it_has_a_page_for_every_course(site):
    catalogue = load_catalogue(None, load_taxonomy())
    index = site.get("/").text
    for course_id in catalogue.courses:
        assert f'href="/cursus/{course_id}"' in index
        assert site.get(f"/cursus/{course_id}").status_code == 200


def test_a_course_page_has_the_one_script_tag(site):
    page = site.get("/cursus/KA-116").text
    assert page.count("<script src=") == 1
    assert 'data-course="KA-116" data-language="nl"' in page


def test_a_course_page_tells_search_engines_about_the_course(site):
    page = site.get("/cursus/KA-116").text
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    course = json.loads(block)
    assert (course["@type"], course["courseCode"]) == ("Course", "KA-116")
    assert course["teaches"][0]["url"].startswith("http://koers.example/taxonomy/skills/")
    assert page.count("<script") == 2


def test_it_speaks_the_language_of_the_course(site):
    assert '<html lang="en">' in site.get("/cursus/OM-205").text
    assert "What you learn" in site.get("/cursus/OM-205").text
    assert "Wat je leert" in site.get("/cursus/KA-116").text


def test_it_allows_koers_and_nothing_else(site):
    policy = site.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src http://koers.example; connect-src http://koers.example" in policy
    assert "unsafe" not in policy


def test_it_says_that_it_is_invented(site):
    assert "Verzonnen website van voorbeeldaanbieders" in site.get("/").text


def test_a_course_that_does_not_exist_is_not_found(site):
    assert site.get("/cursus/XX-1").status_code == 404
