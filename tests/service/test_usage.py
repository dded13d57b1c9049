"""What is kept of what people do, for how long, and how it goes."""

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from recommender import SelfScan
from service.database import open_engine
from service.saved_scan import ScanNotFound
from service.storage import Scans
from service.tables import events, pseudonyms
from service.usage import MOST_A_DAY, Usage, Use

DAY = dt.date(2027, 1, 4)
SCAN = SelfScan(role="journalist", goal="deepen", work_form="freelance", wish="Geheim woord")


class Calendar:
    day = DAY

    def __call__(self):
        return self.day


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "koers.sqlite3"


@pytest.fixture
def engine(file):
    engine = open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def scans(engine, calendar):
    return Scans(engine, today=calendar, expire_days=180)


@pytest.fixture
def usage(engine, scans, calendar):
    return Usage(engine, scans, today=calendar, keep_days=400)


@pytest.fixture
def token(scans):
    return scans.save(SCAN)


@pytest.fixture
def willing(usage, token):
    usage.allow(token)
    return token


def rows(engine, table):
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


class TestAllowing:
    def test_is_a_no_until_somebody_says_yes(self, usage, token):
        assert not usage.allows(token)
        assert usage.note(token, SCAN, Use("KA-101", "opened")) == 0
        assert usage.of(token) == ()

    def test_keeps_what_is_done_from_then_on(self, usage, willing):
        assert usage.allows(willing)
        assert usage.note(willing, SCAN, Use("KA-101", "shown", 2, terms=(0.25, 1.0))) == 1
        (kept,) = usage.of(willing)
        assert (kept.day, kept.course, kept.kind) == (DAY, "KA-101", "shown")
        assert (kept.position, kept.terms) == (2, (0.25, 1.0))
        assert (kept.goal, kept.work_form) == ("deepen", "freelance")

    def test_twice_changes_nothing(self, usage, willing):
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        usage.allow(willing)
        assert len(usage.of(willing)) == 1

    def test_of_a_scan_that_is_not_there_is_an_error(self, usage):
        with pytest.raises(ScanNotFound):
            usage.allow("nobody")
        with pytest.raises(ScanNotFound):
            usage.refuse("nobody")

    def test_where_nothing_is_learned_keeps_nothing(self, engine, scans, token):
        off = Usage(engine, scans, on=False)
        off.allow(token)
        off.count("shown", "KA-101")
        off.flush()
        assert not off.allows(token)
        assert off.note(token, SCAN, Use("KA-101", "opened")) == 0
        assert (rows(engine, pseudonyms), off.counted()) == (0, {})


class TestSwitchingItOff:
    def test_forgets_what_was_kept_before(self, engine, scans, usage, willing):
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        usage.count("shown", "KA-101")
        usage.flush()
        off = Usage(engine, scans, on=False)
        assert list(off.every()) == []
        assert off.purge() == 1
        assert (rows(engine, pseudonyms), rows(engine, events), off.counted()) == (0, 0, {})
        assert not usage.allows(willing)  # on again, it is a no until somebody says yes


class TestWritingAtOnce:
    def test_waits_for_its_turn(self, usage, scans, willing):
        def visit(n):
            scans.save(SCAN)
            return usage.note(willing, SCAN, Use(f"KA-{n}", "opened"))

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(visit, range(80))) == [1] * 80


class TestTakingThePlanAlong:
    def test_counts_once_however_often_an_agenda_fetches_it(self, usage, willing, calendar):
        assert usage.note(willing, SCAN, Use("KA-101", "chosen")) == 1
        calendar.day += dt.timedelta(days=1)
        assert usage.note(willing, SCAN, Use("KA-101", "chosen"), Use("KA-102", "chosen")) == 1
        assert [event.course for event in usage.of(willing)] == ["KA-101", "KA-102"]


class TestThePseudonym:
    def test_is_drawn_by_chance(self, usage, scans):
        people = set()
        for _ in range(20):
            token = scans.save(SCAN)
            usage.allow(token)
            usage.note(token, SCAN, Use("KA-101", "opened"))
            people.add(usage.of(token)[0].person)
        assert len(people) == 20
        assert all(len(person) == 16 for person in people)

    def test_is_another_one_after_a_no(self, usage, willing):
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        before = usage.of(willing)[0].person
        usage.refuse(willing)
        usage.allow(willing)
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        assert usage.of(willing)[0].person != before

    def test_stands_beside_nothing_that_was_typed(self, usage, engine, willing):
        usage.note(willing, SCAN, Use("KA-101", "dismissed", reason="too-dear"))
        with engine.connect() as connection:
            row = connection.execute(select(events)).mappings().one()
        assert set(row) == {
            "number", "person", "day", "course", "kind", "position", "reason", "stars", "terms",
            "goal", "work_form",
        }  # fmt: skip
        assert "Geheim" not in str(dict(row))
        assert willing not in str(dict(row))


class TestNoting:
    def test_the_same_thing_on_one_day_is_no_news(self, usage, willing, calendar):
        use = Use("KA-101", "shown", 1)
        assert usage.note(willing, SCAN, use, use) == 1
        assert usage.note(willing, SCAN, use, Use("KA-102", "shown", 2)) == 1
        calendar.day += dt.timedelta(days=1)
        assert usage.note(willing, SCAN, use) == 1

    def test_the_last_answer_of_a_day_counts(self, usage, willing):
        usage.note(willing, SCAN, Use("KA-101", "rated", stars=2))
        usage.note(willing, SCAN, Use("KA-101", "rated", stars=5))
        assert [event.stars for event in usage.of(willing)] == [5]

    def test_what_is_taken_back_is_gone(self, usage, willing):
        usage.note(willing, SCAN, Use("KA-101", "opened"), Use("KA-101", "dismissed"))
        usage.note(willing, SCAN, Use("KA-102", "dismissed"))
        usage.take_back(willing, "KA-101")
        told = [(event.course, event.kind) for event in usage.of(willing)]
        assert told == [("KA-101", "opened"), ("KA-102", "dismissed")]

    def test_more_than_a_person_does_in_a_day_is_not_kept(self, usage, willing):
        usage.note(willing, SCAN, *(Use(f"C-{n}", "opened") for n in range(MOST_A_DAY + 50)))
        usage.note(willing, SCAN, Use("one-more", "opened"))
        assert len(usage.of(willing)) == MOST_A_DAY

    def test_of_one_person_says_nothing_of_another(self, usage, scans, willing):
        other = scans.save(SCAN)
        usage.allow(other)
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        assert usage.of(other) == ()
        assert len(list(usage.every())) == 1


class TestForgetting:
    def test_a_no_takes_everything(self, usage, engine, willing):
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        usage.refuse(willing)
        assert (rows(engine, pseudonyms), rows(engine, events)) == (0, 0)

    def test_deleting_the_scan_takes_everything(self, usage, scans, engine, willing):
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        scans.delete(willing)
        assert (rows(engine, pseudonyms), rows(engine, events)) == (0, 0)

    def test_silence_takes_everything(self, usage, scans, engine, willing, calendar):
        usage.note(willing, SCAN, Use("KA-101", "opened"))
        calendar.day += dt.timedelta(days=181)
        scans.purge()
        assert (rows(engine, pseudonyms), rows(engine, events)) == (0, 0)

    def test_what_is_old_goes_and_the_rest_stays(self, usage, scans, willing, calendar):
        usage.note(willing, SCAN, Use("old", "opened"))
        usage.count("shown", "old")
        usage.flush()
        for _ in range(3):
            calendar.day += dt.timedelta(days=150)
            scans.get(willing)  # somebody comes back, so the scan does not expire
        usage.note(willing, SCAN, Use("new", "opened"))
        assert usage.purge() == 1
        assert [event.course for event in usage.of(willing)] == ["new"]
        assert usage.counted() == {}

    def test_is_real(self, usage, scans, willing, file):
        usage.note(willing, SCAN, Use("a-telling-course-id", "opened"))
        scans.delete(willing)
        left = b"".join(
            path.read_bytes() for path in file.parent.iterdir() if path.name.startswith(file.name)
        )
        assert b"a-telling-course-id" not in left

    def test_leaves_no_event_without_its_person(self, engine):
        row = {"person": "0" * 16, "day": DAY, "course": "c", "kind": "opened"}
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(insert(events).values(row))

    def test_of_the_person_leaves_a_late_event_nowhere(self, usage, scans, willing):
        scans.delete(willing)
        assert usage.note(willing, SCAN, Use("KA-101", "opened")) == 0


class TestCounting:
    def test_is_written_now_and_then(self, usage, file):
        usage.count("shown", "KA-101", "KA-102")
        usage.count("shown", "KA-101")
        usage.count("opened", "KA-101")
        assert usage.counted() == {}
        usage.flush()
        usage.flush()
        usage.count("shown", "KA-101")
        usage.flush()
        counted = {"KA-101": {"opened": 1, "shown": 3}, "KA-102": {"shown": 1}}
        assert usage.counted() == counted
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT count(*) FROM usage_events").fetchone() == (0,)

    def test_is_not_lost_when_the_database_is_away(self, usage, engine, monkeypatch):
        usage.count("shown", "KA-101")
        with monkeypatch.context() as patch:
            patch.setattr(usage, "_write", lambda _: (_ for _ in ()).throw(OSError("away")))
            with pytest.raises(OSError, match="away"):
                usage.flush()
        usage.flush()
        assert usage.counted() == {"KA-101": {"shown": 1}}
