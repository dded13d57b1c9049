"""A wish is read by the linker first, by likeness next, and else not at all."""

from __future__ import annotations

import pytest

from models.linker import Link
from recommender.concept_search import ConceptSearch
from recommender.course_search import CourseSearch
from recommender.gap import WishedSkill
from recommender.self_scan import SelfScan
from recommender.wish_reader import (
    MOST_SKILLS,
    WishReader,
    close_courses,
    nearness,
    remembered,
)


class FakeLinker:
    """Knows a few texts by heart, and keeps what it was asked."""

    def __init__(self, **known: dict[str, float]) -> None:
        self._known = known
        self.asked: list[str] = []

    def link(self, text: str, kind: str, limit: int = 5) -> list[Link]:
        assert kind == "skill"
        self.asked.append(text)
        found = {
            slug: score
            for word, links in self._known.items()
            if word in text
            for slug, score in links.items()
        }
        return [Link(f"urn:{slug}", slug, score, slug) for slug, score in found.items()][:limit]


@pytest.fixture(scope="module")
def skills(tiny_taxonomy, fake_encoder) -> ConceptSearch:
    return ConceptSearch(tiny_taxonomy.skills.values(), fake_encoder, None)


@pytest.fixture(scope="module")
def courses(tiny_courses, tiny_taxonomy, fake_encoder) -> CourseSearch:
    return CourseSearch(tiny_courses, tiny_taxonomy, fake_encoder)


class TestTheLinker:
    def test_has_the_first_word(self, skills):
        reader = WishReader(skills, FakeLinker(Filmen={"charting": 0.9, "editing": 0.7}))
        found = reader.read("Filmen", ["filming"])
        assert found == (WishedSkill("charting", 0.9), WishedSkill("editing", 0.7))

    def test_is_not_believed_below_an_even_chance(self, skills):
        reader = WishReader(skills, FakeLinker(Filmen={"charting": 0.49}))
        assert [wish.skill for wish in reader.read("Filmen", [])] == ["filming"]

    def test_reads_the_same_words_once(self, skills):
        linker = FakeLinker(Filmen={"charting": 0.9})
        reader = WishReader(skills, linker)
        first = reader.read("Filmen", [])
        assert reader.read("Filmen", ["filming"]) == first
        assert linker.asked == ["Filmen"]

    def test_never_hears_who_somebody_is(self, skills):
        linker = FakeLinker(filmen={"filming": 0.9})
        reader = WishReader(skills, linker)
        one = reader.read("Als moeder van 48 wil ik filmen", [])
        other = reader.read("Als jongen van 19 wil ik filmen", [])
        assert one == other != ()
        assert linker.asked == ["wil ik filmen"]

    def test_is_not_asked_when_nothing_was_wished(self, skills):
        linker = FakeLinker()
        assert WishReader(skills, linker).read("  ", []) == ()
        assert linker.asked == []

    def test_never_hears_what_somebody_turns_down(self, skills):
        linker = FakeLinker(filmen={"filming": 0.9}, grafieken={"charting": 0.8})
        reader = WishReader(skills, linker)
        found = reader.read("Ik wil nooit meer filmen, wel grafieken", [])
        assert found == (WishedSkill("charting", 0.8),)
        assert reader.read("Ik wil niet filmen", ["filming"]) == ()
        assert linker.asked == ["wel grafieken"]

    def test_that_names_what_is_not_ours_is_left_aside(self, skills):
        class Elsewhere(FakeLinker):
            def link(self, text: str, kind: str, limit: int = 5) -> list[Link]:
                return [Link("http://data.europa.eu/esco/skill/1", "to film", 0.9)]

        found = WishReader(skills, Elsewhere()).read("Filmen", [])
        assert [wish.skill for wish in found] == ["filming"]


class TestLikeness:
    def test_tells_where_the_linker_is_silent_or_missing(self, skills):
        for linker in (None, FakeLinker()):
            found = WishReader(skills, linker).read("Grafieken", [])
            assert [wish.skill for wish in found] == ["charting"]

    def test_has_to_be_less_for_a_skill_that_a_role_in_view_asks(self, skills):
        reader = WishReader(skills, None)
        [(score, skill)] = [(hit.score, hit.id) for hit in skills.search("iets cijfers", 1)]
        assert 0.46 <= score < 0.58
        assert reader.read("iets cijfers", []) == ()
        assert [wish.skill for wish in reader.read("iets cijfers", [skill])] == ["reading-data"]

    def test_reads_every_part_of_a_wish_and_names_a_few(self, skills):
        found = WishReader(skills, None).read("Filmen, Monteren, Grafieken, Grenzen stellen", [])
        assert len(found) == MOST_SKILLS
        scores = [wish.similarity for wish in found]
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize("wish", ["zeilboot kopen", "ik wil graag leren", "", "?!"])
    def test_is_silent_where_nothing_is_close(self, skills, wish):
        reader = WishReader(skills, None)
        assert reader.read(wish, ["filming", "charting"]) == ()

    def test_says_what_may_be_meant_when_nothing_is_sure(self, skills):
        reader = WishReader(skills, None)
        assert reader.perhaps("iets cijfers") == ("reading-data",)
        assert reader.perhaps("geen cijfers meer") == ()
        assert reader.perhaps("zeilboot kopen") == reader.perhaps("ik wil leren") == ()


class TestWhoTellsNothingButAWish:
    @pytest.mark.parametrize("wish", ["asdfgh qwerty", "Ik wil niets met AI", "hallo test"])
    def test_is_not_advised_on_what_is_no_wish(self, recommender, today, wish):
        assert recommender.first_courses(SelfScan(wish=wish), today=today) == ()

    @pytest.mark.parametrize(
        ("wish", "skill"),
        [
            ("Ik wil podcasts maken", "podcast-making"),
            ("Ik ben 30 en zoek een cursus datajournalistiek.", "digital-journalism"),
            ("I am 40 and looking for a course in colour grading. Online.", "colour-grading"),
        ],
    )
    def test_is_understood_when_the_wish_is_clear(self, recommender, wish, skill):
        assert recommender.understand(wish)[0].skill == skill


class TestCourses:
    def test_are_close_when_they_are_asked_nearly_by_name(self, courses):
        [first, *_] = close_courses("Reading data for beginners", courses)
        assert first.id == "read-1"
        assert close_courses("zeilboot kopen", courses) == ()

    @pytest.mark.parametrize("wish", ["", "ik wil graag leren"])
    def test_are_not_looked_for_when_nothing_is_asked(self, courses, wish):
        assert close_courses(wish, courses) == ()
        assert nearness(wish, courses, ["read-1"]) == {}

    def test_are_not_looked_for_by_what_is_turned_down(self, courses):
        assert close_courses("Geen Reading data for beginners", courses) == ()
        assert nearness("Ik wil geen grafieken", courses, ["chart-1"]) == {}
        assert nearness("geen film, grafieken", courses, ["chart-1"]) == nearness(
            "grafieken", courses, ["chart-1"]
        )

    def test_are_as_near_to_a_wish_whoever_wishes_it(self, courses):
        ids = ["read-1", "chart-1", "gone"]
        one = nearness("Als vrouw van 48 wil ik grafieken maken", courses, ids)
        assert one == nearness("wil ik grafieken maken", courses, ids)
        assert one.keys() == {"read-1", "chart-1"}
        assert one["chart-1"] > one["read-1"]

    def test_are_read_once_for_who_ranks_many_scans(self):
        read: list[list[str]] = []

        def near(ids):
            read.append(list(ids))
            return {key: 0.5 for key in ids if key != "gone"}

        known = remembered(near)
        assert known(["a", "b", "gone"]) == {"a": 0.5, "b": 0.5}
        assert known(["b", "c"]) == {"b": 0.5, "c": 0.5}
        assert known(["a", "c"]) == {"a": 0.5, "c": 0.5}
        assert read == [["a", "b", "gone"], ["c"]]


class TestWhatIsLookedForAmongCourses:
    def test_is_the_name_of_what_is_understood(self, skills, tiny_taxonomy):
        reader = WishReader(
            skills, FakeLinker(Grafieken={"charting": 0.9}, charts={"charting": 0.8})
        )
        label = tiny_taxonomy.skill("charting").label.nl
        assert reader.asked("Grafieken", tiny_taxonomy) == label
        assert reader.asked("make charts", tiny_taxonomy) == label

    def test_is_the_wish_itself_where_nothing_is(self, skills, tiny_taxonomy):
        reader = WishReader(skills, FakeLinker())
        assert reader.asked("iets heel anders", tiny_taxonomy) == "iets heel anders"
        assert reader.asked("geen film, wel dans", tiny_taxonomy) == "wel dans"
