"""Texts are counted by their words, and stretches of a text by sums over them."""

import numpy as np
import pytest
import scipy.sparse as sp

from models.analysis import stems
from models.link_groups import Groups, leads
from models.link_words import NOTHING, Alignment, Counts, Letters, Stems, pieces, word_counts

TEXTS = [["camera", "man"], ["camera", "werk"], ["geluid", "techniek"], ["geluid"]]
OWNERS = sp.csr_matrix(np.array([[1, 1, 0, 0], [0, 0, 1, 1]], dtype=np.float32))


@pytest.fixture
def counted():
    return word_counts(TEXTS)


class TestGroups:
    def test_the_best_and_the_mean_of_the_best_two_are_taken_per_concept(self):
        first, two = Groups([3, 1]).best_two(np.array([0.2, 0.8, 0.6, 0.5]))
        assert first.tolist() == [0.8, 0.5]
        assert two.tolist() == pytest.approx([0.7, 0.25])

    def test_only_the_first_is_ahead(self):
        assert leads(np.array([[0.9], [0.4], [0.6]]))[:, 0].tolist() == pytest.approx(
            [0.3, -0.5, -0.3]
        )


class TestLetters:
    @pytest.fixture
    def letters(self, counted):
        texts, columns = counted
        return Letters(Counts(texts, list(columns), pieces), slice(0, len(TEXTS)))

    def test_a_text_is_most_like_itself(self, letters):
        like = letters.like(["camera", "man"])
        found = like.of(np.array([0, 1]), [(0, 2)])
        assert found[0].argmax() == 0
        assert found[0, 0] == pytest.approx(1.0, abs=1e-5)

    def test_a_typing_error_stays_near_and_another_word_does_not(self, letters):
        found = letters.like(["camrea"]).of(np.array([0]), [(0, 1)])[0]
        assert 0.0 < found[1] < 1.0
        assert found[3] == 0.0

    def test_pieces_that_no_text_has_make_it_less_alike(self, letters):
        like = letters.like(["geluid", "xyzzy"])
        alone, among = like.of(np.array([0, 1]), [(0, 1), (0, 2)])[:, 3]
        assert among < alone


class TestStems:
    @pytest.fixture
    def stemmed(self, counted):
        texts, columns = counted
        return Stems(Counts(texts, list(columns), stems), OWNERS)

    def test_a_shared_word_scores_and_a_rarer_one_more(self, stemmed):
        [scores] = stemmed.scores([["camera", "man"]])
        assert scores[0] > scores[1] > 0.0
        assert scores[2] == scores[3] == 0.0

    def test_a_hidden_text_no_longer_tells_of_its_concept(self, stemmed):
        (whole,), (covered,) = stemmed.together([["techniek"]])
        assert whole[1] > 0.0
        assert covered.tolist() == [0.0, 1.0]
        whole, covered = stemmed.without(["techniek"], np.array([2]), 1)
        assert whole[1] == covered[1] == 0.0

    def test_words_that_nobody_has_are_not_covered(self, stemmed):
        assert stemmed.together([["camera", "bakker"]])[1][0, 0] < 1.0
        assert stemmed.together([["bakker"]])[0].tolist() == [[0.0, 0.0]]

    def test_many_questions_at_once_score_as_one_by_one_with_nothing_hidden(self, stemmed):
        questions = [["camera", "techniek"], ["techniek", "techniek"], ["bakker"]]
        whole, covered = stemmed.together(questions)
        for row, words in enumerate(questions):
            alone = stemmed.without(words, NOTHING, 0)
            assert whole[row] == pytest.approx(alone[0])
            assert covered[row] == pytest.approx(alone[1])


class TestAlignment:
    def test_every_word_finds_the_most_alike_one_of_a_concept(self, counted):
        texts, columns = counted
        alike = np.zeros((1, len(columns)), dtype=np.float32)
        alike[0, columns["techniek"]] = 1.0
        align = Alignment(texts, OWNERS)
        mine = align.best(alike, NOTHING, 0)[0]
        assert mine[0] == 0.0
        assert mine[1] > 0.0
        assert align.best(alike, np.array([2]), 1)[0, 1] == 0.0
