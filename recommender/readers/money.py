"""Prices as providers write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from skills_taxonomy import fold


@dataclass(frozen=True, slots=True)
class Price:
    """What a text says about money."""

    amount: Decimal | None
    """Euros a participant pays, VAT included; the highest of a range, None when none is said."""
    vat: Decimal | None = None
    """Euros of VAT in it: 0 where it is exempt, None where nothing is said."""
    guessed: str = ""
    """What it was taken for, where the text leaves that open; half a sentence."""


STANDARD_VAT = Decimal(21)
"""Per cent of VAT on courses in the Netherlands, where a text names no other rate."""

_CENT = Decimal("0.01")
_MOST_DIGITS = 9
_LONGEST = 300
"""Characters that are read: whoever writes more is describing, not pricing."""
_HIGHEST_VAT = 27  # of all rates in the European Union

_PLAIN = re.compile(r"(?:€|eur|euro)?\s*(\d[\d.,']*)(?:[.,][-=]+)?\s*(?:€|eur|euro)?")
_AMOUNT = re.compile(
    r"(?P<times>\d{1,3}\s*(?:x|×|keer|termijnen van|maanden van|times)\s*)?"
    r"(?P<minus>-\s*)?(?P<sign>(?:€|\beuro?\b)\s*(?P<inner>-\s*)?)?"
    r"(?<![\w.,'])(?P<digits>\d+(?:[.,']\d+| \d{3}(?!\d))*)"
    r"(?P<dash>[.,][-=]+)?(?![\w])(?P<after>\s*(?:€|euro?\b))?"
)
# A number before one of these counts something else than euros.
_NO_EUROS = re.compile(
    r"\s*-?\s*(?:%|procent|per ?cent|dag|uur|uren|u\b|week|weken|maand|jaar|x\b|keer|les|persoon"
    r"|personen|deelnemer|termijn|module|bijeenkomst|sbu|ects?\b|day|hour|month|year|person|people"
    r"|participant|session|lesson|instal)"
)
_PERIOD = re.compile(
    r"\s*(?:(?:per|p/|/|a|an|elke|each|every)\s*"
    r"(?:maand|mnd|month|m\b|jaar|year|kwartaal|quarter|week|les|lesson|uur|hour|dag|day|dagdeel"
    r"|sessie|session|bijeenkomst|module|groep|group|team|organisatie)|p\.m\.|maandelijks|monthly)"
)
_NOT_THE_PRICE = re.compile(
    r"\s*(?:,-)?\s*\(?(?:korting|discount|subsidie|subsidy|vergoeding|cashback|voucher|retour)"
)
_BTW = r"(?:b\.?t\.?w\.?|vat)"
_RATE = r"(\d{1,3}(?:[.,]\d)?)\s*%"
_VAT = re.compile(
    rf"(?P<free>{_BTW}[ -]?(?:vrij|exempt|free)\w*"
    rf"|(?:vrij\w*|exempt|free)\s+(?:van|from|of)\s+{_BTW}"
    rf"|(?:geen|zonder|no|without)\s+{_BTW}|\b0\s*%\s*{_BTW})"
    rf"|(?P<word>\b(?:incl\w*|excl\w*|ex|exc)\b\.?)\s*(?:{_RATE}\s*)?{_BTW}(?:\s*\(?{_RATE}\)?)?"
    rf"|(?P<bare>\b(?:incl\w*|excl\w*|ex|exc)\b\.?)(?:\s*{_RATE})?(?=\s*(?:[,;)/]|\Z))"
    rf"|(?P<plus>\+|\bplus)\s*(?:{_RATE}\s*)?{_BTW}"
    rf"|{_BTW}\s*(?P<last>incl\w*|excl\w*|inbegrepen|included|excluded)"
)
_VAT_SUM = re.compile(
    rf"(?P<how>incl\w*|excl\w*|ex|plus|\+)?\.?\s*(?:€|\beuro?\b)?\s*"
    rf"(?P<digits>\d+(?:[.,']\d+)*)(?:,-+)?\s*(?:€|euro?\b)?\s*{_BTW}"
    r"(?![ -]?(?:vrij|exempt|free|in|excl))"
)
_COLUMN = re.compile(rf"(?P<word>incl|excl|ex|in)\w*\.?\s*(?:{_RATE}|(\d{{1,2}}))?\s*(?:{_BTW})?")
_RATE_FIRST = re.compile(
    rf"(?P<rate>\d{{1,2}}(?:[.,]\d)?)\s*%\s*(?:{_BTW}\s*)?(?P<word>incl|excl|ex|in)\w*\.?"
)
_NAMED_RATES = {"hoog": "21", "laag": "9", "high": "21", "low": "9"}
"""Dutch rates of VAT by the names that people give them."""
_RATE_ALONE = re.compile(
    rf"(?:{_BTW}\s*)?(?:(?P<rate>\d{{1,2}}(?:[.,]\d)?)\s*%?|(?P<name>hoog|laag|high|low))"
    rf"(?:\s*tarief|\s*rate)?(?:\s*{_BTW})?"
)
_IS_EXEMPT = re.compile(r"\bvrijgesteld\b|\bvrijstelling\b|\bexempt|\bcrkbo\b|\bbtw[ -]?vrij")
_EXEMPT = {"vrij", "vrijgesteld", "btw-vrij", "btw vrij", "exempt", "none", "geen", "free", "0"}
_FREE = re.compile(
    r"(?:(?:deelname|toegang|entree|aanmelden|kosten|volledig|geheel|helemaal|completely|fully|is"
    r"|are)[\s:]+)*"
    r"(?:gratis|free|kosteloos|geen kosten|geen|nihil|zonder kosten|no costs?|nothing)"
    r"(?:\s+(?:deelname|toegang|entree|te volgen|of charge|admission|toegankelijk))?"
)
_ROUGHLY = re.compile(
    r"\b(?:v\.?a\.?|vanaf|from|starting at|ca\.?|circa|ongeveer|approx\w*\.?|about|rond|around"
    r"|(?<!\d )(?<!,- )tot|up to|max\w*\.?|min\w*\.?|richtprijs|indicatie\w*)(?=[\s\d€:])|±|~"
)
_ON_TOP = re.compile(r"\b(?:excl\w*|ex|exc|zonder|without)\b\.?\s+(?!b\.?t\.?w|vat)[a-z]")
_FOREIGN = re.compile(r"[$£¥]|\b(?:usd|gbp|chf|dollars?|pounds?|pond)\b")
# Words that may stand beside a number without a euro sign, and leave it a price.
_BESIDE = re.compile(
    r"\b(?:per (?:persoon|deelnemer|person|participant|cursus|training|course)|p\.?\s?p\.?|p/p"
    r"|prijs|price|kosten|costs?|fee|lesgeld|cursusgeld|collegegeld|bedraagt|is|totaal|total|van|of|en"
    r"|t/m|tot|to|à|a|and|or|all[ -]?in)(?![a-z])"
)


def read_price(text: str, vat: str = "") -> Price:
    """Read a price; one that names no amount has none, and is no error.

    A price per month, lesson or group is left: what a participant pays in all does not follow.

    Args:
        text: "€ 1.250,- excl. btw", "€350-€750", "gratis", "in overleg".
        vat: how a sheet says VAT is meant, in a column of its own: "excl. 21%", "vrij".

    Raises:
        ValueError: it is below zero; half a sentence.
    """
    folded = _plain(text)
    if _FREE.fullmatch(folded):
        return Price(Decimal(0), Decimal(0))
    if plain := _PLAIN.fullmatch(folded):
        amounts, roughly = [(_amount(plain[1]), folded, folded)], ""
    else:
        amounts, roughly = _amounts(folded), _roughly(folded)
    known = [(amount, own, around) for amount, own, around in amounts if amount is not None]
    if not known or len(known) < len(amounts):
        return Price(None)
    return _highest(known, folded, _plain(vat), roughly)


def _plain(text: str) -> str:
    return re.sub(r"[‐‑‒–—−]", "-", fold(text[:_LONGEST])).strip(" .;:()")


def _amount(digits: str) -> Decimal | None:
    # Dutch texts write 1.250,50; English ones 1,250.50. The last mark with one or two digits
    # behind it is the decimal one; the other mark separates thousands. What fits neither, such as
    # 1.2500, is no amount: taken for 12,500 it would be wrong without anyone noticing.
    digits = digits.replace(" ", "").replace("'", "")
    decimal = re.search(r"[.,](\d{1,2})\Z", digits)
    whole = digits[: decimal.start()] if decimal else digits
    grouped = re.fullmatch(r"(?:\d+|\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+))", whole)
    if not grouped or (decimal and decimal[0][0] in whole):
        return None
    number = re.sub(r"[.,]", "", whole)
    if len(number) > _MOST_DIGITS or not number.isascii():
        return None
    return Decimal(number + (f".{decimal[1]}" if decimal else ""))


def _amounts(folded: str) -> list[tuple[Decimal | None, str, str]]:
    # Every amount with the words behind it, up to the next, and those around it.
    if _FOREIGN.search(folded):
        return []
    sums = {m.start("digits") for m in _VAT_SUM.finditer(folded) if m["how"] or "€" in m[0]}
    found = [m for m in _AMOUNT.finditer(folded) if m.start("digits") not in sums]
    found = [m for m in found if m["sign"] or m["after"] or not _NO_EUROS.match(folded, m.end())]
    if not any(m["sign"] or m["after"] or m["dash"] for m in found) and _others(folded):
        return []
    if any(m["sign"] or m["after"] or m["dash"] for m in found):
        found = [m for n, m in enumerate(found) if _is_money(found, n, folded)]
    result = []
    for n, m in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(folded)
        _refuse_below_zero(m, folded)
        behind = folded[m.end() : end]
        if _NOT_THE_PRICE.match(behind) or (_PERIOD.match(behind) and not m["times"]):
            continue
        amount = _amount(m["digits"])
        if amount is not None and m["times"]:
            amount *= int(re.match(r"\d+", m["times"])[0])  # type: ignore[index]
        result.append((amount, behind, folded[max(0, m.start() - 12) : end]))
    return result


def _is_money(found: list[re.Match[str]], n: int, folded: str) -> bool:
    m = found[n]
    if m["sign"] or m["after"] or m["dash"]:
        return True
    # In "€ 350-750" and "350 tot € 750" the other end of the range has no sign of its own.
    before = folded[found[n - 1].end() : m.start()] if n else "?"
    behind = folded[m.end() : found[n + 1].start()] if n + 1 < len(found) else "?"
    dash = "-" if m["minus"] else ""
    following = "-" if n + 1 < len(found) and found[n + 1]["minus"] else ""
    return any(
        re.fullmatch(r"\s*(?:-|tot|t/m|to|à|a|/|en|of|or)\s*", between)
        for between in (before + dash, behind + following)
    )


def _others(folded: str) -> bool:
    # Whether words stand beside a bare number that have nothing to do with a price.
    rest = _VAT_SUM.sub(" ", _VAT.sub(" ", folded))
    rest = _BESIDE.sub(" ", _ROUGHLY.sub(" ", rest))
    return re.search(r"[^\W\d_]", rest) is not None


def _refuse_below_zero(m: re.Match[str], folded: str) -> None:
    tight = m["minus"] and (not m["minus"][1:] or not m["sign"])
    first = not folded[: m.start()].strip()
    if m["inner"] or (tight and (first or folded[m.start() - 1] == ":")):
        raise ValueError(f"a price of {folded} is below zero; write what a participant pays.")


def _roughly(folded: str) -> str:
    if found := _ROUGHLY.search(folded):
        return f"'{found[0].strip()}' says that it may differ"
    return "what comes on top of it is not counted" if _ON_TOP.search(folded) else ""


def _highest(
    amounts: list[tuple[Decimal, str, str]], folded: str, column: str, roughly: str
) -> Price:
    everywhere = list(_VAT.finditer(folded))
    prices = []
    for amount, behind, _ in amounts:
        own = _VAT.search(behind) or (everywhere[-1] if everywhere else None)
        prices.append(_with_vat(amount, own, column))
    summed = _VAT_SUM.search(folded)
    if len(prices) == 1 and summed and (summed["how"] or "€" in summed[0]):
        return _with_sum(amounts[0][0], summed, roughly)
    best = max(prices, key=lambda price: (price.amount or Decimal(0), price.vat is not None))
    guessed = [best.guessed, roughly]
    if "+" in folded and len(prices) > 1 and _is_sum(folded):
        best = Price(sum((p.amount or Decimal(0) for p in prices), Decimal(0)), _all_vat(prices))
        guessed.append("everything that it names, added")
    elif _differ(prices) or re.search(r"\b(?:gratis|free|kosteloos)\b(?! van| from| of)", folded):
        guessed.append("the highest of several")
    if any(re.match(r"\d+\s*[x×]|.*(?:termijnen|maanden) van", around) for *_, around in amounts):
        guessed.append("all instalments, added")
    return Price(best.amount, best.vat, "; ".join(dict.fromkeys(g for g in guessed if g)))


def _differ(prices: list[Price]) -> bool:
    amounts = [price.amount or Decimal(0) for price in prices]
    return max(amounts) - min(amounts) > _CENT


def _is_sum(folded: str) -> bool:
    return re.search(r"\+\s*(?:€|euro?\b)?\s*\d", folded) is not None


def _all_vat(prices: list[Price]) -> Decimal | None:
    known = [price.vat for price in prices if price.vat is not None]
    return sum(known, Decimal(0)) if len(known) == len(prices) else None


def _with_sum(amount: Decimal, found: re.Match[str], roughly: str) -> Price:
    vat = _amount(found["digits"])
    if vat is None or vat > amount:
        return Price(amount, None, "the VAT that it names was not understood")
    on_top = not (found["how"] or "").startswith("incl")
    return Price(amount + vat if on_top else amount, vat, roughly)


def _with_vat(amount: Decimal, found: re.Match[str] | None, column: str) -> Price:
    if found is None:
        return _by_column(amount, column)
    if found["free"]:
        return Price(amount, Decimal(0))
    word = found["word"] or found["bare"] or found["plus"] or found["last"]
    rates = [g for g in found.groups()[1:] if g and g[0].isdigit()]
    return _at_rate(amount, not word.startswith("in"), rates[0] if rates else "")


def _by_column(amount: Decimal, column: str) -> Price:
    if not column:
        return Price(amount)
    if column in _EXEMPT or re.fullmatch(r"0\s*%", column) or _IS_EXEMPT.search(column):
        return Price(amount, Decimal(0))
    if said := _COLUMN.fullmatch(column):
        return _at_rate(amount, said["word"].startswith("ex"), said[2] or said[3] or "")
    if said := _RATE_FIRST.fullmatch(column):
        return _at_rate(amount, said["word"].startswith("ex"), said["rate"])
    if rate := _RATE_ALONE.fullmatch(column):
        price = _at_rate(amount, False, rate["rate"] or _NAMED_RATES[rate["name"]])
        return Price(price.amount, price.vat, price.guessed or "VAT taken as included")
    return Price(amount, None, f"'{column}' about VAT was not understood")


def _at_rate(amount: Decimal, excluded: bool, rate: str) -> Price:
    per_cent = Decimal(rate.replace(",", ".")) if rate else STANDARD_VAT
    if per_cent > _HIGHEST_VAT:
        return Price(amount, None, f"{rate}% is no rate of VAT")
    if excluded:
        vat = (amount * per_cent / 100).quantize(_CENT)
        return Price(amount + vat, vat)
    return Price(amount, (amount * per_cent / (100 + per_cent)).quantize(_CENT))
