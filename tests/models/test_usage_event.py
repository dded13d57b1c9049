"""Events as a file: what is written is read again, and what is wrong is named by its line."""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.usage_event import KINDS, REASONS, UsageEvent, UseReason, read_events, written
from recommender.agenda import StopReason
from skills_taxonomy import ServiceError

EVENTS = st.builds(
    UsageEvent,
    person=st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=16),
    day=st.dates(),
    course=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    kind=st.sampled_from(KINDS),
    position=st.none() | st.integers(1, 50),
    reason=st.none() | st.sampled_from(REASONS),
    stars=st.none() | st.integers(1, 5),
    terms=st.lists(st.floats(0, 1), max_size=8).map(tuple),
    goal=st.none() | st.just("deepen"),
    work_form=st.none() | st.just("freelance"),
)


@given(st.lists(EVENTS, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory, events):
    file = tmp_path_factory.getbasetemp() / "events.jsonl"
    file.write_text(written(events), encoding="utf-8")
    assert read_events(file) == events


def test_every_reason_to_stop_is_a_reason_here():
    assert set(get_args(StopReason)) <= set(get_args(UseReason))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: no valid JSON"),
        ("[]", "line 2: an event is one JSON object"),
        ('{"person": "a"}', "'day' must be a text"),
        ('{"person": "a", "day": "soon", "course": "c", "kind": "done"}', "'soon' is no day"),
        ('{"person": "a", "day": "2027-01-04", "course": "c", "kind": "seen"}', "'kind' must be"),
        ('{"person": "a", "day": "2027-01-04", "course": "c", "kind": "done", "age": 4}', "'age'"),
        (
            '{"person": "a", "day": "2027-01-04", "course": "c", "kind": "rated", "stars": 6}',
            "'stars' must be a whole number from 1 to 5",
        ),
        (
            '{"person": "a", "day": "2027-01-04", "course": "c", "kind": "shown", "terms": [2]}',
            "'terms' must be a list of numbers from 0 to 1",
        ),
    ],
)
def test_a_line_that_is_no_event_is_named(tmp_path, line, sentence):
    file = tmp_path / "events.jsonl"
    good = UsageEvent("a", dt.date(2027, 1, 4), "c", "opened")
    file.write_text(written([good]) + line + "\n")
    with pytest.raises(ServiceError, match="line 2") as error:
        read_events(file)
    assert sentence in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ServiceError, match=r"nowhere\.jsonl' cannot be read"):
        read_events(tmp_path / "nowhere.jsonl")
