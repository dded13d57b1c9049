"""What is kept of a reminder, for how long, and what its keys open."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from recommender import SelfScan
from service.reminders.key import Keys
from service.reminders.reminder import (
    MOST_ASKS,
    Mail,
    ReminderNotFound,
    TooManyAsks,
)
from service.saved_scan import ScanNotFound
from service.tables import reminder_asks, reminder_mails
from service.tables import reminders as table

DAY = dt.date(2027, 1, 4)
ADDRESS = "onvindbaar@voorbeeld.nl"
OTHER = "ander@voorbeeld.nl"


@pytest.fixture
def on_disk(home):
    """Whether the address is in the database or in a file beside it."""
    return lambda: any(b"onvindbaar" in path.read_bytes() for path in home.iterdir())


class TestAsking:
    def test_keeps_the_address_and_queues_a_mail(self, reminders, token):
        reminders.ask(token, ADDRESS, "en")
        (one,) = reminders.of(token)
        assert (one.address, one.language, one.made, one.confirmed) == (ADDRESS, "en", DAY, None)
        assert one.mails == (Mail(0, DAY, "due"),)
        assert one.days == ()
        assert reminders.bell.is_set()

    def test_belongs_to_a_scan(self, reminders):
        with pytest.raises(ScanNotFound):
            reminders.ask("nobody", ADDRESS, "nl")

    def test_another_address_takes_the_place_of_one_that_nobody_confirmed(
        self, reminders, token, on_disk
    ):
        reminders.ask(token, ADDRESS, "nl")
        assert on_disk()
        reminders.ask(token, OTHER, "nl")
        assert [one.address for one in reminders.of(token)] == [OTHER]
        assert not on_disk()

    def test_the_same_address_again_leaves_both_mails_good(self, reminders, token, keys):
        reminders.ask(token, ADDRESS, "nl")
        reminders.ask(token, ADDRESS, "nl")
        first, second = reminders.of(token)
        assert reminders.asked(keys.make("confirm", first.id)) == first
        reminders.confirm(keys.make("confirm", second.id), [DAY + dt.timedelta(14)])
        assert [one.id for one in reminders.of(token)] == [second.id]

    def test_is_done_three_times_a_day_for_a_scan(self, reminders, token, clock):
        for number in range(MOST_ASKS):
            reminders.ask(token, f"noor{number}@voorbeeld.nl", "nl")
        with pytest.raises(TooManyAsks):
            reminders.ask(token, OTHER, "nl")
        assert [one.address for one in reminders.of(token)] == ["noor2@voorbeeld.nl"]
        clock.forward(days=1)
        reminders.ask(token, OTHER, "nl")

    def test_is_done_three_times_a_day_for_an_address_over_all_scans(self, reminders, scans, clock):
        owners = [scans.save(SelfScan(role="journalist")) for _ in range(MOST_ASKS + 1)]
        for owner, address in zip(owners, (ADDRESS, ADDRESS.upper(), ADDRESS), strict=False):
            reminders.ask(owner, address, "nl")
        with pytest.raises(TooManyAsks):
            reminders.ask(owners[-1], ADDRESS, "nl")
        assert reminders.of(owners[-1]) == ()
        reminders.ask(owners[-1], OTHER, "nl")
        clock.forward(days=1)
        reminders.ask(owners[-1], ADDRESS, "nl")

    def test_is_counted_right_when_all_come_at_once(self, reminders, token):
        def ask(number):
            try:
                reminders.ask(token, f"noor{number}@voorbeeld.nl", "nl")
            except TooManyAsks:
                return 0
            return 1

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(ask, range(12))) == MOST_ASKS

    def test_counts_without_keeping_whom(self, reminders, token, engine):
        reminders.ask(token, ADDRESS, "nl")
        reminders.end(token)
        with engine.connect() as connection:
            kept = str(connection.execute(select(reminder_asks)).all())
        assert "onvindbaar" not in kept


class TestConfirming:
    def test_sends_mails_on_its_days(self, reminders, token, confirmed):
        confirmed(ADDRESS)
        (one,) = reminders.of(token)
        assert one.confirmed == DAY
        assert [mail.number for mail in one.mails] == [1, 2, 3]
        assert [(day - DAY).days for day in one.days] == [14, 42, 84]

    def test_twice_changes_nothing(self, reminders, token, keys, confirmed, clock):
        number = confirmed(ADDRESS)
        before = reminders.of(token)
        clock.forward(days=3)
        reminders.confirm(keys.make("confirm", number), [clock.day + dt.timedelta(1)])
        assert reminders.of(token) == before

    def test_another_address_ends_the_earlier_one_and_what_it_opened(
        self, reminders, scans, token, keys, confirmed
    ):
        first = confirmed(ADDRESS)
        assert scans.get(keys.make("open", first))
        second = confirmed(OTHER)
        assert [one.address for one in reminders.of(token)] == [OTHER]
        assert scans.get(keys.make("open", second))
        with pytest.raises(ScanNotFound):
            scans.get(keys.make("open", first))

    def test_until_then_the_earlier_address_stays(self, reminders, token, confirmed):
        confirmed(ADDRESS)
        reminders.ask(token, OTHER, "nl")
        assert [(one.address, one.confirmed) for one in reminders.of(token)] == [
            (ADDRESS, DAY),
            (OTHER, None),
        ]

    def test_has_a_week(self, reminders, token, keys, clock):
        reminders.ask(token, ADDRESS, "nl")
        key = keys.make("confirm", reminders.of(token)[0].id)
        clock.forward(days=7)
        assert reminders.asked(key).address == ADDRESS
        clock.forward(days=1)
        for use in (reminders.asked, lambda k: reminders.confirm(k, [clock.day])):
            with pytest.raises(ReminderNotFound):
                use(key)

    def test_needs_the_key_of_the_mail(self, reminders, token, keys, tmp_path):
        reminders.ask(token, ADDRESS, "nl")
        number = reminders.of(token)[0].id
        for key in (
            "",
            "x" * 43,
            keys.make("stop", number),
            keys.make("open", number),
            keys.make("confirm", number + 1),
            Keys(tmp_path / "elsewhere").make("confirm", number),
        ):
            with pytest.raises(ReminderNotFound):
                reminders.confirm(key, [DAY])

    def test_of_a_scan_that_expired_is_not_possible(self, reminders, token, keys, clock):
        clock.forward(days=178)
        reminders.ask(token, ADDRESS, "nl")  # which opens the scan once more
        key = keys.make("confirm", reminders.of(token)[0].id)
        reminders.asked(key)
        clock.forward(days=181)
        with pytest.raises(ReminderNotFound):
            reminders.asked(key)


class TestOpening:
    def test_works_as_the_token_does_while_it_is_not_stopped(
        self, reminders, scans, token, keys, confirmed
    ):
        key = keys.make("open", confirmed(ADDRESS))
        scans.replace(key, SelfScan(role="archivist"))
        assert scans.get(token).scan == scans.get(key).scan
        assert scans.get(token).scan.role == "archivist"
        assert reminders.of(key) == reminders.of(token)
        reminders.end(token)
        with pytest.raises(ScanNotFound):
            scans.get(key)

    def test_waits_until_it_is_confirmed(self, reminders, scans, token, keys):
        reminders.ask(token, ADDRESS, "nl")
        with pytest.raises(ScanNotFound):
            scans.get(keys.make("open", reminders.of(token)[0].id))

    @pytest.mark.parametrize("purpose", ["confirm", "stop"])
    def test_is_not_done_by_another_key(self, scans, keys, confirmed, purpose):
        with pytest.raises(ScanNotFound):
            scans.get(keys.make(purpose, confirmed(ADDRESS)))

    def test_deletes_too(self, scans, token, keys, confirmed):
        scans.delete(keys.make("open", confirmed(ADDRESS)))
        with pytest.raises(ScanNotFound):
            scans.get(token)

    def test_is_no_key_of_a_coach(self, scans, token, keys, confirmed):
        scans.share(token, ())
        with pytest.raises(ScanNotFound):
            scans.get_shared(keys.make("open", confirmed(ADDRESS)))

    def test_keeps_what_is_learned_in_one_place(self, engine, scans, token, keys, confirmed):
        from service.usage import Usage, Use

        usage = Usage(engine, scans)
        key = keys.make("open", confirmed(ADDRESS))
        usage.allow(key)
        assert usage.allows(token)
        usage.note(key, scans.get(key).scan, Use("KA-101", "opened"))
        assert [event.course for event in usage.of(token)] == ["KA-101"]
        usage.refuse(key)
        assert not usage.allows(token)


class TestStopping:
    def test_forgets_the_address_at_once(self, reminders, token, keys, confirmed, on_disk):
        key = keys.make("stop", confirmed(ADDRESS))
        assert reminders.stops(key)
        assert on_disk()
        reminders.stop(key)
        assert reminders.of(token) == ()
        assert not on_disk()

    def test_twice_changes_nothing(self, reminders, keys, confirmed):
        key = keys.make("stop", confirmed(ADDRESS))
        reminders.stop(key)
        reminders.stop(key)
        assert not reminders.stops(key)

    def test_works_before_anything_was_confirmed(self, reminders, token, keys, on_disk):
        reminders.ask(token, ADDRESS, "nl")
        reminders.stop(keys.make("stop", reminders.of(token)[0].id))
        assert not on_disk()

    def test_needs_the_key_of_a_mail(self, reminders, token, keys, confirmed):
        number = confirmed(ADDRESS)
        for key in ("", "x" * 43, keys.make("open", number), keys.make("confirm", number)):
            for use in (reminders.stop, reminders.stops):
                with pytest.raises(ReminderNotFound):
                    use(key)
        assert len(reminders.of(token)) == 1

    def test_by_the_owner_stops_what_was_only_asked_too(self, reminders, token, confirmed, on_disk):
        confirmed(OTHER)
        reminders.ask(token, ADDRESS, "nl")
        reminders.end(token)
        assert reminders.of(token) == ()
        assert not on_disk()


class TestRest:
    def test_sends_nothing_more_and_leaves_the_key_of_a_mail(
        self, reminders, scans, token, keys, confirmed, queue, clock, on_disk
    ):
        number = confirmed(ADDRESS)
        reminders.ask(token, OTHER, "nl")
        reminders.rest(token)
        clock.forward(days=14)
        assert queue.claim() is None
        assert not on_disk()
        assert [(one.id, one.address) for one in reminders.of(token)] == [(number, "")]
        assert scans.get(keys.make("open", number))

    def test_stops_a_mail_that_a_sender_has_in_hand(
        self, reminders, token, confirmed, queue, clock
    ):
        confirmed(ADDRESS)
        clock.forward(days=14)
        mail = queue.claim()
        reminders.rest(token)
        assert not queue.hand(mail)


class TestDeletingTheScan:
    def test_takes_address_and_mails_along(self, scans, token, engine, confirmed, on_disk):
        confirmed(ADDRESS)
        scans.delete(token)
        with engine.connect() as connection:
            for one in (table, reminder_mails):
                assert connection.execute(select(one)).all() == []
        assert not on_disk()

    def test_happens_by_itself(self, scans, token, confirmed, clock, on_disk):
        confirmed(ADDRESS)
        clock.forward(days=181)
        scans.purge()
        assert not on_disk()


class TestPurging:
    def test_forgets_what_nobody_confirmed(self, reminders, token, clock, on_disk):
        reminders.ask(token, ADDRESS, "nl")
        clock.forward(days=7)
        reminders.purge()
        assert on_disk()
        clock.forward(days=1)
        reminders.purge()
        assert reminders.of(token) == ()
        assert not on_disk()

    def test_forgets_an_address_when_mails_can_no_longer_be_sent(
        self, reminders, scans, token, keys, confirmed, clock, on_disk
    ):
        number = confirmed(ADDRESS)
        clock.forward(days=98)
        scans.get(token)
        reminders.purge()
        assert on_disk()
        clock.forward(days=1)
        reminders.purge()
        assert not on_disk()
        (one,) = reminders.of(token)
        assert {mail.state for mail in one.mails} == {"failed"}
        assert scans.get(keys.make("open", number))

    def test_forgets_how_often_was_asked(self, reminders, token, engine, clock):
        reminders.ask(token, ADDRESS, "nl")
        clock.forward(days=1)
        reminders.purge()
        with engine.connect() as connection:
            assert connection.execute(select(reminder_asks)).all() == []

    def test_leaves_what_is_to_come(self, reminders, token, confirmed):
        confirmed(ADDRESS)
        before = reminders.of(token)
        reminders.purge()
        assert reminders.of(token) == before


class TestExport:
    def test_tells_everything_that_is_kept(self, reminders, token, confirmed):
        confirmed(ADDRESS)
        (one,) = reminders.of(token)
        assert one.to_dict() == {
            "address": ADDRESS,
            "language": "nl",
            "made": "2027-01-04",
            "confirmed": "2027-01-04",
            "mails": [
                {"day": day, "state": "due"} for day in ("2027-01-18", "2027-02-15", "2027-03-29")
            ],
        }
