"""Names as people also write them: compounds apart or turned round, and with typing errors."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

from models.training.corpus import ConceptTexts, Language

_SHORTEST_PART = 4
_SHORTEST_COMPOUND = 9


def add_spoken_forms(
    concepts: Sequence[ConceptTexts],
    dutch_words: Collection[str],
    *,
    compound_share: float,
    typo_share: float,
    seed: int,
) -> dict[str, dict[Language, list[str]]]:
    """Other spellings of the concepts' names; the concepts themselves stay as they are.

    Args:
        concepts: whose names are respelled.
        dutch_words: the words that a Dutch compound may be made of.
        compound_share: of the names with a Dutch compound, how many get another form.
        typo_share: of all names, how many get a form with a typing error.
        seed: of the draws; the same seed gives the same forms.

    Returns:
        {concept's URI: {language: forms}}, none of which is a name of that concept.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    parts = {word for word in dutch_words if len(word) >= _SHORTEST_PART}
    found: dict[str, dict[Language, list[str]]] = {}
    for concept in concepts:
        for language, names in concept.labels.items():
            forms = []
            for name in names:
                if language == "nl" and rng.random() < compound_share:
                    forms += taken_apart(name, parts, rng)
                if rng.random() < typo_share:
                    forms.append(mistyped(name, rng))
            new = [form for form in dict.fromkeys(forms) if form not in names]
            if new:
                found.setdefault(concept.uri, {})[language] = new
    return found


def taken_apart(name: str, parts: Collection[str], rng: random.Random) -> list[str]:
    """A name with its first compound in two words, in that order or the other; or nothing.

    "archiefmedewerker" becomes "archief medewerker" or "medewerker archief", as titles in
    Flanders often have it.
    """
    words = name.split()
    for place, word in enumerate(words):
        halves = compound(word, parts)
        if halves:
            order = halves if rng.random() < 0.5 else halves[::-1]
            return [" ".join([*words[:place], *order, *words[place + 1 :]])]
    return []


def compound(word: str, parts: Collection[str]) -> tuple[str, str] | None:
    """The two words that a Dutch compound is made of, the last one as short as can be.

    An s between the two is left out: "bedrijfsleider" is "bedrijf" and "leider".
    """
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
        return None
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, last = word[:cut], word[cut:]
        if last in parts:
            for candidate in (first, first.removesuffix("s")):
                if candidate in parts:
                    return candidate, last
    return None


def mistyped(text: str, rng: random.Random) -> str:
    """A text with one letter dropped, doubled, changed, or swapped with the next."""
    places = [at for at in range(1, len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not places:
        return text
    at = rng.choice(places)
    wrong = rng.choice(("drop", "double", "change", "swap"))
    if wrong == "swap":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    letter = {"drop": "", "double": text[at] * 2, "change": rng.choice("etaoinrsdlk")}[wrong]
    return text[:at] + letter + text[at + 1 :]
