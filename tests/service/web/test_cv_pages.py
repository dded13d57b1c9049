"""A CV is read, shown back and forgotten; only what its writer confirms becomes an answer."""

import html
import io
import json
import re
import tempfile
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from recommender.reading import MOST_BYTES, FoundRole, FoundSkill, Reading
from service.web.answers import Answers
from service.web.cv_form import LEVELS, MOST_SENT, confirmed, found_in, years_of

CV = (Path(__file__).parents[2] / "data" / "cvs" / "01.txt").read_text(encoding="utf-8")
BEFORE = {
    "role": "journalist",
    "years": "6",
    "goal": "move",
    "work_form": "freelance",
    "target_roles": ["podcast-producer", ""],
    "wish": "Ik wil live regisseren",
    "budget": "800",
    "languages": ["nl", "en"],
    "rating.interviewing": "2",
}


def named(page, start):
    """The fields of a page whose name begins like this, with their values."""
    found = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', page)
    return [(name, html.unescape(value)) for name, value in found if name.startswith(start)]


def hidden(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return [(name, html.unescape(value)) for name, value in found]


def fields(page, **changes):
    """What a browser sends of a page that nobody touched, with changes."""
    sent = {}
    for name, value in hidden(page):
        sent.setdefault(name, []).append(value)
    return {**sent, **changes}


def written(writer):
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def blank_pdf(password=""):
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    if password:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written(writer))))
        writer.encrypt(password, algorithm="RC4-128")
    return written(writer)


def word(text):
    document, held = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


def locked_word():
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name + bytes(600)


def sentence_of(page, field):
    """What is said at a field; it must be said above the form too, and be the only mistake."""
    at = re.findall(rf'<p class="wrong" id="{field}-problem">([^<]+)</p>', page)
    above = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page)
    assert above == [(field, at[0])]
    assert page.count('class="wrong"') == 1
    return at[0]


@pytest.fixture
def cv(visitor):
    """Where a CV is read for a scan in which much was told already."""
    response = visitor.post("/scan", data={**BEFORE, "go": "cv"})
    assert response.status_code == 303
    return response.headers["location"]


@pytest.fixture
def kept(app, cv):
    """What is kept of that scan."""

    def kept():
        draft, _ = app.state.koers.scans.under_way(cv.split("/")[2])
        answers = json.loads(draft)["answers"]
        return {name: told[0] if len(told) == 1 else told for name, told in answers.items()}

    return kept


@pytest.fixture
def read(visitor, cv):
    """Send a text or a file; gives the answer."""

    def read(text="", document=None, path=cv, name="cv", **more):
        files = {"document": ("" if document is None else name, document or b"")}
        return visitor.post(path, data={"text": text, **more}, files=files)

    return read


@pytest.fixture
def found(read):
    """The page that shows what was found in a text with a role and skills."""
    response = read(CV)
    assert response.status_code == 200
    return response.text


def skills_in(page):
    return [name.removeprefix("found.skill-said.") for name, _ in named(page, "found.skill-said.")]


class TestAskingForACv:
    def test_stands_on_the_first_step_of_the_scan(self, visitor):
        page = visitor.get("/scan").text
        assert 'name="go" value="cv"' in page
        assert "Het hoeft niet" in page

    def test_keeps_what_was_filled_in_before(self, visitor, cv, kept):
        assert "<title>Laat ons je cv lezen – Koers</title>" in visitor.get(cv).text
        assert kept()["rating.interviewing"] == "2"

    def test_keeps_even_what_has_to_be_mended(self, visitor):
        address = visitor.post("/scan", data={**BEFORE, "years": "zes", "go": "cv"})
        page = visitor.get(address.headers["location"].replace("/cv", "/werk")).text
        assert 'value="zes"' in page

    def test_can_be_done_before_anything_else(self, visitor):
        assert visitor.post("/scan", data={"go": "cv"}).headers["location"] == "/scan/cv"
        found = visitor.post("/scan/cv", data={"text": CV}).text
        sent = fields(found, go="keep", **{"found.role": "camera-operator"})
        response = visitor.post("/scan/cv", data=sent)
        assert re.fullmatch(r"/scan/[\w-]{30,}/werk", response.headers["location"])
        assert 'value="Cameraman/-vrouw"' in visitor.get(response.headers["location"]).text

    def test_speaks_the_other_language_without_losing_a_word(self, read):
        response = read(CV, go="en")
        assert "Let us read your CV" in response.text
        assert CV in html.unescape(response.text).replace("\r", "")
        assert "koers_lang=en" in response.headers["set-cookie"]

    def test_can_be_left_again(self, read):
        address = read(CV, go="back").headers["location"]
        assert address.endswith("/werk")

    def test_of_nobody_is_not_found(self, visitor, read):
        for response in (visitor.get("/scan/unknown/cv"), read(CV, path="/scan/unknown/cv")):
            assert response.status_code == 404
            assert "Achter deze link staat geen advies" in response.text


class TestWhatWasFound:
    def test_is_shown_with_the_words_it_was_found_in(self, found, taxonomy):
        assert "<title>Wat we lazen – Koers</title>" in found
        assert [v for _, v in named(found, "found.role") if v == "camera-operator"]
        assert "operating-a-camera" in skills_in(found)
        assert taxonomy.skill("operating-a-camera").label["nl"] in html.unescape(found)
        assert re.search(r"Je schreef: “[^”]*camera[^”]*”", found)

    def test_says_the_years_in_words(self, found):
        years = dict(named(found, "found.role-years."))["found.role-years.camera-operator"]
        assert int(years) >= 10
        assert f", {years} jaar" in found

    def test_has_nothing_chosen_beforehand(self, found):
        chosen = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked>', found)
        assert chosen == [("found.role", "")]
        assert "past bij wat je schreef" in found

    @pytest.mark.parametrize(("years", "shown"), [(None, ""), (0, ""), (7, "7"), (99, "60")])
    def test_leaves_out_years_that_the_text_does_not_say(self, years, shown):
        role = FoundRole("journalist", "Ik ben journalist", years, True, 0.9)
        assert years_of(found_in(Reading((), (role,))), "journalist") == shown

    def test_begins_with_the_work_of_now_and_quotes_no_more_than_needed(self):
        past = FoundRole("journalist", "word " * 100, 3, False, 0.9)
        now = FoundRole("camera-operator", "Ik ben cameraman", 2, True, 0.8)
        found = found_in(Reading((), (past, now)))
        said = [name for name in found if "-said." in name]
        assert said == ["found.role-said.camera-operator", "found.role-said.journalist"]
        assert len(found["found.role-said.journalist"]) <= 242
        assert found["found.role-said.journalist"].endswith("word …")

    def test_asks_about_twenty_skills_at_most(self, taxonomy):
        skills = tuple(FoundSkill(slug, "x", 1, None, 0.5) for slug in list(taxonomy.skills)[:50])
        found = found_in(Reading(skills, ()))
        assert len([name for name in found if "-said." in name]) == 20

    def test_speaks_the_other_language_with_the_same_findings(self, visitor, cv, found):
        slug = skills_in(found)[0]
        choice = {"found.role": "camera-operator", f"found.skill.{slug}": "2"}
        page = visitor.post(cv, data=fields(found, go="en", **choice)).text
        assert "What we read" in page
        assert skills_in(page) == skills_in(found)
        assert f'name="found.skill.{slug}" value="2" checked' in page
        assert 'value="camera-operator" checked' in page
        again = visitor.post(cv, data=fields(page, go="nl")).text
        assert named(again, "found.skill-") == named(found, "found.skill-")

    def test_is_words_and_never_code(self, visitor, cv, found):
        evil = "<script>alert(1)</script>{{ 7 * 7 }}"
        said = {"found.skill-said.video-editing": evil, "found.role-said.journalist": evil}
        page = visitor.post(cv, data=fields(found, go="nl", **said)).text
        assert "<script>alert" not in page
        assert html.unescape(page).count("“<script>alert(1)</script>{{ 7 * 7 }}”") == 2

    def test_that_is_refused_is_words_and_never_code(self, read):
        page = read("</textarea><script>alert(1)</script>", document=b"").text
        assert "<script>" not in page
        assert "</textarea><script>" in html.unescape(page)

    def test_may_be_put_aside_for_another_text(self, visitor, cv, found):
        page = visitor.post(cv, data=fields(found, go="again")).text
        assert "Laat ons je cv lezen" in page
        assert "found." not in page

    @pytest.mark.parametrize("name", ["cv.docx", "cv.pdf", ""])
    def test_depends_on_what_is_in_a_file_and_not_on_its_name(self, read, name):
        response = read(document=word(CV), name=name or "x")
        assert response.status_code == 200
        assert "operating-a-camera" in skills_in(response.text)

    def test_is_of_the_file_when_a_refused_text_is_still_there(self, read):
        assert "operating-a-camera" in skills_in(read("😀", document=CV.encode()).text)


class TestConfirming:
    @pytest.fixture
    def confirm(self, visitor, cv, found):
        def confirm(**choices):
            said = {"found." + name: value for name, value in choices.items()}
            response = visitor.post(cv, data={**fields(found, go="keep"), **said})
            assert response.headers["location"] == cv.replace("/cv", "/werk")
            return visitor.get(response.headers["location"]).text

        return confirm

    def test_fills_in_the_scan(self, confirm, found, kept):
        page = confirm(**{"role": "camera-operator", "skill.operating-a-camera": "3"})
        years = dict(named(found, "found.role-years."))["found.role-years.camera-operator"]
        assert 'value="Cameraman/-vrouw"' in page
        assert f'name="years" type="text" value="{years}"' in page
        assert kept()["rating.operating-a-camera"] == "3"

    def test_keeps_the_other_answers(self, confirm, kept):
        before = kept()
        page = confirm(**{"skill.operating-a-camera": "1"})
        assert kept() == {**before, "rating.operating-a-camera": "1"}
        assert 'value="Journalist"' in page
        assert 'name="years" type="text" value="6"' in page

    def test_leaves_out_what_was_rejected_or_left_open(self, confirm, found, kept):
        before = kept()
        first, *_ = skills_in(found)
        confirm(**{"role": "", f"skill.{first}": "no"})
        assert kept() == before

    def test_of_what_nobody_could_choose_is_ignored(self, confirm, kept):
        before = kept()
        forged = {
            "role": "astronaut",
            "skill.flying": "3",
            "skill.operating-a-camera": "9",
            "skill.video-editing": "",
            "role-years.astronaut": "12",
        }
        assert "astronaut" not in confirm(**forged)
        assert kept() == before

    def test_draws_no_finding_that_nobody_knows(self, visitor, cv, found):
        forged = {"found.skill-said.flying": "x", "found.role-said.astronaut": "x"}
        page = visitor.post(cv, data=fields(found, go="nl", **forged))
        assert page.status_code == 200
        assert 'id="found.skill.flying"' not in page.text
        assert 'value="astronaut"' not in page.text

    @pytest.mark.parametrize("years", ["-1", "0", "61", "999", "x", "1.5", "²", "٣", "1" * 5000])
    def test_ignores_years_that_are_none(self, years):
        assert years_of({"found.role-years.journalist": years}, "journalist") == ""

    def test_of_the_same_role_without_years_keeps_the_years(self, taxonomy):
        answers = Answers({"role": ("journalist",), "years": ("6",)})
        same = confirmed(answers, {"found.role": "journalist"}, taxonomy)
        other = confirmed(answers, {"found.role": "camera-operator"}, taxonomy)
        assert same == {"role": ("journalist",)}
        assert other == {"role": ("camera-operator",), "years": ("",)}

    @pytest.mark.parametrize("level", LEVELS)
    def test_takes_the_level_that_was_chosen(self, taxonomy, level):
        told = confirmed(Answers({}), {"found.skill.interviewing": level}, taxonomy)
        assert told == {"rating.interviewing": (level,)}


class TestASavedScan:
    def test_keeps_its_other_answers(self, visitor, send, app):
        advice = send()
        path = advice.replace("/advies/", "/scan/") + "/cv"
        found = visitor.post(path, data={"text": CV}).text
        sent = fields(found, go="keep", **{"found.skill.video-editing": "2"})
        assert visitor.post(path, data=sent).status_code == 303
        scan = app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan
        assert scan.budget == 1500
        assert scan.ratings["video-editing"] == 2
        assert scan.ratings["operating-a-camera"] == 3

    def test_is_unchanged_while_nothing_was_confirmed(self, visitor, send, app):
        advice = send()
        token = advice.rsplit("/", 1)[1]
        before = app.state.koers.scans.get(token).scan
        path = f"/scan/{token}/cv"
        found = visitor.post(path, data={"text": CV}).text
        assert app.state.koers.scans.get(token).scan == before
        visitor.post(path, data=fields(found, go="keep"))
        assert app.state.koers.scans.get(token).scan == before


class TestNothingIsStored:
    def test_in_the_database(self, read, app):
        def dump():
            with app.state.koers.scans._engine.connect() as connection:
                names = connection.exec_driver_sql(
                    "select name from sqlite_master where type = 'table' order by name"
                ).scalars()
                return {
                    name: connection.exec_driver_sql(f"select count(*) from {name}").scalar()
                    for name in list(names)
                }

        before = dump()
        assert before
        read(CV)
        read("", document=word(CV))
        assert dump() == before

    def test_in_a_cache_of_the_browser(self, read):
        for response in (read(CV), read("😀"), read("", document=word(CV))):
            assert response.headers["cache-control"] == "no-store"

    def test_in_a_cookie(self, read):
        for response in (read(CV), read("😀")):
            assert "set-cookie" not in response.headers

    def test_in_a_file(self, read, monkeypatch, tmp_path):
        # A spooled file that grows too large is written to this folder.
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        rolled = []
        monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", rolled.append)
        line = b"Ik bedien de camera in de studio en ik monteer video.\n"
        assert read("", document=line * (MOST_BYTES // len(line))).status_code == 200
        assert read("", document=b"x" * (MOST_BYTES + 1_000_000)).status_code == 422
        assert rolled == []
        assert list(tmp_path.iterdir()) == []


class TestBadInput:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "Plak hier een tekst, of kies een bestand."),
            (" \n ", "Plak hier een tekst, of kies een bestand."),
            (
                "Je suis monteur et je travaille dans une chaîne de la région avec les autres "
                "pour le journal du soir",
                "We kunnen alleen Nederlands en Engels lezen.",
            ),
            ("😀🎬🎥", "We kunnen alleen Nederlands en Engels lezen."),
            ("Het regende gisteren de hele dag op het strand.", "We vonden hierin geen rol"),
            ("je suis tres content", "We vonden hierin geen rol"),
        ],
    )
    def test_in_the_text_is_told_there_and_the_text_is_kept(self, read, text, says):
        response = read(text)
        assert response.status_code == 422
        assert "<title>Fout: Laat ons je cv lezen" in response.text
        assert sentence_of(response.text, "text").startswith(says)
        assert f">\n{text}</textarea>" in html.unescape(response.text).replace("\r", "")

    @pytest.mark.parametrize(
        ("document", "says"),
        [
            (b"", "Dit bestand is leeg."),
            (b" \n", "Dit bestand is leeg."),
            (word(""), "Dit bestand is leeg."),
            (blank_pdf(), "In deze pdf staan alleen plaatjes"),
            (blank_pdf("geheim"), "Op deze pdf zit een wachtwoord."),
            (b"%PDF-1.4 and nothing of use", "Dit bestand is beschadigd."),
            (word(CV)[:-200], "Dit bestand is beschadigd."),
            (locked_word(), "Op dit Word-bestand zit een wachtwoord."),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "We kunnen pdf, Word (.docx) en gewone"),
            (b"{\\rtf1\\ansi Ik ben cameraman.}", "We kunnen pdf, Word (.docx) en gewone"),
            ("Je suis monteur et je travaille dans la région avec les autres.".encode(), "We"),
            (b"x" * (MOST_BYTES + 1_000_000), "Dit bestand is groter dan 5 MB."),
            (b"x" * (6 * 1024 * 1024), "Dit bestand is groter dan 5 MB."),
        ],
        ids=lambda value: value[:24] if isinstance(value, str) else "",
    )
    def test_in_a_file_is_told_there_and_the_text_is_kept(self, read, document, says):
        response = read(CV, document=document)
        assert response.status_code == 422
        assert sentence_of(response.text, "document").startswith(says)
        assert CV in html.unescape(response.text).replace("\r", "")

    def test_is_told_in_english_too(self, read):
        response = read("", path="/scan/cv?lang=en")
        assert sentence_of(response.text, "text") == "Paste a text here, or choose a file."

    def test_in_few_words_of_another_language_may_still_name_a_role(self, read):
        # Too short to tell the language; the person says whether the finding is right.
        response = read("je suis monteur")
        assert response.status_code in (200, 422)
        assert ("Wat we lazen" in response.text) == (response.status_code == 200)

    def test_that_no_browser_sends_ends_in_a_page(self, visitor):
        broken = {"content-type": "multipart/form-data; boundary=x"}
        none = {"content-type": "multipart/form-data"}
        for headers in (broken, none):
            response = visitor.post("/scan/cv", content=b"--y\r\nnonsense", headers=headers)
            assert response.status_code == 422
            assert "<html" in response.text

    def test_of_two_hundred_megabytes_says_what_to_do(self, visitor, send):
        piece = b"x" * 1_000_000
        for path in ("/scan/cv", send().replace("/advies/", "/scan/") + "/cv"):
            response = visitor.post(path, content=(piece for _ in range(200)))
            assert response.status_code == 413
            assert "Dit bestand is te groot" in response.text
            assert "groter dan 5 MB" in response.text
            assert "antwoorden korter" not in response.text
            assert f'href="{path}"' in response.text

    def test_elsewhere_is_still_about_answers(self, visitor):
        response = visitor.post("/scan", content=b"x" * MOST_SENT)
        assert response.status_code == 413
        assert "Maak je antwoorden korter" in response.text
