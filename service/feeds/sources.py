"""The sources that Koers keeps its catalogue in step with: a YAML file that a person writes.

- name: Voorbeeld Academie
  location: https://academy.example/edudex/directory.xml
  format: edudex
  token_env: ACADEMY_TOKEN
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints, ValidationError

from recommender import source_key
from recommender.readers.archive import unpacked
from recommender.readers.document import Document
from recommender.readers.files import documents
from recommender.readers.heading import read_mapping
from service.feeds.address import Address, shown
from service.feeds.allowance import Allowance
from service.feeds.web import WebOptions, web_document
from service.settings import Settings
from skills_taxonomy import CatalogueError, Language

_LONGEST_NAME = 200

Format = Literal["auto", "edudex", "schema.org", "ooapi", "csv", "xlsx"]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_NAME)
]
Location = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_BYTES = 1_000_000


class Source(BaseModel):
    """One source of courses, as configured or typed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Name = Field(description="What it is called in Koers; its courses are kept under it.")
    location: Location = Field(description="A file, folder or ZIP, or an address (https://...).")
    format: Format = Field("auto", description="What it is written in; auto looks.")
    provider: str = Field("", description="Name of the provider where the source names none.")
    language: Language = Field("nl", description="Of texts where the source does not say.")
    mapping: Annotated[Path, Strict(False)] | dict[str, str] = Field(
        default_factory=dict,
        description="Of a table: its headings to the fields of Koers, or a YAML file with those.",
    )
    token_env: Variable | None = Field(
        None, description="Environment variable that holds the token of the feed."
    )
    allow_private: bool = Field(
        False, description="Whether it may be in this computer's own network."
    )
    same_site: bool = Field(True, description="Whether its references stay at its own host.")
    most_bytes: int | None = Field(
        None, ge=1, description="Largest file, or of a feed all documents together, unpacked."
    )
    time_out: float | None = Field(None, gt=0, description="Seconds for one document of a feed.")

    @property
    def is_web(self) -> bool:
        """Whether it is fetched."""
        return _is_web(self.location)

    @property
    def place(self) -> str:
        """Where it is, without secrets."""
        return shown(self.location) if self.is_web else self.location

    @property
    def key(self) -> str:
        """What its courses are kept under: its name; of a file that is typed without its ending."""
        path = Path(self.location)
        is_file = not self.is_web and self.name == path.name
        return source_key(path.stem if is_file else self.name)

    def headings(self) -> Mapping[str, str]:
        """Of a table: its headings to the fields of Koers, as `read_mapping` gives them.

        Raises:
            CatalogueError: the mapping file cannot be read, or names a field that is not there.
        """
        if isinstance(self.mapping, Path):
            return read_mapping(_load(self.mapping), str(self.mapping))
        if not self.mapping:
            return {}
        text = yaml.safe_dump(self.mapping, allow_unicode=True)
        return read_mapping(text, f"The mapping of {self.name}")


def read_sources(path: Path) -> tuple[Source, ...]:
    """The configured sources; paths in the file are relative to it.

    Raises:
        CatalogueError: there is no such file, or something in it must be mended; one sentence with
            the line of the first mistake, and how many more there are.
    """
    rows = _rows(_load(path), path)
    sources: list[Source] = []
    mistakes: list[str] = []
    seen: dict[str, Source] = {}
    lines: dict[str, int] = {}
    for row in rows:
        found = list(_unknown_keys(row))
        try:
            source = Source.model_validate(
                {key: value for key, value in row.values.items() if key in Source.model_fields}
            )
        except ValidationError as error:
            # Of a field that may be two things, pydantic tells what is wrong with each.
            wrong = {str(problem["loc"][0]): problem for problem in error.errors(include_url=False)}
            found += [_sentence(row, key, problem) for key, problem in wrong.items()]
        else:
            found += _wrong_place(row, source)
            if other := seen.get(source.key):
                found.append(_same_name(row, source, other, lines[source.key]))
            seen.setdefault(source.key, source)
            lines.setdefault(source.key, row.line)
            sources.append(_placed(source, path.parent))
        mistakes += found
    if mistakes:
        more = len(mistakes) - 1
        rest = f" {more} more mistake{'s' if more > 1 else ''} found." if more else ""
        raise CatalogueError(f"{path}:{mistakes[0]}{rest}")
    return tuple(sources)


def location_source(text: str) -> Source:
    """A source of what somebody types: a path or an address.

    Raises:
        CatalogueError: it is an address that Koers does not fetch.
    """
    text = text.strip()
    if not text:
        raise CatalogueError("A source cannot be empty; name a file, folder, ZIP or address.")
    if "://" in text:
        name = str(Address.parse(text)).partition("://")[2].rstrip("/")
        return Source(name=name[:_LONGEST_NAME], location=text)
    path = Path(text)
    return Source(name=(path.name or path.resolve().name or text)[:_LONGEST_NAME], location=text)


def open_source(source: Source, settings: Settings) -> Iterator[Document]:
    """The documents of a source: read from this computer, or fetched.

    Raises:
        CatalogueError: it is not there, may not be read, or a limit was reached.
    """
    most = source.most_bytes or settings.most_feed_bytes
    if not source.is_web:
        yield from documents(Path(source.location), most_bytes=most)
        return
    options = WebOptions(
        allow_private=source.allow_private or settings.allow_private_feeds,
        same_site=source.same_site,
        token=_token(source),
        token_name=source.token_env or "",
        most_bytes=most,
        time_out=source.time_out or settings.feed_timeout,
    )
    document = web_document(source.location, options=options)
    members = Allowance(most)  # a ZIP leads to nothing but its members
    for found in unpacked(document, most):
        yield found if found is document else members.over(found)


class _Row(NamedTuple):
    """One block of the file, with the line of each of its keys."""

    values: dict[str, Any]
    lines: dict[str, int]
    line: int

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


def _load(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CatalogueError(f"{path} is larger than 1 MB; it is another file than this needs.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CatalogueError(
            f"There is no file '{path}'; make it, or check its name (docs/catalogue-sources.md)."
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CatalogueError(f"{path}:{line}: this is not UTF-8; save it as UTF-8.") from None
    except OSError as error:
        raise CatalogueError(f"'{path}' cannot be read: {error.strerror}.") from None


def _rows(text: str, path: Path) -> list[_Row]:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return []
        if not isinstance(root, yaml.SequenceNode):
            raise CatalogueError(
                f"{path}:1: write the sources as a list; start each with '- name:'."
            )
        return [_row(node, loader, path) for node in root.value]
    except yaml.YAMLError as error:
        raise _no_yaml(error, text, path) from None
    except RecursionError:
        raise CatalogueError(f"{path}: a block in it holds itself; write it out.") from None
    finally:
        loader.dispose()


def _row(node: yaml.Node, loader: Any, path: Path) -> _Row:  # noqa: ANN401 - C or Python
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise CatalogueError(f"{path}:{line}: start each source with '- name:'.")
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        at = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise CatalogueError(f"{path}:{at}: a key of a source is one word, such as 'name'.")
        key = str(key_node.value)
        if key in lines:
            raise CatalogueError(f"{path}:{at}: '{key}' is written twice in one source; keep one.")
        lines[key] = at
        try:
            values[key] = loader.construct_object(value_node, deep=True)
        except ValueError:  # what looks like a number or date, and is none
            raise CatalogueError(
                f"{path}:{at}: '{key}' is no date or number that can be; put it in quotes."
            ) from None
    return _Row(values, lines, line)


def _unknown_keys(row: _Row) -> Iterator[str]:
    known = sorted(Source.model_fields)
    for key in row.values:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.6)
            hint = f"did you mean '{near[0]}'?" if near else f"choose from: {', '.join(known)}."
            yield f"{row.line_of(key)}: a source has no '{key}'; {hint}"


def _sentence(row: _Row, key: str, problem: Any) -> str:  # noqa: ANN401 - ErrorDetails
    if problem["type"] == "missing":
        return f"{row.line}: this source has no '{key}'; add it."
    field = Source.model_fields[key]
    reason = problem["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    if key == "mapping":
        reason = "the name of a YAML file, or lines with a heading and a field"
    about = (field.description or "").rstrip(".")
    said = "" if key in ("location",) else f" '{row.values[key]}'"
    return f"{row.line_of(key)}: '{key}'{said[:60]} is wrong, it must be {reason} ({about})."


def _same_name(row: _Row, source: Source, other: Source, line: int) -> str:
    same = source.name.casefold() == other.name.casefold()
    why = "is the name" if same else f"is for Koers '{other.name}', the name"
    reason = f"'{source.name}' {why} of the source on line {line} too"
    return f"{row.line_of('name')}: {reason}; give it another."


def _wrong_place(row: _Row, source: Source) -> Iterator[str]:
    if source.is_web:
        try:
            Address.parse(source.location)
        except CatalogueError as error:
            yield f"{row.line_of('location')}: {error}"
    elif source.token_env:
        yield f"{row.line_of('token_env')}: a file needs no token; leave 'token_env' out."


def _placed(source: Source, folder: Path) -> Source:
    changes: dict[str, Any] = {}
    if not source.is_web:
        changes["location"] = str(folder / _at_home(Path(source.location)))
    if isinstance(source.mapping, Path):
        changes["mapping"] = folder / _at_home(source.mapping)
    return source.model_copy(update=changes)


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # of somebody who is not here; who opens it says that it is not there
        return path


def _no_yaml(error: yaml.YAMLError, text: str, path: Path) -> CatalogueError:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "it cannot be read"
    # What is never closed is found missing on the line after the last.
    line = min(mark.line + 1, len(text.splitlines())) if mark else 1
    return CatalogueError(f"{path}:{line}: this is not valid YAML: {what}.")


def _token(source: Source) -> str:
    if source.token_env is None:
        return ""
    token = os.environ.get(source.token_env, "").strip()
    if not token:
        raise CatalogueError(
            f"{source.name} needs a token in the environment variable {source.token_env}, which is "
            "empty; set it."
        )
    if not token.isascii() or not token.isprintable():
        raise CatalogueError(f"The token in {source.token_env} has letters that no token has.")
    return token


def _is_web(location: str) -> bool:
    return "://" in location
