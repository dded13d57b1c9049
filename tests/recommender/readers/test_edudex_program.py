"""What an EDU-DEX programme means, whatever form it came in."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from recommender.course import Start
from recommender.readers.edudex_program import program_row, split_outcomes
from recommender.readers.reader import Context
from recommender.readers.report import Row

TODAY = dt.date(2027, 1, 4)

PROGRAM: dict[str, Any] = {
    "programAdmission": {"startDateDetermination": "fixed starting date"},
    "programClassification": {
        "orgUnitId": "mediahoek",
        "programId": "MH-1",
        "programType": "training",
        "programForm": ["part-time"],
        "programDuration": {"weeks": 6},
        "programLocation": [{"description": "Hilversum"}],
    },
    "programDescriptions": {
        "programName": {"nl": "Podcasts maken", "en": "Making podcasts"},
        "programSummaryText": {"nl": "Van idee tot uitzending."},
        "programDescriptionText": {"nl": "Je maakt drie podcasts."},
    },
    "programSchedule": {
        "genericProgramRun": {},
        "programRun": [
            {
                "id": "A",
                "status": "application opened",
                "startDate": {"date": "2027-03-11", "isFinal": True},
                "endDate": {"date": "2027-04-15", "isFinal": True},
            }
        ],
    },
}


@pytest.fixture
def read(tiny_taxonomy):
    """Reads the sample programme with some of its values replaced, by their path of names."""

    def read_with(changes: dict[str, Any] | None = None, provider: str = "De Mediahoek") -> Row:
        program = copy.deepcopy(PROGRAM)
        for path, value in (changes or {}).items():
            *above, name = path.split(".")
            block = program
            for step in above:
                block = block[int(step)] if isinstance(block, list) else block.setdefault(step, {})
            block[name] = value
        return program_row(program, "line 3", Context(tiny_taxonomy, TODAY), provider)

    return read_with


def course(row: Row):
    assert row.course is not None, (row.problems, row.passed_over)
    return row.course


def run(**other: Any) -> dict[str, Any]:
    given = copy.deepcopy(PROGRAM["programSchedule"]["programRun"][0])
    return given | other


def cost(amount: str = "100.00", vat: str | None = "21.00", **other: Any) -> dict[str, Any]:
    found = {"amount": amount, "costType": "tuition fee", "currency": "EUR"}
    found |= {"isRequiredCost": True, "amountIsFinal": True} | other
    return found if vat is None else found | {"amountVAT": vat}


GENERIC = "programSchedule.genericProgramRun"
RUNS = "programSchedule.programRun"
CLASS = "programClassification"
TEXTS = "programDescriptions"


class TestIdentity:
    def test_its_id_is_that_of_institute_and_programme(self, read):
        assert course(read()).id == "mediahoek:MH-1"
        assert read().where == "programme MH-1 (line 3)"

    def test_its_provider_is_the_name_of_the_institute(self, read):
        assert course(read()).provider == "De Mediahoek"

    def test_without_a_name_the_code_of_the_institute_stands_in_with_a_remark(self, read):
        row = read(provider="")
        assert course(row).provider == "mediahoek"
        assert [r.field for r in row.remarks] == ["provider"]

    @pytest.mark.parametrize("path", [f"{CLASS}.programId", f"{TEXTS}.programName"])
    def test_without_code_or_title_it_is_a_problem(self, read, path):
        row = read({path: None})
        assert row.course is None
        assert len(row.problems) == 1


class TestTexts:
    def test_dutch_comes_first_then_what_names_no_language_then_english(self, read):
        name = f"{TEXTS}.programName"
        assert course(read()).title == "Podcasts maken"
        assert course(read({name: {"en": "Making podcasts", "": "Podcast"}})).title == "Podcast"
        assert course(read({name: {"de": "Podcasts", "en": "Making"}})).title == "Making"
        assert course(read({name: {"de": "Podcasts machen"}})).title == "Podcasts machen"

    def test_html_counts_where_there_is_no_text(self, read):
        html = {f"{TEXTS}.programDescriptionHtml": {"nl": "<p>Je <b>maakt</b></p><p>audio</p>"}}
        assert course(read(html)).description == "Je maakt drie podcasts."
        html[f"{TEXTS}.programDescriptionText"] = {"nl": ""}
        assert course(read(html)).description == "Je maakt\naudio"

    def test_competencies_and_objectives_become_outcomes(self, read):
        subjects = [
            {"subject": "objectives", "summaryText": {"nl": "Je maakt een plan. Je neemt op."}},
            {"subject": "competencies", "descriptionHtml": {"nl": "<ul><li>monteren</li></ul>"}},
            {"subject": "contact", "summaryText": {"nl": "Bel ons."}},
        ]
        found = course(read({f"{TEXTS}.subjectText": subjects}))
        assert found.outcomes == ("Je maakt een plan.", "Je neemt op.", "monteren")
        assert "Bel" not in found.description

    def test_for_whom_it_is_goes_behind_the_description(self, read):
        subjects = [{"subject": "student profile", "summaryText": {"nl": "Makers van radio."}}]
        found = course(read({f"{TEXTS}.subjectText": subjects}))
        assert found.description == "Je maakt drie podcasts.\nVoor wie: Makers van radio."
        subjects[0]["header1"] = {"nl": "Doelgroep:"}
        assert "Doelgroep: Makers" in course(read({f"{TEXTS}.subjectText": subjects})).description

    def test_search_words_and_competences_are_kept_beside_the_text(self, read):
        row = read(
            {
                f"{TEXTS}.searchword": {"nl": ["audio", "radio"]},
                "programCompetences": {
                    "eCFDevelopment": [
                        {"eCompetence": "B1", "proficiencyLevel": "e-3", "version": "4.0"}
                    ]
                },
            }
        )
        assert ("searchwords", "audio, radio") in course(row).said
        assert ("competences", "e-CF B1 e-3") in course(row).said
        assert "radio" not in course(row).text

    def test_language_is_the_one_of_instruction_else_the_one_of_the_texts(self, read):
        path = "programCurriculum.instructionLanguage"
        both = [
            {"languageCode": "nl", "percentage": 20},
            {"languageCode": "en", "percentage": 80},
        ]
        assert course(read({path: both})).language == "en"
        english = {"en": "You make podcasts."}
        assert course(read({f"{TEXTS}.programDescriptionText": english})).language == "en"

    def test_requirements_are_kept_as_what_it_presumes(self, read):
        row = read(
            {
                "programAdmission.requiredLevel": ["hbo", "none"],
                f"{CLASS}.applicationRequirement": [
                    {"requirementType": "intake"},
                    {"requirementType": "entry test", "requirementSummary": {"nl": "Een toets."}},
                ],
            }
        )
        presumed = [text for field, text in course(row).said if field == "presumes"]
        assert presumed == ["hbo", "intake", "Een toets."]

    def test_only_a_web_address_becomes_its_link(self, read):
        assert course(read({f"{TEXTS}.webLink": {"nl": "https://a.example"}})).url == (
            "https://a.example"
        )
        assert course(read({f"{TEXTS}.webLink": {"nl": "javascript:alert(1)"}})).url == ""


@pytest.mark.parametrize(
    ("written", "outcomes"),
    [
        ("Na afloop kun je:\n- filmen;\n- monteren.", ["filmen", "monteren"]),
        ("Je kunt filmen • Je kunt monteren", ["Je kunt filmen", "Je kunt monteren"]),
        ("Na afloop kun je: filmen; monteren.", ["filmen", "monteren"]),
        ("Je filmt. Je monteert bijv. Reels.", ["Je filmt.", "Je monteert bijv. Reels."]),
        ("Je kunt een plan\nmaken en uitvoeren.", ["Je kunt een plan maken en uitvoeren."]),
        ("1. Filmen\n2. Monteren", ["Filmen", "Monteren"]),
        ("", []),
    ],
)
def test_outcomes_are_cut_at_bullets_lines_and_sentences(written, outcomes):
    assert split_outcomes(written) == outcomes


class TestPrice:
    def test_it_is_amount_plus_vat_of_all_required_costs(self, read):
        costs = [
            cost("1000.00", "210.00"),
            cost("50.00", "4.50", costType="study material"),
            cost("30.00", "2.70", costType="lunch", isRequiredCost=False),
            cost("-100.00", "-21.00", costType="single payment discount", currency="eur"),
        ]
        row = read({f"{GENERIC}.cost": costs})
        assert (course(row).price, course(row).vat) == (Decimal("1143.50"), Decimal("193.50"))
        assert ("price", "lunch: EUR 30.00 + 2.70 VAT") in course(row).said

    @pytest.mark.parametrize(
        ("given", "price", "vat"),
        [
            (cost("100.00", None, VATPercentage=21), "121.00", "21.00"),
            (cost("100.00", None, VATPercentage=0), "100.00", "0.00"),
            (cost("100.00", "0.00"), "100.00", "0.00"),
            (cost("100.00", None), "100.00", None),
            (cost("100.00", None, VATCode=2), "100.00", None),
            (cost("0.00", None), "0.00", "0.00"),
            (cost("€ 1.250,-", "0.00"), "1250.00", "0.00"),
            (cost("33.33", None, VATPercentage=9), "36.33", "3.00"),
        ],
    )
    def test_vat_is_the_sum_said_else_the_share_else_unknown(self, read, given, price, vat):
        found = course(read({f"{GENERIC}.cost": [given]}))
        assert found.price == Decimal(price)
        assert found.vat == (None if vat is None else Decimal(vat))

    @pytest.mark.parametrize(
        "given",
        [
            cost(currency="USD"),
            cost(payableBy="group"),
            cost(period="hour"),
            cost("n.t.b."),
            cost("NaN"),
            cost("€ 121 incl. 21% btw"),
            cost("", None),
            cost(amountValidUntil="2026-12-31"),
        ],
    )
    def test_a_required_cost_that_cannot_be_counted_leaves_no_price(self, read, given):
        row = read({f"{GENERIC}.cost": [cost(costType="examination"), given]})
        assert course(row).price is None
        assert [r.how for r in row.remarks if r.field == "price"] == ["left"]

    def test_a_cost_per_month_is_paid_every_month(self, read):
        found = read(
            {f"{CLASS}.programDuration": {"months": 3}, f"{GENERIC}.cost": [cost(period="month")]}
        )
        assert course(found).price == Decimal("363.00")

    def test_of_two_costs_the_one_that_holds_today_counts(self, read):
        costs = [
            cost("90.00", "0.00", amountValidUntil="2026-12-31"),
            cost("100.00", "0.00", amountValidFrom="2027-01-01", amountValidUntil="2027-12-31"),
            cost("110.00", "0.00", amountValidFrom="2028-01-01"),
        ]
        assert course(read({f"{GENERIC}.cost": costs})).price == 100
        assert course(read({f"{GENERIC}.cost": costs[2:]})).price == 110

    def test_the_dearest_run_sets_the_price_and_the_range_is_told(self, read):
        runs = [run(cost=[cost("200.00", "0.00")]), run(cost=[cost("300.00", "0.00")])]
        row = read({RUNS: runs, f"{GENERIC}.cost": [cost("900.00", "0.00")]})
        assert course(row).price == 300
        assert ("price", "EUR 200.00 - 300.00") in course(row).said

    def test_costs_of_days_and_modules_go_before_those_of_the_run_and_the_generic_run(self, read):
        day = {"id": "d", "date": "2027-03-11", "cost": [cost("10.00", "0.00", costType="lunch")]}
        given = run(
            cost=[cost("200.00", "0.00"), cost("99.00", "0.00", costType="lunch")],
            courseDay=[day, day],
        )
        generic = [cost("1.00", "0.00"), cost("40.00", "0.00", costType="registration fee")]
        assert course(read({RUNS: [given], f"{GENERIC}.cost": generic})).price == 220
        module = run(module=[{"name": {"nl": "Een"}, "cost": [cost("70.00", "0.00")]}])
        assert course(read({RUNS: [module], f"{GENERIC}.cost": generic})).price == 70
        only_lunch = run(courseDay=[day])
        assert course(read({RUNS: [only_lunch], f"{GENERIC}.cost": generic})).price == 51

    def test_a_sum_below_zero_is_a_problem(self, read):
        row = read({f"{GENERIC}.cost": [cost("-10.00", "0.00")]})
        assert row.course is None
        assert row.problems[0].column == "cost"


class TestLength:
    @pytest.mark.parametrize(
        ("changes", "hours", "weeks"),
        [
            ({"programCurriculum.studyLoad": {"week": 8}}, 48, 6),
            ({"programCurriculum.studyLoad": {"program": 100, "week": 8}}, 100, 6),
            ({"programCurriculum.studyLoad": "40"}, 40, 6),
            ({f"{CLASS}.programDuration": {"hours": 6}}, 6, 6),
            ({f"{CLASS}.programDuration": {"days": 2}, RUNS: []}, 16, 1),
            ({f"{CLASS}.programDuration": {"days": 90}, RUNS: []}, 13 * 4, 13),
            ({f"{CLASS}.programDuration": {"months": "3"}}, 13 * 4, 13),
            ({f"{CLASS}.credits": [{"credits": 2, "system": "ECTS"}]}, 56, 6),
            ({f"{CLASS}.credits": [{"credits": 2, "system": "PE"}]}, 24, 6),
            ({f"{CLASS}.programDuration": {"decades": 1}, RUNS: []}, 24, 1),
        ],
    )
    def test_hours_and_weeks_follow_from_load_duration_or_credits(
        self, read, changes, hours, weeks
    ):
        found = course(read(changes))
        assert (found.hours, found.weeks) == (hours, weeks)

    def test_hours_of_its_days_are_a_guess(self, read):
        day = {"date": "2027-03-11", "startTime": "18:30:00Z", "endTime": "21:30:00Z"}
        found = course(read({RUNS: [run(courseDay=[day] * 4)]}))
        assert found.hours == 12
        assert "hours" in found.guessed
        assert found.part_of_day == "evening"


class TestForm:
    @pytest.mark.parametrize(
        ("changes", "kind", "mode"),
        [
            ({}, "course", "classroom"),
            ({f"{CLASS}.programForm": ["e-learning"], RUNS: []}, "e-learning", "self-paced"),
            ({f"{CLASS}.programType": "self study", RUNS: []}, "e-learning", "self-paced"),
            ({f"{CLASS}.programForm": ["virtual classroom"], RUNS: []}, "course", "online"),
            ({f"{CLASS}.programForm": ["distance learning"]}, "course", "blended"),
            ({f"{CLASS}.fullyOnline": True}, "course", "online"),
            ({"programCurriculum.instructionMode": ["blended learning"]}, "course", "blended"),
            ({f"{CLASS}.programType": "webinar", f"{CLASS}.fullyOnline": "1"}, "event", "online"),
            ({f"{CLASS}.programType": "master class"}, "workshop", "classroom"),
            ({f"{CLASS}.programType": "coaching"}, "coaching", "classroom"),
        ],
    )
    def test_kind_and_mode_follow_from_type_form_and_mode(self, read, changes, kind, mode):
        found = course(read(changes))
        assert (found.kind, found.mode) == (kind, mode)

    @pytest.mark.parametrize(
        ("changes", "part"),
        [
            ({f"{CLASS}.programForm": ["evening education"]}, "evening"),
            ({f"{GENERIC}.contactHoursPartOfDay": ["evening"]}, "evening"),
            ({f"{GENERIC}.contactHoursPartOfDay": ["morning", "afternoon"]}, "daytime"),
            ({f"{GENERIC}.contactHoursPartOfDay": "weekend"}, "weekend"),
        ],
    )
    def test_part_of_the_day_follows_from_form_and_contact_hours(self, read, changes, part):
        assert course(read(changes)).part_of_day == part

    def test_words_outside_the_lists_are_kept_and_never_refused(self, read):
        row = read(
            {
                f"{CLASS}.programType": "hackathon light",
                f"{GENERIC}.contactHoursPartOfDay": ["twilight"],
                "programAdmission.startDateDetermination": "by lot",
            }
        )
        said = dict(course(row).said)
        assert (said["kind"], said["part_of_day"]) == ("hackathon light", "twilight")
        assert said["starts"] == "by lot"


class TestRuns:
    def test_a_run_becomes_a_start_with_place_and_end(self, read):
        assert course(read()).starts == (
            Start(dt.date(2027, 3, 11), place="Hilversum", end=dt.date(2027, 4, 15)),
        )

    def test_the_place_of_the_run_goes_before_that_of_its_days_and_programme(self, read):
        day = {"location": {"city": "Zwolle"}}
        at = course(read({RUNS: [run(location={"city": "Utrecht"}, courseDay=[day])]}))
        assert at.starts[0].place == "Utrecht"
        assert course(read({RUNS: [run(courseDay=[day])]})).starts[0].place == "Zwolle"

    def test_a_run_that_is_fully_online_has_no_place(self, read):
        found = course(read({RUNS: [run(fullyOnline=True)]}))
        assert found.starts[0].place is None
        assert found.mode == "online"

    @pytest.mark.parametrize(
        "other",
        [
            {"status": "canceled"},
            {"status": "application closed"},
            {"openTo": "client only"},
            {"applicationDeadline": "2027-01-03"},
        ],
    )
    def test_a_run_that_nobody_can_book_is_passed_over(self, read, other):
        row = read({RUNS: [run(), run(id="B", **other)]})
        assert len(course(row).starts) == 1
        assert [r.text for r in row.remarks if r.field == "starts"] == ["B"]
        alone = read({RUNS: [run(id="B", **other)]})
        assert alone.course is None
        assert alone.passed_over.startswith("no run that can be booked")

    def test_runs_behind_us_are_kept_so_that_it_is_seen_to_be_dead(self, read):
        past = run(startDate={"date": "2026-03-11"}, endDate=None, status="application closed")
        found = course(read({RUNS: [past]}))
        assert not found.always_open
        assert found.runs(TODAY) == ()

    def test_an_end_before_the_start_is_a_problem(self, read):
        row = read({RUNS: [run(endDate={"date": "2027-03-01"})]})
        assert row.course is None
        assert "ends on 2027-03-01" in row.problems[0].reason

    def test_a_day_that_is_no_day_is_kept_as_text(self, read):
        row = read({RUNS: [run(startDate={"date": "2027-02-31"}), run()]})
        assert len(course(row).starts) == 1
        assert ("starts", "2027-02-31") in course(row).said

    @pytest.mark.parametrize("how", ["direct start", "agreed starting date"])
    def test_a_start_that_one_chooses_is_always_open(self, read, how):
        found = course(read({"programAdmission.startDateDetermination": how, RUNS: []}))
        assert found.always_open
        assert "starts" not in found.guessed

    def test_seats_are_those_of_the_programme_or_its_largest_run(self, read):
        assert course(read({RUNS: [run(maxNumberOfParticipants=14)]})).seats == 14
        assert course(read({"programAdmission.maxNumberOfParticipants": 0})).seats is None


class TestPassedOver:
    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"inPublication": False}, "not in publication"),
            ({"inPublication": "0"}, "not in publication"),
            ({"expires": "2027-01-03"}, "expired since 2027-01-03"),
            ({f"{CLASS}.offeredUntil": "2026-12-31"}, "no longer offered since 2026-12-31"),
            ({"clientId": [{"orgUnitId": "omroep"}]}, "a version for one client only"),
            ({"programAdmission.applicationOpen": False, RUNS: []}, "application closed"),
        ],
    )
    def test_what_is_no_offer_is_passed_over(self, read, changes, reason):
        row = read(changes)
        assert (row.course, row.problems, row.passed_over) == (None, (), reason)

    @pytest.mark.parametrize(
        "changes",
        [
            {"expires": "2027-01-04"},
            {"clientId": "public"},
            {"inPublication": "maybe"},
            {"includeInCatalog": ["rio"]},
        ],
    )
    def test_the_rest_is_an_offer(self, read, changes):
        assert course(read(changes))


@pytest.mark.parametrize("value", [None, "", "x", 3, True, [], ["x"], [None], {}, {"a": ["b"]}])
@pytest.mark.parametrize(
    "path",
    [
        "programAdmission",
        "programCurriculum",
        "programSchedule",
        f"{CLASS}.programDuration",
        f"{CLASS}.programForm",
        f"{CLASS}.credits",
        f"{TEXTS}.subjectText",
        f"{TEXTS}.webLink",
        f"{GENERIC}.cost",
        RUNS,
        f"{RUNS}.0.startDate",
        f"{RUNS}.0.location",
    ],
)
def test_a_value_of_another_type_never_loses_the_programme(read, path, value):
    assert course(read({path: value})).title == "Podcasts maken"
