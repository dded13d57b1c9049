"""A bundle of ESCO: every file known by its headings, read whole, or refused by file and row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_taxonomy import TaxonomyError
from skills_taxonomy.esco import find_files
from skills_taxonomy.esco.bundle import (
    LAYOUTS,
    PUBLISHED,
    BundleFile,
    ConceptRow,
    RelationRow,
    read_rows,
    seems_whole,
)

CONCEPT = "conceptType,conceptUri"
OCCUPATIONS = (
    f"{CONCEPT},iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "regulatedProfessionNote,scopeNote,definition,inScheme,description,code"
)
SKILLS = (
    f"{CONCEPT},skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "scopeNote,definition,inScheme,description"
)
COLLECTION = (
    f"{CONCEPT},skillType,reuseLevel,preferredLabel,altLabels,description,"
    "broaderConceptUri,broaderConceptPT"
)
HIERARCHY = (
    "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Level 2 URI,"
    "Level 2 preferred term,Level 3 URI,Level 3 preferred term,Description,Scope note,"
    "Level 0 code,Level 1 code,Level 2 code,Level 3 code"
)
GROUP = "skill groups"
RELATIONS = "occupation-skill relations"

LAYOUT_BY_HEADINGS = [
    ("occupations", OCCUPATIONS),
    ("occupations", f"{OCCUPATIONS},naceCode"),
    ("skills", SKILLS),
    (RELATIONS, "occupationUri,relationType,skillType,skillUri"),
    (RELATIONS, "occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel"),
    (
        "skill-skill relations",
        "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri",
    ),
    ("broader relations", f"{CONCEPT},broaderType,broaderUri"),
    (
        "broader relations",
        f"{CONCEPT},conceptLabel,broaderType,broaderUri,broaderLabel",
    ),
    (
        GROUP,
        f"{CONCEPT},preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
        "inScheme,description,code",
    ),
    ("ISCO groups", f"{CONCEPT},code,preferredLabel,altLabels,inScheme,description"),
    ("ISCO groups", f"{CONCEPT},code,preferredLabel,status,altLabels,inScheme,description"),
    ("skills hierarchy", HIERARCHY),
    ("skills collection", COLLECTION),
    (
        "skills collection",
        f"{CONCEPT},preferredLabel,status,skillType,reuseLevel,altLabels,description,"
        "broaderConceptUri,broaderConceptPT",
    ),
    (
        "occupations collection",
        f"{CONCEPT},preferredLabel,status,altLabels,description,broaderConceptUri,broaderConceptPT",
    ),
]

OTHER_HEADINGS = [
    "ORIGINURI,ID,UUIDHISTORY,ISCOGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION",
    "conceptType,conceptSchemeUri,preferredLabel,title,status,description,hasTopConcept",
    "id;titel;prijs",
    "",
    "\x00\x01\x02",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose own name tells no edition."""
    made = tmp_path / "unpacked"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only(folder: Path, version: str | None = "1.2", language: str | None = "nl") -> BundleFile:
    (file,), _ = find_files(folder, version=version, language=language)
    return file


def rows_of(folder: Path, text: str | bytes) -> list[object]:
    put(folder, "file_nl.csv", text)
    return list(read_rows(only(folder)))


def as_csv(headings: str, *rows: dict[str, str]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, headings.split(","), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


class TestAFileIsKnownByItsHeadings:
    @pytest.mark.parametrize(("layout", "headings"), LAYOUT_BY_HEADINGS)
    def test_whatever_its_name(self, folder: Path, layout: str, headings: str):
        put(folder, "something.csv", f"{headings}\n")
        assert only(folder).layout.name == layout

    @pytest.mark.parametrize(("layout", "headings"), LAYOUT_BY_HEADINGS)
    def test_in_any_order_and_with_new_columns(self, folder: Path, layout: str, headings: str):
        shuffled = ",".join(["newColumn", *reversed(headings.split(","))])
        put(folder, "something.csv", f"{shuffled}\n")
        assert only(folder).layout.name == layout

    def test_and_no_layout_is_left_untested(self):
        assert {layout for layout, _ in LAYOUT_BY_HEADINGS} == {layout.name for layout in LAYOUTS}

    def test_also_behind_a_byte_order_mark(self, folder: Path):
        put(folder, "skills_nl.csv", b"\xef\xbb\xbf" + f'"conceptType",{SKILLS[12:]}\r\n'.encode())
        assert only(folder).layout.name == "skills"

    @pytest.mark.parametrize("headings", OTHER_HEADINGS)
    def test_and_other_files_are_told_apart(self, folder: Path, headings: str):
        other = put(folder, "other.csv", f"{headings}\n")
        put(folder, "occupations_nl.csv", f"{OCCUPATIONS}\n")
        files, others = find_files(folder, version="1.2")
        assert [file.path.name for file in files] == ["occupations_nl.csv"]
        assert others == [other]

    def test_a_folder_that_ends_in_csv_is_no_file(self, folder: Path):
        put(folder, "ESCO dataset - nl - csv.csv/skills_nl.csv", f"{SKILLS}\n")
        assert only(folder).path.name == "skills_nl.csv"

    def test_only_occupations_and_skills_hold_all_of_their_kind(self):
        whole = {layout.name: layout.whole for layout in LAYOUTS if layout.whole}
        assert whole == {"occupations": "occupation", "skills": "skill"}

    def test_a_file_knows_its_size(self, folder: Path):
        put(folder, "skills_nl.csv", f"{SKILLS}\n")
        assert only(folder).size == len(SKILLS) + 1


class TestTheEdition:
    @pytest.mark.parametrize(
        ("path", "said", "edition"),
        [
            ("v1.0_skills_nl.csv", None, "1.0"),
            ("v1.0_skills_nl.csv", "1.2", "1.0"),
            ("ESCO dataset - v1.2.0 - classification - nl - csv/skills_nl.csv", None, "1.2.0"),
            ("v1.1.1/skills_nl.csv", "1.2", "1.2"),
            ("v1.1.1/csv/skills_nl.csv", None, "1.1.1"),
            ("v1.0/v1.1/skills_nl.csv", None, "1.1"),
            ("skills_nl.csv", "1.2", "1.2"),
            ("skills_nl.csv", "v1.2.1", "1.2.1"),
        ],
    )
    def test_is_in_the_name_the_option_or_the_folder_in_that_order(
        self, folder: Path, path: str, said: str | None, edition: str
    ):
        put(folder, path, f"{SKILLS}\n")
        assert only(folder, said).version == edition

    def test_is_in_the_name_of_the_folder_itself(self, tmp_path: Path, monkeypatch):
        put(tmp_path, "esco-1.2/skills_nl.csv", f"{SKILLS}\n")
        assert only(tmp_path / "esco-1.2", None).version == "1.2"
        monkeypatch.chdir(tmp_path / "esco-1.2")
        assert only(Path(), None).version == "1.2"

    def test_is_not_looked_for_above_the_folder(self, tmp_path: Path):
        put(tmp_path, "v1.1/esco/skills_nl.csv", f"{SKILLS}\n")
        with pytest.raises(TaxonomyError, match=r"edition of 'skills_nl\.csv' .* --version 1\.2"):
            only(tmp_path / "v1.1" / "esco", None)

    def test_must_be_told(self, folder: Path):
        put(folder, "skills_nl.csv", f"{SKILLS}\n")
        with pytest.raises(TaxonomyError, match=r"edition of 'skills_nl\.csv' .* --version 1\.2"):
            only(folder, None)

    @pytest.mark.parametrize("said", ["latest", "12", "v2"])
    def test_must_look_like_one(self, folder: Path, said: str):
        put(folder, "skills_nl.csv", f"{SKILLS}\n")
        with pytest.raises(TaxonomyError, match=f"'{said}' is no edition"):
            only(folder, said)


class TestTheLanguage:
    @pytest.mark.parametrize(
        ("name", "said", "language"),
        [
            ("skills_nl.csv", None, "nl"),
            ("skills_en.csv", "nl", "en"),
            ("skills_en.sample.csv", None, "en"),
            ("skills.csv", "fr", "fr"),
            ("skills_2024.csv", "nl", "nl"),
        ],
    )
    def test_is_in_the_name_or_the_option(
        self, folder: Path, name: str, said: str | None, language: str
    ):
        put(folder, name, f"{SKILLS}\n")
        assert only(folder, "1.2", said).language == language

    def test_must_be_told_where_there_are_texts(self, folder: Path):
        put(folder, "skills.csv", f"{SKILLS}\n")
        with pytest.raises(TaxonomyError, match=r"language of 'skills\.csv' .* --language"):
            only(folder, language=None)

    @pytest.mark.parametrize(
        "headings", [text for name, text in LAYOUT_BY_HEADINGS if name.endswith("relations")]
    )
    def test_is_not_needed_where_there_are_none(self, folder: Path, headings: str):
        put(folder, "relations.csv", f"{headings}\n")
        assert only(folder, language=None).language is None


class TestAFolder:
    def test_that_is_not_there(self, folder: Path):
        with pytest.raises(TaxonomyError, match=r"no folder '.*nowhere'"):
            find_files(folder / "nowhere")

    def test_that_is_a_file(self, folder: Path):
        with pytest.raises(TaxonomyError, match=r"no folder '.*skills\.csv'"):
            find_files(put(folder, "skills.csv", f"{SKILLS}\n"))

    @pytest.mark.parametrize("name", [None, "readme.txt", "other.csv"])
    def test_without_a_file_of_a_bundle(self, folder: Path, name: str | None):
        if name:
            put(folder, name, "hello,world\n")
        with pytest.raises(TaxonomyError, match=r"holds no file of the ESCO bundle"):
            find_files(folder, version="1.2", language="nl")

    def test_with_one_file_misses_no_other(self, folder: Path):
        put(folder, "v1.2_ISCOGroups_nl.csv", f"{LAYOUT_BY_HEADINGS[9][1]}\n")
        files, others = find_files(folder)
        assert [file.layout.name for file in files] == ["ISCO groups"]
        assert others == []


ESCO_NAMES = [
    ("occupations_nl", OCCUPATIONS, "conceptUri, iscoGroup and preferredLabel"),
    ("v1.0_occupations_nl", OCCUPATIONS, "conceptUri, iscoGroup and preferredLabel"),
    ("skills_en", SKILLS, "conceptUri, preferredLabel and skillType"),
    ("skills_en.sample", SKILLS, "conceptUri, preferredLabel and skillType"),
    ("ISCOGroups_nl", LAYOUT_BY_HEADINGS[9][1], "code, conceptUri and preferredLabel"),
    (
        "skillGroups_nl",
        LAYOUT_BY_HEADINGS[8][1],
        "code, conceptUri, hiddenLabels and preferredLabel",
    ),
    ("skillsHierarchy_nl", HIERARCHY, "Level 0 URI and Level 1 URI"),
    (
        "occupationSkillRelations",
        LAYOUT_BY_HEADINGS[3][1],
        "occupationUri, relationType and skillUri",
    ),
    (
        "skillSkillRelations_nl",
        LAYOUT_BY_HEADINGS[5][1],
        "originalSkillUri, relatedSkillUri and relationType",
    ),
    ("broaderRelationsOccPillar_nl", LAYOUT_BY_HEADINGS[6][1], "broaderUri and conceptUri"),
    ("broaderRelationsSkillPillar", LAYOUT_BY_HEADINGS[6][1], "broaderUri and conceptUri"),
    ("v1.0_ictSkillsCollection_nl", COLLECTION, "broaderConceptUri, conceptUri and skillType"),
    (
        "researchOccupationsCollection_nl",
        LAYOUT_BY_HEADINGS[14][1],
        "broaderConceptUri, conceptUri and preferredLabel",
    ),
]


class TestAFileOfEscosNameWithoutItsColumns:
    """It was cut off: passing it over would call links broken that are not."""

    def refused(self, folder: Path) -> str:
        with pytest.raises(TaxonomyError) as refusal:
            find_files(folder, version="1.2", language="nl")
        return str(refusal.value)

    @pytest.mark.parametrize(("name", "headings", "columns"), ESCO_NAMES)
    def test_is_refused_when_it_is_empty(self, folder, name, headings, columns):
        put(folder, f"{name}.csv", "")
        said = self.refused(folder)
        assert said.startswith(f"{name}.csv is empty: it lacks the columns {columns}; it was cut")
        assert "download it again" in said

    @pytest.mark.parametrize(("name", "headings", "columns"), ESCO_NAMES)
    def test_is_refused_when_it_is_cut_anywhere_in_its_headings(
        self, folder, name, headings, columns
    ):
        for cut in range(len(headings) + 1):
            put(folder, f"{name}.csv", headings[:cut])
            assert self.refused(folder).startswith(f"{name}.csv "), headings[:cut]
        put(folder, f"{name}.csv", f"{headings}\n")
        assert len(find_files(folder, version="1.2", language="nl")[0]) == 1

    def test_is_refused_by_the_columns_that_are_not_there(self, folder):
        put(folder, "occupations_nl.csv", f"{CONCEPT},iscoGr")
        said = self.refused(folder)
        assert said.startswith("occupations_nl.csv lacks the columns iscoGroup and preferredLabel;")
        put(folder, "occupations_nl.csv", OCCUPATIONS.replace("iscoGroup,", "") + "\n")
        assert self.refused(folder).startswith("occupations_nl.csv lacks the column iscoGroup;")

    def test_is_not_taken_for_a_whole_file_because_of_the_columns_that_are(self, folder):
        put(folder, "digitalSkillsCollection_nl.csv", COLLECTION[: COLLECTION.index(",broader")])
        assert "lacks the column broaderConceptUri;" in self.refused(folder)

    def test_is_refused_when_its_headings_are_all_that_is_left_of_it(self, folder):
        put(folder, "occupations_nl.csv", f"{CONCEPT},iscoGroup,preferredLabel,altLab")
        assert self.refused(folder).startswith("occupations_nl.csv ends in its headings; it was")

    def test_is_refused_beside_a_good_one(self, folder):
        put(folder, "occupations_nl.csv", as_csv(OCCUPATIONS, {"conceptUri": "u:1"}))
        put(folder, "skills_nl.csv", "")
        assert self.refused(folder).startswith("skills_nl.csv is empty")

    @pytest.mark.parametrize(
        "name",
        ["occupations_en_tabiya_v1.1.1", "occupations", "skills", "skills_of_ours", "mycollection"],
    )
    def test_is_passed_over_when_the_name_is_not_one_of_escos(self, folder, name):
        put(folder, "occupations_nl.csv", f"{OCCUPATIONS}\n")
        other = put(folder, f"{name}.csv", "id,title\n" if name != "mycollection" else "")
        if name == "mycollection":
            assert "mycollection.csv is empty" in self.refused(folder)
        else:
            assert find_files(folder, version="1.2")[1] == [other]


class TestAWholeFile:
    @pytest.mark.parametrize(
        ("kind", "rows", "whole"),
        [
            ("occupation", 3_039, True),
            ("occupation", 2_942, True),
            ("occupation", 2_795, True),
            ("occupation", 2_794, False),
            ("occupation", 1_529, False),
            ("skill", 13_485, True),
            ("skill", 12_810, False),
            ("isco-group", 0, True),
        ],
    )
    def test_has_about_as_many_concepts_as_were_published(self, kind, rows, whole):
        assert seems_whole(kind, rows, PUBLISHED) is whole

    def test_may_be_small_where_nothing_is_expected(self):
        assert seems_whole("occupation", 1, {})


class TestTheRowsOfAFile:
    def test_an_occupation(self, folder: Path):
        cells = {
            "conceptType": "Occupation",
            "conceptUri": " u:1 ",
            "iscoGroup": "0110",
            "preferredLabel": "inspiciënt",
            "altLabels": "toneelmeester\n chef, inspiciënt \n\ntoneelmeester",
            "hiddenLabels": "toneel meester",
            "description": 'Zegt "stil" | en\nluistert.',
            "code": "0110.1",
        }
        (row,) = rows_of(folder, as_csv(OCCUPATIONS, cells))
        assert row == ConceptRow(
            uri="u:1",
            kind="occupation",
            code="0110.1",
            group="0110",
            status="released",
            skill_type="",
            reuse_level="",
            texts=(
                ("label", "inspiciënt"),
                ("synonym", "toneelmeester"),
                ("synonym", "chef, inspiciënt"),
                ("hidden", "toneel meester"),
                ("description", 'Zegt "stil" | en\nluistert.'),
            ),
        )

    def test_a_skill_of_a_collection(self, folder: Path):
        cells = {
            "conceptUri": "u:1",
            "skillType": "skill/competence",
            "reuseLevel": "transversal",
            "preferredLabel": "Welsh",
            "altLabels": "Welsh spreken | Cymraeg",
            "broaderConceptUri": "u:2 | u:3",
        }
        (row,) = rows_of(folder, as_csv(COLLECTION, cells))
        assert isinstance(row, ConceptRow)
        assert (row.kind, row.skill_type, row.reuse_level) == (
            "skill",
            "skill/competence",
            "transversal",
        )
        assert row.broader == ("u:2", "u:3")
        assert [text for what, text in row.texts if what == "synonym"] == [
            "Welsh spreken",
            "Cymraeg",
        ]

    def test_an_obsolete_concept_keeps_its_status(self, folder: Path):
        (row,) = rows_of(folder, as_csv(SKILLS, {"conceptUri": "u:1", "status": "obsolete"}))
        assert isinstance(row, ConceptRow)
        assert row.status == "obsolete"

    @pytest.mark.parametrize(("layout", "headings"), LAYOUT_BY_HEADINGS[3:8])
    def test_relations_of_old_and_new_editions(self, folder: Path, layout: str, headings: str):
        cells = dict.fromkeys(headings.split(","), "?") | {"relationType": "optional"}
        ends = {name for name in cells if name.endswith("Uri")}
        subject, target = sorted(ends, key=list(cells).index)
        cells |= {subject: "u:1", target: "u:2"}
        rows = rows_of(folder, as_csv(headings, {n: cells[n] for n in headings.split(",")}))
        relation = "broader" if layout == "broader relations" else "optional"
        assert rows == [RelationRow("u:1", relation, "u:2")]

    def test_a_hierarchy_whose_rows_end_early(self, folder: Path):
        text = f"{HIERARCHY}\nu:0,nul,,,,,,,,,S\nu:0,nul,u:1,een,u:2,twee,,,Text,,S,S1,S1.2\n"
        assert rows_of(folder, text) == [
            RelationRow("u:1", "broader", "u:0"),
            RelationRow("u:2", "broader", "u:1"),
        ]

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_empty_lines_are_passed_over(self, folder: Path, end: str):
        text = as_csv(SKILLS, {"conceptUri": "u:1"}, {"conceptUri": "u:2"}).replace("\n", end * 2)
        assert [row.uri for row in rows_of(folder, text)] == ["u:1", "u:2"]  # type: ignore[attr-defined]

    def test_progress_is_told_to_the_last_character(self, folder: Path):
        text = as_csv(SKILLS, {"conceptUri": "u:1", "altLabels": "één\ntwee"})
        put(folder, "skills_nl.csv", text)
        told: list[int] = []
        list(read_rows(only(folder), told.append))
        assert sum(told) == len(text)

    @given(
        labels=st.lists(
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(
                lambda text: text != "|"
            ),
            min_size=1,
            unique=True,
        ),
        between=st.sampled_from(["\n", " | ", "\n\n", " \n "]),
    )
    def test_any_labels_come_back_whole(self, tmp_path_factory, labels, between):
        folder = tmp_path_factory.mktemp("labels")
        text = as_csv(SKILLS, {"conceptUri": "u:1", "altLabels": between.join(labels)})
        (row,) = rows_of(folder, text)
        assert isinstance(row, ConceptRow)
        assert [text for what, text in row.texts if what == "synonym"] == labels


class TestABrokenFileIsRefusedByNameAndRow:
    GOOD = as_csv(
        OCCUPATIONS,
        {"conceptUri": "u:1", "altLabels": "één\ntwee", "description": "Een.", "code": "1"},
        {"conceptUri": "u:2", "altLabels": "drie\nvier", "description": "Een, en.", "code": "2"},
    )

    def refused(self, folder: Path, text: str | bytes) -> str:
        with pytest.raises(TaxonomyError) as refusal:
            rows_of(folder, text)
        return str(refusal.value)

    def test_cut_in_the_middle_of_a_text(self, folder: Path):
        said = self.refused(folder, self.GOOD[: self.GOOD.index("vier") + 2])
        assert said.startswith("file_nl.csv: row 3 ends in the middle of a text, so it was cut off")

    def test_cut_in_the_middle_of_a_row(self, folder: Path):
        said = self.refused(folder, self.GOOD[: self.GOOD.index("u:2") + 3])
        assert said.startswith("file_nl.csv: row 3 has 2 of 14 columns, so it was cut off")

    def test_cut_in_the_middle_of_the_hierarchy(self, folder: Path):
        said = self.refused(folder, f"{HIERARCHY}\nu:0,nul,,,,,,,,,S\nu:0,nul,u:1,ee")
        assert said.startswith("file_nl.csv: row 3 has 4 of 14 columns")

    def test_cut_in_the_middle_of_a_character(self, folder: Path):
        text = self.GOOD.encode()
        said = self.refused(folder, text[: text.index("één".encode()) + 1])
        assert said.startswith("file_nl.csv: after row 1 it is not UTF-8")

    def test_not_utf_8(self, folder: Path):
        said = self.refused(folder, self.GOOD.encode("latin-1"))
        assert said.startswith("file_nl.csv: after row 1 it is not UTF-8")

    def test_not_utf_8_far_below(self, folder: Path):
        rows = [{"conceptUri": f"u:{n}", "description": "x" * 500} for n in range(100)]
        text = as_csv(SKILLS, *rows).encode() + b"\xff\n"
        said = self.refused(folder, text)
        row = int(said.removeprefix("file_nl.csv: after row ").split()[0])
        assert 70 < row <= 101

    def test_text_behind_a_quote(self, folder: Path):
        said = self.refused(folder, self.GOOD.replace('vier"', 'vier"x'))
        assert said.startswith("file_nl.csv: row 3 ")

    def test_gone_since_it_was_found(self, folder: Path):
        path = put(folder, "skills_nl.csv", f"{SKILLS}\n")
        file = only(folder)
        path.unlink()
        with pytest.raises(TaxonomyError, match=r"^skills_nl\.csv: cannot be read"):
            list(read_rows(file))

    @given(cut=st.integers(len(OCCUPATIONS) + 1, len(GOOD.encode())))
    def test_cut_anywhere_it_is_refused_or_a_true_beginning(self, tmp_path_factory, cut: int):
        folder = tmp_path_factory.mktemp("cut")
        whole = rows_of(folder, self.GOOD)
        try:
            rows = rows_of(folder, self.GOOD.encode()[:cut])
        except TaxonomyError as error:
            assert "file_nl.csv" in str(error)
        else:
            # Only the last cell of the last row may be shorter, and nobody could tell.
            assert [row.uri for row in rows] == [row.uri for row in whole[: len(rows)]]  # type: ignore[attr-defined]
            assert [row.texts for row in rows] == [row.texts for row in whole[: len(rows)]]  # type: ignore[attr-defined]


class TestTheRealFiles:
    def test_are_all_known(self, real_folder: Path):
        files, others = find_files(real_folder, version="1.2")
        known = {file.path.name: (file.layout.name, file.language, file.version) for file in files}
        assert known["occupations_nl.csv"] == ("occupations", "nl", "1.2")
        assert known["ISCOGroups_nl.csv"] == ("ISCO groups", "nl", "1.2")
        assert known["skillGroups_nl.csv"] == ("skill groups", "nl", "1.2")
        assert known["skillsHierarchy_nl.csv"] == ("skills hierarchy", "nl", "1.2")
        collections = {name: what for name, what in known.items() if "Collection" in name}
        assert len(collections) == 3
        assert set(collections.values()) == {("skills collection", "nl", "1.0")}
        assert [path.name for path in others] == ["occupations_en_tabiya_v1.1.1.csv"]

    def test_have_a_label_for_every_concept(self, real_folder: Path):
        for file in find_files(real_folder, version="1.2")[0]:
            for row in read_rows(file):
                if isinstance(row, ConceptRow):
                    assert [what for what, _ in row.texts].count("label") == 1
                    assert row.uri.startswith("http://data.europa.eu/esco/")

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_are_refused_when_cut_off(self, real_folder: Path, folder: Path, share: float):
        text = (real_folder / "occupations_nl.csv").read_bytes()
        cut = text.rindex(b"released", 0, int(share * len(text)))
        with pytest.raises(TaxonomyError, match=r"^file_nl\.csv: row \d+ has \d+ of 14 columns"):
            rows_of(folder, text[:cut])
