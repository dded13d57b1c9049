import datetime as dt
import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from recommender import SelfScan
from recommender.agenda import Booking, Busy, Stopped
from recommender.plan_line import CheckIn, OwnStep, PlanEdit
from service.database import open_engine
from service.saved_scan import PARTS, SavedScan, ScanNotFound, ScanUnfinished
from service.storage import Scans
from service.tables import metadata, scans
from skills_taxonomy import KoersError, ServiceError

DAY = dt.date(2027, 1, 4)
SCAN = SelfScan(
    role="journalist",
    wish="Ik wil verhalen vinden in cijfers",
    ratings={"interviewing": 3},
    energy=2,
    budget=750,
    employer_budget=400,
    reclaims_vat=True,
    obstacle="energy",
    helper="Noor",
    done=("KA-101",),
    booked=(Booking(course="KA-102", start=dt.date(2027, 2, 1)),),
    stopped=(Stopped(course="KA-103", reason="too-hard"),),
    dismissed=("KA-104",),
    started=DAY,
)
EVERYTHING = SCAN.model_copy(
    update={
        "years": 12.0,
        "goal": "move",
        "target_roles": ("archivist",),
        "why_now": "Het werk verandert",
        "interests": ("data",),
        "work_form": "freelance",
        "region": "Hilversum",
        "travel": "nearby",
        "evenings_only": True,
        "languages": ("nl",),
        "budget_period": "year",
        "hours_per_week": 3.0,
        "weeks": 12,
        "deadline": DAY,
        "busy": (Busy(start=DAY, end=DAY),),
        "together": True,
        "support": "time",
        "obstacle": "time",
        "statements": {"energy-left": 2, "current-tools": 4},
        "importance": 8,
        "confidence": 7,
        "readiness": 6,
        "when": "Als het druk is",
        "then": "dan een halfuur",
        "edits": (PlanEdit(line="first:x", text="Bellen", done=DAY),),
        "own_steps": (OwnStep(id="1", text="Koffie"),),
        "check_ins": (CheckIn(day=DAY),),
    }
)
"""A scan in which every field was told."""


class Calendar:
    def __init__(self):
        self.day = DAY

    def __call__(self):
        return self.day

    def forward(self, days):
        self.day += dt.timedelta(days=days)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Each test runs on SQLite, and on the PostgreSQL that `KOERS_TEST_POSTGRESQL` names."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'home' / 'koers.sqlite3'}"
    if "KOERS_TEST_POSTGRESQL" not in os.environ:
        pytest.skip("KOERS_TEST_POSTGRESQL names no database to test on.")
    return os.environ["KOERS_TEST_POSTGRESQL"]


@pytest.fixture
def engine(url):
    engine = open_engine(url)
    yield engine
    with engine.begin() as connection:
        for table in (*reversed(metadata.sorted_tables), "alembic_version"):
            connection.execute(text(f"DROP TABLE {table}"))
    engine.dispose()


@pytest.fixture
def store(engine, calendar):
    return Scans(engine, today=calendar, expire_days=180)


class TestSaving:
    def test_what_was_saved_comes_back(self, store):
        saved = store.get(store.save(SCAN))
        assert saved == SavedScan(SCAN, DAY, DAY, False, frozenset())

    def test_no_two_tokens_are_equal_and_none_can_be_guessed(self, store):
        tokens = {store.save(SCAN) for _ in range(50)}
        assert len(tokens) == 50
        assert min(map(len, tokens)) == 32

    def test_nothing_but_hashes_of_tokens_is_at_rest(self, store, engine):
        token = store.save(SCAN)
        share = store.share(token, PARTS)
        with engine.connect() as connection:
            stored = str(connection.execute(select(scans)).mappings().all())
        assert token not in stored
        assert share not in stored

    def test_replacing_keeps_the_token_and_the_first_day(self, store, calendar):
        token = store.save(SCAN)
        calendar.forward(3)
        store.replace(token, SelfScan(role="archivist"))
        saved = store.get(token)
        assert saved.scan.role == "archivist"
        assert (saved.created, saved.touched) == (DAY, calendar.day)

    @given(wish=st.text(max_size=80).filter(str.strip))
    @settings(max_examples=30, deadline=None, derandomize=True)
    def test_any_words_survive(self, wish, tmp_path_factory):
        engine = open_engine(f"sqlite:///{tmp_path_factory.getbasetemp() / 'words.sqlite3'}")
        store = Scans(engine)
        assert store.get(store.save(SelfScan(wish=wish))).scan.wish == wish
        engine.dispose()

    def test_a_scan_of_an_edition_that_asked_other_things_is_not_found(self, store, engine):
        token = store.save(SCAN)
        with engine.begin() as connection:
            connection.execute(scans.update().values(payload='{"shoe_size": 43}'))
        with pytest.raises(ScanNotFound):
            store.get(token)


class TestNotFound:
    @pytest.mark.parametrize("token", ["", "x", "é" * 32, "\ud800", "' OR 1=1 --"])
    def test_a_wrong_token_opens_nothing(self, store, token):
        store.save(SCAN)
        for use in (
            store.get,
            store.get_shared,
            store.delete,
            store.unshare,
            lambda t: store.share(t, ()),
            lambda t: store.replace(t, SCAN),
        ):
            with pytest.raises(ScanNotFound, match="no saved scan"):
                use(token)

    def test_it_is_an_error_that_koers_explains(self):
        assert issubclass(ScanNotFound, KoersError)

    def test_a_deleted_scan_is_gone_for_its_owner_and_its_coach(self, store):
        token = store.save(SCAN)
        share = store.share(token, PARTS)
        store.delete(token)
        for use, key in ((store.get, token), (store.get_shared, share), (store.delete, token)):
            with pytest.raises(ScanNotFound):
                use(key)


class TestUnderWay:
    def test_a_scan_has_answers_and_no_advice_yet(self, store):
        token = store.begin('{"answers": {}}')
        assert store.under_way(token) == ('{"answers": {}}', None)
        with pytest.raises(ScanUnfinished):
            store.get(token)

    def test_an_answer_changes_draft_and_scan_in_one_go(self, store):
        token = store.begin("one")
        store.answer(token, lambda draft, scan: (draft + " two", scan))
        assert store.under_way(token) == ("one two", None)
        store.answer(token, lambda draft, scan: ("", SCAN))
        assert store.under_way(token)[0] == ""
        assert store.get(token).scan == SCAN
        store.answer(token, lambda draft, scan: (draft, scan.model_copy(update={"wish": "x"})))
        assert store.get(token).scan.wish == "x"

    def test_what_cannot_be_read_changes_nothing(self, store):
        token = store.begin("one")

        def change(draft, scan):
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            store.answer(token, change)
        assert store.under_way(token) == ("one", None)

    def test_answers_given_at_once_are_all_kept(self, store):
        token = store.begin("")

        def give(letter):
            store.answer(token, lambda draft, scan: (draft + letter, scan))

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(give, "abcdefghijklmnop"))
        assert sorted(store.under_way(token)[0]) == list("abcdefghijklmnop")

    def test_an_answer_keeps_the_scan_from_expiring(self, store, calendar):
        token = store.begin("one")
        calendar.forward(100)
        store.answer(token, lambda draft, scan: (draft, scan))
        calendar.forward(100)
        assert store.under_way(token)[0] == "one"
        calendar.forward(181)
        with pytest.raises(ScanNotFound):
            store.under_way(token)
        with pytest.raises(ScanNotFound):
            store.answer(token, lambda draft, scan: (draft, scan))

    def test_deleting_takes_the_answers_along(self, store, engine):
        token = store.begin("one")
        store.delete(token)
        with engine.connect() as connection:
            assert not connection.execute(select(scans)).all()

    def test_what_was_told_may_be_left_out_of_the_ranking(self, store):
        token = store.save(SCAN)
        assert store.get(token).profiling
        store.set_profiling(token, False)
        assert not store.get(token).profiling
        store.set_profiling(token, True)
        assert store.get(token).profiling


class TestExpiry:
    def test_silence_expires(self, store, calendar):
        token = store.save(SCAN)
        calendar.forward(181)
        for use in (store.get, store.unshare, lambda t: store.replace(t, SCAN)):
            with pytest.raises(ScanNotFound):
                use(token)

    def test_opening_it_keeps_it(self, store, calendar):
        token = store.save(SCAN)
        for _ in range(3):
            calendar.forward(180)
            assert store.get(token).created == DAY

    def test_a_coach_looking_does_not_keep_it(self, store, calendar):
        share = store.share(store.save(SCAN), PARTS)
        calendar.forward(180)
        assert store.get_shared(share).touched == DAY
        calendar.forward(1)
        with pytest.raises(ScanNotFound):
            store.get_shared(share)

    def test_purging_deletes_what_expired_and_nothing_else(self, store, calendar, engine):
        store.save(SCAN)
        calendar.forward(100)
        kept = store.save(SCAN)
        calendar.forward(81)
        assert store.purge() == 1
        assert store.purge() == 0
        assert store.get(kept).scan == SCAN
        with engine.connect() as connection:
            assert len(connection.execute(select(scans)).all()) == 1

    def test_purging_before_a_day_leaves_that_day(self, store):
        store.save(SCAN)
        assert store.purge(before=DAY) == 0
        assert store.purge(before=DAY + dt.timedelta(days=1)) == 1


WORD = "onvindbaarwoord"


class TestForgetting:
    """What is on the disk while the service runs: the engine stays open in each of these."""

    @pytest.fixture
    def file(self, tmp_path):
        return tmp_path / "koers.sqlite3"

    @pytest.fixture
    def store(self, file, calendar):
        engine = open_engine(f"sqlite:///{file}")
        yield Scans(engine, today=calendar)
        engine.dispose()

    @pytest.fixture
    def on_disk(self, file):
        """Whether the word is in the database or in a file beside it."""

        def look():
            return any(WORD.encode() in path.read_bytes() for path in file.parent.iterdir())

        return look

    def test_a_saved_scan_is_on_the_disk(self, store, on_disk):
        store.save(SelfScan(wish=WORD))
        assert on_disk()

    def test_deleting_leaves_nothing(self, store, on_disk):
        token = store.save(SelfScan(wish=WORD))
        store.share(token, PARTS)
        store.delete(token)
        assert not on_disk()

    def test_replacing_leaves_nothing_of_the_earlier_answers(self, store, on_disk):
        token = store.save(SelfScan(wish=WORD))
        store.replace(token, SelfScan(wish="iets anders"))
        assert not on_disk()
        assert store.get(token).scan.wish == "iets anders"

    def test_purging_leaves_nothing(self, store, calendar, on_disk):
        store.save(SelfScan(wish=WORD))
        calendar.forward(181)
        assert store.purge() == 1
        assert not on_disk()

    def test_nothing_is_left_between_other_scans(self, store, on_disk):
        tokens = [store.save(SelfScan(wish=f"{WORD} " + "x" * (n * 7 % 400))) for n in range(60)]
        kept = [store.save(SelfScan(wish="y" * (1 + n * 11 % 400))) for n in range(60)]
        for token in tokens:
            store.delete(token)
        assert not on_disk()
        assert all(store.get(token) for token in kept)

    def test_a_reader_in_the_way_delays_it_and_fails_nothing(self, store, file, on_disk):
        token = store.save(SelfScan(wish=WORD))
        with closing(sqlite3.connect(file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM scans").fetchall()
            store.delete(token)
            with pytest.raises(ScanNotFound):
                store.get(token)
            assert on_disk()
            store.tidy()
            assert on_disk()
            reader.execute("COMMIT")
        store.tidy()
        assert not on_disk()

    def test_a_reader_who_leaves_in_time_delays_nothing(self, store, file, on_disk):
        token = store.save(SelfScan(wish=WORD))
        with closing(
            sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        ) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM scans").fetchall()
            leaving = threading.Timer(0.1, lambda: reader.execute("COMMIT"))
            leaving.start()
            store.delete(token)
            leaving.join()
        assert not on_disk()

    def test_tidying_without_a_debt_does_nothing(self, store, on_disk):
        store.save(SelfScan(wish=WORD))
        store.tidy()
        assert on_disk()


class TestPrivateFiles:
    @pytest.fixture(autouse=True)
    def _generous(self):
        before = os.umask(0o000)
        yield
        os.umask(before)

    @staticmethod
    def modes(folder):
        return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}

    def test_the_files_and_a_new_folder_are_closed_to_others(self, tmp_path):
        home = tmp_path / "home"
        engine = open_engine(f"sqlite:///{home / 'koers.sqlite3'}")
        Scans(engine).save(SCAN)
        assert home.stat().st_mode & 0o777 == 0o700
        assert self.modes(home) == dict.fromkeys(
            ("koers.sqlite3", "koers.sqlite3-wal", "koers.sqlite3-shm"), 0o600
        )
        engine.dispose()

    def test_an_open_database_is_closed_and_its_folder_left_as_it_was(self, tmp_path):
        home = tmp_path / "home"
        home.mkdir(mode=0o755)
        file = home / "koers.sqlite3"
        with closing(sqlite3.connect(file)) as other:
            other.execute("PRAGMA journal_mode = WAL")
            other.execute("CREATE TABLE other (x)")
            assert set(self.modes(home).values()) == {0o644}
            engine = open_engine(f"sqlite:///{file}")
            assert set(self.modes(home).values()) == {0o600}
        assert home.stat().st_mode & 0o777 == 0o755
        engine.dispose()

    def test_a_path_that_is_no_file_keeps_its_mode(self, tmp_path):
        with pytest.raises(ServiceError, match="The database does not answer"):
            open_engine(f"sqlite:///{tmp_path}")
        assert tmp_path.stat().st_mode & 0o777 != 0o600


class TestSharing:
    def test_a_coach_gets_the_scan_and_what_may_be_shown(self, store):
        share = store.share(store.save(SCAN), {"wish", "ratings"})
        saved = store.get_shared(share)
        assert saved.scan == SCAN
        assert (saved.shared, saved.shared_parts) == (True, {"wish", "ratings"})

    def test_a_coach_link_is_no_key_to_the_scan_itself(self, store):
        token = store.save(SCAN)
        share = store.share(token, PARTS)
        with pytest.raises(ScanNotFound):
            store.get(share)
        with pytest.raises(ScanNotFound):
            store.get_shared(token)

    def test_sharing_again_ends_the_earlier_link(self, store):
        token = store.save(SCAN)
        first = store.share(token, PARTS)
        second = store.share(token, {"wish"})
        assert store.get_shared(second).shared_parts == {"wish"}
        with pytest.raises(ScanNotFound):
            store.get_shared(first)

    def test_unsharing_ends_the_link_and_says_so(self, store):
        token = store.save(SCAN)
        share = store.share(token, PARTS)
        assert store.get(token).shared
        store.unshare(token)
        assert not store.get(token).shared
        with pytest.raises(ScanNotFound):
            store.get_shared(share)

    def test_a_part_that_does_not_exist_cannot_be_shared(self, store):
        with pytest.raises(ServiceError, match="Cannot share 'helper'; choose from: budget"):
            store.share(store.save(SCAN), ["helper"])

    @pytest.mark.parametrize(
        ("part", "fields"),
        [
            ("ratings", {"ratings": {}}),
            ("wish", {"wish": "", "helper": "", "interests": ()}),
            ("energy", {"energy": None, "obstacle": None}),
            ("budget", {"budget": None, "employer_budget": None, "reclaims_vat": None}),
            ("courses", {"done": (), "booked": (), "stopped": (), "dismissed": ()}),
        ],
    )
    def test_what_is_not_shared_is_not_there(self, part, fields):
        saved = SavedScan(SCAN, DAY, DAY, True, PARTS - {part})
        assert saved.for_coach() == SCAN.model_copy(update=fields)

    def test_sharing_everything_hides_nothing(self):
        assert SavedScan(SCAN, DAY, DAY, True, PARTS).for_coach() == SCAN

    @pytest.mark.parametrize(
        ("obstacle", "part"),
        [("energy", "energy"), ("money", "budget"), ("confidence", "standing"), ("time", None)],
    )
    def test_an_obstacle_goes_with_the_part_that_it_tells_of(self, obstacle, part):
        scan = SCAN.model_copy(update={"obstacle": obstacle})
        hidden = SavedScan(scan, DAY, DAY, True, PARTS - {part}).for_coach()
        assert hidden.obstacle == (None if part else obstacle)
        shown = SavedScan(scan, DAY, DAY, True, frozenset({part} - {None})).for_coach()
        assert shown.obstacle == obstacle

    def test_only_role_goal_limits_and_the_day_of_the_plan_always_go_along(self):
        told = {name for name in EVERYTHING.model_fields_set if getattr(EVERYTHING, name)}
        assert told == SelfScan.model_fields.keys(), "a field that is new has to be thought of here"
        hidden = SavedScan(EVERYTHING, DAY, DAY, True, frozenset()).for_coach()
        shown = {name for name in told if getattr(hidden, name) == getattr(EVERYTHING, name)}
        assert shown == {
            *("role", "years", "goal", "target_roles", "work_form", "support", "obstacle"),
            *("hours_per_week", "weeks", "deadline", "evenings_only", "together", "busy"),
            *("region", "travel", "languages", "budget_period", "started"),
        }

    def test_hiding_is_real_when_it_leaves_nothing(self):
        saved = SavedScan(SelfScan(wish="schrijven"), DAY, DAY, True, frozenset())
        assert saved.for_coach().wish == ""


class TestDatabase:
    def test_the_migrations_end_in_the_tables_of_the_code(self, engine):
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []

    def test_opening_it_again_changes_nothing(self, url, engine, store):
        token = store.save(SCAN)
        again = open_engine(url)
        assert Scans(again, today=Calendar()).get(token).scan == SCAN
        again.dispose()

    def test_several_processes_may_start_at_once(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'koers.sqlite3'}"
        code = f"from service.database import open_engine; open_engine({url!r}).dispose()"
        started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
        assert [process.wait(60) for process in started] == [0] * 4

    def test_several_threads_may_write_at_once(self, store):
        with ThreadPoolExecutor(8) as threads:
            tokens = list(threads.map(lambda _: store.save(SCAN), range(40)))
            list(threads.map(lambda token: store.replace(token, SCAN), tokens))
        assert all(store.get(token).scan == SCAN for token in tokens)

    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("koers", "is no database address; write for example postgresql"),
            ("nosuch://host/koers", "is no database address; write for example postgresql"),
            ("oracle://host/koers", "asks the driver 'oracledb'; run: pip install oracledb"),
            ("sqlite:////proc/koers/koers.sqlite3", "The database folder cannot be made"),
            ("sqlite:////", "The database does not answer"),
        ],
    )
    def test_a_wrong_address_is_explained_in_a_sentence(self, url, sentence):
        with pytest.raises(ServiceError, match=sentence):
            open_engine(url)
