"""Long work is done in turn, ahead where it can be, and its outcome is handed out once."""

from __future__ import annotations

import threading

import pytest

from service import long_work
from service.long_work import LongWork


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def work(clock):
    return LongWork[str](clock)


class Pieces:
    """Pieces of work that note when they are done."""

    def __init__(self):
        self.done: list[str] = []

    def __call__(self, name: str):
        def piece() -> str:
            self.done.append(name)
            return name

        return piece


@pytest.fixture
def pieces():
    return Pieces()


def test_what_was_not_begun_ahead_is_done_when_it_is_asked(work, pieces):
    assert work.outcome(pieces("now"), b"key") == "now"
    assert work.outcome(pieces("without a key")) == "without a key"


def test_what_was_begun_ahead_is_not_done_again(work, pieces):
    work.ahead(b"key", pieces("ahead"))
    work.ahead(b"key", pieces("twice"))
    assert work.outcome(pieces("now"), b"key") == "ahead"
    assert pieces.done == ["ahead"]


def test_an_outcome_is_handed_out_once(work, pieces):
    work.ahead(b"key", pieces("ahead"))
    assert work.outcome(pieces("now"), b"key") == "ahead"
    assert work.outcome(pieces("now"), b"key") == "now"


def test_another_key_gets_nothing_of_it(work, pieces):
    work.ahead(b"one", pieces("ahead"))
    assert work.outcome(pieces("now"), b"other") == "now"


def test_pieces_are_done_one_at_a_time_in_turn(work, pieces):
    held, going = threading.Event(), threading.Event()

    def first() -> str:
        going.set()
        held.wait(10)
        return pieces("first")()

    work.ahead(b"first", first)
    assert going.wait(10)
    for name in ("second", "third"):
        work.ahead(name.encode(), pieces(name))
    assert pieces.done == []
    held.set()
    assert work.outcome(pieces("last")) == "last"
    assert pieces.done == ["first", "second", "third", "last"]


def test_nothing_is_begun_ahead_while_much_is_waiting(work, pieces):
    held = threading.Event()
    work.ahead(b"held", lambda: str(held.wait(10)))
    for number in range(2 * long_work._MOST_WAITING):
        work.ahead(str(number).encode(), pieces(str(number)))
    held.set()
    work.outcome(pieces("last"))
    assert len(pieces.done) == long_work._MOST_WAITING


def test_what_nobody_asks_is_forgotten_after_a_minute(work, clock, pieces):
    work.ahead(b"key", pieces("ahead"))
    work.outcome(pieces("in between"))
    clock.now = 61.0
    assert work.outcome(pieces("now"), b"key") == "now"
    assert not work._ahead


def test_no_more_is_kept_than_there_is_room_for(work, pieces):
    for number in range(2 * long_work._MOST):
        work.ahead(str(number).encode(), pieces(str(number)))
        work.outcome(pieces("in between"))
        assert len(work._ahead) <= long_work._MOST
    assert work.outcome(pieces("now"), str(number).encode()) == str(number)


@pytest.mark.parametrize("ahead", [True, False])
def test_who_asks_hears_what_went_wrong(work, ahead):
    def broken() -> str:
        raise ValueError("no such skill")

    if ahead:
        work.ahead(b"key", broken)
    with pytest.raises(ValueError, match="no such skill"):
        work.outcome(broken, b"key")
    assert work.outcome(lambda: "goes on") == "goes on"
