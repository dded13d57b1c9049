"""Writing a taxonomy back to its folder, laid out as an editor does by hand, all or nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from skills_taxonomy.concept import KINDS, LANGUAGES, LEVELS, Kind
from skills_taxonomy.errors import TaxonomyError
from skills_taxonomy.register import FILE as REGISTER
from skills_taxonomy.register import write_register
from skills_taxonomy.source import Entry, Source

_GROUP: Mapping[Kind, str] = {"skill": "theme", "role": "chain"}
_ORDER: Mapping[Kind, tuple[str, ...]] = {
    "skill": (
        "slug", "notation", "label", "synonyms", "definition", "anchors", "line", "entry",
        "esco", "prerequisites",
    ),
    "role": (
        "slug", "notation", "label", "synonyms", "definition", "tasks", "changes", "outlook",
        "esco", "requirements",
    ),
}  # fmt: skip
_PLAIN = frozenset({"slug", "notation", "line", "uri", "match", "trend", "prerequisites"})
"""Keys whose values are names, written without quotes."""
_LEVELS = frozenset(map(str, LEVELS))


class _Quoted(str):
    """A text for readers: always in double quotes, so no sign in it can break the file."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    _Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)
_Dumper.add_multi_representer(
    dict, lambda dumper, block: dumper.represent_mapping("tag:yaml.org,2002:map", block.items())
)


def write_entries(kind: Kind, group: str, entries: list[Entry]) -> str:
    """The text of one file: the entries of a theme (skills) or of a chain position (roles)."""
    rows = [_ordered(kind, entry) for entry in entries]
    text = yaml.dump(
        {_GROUP[kind]: group, f"{kind}s": rows},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=False,
    )
    head, *blocks = re.split(r"(?m)^(?=  - slug:)", text)
    return head + "\n".join(blocks)


def write_source(source: Source, folder: Path) -> None:
    """Replace a taxonomy folder by a source, or change nothing.

    Everything is written beside the folder first and put in its place by renaming; what else an
    editor keeps in the folder comes along.

    Raises:
        TaxonomyError: the folder cannot be written.
    """
    folder = folder.resolve()  # `.` and a link cannot be renamed as what they stand for
    try:
        with _beside(folder) as fresh:
            shutil.copytree(folder, fresh, symlinks=True, dirs_exist_ok=True)
            frame = (folder / "taxonomy.yaml").read_text(encoding="utf-8")
            version = f'version: "{source.frame["version"]}"'
            frame = re.sub(r"(?m)^version:.*$", version, frame, count=1)
            (fresh / "taxonomy.yaml").write_text(frame, encoding="utf-8")
            (fresh / REGISTER).write_text(write_register(source.register), encoding="utf-8")
            for kind in KINDS:
                for path in (fresh / f"{kind}s").glob("*.yaml"):
                    path.unlink()
                for group, entries in _by_group(kind, source):
                    path = fresh / f"{kind}s" / f"{group}.yaml"
                    path.write_text(write_entries(kind, group, entries), encoding="utf-8")
    except OSError as error:
        why = error.strerror or "not everything in it can be copied"
        raise TaxonomyError(
            f"The taxonomy in '{folder}' cannot be written ({why}); nothing was changed."
        ) from None


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` when all went well."""
    where = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    fresh, old = where / "new", where / "old"
    try:
        fresh.mkdir()
        yield fresh
        folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    finally:
        shutil.rmtree(where, ignore_errors=True)


def _by_group(kind: Kind, source: Source) -> Iterator[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in source.of(kind):
        groups.setdefault(str(entry[_GROUP[kind]]), []).append(entry)
    yield from groups.items()


def _ordered(kind: Kind, entry: Entry) -> dict[str, Any]:
    row = {key: _value(key, entry[key]) for key in _ORDER[kind] if entry.get(key)}
    if kind == "skill":
        row["prerequisites"] = list(entry.get("prerequisites") or ())
    return row


def _value(key: str, value: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    if isinstance(value, Mapping):
        keys = value
        if set(value) <= set(LANGUAGES):
            keys = {lang: value[lang] for lang in LANGUAGES if value.get(lang)}
        inner = {_key(k): _value(str(k), v) for k, v in keys.items() if v not in (None, "", [], {})}
        return inner
    if isinstance(value, list):
        return [_value(key, item) for item in value]
    if isinstance(value, str):
        return value if key in _PLAIN else _Quoted(value.strip())
    if isinstance(value, dt.datetime):
        return value.date()
    return value


def _key(key: object) -> object:
    """Levels are numbers in the file, as an editor writes them."""
    return int(str(key)) if str(key) in _LEVELS else key
