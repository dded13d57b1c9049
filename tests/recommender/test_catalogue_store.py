"""Imports are kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from recommender import (
    CatalogueStore,
    Import,
    Presumes,
    RowProblem,
    Start,
    catalogue_store,
    load_catalogue,
)
from skills_taxonomy import CatalogueError

IMPORTED = dt.date(2026, 11, 23)

DAMAGE = [
    b"",
    b'{"source": "acad',
    b"\xff\xfe",
    b"[]",
    b"null",
    b"{}",
    b'{"source": "academy", "imported": "2026-11-23"}',
    b'{"source": "academy", "imported": "yesterday", "courses": []}',
    b'{"source": "academy", "imported": null, "courses": []}',
    b'{"source": "academy", "imported": "2026-11-23", "courses": 3}',
    b'{"source": "academy", "imported": "2026-11-23", "courses": ["x"]}',
    b'{"source": "academy", "imported": "2026-11-23", "courses": [{"id": "a"}]}',
]


@pytest.fixture
def store(tmp_path) -> CatalogueStore:
    return CatalogueStore(tmp_path / "catalogue")


@pytest.fixture
def files(tmp_path):
    """What lies in the folder, as bytes by name."""

    def look() -> dict[str, bytes]:
        found = (tmp_path / "catalogue").glob("*.json")
        return {path.name: path.read_bytes() for path in found}

    return look


def put(store: CatalogueStore, *courses, source="academy.csv", problems=(), **options):
    read = Import(source, tuple(courses), tuple(problems))
    return store.replace(read, **({"today": IMPORTED} | options))


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

    def test_a_trial_run_tells_the_changes_and_keeps_nothing(self, store, make_course, files):
        assert put(store, make_course("a"), dry_run=True).added == ["a"]
        assert store.is_empty()
        put(store, make_course("a"))
        before = files()
        assert put(store, make_course("b"), dry_run=True).withdrawn == ["a"]
        assert files() == before

    def test_the_stamp_changes_with_an_import_and_only_then(self, store, make_course):
        empty = store.stamp()
        put(store, make_course("a"))
        first = store.stamp()
        assert empty != first == store.stamp()
        put(store, make_course("a"), make_course("b"))
        assert store.stamp() != first


class TestAllOrNothing:
    def test_a_broken_import_leaves_the_old_one_as_it_was(self, store, make_course, files):
        put(store, make_course("a"))
        before = files()
        with pytest.raises(CatalogueError, match=r"line 3.*Nothing was imported"):
            put(store, make_course("b"), problems=[RowProblem(3, "Prijs", "is empty.")])
        with pytest.raises(CatalogueError, match="no courses"):
            put(store)
        assert files() == before

    @pytest.mark.parametrize(
        ("module", "name"), [(json, "dump"), (catalogue_store.os, "fsync"), (Path, "replace")]
    )
    def test_a_crash_while_writing_leaves_the_old_one_as_it_was(
        self, store, make_course, tiny_taxonomy, files, monkeypatch, module, name
    ):
        put(store, make_course("a"))
        before = files()

        def crash(*arguments, **_options):
            if name == "dump":
                arguments[1].write('{"source": "acad')
            raise OSError("the disk is full")

        with monkeypatch.context() as broken, pytest.raises((OSError, CatalogueError)):
            broken.setattr(module, name, crash)
            put(store, make_course("b"))
        assert files() == before
        assert list(store.load(tiny_taxonomy).courses) == ["a"]
        put(store, make_course("b"))
        assert list(store.load(tiny_taxonomy).courses) == ["b"]

    def test_two_sources_may_not_share_a_code(self, store, make_course, files):
        put(store, make_course("a"), make_course("b"))
        before = files()
        with pytest.raises(CatalogueError, match="'b' is already used in 'academy'"):
            put(store, make_course("b"), make_course("c"), source="other.csv")
        assert files() == before

    def test_two_sources_stand_side_by_side(self, store, make_course, tiny_taxonomy):
        put(store, make_course("a"))
        put(store, make_course("b"), source="Mijn School 2027.csv")
        found = store.load(tiny_taxonomy)
        assert set(found.courses) == {"a", "b"}
        assert found.name == "academy+mijn-school-2027"
        put(store, make_course("a2"))
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

    @pytest.mark.parametrize("content", DAMAGE)
    def test_a_damaged_file_is_one_sentence(
        self, store, make_course, tiny_taxonomy, tmp_path, content
    ):
        put(store, make_course())
        (tmp_path / "catalogue" / "academy.json").write_bytes(content)
        with pytest.raises(CatalogueError, match=r"import its source again\.$"):
            store.load(tiny_taxonomy)

    @pytest.mark.parametrize("content", DAMAGE)
    @pytest.mark.parametrize("source", ["academy.csv", "other.csv"])
    def test_an_import_beside_or_over_a_damaged_file_is_kept_or_refused(
        self, store, make_course, tmp_path, content, source
    ):
        put(store, make_course())
        (tmp_path / "catalogue" / "academy.json").write_bytes(content)
        try:
            put(store, make_course("b"), source=source)
        except CatalogueError as error:
            assert str(error).endswith("import its source again.")

    @pytest.mark.parametrize("field", ["title", "price", "teaches", "starts", "hours"])
    def test_a_course_that_misses_a_field_is_named(
        self, store, make_course, tiny_taxonomy, tmp_path, field
    ):
        put(store, make_course("a"))
        path = tmp_path / "catalogue" / "academy.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        del data["courses"][0][field]
        path.write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(CatalogueError, match="'a' is damaged"):
            store.load(tiny_taxonomy)


class TestLoadCatalogue:
    def test_without_a_path_it_is_the_demo_academy(self, taxonomy):
        assert load_catalogue(None, taxonomy).name == "demo-academy"

    def test_a_folder_is_a_store_and_a_file_is_a_sheet(
        self, store, make_course, tmp_path, tiny_taxonomy, taxonomy
    ):
        put(store, make_course("a"))
        assert list(load_catalogue(tmp_path / "catalogue", tiny_taxonomy).courses) == ["a"]
        sheet = tmp_path / "sheet.csv"
        sheet.write_bytes(catalogue_store.DEMO.read_bytes())
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

    @pytest.mark.parametrize("content", DAMAGE[:-1])
    def test_a_damaged_import_can_be_removed(self, store, make_course, tmp_path, content):
        put(store, make_course())
        (tmp_path / "catalogue" / "academy.json").write_bytes(content)
        with pytest.raises(CatalogueError, match="is damaged"):
            store.sources()
        store.remove("academy")
        assert store.is_empty()
