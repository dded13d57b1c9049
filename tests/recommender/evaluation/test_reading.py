"""The reader on 25 labelled CVs, held to what it reached.

To renew the floors: run `koers evaluate reading` and write a floor .03 under each figure. The
figures move a little with the linker and the encoder. `private` is no figure: it has to be 0.
"""

import time
from pathlib import Path

import pytest

from models import load_linker
from recommender.evaluation import read_labelled, reading_figures
from skills_taxonomy import ScanError, Taxonomy

CVS = Path(__file__).parents[2] / "data" / "cvs"
FLOORS = {
    "skills": {"precision": 0.80, "recall": 0.67},
    "roles": {"precision": 0.80, "recall": 0.88},
}
MOST_TRAPS = 14


@pytest.fixture(scope="module")
def figures(taxonomy: Taxonomy) -> dict[str, dict[str, float]]:
    return reading_figures(read_labelled(CVS), taxonomy, load_linker(), time.perf_counter)


@pytest.mark.parametrize(
    ("kind", "metric", "floor"),
    [(kind, metric, floor) for kind, row in FLOORS.items() for metric, floor in row.items()],
)
def test_the_reader_is_as_good_as_it_was(figures, kind: str, metric: str, floor: float):
    assert figures[kind][metric] >= floor


def test_no_personal_data_is_kept(figures):
    assert figures["skills"]["private"] == 0


def test_few_traps_are_stepped_in(figures):
    assert figures["skills"]["must_not"] <= MOST_TRAPS


def test_a_folder_without_answers_is_named(tmp_path):
    with pytest.raises(ScanError, match="no labelled CVs"):
        read_labelled(tmp_path)
