"""What must hold in the taxonomy, as named rules.

Each rule is a function from a `Source` to the problems it finds, in file order. `koers taxonomy
check` and the tests run the same list. A rule looks only at entries that have what it needs:
`fields_are_present` says what is missing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from skills_taxonomy.concept import LANGUAGES, LEVELS, MATCHES
from skills_taxonomy.source import Entry, Mapping, Problem, Source, read_source

Rule = Callable[[Source], Iterator[Problem]]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_ESCO = re.compile(
    r"http://data\.europa\.eu/esco/(occupation|skill)"
    r"/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z"
)
_FORBIDDEN = re.compile(r"omschol\w*|upskill\w*|reskill\w*|human capital|!", re.IGNORECASE)
_LISTS = ("lines", "themes", "chains", "trends", "levels")
_FRAME = ("version", "licence", "title", "esco", *_LISTS)
_FIELDS = {
    "skill": ("slug", "notation", "label", "definition", "theme", "line"),
    "role": ("slug", "notation", "label", "definition", "chain", "outlook", "requirements"),
}
_GROUPS = ("essential", "optional")
_MIN_REQUIREMENTS, _MAX_REQUIREMENTS = 8, 16
_MIN_WORDS, _MAX_WORDS = 6, 60


def check_taxonomy(folder: Path) -> list[Problem]:
    """Read a taxonomy folder and run every rule over it."""
    return check_source(read_source(folder))


def check_source(source: Source) -> list[Problem]:
    """Run every rule, files that cannot be read first; notes come last."""
    found = [replace(problem, rule="files_are_readable") for problem in source.unreadable]
    if not found:
        for rule in RULES:
            for p in rule(source):
                found.append(Problem(p.file, p.line, p.reason, rule.__name__, p.note))
            if found and rule in _FIRST:
                break
    return sorted(found, key=lambda p: (p.note, p.file, p.line))


def _all(source: Source) -> Iterator[Entry]:
    yield from source.skills
    yield from source.roles


def _at(entry: Entry, reason: str, *path: str, note: bool = False) -> Problem:
    return Problem(entry.file, entry.line_of(*path), reason, note=note)


def _name(entry: Entry) -> str:
    return f"{entry.kind} '{entry.get('slug', '?')}'"


def _sub(entry: Mapping, key: str) -> Mapping:
    value = entry.get(key)
    return value if isinstance(value, Mapping) else Mapping()


def frame_is_complete(source: Source) -> Iterator[Problem]:
    """taxonomy.yaml has its version, licence, ESCO notice and closed lists, in both languages."""
    frame = source.frame
    for key in _FRAME:
        if not frame.get(key):
            yield Problem("taxonomy.yaml", frame.line_of(key) or 1, f"'{key}:' is missing; add it.")
    texts = [("title",), *((name, key) for name in _LISTS for key in _sub(frame, name))]
    for path in texts:
        text = _sub(_sub(frame, path[0]), path[1]) if len(path) > 1 else _sub(frame, path[0])
        if not all(_is_text(text.get(language)) for language in LANGUAGES):
            where = ".".join(path)
            reason = f"'{where}' needs a text in 'nl' and in 'en'."
            yield Problem("taxonomy.yaml", frame.line_of(*path) or 1, reason)
    if frame.get("levels") and list(_sub(frame, "levels")) != [str(level) for level in LEVELS]:
        reason = "'levels' must be 0, 1, 2 and 3."
        yield Problem("taxonomy.yaml", frame.line_of("levels"), reason)
    if frame.get("esco") and not _is_text(_sub(frame, "esco").get("notice")):
        reason = "'esco' needs the 'notice' that ESCO asks for."
        yield Problem("taxonomy.yaml", frame.line_of("esco"), reason)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def entries_have_the_right_shape(source: Source) -> Iterator[Problem]:
    """Texts are texts, lists are lists: the other rules count on it."""
    for entry in _all(source):
        for key in ("slug", "notation", "theme", "line", "chain"):
            if not isinstance(entry.get(key), str | None):
                yield _at(entry, f"'{key}' of {_name(entry)} must be a text.", key)
        for key in ("label", "definition", "outlook", "requirements"):
            if not isinstance(entry.get(key), Mapping | None):
                yield _at(entry, f"'{key}' of {_name(entry)} must be a block of 'key: value'.", key)
        if not isinstance(_sub(entry, "outlook").get("trend"), str | None):
            yield _at(entry, f"The trend of {_name(entry)} must be a word.", "outlook", "trend")


def lists_have_the_right_shape(source: Source) -> Iterator[Problem]:
    """Prerequisites are slugs, ESCO links are blocks, requirements are lines of skill and level."""
    for entry in _all(source):
        for key, of, what in (("prerequisites", str, "slugs"), ("esco", Mapping, "links")):
            value = [] if entry.get(key) is None else entry[key]
            if not (isinstance(value, list) and all(isinstance(item, of) for item in value)):
                yield _at(entry, f"'{key}' of {_name(entry)} must be a list of {what}.", key)
        for group, skills in _sub(entry, "requirements").items():
            if skills is not None and not isinstance(skills, Mapping):
                reason = f"Write '{group}' of {_name(entry)} as lines of 'skill: level'."
                yield _at(entry, reason, "requirements", group)


def fields_are_present(source: Source) -> Iterator[Problem]:
    """Every entry has its fields, and its texts in both languages."""
    for entry in _all(source):
        for key in _FIELDS[entry.kind]:
            if not entry.get(key):
                yield _at(entry, f"{_name(entry)} has no '{key}'; add it.")
        for key in ("label", "definition"):
            for language in LANGUAGES:
                text = _sub(entry, key).get(language)
                if entry.get(key) and (not isinstance(text, str) or not text.strip()):
                    yield _at(entry, f"{_name(entry)} has no '{key}' in '{language}'.", key)


def slugs_are_well_formed_and_unique(source: Source) -> Iterator[Problem]:
    """A slug is lower case with hyphens and names one concept of its kind."""
    yield from _unique(source, "slug")
    for entry in _all(source):
        slug = entry.get("slug")
        if slug and not (isinstance(slug, str) and _SLUG.match(slug)):
            yield _at(entry, f"Slug '{slug}' may hold only a-z, 0-9 and hyphens.", "slug")


def notations_are_unique(source: Source) -> Iterator[Problem]:
    """A notation, the editors' number, names one concept of its kind."""
    yield from _unique(source, "notation")


def labels_are_unique(source: Source) -> Iterator[Problem]:
    """No two concepts of a kind share a preferred label in a language."""
    for language in LANGUAGES:
        yield from _unique(source, "label", language)


def _unique(source: Source, *path: str) -> Iterator[Problem]:
    for entries in (source.skills, source.roles):
        seen: dict[str, Entry] = {}
        for entry in entries:
            value: Any = entry
            for key in path:
                value = value.get(key) if isinstance(value, Mapping) else None
            if not isinstance(value, str):
                continue
            first = seen.setdefault(value.casefold(), entry)
            if first is not entry:
                where = f"{first.file}:{first.line_of(*path)}"
                yield _at(entry, f"{path[0]} '{value}' is already used at {where}.", *path)


def groups_are_known(source: Source) -> Iterator[Problem]:
    """Themes, lines, chain positions and trends come from the closed lists of taxonomy.yaml."""
    for entry in _all(source):
        for key, listed in (("theme", "themes"), ("line", "lines"), ("chain", "chains")):
            value = entry.get(key)
            if value is not None and value not in _sub(source.frame, listed):
                known = ", ".join(_sub(source.frame, listed))
                yield _at(entry, f"Unknown {key} '{value}'; choose one of: {known}.", key)
        trend = _sub(entry, "outlook").get("trend")
        if trend is not None and trend not in _sub(source.frame, "trends"):
            known = ", ".join(_sub(source.frame, "trends"))
            yield _at(entry, f"Unknown trend '{trend}'; choose: {known}.", "outlook", "trend")


def outlooks_have_source_and_date(source: Source) -> Iterator[Problem]:
    """An outlook is an estimate by somebody on some day."""
    for role in source.roles:
        outlook = _sub(role, "outlook")
        if not role.get("outlook"):
            continue
        if not outlook.get("trend"):
            yield _at(role, f"The outlook of {_name(role)} has no 'trend'.", "outlook")
        text = outlook.get("source")
        if not isinstance(text, str) or not text.strip():
            yield _at(role, f"The outlook of {_name(role)} has no 'source'.", "outlook")
        if not isinstance(outlook.get("date"), dt.date):
            yield _at(role, f"The outlook of {_name(role)} has no date (YYYY-MM-DD).", "outlook")


def esco_links_are_well_formed(source: Source) -> Iterator[Problem]:
    """An ESCO link has a URI of the right kind and a SKOS match type."""
    for entry in _all(source):
        kind = "skill" if entry.kind == "skill" else "occupation"
        for link in entry.get("esco") or ():
            uri = link.get("uri") if isinstance(link, Mapping) else None
            line = link.line if isinstance(link, Mapping) else entry.line
            found = _ESCO.match(uri) if isinstance(uri, str) else None
            if not found or found[1] != kind:
                reason = (
                    f"'{uri}' is no ESCO {kind} URI (http://data.europa.eu/esco/{kind}/<uuid>)."
                )
                yield Problem(entry.file, line, reason)
                continue
            if link.get("match") not in MATCHES:
                reason = f"Match '{link.get('match')}' must be one of: {', '.join(MATCHES)}."
                yield Problem(entry.file, link.line_of("match"), reason)
            label = _sub(link, "label")
            if "label" in link and not all(_is_text(label.get(lang)) for lang in LANGUAGES):
                reason = (
                    "The label of an ESCO link needs a text in 'nl' and in 'en', or leave it out."
                )
                yield Problem(entry.file, link.line_of("label"), reason)


def prerequisites_exist(source: Source) -> Iterator[Problem]:
    """A prerequisite is another skill of the taxonomy."""
    known = {skill.get("slug") for skill in source.skills}
    for skill in source.skills:
        for slug in skill.get("prerequisites") or ():
            if slug not in known or slug == skill.get("slug"):
                reason = f"Prerequisite '{slug}' of {_name(skill)} is no other skill."
                yield _at(skill, reason, "prerequisites")


def prerequisites_are_acyclic(source: Source) -> Iterator[Problem]:
    """No skill is, by a chain of prerequisites, a prerequisite of itself."""
    by_slug = {skill.get("slug"): skill for skill in source.skills}
    graph = {slug: set(skill.get("prerequisites") or ()) for slug, skill in by_slug.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = error.args[1]
        skill = by_slug.get(cycle[-1]) or by_slug[cycle[0]]
        chain = " needs ".join(str(slug) for slug in reversed(cycle))
        yield _at(skill, f"Prerequisites run in a circle: {chain}; remove one.", "prerequisites")


def requirement_groups_are_named_well(source: Source) -> Iterator[Problem]:
    """What a role asks is either essential or optional, each skill once."""
    for role in source.roles:
        for name in _sub(role, "requirements").keys() - _GROUPS:
            reason = f"'{name}' in {_name(role)} must be 'essential' or 'optional'."
            yield _at(role, reason, "requirements", name)
        groups = {name: _sub(_sub(role, "requirements"), name) for name in _GROUPS}
        for slug in groups["essential"].keys() & groups["optional"].keys():
            reason = f"{_name(role)} asks '{slug}' as essential and as optional; keep one."
            yield _at(role, reason, "requirements", "optional", slug)


def requirements_are_sound(source: Source) -> Iterator[Problem]:
    """A role asks 8 to 16 skills that exist, at a level from 1 to 3."""
    known = {skill.get("slug") for skill in source.skills}
    for role in source.roles:
        asked = [
            (name, slug, level)
            for name in _GROUPS
            for slug, level in _sub(_sub(role, "requirements"), name).items()
        ]
        count = len({slug for _, slug, _ in asked})
        if role.get("requirements") and not _MIN_REQUIREMENTS <= count <= _MAX_REQUIREMENTS:
            limits = f"{_MIN_REQUIREMENTS} and {_MAX_REQUIREMENTS}"
            reason = f"{_name(role)} asks {count} skills; keep it between {limits}."
            yield _at(role, reason, "requirements")
        for name, slug, level in asked:
            where = ("requirements", name, slug)
            if slug not in known:
                yield _at(role, f"{_name(role)} asks unknown skill '{slug}'.", *where)
            if level not in (1, 2, 3) or isinstance(level, bool):
                reason = f"Level '{level}' of '{slug}' in {_name(role)} must be 1, 2 or 3."
                yield _at(role, reason, *where)


def definitions_have_a_readable_length(source: Source) -> Iterator[Problem]:
    """A definition is a sentence or two, not a word and not a page."""
    for entry in _all(source):
        for language, text in _sub(entry, "definition").items():
            words = len(text.split()) if isinstance(text, str) else _MIN_WORDS
            if not _MIN_WORDS <= words <= _MAX_WORDS:
                reason = (
                    f"The definition of {_name(entry)} in '{language}' has {words} words; "
                    f"write {_MIN_WORDS} to {_MAX_WORDS}."
                )
                yield _at(entry, reason, "definition", language)


def words_are_friendly(source: Source) -> Iterator[Problem]:
    """Texts use none of the words and signs that frighten or cheer."""
    for entry in _all(source):
        for key in ("label", "definition"):
            for language, text in _sub(entry, key).items():
                if isinstance(text, str) and (found := _FORBIDDEN.search(text)):
                    reason = f"The {key} of {_name(entry)} has '{found[0]}'; say it otherwise."
                    yield _at(entry, reason, key, language)


def every_skill_is_asked(source: Source) -> Iterator[Problem]:
    """A skill that no role asks is reported, because no advice will ever propose it."""
    asked = {
        slug
        for role in source.roles
        for group in _GROUPS
        for slug in _sub(_sub(role, "requirements"), group)
    }
    for skill in source.skills:
        if skill.get("slug") not in asked:
            yield _at(skill, f"No role asks {_name(skill)}.", note=True)


_FIRST: tuple[Rule, ...] = (
    frame_is_complete,
    entries_have_the_right_shape,
    lists_have_the_right_shape,
)
"""When one of these fails, the rules after it could only repeat or misread it."""

RULES: tuple[Rule, ...] = (
    *_FIRST,
    fields_are_present,
    slugs_are_well_formed_and_unique,
    notations_are_unique,
    labels_are_unique,
    groups_are_known,
    outlooks_have_source_and_date,
    esco_links_are_well_formed,
    prerequisites_exist,
    prerequisites_are_acyclic,
    requirement_groups_are_named_well,
    requirements_are_sound,
    definitions_have_a_readable_length,
    words_are_friendly,
    every_skill_is_asked,
)
