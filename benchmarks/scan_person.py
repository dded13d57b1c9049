"""Somebody who does the scan in a browser with its script, from the first page to the plan.

They open a page, think, answer, and every answer is kept as it is given; then they go on. Who types
a role gets suggestions while typing. At the end they look at the results, try another limit, and
one in five takes the plan along.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.web_form import WebForm, read_form
from skills_taxonomy import Language

if TYPE_CHECKING:
    import httpx2

THINKING, PRESSING = 8.0, 1.0
"""Seconds before an answer, on average: some 45 questions in about six minutes; and from the last
one on a page to the button below it."""

_SPREAD = 0.5
"""Of the logarithm of those seconds: half of the answers take between 5 and 10."""

_PASSED, _NO_WISHED_ROLE, _UNFOLDED = 0.08, 0.5, 0.2
_ONE_TAKES_THE_PLAN, _ONE_SPEAKS_ENGLISH = 5, 10
_MOST_PAGES = 40
_FOLDED = frozenset({"budget_period", "deadline", "when", "then", "together"})
"""Questions behind a fold that few people open."""

_LINKED = re.compile(r'<(?:link|script)[^>]* (?:href|src)="(/static/[^"]+)"')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TYPED: Mapping[str, tuple[str, ...]] = {
    "years": ("1", "4", "12", "25"),
    "wish": (
        "Ik wil grafieken maken van kijkcijfers",
        "Leren monteren voor online video",
        "Een podcast opzetten met een klein team",
        "Beter onderhandelen over mijn tarief",
        "Begrijpen wat AI doet met beeld en geluid",
        "Werken met virtuele decors",
        "Rustiger plannen in drukke weken",
        "I want to tell stories with data",
        "Learn to edit video for the web",
    ),
    "why_now": ("Mijn contract loopt af", "Ik wil iets nieuws"),
    "hours_per_week": ("2", "3", "4", "8"),
    "budget": ("0", "250", "400", "1.500"),
    "employer_budget": ("500", "1000"),
    "region": ("Hilversum", "Amsterdam", "Utrecht", "Zwolle", "Groningen"),
    "when": ("ik op vrijdag mijn week plan",),
    "then": ("zet ik eerst een uur in mijn agenda",),
    "helper": ("een collega", "Sanne"),
}
_OTHER_LIMITS = (("betalen", "250"), ("uren", "2"), ("reis", "online"), ("lijn", "media-craft"))


@dataclass(slots=True)
class Waits:
    """How long people waited, by what for, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    requests: int = 0

    def note(self, kind: str, began: float) -> None:
        """Note a wait that ends now."""
        self.seconds.setdefault(kind, []).append(time.perf_counter() - began)

    def kinds(self) -> tuple[str, ...]:
        """All kinds, in the order in which people meet them."""
        return tuple(dict.fromkeys((*self.seconds, *self.errors)))

    def wrong(self, kind: str, says: str) -> None:
        """Note that something went wrong."""
        self.errors.setdefault(kind, []).append(says)


class _Stuck(Exception):  # noqa: N818 - it is no fault of this program
    """The server gave an answer with which nobody can go on."""


class Person:
    """One person with a browser of their own."""

    def __init__(
        self,
        number: int,
        browser: httpx2.AsyncClient,
        waits: Waits,
        roles: Mapping[Language, tuple[str, ...]],
        *,
        seed: int,
        fast: float,
    ) -> None:
        """Somebody who is about to begin.

        Args:
            number: from 0; the same number and seed think and answer the same.
            browser: with cookies of its own.
            waits: where is noted how long they wait.
            roles: names of the roles that people have and wish.
            seed: another one gives other people.
            fast: so many times faster than people are.
        """
        self._draw = random.Random(seed * 100_003 + number)
        self._number, self._browser, self._waits, self._fast = number, browser, waits, fast
        english = number % _ONE_SPEAKS_ENGLISH == _ONE_SPEAKS_ENGLISH - 1
        self._language: Language = "en" if english else "nl"
        self._roles = roles[self._language]
        self._has_money = False
        self._fetched: set[str] = set()
        browser.headers["Accept-Language"] = self._language

    async def walk(self) -> None:
        """Do the whole scan; it ends early when something goes wrong, which is noted."""
        try:
            await self._look_at_results(await self._scan())
        except _Stuck:
            return

    async def _scan(self) -> str:
        """Answer page after page; gives the address of the results."""
        page = await self._open("first page", "/scan")
        for _ in range(_MOST_PAGES):
            form = self._form(page, "scan")
            await self._answer(form)
            await self._think(PRESSING)
            began = time.perf_counter()
            address = await self._send("next", form.action, form.sent(go="next"))
            checking = address.endswith("/controle")
            page = await self._open("check" if checking else "page", address)
            self._waits.note("step", began)
            if "/vaardigheden" in address:
                self._waits.note("step to skills", began)
            if checking:
                return address
        raise self._stuck("step", "the scan does not end")

    async def _answer(self, form: WebForm) -> None:
        for name in form.asks:
            if name in _FOLDED and self._draw.random() > _UNFOLDED:
                continue
            if name == "employer_budget" and not self._has_money:
                continue
            await self._think()
            if self._draw.random() < _PASSED and name != "role":
                continue
            answer = await self._choose(form, name)
            form.fill(name, *answer)
            if name == "support":
                self._has_money = "money" in answer[0]
            kept = (await self._ask("save", "POST", form.action, form.sent(go="save"))).json()
            form.action = kept["action"]
            form.fill("was", kept["was"])

    async def _choose(self, form: WebForm, name: str) -> tuple[str, ...]:
        if name in form.roles:
            return (await self._type_role(name),)
        if name in form.texts:
            return (self._draw.choice(_TYPED.get(name, ("",))),)
        choices = form.choices[name]
        if name in form.several:
            return tuple(self._draw.sample(choices, min(self._draw.randint(1, 2), len(choices))))
        return (self._draw.choice(choices),)

    async def _type_role(self, name: str) -> str:
        role = self._roles[self._number % len(self._roles)]
        if name != "role":
            role = self._draw.choice(self._roles)
            if self._draw.random() < _NO_WISHED_ROLE:
                return ""
        for letters in (3, 6):  # more of them would come at once, and the browser calls those back
            query = {"kind": "role", "q": role[:letters], "limit": 8, "language": self._language}
            await self._ask("suggest", "GET", f"/api/v1/suggest?{urlencode(query)}")
        return role

    async def _look_at_results(self, check: str) -> None:
        await self._think()
        began = time.perf_counter()
        advice = await self._send("finish", check, "")
        page = await self._open("results page", advice)
        self._waits.note("results", began)
        await self._think()
        form = self._form(page, "grenzen")
        name, value = _OTHER_LIMITS[self._number % len(_OTHER_LIMITS)]
        form.fill(name, value)
        address = form.action.partition("#")[0]
        await self._ask("other limit", "GET", f"{address}?{form.sent()}")
        if self._number % _ONE_TAKES_THE_PLAN == 0:
            await self._think()
            await self._ask("plan as PDF", "GET", f"{advice}/plan.pdf")

    async def _think(self, seconds: float = THINKING) -> None:
        # A lognormal draw with a mean of one.
        spread = self._draw.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
        await asyncio.sleep(seconds * spread / self._fast)

    async def _open(self, kind: str, address: str) -> str:
        """A page, and what a browser fetches once for it, side by side."""
        page = (await self._ask(kind, "GET", address)).text
        new = [link for link in dict.fromkeys(_LINKED.findall(page)) if link not in self._fetched]
        self._fetched.update(new)
        await asyncio.gather(*(self._ask("static", "GET", link) for link in new))
        return page

    async def _send(self, kind: str, address: str, body: str) -> str:
        """Send a form; the address to which the answer leads."""
        return (await self._ask(kind, "POST", address, body, 303)).headers["location"]

    async def _ask(
        self, kind: str, method: str, address: str, body: str | None = None, expected: int = 200
    ) -> httpx2.Response:
        import httpx2  # noqa: PLC0415

        began = time.perf_counter()
        self._waits.requests += 1
        try:
            answer = await self._browser.request(
                method, address, content=body, headers=_FORM if method == "POST" else None
            )
        except httpx2.HTTPError as error:
            raise self._stuck(kind, f"{type(error).__name__} {error}") from None
        self._waits.note(kind, began)
        if answer.status_code != expected:
            raise self._stuck(kind, f"{answer.status_code} at {answer.url.path}")
        return answer

    def _form(self, page: str, name: str) -> WebForm:
        try:
            return read_form(page, name)
        except ValueError as error:
            raise self._stuck("page", str(error)) from None

    def _stuck(self, kind: str, says: str) -> _Stuck:
        self._waits.wrong(kind, says)
        return _Stuck(says)
