"""Catalogue readers: one module per form in which an academy keeps its offers."""

from recommender.readers.csv_reader import read_csv
from recommender.readers.report import Import, Remark, Row, RowProblem

__all__ = ["Import", "Remark", "Row", "RowProblem", "read_csv"]
