"""What must hold in the taxonomy, as named rules.

Each rule is a function from a `Source` to the problems it finds, in file order. `koers taxonomy
check` and the tests run the same list. A rule looks only at entries that have what it needs:
`fields_are_present` says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from skills_taxonomy.checks.names import (
    labels_are_unique,
    notations_are_unique,
    slugs_are_well_formed_and_unique,
    synonyms_are_disjoint,
)
from skills_taxonomy.checks.register import rows_are_stable
from skills_taxonomy.checks.relations import (
    every_skill_is_asked,
    files_are_named_after_their_group,
    groups_are_known,
    no_skill_floats_free,
    prerequisites_are_acyclic,
    prerequisites_exist,
    requirement_groups_are_named_well,
    requirements_are_reachable,
    requirements_are_sound,
    requirements_exist,
)
from skills_taxonomy.checks.shape import (
    entries_have_the_right_shape,
    esco_links_are_well_formed,
    fields_are_present,
    frame_is_complete,
    lists_have_the_right_shape,
    outlooks_have_source_and_date,
)
from skills_taxonomy.checks.texts import (
    anchors_are_observable,
    dutch_is_plain,
    synonyms_are_enough,
    tasks_are_enough,
    texts_have_a_readable_length,
    words_are_friendly,
)
from skills_taxonomy.source import Problem, Source, read_source

Rule = Callable[[Source], Iterator[Problem]]

_FIRST: tuple[Rule, ...] = (
    frame_is_complete,
    entries_have_the_right_shape,
    lists_have_the_right_shape,
)
"""When one of these fails, the rules after it could only repeat or misread it."""

SOUND: tuple[Rule, ...] = (
    *_FIRST,
    fields_are_present,
    slugs_are_well_formed_and_unique,
    notations_are_unique,
    labels_are_unique,
    synonyms_are_disjoint,
    groups_are_known,
    outlooks_have_source_and_date,
    esco_links_are_well_formed,
    prerequisites_exist,
    prerequisites_are_acyclic,
    no_skill_floats_free,
    requirement_groups_are_named_well,
    requirements_exist,
    requirements_are_sound,
    requirements_are_reachable,
    rows_are_stable,
)
"""What the rest of Koers counts on: a taxonomy that breaks one of these is not loaded."""

EDITORIAL: tuple[Rule, ...] = (
    synonyms_are_enough,
    tasks_are_enough,
    texts_have_a_readable_length,
    anchors_are_observable,
    words_are_friendly,
    dutch_is_plain,
    files_are_named_after_their_group,
    every_skill_is_asked,
)
"""What a reader may count on. An own taxonomy that breaks one of these still works."""

RULES: tuple[Rule, ...] = (*SOUND, *EDITORIAL)


_FOLLOWS: Mapping[Rule, tuple[Rule, ...]] = {
    prerequisites_exist: (slugs_are_well_formed_and_unique,),
    prerequisites_are_acyclic: (slugs_are_well_formed_and_unique,),
    requirements_exist: (slugs_are_well_formed_and_unique,),
    requirements_are_reachable: (
        slugs_are_well_formed_and_unique,
        prerequisites_exist,
        prerequisites_are_acyclic,
    ),
    rows_are_stable: (slugs_are_well_formed_and_unique, notations_are_unique),
}
"""When one of the rules behind it found something, what this rule finds only follows from that."""

_MOST_PLACES = 5
"""How many more places a report names of one and the same mistake."""


def check_taxonomy(folder: Path) -> list[Problem]:
    """Read a taxonomy folder and run every rule over it."""
    return check_source(read_source(folder))


def check_source(source: Source, rules: tuple[Rule, ...] = RULES) -> list[Problem]:
    """Run rules, files that cannot be read first; notes come last."""
    found = [replace(problem, rule="files_are_readable") for problem in source.unreadable]
    if not found:
        broken: set[Rule] = set()
        for rule in rules:
            if broken.intersection(_FOLLOWS.get(rule, ())):
                continue
            own = [replace(problem, rule=rule.__name__) for problem in rule(source)]
            found += own
            if own:
                broken.add(rule)
            if found and rule in _FIRST:
                break
    return sorted(_said_once(found), key=lambda p: (p.note, p.file, p.line))


def _said_once(found: Iterable[Problem]) -> Iterator[Problem]:
    """Each sentence once, at the first place where it holds, with the other places or a count."""
    same: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in found:
        same.setdefault((problem.rule, problem.file, problem.reason), []).append(problem)
    for group in same.values():
        first = min(group, key=lambda p: p.line)
        yield replace(first, reason=f"{first.reason}{_elsewhere(first, group)}")


def _elsewhere(first: Problem, group: list[Problem]) -> str:
    if len(group) == 1:
        return ""
    others = sorted({p.line for p in group} - {first.line})
    if not others:
        return f" This concerns {len(group)} concepts."
    more = f" and {len(others) - _MOST_PLACES} more" if len(others) > _MOST_PLACES else ""
    return f" Also at line {', '.join(map(str, others[:_MOST_PLACES]))}{more}."
