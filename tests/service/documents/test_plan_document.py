"""The plan on one page: all of it when there is room, the most important part when there is not."""

import io
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from recommender import read_self_scan
from recommender.plan_line import PlanEdit
from service.documents.plan_document import (
    Aside,
    NextStep,
    Row,
    plan_document,
    plan_file,
)
from service.documents.typeset import typeset
from service.web.advice_view import view

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "self_scans").glob("*.json"))


def flat(text):
    return " ".join(text.split())


class TestThePage:
    def test_begins_with_where_it_leads_and_the_next_step(self, advised, wording, read):
        advice = advised()
        text, shown = read(plan_file(advice, wording)), view(advice, wording)
        assert flat(shown.heading).replace("\u2060", "") in text.replace("\u2060", "")
        assert text.index(flat(shown.next_step)) < text.index(advice.plan.courses[0].course.title)

    def test_has_every_course_with_its_days_place_hours_and_what_it_costs_me(
        self, advised, wording, read
    ):
        advice = advised()
        text = read(plan_file(advice, wording))
        assert advice.plan.courses
        for step in advice.plan.courses:
            assert step.course.title in text
            assert wording.short_day(step.start) in text
            assert wording.place(step.place) in text
            assert wording.length(step.course) in text
            assert flat(wording.own_cost(step.cost)) in text

    def test_has_what_helps_to_keep_to_it_in_own_words(self, advised, dutch, read):
        advice = advised()
        text = read(plan_file(advice, dutch))
        assert "“Mijn zender stopt ermee”" in text
        assert "Als ik moe ben, dan loop ik een rondje." in text
        assert "Samira" in text
        for day in advice.plan.checks:
            assert dutch.day(day) in text

    def test_says_what_it_costs_altogether_when_it_was_made_and_by_what(self, advised, dutch, read):
        advice = advised()
        text = read(plan_file(advice, dutch))
        assert f"Je plan kost {flat(dutch.path_cost(advice.path))}" in text
        assert "Gemaakt op 4 januari 2027" in text
        for name, version in advice.versions.items():
            assert f"{name} {version}" in text

    def test_is_titled_in_the_language_of_the_reader(self, advised, wording):
        reader = PdfReader(io.BytesIO(plan_file(advised(), wording)))
        assert reader.trailer["/Root"]["/Lang"] == wording.language
        starts = "Mijn plan: " if wording.language == "nl" else "My plan: "
        assert reader.metadata.title.startswith(starts)

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
    def test_has_room_for_every_step_of_the_examples(self, recommender, wording, read, today, path):
        advice = recommender.advise(read_self_scan(path), today=today)
        text = read(plan_file(advice, wording))
        assert "… " not in text.replace("… en dan", "")
        for row in view(advice, wording).plan.rows:
            assert flat(row.what) in text


class TestWhatSomebodyChanged:
    def test_stands_on_it(self, advised, dutch, read):
        [beyond, *_] = advised().plan.beyond
        edit = PlanEdit(line=f"beyond:{beyond.step.slug}", text="Ik ga bij Bo kijken")
        own = {"id": "1", "text": "Mijn eigen stap"}
        text = read(plan_file(advised(edits=(edit,), own_steps=(own,)), dutch))
        assert "Ik ga bij Bo kijken" in text
        assert "Mijn eigen stap" in text
        assert beyond.step.text["nl"] not in text

    def test_a_course_in_own_words_keeps_its_title_beside_them(self, advised, dutch, read):
        [course, *_] = advised().plan.courses
        edit = PlanEdit(line=f"course:{course.course.id}", text="Hier kijk ik naar uit")
        text = read(plan_file(advised(edits=(edit,)), dutch))
        assert "Hier kijk ik naar uit" in text
        assert course.course.title in text

    def test_that_is_done_is_ticked_and_the_first_to_go(self, advised, dutch, today):
        [beyond, *_] = advised().plan.beyond
        edit = PlanEdit(line=f"beyond:{beyond.step.slug}", done=today)
        document = plan_document(advised(edits=(edit,)), dutch)
        [done] = [n for n, row in enumerate(document.rows) if row.done]
        assert document.cuts[0] == done

    def test_the_first_step_that_is_done_makes_room_for_the_next(self, advised, dutch, today):
        first = advised().plan.first_step.step
        edit = PlanEdit(line=f"first:{first.slug}", done=today)
        document = plan_document(advised(edits=(edit,)), dutch)
        assert document.next.what != first.text["nl"]
        assert first.text["nl"] in {row.what for row in document.rows if row.done}


LONG = "Een lange tekst over redactiewerkzaamhedencoördinatie die maar doorgaat en doorgaat " * 20


class TestWithoutEnoughRoom:
    @pytest.fixture
    def full(self, advised, dutch):
        """Every text at its most, three courses and twelve other steps."""
        document = plan_document(advised(), dutch)
        courses = [_row(f"Cursus {n}: {LONG[:130]}", n) for n in (1, 2, 3)]
        others = [_row(f"Stap {n}: {LONG[:310]}", 0) for n in range(12)]
        return replace(
            document,
            heading=LONG[:120],
            goal=LONG[:320],
            why_now=f"“{LONG[:300]}”",
            next=NextStep("Je volgende stap", LONG[:240], LONG[:320]),
            facts=tuple(replace(fact, note=LONG[:110]) for fact in document.facts),
            rows=(*courses, *others),
            cuts=(*range(14, 2, -1), 2, 1, 0),
            more=tuple(f"… en nog {n} stappen op je planpagina" for n in range(1, 16)),
            asides=(
                Aside("Als het lastig wordt", (LONG[:480],)),
                Aside("Wie kijkt mee", (LONG[:240],)),
                document.asides[2],
            ),
        )

    def test_it_is_one_page_that_keeps_the_courses_and_counts_what_is_left_out(
        self, full, read, today
    ):
        text = read(typeset("plan", asdict(full), today))
        assert all(f"Cursus {n}:" in text for n in (1, 2, 3))
        assert "Stap 11:" not in text
        assert "… en nog 12 stappen op je planpagina" in text
        assert "Terugkijken" in text

    def test_the_last_steps_go_first(self, full, read, today):
        short = Aside("Wie kijkt mee", ("Samira",))
        rows = tuple(replace(row, what=row.what[:60], notes=()) for row in full.rows)
        less = replace(full, goal="Kort", why_now="", asides=(short,) * 3, rows=rows)
        text = read(typeset("plan", asdict(less), today))
        assert "Stap 0:" in text
        assert "Stap 11:" not in text
        kept = [n for n in range(12) if f"Stap {n}:" in text]
        assert kept == list(range(len(kept)))
        assert f"… en nog {12 - len(kept)} stappen op je planpagina" in text

    def test_real_people_with_much_to_tell_get_one_page(self, advised, wording, read):
        own = tuple({"id": str(n), "text": LONG[: 299 - n]} for n in range(20))
        advice = advised(
            why_now=LONG[:299], when=LONG[:199], then=LONG[:199], helper=LONG[:59], own_steps=own
        )
        text = read(plan_file(advice, wording))
        for step in advice.plan.courses:
            assert step.course.title in text
        assert "… en nog" in text or "… and" in text

    def test_twenty_booked_courses_are_one_page(self, recommender, advised, dutch, today, read):
        booked = [
            {"course": course.id, "start": course.runs(today)[0].start}
            for course in recommender.catalogue.courses.values()
            if course.runs(today)
        ][:20]
        assert len(booked) == 20
        assert "Mijn plan" in read(plan_file(advised(booked=booked), dutch))


def _row(what, number):
    return Row(
        when="uiterlijk wo 30 sept",
        what=what,
        language="nl",
        notes=(LONG[:140], LONG[:240], LONG[:240]),
        time="ongeveer 120 uur" if number else "",
        cost="€ 12.345,67" if number else "",
        number=number,
    )
