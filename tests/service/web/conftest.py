"""People who visit the pages: each with a scan of their own."""

import re

import pytest
from fastapi.testclient import TestClient

ALWAYS = {
    "go": "advice",
    "languages": ["nl", "en"],
    "travel": "country",
    "weeks": "26",
}
CAMERA = {
    **ALWAYS,
    "role": "camera-operator",
    "years": "12",
    "goal": "move",
    "target_roles": ["remote-robotic-camera-operator"],
    "work_form": "employed",
    "wish": "Ik wil camera’s op afstand bedienen",
    "region": "Hilversum",
    "travel": "nearby",
    "budget": "1.500",
    "hours_per_week": "4",
    "support": "time",
    "obstacle": "time",
    "statement.energy-left": "2",
    "statement.energy-rest": "2",
    "statement.energy-bounds": "2",
    "helper": "Samira",
    "rating.operating-a-camera": "3",
    "rating.operating-lighting": "2",
    "rating.understanding-ai": "0",
}


@pytest.fixture
def visitor(app, client):
    """A browser without cookies that asks for pages and follows no redirect by itself."""
    return TestClient(
        app,
        headers={"accept": "text/html", "accept-language": "nl"},
        follow_redirects=False,
        raise_server_exceptions=False,
    )


@pytest.fixture
def send(visitor):
    """Fill in a whole scan at once; gives the path of its advice."""

    def send(answers=CAMERA, **changes):
        response = visitor.post("/scan", data={**answers, **changes})
        assert response.status_code == 303, response.text
        return response.headers["location"]

    return send


@pytest.fixture
def share(visitor):
    """Share an advice with a coach; gives the path of the brief."""

    def share(advice, *parts):
        response = visitor.post(f"{advice}/delen", data={"part": parts})
        assert (response.status_code, response.headers["location"]) == (303, f"{advice}/delen")
        response = visitor.get(f"{advice}/delen")
        return re.search(r"/coach/[\w-]+", response.text).group()

    return share
