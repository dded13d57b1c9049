"""The public names of each package: sorted, complete, and there."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("skills_taxonomy", "models", "recommender", "service", "benchmarks")


def exporting_packages() -> list[str]:
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("__init__.py")):
            if "__all__" in path.read_text(encoding="utf-8"):
                found.append(".".join(path.parent.relative_to(ROOT).parts))
    return found


def ruff_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions; the order that ruff keeps (RUF022)."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_the_library_packages_say_what_is_public():
    assert {"skills_taxonomy", "models", "recommender", "recommender.readers"} <= set(
        exporting_packages()
    )


@pytest.mark.parametrize("package", exporting_packages())
class TestPublicNames:
    def test_are_sorted_and_named_once(self, package: str):
        names = importlib.import_module(package).__all__
        assert list(names) == sorted(set(names), key=ruff_order)

    def test_are_all_there(self, package: str):
        module = importlib.import_module(package)
        missing = [name for name in module.__all__ if not hasattr(module, name)]
        assert missing == []

    def test_are_complete(self, package: str):
        path = ROOT.joinpath(*package.split("."), "__init__.py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        }
        fetched = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ROOMS
            for alias in node.names
        }
        public = {name for name in own | fetched if not name.startswith("_")}
        assert public <= set(importlib.import_module(package).__all__)
