"""A wish in own words becomes the queries that can be looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.wish import queries, told, wanted, without_self


@pytest.mark.parametrize("wish", ["", "   ", "...", "ik wil graag leren", "I want to learn", "!?,"])
def test_a_wish_without_content_asks_nothing(wish):
    assert queries(wish) == ()


def test_the_whole_wish_comes_first_and_then_its_parts():
    found = queries("Ik wil podcasts maken en interviews afnemen")
    assert found[0] == "podcasts interviews afnemen"
    assert found[1:] == ("podcasts", "interviews afnemen")


@pytest.mark.parametrize(
    ("wish", "parts"),
    [
        ("video; geluid", ("video", "geluid")),
        ("video, geluid", ("video", "geluid")),
        ("video or sound", ("video", "sound")),
        ("video\ngeluid", ("video", "geluid")),
        ("Video EN geluid", ("video", "geluid")),
    ],
)
def test_every_way_to_name_two_things_gives_two_queries(wish, parts):
    assert queries(wish)[1:] == parts


def test_a_word_that_only_holds_a_joining_word_is_not_cut():
    assert queries("trends en tendensen")[1:] == ("trends", "tendensen")
    assert queries("studenten begeleiden") == ("studenten begeleiden",)


def test_apostrophes_and_hyphens_stay_within_their_word():
    assert queries("foto’s bewerken") == ("foto’s bewerken",)
    assert queries("AI-tools kiezen") == ("ai-tools kiezen",)


def test_asking_for_a_course_is_no_part_of_the_subject_and_giving_one_is():
    assert queries("Ik zoek een cursus in datajournalistiek") == ("datajournalistiek",)
    assert queries("looking for a course on colour grading") == ("colour grading",)
    assert queries("een cursus geven") == ("cursus geven",)
    assert queries("zoek een cursus") == ()


def test_a_wish_of_one_part_is_asked_once():
    assert queries("kleurcorrectie") == ("kleurcorrectie",)


@given(st.text(max_size=500))
def test_whatever_is_written_gives_a_few_different_queries(wish):
    found = queries(wish)
    assert len(found) <= 6
    assert len(set(found)) == len(found)
    assert all(query.strip() == query != "" for query in found)


class TestWithoutSelf:
    @pytest.mark.parametrize(
        ("wish", "kept"),
        [
            ("Als moeder van 48 wil ik leren monteren", "wil ik leren monteren"),
            ("Als Surinaamse vrouw zou ik willen leren filmen", "zou ik willen leren filmen"),
            ("Ik ben Fatima en ik wil podcasts maken", "wil podcasts maken"),
            ("Ik ben een man van 55, en wil leren filmen.", "wil leren filmen."),
            ("Mijn naam is Jan. Ik wil leren filmen.", "Ik wil leren filmen."),
            ("Ik ben 34 jaar. Leren filmen!", "Leren filmen!"),
            ("I am a woman of 48 and I want to edit video", "want to edit video"),
            ("I'm Mary and want to film", "want to film"),
            ("As a father of two girls I would like to film", "I would like to film"),
            ("Ik wil leren filmen. Ik ben transgender.", "Ik wil leren filmen."),
            ("Ik wil filmen. Ik ben geboren in Turkije. Graag kort.", "Ik wil filmen. Graag kort."),
            ("I want to film. I'm from Ghana.", "I want to film."),
            ("Ik heb reuma en wil filmen", "Ik heb reuma en wil filmen"),
            (
                "Ik ben 30 en zoek een cursus data. Liefst in de avond.",
                "zoek een cursus data. Liefst in de avond.",
            ),
            (
                "Ik ben Sanne en leer graag monteren. Graag online.",
                "leer graag monteren. Graag online.",
            ),
            (
                "I am 40 and looking for a course in colour grading. Preferably in Utrecht.",
                "looking for a course in colour grading. Preferably in Utrecht.",
            ),
            (
                "Ik ben redacteur en moeder van twee en leer graag monteren.",
                "Ik ben redacteur en leer graag monteren.",
            ),
            ("Ik heet Daan en ben 33: statistiek die ik snap", "statistiek die ik snap"),
            ("Ik ben 34 en Nigeriaans. Ik wil filmen.", "Ik wil filmen."),
            ("Ik ben 30 en heet Noor en woon in Breda. Ik wil filmen.", "Ik wil filmen."),
        ],
    )
    def test_what_somebody_is_goes_and_what_they_want_stays(self, wish, kept):
        assert without_self(wish) == kept

    @pytest.mark.parametrize(
        "wish",
        [
            "Ik wil leren monteren",
            "Ik ben monteur en wil leren kleuren",
            "Ik ben regisseur. Ik wil leren monteren.",
            "Als monteur wil ik leren kleuren",
            "As an editor I want to learn colour grading",
            "I am a journalist and want to make charts",
            "Ik ben bezig met transmedia. Graag verder daarin.",
            "Ik ben goed in transcriberen. Ik wil verder.",
            "Interviewen van vrouwen en mannen in de sport",
            "10 podcasts maken in 2027",
            "Ik ben redacteur met 25 jaar ervaring en leer graag podcasts maken.",
            "I am an editor with 25 years of experience and like to learn about podcasts.",
        ],
    )
    def test_work_stays(self, wish):
        assert without_self(wish) == wish

    @pytest.mark.parametrize("wish", ["Ik ben een vrouw van 48.", "My name is Mary", "ben moeder"])
    def test_who_says_nothing_else_is_taken_at_their_word(self, wish):
        assert without_self(wish) == wish

    def test_two_people_who_want_the_same_ask_the_same(self):
        one, other = (
            without_self(f"Als {who} wil ik leren monteren en filmen.")
            for who in ("vrouw van 24", "opa uit Groningen")
        )
        assert queries(one) == queries(other) != ()

    @given(st.text(max_size=300))
    def test_nothing_that_was_said_becomes_empty_and_once_is_enough(self, wish):
        found = without_self(wish)
        assert bool(found) == bool(wish.strip())
        assert without_self(found) == found

    @given(
        st.lists(
            st.sampled_from(
                [
                    "Ik ben Anna en wil filmen.",
                    "Als vrouw wil ik dat ik ben gezien.",
                    "Ik wil filmen!",
                    "I am gay?",
                    "ben opa, en wil ik ben.",
                    "As a mum, I would.\nI hope",
                    "Geluid",
                ]
            ),
            max_size=5,
        )
    )
    def test_nor_does_any_mix_of_sentences(self, sentences):
        wish = "\n ".join(sentences)
        found = without_self(wish)
        assert bool(found) == bool(wish)
        assert without_self(found) == found


class TestWanted:
    @pytest.mark.parametrize(
        ("wish", "left"),
        [
            ("Ik wil nooit meer filmen, wel schrijven", "wel schrijven"),
            ("geen camerawerk meer, liever data", "liever data"),
            ("Ik wil niet filmen maar schrijven", "maar schrijven"),
            ("Ik kan niet meer filmen en wil schrijven", "en wil schrijven"),
            ("No more filming, rather writing", "rather writing"),
            ("I don't want to film but I like data", "but I like data"),
            ("SQL leren zodat ik niet meer hoef te tellen", "SQL leren"),
            ("Learn SQL so that I never count again", "Learn SQL"),
            ("Data leren en niet filmen. Graag kort.", "Data leren. Graag kort."),
            ("Ondertitels voor wie niet hoort, en audio", "Ondertitels voor, en audio"),
        ],
    )
    def test_what_is_turned_down_goes_and_the_rest_stays(self, wish, left):
        assert wanted(wish) == left

    @pytest.mark.parametrize(
        "wish",
        [
            "Ik wil niets met AI",
            "Ik wil liever niet filmen",
            "Filmen en monteren doe ik liever niet",
            "Geen camera en geen montage",
            "Never film again",
            "I want nothing to do with AI.",
        ],
    )
    def test_who_only_turns_down_wishes_nothing(self, wish):
        assert wanted(wish) == told(wish) == ""

    @pytest.mark.parametrize(
        "wish",
        [
            "Ik kan nog niet monteren",
            "I cannot edit, not yet",
            "Niet alleen filmen maar ook monteren",
            "Not only filming but editing",
            "Ik kan niet zo goed tekenen",
            "iets met AI, ik weet niet precies wat",
            "Ik weet niets van SEO",
            "Ik heb nog nooit gefilmd en wil dat leren",
            "Dare to say no to a job",
            "No-code tools en niet-lineair monteren",
            "Ik wil niets liever dan filmen",
            "Ik wil wel filmen, liever dan schrijven",
        ],
    )
    def test_what_somebody_cannot_do_yet_is_not_turned_down(self, wish):
        assert wanted(wish) == wish

    def test_who_somebody_is_goes_as_well(self):
        assert told("Als moeder van 48 wil ik niet filmen, wel schrijven") == "wel schrijven"
        assert told("Als moeder van 48 wil ik niets met AI") == ""

    @given(
        st.lists(
            st.sampled_from(
                "ik wil niet geen nooit not never filmen data en and maar wel liever but rather "
                "zodat dat wat , . : nog alleen weet kan".split()
            ),
            max_size=14,
        ).map(" ".join)
    )
    def test_nothing_is_added_and_a_wish_without_a_refusal_is_left_alone(self, wish):
        left = wanted(wish)
        written = iter(wish)
        assert all(letter in written for letter in left.replace(" ", ""))
        if not {"niet", "geen", "nooit", "not", "never"} & set(wish.split()):
            assert left == wish
