"""Imports are kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest

from recommender import (
    DEMO,
    CatalogueStore,
    Presumes,
    Remark,
    Row,
    RowProblem,
    SourceRefused,
    Start,
    TagDecision,
    TagReview,
    Teaches,
    load_catalogue,
    source_key,
)
from recommender.store import source_sync
from recommender.store.source_sync import ReportLine
from recommender.store.store_file import FILE, StoreFile, next_revision
from recommender.store.tag_review import TagDecided, TagName
from skills_taxonomy import CatalogueError

IMPORTED = dt.date(2026, 11, 23)


@pytest.fixture
def store(tmp_path) -> CatalogueStore:
    return CatalogueStore(tmp_path / "catalogue")


@pytest.fixture
def content(store, tiny_taxonomy):
    """Everything the store tells, to see that nothing changed."""

    def look():
        courses = {} if store.is_empty() else dict(store.load(tiny_taxonomy).courses)
        return store.stamp(), store.sources(), courses

    return look


def rows(*courses, problems=()):
    """What a reader yields."""
    sound = [Row(f"line {n}", course) for n, course in enumerate(courses, 2)]
    return [*sound, *(Row(problem.where, None, problems=(problem,)) for problem in problems)]


def put(store: CatalogueStore, *courses, source="academy.csv", problems=(), **options):
    told = rows(*courses, problems=problems)
    return store.sync(source_key(Path(source).stem), told, **({"today": IMPORTED} | options))


class TestRoundTrip:
    def test_what_goes_in_comes_out(self, store, make_course, tiny_taxonomy):
        rich = make_course(
            "rich",
            [("editing", 1, 2), ("filming", 0, 1)],
            presumes=[("reading-data", 1)],
            price=Decimal("89.50"),
            hours=7.5,
            seats=12,
            url="https://x.example/é",
            outcomes=("één", "twee"),
            starts=[Start(dt.date(2027, 3, 14), None, "’s-Gravenhage"), Start(None, 21, None)],
        )
        plain = make_course("plain", starts=[], always_open=True)
        put(store, rich, plain)
        found = store.load(tiny_taxonomy)
        relative = replace(rich.starts[1], since=IMPORTED)
        assert found.course("rich") == replace(rich, starts=(rich.starts[0], relative))
        assert found.course("plain") == plain
        assert list(found.courses) == ["rich", "plain"]
        assert found.name == "academy"

    def test_relative_starts_count_from_the_day_of_import(self, store, make_course, tiny_taxonomy):
        course = make_course(starts=[14])
        put(store, course)
        found = store.load(tiny_taxonomy).course("c1")
        assert found.runs(IMPORTED + dt.timedelta(days=10)) == course.runs(IMPORTED)

    def test_the_demo_academy_survives_it(self, store, taxonomy):
        demo = load_catalogue(None, taxonomy)
        put(store, *demo.courses.values())
        found = store.load(taxonomy)
        assert list(found.courses) == list(demo.courses)
        for course in demo.courses.values():
            again = found.course(course.id)
            assert again.runs(IMPORTED) == course.runs(IMPORTED)
            assert replace(again, starts=()) == replace(course, starts=())

    def test_a_skill_that_the_taxonomy_no_longer_has_is_dropped(
        self, store, make_course, tiny_taxonomy
    ):
        course = make_course(teaches=[("juggling", 0, 1), ("editing", 0, 1)])
        put(store, replace(course, presumes=(Presumes("juggling", 1),)))
        [found] = store.load(tiny_taxonomy).courses.values()
        assert [t.skill for t in found.teaches] == ["editing"]
        assert found.presumes == ()


class TestReplacing:
    def test_a_new_import_takes_the_place_of_the_old(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"), make_course("b"))
        put(store, make_course("b"), make_course("c"))
        assert list(store.load(tiny_taxonomy).courses) == ["b", "c"]

    def test_changes_are_counted(self, store, make_course):
        put(store, make_course("same"), make_course("dearer"), make_course("gone"))
        changes = put(
            store, make_course("same"), make_course("dearer", price=200), make_course("new")
        )
        assert changes.added == ["new"]
        assert changes.changed == ["dearer"]
        assert changes.unchanged == ["same"]
        assert changes.withdrawn == ["gone"]

    def test_importing_the_same_file_again_on_another_day_changes_nothing(self, store, taxonomy):
        courses = load_catalogue(None, taxonomy).courses.values()
        assert len(put(store, *courses).added) == len(courses)
        again = put(store, *courses, today=IMPORTED + dt.timedelta(days=30))
        assert (again.added, again.changed, again.withdrawn) == ([], [], [])
        assert len(again.unchanged) == len(courses)

    def test_a_trial_run_tells_the_changes_and_keeps_nothing(self, store, make_course, content):
        assert put(store, make_course("a"), dry_run=True).added == ["a"]
        assert store.is_empty()
        put(store, make_course("a"))
        before = content()
        assert put(store, make_course("b"), dry_run=True).withdrawn == ["a"]
        assert content() == before

    def test_a_trial_run_before_the_first_import_makes_no_file(self, store, make_course, tmp_path):
        put(store, make_course("a"), dry_run=True)
        assert list(tmp_path.rglob("*")) == []

    def test_a_trial_run_reads_no_skills(self, store, make_course):
        class NoTagger:
            @property
            def fingerprint(self):
                raise AssertionError("it was asked")

        for _ in range(2):
            put(store, make_course("a", []), dry_run=True, tagger=NoTagger())
            put(store, make_course("a", []))

    def test_courses_follow_the_order_of_their_source(self, store, make_course, tiny_taxonomy):
        put(store, *(make_course(key) for key in "abcd"))
        revision, _ = store.stamp()
        changes = put(store, *(make_course(key) for key in "dxcab"))
        assert changes.unchanged == list("dcab")
        assert list(store.load(tiny_taxonomy).courses) == list("dxcab")
        update = store.changes_since(revision, tiny_taxonomy)
        assert [course.id for course in update.courses] == ["x"]

    def test_the_stamp_changes_with_an_import_and_only_then(self, store, make_course):
        empty = store.stamp()
        put(store, make_course("a"))
        first = store.stamp()
        assert empty != first == store.stamp()
        put(store, make_course("a"), make_course("b"))
        assert store.stamp() != first


class TestAllOrNothing:
    def test_a_broken_import_leaves_the_old_one_as_it_was(self, store, make_course, content):
        put(store, make_course("a"))
        before = content()
        with pytest.raises(CatalogueError, match=r"line 3.*Nothing was imported"):
            put(store, make_course("b"), problems=[RowProblem("line 3", "Prijs", "is empty.")])
        with pytest.raises(CatalogueError, match="no courses"):
            put(store)
        assert content() == before

    @pytest.mark.parametrize("name", ["to_text", "digest"])
    def test_a_crash_half_way_leaves_the_old_one_as_it_was(
        self, store, make_course, tiny_taxonomy, content, monkeypatch, name
    ):
        put(store, make_course("a"))
        before = content()
        with monkeypatch.context() as broken, pytest.raises(OSError, match="disk"):
            work = getattr(source_sync, name)
            calls = iter([False, True])
            broken.setattr(source_sync, name, lambda arg: fail() if next(calls) else work(arg))
            put(store, make_course("b"), make_course("c"), force=True)
        assert content() == before
        put(store, make_course("b"), force=True)
        assert list(store.load(tiny_taxonomy).courses) == ["b"]

    def test_a_source_that_breaks_off_leaves_the_old_one_as_it_was(
        self, store, make_course, content
    ):
        put(store, make_course("a"))
        before = content()

        def broken():
            yield Row("line 2", make_course("b"))
            raise CatalogueError("feed.xml line 3 breaks off; fetch it again.")

        with pytest.raises(CatalogueError, match="breaks off"):
            store.sync("academy", broken(), today=IMPORTED)
        assert content() == before

    def test_the_same_code_twice_at_one_place_is_seen_too(self, store, make_course):
        twice = [Row("page 1", make_course("a")), Row("page 1", make_course("a"))]
        assert twice[0].where is twice[1].where
        with pytest.raises(SourceRefused, match="'a' is already used at page 1"):
            store.sync("academy", twice, today=IMPORTED)

    def test_the_same_code_twice_names_both_rows(self, store, make_course, content):
        before = content()
        with pytest.raises(SourceRefused, match=r"line 3.*'a' is already used at line 2"):
            put(store, make_course("a"), make_course("a"))
        assert content() == before

    def test_every_problem_is_told(self, store, make_course):
        problems = [RowProblem(f"line {n}", "Prijs", "is below zero.") for n in (7, 9)]
        with pytest.raises(SourceRefused) as told:
            store.sync("academy", rows(make_course("a"), problems=problems), today=IMPORTED)
        assert told.value.problems == tuple(problems)

    def test_two_sources_may_not_share_a_code(self, store, make_course, content):
        put(store, make_course("a"), make_course("b"))
        before = content()
        with pytest.raises(CatalogueError, match="'b' is already used in 'academy'"):
            put(store, make_course("b"), make_course("c"), source="other.csv")
        assert content() == before

    def test_two_sources_stand_side_by_side(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"))
        put(store, make_course("b"), source="Mijn School 2027.csv")
        found = store.load(tiny_taxonomy)
        assert set(found.courses) == {"a", "b"}
        assert found.name == "academy+mijn-school-2027"
        put(store, make_course("a2"), force=True)
        assert set(store.load(tiny_taxonomy).courses) == {"a2", "b"}

    @pytest.mark.parametrize(
        "source", ["../../evil.csv", "a/b.csv", "....csv", "C:\\x.csv", "é.csv"]
    )
    def test_a_source_never_writes_outside_its_folder(self, store, make_course, tmp_path, source):
        put(store, make_course(), source=source)
        written = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.parent for path in written} == {tmp_path / "catalogue"}
        assert not store.is_empty()


class TestDamage:
    def test_an_empty_store_says_what_to_do(self, store, tiny_taxonomy):
        assert store.is_empty()
        with pytest.raises(CatalogueError, match="koers catalogue import"):
            store.load(tiny_taxonomy)

    @pytest.mark.parametrize(
        "garbage", [b"\xff\xfe" * 4000, b"SQLite format 3\0" + b"\1" * 9000], ids=["noise", "head"]
    )
    def test_a_damaged_file_is_one_sentence(
        self, store, make_course, tiny_taxonomy, tmp_path, garbage
    ):
        put(store, make_course())
        (tmp_path / "catalogue" / FILE).write_bytes(garbage)
        for use in (
            lambda: store.load(tiny_taxonomy),
            store.sources,
            lambda: put(store, make_course("b")),
        ):
            with pytest.raises(CatalogueError, match=r"import its sources again\.$"):
                use()

    def test_a_file_of_a_later_edition_is_left_alone(self, store, make_course, tmp_path):
        put(store, make_course())
        with closing(sqlite3.connect(tmp_path / "catalogue" / FILE)) as later:
            later.execute("PRAGMA user_version = 99")
        with pytest.raises(CatalogueError, match="later edition"):
            store.sources()

    def test_a_course_that_misses_a_field_is_named(
        self, store, make_course, tiny_taxonomy, tmp_path
    ):
        put(store, make_course("a"))
        with closing(sqlite3.connect(tmp_path / "catalogue" / FILE)) as file, file:
            file.execute("UPDATE course SET data = json_remove(data, '$.title')")
        with pytest.raises(CatalogueError, match="'a' is damaged"):
            store.load(tiny_taxonomy)

    def test_a_file_of_the_first_format_is_brought_up_to_date(
        self, store, make_course, tiny_taxonomy, tmp_path
    ):
        put(store, make_course("a", []), make_course("b"))
        name, review = TagName("a", "taught", "editing"), TagReview(tmp_path / "catalogue")
        review.decide(TagDecision("a", "editing", "taught", "accept", 0, 2, IMPORTED))
        with closing(sqlite3.connect(tmp_path / "catalogue" / FILE)) as file, file:
            file.execute("ALTER TABLE source ADD COLUMN place INTEGER NOT NULL DEFAULT 0")
            file.execute("ALTER TABLE decision DROP COLUMN revision")
            file.execute("PRAGMA user_version = 1")
        assert [(kept.source, kept.courses) for kept in store.sources()] == [("academy", 2)]
        assert [t.to_level for t in store.load(tiny_taxonomy).course("a").teaches] == [2]
        with pytest.raises(TagDecided):
            review.undo(name, given=0)
        put(store, make_course("c"), source="other.csv")
        review.decide(TagDecision("a", "editing", "taught", "reject", 0, 2, IMPORTED))
        assert store.load(tiny_taxonomy).course("a").teaches == ()


class TestLooking:
    @pytest.fixture
    def file(self, tmp_path):
        return StoreFile(tmp_path)

    @pytest.fixture
    def kept(self, file):
        with file.writing() as connection:
            next_revision(connection)
        return file

    def test_at_a_file_that_only_was_read_shows_the_same(self, kept):
        before = kept.look()
        with kept.reading() as connection:
            connection.execute("SELECT * FROM state").fetchone()
            assert kept.look() == before
        assert kept.look() == before

    def test_at_a_file_that_was_written_shows_another(self, kept):
        before = kept.look()
        with kept.writing() as connection:
            next_revision(connection)
        assert kept.look() != before

    def test_sees_a_change_that_is_still_in_the_write_ahead_log(self, kept):
        with kept.reading() as other:
            other.execute("SELECT * FROM state").fetchone()
            whole, before = kept.path.read_bytes(), kept.look()
            with kept.writing() as connection:
                next_revision(connection)
            assert kept.path.read_bytes() == whole
            assert kept.look() != before

    def test_at_another_file_in_its_place_shows_another(self, kept, tmp_path):
        before, found = kept.look(), kept.path.stat()
        copy = tmp_path / "copy"
        copy.write_bytes(kept.path.read_bytes())
        os.utime(copy, ns=(found.st_atime_ns, found.st_mtime_ns))
        copy.replace(kept.path)
        assert kept.look() != before

    def test_reads_as_empty_where_there_is_none_and_makes_none(self, file, tmp_path):
        with file.reading() as connection:
            assert connection.execute("SELECT count(*) FROM course").fetchone() == (0,)
        assert list(tmp_path.iterdir()) == []
        assert file.look() == (None, None)


class TestEarlierEdition:
    """Edition 0.1 kept one JSON file for each source."""

    KEPT: ClassVar = {
        "source": "academy",
        "imported": "2026-11-23",
        "courses": [
            {
                "id": "a",
                "title": "A",
                "provider": "P",
                "summary": "",
                "description": "",
                "outcomes": ["x"],
                "kind": "course",
                "line": "media-craft",
                "language": "nl",
                "teaches": [{"skill": "editing", "from_level": 0, "to_level": 1}],
                "presumes": [{"skill": "filming", "level": 1}],
                "mode": "online",
                "part_of_day": "evening",
                "hours": 8.0,
                "weeks": 1,
                "price": "89.50",
                "starts": [{"date": None, "offset": 21, "place": None}],
                "always_open": False,
                "seats": None,
                "url": "",
            }
        ],
    }

    @pytest.fixture
    def earlier(self, tmp_path):
        path = tmp_path / "catalogue" / "academy.json"
        path.parent.mkdir()
        path.write_text(json.dumps(self.KEPT), encoding="utf-8")
        return path

    def test_its_imports_are_taken_over(self, store, tiny_taxonomy, earlier):
        course = store.load(tiny_taxonomy).course("a")
        assert course.price == Decimal("89.50")
        assert course.teaches == (Teaches("editing", 0, 1),)
        assert course.presumes == (Presumes("filming", 1),)
        assert course.starts == (Start(None, 21, None, IMPORTED),)
        assert store.sources()[0].imported == IMPORTED
        assert not earlier.exists()
        assert earlier.with_name("academy.json.adopted").exists()

    def test_an_import_beside_it_keeps_it(self, store, make_course, tiny_taxonomy, earlier):
        put(store, make_course("b"), source="other.csv")
        assert set(store.load(tiny_taxonomy).courses) == {"a", "b"}

    @pytest.mark.parametrize("damage", [b"", b"[]", b"null", b'{"imported": "2026-11-23"}'])
    def test_a_damaged_one_is_one_sentence(self, store, tiny_taxonomy, earlier, damage):
        earlier.write_bytes(damage)
        with pytest.raises(CatalogueError, match=r"import its source again\.$"):
            store.load(tiny_taxonomy)
        assert earlier.read_bytes() == damage


class TestLoadCatalogue:
    def test_without_a_path_it_is_the_demo_academy(self, taxonomy):
        assert load_catalogue(None, taxonomy).name == "demo-academy"

    def test_a_folder_is_a_store_and_a_file_is_a_sheet(
        self, store, make_course, tmp_path, tiny_taxonomy, taxonomy
    ):
        put(store, make_course("a"))
        assert list(load_catalogue(tmp_path / "catalogue", tiny_taxonomy).courses) == ["a"]
        sheet = tmp_path / "sheet.csv"
        sheet.write_bytes(DEMO.read_bytes())
        assert load_catalogue(sheet, taxonomy).name == "sheet"

    def test_a_path_that_is_not_there_is_one_sentence(self, tmp_path, taxonomy):
        with pytest.raises(CatalogueError, match="no file"):
            load_catalogue(tmp_path / "nothing.csv", taxonomy)


class TestTakingAway:
    def test_sources_are_named_with_their_courses_and_day(self, store, make_course):
        assert store.sources() == ()
        put(store, make_course("a"), make_course("b"))
        put(store, make_course("c"), source="Other 2027.csv", today=dt.date(2027, 1, 4))
        assert [(kept.source, kept.courses, kept.imported) for kept in store.sources()] == [
            ("academy", 2, IMPORTED),
            ("other-2027", 1, dt.date(2027, 1, 4)),
        ]

    def test_one_import_goes_and_the_other_stays(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"))
        put(store, make_course("b"), source="other.csv")
        store.remove("academy")
        assert list(store.load(tiny_taxonomy).courses) == ["b"]
        store.remove("other")
        assert store.is_empty()

    def test_a_source_that_is_not_there_is_one_sentence_with_those_that_are(
        self, store, make_course
    ):
        with pytest.raises(CatalogueError, match=r"no import 'academy'; nothing was imported\.$"):
            store.remove("academy")
        put(store, make_course("a"))
        put(store, make_course("b"), source="other.csv")
        for wrong in ("akademy", "../academy", ""):
            with pytest.raises(CatalogueError, match=r"choose one of: academy, other\.$"):
                store.remove(wrong)


class TestWithdrawing:
    def test_what_a_source_no_longer_has_is_kept_and_not_offered(
        self, store, make_course, tiny_taxonomy
    ):
        put(store, make_course("a"), make_course("b"))
        put(store, make_course("a"))
        assert list(store.load(tiny_taxonomy).courses) == ["a"]
        assert [(kept.courses, kept.withdrawn) for kept in store.sources()] == [(1, 1)]

    def test_what_comes_back_is_offered_again(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"), make_course("b"))
        put(store, make_course("a"))
        changes = put(store, make_course("a"), make_course("b"))
        assert (changes.added, changes.unchanged) == (["b"], ["a"])
        assert set(store.load(tiny_taxonomy).courses) == {"a", "b"}

    def test_what_was_withdrawn_is_not_withdrawn_again(self, store, make_course):
        put(store, make_course("a"), make_course("b"))
        put(store, make_course("a"))
        assert put(store, make_course("a")).withdrawn == []

    def test_a_source_that_loses_more_than_half_needs_force(
        self, store, make_course, content, tiny_taxonomy
    ):
        put(store, *(make_course(f"c{n}") for n in range(5)))
        before = content()
        with pytest.raises(CatalogueError, match=r"lose 3 of its 5 courses.*--force"):
            put(store, make_course("c0"), make_course("c1"))
        assert content() == before
        assert put(store, make_course("c0"), make_course("c1"), dry_run=True).drops_much
        put(store, make_course("c0"), make_course("c1"), force=True)
        assert list(store.load(tiny_taxonomy).courses) == ["c0", "c1"]

    def test_a_feed_that_is_suddenly_empty_changes_nothing(self, store, make_course, content):
        put(store, make_course("a"))
        before = content()
        with pytest.raises(CatalogueError, match="no courses"):
            store.sync("academy", iter(()), today=IMPORTED)
        assert content() == before

    def test_a_withdrawn_course_may_move_to_another_source(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"), make_course("b"), make_course("c"))
        put(store, make_course("b"), make_course("c"))
        put(store, make_course("a"), source="other.csv")
        assert {"a", "b", "c"} == set(store.load(tiny_taxonomy).courses)
        assert [(kept.courses, kept.withdrawn) for kept in store.sources()] == [(2, 0), (1, 0)]

    def test_a_code_of_a_renamed_file_says_how_to_take_its_place(self, store, make_course):
        put(store, make_course("a"))
        with pytest.raises(CatalogueError, match="koers catalogue remove"):
            put(store, make_course("a"), source="renamed.csv")

    def test_a_trial_run_of_an_empty_source_says_so_as_the_import_would(self, store):
        for dry_run in (True, False):
            with pytest.raises(CatalogueError, match="holds no courses"):
                store.sync("x", [], today=IMPORTED, dry_run=dry_run)


class TestRevisions:
    def test_a_server_learns_only_what_changed(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"), make_course("b"), make_course("c"))
        catalogue, (revision, reloads) = store.load(tiny_taxonomy), store.stamp()
        put(store, make_course("a"), make_course("b", price=9), make_course("d"))
        update = store.changes_since(revision, tiny_taxonomy)
        assert [course.id for course in update.courses] == ["b", "d"]
        assert update.gone == ("c",)
        assert store.stamp() == (update.revision, reloads)
        whole = store.load(tiny_taxonomy)
        following = catalogue.updated(
            update.courses, update.gone, marks=update.marks, name=update.name
        )
        assert dict(following.courses) == dict(whole.courses)
        assert following.version == whole.version != catalogue.version

    def test_a_source_that_is_taken_away_asks_for_a_reload(self, store, make_course):
        put(store, make_course("a"))
        put(store, make_course("b"), source="other.csv")
        before = store.stamp()
        store.remove("other")
        assert store.stamp()[1] == before[1] + 1

    def test_the_state_is_read_anew_only_after_a_change(self, store, make_course, monkeypatch):
        put(store, make_course("a"))
        before, asked = store.stamp(), []
        monkeypatch.setattr(store, "_state", lambda: asked.append("") or before)
        store.sources()
        assert store.stamp() == before
        assert asked == []
        put(store, make_course("a"), make_course("b"))
        store.stamp()
        assert asked == [""]

    def test_another_process_sees_a_change_at_once(self, store, make_course, tmp_path):
        put(store, make_course("a"))
        other = CatalogueStore(tmp_path / "catalogue")
        before = other.stamp()
        put(store, make_course("a"), make_course("b"))
        assert other.stamp() != before


class TestReport:
    def test_it_tells_what_was_guessed_left_and_passed_over(self, store, make_course):
        remark = Remark("price", "left", "in overleg")
        guess = Remark("hours", "guessed", "2 dagen", "2 days of 8 hours")
        told = [
            Row("line 2", make_course("a"), (remark, guess)),
            Row("line 3", None, passed_over="not in publication"),
        ]
        changes = store.sync("academy", told, today=IMPORTED)
        assert (changes.guessed, changes.left, changes.passed_over) == (1, 1, 1)
        first, second, course, third = store.report("academy")
        assert [first, second] == [
            ReportLine("line 2", "a", remark),
            ReportLine("line 2", "a", guess),
        ]
        assert third == ReportLine("line 3", "", None, "not in publication")
        assert ("title", "Course a") in course.understood

    def test_it_tells_what_was_understood_apart_from_what_nobody_said(self, store, make_course):
        course = make_course("a", hours=24.0, price=Decimal("121"), vat=Decimal(21))
        course = replace(course, guessed=("hours",), provider="?")
        store.sync("academy", [Row("line 2", course)], today=IMPORTED)
        [line] = store.report("academy")
        understood, filled_in = dict(line.understood), dict(line.filled_in)
        assert (understood["price"], understood["vat"]) == ("121", "21")
        assert filled_in == {"hours": "24", "provider": "?"}

    def test_what_has_a_line_of_its_own_is_not_told_twice(self, store, make_course):
        course = replace(make_course("a"), guessed=("hours", "mode"))
        row = Row("line 2", course, (Remark("hours", "guessed", "1 dag", "1 day of 8 hours"),))
        store.sync("academy", [row], today=IMPORTED)
        assert [name for name, _ in list(store.report("academy"))[-1].filled_in] == ["mode"]

    def test_it_is_that_of_the_last_import(self, store, make_course):
        store.sync("x", [Row("line 2", make_course(), (Remark("a", "left", "b"),))], today=IMPORTED)
        store.sync("x", [Row("line 2", make_course())], today=IMPORTED)
        assert [line.remark for line in store.report("x")] == [None]


def fail():
    raise OSError("the disk is full")
