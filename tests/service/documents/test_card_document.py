"""The card on paper: the question, what its owner chose to show, and nothing else."""

from dataclasses import replace

import pytest

from service.documents.card_document import card_document, card_file
from service.web.card_view import card_view


@pytest.fixture
def card(advised, wording):
    """The card as it was chosen."""
    plan = advised().plan
    return lambda ask="", shown=None: card_view(plan, plan.card, wording, ask, shown)


class TestTheCard:
    def test_has_the_question_and_room_to_write_down_the_answer(self, card, wording, today, read):
        text = read(card_file(card(), wording, today))
        assert " ".join(card().question.split()) in text
        assert wording.t("Agreed:") in text
        assert wording.day(today) in text

    def test_shows_what_was_chosen_and_nothing_else(self, card, wording, today, read):
        chosen = card("money", ("course", "price"))
        text = read(card_file(chosen, wording, today))
        for part in chosen.parts:
            assert (" ".join(part.says.split()) in text) is part.shown
            assert (part.label in text) is part.shown
        assert {part.value for part in chosen.parts if not part.shown} >= {"why-now", "goal"}

    def test_can_be_the_question_alone(self, card, wording, today, read):
        bare = card("time", ())
        assert card_document(bare, wording, today).parts == ()
        assert " ".join(bare.question.split()) in read(card_file(bare, wording, today))

    def test_is_one_page_with_a_line_to_write_on_whatever_it_says(self, card, wording, today, read):
        long = "Een lange tekst over redactiewerkzaamhedencoördinatie en meer. " * 40
        told = card("money", ("goal", "why-now", "course", "price", "own", "look-back"))
        parts = tuple(
            replace(part, says=long if part.value in ("goal", "why-now", "course") else part.says)
            for part in told.parts
        )
        text = read(card_file(replace(told, question=long, parts=parts), wording, today))
        assert wording.t("Agreed:") in text
        for part in told.parts:
            assert part.label in text
