"""Keys in mails open one thing each, and nobody else can make one."""

import logging
import os
import subprocess
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.headers import WithoutTokens
from service.reminders.key import LENGTH, Keys
from skills_taxonomy import ServiceError

PURPOSES = ("confirm", "open", "stop")


class TestAKey:
    @given(number=st.integers(0, 2**63 - 1))
    def test_gives_back_its_reminder(self, number, tmp_path_factory):
        keys = Keys(tmp_path_factory.getbasetemp() / "keys")
        for purpose in PURPOSES:
            key = keys.make(purpose, number)
            assert len(key) == LENGTH
            assert keys.read(purpose, key) == number

    def test_opens_one_thing_only(self, keys):
        for purpose in PURPOSES:
            key = keys.make(purpose, 7)
            assert [other for other in PURPOSES if keys.read(other, key) is not None] == [purpose]

    def test_cannot_be_made_without_the_secret(self, keys, tmp_path):
        assert keys.read("open", Keys(tmp_path / "elsewhere").make("open", 7)) is None

    def test_is_not_good_with_another_letter_anywhere(self, keys):
        key = keys.make("open", 7)
        for place in range(LENGTH):
            for letter in ("A", "_", "b"):
                forged = key[:place] + letter + key[place + 1 :]
                assert (keys.read("open", forged) is not None) == (forged == key)

    def test_has_one_form_only(self, keys):
        key = keys.make("open", 7)
        same = [
            other
            for other in (key[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef")
            if urlsafe_b64decode(f"{other}=") == urlsafe_b64decode(f"{key}=")
        ]
        assert [keys.read("open", other) is not None for other in same] == [
            other == key for other in same
        ]

    @pytest.mark.parametrize(
        "key", ["", "x" * 32, "x" * LENGTH, "é" * LENGTH, "\ud800" * LENGTH, "=" * LENGTH, "x" * 99]
    )
    def test_is_not_any_text(self, keys, key):
        assert keys.read("open", key) is None

    def test_of_a_number_beyond_all_reminders_is_none(self, keys):
        assert keys.read("open", urlsafe_b64encode(b"\xff" * 32).decode().rstrip("=")) is None

    def test_is_a_star_in_an_access_log(self, keys):
        for number in (0, 7, 2**63 - 1):
            for purpose in PURPOSES:
                args = (f"/herinnering/{keys.make(purpose, number)}/stop",)
                record = logging.LogRecord("uvicorn.access", 20, "", 0, "%s", args, None)
                WithoutTokens().filter(record)
                assert record.getMessage() == "/herinnering/*/stop"


class TestTheSecret:
    def test_is_its_owners_alone_and_stays(self, tmp_path):
        made = Keys(tmp_path / "home").make("open", 7)
        file = tmp_path / "home" / "secret"
        assert file.stat().st_mode & 0o777 == 0o600
        assert [path.name for path in file.parent.iterdir()] == ["secret"]
        assert Keys(tmp_path / "home").make("open", 7) == made

    def test_is_the_same_for_processes_that_start_at_once(self, tmp_path):
        code = (
            "import sys; from pathlib import Path; from service.reminders.key import Keys\n"
            f"keys = Keys(Path({str(tmp_path / 'home')!r}))\n"
            "print('ready', flush=True); sys.stdin.readline(); print(keys.make('open', 7))"
        )
        started = [
            subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        for process in started:
            assert process.stdout.readline() == "ready\n"
        for process in started:
            process.stdin.write("\n")
            process.stdin.flush()
        assert len({process.communicate(timeout=60)[0] for process in started}) == 1

    def test_that_is_none_is_told(self, tmp_path):
        (tmp_path / "secret").write_text("kort")
        with pytest.raises(ServiceError, match="this is no secret of Koers"):
            Keys(tmp_path).make("open", 7)

    def test_that_cannot_be_made_is_told(self):
        with pytest.raises(ServiceError, match="the secret for keys cannot be used"):
            Keys(_nowhere()).make("open", 7)

    def test_hides_what_is_counted(self, keys, tmp_path):
        hidden = keys.hide("address", "noor@voorbeeld.nl")
        assert len(hidden) == 64
        assert hidden == keys.hide("address", "noor@voorbeeld.nl")
        assert hidden != keys.hide("scan", "noor@voorbeeld.nl")
        assert hidden != Keys(tmp_path / "elsewhere").hide("address", "noor@voorbeeld.nl")


def _nowhere():
    from pathlib import Path

    return Path(os.devnull) / "home"
