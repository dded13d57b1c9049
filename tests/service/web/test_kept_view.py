"""What is kept beside the answers: it all stands among somebody's data, and can be taken back."""

import datetime as dt
import html
import re

import pytest

from models.usage_event import KINDS, UsageEvent
from recommender import SelfScan
from recommender.agenda import Booking, Stopped
from recommender.plan_line import CheckIn, OwnStep, PlanEdit
from service.reminders.reminder import Mail, Reminder
from service.web.kept_view import SHOWN_FIELDS, kept_mails, learned
from service.web.scan_steps import ASKED
from service.web.visit import wording_in

DAY = dt.date(2027, 1, 4)
LATER = dt.date(2027, 2, 3)
USED = {
    "started": DAY,
    "edits": (
        PlanEdit(line="beyond:reading-own-figures", text="Kijken bij de buren", by=LATER),
        PlanEdit(line="course:KA-101", done=DAY),
        PlanEdit(line="funding:gone-rule:plan", dropped=True),
    ),
    "own_steps": (OwnStep(id="1", text="Koffie met Sam", by=LATER, done=DAY),),
    "check_ins": (
        CheckIn(
            day=DAY,
            did=("own:1", "course:KA-101"),
            obstacle="money",
            words="Het ging <b>goed</b>",
            next="smaller",
            left="KA-106",
        ),
    ),
    "booked": (Booking(course="KA-102", start=LATER),),
    "done": ("KA-103",),
    "stopped": (Stopped(course="KA-104", reason="too-hard"),),
    "dismissed": ("KA-105", "gone-course"),
    "energy": 2,
}


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section(page, name="gedaan"):
    return page.split(f'<section id="{name}">')[1].split("</section>")[0]


@pytest.fixture
def keep(app):
    """Change what is kept behind the path of an advice; gives the scan."""

    def keep(path, **changes):
        token, scans = path.rsplit("/", 1)[1], app.state.koers.scans
        if changes:
            scans.replace(token, scans.get(token).scan.model_copy(update=changes))
        return scans.get(token).scan

    return keep


@pytest.fixture
def used(send, keep):
    path = send()
    keep(path, **USED)
    return path


@pytest.fixture
def take_back(visitor):
    def take_back(path, what):
        return visitor.post(f"{path}/gegevens/terug", data={"what": what})

    return take_back


@pytest.fixture
def title(app):
    return lambda code: app.state.koers.advisor.recommender.catalogue.course(code).title


class TestTheList:
    def test_leaves_out_no_field_of_a_scan(self):
        assert SelfScan.model_fields.keys() == ASKED | SHOWN_FIELDS
        assert not ASKED & SHOWN_FIELDS
        assert USED.keys() == SHOWN_FIELDS

    def test_tells_what_was_changed_in_the_plan_and_when_it_was_made(self, visitor, used):
        text = text_of(section(visitor.get(f"{used}/gegevens").text))
        assert "Je plan is gemaakt 4 januari 2027" in text
        assert "in jouw woorden: ‘Kijken bij de buren’ · op een andere dag: 3 februari 2027" in text
        assert "gedaan, 4 januari 2027" in text
        assert "funding:gone-rule:plan weggelaten" in text
        assert (
            "Koffie met Sam je eigen stap · uiterlijk 3 februari 2027 · gedaan, 4 januari 2027"
            in text
        )
        assert "3 regels aangepast · 1 eigen stap" in text

    def test_tells_what_was_told_of_courses(self, visitor, used, title):
        text = text_of(section(visitor.get(f"{used}/gegevens").text))
        assert f"{title('KA-102')} geboekt, vanaf wo 3 feb" in text
        assert f"{title('KA-103')} klaar" in text
        assert f"{title('KA-104')} gestopt: ‘Het was te moeilijk’" in text
        assert f"{title('KA-105')} niets voor jou" in text
        assert "gone-course niets voor jou" in text
        assert "geboekt: 1 · klaar: 1 · gestopt: 1 · niets voor jou: 2" in text

    def test_tells_every_look_back_in_own_words(self, visitor, used, title):
        page = section(visitor.get(f"{used}/gegevens").text)
        assert "<b>goed" not in page
        text = text_of(page)
        for said in (
            f"gedaan: ‘Koffie met Sam’ en ‘{title('KA-101')}’",
            "‘Het ging <b>goed</b>’",
            "Het kost te veel",
            "Ik wil een kleinere stap",
            f"gestopt met: {title('KA-106')}",
        ):
            assert said in text

    def test_is_there_without_a_ranking_too(self, visitor, used):
        with_ranking = section(visitor.get(f"{used}/gegevens").text)
        visitor.post(f"{used}/rangschikken", data={"use": "no"})
        page = visitor.get(f"{used}/gegevens").text
        without = section(page)
        assert re.findall("<dt.*", without) == re.findall("<dt.*", with_ranking)
        assert "Camera bedienen" in section(page, "verteld")

    def test_is_short_for_who_did_nothing(self, visitor, send):
        page = section(visitor.get(f"{send()}/gegevens").text)
        assert "niets aangepast" in text_of(page)
        assert page.count("<details") == 1
        assert 'name="what"' not in page

    def test_of_many_things_shows_the_newest_and_all_of_them_one_tap_further(
        self, visitor, send, keep
    ):
        path = send()
        keep(path, dismissed=tuple(f"X-{n}" for n in range(20)))
        page = section(visitor.get(f"{path}/gegevens").text)
        assert re.findall(r'value="course:(X-\d+)"', page) == [f"X-{19 - n}" for n in range(8)]
        more = re.search(r'href="([^"]+)">Toon er nog 12<', page).group(1)
        whole = section(visitor.get(more).text)
        assert len(re.findall(r'value="course:', whole)) == 20
        assert '<details class="group" open>' in whole
        assert f'id="{more.split("#")[1]}"' in whole

    def test_is_complete_in_english(self, visitor, used):
        text = text_of(section(visitor.get(f"{used}/gegevens?lang=en").text))
        assert "in your words: ‘Kijken bij de buren’ · on another day: 3 February 2027" in text
        assert "stopped: ‘It was too hard’" in text


class TestTakingBack:
    @pytest.mark.parametrize(
        ("what", "group", "field"),
        [
            ("line:beyond:reading-own-figures", "plan", "edits"),
            ("line:own:1", "plan", "own_steps"),
            ("course:KA-102", "cursussen", "booked"),
            ("course:KA-103", "cursussen", "done"),
            ("course:KA-104", "cursussen", "stopped"),
            ("course:gone-course", "cursussen", "dismissed"),
            ("look-back:2027-01-04", "terugblikken", "check_ins"),
            ("answer:energy", "eerder", "energy"),
        ],
    )
    def test_forgets_that_one_thing_and_comes_back_to_its_group(
        self, visitor, used, keep, take_back, what, group, field
    ):
        assert f'name="what" value="{what}"' in visitor.get(f"{used}/gegevens").text
        before = keep(used)
        answer = take_back(used, what)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{used}/gegevens?toon={group}#gedaan-{group}"
        after = keep(used)
        kept = getattr(after, field) or ()
        assert after != before
        assert all(one in getattr(before, field) for one in kept)
        assert after.model_copy(update={field: getattr(before, field)}) == before
        assert f'value="{what}"' not in visitor.get(f"{used}/gegevens").text

    def test_works_without_a_ranking_too(self, visitor, used, keep, take_back):
        visitor.post(f"{used}/rangschikken", data={"use": "no"})
        assert take_back(used, "course:KA-103").status_code == 303
        assert keep(used).done == ()

    def test_of_a_course_forgets_what_was_learned_from_it(self, visitor, used, app, take_back):
        visitor.post(f"{used}/meeleren", data={"yes": "yes"})
        visitor.post(f"{used}/cursus", data={"course": "KA-110", "said": "done"})
        usage, token = app.state.koers.usage, used.rsplit("/", 1)[1]
        assert "KA-110" in {event.course for event in usage.of(token) if event.kind == "done"}
        take_back(used, "course:KA-110")
        assert "done" not in {e.kind for e in usage.of(token) if e.course == "KA-110"}

    @pytest.mark.parametrize(
        "what", ["line:nobody-has-this", "course:nowhere", "look-back:2027-13-01", "answer:role"]
    )
    def test_of_what_is_not_there_changes_nothing(self, used, keep, take_back, what):
        before = keep(used)
        assert take_back(used, what).status_code == 303
        assert keep(used) == before

    @pytest.mark.parametrize("what", ["", "line:", "scan:1", "course", "line:" + "x" * 400])
    def test_takes_no_other_answer(self, used, keep, take_back, what):
        before = keep(used)
        assert take_back(used, what).status_code == 422
        assert keep(used) == before

    def test_is_for_the_owner_alone(self, take_back):
        assert take_back("/advies/unknown", "line:own:1").status_code == 404


class TestWhatWasLearned:
    def test_is_counted_by_kind(self, visitor, used):
        visitor.post(f"{used}/meeleren", data={"yes": "yes"})
        text = text_of(visitor.get(f"{used}/gegevens").text)
        assert "Koers leert mee ja" in text
        assert "Je zei ja. Van je keuzes is nog niets bewaard." in text
        visitor.get(used)
        text = text_of(visitor.get(f"{used}/gegevens").text)
        assert re.search(r"Van je keuzes bewaren we: \d+ × getoond\. In het JSON-bestand", text)

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_names_every_kind(self, language):
        events = [UsageEvent("p", DAY, "KA-101", kind) for kind in KINDS]
        assert learned(events, wording_in(language)).count("1 × ") == len(KINDS)


class TestMails:
    def test_are_told_with_their_days_also_when_the_address_is_gone(self):
        mails = (Mail(1, DAY, "sent"), Mail(2, LATER, "due"), Mail(3, LATER, "unknown"))
        asked = Reminder(1, "x", "", "nl", DAY, LATER, mails)
        [told] = kept_mails([asked], wording_in("nl"))
        assert told.says == (
            "Gevraagd op 4 januari 2027, bevestigd op 3 februari 2027. Mails: 4 januari 2027 "
            "(verstuurd), 3 februari 2027 (komt nog) en 3 februari 2027 (misschien verstuurd)."
        )
        waiting = Reminder(2, "x", "a@b.nl", "nl", DAY, None, ())
        [told] = kept_mails([waiting], wording_in("en"))
        assert told.says == "Asked on 4 January 2027, not confirmed yet."
