"""Looking back at a plan: three questions, and a plan that fits again."""

import datetime as dt
import html
import re

import pytest

from recommender.agenda import Booking
from recommender.plan_line import CheckIn

TODAY = dt.date(2027, 1, 4)
WEEK = dt.timedelta(weeks=1)


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def chosen(page, name):
    found = re.findall(rf'name="{name}" value="([^"]*)" checked', page)
    return [html.unescape(value) for value in found]


@pytest.fixture
def kept(app):
    """The saved scan behind the path of an advice, and a way to change it."""

    def kept(path, **changes):
        token, scans = path.rsplit("/", 1)[1], app.state.koers.scans
        if changes:
            scans.replace(token, scans.get(token).scan.model_copy(update=changes))
        return scans.get(token).scan

    return kept


@pytest.fixture
def look_back(visitor):
    """Answer the three questions; gives the page that follows."""

    def look_back(path, **answers):
        response = visitor.post(f"{path}/terugblik", data={"next": "go-on", **answers})
        assert response.status_code == 303, response.text
        assert response.headers["location"] == f"{path}/terugblik/klaar#klaar"
        page = visitor.get(f"{path}/terugblik/klaar")
        assert page.status_code == 200
        return page.text

    return look_back


class TestTheQuestions:
    def test_are_there_on_any_day_and_say_which_look_back_it_is(self, visitor, send, kept):
        path = send()
        assert "Tussendoor" in text_of(visitor.get(f"{path}/terugblik").text)
        for weeks, says in ((2, "Na 2 weken"), (7, "Na 6 weken"), (13, "Na 12 weken")):
            kept(path, started=TODAY - weeks * WEEK)
            page = visitor.get(f"{path}/terugblik").text
            assert f'<p class="kicker">{says}</p>' in page
            assert f"{says}: kijk even terug" in text_of(visitor.get(path).text)
        kept(path, started=TODAY)
        assert "kijk even terug" not in text_of(visitor.get(path).text)

    def test_name_every_line_of_the_plan_and_how_it_stands(self, visitor, send):
        path = send()
        first = html.unescape(
            re.search(r'name="line" value="(first:[^"]+)"', visitor.get(path).text).group(1)
        )
        visitor.post(f"{path}/regel", data={"line": first, "do": "done"})
        page = visitor.get(f"{path}/terugblik").text
        assert "Eerder gedaan:" in page
        assert f'value="{first}"' not in page
        assert re.search(r'name="done" value="beyond:', page)
        assert re.search(r'<select id="course\.[^"]+" name="course\.', page)

    def test_say_what_each_answer_changes(self, visitor, send):
        text = text_of(visitor.get(f"{send()}/terugblik").text)
        assert "Niets gedaan? Dat gebeurt." in text
        for label in ("Ik ga zo door", "Ik wil een kleinere stap", "Ik kan op andere tijden"):
            assert label in text
        assert "We zoeken de kortste eerste stap voor hetzelfde doel" in text

    def test_offer_no_other_course_where_there_is_none(self, visitor, send):
        page = visitor.get(f"{send(budget='0', hours_per_week='0')}/terugblik").text
        assert 'value="other-course"' not in page

    def test_are_complete_in_english(self, visitor, send):
        page = text_of(visitor.get(f"{send()}/terugblik?lang=en").text)
        assert "What did you do?" in page
        assert "What stood in the way?" in page
        assert "What now?" in page


class TestWhatFollows:
    def test_is_the_renewed_plan_with_the_next_step_first(self, send, look_back, kept):
        path = send()
        page = look_back(path, next="smaller", hours="2", obstacle="energy")
        text = text_of(page)
        assert "Je plan is bijgewerkt" in text
        assert "Niets gedaan? Dat gebeurt. We maken de stap kleiner." in text
        assert "Je plant nu 2 uur per week in plaats van 4." in text
        assert page.index('class="next"') < page.index('<ol class="plan">')
        scan = kept(path)
        assert (scan.hours_per_week, scan.obstacle) == (2, "energy")

    def test_ticks_what_was_done_and_tells_of_courses(self, visitor, send, look_back, kept):
        path = send()
        page = visitor.get(f"{path}/terugblik").text
        [line, *_] = [html.unescape(x) for x in re.findall(r'name="done" value="([^"]+)"', page)]
        one, two, *_ = [html.unescape(x) for x in re.findall(r'select id="(course\.[^"]+)"', page)]
        text = text_of(look_back(path, done=line, **{one: "done", two: "booked"}))
        assert "Je hebt 2 dingen uit je plan gedaan." in text
        scan = kept(path)
        assert scan.edits[0].done == TODAY
        assert scan.done == (one.removeprefix("course."),)
        [booking] = scan.booked
        assert booking.course == two.removeprefix("course.")
        assert booking.start is not None

    def test_tells_of_a_booked_course_that_is_over(self, visitor, send, look_back, kept):
        path, start = send(), TODAY - 3 * WEEK
        kept(path, booked=(Booking(course="KA-116", start=start),), started=start)
        page = visitor.get(f"{path}/terugblik").text
        assert '<option value="booked" selected>' in page.split('name="course.KA-116"')[1]
        plan = visitor.get(path).text.split('<section id="plan">')[1].split("</section>")[0]
        assert '<input type="hidden" name="course" value="KA-116">' in plan
        assert "Deze heb ik gedaan" in plan
        text = text_of(look_back(path, **{"course.KA-116": "booked"}))
        assert "Je plan blijft hetzelfde" in text
        text = text_of(look_back(path, **{"course.KA-116": "done"}))
        assert "Je hebt ‘Robot- en PTZ-camera’s: eerste dag aan de knoppen’ afgerond." in text
        assert (kept(path).done, kept(path).booked) == (("KA-116",), ())
        look_back(path, next="other-course", left="KA-116", why="too-hard")
        assert (kept(path).done, kept(path).stopped[0].course) == ((), "KA-116")

    def test_keeps_a_course_that_was_finished_when_something_else_is_changed(
        self, visitor, send, look_back, kept
    ):
        path = send()
        page = visitor.get(f"{path}/terugblik").text
        course = html.unescape(re.search(r'select id="course\.([^"]+)"', page).group(1))
        look_back(path, **{f"course.{course}": "done"})
        again = visitor.get(f"{path}/terugblik").text
        told = again.split(f'name="course.{course}"')[1].split("</select>")[0]
        assert '<option value="done" selected>' in told
        look_back(path, obstacle="time", **{f"course.{course}": "done"})
        assert kept(path).done == (course,)
        look_back(path, **{f"course.{course}": "booked"})
        [booking] = kept(path).booked
        assert (booking.course, kept(path).done) == (course, ())
        assert booking.start is not None
        look_back(path, **{f"course.{course}": "planned"})
        assert not (kept(path).booked or kept(path).done)

    def test_keeps_a_tick_on_a_line_that_left_the_plan_with_it(
        self, visitor, send, look_back, kept
    ):
        path = send()
        page = visitor.get(f"{path}/terugblik").text
        first = html.unescape(re.search(r'name="done" value="(first:[^"]+)"', page).group(1))
        look_back(path, done=first, next="smaller", hours="2")
        again = visitor.get(f"{path}/terugblik").text
        assert chosen(again, "done") == [first]
        look_back(path, done=first, next="smaller", hours="1")
        assert [edit.line for edit in kept(path).edits if edit.done] == [first]
        look_back(path, next="smaller", hours="1")
        assert not any(edit.done for edit in kept(path).edits)

    def test_has_other_times_when_they_were_asked_for(self, send, look_back, kept):
        path = send()
        answers = {
            "next": "other-time",
            "time_hours": "2,5",
            "weeks": "13",
            "deadline": "2027-03-01",
            "busy_from": "2027-01-11",
            "busy_to": "17-1-2027",
        }
        look_back(path, **answers)
        scan = kept(path)
        assert (scan.hours_per_week, scan.weeks) == (2.5, 13)
        assert scan.deadline == dt.date(2027, 3, 1)
        assert [(b.start, b.end) for b in scan.busy] == [
            (dt.date(2027, 1, 11), dt.date(2027, 1, 17))
        ]

    def test_leaves_a_course_for_another_with_the_reason(self, visitor, send, look_back, kept):
        path = send()
        page = visitor.get(f"{path}/terugblik").text
        course = re.search(r'<select id="left"[^>]*><option value="([^"]+)"', page).group(1)
        page = look_back(path, next="other-course", left=course, why="too-hard")
        [stopped] = kept(path).stopped
        assert (stopped.course, stopped.reason) == (course, "too-hard")
        again = visitor.get(f"{path}/terugblik").text
        assert chosen(again, "next") == ["other-course"]
        assert f'<option value="{course}" selected>' in again

    def test_is_rest_for_who_asks_it_and_the_way_back(self, visitor, send, look_back, kept):
        path = send()
        text = text_of(look_back(path, next="stop"))
        assert "Je plan rust" in text
        assert "We herinneren je er niet aan" in text
        assert "Je volgende stap" not in text
        page = text_of(visitor.get(path).text)
        assert "Je plan rust. Wil je weer verder? Kijk dan terug op je plan." in page
        text = text_of(look_back(path))
        assert "Je plan blijft hetzelfde" in text  # of one day only the last answer counts
        kept(path, check_ins=(CheckIn(day=TODAY - WEEK, next="stop"),))
        assert "Je plan gaat weer verder, met nieuwe dagen." in text_of(look_back(path))

    def test_is_not_there_before_anybody_looked_back(self, visitor, send):
        path = send()
        response = visitor.get(f"{path}/terugblik/klaar")
        assert response.headers["location"] == f"{path}/terugblik"


class TestSendingItTwice:
    def test_counts_once(self, send, look_back, kept):
        path = send()
        look_back(path, next="smaller", hours="2", words="Druk geweest")
        first = kept(path)
        look_back(path, next="smaller", hours="2", words="Druk geweest")
        assert kept(path) == first
        assert len(first.check_ins) == 1

    def test_with_another_answer_replaces_the_first(self, visitor, send, look_back, kept):
        path = send()
        look_back(path, next="smaller", hours="1", obstacle="money", words="Eerst")
        page = visitor.get(f"{path}/terugblik").text
        assert chosen(page, "next") == ["smaller"]
        assert chosen(page, "obstacle") == ["money"]
        assert ">\nEerst</textarea>" in page
        look_back(path, words="Daarna")
        scan = kept(path)
        assert [c.words for c in scan.check_ins] == ["Daarna"]
        assert (scan.hours_per_week, scan.obstacle) == (4, "time")


class TestWhatHasToBeMended:
    @pytest.mark.parametrize(
        ("answers", "says"),
        [
            ({"next": "?"}, "Kies hoe je verder wilt."),
            ({"words": "x" * 10_000}, "Houd dit binnen 500 tekens; nu zijn het er 10000."),
            ({"next": "smaller", "hours": "veel"}, "Schrijf de uren als getal, van 0 tot 60."),
            ({"next": "other-time", "weeks": "0"}, "Kies een van deze antwoorden."),
            (
                {"next": "other-time", "weeks": "13", "deadline": "2027-01-04"},
                "Kies een dag die nog komt.",
            ),
            (
                {"next": "other-time", "weeks": "13", "busy_from": "2027-02-01"},
                "Schrijf de eerste en de laatste dag op, in die volgorde.",
            ),
            ({"next": "other-course", "left": "?"}, "Kies de cursus die je wilt veranderen."),
        ],
        ids=["next", "words", "hours", "weeks", "deadline", "busy", "course"],
    )
    def test_is_told_at_the_field_and_above_and_nothing_is_lost(
        self, visitor, send, kept, answers, says
    ):
        path = send()
        before = kept(path)
        data = {"next": "go-on", "obstacle": "time", "words": "Druk", **answers}
        response = visitor.post(f"{path}/terugblik", data=data)
        assert response.status_code == 422
        assert text_of(response.text).count(says) == 2
        for name, value in data.items():
            if name not in ("next", "obstacle", "left", "weeks"):
                assert value in response.text
        assert chosen(response.text, "obstacle") == ["time"]
        assert kept(path) == before

    def test_goes_on_in_another_language_without_losing_an_answer(self, visitor, send, kept):
        path = send()
        data = {"next": "smaller", "hours": "2", "words": "Druk", "go": "en"}
        page = visitor.post(f"{path}/terugblik", data=data)
        assert page.status_code == 200
        assert chosen(page.text, "next") == ["smaller"]
        assert "Druk" in page.text
        assert kept(path).check_ins == ()

    def test_forged_answers_break_nothing(self, visitor, send, kept):
        path = send()
        data = {
            "next": "go-on",
            "done": ["beyond:nobody", "<b>"],
            "course.<b>": "done",
            "obstacle": "mood",
            "words": "<script>alert(1)</script>\x00",
        }
        assert visitor.post(f"{path}/terugblik", data=data).status_code == 303
        [check] = kept(path).check_ins
        assert (check.did, check.obstacle) == ((), None)
        for page in (path, f"{path}/terugblik", f"{path}/terugblik/klaar"):
            assert "<script>alert" not in visitor.get(page).text

    def test_it_is_for_its_owner_alone(self, visitor):
        for path in ("/advies/unknown/terugblik", "/advies/unknown/terugblik/klaar"):
            assert visitor.get(path).status_code == 404
        data = {"next": "go-on"}
        assert visitor.post("/advies/unknown/terugblik", data=data).status_code == 404


class TestSharing:
    def test_tells_a_coach_nothing_of_what_was_not_shared(self, visitor, send, share, look_back):
        path = send(obstacle="")
        look_back(path, obstacle="energy", words="Ik slaap slecht")
        for parts in (("ratings",), ("wish",), ("courses",), ("wish", "courses")):
            page = visitor.get(share(path, *parts)).text
            assert "Ik slaap slecht" not in page
            assert "moe" not in text_of(page)
