"""What of a sentence tells of the writer's own work."""

import pytest

from recommender.reading.claims import own_parts, speaks_of_self, takes_back


def own(sentence: str) -> list[str]:
    return own_parts(sentence, first_person=True, year=2026)


class TestScope:
    @pytest.mark.parametrize(
        ("sentence", "kept"),
        [
            ("Ik monteer in Avid, maar graden doe ik niet.", ["Ik monteer in Avid"]),
            ("Graden doe ik niet, maar ik monteer in Avid.", ["maar ik monteer in Avid"]),
            ("I cut in Avid but I have never graded.", ["I cut in Avid", "but I have"]),
            ("Ik film zelf; de montage doet mijn collega.", ["Ik film zelf"]),
            ("Ik maak podcasts en ik zou graag presenteren.", ["Ik maak podcasts"]),
        ],
    )
    def test_ends_at_a_terminator(self, sentence: str, kept: list[str]):
        assert own(sentence)[: len(kept)] == kept
        assert not any("grade" in part or "montage" in part for part in own(sentence))

    @pytest.mark.parametrize(
        "sentence",
        [
            "Niet alleen monteren in Avid, ook graden.",
            "Deadlines nooit gemist in acht jaar.",
            "Gasten uitgezocht die niet voor de hand lagen.",
            "Samen met de vormgever het decor ontworpen.",
        ],
    )
    def test_look_alikes_deny_nothing(self, sentence: str):
        assert own(sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "Dashboards bouwt onze data-analist.",
            "The marketing team ran the campaigns.",
            "De montage werd gedaan door een freelancer.",
            "Geluid: mijn broer.",
            "Muziek is uitbesteed aan een bureau.",
            "Monteren wil ik nog leren.",
            "Op mijn verlanglijst staat een podcast.",
            "Dronevliegen lijkt me leuk.",
            "Gevraagd om chef te worden, maar dat heb ik afgeslagen.",
            "Gepland: masterclass scenario.",
            "Cursus Python in het voorjaar van 2027.",
            "Volgend jaar volg ik een cursus Python.",
            "In mijn vrije tijd fotografeer ik.",
            "Alleen een keer meegekeken bij een opname.",
            "U zoekt iemand met ervaring in SQL.",
        ],
    )
    def test_others_wishes_and_plans_are_not_own(self, sentence: str):
        assert own(sentence) == []

    def test_a_next_sentence_takes_the_last_one_back(self):
        assert takes_back("Dat doe ik niet.")
        assert not takes_back("Dat doe ik elke dag.")
        sentence = "Contracten opstellen."
        assert own_parts(sentence, first_person=True, year=2026, takes_back=True) == []


class TestPerson:
    def test_she_is_the_writer_where_nobody_says_i(self):
        assert not speaks_of_self("Ze presenteert. Haar stem is bekend.")
        assert own_parts("Ze presenteert live.", first_person=False, year=2026)

    def test_she_is_another_where_somebody_says_i(self):
        assert speaks_of_self("Ik film.")
        assert own("Ze presenteert live.") == []
