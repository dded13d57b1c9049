"""ESCO beside our own taxonomy: its CSV bundle read, kept, and held against our links."""

from skills_taxonomy.esco.bundle import BundleFile, find_files
from skills_taxonomy.esco.links import LinkState, check_links
from skills_taxonomy.esco.vocabulary import EscoConcept, EscoVocabulary, Imported

__all__ = [
    "BundleFile",
    "EscoConcept",
    "EscoVocabulary",
    "Imported",
    "LinkState",
    "check_links",
    "find_files",
]
