"""The quality report: every check finds what it is for, and leaves a sound course alone."""

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pytest

from models import load_encoder
from recommender import Catalogue, Start, Teaches, load_catalogue
from recommender.quality import report
from recommender.quality_checks import CHECKS, THIN
from skills_taxonomy import LANGUAGES

LONG = "Je oefent met eigen materiaal, en bij elke opdracht vertelt een docent wat er goed ging. "
PAST, COMING = dt.date(2026, 5, 1), dt.date(2027, 5, 1)


@pytest.fixture
def sound(make_course):
    """A course to which nothing can be added."""
    return make_course(
        "sound",
        description=LONG * 3,
        starts=[Start(COMING, place="Utrecht", end=COMING)],
        url="https://academie.example/sound",
    )


@pytest.fixture
def names(tiny_taxonomy, fake_encoder, today):
    """The names of the checks that a course fails."""

    def of(*courses):
        found = report(Catalogue.of(courses), tiny_taxonomy, fake_encoder, today=today)
        return [finding.check.name for p in found.providers for finding in p.findings]

    return of


def test_a_sound_course_has_no_findings(sound, names):
    assert names(sound) == []


CHANGES = [
    ("no-coming-date", {"starts": (Start(PAST, place="Utrecht", end=PAST),)}),
    ("no-price", {"price": None}),
    ("price-in-words", {"price": None, "said": (("price", "in overleg"),)}),
    ("price-unclear", {"said": (("price", "€350-€750"),)}),
    ("no-dates", {"starts": (), "always_open": True, "guessed": ("starts",)}),
    ("no-dates", {"starts": ()}),
    ("dates-in-words", {"said": (("starts", "voorjaar, datum volgt"),)}),
    ("no-skills", {"teaches": ()}),
    ("thin-text", {"description": "Kort.", "summary": "Kort."}),
    ("no-outcomes", {"outcomes": ()}),
    ("no-level", {"said": (("level", "voor iedereen"),)}),
    ("no-level", {"guessed": ("level",)}),
    ("no-prior-knowledge", {"teaches": (Teaches("editing", 0, 2),)}),
    ("no-prior-knowledge", {"teaches": (Teaches("editing", 1, 2, 0.8),)}),
    ("length-guessed", {"guessed": ("hours",)}),
    ("length-guessed", {"said": (("hours", "n.v.t."),)}),
    ("end-guessed", {"hours": 96.0, "starts": (Start(COMING, place="Utrecht"),)}),
    ("no-secure-link", {"url": ""}),
    ("no-secure-link", {"url": "http://academie.example/a"}),
    ("no-secure-link", {"url": "https://academie example/a"}),
    ("no-secure-link", {"url": "https://localhost/a"}),
    ("no-secure-link", {"url": "https://[half"}),
]


@pytest.mark.parametrize(("name", "change"), CHANGES)
def test_each_check_finds_what_it_is_for(sound, names, name, change):
    assert names(replace(sound, **change)) == [name]


def test_every_check_of_one_course_is_tried_here():
    assert {check.name for check in CHECKS if check.fails} == {name for name, _ in CHANGES}


@pytest.mark.parametrize(
    "change",
    [
        {"starts": (), "always_open": True},
        {"starts": (Start(PAST), Start(COMING, end=COMING))},
        {"starts": (Start(None, -900, "Utrecht"),)},
        {"starts": (), "always_open": True, "said": (("starts", "in overleg"),)},
        {"said": (("presumes", "mbo 4"),), "teaches": (Teaches("editing", 0, 2),)},
        {"teaches": (Teaches("editing", 1, 2),)},
        {"price": 0},
        {"hours": 96.0, "weeks": 3},
    ],
    ids=["any day", "one date left", "comes round", "on agreement", "knowledge in words",
         "level named", "free", "hours fit the weeks"],
)  # fmt: skip
def test_what_is_said_is_no_finding(sound, names, change):
    assert names(replace(sound, **change)) == []


class TestTogether:
    def test_the_same_title_twice_is_found_within_a_provider(self, sound, names):
        other = replace(
            sound, id="other", title=sound.title.upper(), description="Heel iets anders. " * 12
        )
        assert names(sound, other) == ["same-title"]
        assert names(sound, replace(other, provider="Another provider")) == []

    def test_copies_are_found_across_providers(self, sound, tiny_taxonomy, fake_encoder, today):
        copy = replace(sound, id="copy", provider="Another provider")
        found = report(Catalogue.of([sound, copy]), tiny_taxonomy, fake_encoder, today=today)
        assert [[f.check.name for f in p.findings] for p in found.providers] == [
            ["near-duplicate"]
        ] * 2
        [pair] = found.duplicates
        assert {pair.first, pair.second} == {"sound", "copy"}
        assert found.of("another").duplicates == (pair,)

    def test_most_to_mend_comes_first(self, make_course, sound, tiny_taxonomy, fake_encoder, today):
        bare = [make_course(f"bare{n}", provider="Bare", title=f"Titel {n}") for n in "ab"]
        found = report(Catalogue.of([sound, *bare]), tiny_taxonomy, fake_encoder, today=today)
        assert [(p.provider, p.courses, p.sound) for p in found.providers] == [
            ("Bare", 2, 0),
            (sound.provider, 1, 1),
        ]
        assert [p.share for p in found.providers] == [0, 1]

    def test_findings_stand_in_the_order_of_what_matters(self, sound, names):
        worst = replace(sound, price=None, url="", starts=(Start(PAST, end=PAST),), outcomes=())
        order = [check.name for check in CHECKS]
        found = names(worst)
        assert found == sorted(found, key=order.index)
        assert found[0] == "no-coming-date"


class TestUntaught:
    @pytest.fixture
    def steps(self, tiny_taxonomy, fake_encoder, today):
        def of(*courses):
            found = report(Catalogue.of(courses), tiny_taxonomy, fake_encoder, today=today)
            return {(u.skill, u.from_level, u.to_level): u for u in found.untaught}

        return of

    def test_a_step_is_taught_by_a_course_that_covers_it(self, steps, sound):
        wide = replace(sound, teaches=(Teaches("editing", 0, 2),))
        found = steps(wide)
        assert ("editing", 0, 1) not in found
        assert ("editing", 1, 2) not in found
        assert ("editing", 2, 3) in found

    def test_a_course_of_the_past_teaches_nobody(self, steps, sound):
        past = replace(sound, teaches=(Teaches("editing", 0, 1),), starts=(Start(PAST, end=PAST),))
        assert ("editing", 0, 1) in steps(past)

    def test_an_unlikely_skill_does_not_count(self, steps, sound):
        assert ("editing", 0, 1) in steps(replace(sound, teaches=(Teaches("editing", 0, 1, 0.3),)))

    def test_it_tells_which_roles_ask_it(self, steps, sound):
        found = steps(replace(sound, teaches=()))
        # Camera operator asks editing at 2 and essentially, data journalist at 1.
        assert (found["editing", 0, 1].roles, found["editing", 0, 1].essential) == (2, 1)
        assert (found["editing", 1, 2].roles, found["editing", 1, 2].essential) == (1, 1)
        assert found["editing", 2, 3].roles == 0

    def test_what_most_roles_ask_comes_first(self, tiny_taxonomy, fake_encoder, sound, today):
        found = report(Catalogue.of([sound]), tiny_taxonomy, fake_encoder, today=today).untaught
        asked = [(step.roles, step.essential) for step in found]
        assert asked == sorted(asked, reverse=True)


def test_an_empty_catalogue_has_an_empty_report(tiny_taxonomy, fake_encoder, today):
    found = report(Catalogue.of([]), tiny_taxonomy, fake_encoder, today=today)
    assert (found.providers, found.duplicates) == ((), ())
    assert len(found.untaught) == 3 * len(tiny_taxonomy.skills)


def test_every_check_says_what_to_do_in_one_sentence():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.mend.endswith(".")
        assert check.mend.count(". ") == 0


def test_it_reads_back_from_json(sound, tiny_taxonomy, fake_encoder, today):
    found = report(
        Catalogue.of([replace(sound, price=None)]), tiny_taxonomy, fake_encoder, today=today
    )
    plain = json.loads(json.dumps(found.to_dict()))
    [provider] = plain["providers"]
    assert provider["without_findings"] == 0
    assert provider["findings"][0]["check"] == "no-price"
    assert provider["findings"][0]["courses"] == ["sound"]


def test_the_demo_academy_has_no_course_that_cannot_be_booked(taxonomy, today):
    catalogue = load_catalogue(None, taxonomy)
    found = report(catalogue, taxonomy, load_encoder("bundled"), today=today)
    failed = {finding.check.name for p in found.providers for finding in p.findings}
    assert not failed & {"no-coming-date", "no-price", "no-dates", "no-skills", "thin-text"}


def test_the_bound_of_a_thin_text_is_where_skills_become_hard_to_tell(taxonomy):
    """How often a skill that a course teaches is among the three nearest, by number of words."""
    encoder = load_encoder("bundled")
    courses = [c for c in load_catalogue(None, taxonomy).courses.values() if c.teaches]
    skills = list(taxonomy.skills.values())
    readings = [
        encoder.encode_documents([text(skill, language) for skill in skills])
        for language in LANGUAGES
        for text in (
            lambda s, lang: s.label[lang],
            lambda s, lang: f"{s.label[lang]}. {s.definition[lang]}",
        )
    ]

    def found(words):
        texts = [" ".join(c.description.split()[:words]) for c in courses]
        vectors = encoder.encode_documents(texts)
        nearness = np.max([vectors @ reading.T for reading in readings], axis=0)
        hits = 0
        for course, row in zip(courses, nearness, strict=True):
            nearest = {skills[n].slug for n in np.argsort(-row)[:3]}
            hits += bool(nearest & {t.skill for t in course.teaches})
        return hits / len(courses)

    best = max(found(words) for words in (20, 30, 40, 60, 100))
    assert found(THIN) >= 0.9 * best
    assert found(THIN // 2) < 0.75 * best
