"""What is read from outside about the lines of a plan says in one sentence what is wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from recommender import SelfScan, parse_self_scan
from recommender.plan_line import LONGEST_LINE, MOST_CHECK_INS, MOST_EDITS, MOST_OWN
from skills_taxonomy import ScanError

EDIT = {"line": "beyond:x"}
STEP = {"id": "1", "text": "Samira bellen"}
LOOK = {"day": "2027-01-18"}


class TestTheParts:
    @pytest.mark.parametrize(
        ("field", "given", "says"),
        [
            ("edits", [EDIT | {"text": ""}], "edits.0.text: this must have 1 characters or more"),
            ("edits", [EDIT | {"text": "x" * 301}], "edits.0.text: this may have 300 characters"),
            ("edits", [EDIT | {"by": "1999-12-31"}], "edits.0.by: this must be 2000-01-01 or more"),
            ("edits", [EDIT] * (MOST_EDITS + 1), "edits: this may hold 80 at most"),
            ("own_steps", [STEP | {"text": ""}], "own_steps.0.text: this must have 1 characters"),
            ("own_steps", [STEP] * (MOST_OWN + 1), "own_steps: this may hold 20 at most"),
            ("check_ins", [LOOK | {"next": "?"}], "check_ins.0.next: this must be 'go-on', "),
            ("check_ins", [LOOK | {"words": "x" * 501}], "check_ins.0.words: this may have 500"),
            ("check_ins", [LOOK | {"mood": 3}], "check_ins.0.mood: this field is not part of"),
            ("check_ins", [LOOK] * (MOST_CHECK_INS + 1), "check_ins: this may hold 20 at most"),
            ("started", "2101-01-01", "started: this must be 2100-12-31 or less"),
        ],
    )
    def test_are_refused_in_one_sentence(self, field, given, says):
        with pytest.raises(ScanError) as error:
            parse_self_scan({"role": "journalist", field: given})
        assert str(error.value).startswith(says)

    def test_come_back_as_they_went(self):
        scan = SelfScan(
            role="journalist",
            started=dt.date(2027, 1, 4),
            edits=[EDIT | {"text": "x" * LONGEST_LINE, "done": "2027-01-05"}],
            own_steps=[STEP],
            check_ins=[LOOK | {"did": ["own:1"], "next": "smaller"}],
        )
        assert SelfScan.model_validate_json(scan.model_dump_json()) == scan

    def test_are_absent_until_somebody_does_something(self):
        scan = SelfScan(role="journalist")
        assert scan.started is None
        assert scan.edits == scan.own_steps == scan.check_ins == ()
