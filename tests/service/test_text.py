"""An advice as plain text: complete, narrow enough for a terminal, alike in both languages."""

import datetime as dt
from pathlib import Path

import pytest

from recommender import Recommender, SelfScan, read_self_scan
from service.text import render_text
from service.wording import Wording

SCANS = sorted((Path(__file__).parents[2] / "examples" / "self_scans").glob("*.json"))
TODAY = dt.date(2027, 1, 4)


@pytest.fixture(scope="module")
def recommender():
    return Recommender.load()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
class TestEveryExample:
    def test_no_line_is_wider_than_a_terminal(self, recommender, path, language):
        advice = recommender.advise(read_self_scan(path), today=TODAY)
        text = render_text(advice, Wording(language, recommender.taxonomy))
        assert max(map(len, text.splitlines())) <= 100
        assert "{" not in text

    def test_everything_that_was_decided_is_said(self, recommender, path, language):
        advice = recommender.advise(read_self_scan(path), today=TODAY, limit=3)
        wording = Wording(language, recommender.taxonomy)
        said = " ".join(render_text(advice, wording).split())
        for suggestion in advice.courses:
            assert suggestion.course.title in said
        for step in advice.path.steps:
            assert step.course.title in said
        assert " ".join(advice.plan.first_step.step.text[language].split()) in said
        for notice in advice.notices:
            assert wording.reason(notice) in said
        for item in advice.standing.facets:
            assert wording.reason(item.point) in said
        for point in advice.standing.points:
            assert wording.reason(point) in said
        for day in advice.plan.checks:
            assert wording.day(day) in said


class TestMoney:
    @pytest.fixture
    def text(self, recommender):
        given = {"employer_budget": 300, "reclaims_vat": True, "work_form": "freelance"}
        scan = SelfScan(role="producer", target_roles=("data-journalist",), **given)
        advice = recommender.advise(scan, today=TODAY)
        return render_text(advice, Wording("nl", recommender.taxonomy))

    def test_no_amount_stands_without_its_sign(self, text):
        assert "€" in text
        assert not [line for line in text.splitlines() if line.endswith("€")]

    def test_conditions_are_told_once_as_on_the_page(self, text):
        said = " ".join(text.split())
        assert said.count("De regeling is nog open en het geld is niet op.") == 1
        assert said.count("Je hebt het samen afgesproken, het liefst op papier.") == 1

    def test_an_agreement_with_an_employer_is_not_looked_up_in_a_law(self, recommender):
        scan = SelfScan(
            role="producer", target_roles=("data-journalist",), employer_budget=300, support="money"
        )
        advice = recommender.advise(scan, today=TODAY)
        said = render_text(advice, Wording("nl", recommender.taxonomy))
        assert "Je werkgever betaalt" in said
        assert "wetten.overheid.nl" not in said


def test_when_nothing_fits_the_reason_comes_before_the_versions(recommender):
    scan = SelfScan(role="camera-operator", budget=0, hours_per_week=0)
    advice = recommender.advise(scan, today=TODAY)
    wording = Wording("nl", recommender.taxonomy)
    text = render_text(advice, wording)
    assert "Goed om te weten" in text
    assert "Je route" not in text
    assert "Je plan" in text
