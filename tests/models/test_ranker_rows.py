"""What a course was to somebody in the end, and where it was shown."""

import datetime as dt

import numpy as np
import pytest

from models.ranker_rows import LAST_POSITION, rows_of
from models.usage_event import UsageEvent

DAY = dt.date(2027, 1, 4)


def event(kind, day=0, person="a", course="c", **told):
    return UsageEvent(person, DAY + dt.timedelta(days=day), course, kind, **told)


def shown(day=0, position=1, terms=(0.5, 0.5), **told):
    return event("shown", day, position=position, terms=terms, **told)


class TestTheGrade:
    @pytest.mark.parametrize(
        ("did", "grade"),
        [
            ([], 0),
            ([event("opened")], 1),
            ([event("chosen")], 1),
            ([event("opened"), event("chosen")], 1),
            ([event("opened"), event("booked", 1)], 3),
            ([event("opened"), event("dismissed")], 0),
            ([event("dismissed"), event("booked", 3)], 3),
            ([event("booked"), event("stopped", 9, reason="not-useful")], 0),
            ([event("booked"), event("stopped", 9, reason="no-time")], 3),
            ([event("booked"), event("done", 9), event("rated", 9, stars=5)], 3),
            ([event("done"), event("rated", stars=2)], 0),
            ([event("rated", stars=1), event("rated", 1, stars=4)], 2),
        ],
    )
    def test_is_the_last_word_and_stars_say_most(self, did, grade):
        assert rows_of([shown(), *did], 2).grade.tolist() == [grade]

    def test_does_not_depend_on_the_order_of_the_events(self):
        did = [shown(), event("opened"), event("booked", 2), event("rated", 9, stars=3)]
        assert rows_of(did, 2).grade == rows_of(did[::-1], 2).grade


class TestTheShowing:
    def test_is_the_last_one_before_the_first_answer(self):
        did = [shown(0, 7), shown(2, 3), event("opened", 2), shown(5, 1)]
        assert rows_of(did, 2).position.tolist() == [3]

    def test_of_who_does_nothing_is_the_highest(self):
        assert rows_of([shown(0, 7), shown(2, 3), shown(5, 9)], 2).position.tolist() == [3]

    def test_far_down_is_taken_together(self):
        assert rows_of([shown(position=90)], 2).position.tolist() == [LAST_POSITION]

    def test_with_other_terms_tells_nothing(self):
        assert not len(rows_of([shown(terms=(0.5,)), event("opened")], 2).grade)

    def test_that_never_was_tells_nothing(self):
        assert not len(rows_of([event("booked")], 2).grade)


def test_only_who_preferred_something_tells_an_order():
    did = [
        shown(person="a", course="x"), shown(person="a", course="y"),
        event("opened", person="a", course="x"),
        shown(person="b", course="x"), shown(person="b", course="y"),
        shown(person="c", course="x"), event("booked", person="c", course="x"),
    ]  # fmt: skip
    rows = rows_of(did, 2)
    assert rows.people == 3
    assert np.unique(rows.person[rows.telling]).tolist() == [0]
