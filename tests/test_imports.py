"""Imports run one way, the server starts without torch, and no module grows beyond a reading."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "skills_taxonomy": set(),
    "models": {"skills_taxonomy"},
    "recommender": {"skills_taxonomy", "models"},
    "benchmarks": {"skills_taxonomy", "models", "recommender"},
    "service": {"skills_taxonomy", "models", "recommender"},
}
COMMANDS_MAY_ALSO_IMPORT = {"benchmarks"}

HEAVY = {"torch", "sentence_transformers", "transformers"}
MAY_BE_HEAVY = ("models/sentence_transformer_encoder.py", "models/training/")
MOST_LINES = 400

MODULES = sorted(
    path.relative_to(ROOT).as_posix() for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py")
)


def imported(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, wherever in it the import stands."""
    package = module.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield node.lineno, ".".join([*base, *([node.module] if node.module else [])])
        elif isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func)
            target = node.args[0]
            if name.endswith(("import_module", "__import__")) and isinstance(target, ast.Constant):
                yield node.lineno, str(target.value)


def at_import_time(tree: ast.Module) -> ast.Module:
    """The module without the bodies of its functions and without what only a type checker reads."""

    class Prune(ast.NodeTransformer):
        def visit_FunctionDef(self, _node):
            return None

        visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

        def visit_If(self, node):
            return None if "TYPE_CHECKING" in ast.unparse(node.test) else node

    return Prune().visit(tree)


def parse(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def test_every_room_of_the_house_is_looked_at():
    assert {module.split("/")[0] for module in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str):
    room = module.split("/", maxsplit=1)[0]
    allowed = {room} | MAY_IMPORT[room]
    if module.startswith("service/commands/"):
        allowed |= COMMANDS_MAY_ALSO_IMPORT
    wrong = [
        f"{module}:{line} imports {name}"
        for line, name in imported(parse(module), module)
        if name.split(".")[0] in {*MAY_IMPORT, "tests"} - allowed
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import service.app", "service.app"),
        ("def late():\n    from service import app", "service"),
        ("import importlib\nimportlib.import_module('service.app')", "service.app"),
        ("from ..models import encoder", "models"),
    ],
)
def test_an_import_is_seen_wherever_it_hides(code: str, found: str):
    names = [name for _, name in imported(ast.parse(code), "recommender/module.py")]
    assert any(name.split(".")[0] == found.split(".", maxsplit=1)[0] for name in names)


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith(MAY_BE_HEAVY)])
def test_no_module_needs_torch_to_be_imported(module: str):
    names = {name.split(".")[0] for _, name in imported(at_import_time(parse(module)), module)}
    assert not names & HEAVY


@pytest.mark.parametrize("module", ["service.cli", "service.app", "recommender", "models"])
def test_the_server_starts_without_torch(module: str):
    code = f"import sys, {module}\nprint(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_a_reading(module: str):
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
