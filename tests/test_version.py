"""The version is said in one place, and the changelog knows it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_changelog_has_an_entry_for_the_version_of_the_package():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text()
