"""What a course teaches and presumes is read out of its text, with the sentence that says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.course_text import LONGEST, CourseText, sentences
from models.encoder import load_encoder
from models.tagger import Tag, Tagger, load_tagger
from skills_taxonomy import EncoderError, load_taxonomy

TAGGER = load_tagger()
TEXT = st.text(max_size=200)
WORDS = st.lists(
    st.sampled_from(
        "je leert interviewen monteren voor radio podcast data cijfers voorkennis niet nodig "
        "ervaring met camera . basis gevorderd you learn editing AI".split()
    ),
    max_size=40,
).map(" ".join)
COURSES = st.builds(
    CourseText,
    title=TEXT | WORDS,
    summary=TEXT,
    outcomes=st.lists(TEXT | WORDS, max_size=3).map(tuple),
    description=TEXT | WORDS,
    presumes=TEXT | WORDS,
    language=st.sampled_from(("nl", "en", "", "xx")),
)
PODCAST = CourseText(
    title="Interviewen voor podcasts",
    summary="Leer een gesprek voeren dat blijft boeien.",
    outcomes=("een interview voorbereiden en afnemen",),
    description="Je oefent met gasten en luistert terug. Je hebt ervaring met video monteren.",
    language="nl",
)
PARTS = (
    "Je oefent met gasten.",
    "Je luistert je gesprekken terug.",
    "Je hebt ervaring met video monteren.",
    "Aan het eind staat er een aflevering klaar.",
)


def read(*texts: CourseText, tagger: Tagger = TAGGER, least: float | None = None):
    return tagger.tag(texts, threshold=least)


def skills(tags: list[Tag], kind: str) -> list[str]:
    return [tag.skill for tag in tags if tag.kind == kind]


class TestReading:
    def test_what_a_course_is_about_is_taught(self):
        assert "interviewing" in skills(read(PODCAST)[0], "taught")

    def test_what_must_be_known_already_is_not_taught(self):
        taught = skills(read(PODCAST)[0], "taught")
        assert "video-editing" not in taught

    def test_the_sentence_that_says_so_stands_beside_it(self):
        tag = next(tag for tag in read(PODCAST)[0] if tag.skill == "interviewing")
        assert "nterview" in tag.evidence

    def test_the_likeliest_comes_first(self):
        chances = [tag.probability for tag in read(PODCAST, least=0.05)[0]]
        assert chances == sorted(chances, reverse=True)
        assert len(chances) > 1

    def test_a_text_about_nothing_here_gets_no_tag(self):
        soup = CourseText("Soep koken", description="Je snijdt wortels en laat ze trekken.")
        assert read(soup) == [[]]

    def test_english_is_read_alike(self):
        course = CourseText("Interviewing", description="You learn to interview guests on air.")
        assert "interviewing" in skills(read(course)[0], "taught")

    @pytest.mark.parametrize("course", [CourseText(""), CourseText(" ", description="\n\n")])
    def test_an_empty_text_gets_no_tag(self, course):
        assert read(course) == [[]]

    def test_a_very_long_text_is_read_in_bounded_time_and_place(self):
        course = CourseText("Monteren", description="Je leert video monteren. " * 20_000)
        [tags] = read(course)
        assert len(tags) < 30
        assert len(sentences(course)) < 100

    def test_no_text_is_no_answer(self):
        assert read() == []


class TestContract:
    @settings(max_examples=30, deadline=None)
    @given(COURSES)
    def test_every_tag_is_sound(self, course):
        said = " ".join(
            (course.title, course.summary, *course.outcomes, course.description, course.presumes)
        )
        for tag in read(course, least=0.01)[0]:
            assert 0 < tag.probability <= 1
            assert tag.skill in TAGGER.taxonomy.skills
            assert 0 <= tag.from_level < tag.to_level <= 3
            assert len(tag.evidence) <= LONGEST
            assert tag.evidence in said

    @settings(max_examples=15, deadline=None)
    @given(st.lists(COURSES, min_size=1, max_size=4))
    def test_a_batch_reads_what_each_course_alone_reads(self, courses):
        together = read(*courses, least=0.05)
        alone = [read(course, least=0.05)[0] for course in courses]
        assert [[(t.skill, t.kind) for t in tags] for tags in together] == [
            [(t.skill, t.kind) for t in tags] for tags in alone
        ]
        for one, other in zip(chain(*together), chain(*alone), strict=True):
            assert one.probability == pytest.approx(other.probability, abs=1e-4)

    def test_the_same_text_is_always_read_alike(self):
        assert read(PODCAST, least=0.05) == read(PODCAST, least=0.05)

    @settings(max_examples=15, deadline=None)
    @given(st.permutations(PARTS))
    def test_the_order_of_sentences_changes_nothing_that_counts(self, parts):
        before, after = (
            {(tag.skill, tag.kind): tag.probability for tag in read(course, least=0.05)[0]}
            for course in (
                replace(PODCAST, description=" ".join(PARTS)),
                replace(PODCAST, description=" ".join(parts)),
            )
        )
        assert before == pytest.approx(after, abs=1e-3)

    def test_threads_read_alike(self):
        texts = [replace(PODCAST, title=f"{PODCAST.title} {n}") for n in range(12)]
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda text: read(text, least=0.05)[0], texts))
        assert found == [read(text, least=0.05)[0] for text in texts]

    def test_a_higher_threshold_gives_fewer_of_the_same(self):
        few, many = read(PODCAST, least=0.5)[0], read(PODCAST, least=0.05)[0]
        assert [tag for tag in many if tag.probability >= 0.5] == few


class TestAnotherTaxonomy:
    def test_its_skills_are_read(self, tiny_taxonomy):
        tagger = load_tagger(load_encoder(), tiny_taxonomy)
        course = CourseText("Video editing", description="You learn to edit video.")
        tags = read(course, tagger=tagger, least=0.05)[0]
        assert {tag.skill for tag in tags} <= set(tiny_taxonomy.skills)
        assert skills(tags, "taught")[0] == "editing"

    def test_it_has_a_fingerprint_of_its_own(self, tiny_taxonomy):
        again = load_tagger(load_encoder(), load_taxonomy())
        assert again.fingerprint == TAGGER.fingerprint
        assert load_tagger(load_encoder(), tiny_taxonomy).fingerprint != TAGGER.fingerprint


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"features": {}}'])
def test_a_broken_artefact_is_one_sentence(tmp_path, content):
    (tmp_path / "config.json").write_text(content)
    with pytest.raises(EncoderError, match=r"koers train tagger\.$"):
        load_tagger(folder=tmp_path)
