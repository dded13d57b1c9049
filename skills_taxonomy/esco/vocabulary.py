"""ESCO as a second vocabulary beside ours, in one SQLite file.

Several languages of one edition live side by side. An import is one transaction: it happens whole,
or the file stays as it was. Concepts that a newer edition no longer has are kept, marked `gone`, so
that links to them can be told from links that never were right.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast, get_args

from skills_taxonomy.errors import TaxonomyError
from skills_taxonomy.esco.bundle import (
    PUBLISHED,
    BundleFile,
    ConceptKind,
    ConceptRow,
    RelationRow,
    read_rows,
    seems_whole,
)

FILE = "esco.sqlite3"
GONE = "gone"
_BATCH = 2_000
_MOST_GONE, _FEW = 0.1, 20
"""Share of the concepts of a kind that a newer edition may drop before we ask; a few may always."""

_SCHEMA = """
create table if not exists edition (
    name text primary key, language text, version text, rows integer, whole text);
create table if not exists concept (
    uri text primary key, kind text not null, code text, isco text, status text not null,
    skill_type text, reuse_level text, version text not null) without rowid;
create table if not exists text (
    uri text not null, language text not null, kind text not null, text text not null);
create index if not exists text_of on text (uri, language);
create table if not exists relation (
    subject text not null, relation text not null, object text not null, version text not null,
    primary key (subject, relation, object, version)) without rowid;
"""


@dataclass(frozen=True, slots=True)
class EscoConcept:
    """A concept of ESCO with its texts in one language."""

    uri: str
    kind: ConceptKind
    code: str
    isco: str
    status: str
    version: str
    """The edition it was last seen in."""
    label: str
    synonyms: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that was read."""

    name: str
    layout: str
    language: str
    version: str
    rows: int
    warning: str = ""
    """One sentence when the file has so few rows that it must have been cut off."""


class EscoVocabulary:
    """The vocabulary in a file; it may be empty, and then knows nothing."""

    def __init__(self, path: Path, *, published: Mapping[ConceptKind, int] = PUBLISHED) -> None:
        """Name the file; it is made by the first import.

        Args:
            path: the file.
            published: the fewest concepts that any edition has of a kind; a file with far fewer
                does not count as holding all of them.
        """
        self.path = path
        self._published = published

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path)) as database:
                database.executescript(_SCHEMA)
                yield database
        except sqlite3.DatabaseError as error:
            raise TaxonomyError(
                f"'{self.path}' cannot be used ({error}); move it away and import ESCO again."
            ) from None

    def load(
        self,
        files: Sequence[BundleFile],
        advance: Callable[[int], None] = lambda _: None,
        *,
        force: bool = False,
    ) -> list[Imported]:
        """Read the files of a bundle into the vocabulary, all or none of them.

        Args:
            files: the files, as `find_files` found them.
            advance: told the number of characters read, for a progress bar.
            force: also when more than a tenth of the concepts of a kind would be gone.

        Raises:
            TaxonomyError: a file is cut off, broken or without rows, or so short that a newer
                edition would lose much of an older one; the vocabulary stays as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as database, database:
            database.execute("begin immediate")
            # Whole files last: they say more of a concept than a collection of the same edition.
            in_order = sorted(files, key=lambda file: file.layout.whole is not None)
            done = [_load(database, file, advance, self._published) for file in in_order]
            loaded = {(file.layout.whole, file.version) for file in in_order}
            _mark_gone(database, loaded, self._published, force=force)
        return done

    def find(self, uris: Iterable[str], language: str = "nl") -> dict[str, EscoConcept]:
        """The concepts with these URIs, as far as the vocabulary has them."""
        with self._reading() as database:
            return {
                uri: concept
                for uri in dict.fromkeys(uris)
                for concept in _concepts(database, "c.uri = ?", (uri,), language)
            }

    def concepts(self, kind: ConceptKind, language: str = "nl") -> list[EscoConcept]:
        """All concepts of a kind that are in use and have a label in a language, by URI."""
        with self._reading() as database:
            where = "c.kind = ? and c.status = 'released'"
            return [c for c in _concepts(database, where, (kind,), language) if c.label]

    def skills_of(self, uri: str) -> dict[str, list[str]]:
        """URIs of the skills that an occupation asks, as `essential` and as `optional`.

        Of several editions the newest is told: it may have dropped what an older one asked.
        """
        found: dict[str, list[str]] = {"essential": [], "optional": []}
        with self._reading() as database:
            query = (
                "select relation, object, version from relation where subject = ? "
                "and relation in ('essential', 'optional') order by object"
            )
            rows = database.execute(query, (uri,)).fetchall()
        newest = max((edition_key(row[2]) for row in rows), default=())
        for relation, skill, version in rows:
            if edition_key(version) == newest and skill not in found[relation][-1:]:
                found[relation].append(skill)
        return found

    def counts(self) -> dict[str, int]:
        """How many concepts in use there are of each kind."""
        with self._reading() as database:
            query = (
                "select kind, count(*) from concept where status = 'released' group by kind "
                "order by kind"
            )
            return dict(database.execute(query).fetchall())

    def edition(self, kind: ConceptKind) -> str | None:
        """The edition of which all concepts of a kind are here; None when only a part is."""
        with self._reading() as database:
            found = _editions(database, kind, self._published)
        return max((name for name, whole in found if whole), key=edition_key, default=None)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if self.path.exists():
            with self._open() as database:
                yield database
        else:
            with closing(sqlite3.connect(":memory:")) as database:
                database.executescript(_SCHEMA)
                yield database


def edition_key(version: str) -> tuple[int, ...]:
    """Editions in their order: 1.0, 1.1, 1.1.1, 1.2; 1.2.0 is 1.2."""
    parts = [int(part) for part in version.split(".") if part.isdigit()]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _concepts(
    database: sqlite3.Connection, where: str, values: tuple[str, ...], language: str
) -> Iterator[EscoConcept]:
    query = (
        "select c.uri, c.kind, c.code, c.isco, c.status, c.version, t.kind, t.text from concept c "  # noqa: S608 - `where` is ours
        f"left join text t on t.uri = c.uri and t.language = ? where {where} order by c.uri"
    )
    own: tuple[str, ...] | None = None
    texts: dict[str, list[str]] = {}
    for *fields, what, text in database.execute(query, (language, *values)):
        if own is not None and own[0] != fields[0]:
            yield _made(own, texts)
            texts = {}
        own = tuple(fields)
        texts.setdefault(what or "", []).append(text or "")
    if own is not None:
        yield _made(own, texts)


def _made(own: tuple[str, ...], texts: dict[str, list[str]]) -> EscoConcept:
    uri, kind, code, isco, status, version = own
    return EscoConcept(
        uri=uri,
        kind=cast(ConceptKind, kind),
        code=code,
        isco=isco,
        status=status,
        version=version,
        label=next(iter(texts.get("label", ())), ""),
        synonyms=tuple(texts.get("synonym", ())),
        description=next(iter(texts.get("description", ())), ""),
    )


def _editions(
    database: sqlite3.Connection, kind: ConceptKind, published: Mapping[ConceptKind, int]
) -> list[tuple[str, bool]]:
    """Of each file that should hold all concepts of a kind its edition, and whether it can."""
    rows = database.execute("select version, rows from edition where whole = ?", (kind,))
    return [(version, seems_whole(kind, count, published)) for version, count in rows]


def _load(
    database: sqlite3.Connection,
    file: BundleFile,
    advance: Callable[[int], None],
    published: Mapping[ConceptKind, int],
) -> Imported:
    rows, count = read_rows(file, advance), 0
    while batch := list(islice(rows, _BATCH)):
        count += len(batch)
        concepts = [row for row in batch if isinstance(row, ConceptRow) and row.uri]
        relations = [(r.subject, r.relation, r.object) for r in batch if isinstance(r, RelationRow)]
        relations += [(c.uri, "broader", above) for c in concepts for above in c.broader]
        versioned = [(*relation, file.version) for relation in relations]
        _put_concepts(database, concepts, file)
        database.executemany("insert or ignore into relation values (?, ?, ?, ?)", versioned)
    name, kind, language = file.path.name, file.layout.whole, file.language or ""
    if not count:
        raise TaxonomyError(
            f"{name} has no row below its headings, so it was cut off; download the file again."
        )
    # What a longer file of this name and edition told before is still here.
    database.execute(
        "insert into edition values (?, ?, ?, ?, ?) on conflict (name) do update set "
        "rows = max(rows, excluded.rows)",
        (
            f"{file.layout.name} {language} {file.version} {name}",
            language,
            file.version,
            count,
            kind,
        ),
    )
    warning = ""
    if kind and not seems_whole(kind, count, published):
        warning = (
            f"{name} seems to be cut off: it has {count} {kind}s and every published edition has "
            f"{published[kind]} or more, so links to what it lacks stay unchecked; download it "
            "again."
        )
    return Imported(name, file.layout.name, language, file.version, count, warning)


def _put_concepts(
    database: sqlite3.Connection, concepts: list[ConceptRow], file: BundleFile
) -> None:
    # A collection of an older edition must not overrule what a newer one said of a concept.
    newer = _newer_than(database, concepts, file.version)
    kept = list({c.uri: c for c in concepts if c.uri not in newer}.values())
    database.executemany(
        "insert into concept values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (uri) do update set "
        "code = coalesce(nullif(excluded.code, ''), code), "
        "isco = coalesce(nullif(excluded.isco, ''), isco), status = excluded.status, "
        "skill_type = coalesce(nullif(excluded.skill_type, ''), skill_type), "
        "reuse_level = coalesce(nullif(excluded.reuse_level, ''), reuse_level), "
        "version = excluded.version",
        [
            (c.uri, c.kind, c.code, c.group, c.status, c.skill_type, c.reuse_level, file.version)
            for c in kept
        ],
    )
    database.executemany(
        "delete from text where uri = ? and language = ?", [(c.uri, file.language) for c in kept]
    )
    database.executemany(
        "insert into text values (?, ?, ?, ?)",
        [(c.uri, file.language, what, text) for c in kept for what, text in c.texts],
    )


def _newer_than(
    database: sqlite3.Connection, concepts: list[ConceptRow], version: str
) -> frozenset[str]:
    found = set()
    for concept in concepts:
        query = "select version from concept where uri = ?"
        row = database.execute(query, (concept.uri,)).fetchone()
        if row and edition_key(row[0]) > edition_key(version):
            found.add(concept.uri)
    return frozenset(found)


def _mark_gone(
    database: sqlite3.Connection,
    loaded: Collection[tuple[ConceptKind | None, str]],
    published: Mapping[ConceptKind, int],
    *,
    force: bool,
) -> None:
    """Concepts that the newest whole edition of their kind does not have are no longer used.

    A file that was cut off marks nothing, unless somebody insists; and where it would drop much it
    is refused, in the import that brings it.
    """
    for kind in get_args(ConceptKind):
        for edition, whole in sorted(
            set(_editions(database, kind, published)), key=lambda one: edition_key(one[0])
        ):
            if whole or (kind, edition) in loaded:
                _mark_older(database, kind, edition, mark=whole or force, force=force)


def _mark_older(
    database: sqlite3.Connection, kind: ConceptKind, edition: str, *, mark: bool, force: bool
) -> None:
    query = "select uri, version from concept where kind = ? and status = 'released'"
    there = database.execute(query, (kind,)).fetchall()
    old = [(GONE, uri) for uri, version in there if edition_key(version) < edition_key(edition)]
    if len(old) > max(_MOST_GONE * len(there), _FEW) and not force:
        raise TaxonomyError(
            f"ESCO {edition} would lack {len(old)} of the {len(there)} {kind}s that were "
            "there, so a file may have been cut off; nothing was changed. Download it again, "
            "or add --force."
        )
    if mark:
        database.executemany("update concept set status = ? where uri = ?", old)
