"""The learned ranker: what it promises whatever it learned, what it learns, and what it refuses."""

import datetime as dt
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import check_grad

pytest.importorskip("sklearn")

import joblib
from sklearn.linear_model import LogisticRegression

from models.ranker import CONFIG, MODEL, STEPS, curves_of, load_ranker
from models.ranker_artefact import CARD, undo, write_ranker
from models.ranker_fit import fit, ranker_of
from models.ranker_places import _Likelihood, fit_places
from models.ranker_rows import LAST_POSITION, Rows
from models.ranker_trial import LEAST_PEOPLE, MARGIN, Trial, trial
from skills_taxonomy import ServiceError

DAY = dt.date(2027, 1, 4)
NAMES = ("gain", "cost", "start")
WANTED = np.array([0.5, 3.0, 0.0])
NOW = np.array([3.0, 0.5, 0.5])
SHOWN = 8


def present(shares):
    return shares @ NOW


def used(people, wanted=WANTED, *, seed=0, fall=0.8):
    """Rows of people who are shown courses in the present order, and choose by `wanted`."""
    drawn = np.random.default_rng(seed)
    parts = []
    for person in range(people):
        shares = drawn.random((SHOWN, 3)).round(3)
        shares = shares[np.argsort(-present(shares))]
        place = np.arange(1, SHOWN + 1)
        looks = drawn.random(SHOWN) < place**-fall
        odds = 3 * (shares @ wanted - wanted.sum() / 2) - 0.5 if wanted is not None else -0.5
        likes = drawn.random(SHOWN) < 1 / (1 + np.exp(-odds))
        says_no = drawn.random(SHOWN) < 0.25
        parts.append(
            Rows(
                shares,
                place,
                np.where(looks & likes, 1, 0),
                looks & (likes | says_no),
                np.full(SHOWN, person),
            )
        )
    return Rows(*(np.concatenate([getattr(p, f) for p in parts]) for f in Rows.__slots__))


@pytest.fixture(scope="module")
def rows():
    return used(400)


@pytest.fixture(scope="module")
def fitted(rows):
    return fit(rows, 0)


@pytest.fixture(scope="module")
def found(rows):
    return trial(rows, present, 0)


@pytest.fixture
def folder(tmp_path, fitted, found):
    def write(name="ranker"):
        model, places = fitted
        where = tmp_path / name
        write_ranker(where, model, places, found, terms=NAMES, people=400, seed=0, day=DAY)
        return where

    return write


class TestPlaces:
    def test_are_told_apart_from_what_stands_there(self, rows):
        seen = fit_places(rows).seen[:SHOWN]
        assert np.abs(seen - np.arange(1, SHOWN + 1) ** -0.8).max() < 0.12

    def test_are_all_alike_where_everybody_looks_at_all(self):
        assert fit_places(used(300, fall=0.0)).seen[:SHOWN].min() > 0.85

    def test_never_rise(self, rows):
        seen = fit_places(rows).seen
        assert len(seen) == LAST_POSITION
        assert (np.diff(seen) <= 0).all()

    def test_of_what_was_answered_the_answer_is_certain(self, rows):
        useful = fit_places(rows).useful
        assert (useful[rows.grade > 0] == 1).all()
        assert (useful[rows.answered & (rows.grade == 0)] == 0).all()
        silent = useful[~rows.answered]
        assert ((silent >= 0) & (silent < 1)).all()
        assert (useful[~rows.answered & (rows.position == 1)] == 0).all()  # seen, and no yes

    def test_have_the_slope_that_their_likelihood_has(self, rows):
        model = _Likelihood(rows.of(rows.person < 20))
        numbers = np.abs(np.random.default_rng(1).normal(size=3 + 2 + LAST_POSITION - 1)) / 3
        away = check_grad(lambda x: model(x)[0], lambda x: model(x)[1], numbers)
        assert away < 1e-3


class TestTheRanker:
    @given(
        st.lists(st.floats(0, 1), min_size=3, max_size=3),
        st.lists(st.floats(0, 1), min_size=3, max_size=3),
    )
    def test_never_puts_a_course_lower_that_is_better_in_every_respect(self, fitted, one, other):
        ranker = ranker_of(fitted[0], 400)
        better, worse = np.maximum(one, other), np.minimum(one, other)
        scores = ranker.scores(np.array([better, worse]))
        assert scores[0] >= scores[1]

    def test_is_the_sum_of_a_curve_for_every_term(self, fitted):
        model, _ = fitted
        ranker = ranker_of(model, 400)
        shares = np.random.default_rng(3).integers(0, STEPS + 1, (50, 3)) / STEPS
        asked = model.decision_function(shares * STEPS)
        nothing = model.decision_function(np.zeros((1, 3)))
        assert ranker.scores(shares) == pytest.approx(asked - nothing)
        assert ranker.parts(shares).sum(axis=1) == pytest.approx(asked - nothing)

    def test_learns_what_people_want(self, fitted):
        shares = np.random.default_rng(4).random((400, 3))
        learned = ranker_of(fitted[0], 400).scores(shares)
        wanted = shares @ WANTED
        assert np.corrcoef(learned, wanted)[0, 1] > 0.9
        assert np.corrcoef(present(shares), wanted)[0, 1] < 0.5

    def test_is_the_same_from_the_same_use_and_seed(self, rows, fitted):
        again = curves_of(fit(rows, 0)[0], 3)
        assert (again == curves_of(fitted[0], 3)).all()


class TestTheTrial:
    def test_finds_the_hidden_preference_better(self, found):
        assert found.is_better
        assert found.gain >= MARGIN
        assert found.lower > 0
        assert found.verdict().startswith("Better: nDCG@10")

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_replaces_nothing_when_people_choose_at_random(self, seed):
        result = trial(used(400, None, seed=seed), present, seed)
        assert not result.is_better
        assert "nothing changes" in result.verdict()

    def test_replaces_nothing_when_people_want_what_the_ranking_gives(self):
        assert not trial(used(400, NOW, seed=5), present, 0).is_better

    @pytest.mark.parametrize("people", [1, 40])
    def test_replaces_nothing_when_there_are_too_few(self, people):
        result = trial(used(people), present, 0)
        assert not result.is_better
        assert f"{LEAST_PEOPLE} people" in result.verdict()
        assert result.figures().keys() == {"people", "courses", "replaces"}

    def test_of_no_events_at_all_is_no_error(self):
        nothing = used(1).of(np.zeros(SHOWN, dtype=bool))
        assert trial(nothing, present, 0).people == 0

    def test_holds_the_learned_one_against_itself_without_a_difference(self, rows, fitted):
        # It learned from these very people, so no ranker that did not can be better by the margin.
        assert not trial(rows, ranker_of(fitted[0], 400).scores, 0).is_better

    @pytest.mark.parametrize(
        ("learned", "lower", "better"),
        [(0.72, 0.001, True), (0.72, 0.0, False), (0.719, 0.01, False)],
    )
    def test_asks_a_margin_and_no_doubt(self, learned, lower, better):
        assert Trial(200, 2000, 0.7, learned, lower, 0.05).is_better is better


class TestTheFolder:
    def test_gives_the_ranker_back(self, folder, fitted):
        ranker = load_ranker(folder(), NAMES)
        shares = np.random.default_rng(6).random((20, 3))
        assert (ranker.scores(shares) == ranker_of(fitted[0], 400).scores(shares)).all()
        assert ranker.people == 400

    def test_has_a_card_with_data_figures_seed_and_day(self, folder, found):
        card = (folder() / CARD).read_text()
        assert "{" not in card
        for told in ("2027-01-04", "400 people", f"{found.learned:.3f}", "Seed 0", "Apache-2.0"):
            assert told in card
        assert max(map(len, card.splitlines())) <= 115

    def test_keeps_the_ranker_before_and_gives_it_back(self, folder, fitted, found):
        where = folder()
        config = json.loads((where / CONFIG).read_text())
        model, places = fitted
        write_ranker(where, model, places, found, terms=NAMES, people=9, seed=0, day=DAY)
        assert load_ranker(where, NAMES).people == 9
        undo(where)
        assert json.loads((where / CONFIG).read_text()) == config
        undo(where)
        assert load_ranker(where, NAMES).people == 9

    def test_without_an_earlier_one_says_so(self, folder):
        with pytest.raises(ServiceError, match="no earlier ranker"):
            undo(folder())

    def test_that_holds_something_else_is_left_alone(self, tmp_path, folder):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter.txt").write_text("Dear all,")
        with pytest.raises(ServiceError, match="holds something else"):
            folder("mine")
        assert (tmp_path / "mine" / "letter.txt").read_text() == "Dear all,"

    def test_that_is_missing_is_named(self, tmp_path):
        with pytest.raises(ServiceError, match="There is no ranker in"):
            load_ranker(tmp_path / "nowhere", NAMES)

    def test_with_another_file_than_it_describes_is_never_opened(self, folder, tmp_path):
        where = folder()
        trap = tmp_path / "sprung"

        class Trap:
            def __reduce__(self):
                return (type(trap).touch, (trap,))

        joblib.dump(Trap(), where / MODEL)
        with pytest.raises(ServiceError, match="is not the file that"):
            load_ranker(where, NAMES)
        assert not trap.exists()

    def test_that_leads_to_another_folder_is_never_opened(self, folder, tmp_path):
        where = folder()
        (where / MODEL).rename(tmp_path / "elsewhere.joblib")
        (where / MODEL).symlink_to(tmp_path / "elsewhere.joblib")
        with pytest.raises(ServiceError, match="a link to another folder"):
            load_ranker(where, NAMES)

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"scikit-learn": "0.1"}, "scikit-learn 0.1 wrote it"),
            ({"format": 99}, "another edition of Koers wrote it"),
            ({"terms": ["gain"]}, "it was fitted on other terms"),
        ],
    )
    def test_of_another_edition_is_refused(self, folder, change, sentence):
        where = folder()
        config = json.loads((where / CONFIG).read_text())
        (where / CONFIG).write_text(json.dumps(config | change))
        with pytest.raises(ServiceError, match=sentence):
            load_ranker(where, NAMES)

    def test_with_a_model_of_another_kind_is_refused(self, folder, found, fitted, tmp_path):
        other = LogisticRegression()  # never fitted
        where = tmp_path / "other"
        write_ranker(where, other, fitted[1], found, terms=NAMES, people=1, seed=0, day=DAY)
        with pytest.raises(ServiceError, match="is damaged"):
            load_ranker(where, NAMES)
