"""The decisions: from a self-scan to role matches, gaps, courses, a learning path and a plan."""

from recommender.advice import Advice
from recommender.catalogue import Catalogue
from recommender.catalogue_store import DEMO, CatalogueStore, Changes, load_catalogue
from recommender.course import Course, Presumes, Run, Start, Teaches
from recommender.readers import Import, RowProblem, read_csv
from recommender.recommender import Recommender, scan_beside
from recommender.self_scan import SelfScan, explain, parse_self_scan, read_self_scan

__all__ = [
    "DEMO",
    "Advice",
    "Catalogue",
    "CatalogueStore",
    "Changes",
    "Course",
    "Import",
    "Presumes",
    "Recommender",
    "RowProblem",
    "Run",
    "SelfScan",
    "Start",
    "Teaches",
    "explain",
    "load_catalogue",
    "parse_self_scan",
    "read_csv",
    "read_self_scan",
    "scan_beside",
]
