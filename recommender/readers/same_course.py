"""The same course on several pages: gathered into one row, the one that tells most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.readers.draft import CourseDraft
from recommender.readers.report import Row, RowProblem
from skills_taxonomy import fold


@dataclass(slots=True)
class _Told:
    row: Row
    page: str
    name: str
    coded: bool
    weight: tuple[int, int]

    @property
    def url(self) -> str:
        return self.row.course.url.partition("#")[0].rstrip("/") if self.row.course else ""

    @property
    def title(self) -> str:
        return fold(self.row.course.title) if self.row.course else ""


class Gathered:
    """Rows in the order in which their courses were first met."""

    def __init__(self) -> None:
        self._told: list[_Told] = []
        self._by_key: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many rows there are by now."""
        return len(self._told)

    def rows(self) -> Iterator[Row]:
        """Every course once, and every problem."""
        return (told.row for told in self._told)

    def add(self, draft: CourseDraft, *, page: str, name: str = "", coded: bool = False) -> None:
        """Add a course as it is told in one place.

        Args:
            draft: all that is told there.
            page: where; two courses on one page are two, even with one address.
            name: its `@id`, which is the same wherever it is meant.
            coded: whether its id comes from a code that the provider gave it.
        """
        row = draft.row()
        weight = (len(draft.fields) + len(draft.starts), len(draft.fields.get("description", "")))
        new = _Told(
            row, page, name if name.startswith(("http://", "https://")) else "", coded, weight
        )
        if row.course is None:
            self._told.append(new)
            return
        for key in (f"id {row.course.id}", f"name {new.name}", f"url {new.url}"):
            at = self._by_key.get(key)
            if at is None or key in ("name ", "url "):
                continue
            if self._joined(at, new, key):
                return
        self._keep(new)

    def _joined(self, at: int, new: _Told, key: str) -> bool:
        old = self._told[at]
        if old.row.course is None or new.row.course is None:
            return False
        one_id = old.row.course.id == new.row.course.id
        if key.startswith("url ") and (old.page == new.page or (old.coded and new.coded)):
            return False
        same = not one_id or any(
            (
                old.title == new.title,
                bool(new.name) and old.name == new.name,
                old.page != new.page and bool(new.url) and old.url == new.url,
            )
        )
        if same:
            if new.weight > old.weight:
                self._told[at] = new
                self._index(new, at)
        elif old.row.course.language != new.row.course.language:
            reason = f"the course of {old.row.where} in another language; give it a code of its own"
            self._told.append(replace(new, row=Row(new.row.where, None, passed_over=reason)))
        else:
            reason = f"'{new.row.course.id}' is already used on {old.row.where}; give another code."
            problem = RowProblem(new.row.where, "courseCode", reason)
            self._told.append(replace(new, row=Row(new.row.where, None, problems=(problem,))))
        return True

    def _keep(self, new: _Told) -> None:
        self._told.append(new)
        self._index(new, len(self._told) - 1)

    def _index(self, new: _Told, at: int) -> None:
        if new.row.course is not None:
            self._by_key.setdefault(f"id {new.row.course.id}", at)
        for key in (f"name {new.name}", f"url {new.url}"):
            if key not in ("name ", "url "):
                self._by_key.setdefault(key, at)
