"""The sentences of the path: what it runs into, and what stands beside it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from recommender import SelfScan
from recommender.learning_path import EMPTY
from recommender.path_alternatives import Alternative
from recommender.reason import (
    BookedAnyway,
    BookedWithoutDates,
    BusyThen,
    DeadlinePassed,
    FitsLater,
    FitsWithHours,
)
from service.wording import Wording

DAY = dt.date(2027, 2, 1)
LIMITS = ("budget", "hours", "busy", "deadline", "overlap", "entry")


@pytest.fixture
def dutch(taxonomy):
    return Wording("nl", taxonomy)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "reason",
    [
        *(BookedAnyway("Cursus", limit) for limit in LIMITS),
        BookedWithoutDates("Cursus"),
        BusyThen(DAY, DAY),
        BusyThen(DAY, DAY + dt.timedelta(days=13)),
        DeadlinePassed(DAY),
        FitsLater("Cursus", DAY),
        FitsLater("Cursus", DAY, Decimal(250)),
        FitsWithHours("Cursus", 1),
    ],
)
def test_every_reason_is_a_sentence(reason, language, taxonomy):
    says = Wording(language, taxonomy).reason(reason)
    assert says.endswith(".")
    assert not set(says) & set("{}")
    assert ("Cursus" in says) == hasattr(reason, "course")


def test_every_limit_is_said_in_words_of_its_own(dutch):
    assert len({dutch.reason(BookedAnyway("Cursus", limit)) for limit in LIMITS}) == len(LIMITS)


class TestAnotherPath:
    def another(self, kind="cheaper", cost=100, **changes):
        path = EMPTY.__class__((), Decimal(cost), 8.0, 0.2, True, 0.2, 3)
        values = {
            "net_cost": Decimal(-50),
            "hours": -2.0,
            "gap_closed": -0.1,
            "days": -21,
            "reaches": (),
            "misses": (("interviewing", 2),),
        }
        return Alternative(kind, path, **(values | changes))

    def test_says_what_it_gives_and_asks(self, dutch):
        assert dutch.compared(self.another()) == [
            "Je laat liggen: interviewen (gevorderd).",
            "De prijs: € 100 in plaats van € 150.",
            "Het kost 2 uur minder.",
            "Je bent 3 weken eerder klaar.",
        ]
        deeper = self.another(
            "deeper",
            net_cost=Decimal(0),
            hours=6,
            days=70,
            reaches=(("interviewing", 3),),
            misses=(),
        )
        assert dutch.compared(deeper) == [
            "Hiermee kom je verder in: interviewen (expert).",
            "Het kost 6 uur meer.",
            "Je bent 10 weken later klaar.",
        ]

    def test_says_what_is_known_of_its_price(self, dutch):
        says = dutch.compared(self.another(net_cost=None, hours=0, days=2))
        assert says[1:] == ["De prijs, voor zover bekend: € 100."]

    def test_has_a_name(self, dutch):
        assert dutch.alternative(self.another()) == "Goedkoper"
        assert dutch.alternative(self.another(cost=0)) == "Zonder kosten"
        assert dutch.alternative(self.another("deeper")) == "Dieper"


def test_the_text_of_an_advice_names_the_paths_beside_it(recommender, today, dutch):
    from service.text import render_text

    scan = SelfScan(role="journalist", target_roles=("data-journalist",), budget=2500)
    advice = recommender.advise(scan, today=today)
    text = render_text(advice, dutch)
    assert advice.alternatives
    for other in advice.alternatives:
        assert f"↳ {dutch.alternative(other)}: " in text
