"""A tiny ESCO: sixty made-up occupations that differ by one noun, with all the files."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

NOUNS = 60
OCCUPATIONS_NL = "conceptUri preferredLabel altLabels hiddenLabels description"
OCCUPATIONS_EN = "ORIGINURI PREFERREDLABEL ALTLABELS DESCRIPTION"
GROUPS = "conceptUri preferredLabel altLabels description"


def write(path: Path, columns: str, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns.split(), *rows])


@pytest.fixture(scope="session")
def tiny_esco(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    esco = data / "esco"
    esco.mkdir()
    uris = [f"http://data.europa.eu/esco/occupation/{number:04d}" for number in range(NOUNS)]
    write(
        esco / "occupations_nl.csv",
        OCCUPATIONS_NL,
        [
            [
                uri,
                f"Timmerman {n}",
                f"houtbewerker {n}\nschrijnwerker {n}",
                "",
                f"Timmerlieden maken dingen van hout nummer {n}. Zij meten en zagen soort {n}.",
            ]
            for n, uri in enumerate(uris)
        ],
    )
    write(
        esco / "occupations_en_tabiya_v1.1.1.csv",
        OCCUPATIONS_EN,
        [
            [uri, f"carpenter {n}", f"joiner {n}", f"Carpenters make things of wood number {n}."]
            for n, uri in enumerate(uris)
        ],
    )
    for file in (
        "ISCOGroups_nl",
        "skillGroups_nl",
        "v1.0_ictSkillsCollection_nl",
        "v1.0_languageSkillsCollection_nl",
        "v1.0_transversalSkillsCollection_nl",
    ):
        write(esco / f"{file}.csv", GROUPS, [[f"http://x/{file}", f"groep {file}", "", ""]])
    with (esco / "skillsHierarchy_nl.csv").open("w", encoding="utf-8", newline="") as file:
        levels = [f"Level {n} {what}" for n in range(4) for what in ("URI", "preferred term")]
        row = ["http://x/s", "vaardigheden", *[""] * 6, "Doing things with the hands."]
        csv.writer(file).writerows([[*levels, "Description"], row])
    return data


@pytest.fixture(scope="session")
def tiny_tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A multilingual unigram tokenizer of one hundred pieces."""
    pieces: Mapping[str, float] = {
        **{special: 0.0 for special in ("<s>", "<pad>", "</s>", "<unk>")},
        "▁": -3.0,
        **{character: -8.0 for character in "abcdefghijklmnopqrstuvwxyz0123456789.,-"},
        **{f"▁{number}": -6.0 for number in range(NOUNS)},
        **{word: -5.0 for word in ("▁timmer", "man", "▁carp", "enter", "▁hout", "▁joiner", "漢")},
    }
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": number,
                "content": content,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number, content in enumerate(("<s>", "<pad>", "</s>", "<unk>"))
        ],
        "normalizer": {"type": "NFKC"},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": list(pieces.items())},
    }
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    path.write_text(json.dumps(tokenizer), encoding="utf-8")
    return path
