"""The JSON of all that is kept of somebody: no column of their tables is forgotten."""

import datetime as dt

import pytest
from sqlalchemy import insert

from service.tables import metadata, reminder_mails, reminders, scans
from service.web.data_export import exported

WHERE = {
    "scans.token_hash": "a key, of which only the hash is kept",
    "scans.share_hash": "a key, of which only the hash is kept",
    "scans.payload": ("scan",),
    "scans.draft": ("draft",),
    "scans.created": ("created",),
    "scans.touched": ("touched",),
    "scans.share_parts": ("sharing", "parts"),
    "scans.profiling": ("profiling",),
    "usage_pseudonyms.token_hash": "ties it to the scan",
    "usage_pseudonyms.person": ("learning", "person"),
    "usage_events.number": "the order in which they stand here",
    "usage_events.person": ("events", 0, "person"),
    "usage_events.day": ("events", 0, "day"),
    "usage_events.course": ("events", 0, "course"),
    "usage_events.kind": ("events", 0, "kind"),
    "usage_events.position": ("events", 0, "position"),
    "usage_events.reason": ("events", -1, "reason"),
    "usage_events.stars": "left out where nothing was rated, as all that was not said",
    "usage_events.terms": ("events", 0, "terms"),
    "usage_events.goal": ("events", 0, "goal"),
    "usage_events.work_form": ("events", 0, "work_form"),
    "reminders.id": "drawn by chance; keys in mails are made of it",
    "reminders.token_hash": "ties it to the scan",
    "reminders.address": ("reminders", 0, "address"),
    "reminders.language": ("reminders", 0, "language"),
    "reminders.made": ("reminders", 0, "made"),
    "reminders.confirmed": ("reminders", 0, "confirmed"),
    "reminder_mails.reminder": "ties it to its reminder",
    "reminder_mails.number": "the order in which they stand here",
    "reminder_mails.due": ("reminders", 0, "mails", 0, "day"),
    "reminder_mails.state": ("reminders", 0, "mails", 0, "state"),
    "reminder_mails.at": "only of a mail that is under way",
    "reminder_mails.since": "only of a mail that is under way",
    "reminder_mails.tries": "how often our own server had to try",
    "reminder_mails.claim": "only of a mail that is under way",
}
"""Every column that hangs on a scan, and where it stands in the file or why it does not."""


def tables_of_a_scan():
    """The table of scans, and all that the database takes away with one."""
    found, before = {scans}, None
    while len(found) != before:
        before = len(found)
        found |= {
            table
            for table in metadata.tables.values()
            if any(key.column.table in found for key in table.foreign_keys)
        }
    return found


@pytest.fixture
def advice(visitor, send, share):
    path = send()
    share(path, "wish", "energy")
    visitor.post(f"{path}/meeleren", data={"yes": "yes"})
    visitor.get(path)
    visitor.post(f"{path}/cursus", data={"course": "KA-101", "said": "stopped", "why": "no-time"})
    visitor.post(f"{path}/plan", data={"part": "why-now", "why_now": "x" * 400})
    return path


@pytest.fixture
def token(advice):
    return advice.rsplit("/", 1)[1]


@pytest.fixture
def reminded(app, token):
    state = app.state.koers
    row = {"id": 7, "token_hash": state.scans.hash_of(token), "address": "a@b.nl"}
    day = dt.date(2027, 1, 18)
    with state.scans._engine.begin() as connection:
        connection.execute(insert(reminders).values(**row, language="nl", made=day))
        mail = {"reminder": 7, "number": 1, "due": day, "state": "due"}
        connection.execute(insert(reminder_mails).values(mail))


class TestTheFile:
    def test_is_meant_to_hold_every_column_that_hangs_on_a_scan(self):
        columns = {f"{t.name}.{c.name}" for t in tables_of_a_scan() for c in t.columns}
        assert columns == WHERE.keys()

    @pytest.mark.usefixtures("reminded")
    def test_holds_them(self, visitor, advice):
        data = visitor.get(f"{advice}.json").json()
        for column, path in WHERE.items():
            if isinstance(path, str):
                continue
            found = data
            for step in path:
                found = found[step]
            assert found is not None or column == "reminders.confirmed"

    def test_tells_what_is_shared_and_what_has_to_be_mended(self, visitor, advice, today, app):
        data = visitor.get(f"{advice}.json").json()
        assert data["sharing"] == {"on": True, "parts": ["energy", "wish"]}
        assert data["draft"] == {"answers": {"why_now": ["x" * 400]}, "asked": []}
        assert data["created"] == data["touched"] == today.isoformat()
        assert data["learning"] == {"on": True, "person": data["events"][0]["person"]}
        visitor.post(f"{advice}/intrekken")
        visitor.post(f"{advice}/meeleren")
        data = visitor.get(f"{advice}.json").json()
        assert data["sharing"] == {"on": False, "parts": []}
        assert data["learning"] == {"on": False, "person": None}

    def test_tells_which_skills_were_asked(self, visitor, advice, token, app):
        asked = '{"answers":{},"asked":[["interviewing","editing-video"]]}'
        app.state.koers.scans.answer(token, lambda draft, scan: (asked, scan))
        data = visitor.get(f"{advice}.json").json()
        assert data["draft"]["asked"] == [["interviewing", "editing-video"]]

    def test_puts_the_advice_beside_what_is_kept_and_over_nothing_of_it(self, app, token, today):
        state = app.state.koers
        whole = exported(state, token, today)
        state.scans.set_profiling(token, False)
        alone = exported(state, token, today)
        assert {"profile", "plan"} <= whole.keys() - alone.keys()
        assert {name: whole[name] for name in alone} == {**alone, "profiling": True}
        assert list(alone) == list(whole)[: len(alone)]

    def test_of_a_scan_that_is_under_way_is_at_the_scan(self, visitor):
        begun = visitor.post("/scan", data={"role": "journalist", "go": "next"})
        token = begun.headers["location"].split("/")[2]
        answer = visitor.get(f"/advies/{token}.json")
        assert answer.headers["location"] == f"/scan/{token}"
