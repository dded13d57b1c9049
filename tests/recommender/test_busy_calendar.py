"""Weeks without time come out of a calendar file, and nothing else does."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.agenda import Busy
from recommender.busy_calendar import AHEAD, read_busy, with_busy
from recommender.self_scan import SelfScan
from skills_taxonomy import ScanError

TODAY = dt.date(2027, 1, 4)  # a Monday
DAY = dt.timedelta(days=1)
HOLIDAY = ("DTSTART;VALUE=DATE:20270201", "DTEND;VALUE=DATE:20270215")


def event(*lines, uid="1"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*events):
    return "".join(["BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", *events, "END:VCALENDAR\r\n"])


def read(*events):
    return [
        (busy.start.isoformat(), busy.end.isoformat())
        for busy in read_busy(calendar(*events), TODAY)
    ]


def week(hours, first="20270111"):
    """Three days of a week with so many hours each."""
    return event(
        f"DTSTART;TZID=Europe/Amsterdam:{first}T090000",
        f"DURATION:PT{hours}H",
        "RRULE:FREQ=DAILY;COUNT=3",
    )


class TestLongEvents:
    def test_of_three_days_or_more_are_periods(self):
        assert read(event(*HOLIDAY)) == [("2027-02-01", "2027-02-14")]
        three = event("DTSTART;VALUE=DATE:20270201", "DTEND;VALUE=DATE:20270204")
        assert read(three) == [("2027-02-01", "2027-02-03")]

    def test_of_two_days_are_not(self):
        assert read(event("DTSTART;VALUE=DATE:20270201", "DTEND;VALUE=DATE:20270203")) == []

    def test_with_hours_count_as_well(self):
        shoot = event("DTSTART:20270201T070000Z", "DTEND:20270205T190000Z")
        assert read(shoot) == [("2027-02-01", "2027-02-05")]

    def test_that_meet_are_one_period(self):
        after = event("DTSTART;VALUE=DATE:20270215", "DTEND;VALUE=DATE:20270220", uid="2")
        assert read(event(*HOLIDAY), after) == [("2027-02-01", "2027-02-19")]

    @pytest.mark.parametrize(
        "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
    )
    def test_that_take_no_time_do_not_count(self, line):
        assert read(event(*HOLIDAY, line)) == []

    def test_that_are_over_or_years_ahead_do_not_count(self):
        past = event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261215")
        far = event("DTSTART;VALUE=DATE:20310101", "DTEND;VALUE=DATE:20310115", uid="2")
        assert read(past, far) == []

    def test_that_are_going_on_begin_today(self):
        assert read(event("DTSTART;VALUE=DATE:20261228", "DTEND;VALUE=DATE:20270111")) == [
            ("2027-01-04", "2027-01-10")
        ]


class TestFullWeeks:
    def test_are_periods_from_monday_to_sunday(self):
        assert read(week(9)) == [("2027-01-11", "2027-01-17")]

    def test_begin_above_twenty_four_hours(self):
        assert read(week(8)) == []

    def test_count_what_overlaps_once(self):
        assert (
            read(week(8), event("DTSTART:20270111T090000Z", "DTEND:20270111T100000Z", uid="2"))
            == []
        )

    def test_count_single_days_as_eight_hours(self):
        whole = [event(f"DTSTART;VALUE=DATE:202701{day}", uid=str(day)) for day in (11, 12, 14, 15)]
        assert read(*whole) == [("2027-01-11", "2027-01-17")]
        assert read(*whole[:3]) == []

    def test_follow_the_clock_of_the_netherlands(self):
        # Sunday 23:30 in London is Monday in Hilversum, in summer as well as in winter.
        nights = event("DTSTART:20270110T233000Z", "DURATION:PT9H", "RRULE:FREQ=DAILY;COUNT=3")
        assert read(nights) == [("2027-01-11", "2027-01-17")]


class TestRepetition:
    def test_every_year(self):
        summer = event(
            "DTSTART;VALUE=DATE:20100711", "DTEND;VALUE=DATE:20100725", "RRULE:FREQ=YEARLY"
        )
        assert read(summer) == [("2027-07-11", "2027-07-24"), ("2028-07-11", "2028-07-24")]

    def test_every_other_week_since_long_ago_until_a_day(self):
        rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE;UNTIL=20270129T000000Z"
        rows = event("DTSTART:20020107T080000Z", "DTEND:20020107T170000Z", rule)
        weeks = read(rows)
        assert len(weeks) == 2
        for start, end in weeks:
            first = dt.date.fromisoformat(start)
            assert (first - dt.date(2002, 1, 7)).days % 14 == 0
            assert dt.date.fromisoformat(end) == first + 6 * DAY

    def test_leaves_out_and_adds_what_the_file_says(self):
        block = event(
            "DTSTART;VALUE=DATE:20270201",
            "DTEND;VALUE=DATE:20270205",
            "RRULE:FREQ=MONTHLY;COUNT=3",
            "EXDATE;VALUE=DATE:20270301",
            "RDATE;VALUE=DATE:20270501",
        )
        assert [start for start, _ in read(block)] == ["2027-02-01", "2027-04-01", "2027-05-01"]

    def test_moves_one_occasion(self):
        block = event(*HOLIDAY, "RRULE:FREQ=MONTHLY;COUNT=2")
        moved = event(
            "RECURRENCE-ID;VALUE=DATE:20270301",
            "DTSTART;VALUE=DATE:20270310",
            "DTEND;VALUE=DATE:20270314",
        )
        assert read(block, moved) == [("2027-02-01", "2027-02-14"), ("2027-03-10", "2027-03-13")]

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=3",
            "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40",
            "FREQ=SECONDLY",
            "FREQ=NEVER",
        ],
    )
    def test_that_never_comes_true_counts_for_its_first_day(self, rule):
        assert read(event(*HOLIDAY, f"RRULE:{rule}")) == [("2027-02-01", "2027-02-14")]


class TestWhatIsNoAgenda:
    @pytest.mark.parametrize(
        "text", ["", "hello", "{}", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nfoo", "\x00"]
    )
    def test_gets_one_sentence(self, text):
        with pytest.raises(ScanError, match=r"^This is no calendar file .*\.ics\)\.$"):
            read_busy(text, TODAY)

    def test_may_be_empty(self):
        assert read() == []

    def test_loses_only_the_event_that_is_broken(self):
        assert read(event("DTSTART:yesterday"), event(*HOLIDAY, uid="2")) == [
            ("2027-02-01", "2027-02-14")
        ]

    @pytest.mark.parametrize("day", ["99991231T235959Z", "P3D", "00010101T000000Z", "never"])
    def test_keeps_its_events_when_one_was_moved_from_a_day_that_cannot_be(self, day):
        block = event(*HOLIDAY, "RRULE:FREQ=MONTHLY;COUNT=2")
        moved = event(f"RECURRENCE-ID:{day}", "DTSTART;VALUE=DATE:20270201", uid="1")
        assert read(block, moved) == [("2027-02-01", "2027-02-14"), ("2027-03-01", "2027-03-14")]

    def test_may_not_hold_a_whole_career(self):
        many = [event(*HOLIDAY, uid=str(n)) for n in range(5_001)]
        with pytest.raises(ScanError, match="5,000 events"):
            read_busy(calendar(*many), TODAY)

    def test_may_not_hold_a_hundred_thousand_appointments(self):
        forever = [
            event(
                "DTSTART:19700101T080000Z",
                "DTEND:19700101T090000Z",
                "RRULE:FREQ=DAILY;COUNT=999999",
                uid=str(n),
            )
            for n in range(40)
        ]
        with pytest.raises(ScanError, match="more than 50,000"):
            read_busy(calendar(*forever), TODAY)

    @given(
        lines=st.lists(
            st.sampled_from(
                [
                    "BEGIN:VEVENT", "END:VEVENT", "DTSTART:20270201T080000Z", "DTEND:20270101",
                    "DURATION:-P3D", "DURATION:P9D", "RRULE:FREQ=WEEKLY;INTERVAL=0", "RRULE:;",
                    "DTSTART;VALUE=DATE:20270201", "EXDATE:x", "RDATE:20270201/20270205",
                    "RECURRENCE-ID:x", "RECURRENCE-ID:99991231T235959Z", "RECURRENCE-ID:P3D",
                    "RRULE:FREQ=MONTHLY;BYDAY=9MO", "RRULE:FREQ=DAILY;UNTIL=x",
                    "DTSTART;TZID=Nowhere/Town:20270201T080000", "STATUS",
                    "RRULE:FREQ=DAILY;BYDAY=XX",
                ]
            ),
            max_size=12,
        )
    )  # fmt: skip
    def test_is_an_answer_or_one_sentence_whatever_it_holds(self, lines):
        text = calendar("\r\n".join([*lines, ""]))
        try:
            found = read_busy(text, TODAY)
        except ScanError:
            return
        for busy in found:
            assert TODAY <= busy.start <= busy.end <= TODAY + AHEAD * DAY


class TestAScan:
    def test_gets_the_periods_beside_its_own(self, tmp_path):
        file = tmp_path / "a.ics"
        file.write_text(calendar(event(*HOLIDAY)))
        own = Busy(start=TODAY + 100 * DAY, end=TODAY + 101 * DAY)
        scan = with_busy(SelfScan(wish="x", busy=[own]), file, TODAY)
        assert scan.busy == (Busy(start=dt.date(2027, 2, 1), end=dt.date(2027, 2, 14)), own)

    def test_names_the_file_that_is_not_there_or_not_right(self, tmp_path):
        with pytest.raises(ScanError, match="There is no file"):
            with_busy(SelfScan(wish="x"), tmp_path / "a.ics", TODAY)
        with pytest.raises(ScanError, match="cannot be read"):
            with_busy(SelfScan(wish="x"), tmp_path, TODAY)
        (tmp_path / "b.ics").write_text("hello")
        with pytest.raises(ScanError, match=r"b\.ics: This is no calendar"):
            with_busy(SelfScan(wish="x"), tmp_path / "b.ics", TODAY)
