"""Rules about what concepts have to do with each other."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath

from skills_taxonomy.checks.parts import at, entries, name, sub
from skills_taxonomy.source import Entry, Problem, Source

_GROUPS = ("essential", "optional")
_MIN_REQUIREMENTS, _MAX_REQUIREMENTS = 8, 16


def groups_are_known(source: Source) -> Iterator[Problem]:
    """Themes, lines, chain positions and trends come from the closed lists of taxonomy.yaml."""
    for entry in entries(source):
        for key, closed in (("theme", "themes"), ("line", "lines"), ("chain", "chains")):
            value = entry.get(key)
            if value is not None and value not in sub(source.frame, closed):
                known = ", ".join(sub(source.frame, closed))
                yield at(entry, f"Unknown {key} '{value}'; choose one of: {known}.", key)
        trend = sub(entry, "outlook").get("trend")
        if trend is not None and trend not in sub(source.frame, "trends"):
            known = ", ".join(sub(source.frame, "trends"))
            yield at(entry, f"Unknown trend '{trend}'; choose: {known}.", "outlook", "trend")


def files_are_named_after_their_group(source: Source) -> Iterator[Problem]:
    """skills/<theme>.yaml holds the skills of that theme, roles/<chain>.yaml those roles."""
    for entry in entries(source):
        key, closed = ("theme", "themes") if entry.kind == "skill" else ("chain", "chains")
        group, path = entry.get(key), PurePosixPath(entry.file)
        named = group in sub(source.frame, closed) and path.suffix == ".yaml"
        if named and path.stem != group:
            reason = (
                f"'{path.name}' holds {key} '{group}'; mend '{key}:', or move this to {group}.yaml."
            )
            yield at(entry, reason, key)


def prerequisites_exist(source: Source) -> Iterator[Problem]:
    """A prerequisite is another skill of the taxonomy."""
    known = {skill.get("slug") for skill in source.skills}
    for skill in source.skills:
        for slug in skill.get("prerequisites") or ():
            if slug not in known:
                reason = f"Prerequisite '{slug}' is no skill; mend the slug, or take it out."
                yield at(skill, reason, "prerequisites")
            elif slug == skill.get("slug"):
                reason = f"{name(skill)} is its own prerequisite; take it out."
                yield at(skill, reason, "prerequisites")


def prerequisites_are_acyclic(source: Source) -> Iterator[Problem]:
    """No skill is, by a chain of prerequisites, a prerequisite of itself."""
    by_slug = {skill.get("slug"): skill for skill in source.skills}
    graph = {slug: set(skill.get("prerequisites") or ()) for slug, skill in by_slug.items()}
    graph = {slug: needs - {slug} for slug, needs in graph.items()}  # `prerequisites_exist` says it
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = error.args[1]
        skill = by_slug.get(cycle[-1]) or by_slug[cycle[0]]
        chain = " needs ".join(str(slug) for slug in reversed(cycle))
        yield at(skill, f"Prerequisites run in a circle: {chain}; remove one.", "prerequisites")


def no_skill_floats_free(source: Source) -> Iterator[Problem]:
    """A skill builds on another one, or says that anybody can begin with it."""
    for skill in source.skills:
        needs, entry = bool(skill.get("prerequisites")), bool(skill.get("entry"))
        if not needs and not entry:
            reason = f"{name(skill)} builds on nothing; add 'prerequisites', or 'entry: true'."
            yield at(skill, reason, "prerequisites")
        elif needs and entry:
            reason = f"{name(skill)} has prerequisites, so it is no entry skill; keep one of both."
            yield at(skill, reason, "entry")


def requirement_groups_are_named_well(source: Source) -> Iterator[Problem]:
    """What a role asks is either essential or optional, each skill once."""
    for role in source.roles:
        for group in sub(role, "requirements").keys() - _GROUPS:
            reason = f"'{group}' in {name(role)} must be 'essential' or 'optional'."
            yield at(role, reason, "requirements", group)
        groups = {group: sub(role, "requirements", group) for group in _GROUPS}
        for slug in groups["essential"].keys() & groups["optional"].keys():
            reason = f"{name(role)} asks '{slug}' as essential and as optional; keep one."
            yield at(role, reason, "requirements", "optional", slug)


def requirements_exist(source: Source) -> Iterator[Problem]:
    """A role asks skills of the taxonomy."""
    known = {skill.get("slug") for skill in source.skills}
    for role in source.roles:
        for group, slug, _ in _asked(role):
            if slug not in known:
                yield at(role, _unknown(slug), "requirements", group, slug)


def requirements_are_sound(source: Source) -> Iterator[Problem]:
    """A role asks 8 to 16 skills, at a level from 1 to 3."""
    for role in source.roles:
        asked = list(_asked(role))
        count = len({slug for _, slug, _ in asked})
        if role.get("requirements") and not _MIN_REQUIREMENTS <= count <= _MAX_REQUIREMENTS:
            limits = f"{_MIN_REQUIREMENTS} and {_MAX_REQUIREMENTS}"
            reason = f"{name(role)} asks {count} skills; keep it between {limits}."
            yield at(role, reason, "requirements")
        for group, slug, level in asked:
            if level not in (1, 2, 3) or isinstance(level, bool):
                reason = f"Level '{level}' of '{slug}' in {name(role)} must be 1, 2 or 3."
                yield at(role, reason, "requirements", group, slug)


def _unknown(slug: str) -> str:
    return f"Unknown skill '{slug}' is asked here; mend the slug, or take it out."


def requirements_are_reachable(source: Source) -> Iterator[Problem]:
    """Somebody who begins with nothing can learn, step by step, everything a role asks.

    A skill can be begun at once (level 1); beyond that its prerequisites come first, and theirs.
    What hangs on an unknown or circular prerequisite is never reached.
    """
    needs = {str(s.get("slug")): list(s.get("prerequisites") or ()) for s in source.skills}
    reached: set[str] = set()
    while fresh := {
        s for s, before in needs.items() if s not in reached and reached >= set(before)
    }:
        reached |= fresh
    for role in source.roles:
        for group, slug, level in _asked(role):
            if slug in needs and slug not in reached and level in (2, 3):
                missing = ", ".join(p for p in needs[slug] if p not in reached)
                reason = (
                    f"{name(role)} asks '{slug}' at level {level}, which cannot be reached: "
                    f"mend its prerequisite {missing}."
                )
                yield at(role, reason, "requirements", group, slug)


def every_skill_is_asked(source: Source) -> Iterator[Problem]:
    """A skill that no role asks is reported, because no advice will ever propose it."""
    asked = {slug for role in source.roles for _, slug, _ in _asked(role)}
    for skill in source.skills:
        if skill.get("slug") not in asked:
            yield at(skill, f"No role asks {name(skill)}.", note=True)


def _asked(role: Entry) -> Iterator[tuple[str, str, object]]:
    for group in _GROUPS:
        for slug, level in sub(role, "requirements", group).items():
            yield group, slug, level
