"""Which texts are addresses that mail can be sent to."""

from email.headerregistry import Address
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reminders.address import MOST, AddressError, mail_address


class TestAnAddress:
    @pytest.mark.parametrize(
        ("typed", "address"),
        [
            ("noor@voorbeeld.nl", "noor@voorbeeld.nl"),
            ("  Noor.de-Vries+koers@Sub.Voorbeeld.NL\n", "Noor.de-Vries+koers@sub.voorbeeld.nl"),
            ("o'neil@voorbeeld.nl", "o'neil@voorbeeld.nl"),
            ("noor@café.nl", "noor@xn--caf-dma.nl"),
            ("noor@xn--caf-dma.nl", "noor@xn--caf-dma.nl"),
            (f"{'a' * 64}@voorbeeld.nl", f"{'a' * 64}@voorbeeld.nl"),
        ],
    )
    def test_goes_to_the_server_in_plain_letters(self, typed, address):
        assert mail_address(typed) == address

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ("", "shape"),
            ("noor", "shape"),
            ("@voorbeeld.nl", "shape"),
            ("noor@", "shape"),
            ("noor@localhost", "shape"),
            ("noor@127.0.0.1", "shape"),
            ("noor@[127.0.0.1]", "shape"),
            ("noor@voorbeeld..nl", "shape"),
            ("noor@-voorbeeld.nl", "shape"),
            ("noor@voorbeeld.nl.", "shape"),
            (".noor@voorbeeld.nl", "shape"),
            ("no or@voorbeeld.nl", "shape"),
            ('"no or"@voorbeeld.nl', "shape"),
            ("Noor <noor@voorbeeld.nl>", "shape"),
            ("noor@voorbeeld.nl, piet@voorbeeld.nl", "shape"),
            ("noor@voorbeeld.nl\r\nBcc: piet@voorbeeld.nl", "shape"),
            ("noor\r\nBcc:piet@voorbeeld.nl", "shape"),
            ("noor\x00@voorbeeld.nl", "shape"),
            ("\ud800@voorbeeld.nl", "shape"),
            ("noor@\ud800.nl", "shape"),
            (f"{'a' * 65}@voorbeeld.nl", "shape"),
            ("zoë@voorbeeld.nl", "letters"),
            ("noor@straße.de", "letters"),
            (f"{'a' * 300}@voorbeeld.nl", "long"),
            ("x" * 10_000, "long"),
        ],
    )
    def test_is_not_any_text(self, typed, wrong):
        with pytest.raises(AddressError) as error:
            mail_address(typed)
        assert error.value.wrong == wrong

    @given(st.one_of(st.emails(), st.text(max_size=40).map(lambda t: f"{t}@voorbeeld.nl")))
    def test_is_one_mailbox_that_every_header_can_hold(self, typed):
        try:
            address = mail_address(typed)
        except AddressError:
            return
        assert len(address) <= MOST
        assert address.isascii()
        assert address.isprintable()
        assert " " not in address
        assert parseaddr(address) == ("", address)
        assert Address(addr_spec=address).addr_spec == address
        assert mail_address(address) == address
