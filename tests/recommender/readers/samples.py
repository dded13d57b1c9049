"""One small, sound document for every reader, for the tests of the contract that they share.

Each sample holds two courses or more; the price of one of them is said in words.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from recommender.readers.csv_reader import CsvReader
from recommender.readers.document import Document
from recommender.readers.edudex_json import EdudexJsonReader
from recommender.readers.edudex_xml import EdudexXmlReader
from recommender.readers.ooapi import OoapiReader
from recommender.readers.reader import Reader
from recommender.readers.schema_org import SchemaOrgReader
from recommender.readers.xlsx_reader import XlsxReader


@dataclass(frozen=True)
class Sample:
    """A document of one format, and what is known of it."""

    reader: Callable[[], Reader]
    file_name: str
    content: bytes
    ids: tuple[str, ...]
    """Of its courses, in order."""
    in_words: tuple[str, str]
    """Id of the course with a price in words, and those words."""
    broken: tuple[bytes, ...]
    """The same document cut off, or otherwise no longer one; an empty one is always tried."""
    twice: bytes | None = None
    """The same document with its first course in it twice."""

    def document(self, content: bytes | None = None) -> Document:
        """The sample as a reader meets it, or another content under its name."""
        held = self.content if content is None else content
        return Document(self.file_name, lambda: io.BytesIO(held))


ROWS = (
    ("Code", "Titel", "Aanbieder", "Omschrijving", "Prijs", "Duur", "Startdatum", "Website"),
    (
        "KA-1",
        "Interviewen in de praktijk",
        "Koers Academie (voorbeeld)",
        "Je leert vragen stellen en doorvragen.",
        "€ 495,-",
        "2 dagdelen",
        "14-3-2027 Utrecht",
        "https://academie.example/ka-1",
    ),
    (
        "KA-2",
        "Podcasts monteren",
        "Koers Academie (voorbeeld)",
        "Je monteert een podcast van begin tot eind.",
        "in overleg",
        "6 weken à 8 uur",
        "doorlopend",
        "https://academie.example/ka-2",
    ),
)


def workbook(*rows: tuple[object, ...], title: str = "Aanbod") -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_CSV = "\r\n".join(";".join(row) for row in ROWS).encode()
_XLSX = workbook(*ROWS)


def _json_ld(*codes: str) -> bytes:
    courses = [
        {
            "@type": "Course",
            "courseCode": code,
            "name": f"{ROWS[n][1]} {place}",
            "provider": {"@type": "Organization", "name": ROWS[n][2]},
            "description": ROWS[n][3],
            "offers": {"price": ROWS[n][4]},
        }
        for place, (n, code) in enumerate(zip((1, 2, 1), codes, strict=False))
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": courses}, indent=1).encode()


def _page(data: bytes) -> bytes:
    script = b'<script type="application/ld+json">' + data + b"</script>"
    return b"<!DOCTYPE html><html><head>" + script + b"</head><body></body></html>"


def _ooapi(*ids: str, v6: bool = False) -> bytes:
    items = [
        {
            "courseId": ids[n],
            "primaryCode": {"codeType": "identifier", "code": code},
            "name": [{"language": "nl-NL", "value": f"{title} {n}"}],
            "description": [{"language": "nl-NL", "value": description}],
            **({"teachingLanguages": ["nl"]} if v6 else {"teachingLanguage": "nld"}),
            "offerings": [{"offeringId": f"o{n}", "priceInformation": [{"amount": price}]}],
        }
        for n, (code, title, _, description, price, *_rest) in enumerate((*ROWS[1:], ROWS[1]))
        if n < len(ids)
    ]
    page = {"pageSize": 10, "pageNumber": 1, "hasNextPage": False, "items": items}
    return json.dumps(page, indent=1).encode()


def _edudex(*ids: str) -> dict[str, list[dict[str, object]]]:
    programs = [
        {
            "programClassification": {"orgUnitId": "koers", "programId": code},
            "programDescriptions": {"programName": title, "programDescriptionText": description},
            "programSchedule": {
                "genericProgramRun": {
                    "cost": {
                        "amount": price.removeprefix("€ ").removesuffix(",-"),
                        "costType": "tuition fee",
                    }
                }
            },
        }
        for code, title, _, description, price, *_rest in (*ROWS[1:], ROWS[1])
    ]
    return {"program": programs[: len(ids)]}


def _elements(block: object) -> str:
    if not isinstance(block, dict):
        return str(block)
    return "".join(
        f"<{name}>{_elements(value)}</{name}>"
        for name, held in block.items()
        for value in (held if isinstance(held, list) else [held])
    )


def _edudex_xml(*ids: str) -> bytes:
    return f"<programsList>{_elements(_edudex(*ids))}</programsList>".encode()


def _edudex_json(*ids: str) -> bytes:
    return json.dumps(_edudex(*ids)["program"]).encode()


_JSON_LD = _json_ld("KA-1", "KA-2")
_SCHEMA_ORG_IDS = ("Koers-Academie-voorbeeld:KA-1", "Koers-Academie-voorbeeld:KA-2")

SAMPLES = [
    Sample(
        EdudexXmlReader,
        "aanbod.xml",
        _edudex_xml("KA-1", "KA-2"),
        ("koers:KA-1", "koers:KA-2"),
        ("koers:KA-2", "in overleg"),
        (
            _edudex_xml("KA-1", "KA-2")[:-20],
            b"<!DOCTYPE programsList [<!ENTITY a 'b'>]><programsList/>",
            b"<rss/>",
            b"geen xml",
        ),
        twice=_edudex_xml("KA-1", "KA-2", "KA-1"),
    ),
    Sample(
        EdudexJsonReader,
        "aanbod.json",
        _edudex_json("KA-1", "KA-2"),
        ("koers:KA-1", "koers:KA-2"),
        ("koers:KA-2", "in overleg"),
        (_edudex_json("KA-1", "KA-2")[:-20], b"[1, 2", b"geen json"),
        twice=_edudex_json("KA-1", "KA-2", "KA-1"),
    ),
    Sample(
        SchemaOrgReader,
        "aanbod.jsonld",
        _JSON_LD,
        _SCHEMA_ORG_IDS,
        (_SCHEMA_ORG_IDS[1], "in overleg"),
        (_JSON_LD[:-20], _JSON_LD.replace(b'"name":', b'"name"'), _JSON_LD + b"\xff"),
        twice=_json_ld("KA-1", "KA-2", "KA-1"),
    ),
    Sample(
        SchemaOrgReader,
        "aanbod.html",
        _page(_JSON_LD),
        _SCHEMA_ORG_IDS,
        (_SCHEMA_ORG_IDS[1], "in overleg"),
        (b"aanbod", bytes(range(256))),
        twice=_page(_json_ld("KA-1", "KA-2", "KA-1")),
    ),
    *(
        Sample(
            OoapiReader,
            f"courses_{'v6' if v6 else 'v5'}.json",
            _ooapi("id-1", "id-2", v6=v6),
            ("id-1", "id-2"),
            ("id-2", "in overleg"),
            (_ooapi("id-1", "id-2", v6=v6)[:-20], b"[1, 2", b"geen json"),
            twice=_ooapi("id-1", "id-2", "id-1", v6=v6),
        )
        for v6 in (False, True)
    ),
    Sample(
        CsvReader,
        "aanbod.csv",
        _CSV,
        ("KA-1", "KA-2"),
        ("KA-2", "in overleg"),
        (_CSV.replace(b"Podcasts", b'"Podcasts'), bytes(range(256)), b"a;b\n1;2\n"),
        twice=_CSV + b"\r\n" + ";".join(ROWS[1]).encode(),
    ),
    Sample(
        XlsxReader,
        "aanbod.xlsx",
        _XLSX,
        ("KA-1", "KA-2"),
        ("KA-2", "in overleg"),
        (_XLSX[: len(_XLSX) // 2], b"PK\x03\x04" + bytes(range(256)), b"no workbook at all"),
        twice=workbook(*ROWS, ROWS[1]),
    ),
]
