"""What a course costs on the pages: the own share, who pays a part, and what is not known."""

import datetime as dt
import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from models import load_encoder
from recommender import Catalogue, Recommender, SelfScan, load_catalogue
from recommender.funding import load_funding_rules
from recommender.net_cost import Funding, NetCost, Todo
from service.api.advice_answer import AdviceAnswer
from service.api.course_answer import CourseAnswer
from service.api.courses import CourseQuery
from service.text import render_text
from service.web.advice_view import view
from service.web.cost_view import funding_view, todo_says
from service.wording import Wording

ALWAYS = {"role": "journalist", "target_roles": ("data-journalist",), "hours_per_week": 6}
RULES = {rule.id: rule for rule in load_funding_rules()}


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture(scope="module")
def silent(taxonomy):
    """A recommender over providers that leave prices, hours and days open, or use words."""
    courses = []
    for number, course in enumerate(load_catalogue(None, taxonomy).courses.values()):
        if number % 3 == 0:
            words = (("price", "in overleg"),)
            courses.append(replace(course, price=None, vat=None, said=words))
        elif number % 3 == 1:
            guessed = {"guessed": ("hours", "starts"), "starts": (), "always_open": True}
            courses.append(replace(course, **guessed))
        else:
            summary = f"{course.summary} Te betalen met STAP-budget."
            said = (("price", "€ 350-€ 750"),)
            courses.append(replace(course, summary=summary, said=said))
    return Recommender(Catalogue.of(courses), taxonomy, load_encoder("bundled"))


@pytest.fixture
def dutch(taxonomy):
    return Wording("nl", taxonomy)


class TestTheCard:
    def test_shows_what_remains_large_and_the_price_small(self, recommender, dutch, today):
        scan = SelfScan(**ALWAYS, work_form="freelance")
        advice = recommender.advise(scan, today=today)
        cards = {card.id: card for card in view(advice, dutch).courses}
        funded = [s for s in advice.courses if s.cost.funded and s.course.id in cards]
        assert funded
        for suggestion in funded:
            card = cards[suggestion.course.id]
            assert card.cost == dutch.money(suggestion.net_cost)
            assert card.price.endswith(f"prijs {dutch.money(suggestion.cost.gross)}")
            assert "Werktuig PPO kan € " in card.funding.says[0]

    def test_shows_the_price_alone_when_nobody_pays_a_part(self, recommender, dutch, today):
        advice = recommender.advise(SelfScan(**ALWAYS), today=today)
        for card in view(advice, dutch).courses:
            assert (card.price, card.funding) == ("", None)

    def test_says_on_what_condition_and_where_it_can_be_read(self, visitor, send):
        advice = send(work_form="freelance", budget="", travel="country")
        assert f'<a href="{advice}/lijst#k' in visitor.get(advice).text
        page = visitor.get(f"{advice}/lijst").text
        text = text_of(page)
        assert "Voorwaarde: controleer zelf. Bron" in text
        link = re.search(r'<a href="(https://werktuigppo[^"]+)" rel="([^"]+)">', page)
        assert link.group(1) == RULES["werktuig-ppo"].source.url
        assert "external" in link.group(2)
        assert "Je werkt als zelfstandige in de media of een andere creatieve sector." in text
        assert re.search(r"Uiterlijk \d+ \w+ 2027: Vraag Werktuig PPO om een bijdrage\.", text)

    def test_names_no_price_that_is_not_known(self, silent, dutch, today):
        advice = silent.advise(SelfScan(**ALWAYS), today=today, limit=20)
        shown = view(advice, dutch)
        unknown = {s.course.id for s in advice.courses if s.net_cost is None}
        cards = [card for card in (*shown.courses, *shown.more) if card.id in unknown]
        assert cards
        for card in cards:
            assert card.cost == "prijs niet bekend"
            assert card.price == "vraag het de aanbieder (“in overleg”)"

    def test_says_of_a_guess_that_it_is_one(self, silent, dutch, today):
        advice = silent.advise(SelfScan(**ALWAYS), today=today, limit=20)
        shown = view(advice, dutch)
        guessed = {s.course.id for s in advice.courses if s.course.guessed}
        cards = [card for card in (*shown.courses, *shown.more) if card.id in guessed]
        assert cards
        for card in cards:
            assert card.hours.startswith("ongeveer ")
            assert card.starts == "startdatum: vraag na"

    def test_tells_that_a_scheme_a_provider_still_names_is_gone(self, silent, dutch, today):
        advice = silent.advise(SelfScan(**ALWAYS), today=today, limit=20)
        shown = view(advice, dutch)
        named = [card for card in (*shown.courses, *shown.more) if card.funding]
        assert named
        for card in named:
            assert card.funding.says == ("Het STAP-budget is eind 2023 gestopt.",)
            assert card.funding.check == ""
            assert "“€ 350-€ 750”" in card.price

    def test_does_not_call_free_what_others_pay(self, dutch):
        paid = Funding(RULES["employer"], Decimal(100), ceiling=Decimal(100))
        assert dutch.own_cost(NetCost(Decimal(100), None, (paid,))) == "€ 0"
        assert dutch.own_cost(NetCost(Decimal(0), Decimal(0))) == "gratis"


class TestThePlan:
    def test_says_what_to_do_by_when(self, recommender, dutch, today):
        scan = SelfScan(**ALWAYS, work_form="freelance", budget=2000)
        advice = recommender.advise(scan, today=today)
        rows = [row for row in view(advice, dutch).plan.rows if "Werktuig PPO" in row.what]
        assert len(rows) == len([f for f in advice.plan.funding]) > 0
        assert all(row.when.startswith("uiterlijk ") for row in rows)
        assert all(re.search(r"Voor ‘.+’: € \d", row.also) for row in rows)

    def test_explains_a_route_in_full_once(self, recommender, dutch, today):
        scan = SelfScan(
            role="camera-operator", target_roles=("remote-robotic-camera-operator",),
            goal="move", work_form="freelance", budget=2000, travel="country",
        )  # fmt: skip
        plan = view(recommender.advise(scan, today=today), dutch).plan
        first, *others = [row.what for row in plan.rows if "Werktuig PPO" in row.what]
        assert others
        assert first.startswith("Vraag Werktuig PPO om een bijdrage. ")
        assert set(others) == {"Vraag Werktuig PPO om een bijdrage."}

    def test_asks_the_employer_once_and_names_the_price(self, recommender, dutch, today):
        advice = recommender.advise(SelfScan(**ALWAYS, support="money"), today=today)
        shown = view(advice, dutch)
        asks = [row for row in shown.plan.rows if row.what.startswith("Spreek met je werkgever af")]
        assert len(asks) == 1
        assert asks[0].also.startswith("Voor je hele plan: prijs € ")
        assert any("we weten niet hoeveel" in notice for notice in shown.notices)

    def test_adds_up_what_remains_and_says_what_it_is_without(self, recommender, dutch, today):
        scan = SelfScan(**ALWAYS, work_form="freelance", budget=700)
        advice = recommender.advise(scan, today=today)
        shown = view(advice, dutch)
        assert advice.path.cost.funded > 0
        assert shown.cost == dutch.money(advice.path.net_cost)
        price = dutch.money(advice.path.cost.gross)
        assert shown.price == f"als Werktuig PPO meebetaalt; prijs {price}"
        assert f"anders betaal je {dutch.money(advice.path.cost.gross)}" in shown.path.together

    def test_calls_nothing_free_that_others_pay(self, recommender, dutch, today):
        scan = SelfScan(**ALWAYS, support="money", employer_budget=10_000)
        advice = recommender.advise(scan, today=today)
        assert advice.path.cost.own == 0 < advice.path.cost.gross
        shown = view(advice, dutch)
        assert shown.cost == "€ 0"
        assert shown.path.together.startswith("Samen € 0 en ")
        reasons = [text for s in advice.courses for text in dutch.reasons(s.reasons)]
        assert not any("niets" in text or "gratis" in text for text in reasons)
        assert any(text.startswith("Anderen betalen de hele prijs van € ") for text in reasons)

    def test_shows_no_day_of_its_own_as_the_start_of_a_course(self, silent, dutch, today):
        shown = view(silent.advise(SelfScan(**ALWAYS, budget=5000), today=today), dutch)
        asked = [stop for stop in shown.path.stops if stop.when.startswith("rond ")]
        assert asked
        assert all("startdatum: vraag na" in stop.when for stop in asked)
        rows = [row for row in shown.plan.rows if row.when.startswith("rond ")]
        assert all("Vraag de aanbieder wanneer de cursus begint." in row.also for row in rows)

    def test_says_how_many_prices_are_missing_from_the_sum(self, silent, dutch, taxonomy, today):
        courses = [replace(c, price=None, vat=None) for c in silent.catalogue.courses.values()]
        mute = Recommender(Catalogue.of(courses), taxonomy, silent.encoder)
        advice = mute.advise(SelfScan(**ALWAYS), today=today)
        steps = len(advice.path.steps)
        assert advice.path.unpriced == steps > 0
        shown = view(advice, dutch)
        assert (shown.cost, shown.price) == ("prijs niet bekend", "vraag het de aanbieder")
        assert "gratis" not in shown.path.together
        assert f"Van {steps} cursussen is de prijs niet bekend" in shown.path.together

    def test_the_text_tells_the_same(self, silent, dutch, today):
        scan = SelfScan(**ALWAYS, work_form="freelance")
        text = " ".join(render_text(silent.advise(scan, today=today, limit=20), dutch).split())
        assert "prijs niet bekend, vraag het de aanbieder (“in overleg”)" in text
        assert "Controleer het eerst zelf: https://werktuigppo.nl" in text
        assert "rond " in text


class TestTheApi:
    def test_says_null_where_nobody_knows(self, silent, today):
        advice = silent.advise(SelfScan(**ALWAYS), today=today, limit=20).to_dict()
        AdviceAnswer.model_validate(advice)
        unknown = [course for course in advice["courses"] if course["price"] is None]
        assert unknown
        for course in unknown:
            assert course["net_cost"] is None
            assert (course["cost"]["gross"], course["cost"]["own"]) == (None, None)
            assert course["said"] == [{"field": "price", "text": "in overleg"}]
        guessed = [course for course in advice["courses"] if course["guessed"]]
        assert guessed
        assert all(course["guessed"] == ["hours", "starts"] for course in guessed)

    def test_lists_a_course_without_a_price(self, silent):
        courses = silent.catalogue.courses.values()
        answers = [CourseAnswer.model_validate(course) for course in courses]
        unknown = [answer for answer in answers if answer.price is None]
        assert len(unknown) == len(answers) / 3
        assert all(answer.said[0].text == "in overleg" for answer in unknown)
        assert CourseQuery(max_price=100).takes(next(iter(courses))) is False
        assert CourseQuery().takes(next(iter(courses))) is True


class TestTheBrief:
    def test_shows_money_only_when_the_budget_was_shared(self, visitor, send, share):
        advice = send(
            work_form="freelance", support="money", employer_budget="321", reclaims_vat="yes"
        )
        hidden = text_of(visitor.get(share(advice, "wish")).text)
        assert "321" not in hidden
        assert "btw terug" not in hidden
        shown = text_of(visitor.get(share(advice, "budget")).text)
        assert "werkgever of opdrachtgever: € 321" in shown


class TestTheScan:
    def test_asks_only_freelancers_about_vat(self, visitor):
        def money(work_form):
            answers = {"role": "journalist", "work_form": work_form, "go": "next"}
            wish = visitor.post("/scan", data=answers).headers["location"]
            return visitor.get(wish.replace("/wens", "/geld")).text

        assert "Krijg je btw terug?" in money("freelance")
        assert "Krijg je btw terug?" not in money("employed")

    @pytest.mark.parametrize(
        ("changes", "budget", "vat"),
        [
            ({"support": "money", "employer_budget": "1.250,50"}, 1250.5, None),
            ({"support": "time", "employer_budget": "500"}, None, None),
            ({"work_form": "freelance", "reclaims_vat": "yes"}, None, True),
            ({"work_form": "freelance", "reclaims_vat": "no"}, None, False),
            ({"work_form": "freelance", "reclaims_vat": ""}, None, None),
            ({"work_form": "employed", "reclaims_vat": "yes"}, None, None),
        ],
    )
    def test_keeps_only_what_was_asked(self, app, send, changes, budget, vat):
        token = send(**changes).rsplit("/", 1)[1]
        scan = app.state.koers.scans.get(token).scan
        assert (scan.employer_budget, scan.reclaims_vat) == (budget, vat)

    def test_fills_it_in_again(self, visitor, send):
        advice = send(
            work_form="freelance", support="money", employer_budget="400", reclaims_vat="no"
        )
        page = visitor.get(f"{advice.replace('/advies/', '/scan/')}/geld").text
        assert re.search(r'name="employer_budget" type="text" value="400"', page)
        assert re.search(r'name="reclaims_vat" value="no" checked', page)

    def test_says_what_is_wrong_with_an_amount(self, visitor):
        answers = {
            "go": "advice", "role": "journalist", "languages": "nl",
            "support": "money", "employer_budget": "veel",
        }  # fmt: skip
        response = visitor.post("/scan", data=answers)
        assert response.status_code == 422
        assert "Schrijf het bedrag als getal, bijvoorbeeld 400." in text_of(response.text)


class TestWords:
    @pytest.mark.parametrize("why", ["review-due", "not-yet", "ended", "too-late", "used-up"])
    @pytest.mark.parametrize("rule", ["werktuig-ppo", "vat-back", "employer", "client"])
    def test_a_part_that_is_not_counted_says_why(self, dutch, rule, why):
        says = dutch.funding(Funding(RULES[rule], Decimal(100), why))
        assert says.endswith(".")
        assert RULES[rule].name.nl in says

    def test_what_the_person_did_not_say_is_not_repeated_on_every_course(self, dutch):
        cost = NetCost(Decimal(100), None, (Funding(RULES["vat-back"], Decimal(21), "not-said"),))
        assert funding_view(cost, dutch) is None

    def test_money_that_is_not_granted_yet_is_not_promised(self, dutch):
        asked = Funding(RULES["werktuig-ppo"], Decimal(100), ceiling=Decimal(2000))
        assert dutch.funding(asked) == "Werktuig PPO kan € 100 meebetalen. Vraag dat eerst aan."
        cost = NetCost(Decimal(300), None, (asked,))
        assert dutch.cost(cost) == "€ 200, als Werktuig PPO meebetaalt; prijs € 300"

    def test_what_is_promised_once_is_not_told_as_if_for_each_course(self, dutch):
        part = Funding(RULES["client"], Decimal(100), ceiling=Decimal(300))
        assert dutch.funding(part) == (
            "Je opdrachtgever betaalt € 100 mee, van de € 300 voor al je cursussen samen."
        )
        whole = replace(part, amount=Decimal(300))
        assert dutch.funding(whole) == (
            "Je opdrachtgever betaalt € 300 mee: meer is er niet voor al je cursussen samen."
        )

    def test_what_to_do_first_stands_first(self, dutch):
        rule, other = RULES["werktuig-ppo"], RULES["client"]
        todo = [
            Todo(one, one.steps[0].do, None, day)
            for one, day in ((rule, dt.date(2027, 3, 1)), (other, dt.date(2027, 1, 11)))
        ]
        parts = tuple(Funding(one, Decimal(50)) for one in (rule, other))
        shown = funding_view(NetCost(Decimal(300), None, parts, tuple(todo)), dutch)
        assert [text.split(":")[0] for text in shown.todo] == [
            "Uiterlijk 11 januari 2027",
            "Uiterlijk 1 maart 2027",
        ]

    def test_a_day_on_which_it_becomes_possible_is_told(self, dutch):
        rule, by = RULES["werktuig-ppo"], dt.date(2027, 8, 25)
        does = rule.steps[0].do
        assert todo_says(Todo(rule, does, None, None), dutch) == does.nl
        assert todo_says(Todo(rule, does, None, by), dutch).startswith("Uiterlijk 25 augustus")
        since = todo_says(Todo(rule, does, dt.date(2027, 6, 1), by), dutch)
        assert since.startswith("Van 1 juni 2027 tot en met 25 augustus 2027: ")
