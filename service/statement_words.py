"""The words of the fourteen statements, of what they are about, and of the five answers.

Own items in the first person, on known constructs: energy, recovery and boundaries (as in models of
vitality at work), work ability (Ilmarinen; Tuomi), up-to-date expertise (Van der Heijden), career
adaptability with its concern, control, curiosity and confidence (Savickas & Porfeli), occupational
self-efficacy (Rigotti, Schyns & Mohr) and the wish to learn. No item was taken over; none asks
after an illness or days of absence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recommender.statement import Facet, StatementId

if TYPE_CHECKING:
    from service.wording import Wording


def statement(id: StatementId, w: Wording) -> str:
    """The sentence a person agrees with, or does not."""
    says: Mapping[StatementId, str] = {
        "energy-left": w.t("After an ordinary working week I have energy left for something new."),
        "energy-rest": w.t("After a busy day or a late shift I get proper rest."),
        "energy-bounds": w.t("I say so in time when it gets too much."),
        "ability-demands": w.t("I can handle what my work asks of me."),
        "ability-ahead": w.t("I can see myself doing this kind of work well three years from now."),
        "current-tools": w.t("I can work with the programs and equipment my trade uses now."),
        "current-field": w.t("I know what is changing in my trade."),
        "adapt-concern": w.t("I think ahead about the work I want to do later."),
        "adapt-control": w.t("I decide for myself which way my work goes."),
        "adapt-curiosity": w.t("I like to look around, at other trades and other ways of working."),
        "adapt-confidence": w.t("When I want something new in my work, I make it happen."),
        "efficacy-problems": w.t("When something goes wrong in my work, I find a way out."),
        "efficacy-learn": w.t("I can master a new program or a new way of working."),
        "learning-wish": w.t("I feel like learning something new this year."),
    }
    return says[id]


def facet(facet: Facet, w: Wording) -> str:
    """What a group of statements is about, as a heading."""
    says: Mapping[Facet, str] = {
        "energy": w.t("Energy and rest"),
        "work-ability": w.t("Handling your work"),
        "up-to-date": w.t("Up to date in your trade"),
        "adaptability": w.t("Setting your own course"),
        "confidence": w.t("Trust in what you can do"),
        "learning": w.t("Feeling like learning"),
    }
    return says[facet]


def answers(w: Wording) -> tuple[tuple[int, str], ...]:
    """The five answers, from 1 to 5, each with its words."""
    return (
        (1, w.t("does not fit me at all")),
        (2, w.t("does not fit me well")),
        (3, w.t("fits me a little")),
        (4, w.t("fits me well")),
        (5, w.t("fits me completely")),
    )
