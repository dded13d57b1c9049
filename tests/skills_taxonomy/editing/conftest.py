"""The small taxonomy as a workbook, to edit the way a person does in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from skills_taxonomy import read_source
from skills_taxonomy.editing import write_workbook

Snapshot = dict[str, bytes | None]


class Book:
    """A workbook on disk; every edit is saved at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, sheet: str, /, **cells: Any) -> list[int]:
        """The numbers of the rows that hold these values."""
        lines = openpyxl.load_workbook(self.path)[sheet].iter_rows(values_only=True)
        heads = next(lines)
        return [
            number
            for number, line in enumerate(lines, 2)
            if cells.items() <= dict(zip(heads, line, strict=True)).items()
        ]

    def put(self, sheet: str, row: int, /, **cells: Any) -> int:
        """Type values into the cells of a row."""
        with self._open() as book:
            heads = [cell.value for cell in book[sheet][1]]
            for column, value in cells.items():
                book[sheet].cell(row=row, column=heads.index(column) + 1).value = value
        return row

    def change(self, sheet: str, slug: str, /, **cells: Any) -> int:
        """Type values into the row of a concept."""
        [row] = self.rows(sheet, slug=slug)
        return self.put(sheet, row, **cells)

    def add(self, sheet: str, /, **cells: Any) -> int:
        """Type a row below the last one."""
        return self.put(sheet, openpyxl.load_workbook(self.path)[sheet].max_row + 1, **cells)

    def copy_row(self, sheet: str, slug: str, /, **cells: Any) -> int:
        """Add a row that is like another one but for these values."""
        [row] = self.rows(sheet, slug=slug)
        heads, line = (
            [cell.value for cell in openpyxl.load_workbook(self.path)[sheet][number]]
            for number in (1, row)
        )
        return self.add(sheet, **(dict(zip(heads, line, strict=True)) | cells))

    def remove(self, sheet: str, /, **cells: Any) -> None:
        """Take out every row that holds these values."""
        found = self.rows(sheet, **cells)
        assert found, "the test removes nothing"
        with self._open() as book:
            for row in reversed(found):
                book[sheet].delete_rows(row)

    def rename_heading(self, sheet: str, old: str, new: str | None) -> None:
        """Overwrite a heading."""
        with self._open() as book:
            [cell] = [cell for cell in book[sheet][1] if cell.value == old]
            cell.value = new

    def drop(self, sheet: str) -> None:
        """Take out a whole sheet."""
        with self._open() as book:
            del book[sheet]

    def _open(self) -> _Saving:
        return _Saving(self.path)


class _Saving:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> openpyxl.Workbook:
        self._book = openpyxl.load_workbook(self._path)
        return self._book

    def __exit__(self, *_: object) -> None:
        self._book.save(self._path)


@pytest.fixture
def book(folder: Path, tmp_path: Path) -> Book:
    """The workbook of the small folder."""
    path = tmp_path / "taxonomy.xlsx"
    write_workbook(read_source(folder), path)
    return Book(path)


def _files(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    for path in sorted(folder.rglob("*")):
        yield str(path.relative_to(folder)), path.read_bytes() if path.is_file() else None


@pytest.fixture(scope="session")
def snapshot() -> Callable[[Path], Snapshot]:
    """A function that tells everything there is below a folder, byte by byte."""
    return lambda folder: dict(_files(folder))
