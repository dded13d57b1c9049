"""Other limits on the advice page: tried for one look, told where wrong, kept when asked."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from service.web.limits import NAMES, limits_in_words, read_limits
from service.web.visit import wording_in

DUTCH, ENGLISH = wording_in("nl"), wording_in("en")
SCAN = SelfScan(
    role="camera-operator",
    goal="move",
    target_roles=("remote-robotic-camera-operator",),
    budget=900.5,
    hours_per_week=4,
    region="Hilversum",
    travel="nearby",
    languages=("en", "nl"),
)


def count_of(page):
    return int(re.search(r'id="telling" role="status">(\d+) ', page)[1])


def titles_of(page):
    listed = page.split('id="lijst"')[1].split('id="vervolg"')[0]
    return re.findall(r'<h3 id="k\d+"[^>]*>(?:<a[^>]*>)?([^<]+)', listed)


class TestReading:
    def test_nothing_asked_is_the_scan_itself(self):
        limits = read_limits({}, SCAN, DUTCH)
        assert (limits.scan, limits.line, limits.asked) == (SCAN, None, False)
        assert limits.typed["betalen"] == "900,5"
        assert read_limits({}, SCAN, ENGLISH).typed["betalen"] == "900.5"

    def test_the_form_sent_as_it_was_changes_nothing(self):
        for w in (DUTCH, ENGLISH):
            typed = read_limits({}, SCAN, w).typed
            assert typed.keys() == set(NAMES)
            again = read_limits(typed, SCAN, w)
            assert (again.scan, again.asked) == (SCAN, False)

    @pytest.mark.parametrize(
        ("name", "value", "field", "meant"),
        [
            ("betalen", "1.500", "budget", 1500.0),
            ("betalen", "", "budget", None),
            ("betalen", "0", "budget", 0.0),
            ("uren", "2,5", "hours_per_week", 2.5),
            ("moment", "avond", "evenings_only", True),
            ("reis", "online", "travel", "online"),
            ("plaats", "Utrecht", "region", "Utrecht"),
            ("plaats", "", "region", None),
            ("taal", "nl", "languages", ("nl",)),
        ],
    )
    def test_takes_one_limit_and_leaves_the_others(self, name, value, field, meant):
        limits = read_limits({name: value}, SCAN, DUTCH)
        assert limits.errors == {}
        assert limits.changed
        assert limits.scan == SCAN.model_copy(update={field: meant})

    def test_keeps_the_language_that_was_named_first(self):
        one = SCAN.model_copy(update={"languages": ("en",)})
        assert read_limits({"taal": ""}, one, DUTCH).scan.languages == ("en", "nl")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("betalen", "weinig"),
            ("betalen", "-5"),
            ("betalen", "1000001"),
            ("betalen", "nan"),
            ("uren", "61"),
            ("uren", "x" * 10_000),
            ("moment", "ochtend"),
            ("reis", "maan"),
            ("plaats", "Atlantis"),
            ("taal", "de"),
            ("lijn", "<script>"),
        ],
    )
    def test_tells_what_is_wrong_and_keeps_the_rest(self, name, value):
        limits = read_limits({"moment": "avond", name: value}, SCAN, DUTCH)
        assert list(limits.errors) == [name]
        assert limits.typed[name] == value[:80]
        assert limits.scan.evenings_only is (name != "moment")
        assert limits.line is None

    def test_a_town_that_was_told_before_is_no_mistake_now(self):
        scan = SCAN.model_copy(update={"region": "Ons dorp"})
        assert read_limits({"plaats": "Ons dorp"}, scan, DUTCH).errors == {}

    @given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=90)))
    def test_whatever_is_asked_leaves_a_valid_scan(self, asked):
        limits = read_limits(asked, SCAN, ENGLISH)
        assert SelfScan.model_validate(limits.scan.model_dump()) == limits.scan
        assert limits.errors.keys() <= asked.keys()

    def test_is_said_in_words(self):
        limits = read_limits({"taal": "nl", "lijn": "media-craft", "moment": "avond"}, SCAN, DUTCH)
        assert list(limits_in_words(limits.scan, DUTCH, limits.line)) == [
            "hoogstens € 900,50 van mezelf",
            "4 uur per week",
            "alleen ’s avonds, in het weekend of in eigen tempo",
            "tot 40 km van Hilversum",
            "alleen in het Nederlands",
            "Mediavak",
        ]


class TestTheAdvice:
    def test_ranks_again_for_who_pays_less_and_the_scan_stays_as_it_was(
        self, visitor, send, app, today
    ):
        advice = send()
        state = app.state.koers
        saved = state.scans.get(advice.rsplit("/", 1)[1]).scan
        page = visitor.get(f"{advice}?betalen=800&uren=3").text
        tried = saved.model_copy(update={"budget": 800.0, "hours_per_week": 3.0})
        found = state.advisor.recommender.advise(tried, today=today)
        assert count_of(page) == len(found.suggestions.suggestions)
        assert titles_of(html.unescape(page)) == [s.course.title for s in found.courses[:3]]
        cost = html.unescape(page).split("Je plan kost</dt><dd>")[1].split("<")[0].strip()
        assert cost == DUTCH.path_cost(found.path)
        assert "je scan is niet veranderd" in page
        assert state.scans.get(advice.rsplit("/", 1)[1]).scan == saved
        assert count_of(visitor.get(advice).text) != count_of(page)

    def test_shows_one_line_of_courses_and_no_other(self, visitor, send):
        advice = send()
        page = visitor.get(f"{advice}/lijst?lijn=career-development").text
        tags = set(re.findall(r'<span class="tag ([\w-]+)">', page))
        assert tags <= {"career-development"}
        assert count_of(page) < count_of(visitor.get(advice).text)

    def test_tells_a_mistake_at_its_field_and_keeps_the_rest(self, visitor, send):
        answer = visitor.get(f"{send()}?betalen=weinig&uren=3&moment=avond")
        assert answer.status_code == 422
        field = answer.text.split('id="betalen"')[1].split("</div>")[0]
        assert 'value="weinig"' in field
        assert 'aria-invalid="true"' in field
        assert "Schrijf een bedrag in euro’s" in field
        assert 'id="uren" name="uren" value="3"' in answer.text
        assert "Bewaar deze grenzen" not in answer.text

    def test_executes_nothing_of_what_was_asked(self, visitor, send):
        page = visitor.get(f"{send()}?plaats=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in page
        assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page

    def test_says_which_limit_closes_most_when_nothing_is_left(self, visitor, send):
        page = html.unescape(visitor.get(f"{send()}?betalen=0&reis=online&uren=1&taal=en").text)
        assert count_of(page) == 0
        nothing = page.split('class="nothing"')[1].split("</div>")[0]
        assert "Geen cursus past" in nothing or "past geen" in nothing.lower()

    def test_keeps_the_limits_for_the_whole_list_and_its_language(self, visitor, send):
        advice = send()
        page = html.unescape(visitor.get(f"{advice}?uren=2").text)
        assert f'href="{advice}/lijst?uren=2"' in page
        assert f'href="{advice}?uren=2&lang=en"' in page


class TestKeeping:
    def test_puts_the_limits_in_the_scan_and_leaves_the_rest(self, visitor, send, app):
        advice = send()
        token = advice.rsplit("/", 1)[1]
        before = app.state.koers.scans.get(token).scan
        asked = {"betalen": "750", "uren": "3", "lijn": "media-craft"}
        answer = visitor.post(f"{advice}/grenzen", data=asked)
        assert answer.headers["location"] == f"{advice}?lijn=media-craft#cursussen"
        after = app.state.koers.scans.get(token).scan
        assert after == before.model_copy(update={"budget": 750.0, "hours_per_week": 3.0})

    def test_keeps_nothing_while_something_is_wrong(self, visitor, send, app):
        advice = send()
        token = advice.rsplit("/", 1)[1]
        before = app.state.koers.scans.get(token).scan
        answer = visitor.post(f"{advice}/grenzen", data={"betalen": "750", "uren": "veel"})
        assert answer.status_code == 422
        assert 'value="veel"' in answer.text
        assert app.state.koers.scans.get(token).scan == before

    def test_is_for_the_owner_alone(self, visitor):
        assert visitor.post("/advies/unknown/grenzen", data={}).status_code == 404
        assert visitor.get("/advies/unknown?uren=2").status_code == 404
