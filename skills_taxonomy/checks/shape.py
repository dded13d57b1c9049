"""Rules about the shape of what was written: nothing missing, nothing of another kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from skills_taxonomy.checks.parts import at, entries, is_bilingual, is_text, name, sub
from skills_taxonomy.concept import LANGUAGES, LEVELS, MATCHES
from skills_taxonomy.source import Entry, Mapping, Problem, Source

_ESCO = re.compile(
    r"http://data\.europa\.eu/esco/(occupation|skill)"
    r"/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z"
)
_EDITION = re.compile(r"\d+\.\d+(\.\d+)?\Z")
_LISTS = ("lines", "themes", "chains", "trends", "levels")
_FRAME = ("version", "licence", "title", "esco", *_LISTS)
_FIELDS = {
    "skill": ("slug", "notation", "label", "definition", "anchors", "theme", "line"),
    "role": (
        "slug", "notation", "label", "definition", "tasks", "changes", "chain", "outlook",
        "requirements",
    ),
}  # fmt: skip
_BLOCKS = ("label", "definition", "outlook", "requirements", "synonyms", "anchors", "changes")


def frame_is_complete(source: Source) -> Iterator[Problem]:
    """taxonomy.yaml has its version, licence, ESCO notice and closed lists, in both languages."""
    frame = source.frame
    for key in _FRAME:
        if not frame.get(key):
            yield Problem("taxonomy.yaml", frame.line_of(key) or 1, f"'{key}:' is missing; add it.")
    for path in [("title",), *((key, item) for key in _LISTS for item in sub(frame, key))]:
        if not is_bilingual(sub(frame, *path)):
            where = ".".join(path)
            reason = f"'{where}' needs a text in 'nl' and in 'en'."
            yield Problem("taxonomy.yaml", frame.line_of(*path) or 1, reason)
    if frame.get("levels") and list(sub(frame, "levels")) != [str(level) for level in LEVELS]:
        reason = "'levels' must be 0, 1, 2 and 3."
        yield Problem("taxonomy.yaml", frame.line_of("levels"), reason)
    if frame.get("esco") and not is_text(sub(frame, "esco").get("notice")):
        reason = "'esco' needs the 'notice' that ESCO asks for."
        yield Problem("taxonomy.yaml", frame.line_of("esco"), reason)


def entries_have_the_right_shape(source: Source) -> Iterator[Problem]:
    """Texts are texts, blocks are blocks: the other rules count on it."""
    for entry in entries(source):
        for key in ("slug", "notation", "theme", "line", "chain"):
            if not isinstance(entry.get(key), str | None):
                yield at(entry, f"'{key}' of {name(entry)} must be a text.", key)
        for key in _BLOCKS:
            if not isinstance(entry.get(key), Mapping | None):
                yield at(entry, f"'{key}' of {name(entry)} must be a block of 'key: value'.", key)
        if not isinstance(entry.get("entry"), bool | None):
            yield at(entry, f"'entry' of {name(entry)} must be true, or be left out.", "entry")
        yield from _outlook_has_the_right_shape(entry)


def _outlook_has_the_right_shape(entry: Entry) -> Iterator[Problem]:
    outlook = sub(entry, "outlook")
    if not isinstance(outlook.get("trend"), str | None):
        yield at(entry, f"The trend of {name(entry)} must be a word.", "outlook", "trend")
    if not isinstance(outlook.get("source"), Mapping | None):
        reason = f"The source of {name(entry)} must be a block with 'nl' and 'en'."
        yield at(entry, reason, "outlook", "source")


def lists_have_the_right_shape(source: Source) -> Iterator[Problem]:
    """Prerequisites and synonyms are texts, ESCO links are blocks, requirements are levels."""
    kinds = (("prerequisites", str, "slugs"), ("esco", Mapping, "links"))
    for entry in entries(source):
        for key, of, what in (*kinds, ("tasks", Mapping, "texts in 'nl' and 'en'")):
            value = [] if entry.get(key) is None else entry[key]
            if not (isinstance(value, list) and all(isinstance(item, of) for item in value)):
                yield at(entry, f"'{key}' of {name(entry)} must be a list of {what}.", key)
        for language, names in sub(entry, "synonyms").items():
            if (
                language not in LANGUAGES
                or not isinstance(names, list)
                or not all(is_text(item) for item in names)
            ):
                reason = (
                    f"Write the synonyms of {name(entry)} as lists of texts below 'nl' and 'en'."
                )
                yield at(entry, reason, "synonyms", language)
        for group, skills in sub(entry, "requirements").items():
            if skills is not None and not isinstance(skills, Mapping):
                reason = f"Write '{group}' of {name(entry)} as lines of 'skill: level'."
                yield at(entry, reason, "requirements", group)


def fields_are_present(source: Source) -> Iterator[Problem]:
    """Every entry has its fields, and its texts in both languages."""
    for entry in entries(source):
        for key in _FIELDS[entry.kind]:
            if not entry.get(key):
                yield at(entry, f"{name(entry)} has no '{key}'; add it.")
        yield from _in_both_languages(entry)
        for level in ("1", "2", "3"):
            if entry.get("anchors") and not is_bilingual(sub(entry, "anchors", level)):
                reason = f"The anchor of {name(entry)} at level {level} needs 'nl' and 'en'."
                yield at(entry, reason, "anchors", level)
        for task in entry.get("tasks") or ():
            if not is_bilingual(task):
                reason = f"A task of {name(entry)} needs a text in 'nl' and in 'en'."
                yield Problem(entry.file, task.line, reason)


def _in_both_languages(entry: Entry) -> Iterator[Problem]:
    for key in ("label", "definition", "changes"):
        for language in LANGUAGES:
            if entry.get(key) and not is_text(sub(entry, key).get(language)):
                yield at(entry, f"{name(entry)} has no '{key}' in '{language}'.", key)


def outlooks_have_source_and_date(source: Source) -> Iterator[Problem]:
    """An outlook is an estimate by somebody on some day."""
    for role in source.roles:
        outlook = sub(role, "outlook")
        if not role.get("outlook"):
            continue
        if not outlook.get("trend"):
            yield at(role, f"The outlook of {name(role)} has no 'trend'.", "outlook")
        for language in LANGUAGES:
            if not is_text(sub(outlook, "source").get(language)):
                reason = f"The outlook of {name(role)} has no 'source' in '{language}'; add it."
                yield at(role, reason, "outlook", "source")
        if not isinstance(outlook.get("date"), dt.date):
            yield at(role, f"The outlook of {name(role)} has no date (YYYY-MM-DD).", "outlook")


def esco_links_are_well_formed(source: Source) -> Iterator[Problem]:
    """An ESCO link has a URI of the right kind, a SKOS match type and the edition it is from."""
    for entry in entries(source):
        kind = "skill" if entry.kind == "skill" else "occupation"
        seen: set[str] = set()
        for link in entry.get("esco") or ():
            uri = link.get("uri")
            found = _ESCO.match(uri) if isinstance(uri, str) else None
            if not found or found[1] != kind:
                reason = (
                    f"'{uri}' is no ESCO {kind} URI (http://data.europa.eu/esco/{kind}/<uuid>)."
                )
                yield Problem(link.file or entry.file, link.line, reason)
                continue
            if uri in seen:
                reason = f"{name(entry)} links twice to {uri}; keep one."
                yield Problem(link.file or entry.file, link.line, reason)
            seen.add(uri)
            yield from _link_is_whole(entry, link)


def _link_is_whole(entry: Entry, link: Mapping) -> Iterator[Problem]:
    if link.get("match") not in MATCHES:
        reason = f"Match '{link.get('match')}' must be one of: {', '.join(MATCHES)}."
        yield Problem(link.file or entry.file, link.line_of("match"), reason)
    version = link.get("version")
    if not (isinstance(version, str) and _EDITION.match(version)):
        said = "" if version is None else f", not {version!r}"
        reason = f'Say in which edition of ESCO this link was found: version: "1.2"{said}.'
        yield Problem(link.file or entry.file, link.line_of("version"), reason)
    if "label" in link and not is_bilingual(link["label"]):
        reason = "The label of an ESCO link needs a text in 'nl' and in 'en', or leave it out."
        yield Problem(link.file or entry.file, link.line_of("label"), reason)
