"""The decisions: from a self-scan to role matches, gaps, courses, a learning path and a plan."""

from recommender.advice import Advice
from recommender.advice_beside import scan_beside
from recommender.catalogue import Catalogue
from recommender.course import Course, Presumes, Run, Start, Teaches
from recommender.readers import Import, Remark, Row, RowProblem, read_csv
from recommender.recommender import Recommender
from recommender.self_scan import SelfScan, explain, parse_self_scan, read_self_scan
from recommender.store.catalogue_store import DEMO, CatalogueStore, load_catalogue, source_key
from recommender.store.source_sync import Changes, SourceRefused
from recommender.store.tag_review import TagReview
from recommender.tag import CourseTag, TagDecision

__all__ = [
    "DEMO",
    "Advice",
    "Catalogue",
    "CatalogueStore",
    "Changes",
    "Course",
    "CourseTag",
    "Import",
    "Presumes",
    "Recommender",
    "Remark",
    "Row",
    "RowProblem",
    "Run",
    "SelfScan",
    "SourceRefused",
    "Start",
    "TagDecision",
    "TagReview",
    "Teaches",
    "explain",
    "load_catalogue",
    "parse_self_scan",
    "read_csv",
    "read_self_scan",
    "scan_beside",
    "source_key",
]
