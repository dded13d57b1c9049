"""How well the decisions are made: figures of Koers beside the alternatives."""

from recommender.evaluation.reading import (
    LabelledCv,
    in_halves,
    private_kept,
    read_labelled,
    reading_figures,
)
from recommender.evaluation.retrieval import (
    JudgedQuery,
    read_queries,
    retrieval_figures,
    retrieval_scores,
)

__all__ = [
    "JudgedQuery",
    "LabelledCv",
    "in_halves",
    "private_kept",
    "read_labelled",
    "read_queries",
    "reading_figures",
    "retrieval_figures",
    "retrieval_scores",
]
