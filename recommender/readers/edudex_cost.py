"""What an EDU-DEX programme costs one participant, VAT included.

`cost.amount` excludes VAT and `cost.amountVAT` is the VAT on it. The price of a programme is the
sum of both over its required costs, as EDU-DEX defines the catalogue price; a discount is a cost
below zero. Costs stand at the programme, its runs, their modules and days, and the most specific
ones count (EDU-DEX technical manual).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from recommender.readers.draft import CourseDraft
from recommender.readers.edudex_value import (
    Block,
    amount,
    day,
    flag,
    is_amount,
    number,
    part,
    parts,
    text,
)

_FEE = "tuition fee"
_CENT = Decimal("0.01")
_ByType = dict[str, list[Block]]
_ONCE = frozenset(("", "program", "1st year"))


@dataclass(slots=True)
class _Sum:
    """The required costs of one run, added up."""

    euros: Decimal = Decimal(0)
    vat: Decimal | None = Decimal(0)
    counted: int = 0
    unclear: bool = False
    """A required cost cannot be counted in euros, so the sum would be too low."""


@dataclass(slots=True)
class _Costs:
    """Reads costs for a day, and gathers once what is worth a remark."""

    today: dt.date
    duration: Block
    left: dict[str, str] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)

    def add_up(self, costs: Iterable[Block]) -> _Sum:
        found = _Sum()
        for cost in costs:
            self._add(cost, found)
        return found

    def _add(self, cost: Block, found: _Sum) -> None:
        said = _words(cost)
        required = flag(cost, "isRequiredCost") is not False
        reason = self._why_not(cost) if required else "an optional cost"
        if exempt := text(cost, "VATExemptAmount"):
            self.left[f"{said} ({exempt})"] = "another amount for buyers exempt from VAT"
        if reason:
            self.left[said] = reason
            found.unclear |= required and not text(cost, "amount").startswith("-")
            return
        euros = (amount(cost, "amount") or Decimal(0)) * self._times(cost)
        vat = self._vat(cost, euros)
        if vat is None:
            self.guessed[said] = "no VAT is said, and none was added"
            found.vat = None
        elif found.vat is not None:
            found.vat += vat
        if flag(cost, "amountIsFinal") is False:
            self.guessed[said] = "the amount may still change"
        if text(cost, "period") == "1st year":
            self.guessed[said] = "the first year only"
        found.euros += euros + (vat or 0)
        found.counted += 1

    def _why_not(self, cost: Block) -> str:
        try:
            known = amount(cost, "amount") is not None
            amount(cost, "amountVAT")
        except ValueError:
            known = False
        reasons = {
            "no amount": not known,
            "not in euros": (text(cost, "currency") or "EUR").upper() != "EUR",
            "for a whole group": text(cost, "payableBy").lower() == "group",
            "not said how many times": not self._times(cost),
            "no longer valid": (day(cost, "amountValidUntil") or self.today) < self.today,
        }
        return ", ".join(reason for reason, holds in reasons.items() if holds)

    def _times(self, cost: Block) -> int:
        # A cost per month of a programme of three months is paid three times. Hours of a duration
        # are not the hours that are paid for, so they are no ground to multiply.
        period = text(cost, "period").lower()
        if period in _ONCE:
            return 1
        return 0 if period == "hour" else int(number(self.duration, f"{period}s") or 0)

    def _vat(self, cost: Block, euros: Decimal) -> Decimal | None:
        vat = amount(cost, "amountVAT")
        if vat is not None:
            return vat * self._times(cost)
        share = number(cost, "VATPercentage")
        if share is not None and share <= 100:
            return (euros * Decimal(str(share)) / 100).quantize(_CENT, ROUND_HALF_UP)
        return Decimal(0) if not euros else None


def set_price(draft: CourseDraft, program: Block, runs: Iterable[Block], today: dt.date) -> None:
    """Tell a draft the price of a programme: of its runs the dearest, and what was made of it.

    Args:
        draft: of the programme.
        program: as a whole.
        runs: those that count; where none costs anything of itself, the generic run does.
        today: a cost that is valid on other days does not count.
    """
    classification = part(program, "programClassification")
    costs = _Costs(today, part(classification, "programDuration"))
    generic = part(part(program, "programSchedule"), "genericProgramRun")
    general = _most_specific(_levels(generic, "genericModule"))
    of_runs = [_with(general, _most_specific(_levels(run, "module"))) for run in runs]
    different = {id(found): found for found in of_runs or [general]}
    sums = [costs.add_up(_valid(found, today)) for found in different.values()]
    for said, reason in costs.left.items():
        draft.leave("price", said, reason)
    if any(found.unclear for found in sums):
        return  # a price that leaves a required cost out would promise too much
    counted = [found for found in sums if found.counted]
    if not counted:
        return
    dearest = max(counted, key=lambda found: found.euros)
    draft.price(
        dearest.euros.quantize(_CENT, ROUND_HALF_UP),
        None if dearest.vat is None else dearest.vat.quantize(_CENT, ROUND_HALF_UP),
        "cost",
    )
    least = min(found.euros for found in counted)
    if least != dearest.euros:
        said = f"EUR {least:.2f} - {dearest.euros:.2f}"
        costs.guessed[said] = "the dearest of its runs"
        draft.said.append(("price", said))
    for said, reason in costs.guessed.items():
        draft.remark("price", "guessed", said, reason)


def _with(general: _ByType, own: _ByType) -> _ByType:
    # The manual's order, kept per type of cost: a lunch at a day does not replace the fee of the
    # run. A run that names its own fee names all there is to pay.
    if not own:
        return general
    return own if _FEE in own else general | own


def _levels(run: Block, module: str) -> Iterator[list[Block]]:
    modules, days = list(parts(run, module)), list(parts(run, "courseDay"))
    yield [c for m in modules for d in parts(m, "courseDay") for c in parts(d, "cost")]
    yield [cost for m in modules for cost in parts(m, "cost")]
    yield [cost for d in days for cost in parts(d, "cost")]
    yield list(parts(run, "cost"))


def _most_specific(levels: Iterable[list[Block]]) -> _ByType:
    found: _ByType = {}
    for costs in levels:
        here: _ByType = {}
        for cost in costs:
            here.setdefault(text(cost, "costType"), []).append(cost)
        found = here | found
    return found


def _valid(costs: _ByType, today: dt.date) -> list[Block]:
    """Per type the costs that hold today, else those that hold first from now, else all."""
    found: list[Block] = []
    for of_type in costs.values():
        lasting = [c for c in of_type if (day(c, "amountValidUntil") or today) >= today]
        now = [c for c in lasting if (day(c, "amountValidFrom") or today) <= today]
        first = min((day(c, "amountValidFrom") or today for c in lasting), default=today)
        later = [c for c in lasting if day(c, "amountValidFrom") == first]
        found += now or later or of_type
    return found


def _words(cost: Block) -> str:
    written = text(cost, "amount")
    if written and not is_amount(written):
        return written  # "in overleg"
    period = text(cost, "period")
    per = "" if period in _ONCE else f" per {period}"
    vat = text(cost, "amountVAT")
    more = f" + {vat} VAT" if vat else " excl. VAT"
    kind = text(cost, "costType") or "cost"
    currency = (text(cost, "currency") or "EUR").upper()
    return f"{kind}: {currency} {written}{more}{per}"
