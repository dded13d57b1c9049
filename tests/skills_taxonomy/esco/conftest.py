"""Bundles of ESCO of a few rows, written to disk by the test, and the real files where they are."""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from skills_taxonomy.esco import BundleFile, EscoVocabulary, find_files

ROOT = Path(__file__).parents[3]
URI = "http://data.europa.eu/esco/{}/00000000-0000-0000-0000-{:012d}"

HEADINGS = {
    "occupations": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code",
    "skills": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,"
    "status,modifiedDate,scopeNote,definition,inScheme,description",
    "occupationSkillRelations": "occupationUri,relationType,skillType,skillUri",
    "collection": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,"
    "description,broaderConceptUri,broaderConceptPT",
}


class Bundle:
    """A folder that a test puts files of one edition in; rows name only the cells that matter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, headings: str, rows: Iterable[Mapping[str, str]] = ()) -> Path:
        """One file with these headings and rows."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings.split(","), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def occupations(self, labels: Mapping[int, str], language: str = "nl", **cells: str) -> Path:
        """`occupations_<language>.csv`: occupations by number, all with these cells."""
        rows = [
            {"conceptUri": URI.format("occupation", n), "preferredLabel": label} | cells
            for n, label in labels.items()
        ]
        return self.write(f"occupations_{language}.csv", HEADINGS["occupations"], rows)

    def skills(self, labels: Mapping[int, str], language: str = "nl", **cells: str) -> Path:
        """`skills_<language>.csv`: skills by number, all with these cells."""
        rows = [
            {"conceptUri": URI.format("skill", n), "preferredLabel": label} | cells
            for n, label in labels.items()
        ]
        return self.write(f"skills_{language}.csv", HEADINGS["skills"], rows)

    def collection(self, name: str, labels: Mapping[int, str], **cells: str) -> Path:
        """A collection of skills, which never holds all of them."""
        rows = [
            {"conceptUri": URI.format("skill", n), "preferredLabel": label} | cells
            for n, label in labels.items()
        ]
        return self.write(name, HEADINGS["collection"], rows)

    def relations(self, asked: Iterable[tuple[int, str, int]]) -> Path:
        """`occupationSkillRelations.csv`: occupation, `essential` or `optional`, skill."""
        rows = [
            {
                "occupationUri": URI.format("occupation", occupation),
                "relationType": relation,
                "skillUri": URI.format("skill", skill),
            }
            for occupation, relation, skill in asked
        ]
        headings = HEADINGS["occupationSkillRelations"]
        return self.write("occupationSkillRelations.csv", headings, rows)

    def files(self, version: str | None = None) -> list[BundleFile]:
        """The files as an import finds them; the folder is named after its edition."""
        return find_files(self.folder, version=version)[0]


@pytest.fixture
def bundle(tmp_path: Path) -> Callable[[str], Bundle]:
    """A function that makes the folder of an edition: `bundle("1.2")`."""
    return lambda version="1.2": Bundle(tmp_path / f"ESCO v{version}")


@pytest.fixture
def vocabulary(tmp_path: Path) -> EscoVocabulary:
    """A vocabulary without a file yet, for which a bundle of a few rows is whole."""
    return EscoVocabulary(tmp_path / "home" / "esco.sqlite3", published={})


@pytest.fixture(scope="session")
def uri() -> Callable[[str, int], str]:
    """The address of a concept of the small bundles: `uri("skill", 3)`."""
    return URI.format


@pytest.fixture
def held() -> Callable[[EscoVocabulary], dict[str, list[tuple[object, ...]]]]:
    """A function that reads all that a vocabulary holds, to tell whether it changed."""

    def read(vocabulary: EscoVocabulary) -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(vocabulary.path)) as database:
            tables = ("edition", "concept", "text", "relation")
            return {
                table: sorted(database.execute(f"select * from {table}"), key=repr)
                for table in tables
            }

    return read


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """The real files of ESCO, which are not part of the repository."""
    folder = Path(os.environ.get("KOERS_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "esco" / "occupations_nl.csv").is_file():
        pytest.skip(f"no reference data in {folder}; set KOERS_DATA to a folder with esco/")
    return folder / "esco"


@pytest.fixture(scope="session")
def real_vocabulary(real_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> EscoVocabulary:
    """The real files, imported as edition 1.2."""
    vocabulary = EscoVocabulary(tmp_path_factory.mktemp("esco") / "esco.sqlite3")
    vocabulary.load(find_files(real_folder, version="1.2")[0])
    return vocabulary
