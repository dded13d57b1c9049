"""Values as people type them: every spelling understood, everything else one clear sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Presumes, Start, Teaches
from recommender.readers import value


def refused(read, *arguments) -> str:
    with pytest.raises(ValueError) as caught:
        read(*arguments)
    message = str(caught.value)
    assert message.endswith((".", "?")), message
    return message


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "euros"),
        [
            ("495", "495"),
            ("€ 495", "495"),
            ("€495", "495"),
            ("€ 495,-", "495"),
            ("€ 495,--", "495"),
            ("495,00", "495"),
            ("495.00", "495"),
            ("495,5", "495.5"),
            ("€ 89,50", "89.50"),
            ("89.50 EUR", "89.50"),
            ("eur 89,50", "89.50"),
            ("495 euro", "495"),
            ("1.250", "1250"),
            ("1,250", "1250"),
            ("1 250", "1250"),
            ("€ 1.250,-", "1250"),
            ("1.250,50", "1250.50"),
            ("1,250.50", "1250.50"),
            ("1.000.000", "1000000"),
            ("1\u00a0250,00", "1250"),
            ("€\u00a0495,-", "495"),
            ("0", "0"),
            ("0,00", "0"),
            ("€ 0,-", "0"),
            ("gratis", "0"),
            ("Gratis", "0"),
            ("FREE", "0"),
            ("geen kosten", "0"),
        ],
    )
    def test_every_way_to_write_a_price_is_understood(self, text, euros):
        assert value.money(text) == Decimal(euros)

    @pytest.mark.parametrize(
        "text",
        ["op aanvraag", "€", "ca. 500", "500-600", "500 p.p.", "$ 500", "12 tot 15", "1e3", "abc"],
    )
    def test_anything_else_is_refused_with_an_example(self, text):
        message = refused(value.money, text)
        assert text in message
        assert "495" in message

    @pytest.mark.parametrize("text", ["1.000.001", "9" * 40])
    def test_a_price_beyond_belief_is_refused(self, text):
        assert "out of range" in refused(value.money, text)

    @pytest.mark.parametrize("text", ["-5", "€ -5", "-1.250,00"])
    def test_a_price_below_zero_is_refused(self, text):
        assert "below zero" in refused(value.money, text)

    @pytest.mark.parametrize("text", ["1.2500", "1,2,3", "12,5000", "1.25.50", "12.34.567"])
    def test_marks_that_separate_nothing_sensible_are_refused(self, text):
        """Read as 12,500 or 12.30 the price would be wrong without anyone noticing."""
        refused(value.money, text)

    @given(st.decimals(0, 999_999, places=2))
    def test_an_amount_survives_dutch_and_english_notation(self, amount):
        english = f"{amount:,.2f}"
        dutch = english.translate(str.maketrans(",.", ".,"))
        assert value.money(f"€ {dutch}") == value.money(english) == amount

    @given(st.text(max_size=30))
    def test_arbitrary_text_is_an_amount_or_refused(self, text):
        try:
            assert value.money(text) >= 0
        except ValueError as error:
            assert str(error)


class TestVat:
    @pytest.mark.parametrize(
        ("vat", "pays"),
        [
            ("incl. 21%", "100"),
            ("incl", "100"),
            ("Incl. btw", "100"),
            ("excl. 21%", "121"),
            ("excl 21 %", "121"),
            ("excl. 21% btw", "121"),
            ("EXCL. 9%", "109"),
            ("excl.", "121"),
            ("excl. vat", "121"),
            ("excl. 0%", "100"),
            ("vrij", "100"),
            ("vrijgesteld", "100"),
            ("exempt", "100"),
            ("", "100"),
        ],
    )
    def test_a_participant_pays_with_vat(self, vat, pays):
        assert value.price_with_vat(Decimal(100), vat) == Decimal(pays)

    def test_the_result_is_in_cents(self):
        assert value.price_with_vat(Decimal("89.99"), "excl. 21%") == Decimal("108.89")

    @pytest.mark.parametrize("vat", ["21%", "ja", "inclusief eten", "excl. 121%", "incl excl"])
    def test_anything_else_is_refused(self, vat):
        assert vat in refused(value.price_with_vat, Decimal(1), vat)


class TestNumber:
    @pytest.mark.parametrize(("text", "number"), [("7", 7), ("1,5", 1.5), ("1.5", 1.5), (" 2 ", 2)])
    def test_a_comma_or_a_point_is_the_decimal_mark(self, text, number):
        assert value.number(text, 1, 100) == number

    @pytest.mark.parametrize("text", ["0,9", "101", "-5", "1e9"])
    def test_out_of_range_says_the_range(self, text):
        message = refused(value.number, text, 1, 100)
        assert "1 to 100" in message

    @pytest.mark.parametrize("text", ["nan", "inf", "zes", "6 uur", "1.000,5", ""])
    def test_what_is_no_number_is_refused(self, text):
        refused(value.number, text, 1, 100)

    def test_the_bounds_themselves_are_allowed(self):
        assert (value.number("1", 1, 100), value.number("100", 1, 100)) == (1, 100)


KINDS = {"cursus": 1, "workshop": 2}


class TestChoice:
    def test_case_and_spacing_do_not_matter(self):
        assert value.choice("  CURSUS ", KINDS) == 1

    def test_a_slip_proposes_what_was_meant(self):
        assert "did you mean 'workshop'" in refused(value.choice, "workshp", KINDS)

    def test_something_else_lists_what_is_possible(self):
        message = refused(value.choice, "zzz", KINDS)
        assert "cursus" in message and "workshop" in message


class TestSkills:
    def test_skills_are_known_by_label_slug_and_notation_in_either_language(self, taxonomy):
        skill = taxonomy.skill("video-editing")
        for name in (skill.label.nl, skill.label.en.upper(), skill.slug, skill.notation):
            assert value.skill_steps(f"{name} 0>1", taxonomy) == (Teaches(skill.slug, 0, 1),)

    @pytest.mark.parametrize("arrow", [">", " > ", "→", "-", " to ", " naar "])
    def test_every_arrow_is_understood(self, taxonomy, arrow):
        found = value.skill_steps(f"Interviewen 1{arrow}2", taxonomy)
        assert found == (Teaches("interviewing", 1, 2),)

    @pytest.mark.parametrize("between", [" | ", "|", "\n", "\r\n"])
    def test_several_skills_share_a_cell(self, taxonomy, between):
        found = value.skill_steps(f"Interviewen 0>1{between}Video monteren 1>3", taxonomy)
        assert [(t.skill, t.from_level, t.to_level) for t in found] == [
            ("interviewing", 0, 1),
            ("video-editing", 1, 3),
        ]

    @pytest.mark.parametrize("apostrophe", ["'", "’", "‘"])
    def test_every_kind_of_apostrophe_is_the_same(self, taxonomy, apostrophe):
        skill = taxonomy.skill("editing-photographs")
        assert "’" in skill.label.nl or "'" in skill.label.nl
        label = skill.label.nl.replace("’", apostrophe).replace("'", apostrophe)
        assert value.skill_steps(f"{label} 0>1", taxonomy)[0].skill == skill.slug

    def test_a_presumed_skill_has_one_level(self, taxonomy):
        assert value.skill_levels("Video monteren 1 | Interviewen 2", taxonomy) == (
            Presumes("video-editing", 1),
            Presumes("interviewing", 2),
        )

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("Interviewen", "no levels"),
            ("Interviewen 1", "no levels"),
            ("Interviewen 2>1", "does not go up"),
            ("Interviewen 1>1", "does not go up"),
            ("Interviewen 0>4", "0, 1, 2 or 3"),
            ("Interviewen 0>99999999999999999999", "0, 1, 2 or 3"),
            ("Interviewn 0>1", "Interviewen"),
            ("Zzzzqqq 0>1", "unknown skill 'Zzzzqqq'"),
        ],
    )
    def test_what_is_wrong_with_a_skill_is_said(self, taxonomy, cell, words):
        assert words in refused(value.skill_steps, cell, taxonomy)

    @pytest.mark.parametrize(
        ("cell", "words"), [("Interviewen", "no level"), ("Interviewen 7", "0, 1, 2 or 3")]
    )
    def test_what_is_wrong_with_a_presumed_skill_is_said(self, taxonomy, cell, words):
        assert words in refused(value.skill_levels, cell, taxonomy)


class TestStarts:
    @pytest.mark.parametrize(
        ("text", "start"),
        [
            ("2027-03-14", Start(dt.date(2027, 3, 14))),
            ("14-3-2027 Utrecht", Start(dt.date(2027, 3, 14), None, "Utrecht")),
            ("14-03-2027  Den Haag", Start(dt.date(2027, 3, 14), None, "Den Haag")),
            ("14-3-2027 online", Start(dt.date(2027, 3, 14))),
            ("+21d", Start(None, 21)),
            ("+21d Zwolle", Start(None, 21, "Zwolle")),
            ("+ 21 d Online", Start(None, 21)),
            ("29-2-2028", Start(dt.date(2028, 2, 29))),
        ],
    )
    def test_a_day_and_a_town_are_read(self, text, start):
        assert value.starts(text) == ((start,), False)

    @pytest.mark.parametrize("text", ["doorlopend", "Doorlopend", "always", "altijd"])
    def test_a_course_may_be_open_always(self, text):
        assert value.starts(text) == ((), True)

    def test_several_starts_share_a_cell(self):
        starts, always = value.starts("+21d Utrecht | 14-3-2027 | doorlopend")
        assert (len(starts), always) == (2, True)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("31-2-2027", "calendar"),
            ("2027-13-01", "calendar"),
            ("29-2-2027", "calendar"),
            ("0-1-2027", "calendar"),
            ("maart", "14-3-2027"),
            ("14/3/2027", "14-3-2027"),
            ("21d", "+21d"),
            ("+9999d", "ten years"),
        ],
    )
    def test_what_is_no_start_is_refused_with_an_example(self, text, words):
        assert words in refused(value.starts, text)

    @given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
    def test_every_day_of_this_century_is_read_back(self, day):
        dutch = f"{day.day}-{day.month}-{day.year}"
        for text in (day.isoformat(), dutch):
            assert value.starts(text) == ((Start(day),), False)

    @pytest.mark.parametrize("text", ["31-12-9999", "1-1-0001", "1999-12-31"])
    def test_a_day_that_stands_for_not_known_is_refused(self, text):
        assert text in refused(value.starts, text)


class TestWholeNumbers:
    def test_a_number_of_weeks_without_decimals_is_read(self):
        assert value.whole_number("6", 1, 260) == 6

    @pytest.mark.parametrize("text", ["1,5", "0.5"])
    def test_half_a_week_or_half_a_seat_is_refused(self, text):
        with pytest.raises(ValueError, match=r"whole number|out of range"):
            value.whole_number(text, 1, 260)


class TestOneSkillTwice:
    def test_a_skill_that_is_named_twice_is_refused_by_its_name(self, taxonomy):
        with pytest.raises(ValueError, match="'Interviewen' twice"):
            value.skill_steps("Interviewen 0>1 | Interviewen 1>2", taxonomy)


@pytest.mark.parametrize("text", ["€ 495,-", "€ 495,--", "€ 495,–", "495,—"])
def test_every_dash_that_a_word_processor_makes_means_no_cents(text):
    assert value.money(text) == 495
