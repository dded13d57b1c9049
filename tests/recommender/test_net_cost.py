"""What remains to pay: never below nothing, never above the price, and never on a guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Course, SelfScan
from recommender.funding import FundingRule, in_order, load_funding_rules
from recommender.net_cost import NetCost, net_cost, together, total

TODAY = dt.date(2027, 1, 4)
START = dt.date(2027, 3, 1)
RULES = load_funding_rules()


def a_course(price: Decimal, vat: Decimal | None, kind: str = "course") -> Course:
    return Course(
        id="c",
        title="Course",
        provider="Provider (example)",
        summary="A summary.",
        description="",
        outcomes=(),
        kind=kind,
        line="media-craft",
        language="nl",
        teaches=(),
        presumes=(),
        mode="online",
        part_of_day="daytime",
        hours=8.0,
        weeks=1,
        price=price,
        vat=vat,
    )


def a_rule(pays: str = "share", **changes: Any) -> FundingRule:
    share = {"share": "1/3"} if pays == "share" else {}
    return FundingRule.model_validate(
        {
            "id": f"a-{pays}",
            "name": {"nl": "Fonds", "en": "Fund"},
            "pays": pays,
            "source": {"title": "A page", "url": "https://example.org"},
            "checked": dt.date(2026, 11, 1),
            "review_by": dt.date(2027, 11, 1),
            **share,
            **changes,
        }
    )


def a_freelancer(**given: Any) -> SelfScan:
    return SelfScan(role="journalist", work_form="freelance", **given)


def cost_of(course: Course, scan: SelfScan, rules=RULES, start=START, today=TODAY) -> NetCost:
    return net_cost(course, scan, rules, today, start)


def part(cost: NetCost, rule: str):
    return next((part for part in cost.funding if part.rule.id == rule), None)


class TestThePrice:
    def test_of_somebody_whom_nobody_helps_is_the_own_share(self, make_course):
        cost = cost_of(make_course(price=495), SelfScan(role="journalist"))
        assert (cost.gross, cost.own, cost.funding, cost.todo) == (495, 495, (), ())

    def test_that_is_not_known_stays_unknown(self, make_course):
        unknown = replace(make_course(), price=None)
        cost = cost_of(unknown, a_freelancer(employer_budget=500, reclaims_vat=True))
        assert (cost.gross, cost.own, cost.funding) == (None, None, ())

    def test_of_nothing_needs_no_funding(self, make_course):
        cost = cost_of(make_course(price=0), a_freelancer(employer_budget=500))
        assert (cost.own, cost.funding) == (0, ())


class TestAShare:
    def test_is_taken_of_the_price_without_vat_in_whole_cents_downwards(self, make_course):
        cost = cost_of(make_course(price=605, vat=Decimal(105)), a_freelancer())
        assert part(cost, "werktuig-ppo").counted == Decimal("166.66")
        assert cost.own == Decimal("438.34")

    def test_counts_the_highest_vat_where_none_is_told(self, make_course):
        assert part(cost_of(make_course(price=605), a_freelancer()), "werktuig-ppo").counted == (
            Decimal("166.66")
        )

    def test_is_of_the_whole_price_when_the_course_is_exempt(self, make_course):
        cost = cost_of(make_course(price=600, vat=Decimal(0)), a_freelancer())
        assert part(cost, "werktuig-ppo").counted == 200

    def test_stops_at_the_ceiling(self, make_course):
        cost = cost_of(make_course(price=9000, vat=Decimal(0)), a_freelancer())
        assert part(cost, "werktuig-ppo").counted == 2000

    def test_is_for_freelancers_only(self, make_course):
        course = make_course(price=600)
        assert part(cost_of(course, SelfScan(role="journalist")), "werktuig-ppo") is None


class TestVat:
    course = a_course(Decimal(605), Decimal(105))

    def test_comes_off_when_the_person_says_so(self):
        cost = cost_of(self.course, a_freelancer(reclaims_vat=True))
        assert part(cost, "vat-back").counted == 105
        assert cost.own == 605 - 105 - Decimal("166.66")

    def test_is_named_and_not_counted_when_nothing_was_said(self):
        cost = cost_of(self.course, a_freelancer())
        found = part(cost, "vat-back")
        assert (found.amount, found.why_not, found.counted) == (105, "not-said", 0)
        assert not [todo for todo in cost.todo if todo.rule.id == "vat-back"]

    def test_is_not_named_to_who_does_not_get_it_back_or_is_employed(self):
        assert part(cost_of(self.course, a_freelancer(reclaims_vat=False)), "vat-back") is None
        employed = SelfScan(role="journalist", reclaims_vat=True)
        assert part(cost_of(self.course, employed), "vat-back") is None

    def test_of_an_exempt_course_does_not_exist(self, make_course):
        exempt = make_course(price=605, vat=Decimal(0))
        assert part(cost_of(exempt, a_freelancer(reclaims_vat=True)), "vat-back") is None


class TestTheEmployer:
    def test_pays_as_far_as_the_promise_goes(self, make_course):
        scan = SelfScan(role="journalist", support="money", employer_budget=400)
        assert cost_of(make_course(price=300), scan).own == 0
        cost = cost_of(make_course(price=1000), scan)
        assert (cost.employer, cost.own) == (400, 600)

    def test_that_gives_money_without_saying_how_much_is_asked_and_not_counted(self, make_course):
        cost = cost_of(make_course(price=300), SelfScan(role="journalist", support="money"))
        found = part(cost, "employer")
        assert (found.amount, found.why_not, cost.own) == (None, "unknown-amount", 300)
        assert [todo.rule.id for todo in cost.todo] == ["employer"]

    @pytest.mark.parametrize("given", [{}, {"support": "time"}, {"employer_budget": 0}])
    def test_that_gives_no_money_is_not_named(self, make_course, given):
        cost = cost_of(make_course(price=300), SelfScan(role="journalist", **given))
        assert cost.funding == ()

    def test_pays_what_others_leave(self, make_course):
        scan = a_freelancer(reclaims_vat=True, employer_budget=1000)
        cost = cost_of(make_course(price=605, vat=Decimal(105)), scan)
        assert cost.employer == 500 - Decimal("166.66")
        assert cost.own == 0


class TestWhyNot:
    course = a_course(Decimal(600), Decimal(0))

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"review_by": dt.date(2027, 1, 3)}, "review-due"),
            ({"valid_from": dt.date(2027, 1, 5)}, "not-yet"),
            ({"apply": {"from": "-12 months", "until": "-3 months"}}, "too-late"),
        ],
    )
    def test_a_rule_does_not_count(self, changes, why):
        cost = cost_of(self.course, a_freelancer(), [a_rule(**changes)])
        assert [part.why_not for part in cost.funding] == [why]
        assert cost.own == 600
        assert cost.todo == ()

    def test_what_an_employer_promised_is_not_forgotten_after_the_day_to_look_at_schemes(self):
        promised = SelfScan(role="journalist", support="money", employer_budget=200)
        late = max(rule.review_by for rule in load_funding_rules()) + dt.timedelta(days=1)
        cost = net_cost(self.course, promised, load_funding_rules(), late)
        assert cost.employer == 200

    def test_a_rule_that_has_ended_is_told_beside_a_course_that_names_it(self, make_course):
        named = make_course(price=600, summary="Te betalen met STAP-budget.")
        cost = cost_of(named, SelfScan(role="journalist"))
        assert [(part.rule.id, part.why_not) for part in cost.funding] == [("stap", "ended")]
        assert cost.own == 600


class TestWhatToDo:
    def test_is_due_before_the_course_on_a_working_day_and_never_in_the_past(self, make_course):
        for days in range(3, 200, 7):
            start = TODAY + dt.timedelta(days=days)
            cost = cost_of(make_course(price=600), a_freelancer(), start=start)
            (todo,) = cost.todo
            assert TODAY <= todo.by <= start
            assert todo.by == TODAY or todo.by.weekday() < 5

    def test_what_should_have_been_done_earlier_is_due_within_a_week(self, make_course):
        scan = SelfScan(role="journalist", support="money")
        (todo,) = cost_of(make_course(price=600), scan).todo
        assert todo.by == TODAY + dt.timedelta(days=7)
        (todo,) = cost_of(make_course(price=600), scan, start=TODAY + dt.timedelta(days=3)).todo
        assert TODAY <= todo.by <= TODAY + dt.timedelta(days=3)

    def test_begins_when_the_window_opens(self, make_course):
        start = dt.date(2027, 9, 1)
        (todo,) = cost_of(make_course(price=600), a_freelancer(), start=start).todo
        assert todo.since == dt.date(2027, 6, 1)
        assert todo.by == dt.date(2027, 8, 25)

    def test_has_no_day_as_long_as_the_course_has_none(self, make_course):
        (todo,) = cost_of(make_course(price=600), a_freelancer(), start=None).todo
        assert (todo.since, todo.by) == (None, None)


class TestTogether:
    def test_a_ceiling_is_for_all_courses(self, make_course):
        courses = [make_course(code, price=4500, vat=Decimal(0)) for code in "abc"]
        costs = together([cost_of(course, a_freelancer()) for course in courses])
        assert [cost.funded for cost in costs] == [1500, 500, 0]
        assert part(costs[2], "werktuig-ppo").why_not == "used-up"
        assert costs[2].todo == ()

    def test_what_the_employer_promised_is_spent_once(self, make_course):
        scan = SelfScan(role="journalist", employer_budget=500)
        costs = together([cost_of(make_course(code, price=300), scan) for code in "abc"])
        assert [cost.own for cost in costs] == [0, 100, 300]

    def test_the_employer_is_asked_once(self, make_course):
        scan = SelfScan(role="journalist", support="money")
        costs = together([cost_of(make_course(code, price=300), scan) for code in "ab"])
        assert [len(cost.todo) for cost in costs] == [1, 0]

    def test_the_sum_names_each_rule_once(self, make_course):
        courses = [make_course(code, price=600, vat=Decimal(0)) for code in "ab"]
        whole = total(together([cost_of(course, a_freelancer()) for course in courses]))
        assert [(p.rule.id, p.amount) for p in whole.funding] == [("werktuig-ppo", 400)]
        assert (whole.gross, whole.vat, whole.own) == (1200, 0, 800)

    def test_the_sum_leaves_out_a_price_that_is_not_known(self, make_course):
        courses = [make_course("a", price=600), replace(make_course("b"), price=None)]
        scan = SelfScan(role="journalist")
        whole = total(together([cost_of(course, scan) for course in courses]))
        assert (whole.gross, whole.own) == (600, 600)


# Whatever the courses, the rules and the person.

cents = st.integers(0, 500_000).map(lambda n: Decimal(n) / 100)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    price = draw(cents)
    vat = draw(st.sampled_from([None, Decimal(0), (price * 21 / 121).quantize(Decimal("0.01"))]))
    return a_course(price, vat, draw(st.sampled_from(["course", "coaching"])))


@st.composite
def rules(draw: st.DrawFn, name: str = "fund") -> FundingRule:
    return a_rule(
        id=name,
        share=draw(st.sampled_from(["1/3", "1/2", "0.9", "1"])),
        ceiling=draw(st.none() | st.integers(0, 3000)),
        of=draw(st.sampled_from(["price-without-vat", "price-with-vat"])),
        what={"least_price": draw(st.sampled_from([0, 150]))},
    )


people = st.builds(
    SelfScan,
    role=st.just("journalist"),
    work_form=st.sampled_from(["employed", "freelance"]),
    support=st.sampled_from(["none", "money", "unknown"]),
    employer_budget=st.none() | st.integers(0, 3000).map(float),
    reclaims_vat=st.sampled_from([None, True, False]),
)
rule_sets = st.tuples(rules("fund-a"), rules("fund-b")).map(
    lambda two: in_order((*two, *(r for r in RULES if r.pays != "share")))
)
baskets = st.lists(courses(), min_size=1, max_size=4)


class TestAlways:
    @given(basket=baskets, scan=people, rules=rule_sets)
    def test_the_own_share_lies_between_nothing_and_the_price(self, basket, scan, rules):
        alone = [cost_of(course, scan, rules) for course in basket]
        for cost in (*alone, *together(alone), total(together(alone))):
            assert 0 <= cost.own <= cost.gross
            assert cost.own == cost.gross - cost.funded

    @given(basket=baskets, scan=people, rules=rule_sets)
    def test_no_rule_pays_more_than_its_ceiling(self, basket, scan, rules):
        alone = [cost_of(course, scan, rules) for course in basket]
        for cost in (*alone, total(together(alone))):
            for found in cost.funding:
                if found.ceiling is not None:
                    assert found.counted <= found.ceiling
        whole = total(together(alone))
        assert whole.employer <= Decimal(str(scan.employer_budget or 0))

    @given(basket=baskets, scan=people, rules=rule_sets)
    def test_together_nobody_pays_less_than_courses_alone_say(self, basket, scan, rules):
        alone = [cost_of(course, scan, rules) for course in basket]
        assert total(together(alone)).own >= sum(cost.own for cost in alone)

    @given(basket=baskets, scan=people, rules=rule_sets)
    def test_each_rule_pays_its_ceiling_or_all_it_would_pay(self, basket, scan, rules):
        # The program of the path counts on this.
        alone = [cost_of(course, scan, rules) for course in basket]
        whole = total(together(alone))
        for name in ("fund-a", "fund-b"):
            parts = [found for cost in alone for found in cost.funding if found.rule.id == name]
            would = sum((found.counted for found in parts), Decimal(0))
            ceiling = next((f.ceiling for f in parts if f.ceiling is not None), would)
            pays = sum(f.counted for f in whole.funding if f.rule.id == name)
            assert pays == min(ceiling, would)
        rest = whole.own + whole.employer
        assert whole.employer == min(rest, Decimal(str(scan.employer_budget or 0)))

    @given(basket=baskets, scan=people, rules=rule_sets, extra=rules("old"))
    def test_a_rule_that_does_not_count_never_changes_the_sum(self, basket, scan, rules, extra):
        for changes in (
            {"review_by": dt.date(2027, 1, 3)},
            {"valid_from": dt.date(2027, 1, 5)},
            {"valid_until": dt.date(2027, 1, 3)},
        ):
            more = in_order((*rules, extra.model_copy(update=changes)))
            before = together([cost_of(course, scan, rules) for course in basket])
            after = together([cost_of(course, scan, more) for course in basket])
            assert [c.own for c in after] == [c.own for c in before]

    @given(basket=baskets, scan=people, rules=rule_sets, extra=rules("more"))
    def test_more_funding_never_costs_more(self, basket, scan, rules, extra):
        def own(scan, rules):
            return total(together([cost_of(course, scan, rules) for course in basket])).own

        before = own(scan, rules)
        assert own(scan, in_order((*rules, extra))) <= before
        richer = {"employer_budget": (scan.employer_budget or 0) + 250, "reclaims_vat": True}
        assert own(scan.model_copy(update=richer), rules) <= before
