"""Answers as they were filled in: kept whole, and merged without losing one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.answers import EMPTY, LONGEST, Answers, as_was, kept, merge, read_was

NAMES = ("hours_per_week", "weeks", "languages", "busy", "role")
VALUES = st.lists(st.sampled_from(["", "a", "b", " a ", "2"]), max_size=3).map(tuple)
FORMS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5)


def told(values):
    return tuple(value.strip() for value in values or () if value.strip())


class TestMerging:
    @given(stored=FORMS, sent=FORMS)
    def test_without_knowing_what_stood_there_takes_everything_over(self, stored, sent):
        merged = merge(Answers(stored), Answers(sent), None, NAMES)
        assert not merged.unsettled
        for name in NAMES:
            assert told(merged.answers.all(name)) == told(sent.get(name))

    @given(stored=FORMS, sent=FORMS, was=FORMS)
    def test_neither_loses_nor_overwrites_what_was_answered_elsewhere(self, stored, sent, was):
        merged = merge(Answers(stored), Answers(sent), was, NAMES)
        for name in NAMES:
            here, there, before = (told(form.get(name)) for form in (sent, stored, was))
            now = told(merged.answers.all(name))
            if name in merged.unsettled:
                assert len({here, there, before}) == 3
                assert now == there == merged.unsettled[name]
            else:
                assert now == (there if here == before else here)

    @given(stored=FORMS, sent=FORMS, was=FORMS)
    def test_is_settled_by_sending_once_more(self, stored, sent, was):
        once = merge(Answers(stored), Answers(sent), was, NAMES)
        seen = read_was(as_was(once.answers, NAMES))
        again = merge(once.answers, Answers(sent), seen, NAMES)
        assert not again.unsettled
        for name in once.unsettled:
            assert told(again.answers.all(name)) == told(sent.get(name))

    @given(stored=FORMS, sent=FORMS, was=FORMS)
    def test_asks_nothing_where_both_mean_the_same(self, stored, sent, was):
        merged = merge(Answers(stored), Answers(sent), was, NAMES, lambda name, values: len(values))
        for name in NAMES:
            here, there, before = (len(told(form.get(name))) for form in (sent, stored, was))
            assert (name in merged.unsettled) == (len({here, there, before}) == 3)
            if here == there:
                assert told(merged.answers.all(name)) == told(stored.get(name))

    def test_looks_at_no_other_field(self):
        stored = Answers({"role": ("journalist",), "weeks": ("26",)})
        merged = merge(stored, Answers({"weeks": ("13",)}), None, ("weeks",))
        assert merged.answers == Answers({"role": ("journalist",), "weeks": ("13",)})


class TestWhatComesIn:
    def test_is_kept_as_far_as_the_scan_asks_it(self):
        given_ = {"role": ["x"], "password": ["y"], "rating.interviewing": ["2"], "wish": "no list"}
        assert kept(given_) == {"role": ("x",), "rating.interviewing": ("2",)}

    def test_is_kept_up_to_a_length_no_field_needs(self):
        assert kept({"wish": ["a" * (LONGEST + 9)]})["wish"] == ("a" * LONGEST,)

    def test_keeps_lines_and_drops_what_no_database_holds(self):
        assert kept({"wish": ["een\r\ntwee\x00"]})["wish"] == ("een\ntwee",)

    @pytest.mark.parametrize("text", [None, "", "[[[", "[]", "12", "[" * 100_000, b"x"])
    def test_says_nothing_of_what_stood_there_when_it_is_forged(self, text):
        assert read_was(text) is None

    def test_says_what_stood_there(self):
        text = as_was(Answers({"wish": ("é",), "role": ("x",)}), ("wish", "weeks"))
        assert json.loads(text) == {"wish": ["é"]}
        assert read_was(text) == {"wish": ("é",)}


class TestAnswers:
    def test_begin_with_what_holds_when_nothing_is_said(self):
        assert EMPTY.one("weeks") == "26"
        assert not EMPTY.one("role")

    def test_of_who_wishes_a_role_begin_with_moving_there(self):
        assert Answers({}).wishing("vj").values == {"target_roles": ("vj",), "goal": ("move",)}
        both = Answers({"target_roles": ("a", "vj", "b"), "goal": ("deepen",)}).wishing("vj")
        assert both.values == {"target_roles": ("vj", "a", "b"), "goal": ("deepen",)}
        assert Answers({"role": ("x",)}).wishing("") == Answers({"role": ("x",)})

    def test_tell_which_skills_and_statements_were_answered(self):
        answers = Answers({"rating.a": ("2",), "rating.b": ("",), "statement.c": ("5",)})
        assert answers.rated() == ("a",)
        assert answers.stated() == ("c",)
