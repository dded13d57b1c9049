"""The page that says what would change the list."""

import html
import re

import pytest

from recommender.what_if import Counterfactual, DaytimeChange, HoursChange, WhatIf
from service.web.visit import wording_in
from service.web.what_if_view import what_if_page

NOTHING = {"role": "journalist", "goal": "broaden", "budget": "0", "hours_per_week": "0.5"}


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def titles(recommender):
    return {key: course.title for key, course in recommender.catalogue.courses.items()}


class TestThePage:
    def test_is_one_click_from_the_courses_and_back(self, visitor, send):
        advice = send()
        assert f'href="{advice}/anders"' in visitor.get(advice).text
        assert f'href="{advice}#cursussen"' in visitor.get(f"{advice}/anders").text

    def test_says_for_each_of_the_first_courses_what_would_move_it(
        self, visitor, send, app, titles, today
    ):
        path = send()
        state = app.state.koers
        scan = state.scans.get(path.rsplit("/", 1)[1]).scan
        first = state.advisor.recommender.first_courses(scan, today=today)[:3]
        text = text_of(visitor.get(f"{path}/anders").text)
        places = [
            text.index(f"{place} {titles[key]}")
            for place, key in zip(
                ("Nu de eerste", "Nu de tweede", "Nu de derde"), first, strict=True
            )
        ]
        assert places == sorted(places)
        assert len(re.findall(r"bovenaan\.", text)) >= len(first)

    def test_speaks_english(self, visitor, send):
        text = text_of(visitor.get(f"{send()}/anders?lang=en").text)
        assert "What would change this list?" in text
        assert "would come first" in text or "No small change" in text

    def test_asks_for_no_change(self, visitor, send):
        assert "Je hoeft niets te veranderen." in visitor.get(f"{send()}/anders").text

    def test_is_closed_without_a_key(self, visitor):
        assert visitor.get("/advies/nobody/anders").status_code == 404

    def test_says_so_when_no_course_fits(self, visitor, send):
        text = text_of(visitor.get(f"{send(NOTHING | ALWAYS)}/anders").text)
        assert "Nu past er geen cursus." in text
        assert "Geen kleine verandering" in text or re.search(r"paste ‘.+’ wel\.", text)


ALWAYS = {"go": "advice", "languages": ["nl", "en"], "travel": "online"}


class TestWhatItSays:
    @pytest.fixture
    def page(self, recommender):
        def page(found):
            return what_if_page(found, recommender.catalogue, wording_in("en"), "key")

        return page

    @pytest.fixture
    def three(self, recommender):
        return tuple(recommender.catalogue.courses)[:3]

    def test_a_change_is_not_told_twice(self, page, three, titles):
        change = (DaytimeChange(),)
        found = WhatIf(
            three,
            (
                Counterfactual(1, three[0], three[1], change),
                Counterfactual(2, three[0], three[1], change),
                Counterfactual(3, three[0], three[2], (HoursChange(2, 4),)),
            ),
            complete=True,
        )
        one, two, last = (course.says for course in page(found).courses)
        assert titles[three[1]] in one
        assert two == "The change above would bring this course to the top."
        assert last == "If you had 2 hours a week more to learn, this course would come first."

    def test_what_stands_firm_is_said(self, page, three):
        says = [course.says for course in page(WhatIf(three, (), complete=True)).courses]
        assert says[0].endswith("This one stands firm.")
        assert says[1:] == ["No small change brings this course to the top."] * 2

    def test_what_was_not_tried_is_said(self, page, three):
        assert page(WhatIf(three, (), complete=True)).note == ""
        assert "did not try everything" in page(WhatIf(three, (), complete=False)).note

    def test_a_list_without_courses_names_what_would_fit(self, page, three, titles):
        found = Counterfactual(1, None, three[0], (DaytimeChange(),))
        shown = page(WhatIf((), (found,), complete=True))
        assert shown.courses == ()
        assert shown.nothing.endswith(f"‘{titles[three[0]]}’ would fit.")
        assert page(WhatIf((), (), complete=True)).nothing.startswith("No small change")
