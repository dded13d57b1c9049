"""Funding rules: dated files, each mistake one sentence, and only an open rule counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recommender.funding import FundingRule, Offset, load_funding_rules, price_without_vat
from skills_taxonomy import KoersError

RULE: dict[str, Any] = {
    "id": "fund",
    "name": {"nl": "Fonds", "en": "Fund"},
    "pays": "share",
    "share": "1/3",
    "source": {"title": "A page", "url": "https://example.org/fund"},
    "checked": dt.date(2026, 11, 1),
    "review_by": dt.date(2027, 5, 1),
}
ENDED = {
    "valid_until": dt.date(2026, 12, 31),
    "ended": {"nl": "Weg.", "en": "Gone."},
    "named": ["OLD-fund"],
}


def rule(**changes: Any) -> FundingRule:
    return FundingRule.model_validate(RULE | changes)


class TestTheRulesThatComeWithKoers:
    def test_are_all_marked_for_checking_and_dated(self):
        rules = load_funding_rules()
        assert {"werktuig-ppo", "employer", "vat-back"} <= {rule.id for rule in rules}
        for found in rules:
            assert found.status == "check-before-use"
            assert found.checked < found.review_by <= found.checked + dt.timedelta(days=366)
            if found.pays != "employer-budget":
                assert found.source.url.startswith("https://")

    def test_come_off_a_price_in_order_vat_first_and_the_employer_last(self):
        pays = [rule.pays for rule in load_funding_rules()]
        assert pays == sorted(pays, key=["vat", "share", "employer-budget"].index)

    def test_say_everything_in_both_languages(self):
        for found in load_funding_rules():
            texts = [found.name, *found.who.conditions, *(step.do for step in found.steps)]
            assert all(text.nl and text.en for text in texts)

    def test_have_something_to_do_while_they_exist(self, today):
        for found in load_funding_rules():
            assert bool(found.steps) == (found.standing(today) == "open")

    def test_ask_for_a_week_of_somebody_before_the_first_of_them_runs_out(self, today):
        overdue = [r.id for r in load_funding_rules() if r.standing(today) == "review-due"]
        assert overdue == []


class TestAFile:
    def write(self, folder: Path, data: object, name: str = "fund") -> Path:
        text = data if isinstance(data, str) else yaml.safe_dump(data, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder

    def test_is_a_rule(self, tmp_path):
        (found,) = load_funding_rules(self.write(tmp_path, RULE))
        assert found.id == "fund"
        assert found.standing(dt.date(2027, 1, 1)) == "open"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"share": "a third"}, "share: this must be a fraction such as '1/3' or '0.5'"),
            ({"share": None}, "a share belongs to 'pays: share', and only there"),
            ({"share": "4/3"}, "a share lies above 0 and is 1 at most"),
            ({"pays": "luck"}, "pays: this must be 'vat', 'share' or 'employer-budget'"),
            ({"ceiling": -1}, "ceiling: this must be 0 or more"),
            ({"name": {"nl": "Fonds"}}, "name: this must be a text in both languages"),
            ({"source": {"title": "x", "url": "page"}}, "source.url: this must be a web address"),
            ({"apply": {"from": "soon", "until": "1 day"}}, "apply.from: this must be a length"),
            ({"apply": {"from": "1 day", "until": "-1 day"}}, "the window to apply ends before"),
            ({"review_by": dt.date(2026, 1, 1)}, "review_by lies before checked"),
            ({"checked": "in May"}, "checked: "),
            ({"valid_until": dt.date(2027, 1, 1)}, "what to tell after it"),
            ({"valid_from": dt.date(2027, 1, 1)} | ENDED, "valid_until lies before valid_from"),
            ({"source": None}, "source: this is missing"),
            ({"colour": "red"}, "colour: this field is not part of a funding rule; leave it out"),
            ({"id": "other"}, "id: this must be the name of the file, 'fund'"),
        ],
    )
    def test_that_is_wrong_is_refused_in_one_sentence(self, tmp_path, changes, says):
        with pytest.raises(KoersError) as error:
            load_funding_rules(self.write(tmp_path, RULE | changes))
        text = str(error.value)
        assert text.startswith("fund.yaml")
        assert says in text
        assert "\n" not in text
        assert text.endswith(".")

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("id: [", r"fund\.yaml line \d+ is no valid YAML"),
            ("- a\n- b\n", "fund.yaml holds no rule"),
            ("", "fund.yaml holds no rule"),
            ("id: fund\x07", "fund.yaml cannot be read"),
        ],
    )
    def test_that_cannot_be_read_is_named(self, tmp_path, text, says):
        with pytest.raises(KoersError, match=says):
            load_funding_rules(self.write(tmp_path, text))

    def test_in_another_encoding_is_named(self, tmp_path):
        (tmp_path / "fund.yaml").write_bytes("name: caf\xe9".encode("latin-1"))
        with pytest.raises(KoersError, match=r"fund\.yaml cannot be read"):
            load_funding_rules(tmp_path)

    def test_a_folder_that_is_not_there_is_named(self, tmp_path):
        with pytest.raises(KoersError, match="no folder"):
            load_funding_rules(tmp_path / "nowhere")


class TestStanding:
    def test_follows_the_days_of_the_rule(self):
        found = rule(valid_from=dt.date(2026, 12, 1), **ENDED)
        assert found.standing(dt.date(2026, 11, 30)) == "not-yet"
        assert found.standing(dt.date(2026, 12, 1)) == "open"
        assert found.standing(dt.date(2026, 12, 31)) == "open"
        assert found.standing(dt.date(2027, 1, 1)) == "ended"

    def test_the_day_to_look_again_is_the_last_that_counts(self):
        assert rule().standing(dt.date(2027, 5, 1)) == "open"
        assert rule().standing(dt.date(2027, 5, 2)) == "review-due"


class TestWhomItConcerns:
    def test_a_way_of_working(self, make_scan):
        found = rule(who={"work_forms": ["freelance"]})
        assert found.is_for(make_scan(work_form="freelance"))
        assert not found.is_for(make_scan(work_form="employed"))

    def test_a_kind_of_course(self, make_course, today):
        found = rule(what={"kinds": ["coaching"]})
        assert found.concerns(make_course(kind="coaching"), today)
        assert not found.concerns(make_course(kind="course"), today)

    def test_a_least_price_without_vat(self, make_course, today):
        found = rule(what={"least_price": 150})

        def concerns(price, vat=None):
            course = make_course(price=price, vat=None if vat is None else Decimal(vat))
            return found.concerns(course, today)

        assert concerns(150, vat=0)
        assert not concerns(150, vat=1)
        assert concerns("181.50", vat="31.50")
        assert concerns("181.50")
        assert not concerns(181)  # 149.59 if the highest rate is in it

    def test_nobody_when_the_price_is_nothing_or_not_known(self, make_course, today):
        free = make_course(price=0)
        assert not rule().concerns(free, today)
        assert not rule().concerns(replace(free, price=None), today)

    def test_a_rule_that_has_ended_only_a_course_that_names_it(self, make_course, today):
        found = rule(**ENDED)
        assert not found.concerns(make_course(), today)
        assert not found.concerns(make_course(summary="Een old-fundament."), today)
        assert found.concerns(make_course(summary="Betaal met OLD-fund."), today)
        said = make_course(said=(("price", "OLD-fund mogelijk"),))
        assert found.concerns(said, today)


class TestOffset:
    @pytest.mark.parametrize(
        ("offset", "day", "then"),
        [
            (Offset(3, 0), dt.date(2026, 11, 30), dt.date(2027, 2, 28)),
            (Offset(-3, 0), dt.date(2027, 1, 31), dt.date(2026, 10, 31)),
            (Offset(-1, 0), dt.date(2027, 1, 15), dt.date(2026, 12, 15)),
            (Offset(12, 0), dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
            (Offset(0, -14), dt.date(2027, 1, 4), dt.date(2026, 12, 21)),
        ],
    )
    def test_counts_months_as_people_do(self, offset, day, then):
        assert offset.after(day) == then

    @given(months=st.integers(-24, 24), day=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
    def test_lands_in_the_month_that_was_meant(self, months, day):
        then = Offset(months, 0).after(day)
        apart = (then.year - day.year) * 12 + then.month - day.month
        assert apart == months
        assert then.day == day.day or (then + dt.timedelta(days=1)).day == 1


def test_a_price_without_vat_is_never_too_high(make_course):
    assert price_without_vat(make_course(price=121, vat=Decimal(21))) == 100
    assert price_without_vat(make_course(price=121, vat=Decimal(0))) == 121
    assert price_without_vat(make_course(price=121)) == 100
