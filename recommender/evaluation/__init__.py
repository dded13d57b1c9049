"""How well the decisions are made: figures of Koers beside the alternatives."""

from recommender.evaluation.advice import advice_figures, advised, ndcg
from recommender.evaluation.invariance import (
    invariance_figures,
    one_rating_changed,
    overlap,
    retagged,
    shortened,
)
from recommender.evaluation.persona import (
    AdviceJudgements,
    Grades,
    Judged,
    Persona,
    agreement,
    read_judgements,
    weighted_kappa,
)
from recommender.evaluation.plain_systems import Ordering, plain_systems, query_of, written_out
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
    "AdviceJudgements",
    "Grades",
    "Judged",
    "JudgedQuery",
    "LabelledCv",
    "Ordering",
    "Persona",
    "advice_figures",
    "advised",
    "agreement",
    "in_halves",
    "invariance_figures",
    "ndcg",
    "one_rating_changed",
    "overlap",
    "plain_systems",
    "private_kept",
    "query_of",
    "read_judgements",
    "read_labelled",
    "read_queries",
    "reading_figures",
    "retagged",
    "retrieval_figures",
    "retrieval_scores",
    "shortened",
    "weighted_kappa",
    "written_out",
]
