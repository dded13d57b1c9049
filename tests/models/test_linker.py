"""Phrases are linked to the roles and skills they mean, and nonsense to nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Linker, load_encoder, load_linker
from models.link_evaluation import link_figures, read_phrases
from models.link_features import FEATURES, Linkable, LinkFeatures
from models.linker import ARTEFACT, LONGEST, linker_over, load_models
from skills_taxonomy import KINDS, EncoderError, load_taxonomy
from skills_taxonomy.esco import EscoConcept

PHRASES = Path(__file__).parents[1] / "data" / "phrases.jsonl"


@pytest.fixture(scope="module")
def linker():
    return load_linker()


class TestLinking:
    @pytest.mark.parametrize(
        ("text", "kind", "slug"),
        [
            ("cameraman bij de regionale omroep", "role", "camera-operator"),
            ("Cameravrouw (m/v)", "role", "camera-operator"),
            ("geluidsvrouw", "role", "sound-technician"),
            ("datajournalsit", "role", "data-journalist"),
            ("sound engineer for live shows", "role", "sound-technician"),
            ("kleurcorrectie", "skill", "colour-grading"),
            ("prompts schrijven", "skill", "writing-effective-prompts"),
            ("monteren in Premiere", "skill", "video-editing"),
        ],
    )
    def test_the_first_link_is_what_is_meant(self, linker, text, kind, slug):
        found = linker.link(text, kind)
        assert found[0].slug == slug
        assert found[0].uri == f"urn:koers:{kind}s/{slug}"

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("text", ["asdf", "tandarts", "", " ", "...", "42", "🙂🙂", "xx yy zz"])
    def test_nothing_close_is_said_honestly(self, linker, text, kind):
        assert linker.link(text, kind) == []

    def test_labels_come_in_the_language_asked_for(self, linker):
        assert linker.link("cameraman", "role", language="nl")[0].label == "Cameraman/-vrouw"
        assert linker.link("cameraman", "role", language="en")[0].label == "Camera operator"

    def test_every_label_is_linked_to_its_own_concept(self, linker):
        for kind in KINDS:
            for slug, concept in load_taxonomy().of(kind).items():
                for label in (concept.label.nl, concept.label.en):
                    found = linker.link(label, kind, 1)
                    assert [link.slug for link in found] == [slug], label

    def test_links_are_likeliest_first_and_no_more_than_asked(self, linker):
        found = linker.link("editor die beeld en geluid monteert", "role", 3)
        assert len(found) <= 3
        assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
        assert linker.link("cameraman", "role", 0) == []

    @given(st.text(max_size=2 * LONGEST))
    def test_no_text_breaks_it_and_every_score_is_a_probability(self, text):
        for kind in KINDS:
            assert all(0.0 <= link.score <= 1.0 for link in load_linker().link(text, kind))

    def test_many_texts_are_linked_as_each_is_alone(self, linker):
        texts = ["cameraman", "", "ik regel de vergunningen en de locaties", "asdf"] * 20
        alone = [linker.link(text, "role") for text in texts]
        assert [[f.slug for f in found] for found in linker.link_many(texts, "role")] == [
            [f.slug for f in found] for found in alone
        ]

    def test_no_link_lies_below_the_probability_that_was_asked_for(self, linker):
        text = "in de reportagewagen druk ik de camera's door als de regisseur het zegt"
        for least in (0.05, 0.3, 0.6):
            [found] = linker.link_many([text], "role", least=least)
            assert all(link.score >= least for link in found)

    def test_the_same_text_gives_the_same_links(self, linker):
        assert linker.link("eindredacteur", "role") == linker.link("eindredacteur", "role")


class TestTwoVocabularies:
    def test_concepts_of_esco_stand_beside_ours(self):
        butcher = EscoConcept(
            uri="http://data.europa.eu/esco/occupation/1",
            kind="occupation",
            code="",
            isco="7511",
            status="released",
            version="1.2",
            label="slager",
            synonyms=("vleeshouwer",),
            description="Slagers snijden en bereiden vlees voor de verkoop.",
        )
        both = Linker(load_taxonomy(), load_encoder(), load_models(), esco={"role": [butcher]})
        [link, *_] = both.link("vleeshouwer", "role")
        assert (link.uri, link.slug, link.label) == (butcher.uri, None, "slager")
        assert both.link("cameraman", "role")[0].slug == "camera-operator"

    def test_esco_takes_no_chance_from_ours_and_comes_after_it_when_as_likely(self, linker):
        same = EscoConcept(
            uri="http://data.europa.eu/esco/occupation/2",
            kind="occupation",
            code="",
            isco="3521",
            status="released",
            version="1.2",
            label="cameraman",
            synonyms=("camera-operateur",),
            description="Cameramensen maken opnamen voor film en televisie.",
        )
        both = linker_over(load_taxonomy(), esco={"role": [same]})
        ours, esco = both.link("cameraman", "role", 2)
        assert ours == linker.link("cameraman", "role", 1)[0]
        assert (esco.uri, esco.slug) == (same.uri, None)


class TestTheArtefact:
    def test_is_made_for_these_features(self):
        config = json.loads((ARTEFACT / "config.json").read_text())
        assert tuple(config["features"]) == FEATURES

    def test_is_made_for_the_bundled_encoder(self):
        """Refit it with `koers train linker` whenever the encoder changes."""
        config = json.loads((ARTEFACT / "config.json").read_text())
        assert config["encoder"] == load_encoder().fingerprint

    @pytest.mark.parametrize("content", ["", "{}", '{"features": ["other"]}', "[]"])
    def test_a_broken_one_is_named(self, tmp_path, content):
        (tmp_path / "config.json").write_text(content)
        with pytest.raises(EncoderError, match="koers train linker"):
            load_models(tmp_path)
        with pytest.raises(EncoderError, match="koers train linker"):
            load_models(tmp_path / "nowhere")


class TestFeatures:
    @pytest.fixture
    def features(self):
        concepts = [
            Linkable("a", ("cameraman", "camera operator"), ("Cameraman. Je filmt.",)),
            Linkable("b", ("monteur", "video editor"), ("Monteur. Je monteert beeld.",)),
        ]
        return LinkFeatures(concepts, load_encoder())

    def test_a_name_in_a_phrase_is_seen_with_its_share(self, features):
        found, best = features.compare("monteur, vooral reality")
        exact = FEATURES.index("a name stands in it")
        assert 0.0 < found[1, exact] < 1.0
        assert found[0, exact] == 0.0
        assert features.names[best[1]] == "monteur"

    def test_a_hidden_name_is_looked_away_from(self, features):
        is_name = FEATURES.index("it is a name")
        row = features.texts.index("cameraman")
        assert features.compare("cameraman")[0][0, is_name] == 1.0
        assert features.compare("cameraman", apart=row)[0][0, is_name] == 0.0


def test_figures_on_the_labelled_phrases_stay_what_they_were(linker):
    """Floors a little under what `koers evaluate linking` prints; raise them with a better linker.

    Aimed at were .85 and 3 %; both are reached.
    """
    figures = link_figures(linker, read_phrases(PHRASES))["koers"]
    assert figures["accuracy@1"] >= 0.89
    assert figures["accuracy@5"] >= 0.90
    assert figures["false links"] <= 0.02
    assert figures["calibration error"] <= 0.05


def test_phrases_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(EncoderError, match="no labelled phrases"):
        read_phrases(tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("freelance monteur, vooral reality en korte socials", "role", "video-editor"),
        ("freelance monteur, vooral reality en korte socials", "skill", "social-media-management"),
        ("ik doe iets met socials bij een regionale omroep", "skill", "social-media-management"),
    ],
)
def test_what_people_write_about_their_work_is_understood_from_its_parts(linker, text, kind, first):
    assert linker.link(text, kind)[0].slug == first
