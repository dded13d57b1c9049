"""What the linker learns from: the same phrases for the same seed, each looked away from."""

import random

import pytest

from models import load_encoder
from models.link_features import Linkable, LinkFeatures
from models.training.link_phrases import first_person, mistype, outside_texts, phrases
from skills_taxonomy.errors import EncoderError


@pytest.fixture(scope="module")
def features():
    concepts = [
        Linkable("a", ("cameraman",), ("Cameraman. Je filmt.", "Je filmt"), ("ik sta te draaien",)),
        Linkable("b", ("monteur",), ("Monteur. Je monteert.", "Je knipt beeld"), ("ik knip",)),
    ]
    return LinkFeatures(concepts, load_encoder())


class TestPhrases:
    @pytest.fixture
    def asked(self, features):
        return phrases("role", features, ["tandarts", "bakker", "visser"], ["huis", "boom"], 0)

    def test_the_same_seed_gives_the_same(self, features, asked):
        again = phrases("role", features, ["tandarts", "bakker", "visser"], ["huis", "boom"], 0)
        assert asked == again

    def test_every_saying_and_task_is_asked_with_itself_looked_away_from(self, features, asked):
        apart = {phrase.apart for phrase in asked}
        rows = {n for n, text in enumerate(features.texts) if n >= 2 and ". " not in text}
        assert rows <= apart
        for phrase in asked:
            assert phrase.apart is None or phrase.right == features.owner[phrase.apart]

    def test_what_lies_outside_means_nothing(self, asked):
        wrong = [phrase.text for phrase in asked if phrase.right is None]
        assert any("tandarts" in text for text in wrong)
        assert len(wrong) == 4


def test_a_text_that_is_looked_away_from_no_longer_helps(features):
    row = features.texts.index("ik sta te draaien")
    seen, hidden = (features.compare("ik sta te draaien", apart)[0] for apart in (None, row))
    assert (hidden[0] <= seen[0] + 1e-6).all()
    assert hidden[0].sum() < seen[0].sum()


@pytest.mark.parametrize(
    ("told", "said", "dutch"),
    [
        ("Bakkers maken brood.", "ik maak brood.", True),
        ("Ze bakken taarten.", "ik bak taarten.", True),
        ("Zij geven les.", "ik geef les.", True),
        ("Bakers make bread.", "I make bread.", False),
        ("They may sell it.", "I sell it.", False),
        ("Zie boven.", "Zie boven.", True),
    ],
)
def test_what_workers_do_is_told_as_they_would_say_it(told, said, dutch):
    assert first_person(told, dutch=dutch) == said


def test_a_typing_error_changes_little():
    rng = random.Random(0)
    for _ in range(20):
        wrong = mistype("cameraman", rng)
        assert abs(len(wrong) - len("cameraman")) <= 1
    assert mistype("a", rng) == "a"


def test_a_folder_without_esco_is_named(tmp_path, taxonomy):
    with pytest.raises(EncoderError, match="koers train linker"):
        outside_texts("role", tmp_path, taxonomy)
