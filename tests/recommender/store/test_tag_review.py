"""Uncertain tags come first, and what an editor says is kept."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from recommender import CatalogueStore, CourseTag, Row, TagDecision, TagReview
from recommender.store.tag_review import Progress, TagDecided, TagGone, TagName, TagPlace
from skills_taxonomy import CatalogueError

DAY = dt.date(2026, 11, 24)


class HandTagger:
    """Gives every course the tags that a test wrote down for it."""

    def __init__(self, fingerprint="hand", **tags):
        self.fingerprint = fingerprint
        self.tags = tags

    def tag(self, courses):
        return [self.tags.get(course.id, []) for course in courses]


def tag(skill, probability=0.5, kind="taught", low=0, high=1, evidence="Zo staat het er."):
    return CourseTag(skill, kind, low, high, probability, evidence, probability >= 0.5)


def decision(course, skill, verdict="accept", kind="taught", low=0, high=1):
    return TagDecision(course, skill, kind, verdict, low, high, DAY)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "catalogue"


@pytest.fixture
def review(folder):
    return TagReview(folder)


@pytest.fixture
def bring_in(folder, make_course):
    """Import courses with the tags that are given for them; each without skills of its own."""

    def bring_in(source="academy", provider="Provider (example)", teaches=(), **tags):
        courses = [make_course(code, teaches, provider=provider) for code in tags]
        rows = [Row(f"row {n}", course) for n, course in enumerate(courses)]
        CatalogueStore(folder).sync(source, rows, today=DAY, tagger=HandTagger(**tags), force=True)

    return bring_in


def names(found):
    return [(one.course.id, one.tag.skill) for one in found]


class TestOpenTags:
    def test_come_the_most_uncertain_first(self, review, bring_in):
        bring_in(a=[tag("editing", 0.9), tag("filming", 0.45)], b=[tag("charting", 0.7)])
        assert names(review.open_tags(9)) == [("a", "filming"), ("b", "charting"), ("a", "editing")]
        assert names(review.open_tags(1)) == [("a", "filming")]

    def test_go_on_after_a_place_even_when_that_tag_is_gone(self, review, bring_in):
        bring_in(a=[tag("editing", 0.9), tag("filming", 0.45)], b=[tag("charting", 0.7)])
        first, second, _ = review.open_tags(9)
        assert names(review.open_tags(9, after=first.place)) == [
            ("b", "charting"),
            ("a", "editing"),
        ]
        review.decide(decision("b", "charting"))
        assert names(review.open_tags(9, after=second.place)) == [("a", "editing")]
        between = TagPlace(0.3, TagName("nobody", "taught", "nothing"))
        assert names(review.open_tags(9, after=between)) == [("a", "editing")]

    def test_that_are_equally_uncertain_are_all_passed_once(self, review, bring_in):
        bring_in(**{code: [tag("editing"), tag("filming")] for code in "abc"})
        place, seen = None, []
        while found := review.open_tags(1, after=place):
            place = found[0].place
            seen += names(found)
        assert sorted(seen) == [(c, s) for c in "abc" for s in ("editing", "filming")]

    def test_can_be_those_of_one_source_or_provider(self, review, bring_in):
        bring_in("one", 'De "beste" school', a=[tag("editing")])
        bring_in("two", "Other", b=[tag("editing")])
        assert names(review.open_tags(9, source="two")) == [("b", "editing")]
        assert names(review.open_tags(9, provider='De "beste" school')) == [("a", "editing")]
        assert review.open_tags(9, source="one", provider="Other") == []
        assert review.sources() == ("one", "two")
        assert review.providers() == ('De "beste" school', "Other")

    def test_of_a_withdrawn_course_are_not_asked(self, review, bring_in):
        bring_in(a=[tag("editing")], b=[tag("editing")])
        bring_in(b=[tag("editing")])
        assert names(review.open_tags(9)) == [("b", "editing")]
        assert review.withdrawn("a") == DAY
        assert review.withdrawn("b") is None
        with pytest.raises(TagGone):
            review.open_tag(TagName("a", "taught", "editing"))

    def test_can_be_asked_for_by_name(self, review, bring_in):
        bring_in(a=[tag("editing", 0.9)])
        assert review.open_tag(TagName("a", "taught", "editing")).tag == tag("editing", 0.9)
        with pytest.raises(TagGone, match="filming"):
            review.open_tag(TagName("a", "taught", "filming"))

    def test_are_none_before_anything_was_imported(self, review):
        assert review.open_tags(9) == []
        assert review.progress() == Progress(0, 0)
        assert review.sources() == review.providers() == ()
        assert review.withdrawn("a") is None
        assert list(review.decided()) == []
        with pytest.raises(TagGone):
            review.open_tag(TagName("a", "taught", "editing"))
        with pytest.raises(CatalogueError):
            review.tags("a")


class TestADecision:
    def test_changes_what_the_course_teaches_at_once(self, review, bring_in, folder, tiny_taxonomy):
        bring_in(a=[tag("editing", 0.9), tag("filming", 0.3)])
        review.decide(decision("a", "editing", "reject"))
        review.decide(decision("a", "filming", high=2))
        [taught] = CatalogueStore(folder).load(tiny_taxonomy).course("a").teaches
        assert (taught.skill, taught.from_level, taught.to_level) == ("filming", 0, 2)
        assert taught.probability == 1

    def test_survives_an_import_of_a_changed_course(
        self, review, bring_in, folder, make_course, tiny_taxonomy
    ):
        bring_in(a=[tag("editing", 0.9)])
        review.decide(decision("a", "editing", "reject"))
        changed = make_course("a", [], title="Another title")
        tagger = HandTagger(a=[tag("editing", 0.95)])
        CatalogueStore(folder).sync("academy", [Row("row", changed)], today=DAY, tagger=tagger)
        assert CatalogueStore(folder).load(tiny_taxonomy).course("a").teaches == ()
        assert review.open_tags(9) == []

    def test_survives_another_tagger(self, review, bring_in):
        bring_in(a=[tag("editing", 0.9)])
        review.decide(decision("a", "editing", "reject"))
        seen = []
        tagger = HandTagger("new", a=[tag("editing", 0.99), tag("filming", 0.6)])
        assert review.retag(tagger, progress=seen.append) == 1
        assert seen == [1]
        assert names(review.open_tags(9)) == [("a", "filming")]
        assert review.retag(tagger) == 0

    def test_takes_the_place_of_an_earlier_one(self, review, bring_in):
        bring_in(a=[tag("editing")])
        name = TagName("a", "taught", "editing")
        review.decide(decision("a", "editing"), about=name)
        review.decide(decision("a", "editing", "reject"), about=name)
        assert [d.verdict for _, d in review.decided()] == ["reject"]
        assert review.progress() == Progress(1, 0)

    def test_can_turn_a_taught_skill_into_a_presumed_one(
        self, review, bring_in, folder, tiny_taxonomy
    ):
        bring_in(a=[tag("editing", 0.9)])
        review.decide(
            decision("a", "editing", "reject"), decision("a", "editing", kind="presumed", high=2)
        )
        course = CatalogueStore(folder).load(tiny_taxonomy).course("a")
        assert course.teaches == ()
        assert [(p.skill, p.level) for p in course.presumes] == [("editing", 2)]

    def test_may_add_a_skill_that_nothing_pointed_at(self, review, bring_in):
        bring_in(a=[])
        review.decide(decision("a", "charting"))
        course, tags, [kept] = review.tags("a")
        assert (course.id, tags, kept.skill) == ("a", [], "charting")

    def test_can_be_taken_back(self, review, bring_in):
        bring_in(a=[tag("editing")])
        review.decide(decision("a", "editing"))
        assert review.progress() == Progress(1, 0)
        assert review.undo(TagName("a", "taught", "editing")) == 1
        assert review.progress() == Progress(0, 1)
        assert review.undo(TagName("a", "taught", "editing")) == 0

    @pytest.mark.parametrize(
        "about",
        [TagName("a", "taught", "charting"), TagName("a", "presumed", "editing"),
         TagName("gone", "taught", "editing")],
    )  # fmt: skip
    def test_on_what_is_no_longer_there_is_not_kept(self, review, bring_in, about):
        bring_in(a=[tag("editing")])
        with pytest.raises(TagGone):
            review.decide(decision("a", "editing"), about=about)
        assert review.progress() == Progress(0, 1)

    def test_may_be_on_what_the_provider_says(self, review, bring_in, folder, tiny_taxonomy):
        bring_in(teaches=[("filming", 0, 1)], a=[])
        name = TagName("a", "taught", "filming")
        review.decide(decision("a", "filming", "reject"), about=name)
        assert CatalogueStore(folder).load(tiny_taxonomy).course("a").teaches == ()

    def test_on_a_withdrawn_course_is_not_kept(self, review, bring_in):
        bring_in(a=[tag("editing")], b=[])
        bring_in(b=[])
        with pytest.raises(TagGone):
            review.decide(decision("a", "editing"), about=TagName("a", "taught", "editing"))

    def test_on_several_is_kept_whole_or_not_at_all(self, review, bring_in):
        bring_in(a=[tag("editing")])
        with pytest.raises(CatalogueError, match="nowhere"):
            review.decide(decision("a", "editing"), decision("nowhere", "editing"))
        assert review.progress() == Progress(0, 1)


class TestTwoEditors:
    NAME = TagName("a", "taught", "editing")

    @pytest.fixture(autouse=True)
    def one_open_tag(self, bring_in):
        bring_in(a=[tag("editing", 0.9)])

    @pytest.fixture
    def verdicts(self, review):
        return lambda: [d.verdict for _, d in review.decided()]

    def test_who_is_second_on_an_open_tag_is_told(self, review, verdicts):
        review.decide(decision("a", "editing"), about=self.NAME, over=())
        with pytest.raises(TagDecided, match=r"'editing' of 'a'.*somebody else"):
            review.decide(decision("a", "editing", "reject"), about=self.NAME, over=())
        assert verdicts() == ["accept"]

    def test_an_own_answer_may_be_changed_and_one_that_came_after_it_not(self, review, verdicts):
        mine = review.decide(decision("a", "editing"), about=self.NAME, over=())
        mine = review.decide(decision("a", "editing", "reject"), about=self.NAME, over={mine})
        assert verdicts() == ["reject"]
        review.decide(decision("a", "editing"), about=self.NAME)
        with pytest.raises(TagDecided):
            review.decide(decision("a", "editing", "reject"), about=self.NAME, over={mine})
        assert verdicts() == ["accept"]

    def test_an_answer_is_told_with_its_revision(self, review):
        given = review.decide(decision("a", "editing"))
        _, _, [kept] = review.tags("a")
        assert kept.revision == given == next(d.revision for _, d in review.decided())

    def test_taking_back_leaves_what_another_decided_since(self, review, verdicts):
        mine = review.decide(decision("a", "editing"))
        review.decide(decision("a", "editing"))  # the same answer, from somebody else
        with pytest.raises(TagDecided):
            review.undo(self.NAME, given=mine)
        assert verdicts() == ["accept"]

    def test_several_are_taken_back_together_or_not_at_all(self, review, verdicts):
        both = decision("a", "editing", "reject"), decision("a", "editing", kind="presumed")
        names = self.NAME, TagName("a", "presumed", "editing")
        mine = review.decide(*both)
        other = review.decide(decision("a", "editing", "reject", "presumed"))
        with pytest.raises(TagDecided):
            review.undo(*names, given=mine)
        assert verdicts() == ["reject", "reject"]
        review.undo(names[1], given=other)
        assert review.undo(*names, given=mine) == 1
        assert verdicts() == []

    def test_of_many_at_once_exactly_one_is_kept(self, review, verdicts):
        start, told = threading.Barrier(4), []

        def answer(verdict):
            start.wait()
            try:
                review.decide(decision("a", "editing", verdict), about=self.NAME, over=())
                told.append(verdict)
            except TagDecided:
                told.append("")

        threads = [threading.Thread(target=answer, args=(v,)) for v in ("accept", "reject") * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [verdict for verdict in told if verdict] == verdicts()
        assert len(told) == 4


class TestReadingAnew:
    def test_takes_courses_that_came_in_without_a_tagger(self, review, folder, make_course):
        own = make_course("own", [("editing", 0, 1)])
        rows = [Row("row 1", make_course("a", [])), Row("row 2", own)]
        CatalogueStore(folder).sync("academy", rows, today=DAY)
        assert review.open_tags(9) == []
        seen = []
        tagger = HandTagger(a=[tag("editing")], own=[tag("filming")])
        assert review.retag(tagger, progress=seen.append) == 1
        assert names(review.open_tags(9)) == [("a", "editing")]
        assert review.retag(tagger) == 0

    def test_makes_no_file_where_nothing_was_imported(self, review, folder):
        assert review.retag(HandTagger()) == 0
        assert not folder.exists()

    def test_is_not_undone_by_an_import_without_a_tagger(
        self, review, bring_in, folder, make_course
    ):
        bring_in(a=[tag("editing")])
        same = make_course("a", [], provider="Provider (example)")
        changes = CatalogueStore(folder).sync("academy", [Row("row", same)], today=DAY)
        assert changes.unchanged == ["a"]
        assert names(review.open_tags(9)) == [("a", "editing")]


class TestProgress:
    def test_counts_what_is_decided_and_what_is_open(self, review, bring_in):
        bring_in("one", "First", a=[tag("editing"), tag("filming")])
        bring_in("two", "Second", b=[tag("editing")])
        review.decide(decision("a", "editing"))
        assert review.progress() == Progress(1, 2)
        assert review.progress(source="one") == Progress(1, 1)
        assert review.progress(provider="Second") == Progress(0, 1)

    def test_of_the_sources_adds_up_to_that_of_all(self, review, bring_in, folder):
        for source in ("one", "two", "gone"):
            bring_in(source, source, **{f"{source}-{n}": [tag("editing")] for n in range(3)})
            review.decide(decision(f"{source}-0", "editing"))
            review.decide(decision(f"{source}-1", "charting"))
        bring_in("two", "two", **{"two-0": [tag("editing")], "two-2": [tag("editing")]})
        CatalogueStore(folder).remove("gone")
        parts = [review.progress(source=source) for source in ("one", "two")]
        assert parts == [Progress(2, 2), Progress(1, 1)]
        assert parts == [review.progress(provider=source) for source in ("one", "two")]
        assert review.progress() == Progress(3, 3)

    def test_leaves_withdrawn_courses_out(self, review, bring_in):
        bring_in(a=[tag("editing")], b=[tag("editing"), tag("filming")])
        bring_in(a=[tag("editing")])
        assert review.progress() == Progress(0, 1)
        assert review.progress(source="academy") == Progress(0, 1)
