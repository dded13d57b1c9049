"""Prices as people write them: an amount with VAT, or none, and what was guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.money import read_price


def paid(text: str, vat: str = "") -> tuple[str, str | None]:
    price = read_price(text, vat)
    assert price.amount is not None, text
    return f"{price.amount:.2f}", None if price.vat is None else f"{price.vat:.2f}"


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("495", "495"),
        ("€495", "495"),
        ("€ 495,-", "495"),
        ("€ 495,--", "495"),
        ("495,—", "495"),
        ("495,5", "495.50"),
        ("€ 89,50", "89.50"),
        ("89.50 EUR", "89.50"),
        ("495 euro", "495"),
        ("1.250", "1250"),
        ("1,250", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250,00", "1250"),
        ("€ 1.250,-", "1250"),
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("EUR 1'250.00", "1250"),
        ("1.000.000", "1000000"),
        ("500 p.p.", "500"),
        ("Cursusprijs: € 495 per persoon", "495"),
        ("495,- voor 2 dagen", "495"),
        ("€ 495 (€ 50 korting voor leden)", "495"),
        ("gratis", "0"),
        ("FREE", "0"),
        ("Deelname is gratis", "0"),
        ("geen kosten", "0"),
        ("0", "0"),
        ("€ 0,-", "0"),
    ],
)
def test_an_amount_is_understood_in_every_notation(text, euros):
    price = read_price(text)
    assert price.amount == Decimal(euros)
    assert price.guessed == ""


@pytest.mark.parametrize(
    ("text", "euros", "reason"),
    [
        ("€350-€750", "750", "highest"),
        ("€ 350 - 750", "750", "highest"),
        ("350 tot € 750", "750", "highest"),
        ("12 tot 15", "15", "highest"),
        ("€ 595 / € 495 (leden)", "595", "highest"),
        ("gratis voor leden, € 50 voor niet-leden", "50", "highest"),
        ("v.a. € 99", "99", "v.a."),
        ("vanaf 99 euro", "99", "vanaf"),
        ("ca. 500", "500", "ca."),
        ("12 x € 45", "540", "instalments"),
        ("12 termijnen van € 45,-", "540", "instalments"),
        ("€ 495 + € 50 materiaalkosten", "545", "added"),
        ("€ 495 excl. lunch", "495", "on top"),
    ],
)
def test_an_open_price_is_taken_for_something_and_says_so(text, euros, reason):
    price = read_price(text)
    assert price.amount == Decimal(euros)
    assert reason in price.guessed


@pytest.mark.parametrize(
    "text",
    [
        "in overleg",
        "n.v.t.",
        "op aanvraag",
        "verschillend",
        "",
        "€",
        "abc",
        "2 dagen",
        "zaal 3",
        "€ 2k",
        "1e3",
        "$ 500",
        "€ 45 per maand",
        "€ 250 per dag",
        "€ 1.500 per groep",
        "€ 50 korting",
        "gratis voor leden",
        "9" * 400,
        "deelname " * 5000,
        "1.000" * 5000,
    ],
)
def test_what_does_not_say_what_one_pays_has_no_amount(text):
    assert read_price(text).amount is None


@pytest.mark.parametrize("text", ["1.2500", "1,2,3", "12,5000", "1.25.50", "12.34.567"])
def test_marks_that_separate_nothing_sensible_are_no_amount(text):
    """Read as 12,500 or 12.30 the price would be wrong without anyone noticing."""
    assert read_price(text).amount is None


@pytest.mark.parametrize("text", ["-5", "€ -5", "-1.250,00", "-€ 5", "− 5", "€ - 5,00 excl. btw"])
def test_a_price_below_zero_is_refused(text):
    with pytest.raises(ValueError, match="below zero"):
        read_price(text)


def test_a_dash_that_lists_a_price_is_no_minus():
    assert read_price("- € 495").amount == 495


@pytest.mark.parametrize(
    ("text", "amount", "vat"),
    [
        ("€ 1.250,- excl. btw", "1512.50", "262.50"),
        ("€ 1.250,00 + 21% btw", "1512.50", "262.50"),
        ("€ 99 ex btw", "119.79", "20.79"),
        ("€ 99 (excl. 9% btw)", "107.91", "8.91"),
        ("€ 100 incl. 21% BTW", "100.00", "17.36"),
        ("btw inbegrepen € 100", "100.00", "17.36"),
        ("€ 495 (btw-vrij)", "495.00", "0.00"),
        ("€ 495, vrijgesteld van btw", "495.00", "0.00"),
        ("€ 495 VAT exempt", "495.00", "0.00"),
        ("€ 1.000 excl. btw / € 1.210 incl. btw", "1210.00", "210.00"),
        ("€ 1.250,- excl. € 262,50 btw", "1512.50", "262.50"),
        ("€ 1.512,50 incl. € 262,50 btw", "1512.50", "262.50"),
        ("€ 89.99 excl. btw", "108.89", "18.90"),
        ("gratis", "0.00", "0.00"),
        ("€ 495", "495.00", None),
    ],
)
def test_vat_is_part_of_what_one_pays(text, amount, vat):
    assert paid(text) == (amount, vat)
    assert read_price(text).guessed == ""


@pytest.mark.parametrize(
    ("vat", "amount", "sum_"),
    [
        ("incl. 21%", "100.00", "17.36"),
        ("Incl. btw", "100.00", "17.36"),
        ("excl. 21%", "121.00", "21.00"),
        ("excl 21 %", "121.00", "21.00"),
        ("EXCL. 9%", "109.00", "9.00"),
        ("excl.", "121.00", "21.00"),
        ("excl. vat", "121.00", "21.00"),
        ("excl. 0%", "100.00", "0.00"),
        ("vrij", "100.00", "0.00"),
        ("vrijgesteld", "100.00", "0.00"),
        ("0%", "100.00", "0.00"),
        ("", "100.00", None),
    ],
)
def test_vat_may_stand_in_a_column_of_its_own(vat, amount, sum_):
    assert paid("100", vat) == (amount, sum_)
    assert read_price("100", vat).guessed == ""


@pytest.mark.parametrize("vat", ["21%", "21", "ja", "inclusief eten", "excl. 121%"])
def test_unclear_vat_leaves_the_amount_as_it_is_and_says_so(vat):
    price = read_price("100", vat)
    assert price.amount == 100
    assert price.guessed


def test_what_the_price_says_of_vat_goes_before_the_column():
    assert read_price("€ 100 incl. btw", "excl. 21%").amount == 100


@given(st.decimals(0, 999_999, places=2), st.sampled_from(["", "€ ", "eur "]))
def test_an_amount_survives_dutch_and_english_notation(amount, sign):
    english = f"{amount:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert read_price(sign + dutch).amount == read_price(sign + english).amount == amount


@given(st.decimals(0, 99_999, places=2))
def test_vat_added_is_the_vat_that_is_in_it(amount):
    price = read_price(f"€ {amount} excl. btw")
    assert price.amount == amount + price.vat


@given(
    st.text(max_size=60) | st.text("0123456789.,€- +x/tovanbwexcl%()", max_size=40),
    st.text(max_size=12),
)
def test_any_text_is_a_price_or_none_or_below_zero(text, vat):
    try:
        price = read_price(text, vat)
    except ValueError as error:
        assert "below zero" in str(error)
    else:
        assert price.amount is None or price.amount >= 0
        assert price.vat is None or 0 <= price.vat <= price.amount


@pytest.mark.parametrize(
    ("column", "amount", "vat"),
    [
        ("21% excl.", "121.00", "21.00"),
        ("21% btw", "100", "17.36"),
        ("laag", "100", "8.26"),
        ("vrijgesteld (CRKBO)", "100", "0"),
    ],
)
def test_vat_in_a_column_may_be_told_in_many_ways(column, amount, vat):
    found = read_price("100", column)
    assert (found.amount, found.vat) == (Decimal(amount), Decimal(vat))
