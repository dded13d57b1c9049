"""Every decision becomes an example with the text it was made on."""

from __future__ import annotations

import datetime as dt
import json

from models.tag_examples import read_decisions
from recommender import CatalogueStore, Row, TagDecision, TagReview
from recommender.course_tagger import text_of
from recommender.store.tag_examples import examples, lines

DAY = dt.date(2026, 11, 24)


def test_an_example_has_the_text_of_the_course_and_the_decision(tmp_path, make_course):
    course = make_course(
        "a",
        [],
        title="Beeld",
        language="en",
        kind="workshop",
        outcomes=("één\u2028", "twee"),
        said=(
            ("presumes", "Je kunt filmen."),
            ("presumes", "Je hebt een camera."),
            ("level", "gevorderd"),
            ("price", "in overleg"),
        ),
        hours=12,
    )
    CatalogueStore(tmp_path).sync("academy", [Row("row 1", course)], today=DAY)
    review = TagReview(tmp_path)
    review.decide(TagDecision("a", "editing", "taught", "accept", 1, 2, DAY))
    [example] = examples(review)
    assert example == {
        "title": "Beeld",
        "summary": course.summary,
        "outcomes": ["één\u2028", "twee"],
        "description": course.description,
        "presumes": "Je kunt filmen.. Je hebt een camera.",
        "language": "en",
        "level": "gevorderd",
        "hours": 12,
        "kind_of_course": "workshop",
        "provider": course.provider,
        "skill": "editing",
        "kind": "taught",
        "verdict": "accept",
        "from_level": 1,
        "to_level": 2,
    }
    [line] = lines(review)
    assert line.endswith("}\n")
    assert len(line.splitlines()) == 1
    assert json.loads(line) == example


def test_the_tagger_learns_from_the_same_text_that_it_will_read(tmp_path, make_course):
    said = (("presumes", "Filmen"), ("presumes", "Monteren"), ("level", "basis"))
    course = make_course("a", [], said=said, hours=12, outcomes=("een", "twee"))
    CatalogueStore(tmp_path).sync("academy", [Row("row 1", course)], today=DAY)
    review = TagReview(tmp_path)
    review.decide(TagDecision("a", "editing", "taught", "accept", 1, 2, DAY))
    review.decide(TagDecision("a", "filming", "presumed", "reject", 0, 0, DAY))
    file = tmp_path / "decisions.jsonl"
    file.write_text("".join(lines(review)), encoding="utf-8")
    [example] = read_decisions(file)
    assert example.text == text_of(course)
    assert (example.text.level, example.text.hours) == ("basis", 12)
    assert example.taught == {"editing": (1, 2)}
    assert example.rejected == {("presumed", "filming")}


def test_there_are_none_without_decisions(tmp_path):
    assert list(lines(TagReview(tmp_path))) == []
