"""A moment for the next step: within seven days, with an alarm, and always the same event."""

import datetime as dt

import pytest
from icalendar import Calendar

from recommender import SelfScan
from recommender.plan_line import PlanEdit
from recommender.working_day import is_working_day
from service.step_calendar import moment_name, step_calendar, step_to_plan
from service.web.next_step_view import next_view
from service.wording import Wording

SCAN = SelfScan(
    role="camera-operator", target_roles=("remote-robotic-camera-operator",), budget=1500
)


@pytest.fixture(scope="module")
def dutch(taxonomy):
    return Wording("nl", taxonomy)


@pytest.fixture
def moment(recommender, dutch, today):
    """The one event in the file of a scan."""

    def moment(day=today, key="mine", **changes):
        scan = SelfScan.model_validate(SCAN.model_dump() | changes)
        advice = recommender.advise(scan, today=day)
        shown = next_view(advice, dutch)
        data = step_calendar(
            advice, step_to_plan(advice), dutch, what=shown.what, when=shown.when, key=key
        )
        assert b"mine" not in data
        [event] = Calendar.from_ical(data).walk("VEVENT")
        return event

    return moment


def done(recommender, today, count):
    lines = recommender.advise(SCAN, today=today).plan.lines.shown
    return tuple(PlanEdit(line=line.id, done=today) for line in lines[:count])


class TestTheMoment:
    def test_takes_the_minutes_of_the_step_and_says_what_to_do(self, moment, recommender, today):
        first = recommender.advise(SCAN, today=today).plan.first_step.step
        event = moment()
        took = event.decoded("dtend") - event.decoded("dtstart")
        assert took == dt.timedelta(minutes=first.minutes)
        assert str(event["summary"]) == f"Je eerste stap: {first.text['nl']}"
        assert first.text["nl"] in str(event["description"])

    @pytest.mark.parametrize("ahead", range(0, 28, 3))
    def test_is_on_a_working_day_after_today_and_within_seven(self, moment, today, ahead):
        day = today + dt.timedelta(days=ahead)
        found = moment(day).decoded("dtstart").date()
        assert day < found <= day + dt.timedelta(days=7)
        assert is_working_day(found)

    def test_is_in_the_evening_for_who_learns_in_the_evening(self, moment):
        assert moment().decoded("dtstart").time() == dt.time(9)
        assert moment(evenings_only=True).decoded("dtstart").time() == dt.time(19, 30)

    def test_has_an_alarm_before_it(self, moment):
        [alarm] = moment().walk("VALARM")
        assert str(alarm["action"]) == "DISPLAY"
        assert alarm.decoded("trigger") < dt.timedelta(0)

    def test_is_the_same_event_tomorrow_and_another_one_for_somebody_else(self, moment, today):
        assert moment()["uid"] == moment(today + dt.timedelta(days=1))["uid"]
        assert moment()["uid"] != moment(key="mine too")["uid"]

    def test_is_as_long_as_it_takes_to_arrange_a_course(self, moment, recommender, today):
        event = moment(edits=done(recommender, today, 1))
        assert str(event["summary"]).startswith("Je volgende stap: ")
        assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=30)

    def test_escapes_what_somebody_wrote(self, moment, recommender, today):
        [first, *_] = recommender.advise(SCAN, today=today).plan.lines.shown
        text = "Bel; vraag, en \\n schrijf\r\nATTACH:http://example.org"
        event = moment(edits=(PlanEdit(line=first.id, text=text),))
        assert "ATTACH" not in event
        assert "Bel; vraag, en" in str(event["summary"])


class TestTheLink:
    def test_is_called_after_the_step(self, recommender, dutch, today):
        def name(**changes):
            scan = SCAN.model_copy(update=changes)
            return moment_name(recommender.advise(scan, today=today), dutch)

        assert name() == "Zet je eerste stap in je agenda"
        assert name(edits=done(recommender, today, 1)) == "Zet deze stap in je agenda"
        assert name(edits=done(recommender, today, 99)) == ""
