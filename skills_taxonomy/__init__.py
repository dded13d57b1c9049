"""What the field knows: skills, roles, what roles ask, and the rules the taxonomy keeps."""

from skills_taxonomy.checks import RULES, check_taxonomy
from skills_taxonomy.concept import (
    LANGUAGES,
    LEVELS,
    EscoLink,
    Language,
    Level,
    Line,
    Outlook,
    Requirement,
    Role,
    Skill,
    Text,
)
from skills_taxonomy.errors import (
    CatalogueError,
    EncoderError,
    KoersError,
    ScanError,
    ServiceError,
    TaxonomyError,
    UnknownConcept,
)
from skills_taxonomy.source import Problem
from skills_taxonomy.taxonomy import BUNDLED, Taxonomy, fold, load_taxonomy

__all__ = [
    "BUNDLED",
    "LANGUAGES",
    "LEVELS",
    "RULES",
    "CatalogueError",
    "EncoderError",
    "EscoLink",
    "KoersError",
    "Language",
    "Level",
    "Line",
    "Outlook",
    "Problem",
    "Requirement",
    "Role",
    "ScanError",
    "ServiceError",
    "Skill",
    "Taxonomy",
    "TaxonomyError",
    "Text",
    "UnknownConcept",
    "check_taxonomy",
    "fold",
    "load_taxonomy",
]
