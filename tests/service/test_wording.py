"""Reasons become sentences in both languages, and no text is left without its Dutch."""

import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import service
from recommender import reason as reasons
from recommender.course_score import Term
from recommender.reason import (
    ClosesGap,
    EmployerAmountNotSaid,
    FitsBudget,
    FitsTime,
    LearnedFromUse,
    NeedsFirst,
    NothingFits,
    PriceNotSaid,
    PricesNotSaid,
    Reason,
    RestsOnFunding,
    StartNotSaid,
    StartsSoon,
    TooFar,
    VatNotSaid,
    WrongTimeOfDay,
)
from service import sentences
from service.term_sentences import points
from service.translation import FOLDER, translations
from service.wording import Wording
from skills_taxonomy import load_taxonomy

SERVICE = Path(service.__file__).parent
KEYWORDS = {"t": None, "tn": (1, 2), "gettext": None, "ngettext": (1, 2), "_": None}


@pytest.fixture(scope="module", params=["nl", "en"])
def wording(request):
    return Wording(request.param, load_taxonomy())


@pytest.fixture(scope="module")
def dutch():
    return Wording("nl", load_taxonomy())


def all_reasons():
    return [
        kind
        for kind in vars(reasons).values()
        if isinstance(kind, type) and issubclass(kind, Reason) and kind is not Reason
    ]


def messages():
    found = set()
    methods = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
    for _, _, message, _, _ in extract_from_dir(
        SERVICE, methods, keywords=KEYWORDS, options_map={"**": {"trimmed": "true"}}
    ):
        found |= set(message) if isinstance(message, tuple) else {message}
    return found


class TestCatalogues:
    def test_every_text_of_the_service_has_a_dutch_one(self):
        known = set()
        for path in FOLDER.glob("nl/*.po"):
            for message in read_po(io.BytesIO(path.read_bytes()), locale="nl"):
                if message.id and message.string:
                    ids = message.id if isinstance(message.id, tuple) else (message.id,)
                    texts = message.string if message.pluralizable else (message.string,)
                    assert all(texts), f"{path.name}: {message.id} lacks a text"
                    known |= set(ids)
        missing = messages() - known
        assert not missing, f"no Dutch text for: {sorted(missing)[:5]}"

    def test_placeholders_are_the_same_in_both_languages(self):
        for path in FOLDER.glob("nl/*.po"):
            for message in read_po(io.BytesIO(path.read_bytes()), locale="nl"):
                if not message.id:
                    continue
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if message.pluralizable else (message.string,)
                asked = set(re.findall(r"[{%]\(?(\w+)[)}]", " ".join(ids)))
                for text in texts:
                    given = set(re.findall(r"[{%]\(?(\w+)[)}]", text))
                    assert given <= asked, f"{path.name}: {text}"

    def test_dutch_texts_keep_to_the_voice(self):
        for path in FOLDER.glob("nl/*.po"):
            for message in read_po(io.BytesIO(path.read_bytes()), locale="nl"):
                texts = message.string if message.pluralizable else (message.string,)
                for text in texts if message.id else ():
                    assert not re.search(
                        r"!|omschol|traject|upskill|matchscore|\bu\b|\buw\b", text, re.IGNORECASE
                    ), f"{path.name}: {text}"

    def test_english_needs_no_catalogue(self):
        assert translations("en").gettext("Your plan") == "Your plan"


class TestReasons:
    def test_every_kind_of_reason_has_a_sentence(self):
        assert set(all_reasons()) == set(sentences.REASONS)

    def test_every_cause_that_can_leave_a_course_out_has_words(self):
        causes = {
            "OverBudget", "TooManyHours", "TooFar", "WrongTimeOfDay", "WrongLanguage",
            "NoRunInTime", "NeedsFirst", "BusyThen", "DeadlinePassed", "TakesRest",
        }  # fmt: skip
        assert causes == set(sentences.CAUSES)
        assert all(getattr(reasons, cause) in sentences.REASONS for cause in causes)

    def test_a_sentence_ends_with_a_stop_and_holds_no_braces(self, wording):
        samples = [
            ClosesGap("video-editing", 0, 1, 2),
            ClosesGap("video-editing", 1, 2, 3),
            FitsBudget(Decimal(0), None),
            FitsBudget(Decimal("89.50"), Decimal(400)),
            FitsBudget(Decimal(0), Decimal(400), Decimal(300)),
            PriceNotSaid("", None),
            PriceNotSaid("in overleg", Decimal(400)),
            PricesNotSaid(1),
            PricesNotSaid(3),
            RestsOnFunding(Decimal(100), Decimal(300), None),
            RestsOnFunding(Decimal(100), Decimal(300), Decimal(200)),
            VatNotSaid(Decimal("86.78")),
            EmployerAmountNotSaid(),
            FitsTime(24.0, 3, 4.0, guessed=True),
            StartNotSaid(""),
            StartNotSaid("in overleg"),
            WrongTimeOfDay(guessed=True),
            StartsSoon(dt.date(2027, 1, 4), "Utrecht", 12),
            StartsSoon(dt.date(2027, 1, 4), None),
            TooFar("Groningen", 150),
            LearnedFromUse(321, 2),
            LearnedFromUse(321, -1),
            NeedsFirst("python-for-data", 1, 0),
            NothingFits(()),
            NothingFits((("OverBudget", 3), ("TooFar", 1))),
        ]
        for sample in samples:
            text = wording.reason(sample)
            assert text.endswith(".")
            assert "{" not in text

    def test_of_what_is_always_open_only_the_hours_are_told(self, dutch):
        assert dutch.reason(FitsTime(14.0, None, 4.0)) == "Vraagt 14 uur."
        assert "10 weken" in dutch.reason(FitsTime(14.0, 10, 4.0))

    def test_a_place_is_far_for_the_course(self, dutch):
        text = dutch.reason(TooFar("Arnhem", 145))
        assert text == "Is in Arnhem, 145 km bij je vandaan; dat is ver voor deze cursus."

    def test_points_name_the_hours_as_what_counts(self, dutch):
        assert "uren " in points(dutch, [Term("hours", 1.0)])

    def test_counts_agree_with_their_verbs(self, dutch):
        text = dutch.reason(NothingFits((("OverBudget", 3), ("TooFar", 1))))
        assert "3 kosten meer en 1 is te ver weg" in text


class TestNames:
    def test_a_label_is_lower_case_inside_a_sentence_unless_it_is_a_name(self, dutch):
        assert dutch.skill("video-editing") == "video monteren"
        assert dutch.skill("understanding-ai") == "AI begrijpen"
        assert dutch.skill("python-for-data") == "Python voor data"

    @pytest.mark.parametrize(
        ("amount", "nl", "en"),
        [
            (Decimal(0), "gratis", "free"),
            (Decimal(1250), "€ 1.250", "€1,250"),
            (Decimal("89.50"), "€ 89,50", "€89.50"),
        ],
    )
    def test_amounts_follow_the_language(self, amount, nl, en):
        taxonomy = load_taxonomy()
        assert Wording("nl", taxonomy).money(amount) == nl
        assert Wording("en", taxonomy).money(amount) == en

    def test_a_listing_reads_like_speech(self, dutch):
        assert dutch.listing(["a", "b", "c"]) == "a, b en c"
        assert dutch.listing(["a"]) == "a"
        assert dutch.listing([]) == ""
