"""The sentences of where somebody stands: what to talk about, never a judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recommender import reason as r
from recommender.standing import Band
from recommender.statement import Facet
from service.statement_words import statement

if TYPE_CHECKING:
    from service.wording import Wording


def band(w: Wording, x: Band) -> str:
    """The word of a band."""
    return {
        "strong": w.t("firm"),
        "fair": w.t("fair"),
        "tender": w.t("needs attention"),
    }[x]


def caution(w: Wording) -> str:
    """How much weight all of it can bear."""
    return w.t(
        "This is a reason to talk, not a verdict. It rests on a few short statements that are "
        "still in development and have not been validated."
    )


def too_few(w: Wording, names: list[str]) -> str:
    """That too little was answered to say anything; empty when that is nowhere."""
    if not names:
        return ""
    return w.t("You answered too little to say anything about: {facets}.", facets=w.listing(names))


def _strong(w: Wording, x: r.StandsStrong) -> str:
    says: Mapping[Facet, str] = {
        "energy": w.t("Your work leaves you energy. What helps you keep it that way?"),
        "work-ability": w.t(
            "You can handle your work and see yourself keeping it up. What makes that work?"
        ),
        "up-to-date": w.t("You keep up with your trade. What would you like to know more about?"),
        "adaptability": w.t("You look ahead and set your own course. What will you try first?"),
        "confidence": w.t("You find your way and learn what you need. What may be a bit harder?"),
        "learning": w.t("You feel like learning. Where would you like to begin?"),
    }
    return says[x.facet]


def _fair(w: Wording, x: r.StandsFair) -> str:
    says: Mapping[Facet, str] = {
        "energy": w.t("There is energy, but not always. When in the week is learning easiest?"),
        "work-ability": w.t("You can handle your work for the most part. What could be lighter?"),
        "up-to-date": w.t("You partly keep up with your trade. Where do you notice a gap?"),
        "adaptability": w.t(
            "Part of your course is clear. What do you still need in order to choose?"
        ),
        "confidence": w.t(
            "You mostly find your way. What helped the last time you learned something?"
        ),
        "learning": w.t("You feel like learning a little. Which subject makes you curious?"),
    }
    return says[x.facet]


def _wants_care(w: Wording, x: r.WantsCare) -> str:
    says: Mapping[Facet, str] = {
        "energy": w.t("There is little energy left now. What could wait for a while?"),
        "work-ability": w.t(
            "Your work asks a lot of you now. What could be different, and who can help with that?"
        ),
        "up-to-date": w.t("Keeping up with your trade is hard now. Which change do you meet most?"),
        "adaptability": w.t("Your course is not in your own hands yet. Which part can you decide?"),
        "confidence": w.t("You are in doubt about what you can do. What did go well lately?"),
        "learning": w.t(
            "You do not feel much like learning now. A talk, or looking along with someone, is a "
            "step too."
        ),
    }
    if x.statement is None:
        return says[x.facet]
    words = w.t("Start with: ‘{statement}’", statement=statement(x.statement, w))
    return f"{says[x.facet]} {words}"


def _unlike(w: Wording, x: r.Unlike) -> str:
    return w.t(
        "One answer is lower than the rest: ‘{statement}’ What makes that one different?",
        statement=statement(x.statement, w),
    )


def _wants_much_dares_little(w: Wording, _: r.WantsMuchDaresLittle) -> str:
    return w.t(
        "It matters to you, and you are not sure that you will manage. What would make it a bit "
        "surer?"
    )


def _doubts_to_manage(w: Wording, _: r.DoubtsToManage) -> str:
    return w.t("You are not sure that you will manage. Who or what could help?")


def _ready_now(w: Wording, _: r.ReadyNow) -> str:
    return w.t("You are ready to begin. On which day will you do your first step?")


def _not_yet_ready(w: Wording, _: r.NotYetReady) -> str:
    return w.t("You are not ready to begin yet, and that is fine. What has to happen first?")


def _matters_little(w: Wording, _: r.MattersLittle) -> str:
    return w.t("It does not matter much to you now. What would make it worth your while?")


def _small_first(w: Wording, x: r.SmallFirst) -> str:
    return {
        "doubt": w.t("This step is small because you are not sure yet that you will manage."),
        "not-ready": w.t("This step is small because you are not ready to begin yet."),
        "asked": w.t("This step is small because you asked for a smaller one."),
        "little-wish": w.t("This step is small because you do not feel much like learning now."),
    }[x.because]


def _helps_you_stand(w: Wording, x: r.HelpsYouStand) -> str:
    return {
        "work-ability": w.t("You answered that your work is hard to handle now. This helps."),
        "up-to-date": w.t("Your work asks this, and you answered that keeping up is hard now."),
        "adaptability": w.t("You answered that setting your own course is hard now. This helps."),
        "confidence": w.t("You answered that you are in doubt about what you can do. This helps."),
    }[x.facet]


REASONS: Mapping[type[r.Reason], Callable[[Wording, Any], str]] = {
    r.StandsStrong: _strong,
    r.StandsFair: _fair,
    r.WantsCare: _wants_care,
    r.Unlike: _unlike,
    r.WantsMuchDaresLittle: _wants_much_dares_little,
    r.DoubtsToManage: _doubts_to_manage,
    r.ReadyNow: _ready_now,
    r.NotYetReady: _not_yet_ready,
    r.MattersLittle: _matters_little,
    r.SmallFirst: _small_first,
    r.HelpsYouStand: _helps_you_stand,
}
