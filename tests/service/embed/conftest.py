"""The academy's website on an origin of its own, beside a Koers on another."""

import pytest

from recommender import load_catalogue
from service.demo_site import create_demo_site
from skills_taxonomy import load_taxonomy


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(None, load_taxonomy())


@pytest.fixture(scope="session")
def demo_site(live_server, catalogue, serve, today):
    """The address of the academy's website, whose pages ask `live_server` for courses."""
    return serve(create_demo_site(live_server, catalogue, clock=lambda: today))


@pytest.fixture(scope="session")
def course(client, catalogue):
    """A Dutch course beside which there are three others."""
    for course in catalogue.courses.values():
        beside = client.get(f"/api/v1/embed/courses/{course.id}").json()
        if course.language == "nl" and len(beside["courses"]) == 3:
            return course
    raise AssertionError("no course has three beside it")
