"""Words for closed lists: of providers, of EDU-DEX, of OOAPI and of schema.org."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.course import KINDS, MODES, PARTS_OF_DAY
from recommender.readers import words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cursus", "course"),
        ("opleiding", "course"),
        ("Training", "course"),
        ("mbo module", "course"),
        ("master class", "workshop"),
        ("Masterclass", "workshop"),
        ("E-learning", "e-learning"),
        ("self study", "e-learning"),
        ("lezing", "event"),
        ("lecture", "event"),
        ("conference", "event"),
        ("webinar", "event"),
        ("coaching", "coaching"),
        ("Cursus/training", "course"),
        ("Workshop fotografie voor beginners", "workshop"),
        ("Lezing: kunstmatige intelligentie in de media", "event"),
        ("Coaching voor leidinggevenden", None),
        ("Workshops begeleiden", None),
        ("Event management", None),
        ("document", None),
        ("", None),
    ],
)
def test_a_kind_is_read_from_a_word_or_a_title(text, kind):
    assert words.read_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("klassikaal", "classroom"),
        ("classroom teaching", "classroom"),
        ("on campus", "classroom"),
        ("presential", "classroom"),
        ("online", "online"),
        ("distance-learning", "online"),
        ("virtual classroom", "online"),
        ("https://schema.org/OnlineEventAttendanceMode", "online"),
        ("http://schema.org/MixedEventAttendanceMode", "blended"),
        ("Blended learning", "blended"),
        ("hybride", "blended"),
        ("joint_delivery", "blended"),
        ("klassikaal en online", "blended"),
        ("zelfstudie", "self-paced"),
        ("e-learning", "self-paced"),
        ("op locatie", "on-location"),
        ("work_based", "on-location"),
        ("in-company", "on-location"),
        ("full-time", None),
        ("dansen", None),
    ],
)
def test_a_mode_is_read(text, mode):
    assert words.read_mode(text) == mode


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("overdag", "daytime"),
        ("ochtend", "daytime"),
        ("afternoon", "daytime"),
        ("evening education", "evening"),
        ("Dinsdagavond", "evening"),
        ("'s avonds", "evening"),
        ("’s avonds", "evening"),
        ("zaterdag", "weekend"),
        ("vrij", "flexible"),
        ("eigen tempo", "flexible"),
        ("dag en avond", "flexible"),
        ("nacht", None),
    ],
)
def test_a_part_of_day_is_read(text, part):
    assert words.read_part_of_day(text) == part


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Mediavak", "media-craft"),
        ("Professionele vaardigheden", "professional-skills"),
        ("career development", "career-development"),
        ("Loopbaan", "career-development"),
        ("vakantie", None),
    ],
)
def test_a_line_is_read(text, line):
    assert words.read_line(text) == line


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("basis", 1),
        ("Beginners", 1),
        ("Voor gevorderden", 2),
        ("intermediate", 2),
        ("expert", 3),
        ("niveau 3", 3),
        ("basis tot gevorderd", 2),
        ("mbo niveau 3", None),
        ("bachelor", None),
        ("alle niveaus", None),
    ],
)
def test_a_level_of_skill_is_read_and_a_degree_is_none(text, level):
    assert words.read_level(text) == level


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nl", "nl"),
        ("nld", "nl"),
        ("nl_NL", "nl"),
        ("Nederlandstalig", "nl"),
        ("en", "en"),
        ("en-GB", "en"),
        ("eng", "en"),
        ("Voertaal: Engels", "en"),
        ("Nederlands en Engels", "nl"),
        ("Duits en Frans", None),
        ("fr", None),
    ],
)
def test_a_language_is_read(text, language):
    assert words.read_language(text) == language


@given(st.text(max_size=60))
def test_any_text_is_one_of_the_list_or_none(text):
    assert words.read_kind(text) in (*KINDS, None)
    assert words.read_mode(text) in (*MODES, None)
    assert words.read_part_of_day(text) in (*PARTS_OF_DAY, None)
    assert words.read_level(text) in (1, 2, 3, None)
    assert words.read_language(text) in ("nl", "en", None)
    words.read_line(text)
