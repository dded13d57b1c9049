"""What the settings of a mail server may be, told in one sentence where they may not."""

import pytest
from pydantic import SecretStr

from service import settings as module
from service.settings import Settings, load_settings
from skills_taxonomy import ServiceError

GOOD = {
    "smtp_host": "smtp.academie.example",
    "base_url": "https://koers.academie.example",
    "mail_from": "Koers <koers@academie.example>",
}


class TestTheMailServer:
    def test_is_none_without_a_host(self):
        assert Settings(smtp_host="", mail_from="geen adres").mail_server is None

    def test_is_what_the_settings_say(self):
        server = Settings(**GOOD, smtp_user="koers", smtp_password=SecretStr("geheim")).mail_server
        assert (server.host, server.port, server.security) == (GOOD["smtp_host"], 587, "starttls")
        assert (server.sender_name, server.sender) == ("Koers", "koers@academie.example")
        assert server.password == "geheim"

    def test_may_be_written_without_a_name(self):
        server = Settings(**GOOD | {"mail_from": "koers@academie.example"}).mail_server
        assert (server.sender_name, server.sender) == ("", "koers@academie.example")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"base_url": ""}, "KOERS_SMTP_HOST asks KOERS_BASE_URL"),
            ({"mail_from": ""}, "KOERS_SMTP_HOST asks KOERS_MAIL_FROM"),
            ({"mail_from": "Koers"}, "KOERS_MAIL_FROM cannot be 'Koers'"),
            ({"mail_from": "Koers <koers>"}, "KOERS_MAIL_FROM cannot be"),
            ({"mail_from": "K\r\nBcc: x@y.nl <koers@y.nl>"}, "KOERS_MAIL_FROM cannot be"),
            ({"mail_from": "a@y.nl, b@y.nl"}, "KOERS_MAIL_FROM cannot be"),
            ({"smtp_host": "smtp:// x"}, "KOERS_SMTP_HOST cannot be"),
            ({"smtp_user": "koers"}, "go together"),
            ({"smtp_password": SecretStr("geheim")}, "go together"),
            (
                {
                    "smtp_user": "koers",
                    "smtp_password": SecretStr("geheim"),
                    "smtp_security": "none",
                },
                "KOERS_SMTP_SECURITY cannot be none with a password",
            ),
        ],
    )
    def test_that_cannot_be_is_told_in_a_sentence(self, changes, sentence):
        with pytest.raises(ServiceError, match=sentence) as error:
            _ = Settings(**GOOD | changes).mail_server
        assert "geheim" not in str(error.value)

    def test_is_checked_when_the_service_starts(self, monkeypatch):
        monkeypatch.setenv("KOERS_SMTP_HOST", "smtp.academie.example")
        monkeypatch.delenv("KOERS_BASE_URL", raising=False)
        load_settings.cache_clear()
        with pytest.raises(ServiceError, match="KOERS_BASE_URL"):
            load_settings()
        load_settings.cache_clear()

    def test_shows_its_password_nowhere(self):
        settings = Settings(**GOOD, smtp_user="koers", smtp_password=SecretStr("geheim"))
        for shown in (repr(settings), str(settings), repr(settings.mail_server), module.__doc__):
            assert "geheim" not in shown
