"""The plan in an agenda: all-day events, the same names every time, no key in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar

from recommender import SelfScan, read_self_scan
from recommender.agenda import Booking
from recommender.plan_edit import add_own_step, edit_line
from recommender.plan_line import CheckIn
from service.plan_calendar import plan_calendar
from service.web.advice_view import view
from service.wording import Wording

SCAN = SelfScan(
    role="camera-operator",
    target_roles=("remote-robotic-camera-operator",),
    budget=1500,
    why_now="Mijn zender stopt; ik, dus ook",
    when="ik moe ben",
    then="loop ik een rondje",
)


@pytest.fixture
def dutch(taxonomy):
    return Wording("nl", taxonomy)


@pytest.fixture
def advised(recommender, today):
    return recommender.advise(SCAN, today=today)


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


class TestTheCalendar:
    def test_has_every_day_of_the_plan(self, advised, dutch):
        plan = advised.plan
        found = {
            (str(e["summary"]), e.decoded("dtstart")) for e in events(plan_calendar(advised, dutch))
        }
        assert ("Je eerste stap", plan.first_step.by) in found
        assert plan.courses
        for step in plan.courses:
            assert (f"Begint: {step.course.title}", step.start) in found
            if step.book_by:
                assert (f"Boek: {step.course.title}", step.book_by) in found
        for day in plan.checks:
            assert ("Kijk terug op je plan", day) in found
        assert len(found) >= 1 + len(plan.courses) + len(plan.beyond) + len(plan.checks)

    def test_has_whole_days_that_block_no_time(self, advised, dutch):
        for event in events(plan_calendar(advised, dutch)):
            start, end = event.decoded("dtstart"), event.decoded("dtend")
            assert type(start) is dt.date
            assert end == start + dt.timedelta(days=1)
            assert event["transp"] == "TRANSPARENT"

    def test_keeps_its_names_when_days_move(self, recommender, dutch, today):
        def names(day):
            data = plan_calendar(recommender.advise(SCAN, today=day), dutch, key="mine")
            return {str(e["uid"]): str(e["summary"]) for e in events(data)}

        one, later = names(today), names(today + dt.timedelta(days=1))
        both = one.keys() & later.keys()
        assert len(both) >= 4
        assert all(one[uid] == later[uid] for uid in both)
        assert len(one) == len(events(plan_calendar(recommender.advise(SCAN, today=today), dutch)))

    def test_of_two_people_has_no_name_in_common_and_tells_no_key(self, advised, dutch):
        mine, yours = (plan_calendar(advised, dutch, key=key) for key in ("mine", "yours"))
        assert not {str(e["uid"]) for e in events(mine)} & {str(e["uid"]) for e in events(yours)}
        assert b"mine" not in mine

    def test_is_the_same_for_the_same_advice(self, advised, dutch):
        assert plan_calendar(advised, dutch) == plan_calendar(advised, dutch)

    def test_holds_the_own_if_then_on_the_days_to_look_back(self, advised, dutch):
        [text] = {
            str(e["description"])
            for e in events(plan_calendar(advised, dutch))
            if str(e["summary"]) == "Kijk terug op je plan"
        }
        assert text == "Als ik moe ben, dan loop ik een rondje."

    def test_has_a_booked_course_that_is_no_step_of_the_path(self, recommender, dutch, today):
        start = today + dt.timedelta(days=40)
        booking = {"course": "no longer on offer", "start": start}
        scan = SelfScan.model_validate(SCAN.model_dump() | {"booked": [booking]})
        data = plan_calendar(recommender.advise(scan, today=today), dutch)
        found = {str(e["summary"]): e.decoded("dtstart") for e in events(data)}
        assert found["Begint: no longer on offer"] == start


class TestAPlanOfOnesOwn:
    @pytest.fixture
    def made(self, recommender, dutch, today):
        """The events of a scan, by title and text."""

        def made(scan):
            advice = recommender.advise(scan, today=today)
            return {
                (str(e["summary"]), str(e.get("description", ""))): e.decoded("dtstart")
                for e in events(plan_calendar(advice, dutch))
            }

        return made

    def test_follows_the_days_and_words_that_were_changed(self, made, advised, today):
        first, *_ = advised.plan.lines.shown
        day = today + dt.timedelta(days=2)
        found = made(edit_line(SCAN, first.id, text="Bel Sam", by=day))
        assert found["Je eerste stap", "Bel Sam"] == day

    def test_holds_neither_what_is_done_nor_what_was_left_out(self, made, advised, today):
        first, *_ = advised.plan.lines.shown
        step = next(line for line in advised.plan.lines.shown if line.kind == "beyond")
        scan = edit_line(edit_line(SCAN, first.id, done=today), step.id, dropped=True)
        texts = {text for _, text in made(scan)}
        assert first.of.step.text.nl not in texts
        assert step.of.step.text.nl not in texts

    def test_holds_own_steps_that_have_a_day(self, made, today):
        scan, _ = add_own_step(SCAN, "Samira bellen", today)
        scan, _ = add_own_step(scan, "Een boek lezen", None)
        own = {text: day for (title, text), day in made(scan).items() if title == "Je eigen stap"}
        assert own == {"Samira bellen": today}

    def test_asks_nothing_of_who_put_the_plan_to_rest(self, made, today):
        resting = SCAN.model_copy(update={"check_ins": (CheckIn(day=today, next="stop"),)})
        assert "Kijk terug op je plan" not in {title for title, _ in made(resting)}


EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "self_scans").glob("*.json"))


class TestMoney:
    @pytest.fixture
    def shared(self, recommender):
        """The advice of a freelancer whose courses a fund may pay a part of."""
        scan = read_self_scan(next(p for p in EXAMPLES if p.stem == "sound-technician"))
        return recommender.advise(scan, today=dt.date(2026, 11, 30))

    def test_a_booking_names_the_price_beside_what_remains_when_others_pay(self, shared, dutch):
        texts = {
            str(e["summary"]): str(e.get("description", ""))
            for e in events(plan_calendar(shared, dutch))
        }
        paid = [s for s in shared.plan.courses if s.cost.funded and s.book_by]
        assert paid
        for step in paid:
            text = texts[f"Boek: {step.course.title}"]
            assert dutch.own_cost(step.cost) in text
            assert f"prijs {dutch.money(step.cost.gross)}" in text

    def test_asking_for_money_names_the_course(self, shared, dutch):
        found = {str(e["summary"]) for e in events(plan_calendar(shared, dutch))}
        asked = [f for f in shared.plan.funding if f.course]
        assert asked
        for funding in asked:
            name = funding.todo.rule.name["nl"]
            assert f"{name}: geld regelen voor ‘{funding.course.title}’" in found

    def test_agenda_plan_and_course_name_one_day_for_asking(self, shared, dutch):
        cards = {card.id: card for card in view(shared, dutch).courses}
        days = {
            str(e["summary"]): e.decoded("dtstart") for e in events(plan_calendar(shared, dutch))
        }
        for funding in shared.plan.funding:
            summary = next(s for s in days if funding.course.title in s and "geld" in s)
            assert days[summary] == funding.by
            told = " ".join(cards[funding.course.id].funding.todo)
            assert dutch.day(funding.by) in told

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
    def test_nothing_is_due_in_a_weekend(self, recommender, dutch, path):
        for day in (dt.date(2026, 11, 30), dt.date(2026, 12, 3)):
            data = plan_calendar(recommender.advise(read_self_scan(path), today=day), dutch)
            due = [e for e in events(data) if not str(e["summary"]).startswith("Begint: ")]
            assert due
            assert all(e.decoded("dtstart").weekday() < 5 for e in due)

    def test_ends_well_on_the_last_day_there_is(self, recommender, dutch, today):
        booked = (Booking(course="KA-116", start=dt.date.max),)
        advice = recommender.advise(SCAN.model_copy(update={"booked": booked}), today=today)
        assert "99991231" in plan_calendar(advice, dutch).decode()
