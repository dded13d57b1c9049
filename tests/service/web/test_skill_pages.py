"""The next skills are chosen while somebody moves to the button, and never twice."""

from __future__ import annotations

import re

import pytest

from recommender import Recommender

WORK = {"role": "camera-operator", "work_form": "employed", "go": "next"}


@pytest.fixture
def chosen(monkeypatch):
    """The scans for which questions were chosen."""
    found, choose = [], Recommender.next_questions

    def noted(self, scan, *rest, **others):
        found.append(scan)
        return choose(self, scan, *rest, **others)

    monkeypatch.setattr(Recommender, "next_questions", noted)
    return found


@pytest.fixture
def settled(app):
    """Wait until all that was begun ahead is done."""
    return lambda: app.state.koers.advisor.choices.outcome(tuple)


@pytest.fixture
def scan(visitor):
    return visitor.post("/scan", data=WORK).headers["location"].rpartition("/")[0]


def asked(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="((?:rating|statement)\.[\w-]+)"', page)))


def told(visitor, address: str, answers: dict[str, str], go: str):
    return visitor.post(address, data={**answers, "go": go})


@pytest.mark.parametrize("page", ["verandering", "vaardigheden/1"])
def test_the_last_answer_of_a_page_begins_the_choice_of_the_next(
    visitor, scan, chosen, settled, page
):
    address = f"{scan}/{page}"
    names = asked(visitor.get(address).text)
    chosen.clear()
    for n in range(1, len(names)):
        assert told(visitor, address, dict.fromkeys(names[:n], "2"), "save").status_code == 200
    settled()
    assert chosen == []
    answers = dict.fromkeys(names, "2")
    assert told(visitor, address, answers, "save").status_code == 200
    settled()
    assert len(chosen) == 1
    then = told(visitor, address, answers, "next").headers["location"]
    assert "/vaardigheden/" in then
    assert len(chosen) == 1
    assert asked(visitor.get(then).text)


def test_who_changes_an_answer_after_that_gets_what_fits_the_new_one(
    visitor, scan, chosen, settled
):
    address = f"{scan}/vaardigheden/1"
    names = asked(visitor.get(address).text)
    chosen.clear()
    told(visitor, address, dict.fromkeys(names, "2"), "save")
    settled()
    told(visitor, address, {**dict.fromkeys(names, "2"), names[0]: "0"}, "next")
    assert len(chosen) == 2
    assert chosen[-1].ratings[names[0].removeprefix("rating.")] == 0


def test_who_goes_back_and_on_again_finds_the_same_skills(visitor, scan, chosen, settled):
    address = f"{scan}/vaardigheden/1"
    answers = dict.fromkeys(asked(visitor.get(address).text), "2")
    second = told(visitor, address, answers, "next").headers["location"]
    skills = asked(visitor.get(second).text)
    chosen.clear()
    told(visitor, address, answers, "save")
    settled()
    assert chosen == []
    assert asked(visitor.get(second).text) == skills
