"""Documents become text, or one sentence that says what to do."""

import contextlib
import io
import zipfile

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from recommender.reading import MOST_BYTES, read_document
from skills_taxonomy import ScanError

LINE = "Ik ben cameraman en werk bij een omroep in de regio met een team van vier"


def pdf(line: str = LINE) -> bytes:
    """A PDF of one page with one line, written by hand."""
    drawn = f"BT /F1 12 Tf 40 700 Td ({line}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n"
    return out + end % (table, len(out)) + b"%%EOF\n"


def written(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def docx(*lines: str) -> bytes:
    document, held = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Monteren in Avid"
    document.save(held)
    return held.getvalue()


def scanned() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    return written(writer)


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def locked_word() -> bytes:
    """As Word saves a document with a password: a file of the old form that holds the new one."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 50_000_000)
    return held.getvalue()


def other_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("notes.txt", "hello")
    return held.getvalue()


class TestGoodDocuments:
    def test_a_pdf(self):
        assert LINE in read_document(pdf())

    def test_a_word_document_with_its_tables(self):
        text = read_document(docx(LINE, "Ervaring"))
        assert LINE in text
        assert "Monteren in Avid" in text

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_plain_text(self, encoding: str):
        line = f"{LINE}, één café"
        assert read_document(line.encode(encoding)) == line

    def test_english(self):
        assert read_document(b"I am a sound engineer and I work for the radio in the north.")


class TestBadDocuments:
    @pytest.mark.parametrize(
        ("content", "word"),
        [
            (scanned(), "no text"),
            (locked(), "password"),
            (b"%PDF-1.4 and then nothing of use", "damaged"),
            (pdf()[:300], "damaged"),
            (docx(LINE)[:-200], "damaged"),
            (b"a" * (MOST_BYTES + 1), "5 MB"),
            (b"", "empty"),
            (b" \n\t ", "empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "no PDF"),
            (other_zip(), "no PDF"),
            (b"{\\rtf1\\ansi Ik ben cameraman en ik werk bij een omroep.}", "no PDF"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400), "no PDF"),
            (locked_word(), "password"),
            (bomb(), "unpacks"),
            (
                "Je suis monteur et je travaille dans une chaîne de la région avec les autres "
                "pour le journal du soir".encode(),
                "Dutch or English",
            ),
            (
                "Ich bin Cutter und arbeite für einen Sender, das ist nicht weit von der Stadt "
                "und mit dem Team".encode(),
                "Dutch or English",
            ),
            ("😀🎬🎥".encode(), "Dutch or English"),
        ],
    )
    def test_each_is_one_sentence(self, content: bytes, word: str):
        with pytest.raises(ScanError) as caught:
            read_document(content)
        assert word in str(caught.value)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("cut", range(40, 700, 60))
    def test_a_broken_pdf_never_raises_anything_else(self, cut: int):
        content = pdf()
        with contextlib.suppress(ScanError):
            read_document(content[:cut] + b"\xff<<" + content[cut + 9 :])
