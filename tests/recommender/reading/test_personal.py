"""What is private is dropped, and a word of the trade that looks like it is not."""

import pytest

from recommender.reading.personal import is_about_family, is_sensitive


@pytest.mark.parametrize(
    "sentence",
    ["I have ADD", "ik heb add", "Ik heb MS", "Mijn geloof is belangrijk voor me", "I am Polish",
     "Na een hartoperatie werkte ik halve dagen"],
)  # fmt: skip
def test_health_belief_and_origin_are_sensitive(sentence):
    assert is_sensitive(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["I add music and polish the edit", "De coöperatie van makers waar ik werk",
     "De pagina laadt in 200 ms", "Ik geloof in korte lijnen op de redactie"],
)  # fmt: skip
def test_words_of_the_trade_that_look_like_it_are_not(sentence):
    assert not is_sensitive(sentence)


@pytest.mark.parametrize("sentence", ["written by my classmate", "mijn klasgenoot deed de camera"])
def test_somebody_near_is_not_the_writer(sentence):
    assert is_about_family(sentence)
