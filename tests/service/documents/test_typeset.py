"""The typesetter: what goes in is shown and never read as markup; what comes out can be read."""

import datetime as dt
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from service.documents.card_document import CardDocument, Part
from service.documents.printable import printable
from service.documents.typeset import FOLDER, typeset

DAY = dt.date(2027, 1, 4)
WORDS = "Vraag met naïeve ‘woorden’ – € 5"


def card(said=WORDS, language="nl"):
    return asdict(
        CardDocument(
            language=language,
            title="Een kaart",
            kicker="4 januari 2027",
            heading="Een vraag",
            question=said,
            parts=(Part("De cursus", said),),
            agreed="Afgesproken:",
        )
    )


@pytest.fixture(scope="module")
def pdf():
    return typeset("card", card(), DAY)


class TestADocument:
    def test_is_one_page_with_its_words_as_text(self, pdf, read):
        assert read(pdf).count(WORDS) == 2

    def test_says_its_title_and_language_and_is_tagged_for_a_screen_reader(self, pdf):
        reader = PdfReader(io.BytesIO(pdf))
        root = reader.trailer["/Root"]
        assert reader.metadata.title == "Een kaart"
        assert root["/Lang"] == "nl"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]["/K"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()

    def test_takes_its_type_from_no_machine(self, pdf):
        fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
        names = {str(font.get_object()["/BaseFont"]) for font in fonts}
        assert names
        assert all("+KoersSans-" in name for name in names)
        for font in fonts:
            child = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile3", "/FontFile2"} & set(child["/FontDescriptor"])

    def test_is_the_same_for_the_same_data_and_day(self, pdf):
        assert typeset("card", card(), DAY) == pdf
        assert typeset("card", card(), DAY + dt.timedelta(days=1)) != pdf

    def test_can_be_made_in_several_threads_at_once(self, pdf):
        with ThreadPoolExecutor(8) as threads:
            made = list(threads.map(lambda _: typeset("card", card(), DAY), range(24)))
        assert set(made) == {pdf}

    def test_is_shown_as_a_picture_too(self):
        assert typeset("card", card(), DAY, "png").startswith(b"\x89PNG")


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        "said",
        [
            '#let x = 1; #x "aanhalingsteken" \\ \\n *vet* _schuin_ `code` $x^2$ @ref <label>',
            '#read("/etc/passwd") #import "@preview/x:0.1.0" #panic("nee")',
            "= Geen kop\n- geen lijst /* geen commentaar */ // en dit ook niet",
            "-- --- ... ~ ' \" \\u{1F600} [haken] {accolades} %s {0} {{ x }}",
        ],
    )
    def test_is_text_and_never_markup(self, said, read):
        text = read(typeset("card", card(said), DAY))
        assert text.count(" ".join(printable(said).split())) == 2

    @pytest.mark.parametrize("said", ["Łukasz Şahin-Øvergård", "ёлка", "καλημέρα", "שלום", "مرحبا"])
    def test_may_hold_names_of_elsewhere(self, said, read):
        text = read(typeset("card", card(said), DAY))
        assert said in text or said[::-1] in text

    def test_that_no_typeface_draws_becomes_a_box_and_an_emoji_goes(self, read):
        text = read(typeset("card", card("Naar 東京 🎬 toe"), DAY))
        assert text.count("Naar □□ toe") == 2

    @pytest.mark.parametrize(
        "said",
        ["W" * 10_000, "woord " * 2_000, "\u0301" * 500, "👩‍👩‍👧 " * 300, "漢" * 3_000, "\x00"],
    )
    def test_of_any_length_stays_on_one_page(self, said, read):
        assert "Afgesproken:" in read(typeset("card", card(said[:240]), DAY))
        assert len(PdfReader(io.BytesIO(typeset("card", card(said), DAY))).pages) == 1

    @given(st.text(max_size=60))
    @example("q\u0330\u05b0")
    @example("\u202e\u2066\ud800\uffff\U000e0001")
    @settings(max_examples=60)
    def test_can_be_anything(self, said):
        assert typeset("card", card(said), DAY).startswith(b"%PDF")


class TestTheParts:
    def test_are_all_in_the_folder_with_the_licence_of_the_typeface(self):
        assert {path.suffix for path in (FOLDER / "fonts").iterdir()} == {".otf", ".txt"}
        assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "OFL.txt").read_text("utf-8")
        assert sum(path.stat().st_size for path in (FOLDER / "fonts").iterdir()) < 300_000

    def test_are_not_loaded_before_somebody_wants_a_document(self):
        code = "import sys, service.app; print('typst' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.stdout.strip() == "False", done.stderr
