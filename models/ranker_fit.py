"""Fitting the ranker on what people did, with the place in the list set apart.

Every row counts as a yes by the chance that the course was of use, which `ranker_places` gives, and
as a no for the rest, so a course that nobody looked at is not taken for one that nobody wants.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from models.ranker import LearnedRanker, curves_of, steps_of
from models.ranker_places import Places, fit_places
from models.ranker_rows import Rows

_TREES, _RATE, _LEAVES, _LEAF_ROWS, _LEAF_RIDGE = 120, 0.06, 6, 30, 5.0
"""Few small trees, slowly: hundreds of people are little to learn from."""


def fit(rows: Rows, seed: int) -> tuple[Any, Places]:
    """Fit the model on all these rows; a stronger yes weighs more.

    Returns:
        The fitted classifier, over shares in thousandths, and the places.
    """
    places = fit_places(rows)
    steps = steps_of(rows.shares)
    weight = np.concatenate([places.useful * np.maximum(rows.grade, 1), 1 - places.useful])
    kept = weight > 0
    model = HistGradientBoostingClassifier(
        learning_rate=_RATE,
        max_iter=_TREES,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_LEAF_ROWS,
        l2_regularization=_LEAF_RIDGE,
        monotonic_cst=[1] * steps.shape[1],
        interaction_cst="no_interactions",
        early_stopping=False,
        random_state=seed,
    )
    twice = np.concatenate([steps, steps])
    answer = np.repeat([1, 0], len(steps))
    with threadpool_limits(1):  # on this little, threads only wait for each other
        model.fit(twice[kept], answer[kept], sample_weight=weight[kept])
    return model, places


def ranker_of(model: Any, people: int) -> LearnedRanker:  # noqa: ANN401 - no types
    """A fitted model as a ranker, for a trial."""
    return LearnedRanker(curves_of(model, model.n_features_in_), people)
