"""What must hold in the taxonomy, as named rules.

Each rule is a function from a `Source` to the problems it finds, in file order. `koers taxonomy
check` and the tests run the same list. A rule looks only at entries that have what it needs:
`fields_are_present` says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    groups_are_known,
    no_skill_floats_free,
    prerequisites_are_acyclic,
    prerequisites_exist,
    requirement_groups_are_named_well,
    requirements_are_reachable,
    requirements_are_sound,
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
    every_skill_is_asked,
)
"""What a reader may count on. An own taxonomy that breaks one of these still works."""

RULES: tuple[Rule, ...] = (*SOUND, *EDITORIAL)


def check_taxonomy(folder: Path) -> list[Problem]:
    """Read a taxonomy folder and run every rule over it."""
    return check_source(read_source(folder))


def check_source(source: Source, rules: tuple[Rule, ...] = RULES) -> list[Problem]:
    """Run rules, files that cannot be read first; notes come last."""
    found = [replace(problem, rule="files_are_readable") for problem in source.unreadable]
    if not found:
        for rule in rules:
            for p in rule(source):
                found.append(Problem(p.file, p.line, p.reason, rule.__name__, p.note))
            if found and rule in _FIRST:
                break
    return sorted(found, key=lambda p: (p.note, p.file, p.line))
