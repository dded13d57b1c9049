"""Gettext catalogues: English is the source language, Dutch the translation that comes first.

The `.po` files are read as they are, so there is no compiled file to forget and none to build.
"""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from skills_taxonomy import Language

FOLDER = Path(__file__).parent / "locale"


@lru_cache(maxsize=2)
def translations(language: Language) -> gettext.NullTranslations:
    """The translations into a language; for English the texts as they stand in the code."""
    if language == "en":
        return gettext.NullTranslations()
    merged = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=language, abort_invalid=True)
        merged.plural_forms  # noqa: B018 - Babel computes the header on first access
        for message in part:
            if message.id and message.string and not message.fuzzy:
                merged[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
