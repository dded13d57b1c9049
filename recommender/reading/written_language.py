"""Whether a text is Dutch or English, by counting the small words of seven languages."""

from __future__ import annotations

import re

_SMALL = {
    "nl": (
        "de het een en van ik mijn met voor bij aan op te dat niet ook naar zijn heb was als "
        "door tot om maar werk over uit wil ben"
    ),
    "en": (
        "the a and of i my with for at on to that not also is have was as by until but work in "
        "from an our have been"
    ),
    "fr": "le la les des un une et du je mon ma avec pour dans sur que pas est suis au aux par en",
    "de": (
        "der die das ein eine und von ich mein mit für bei auf zu dass nicht auch nach ist habe "
        "als durch bis um aber über aus bin im"
    ),
    "es": "el la los las un una y de mi con para en que no es soy por del al como se",
    "it": "il lo gli un una e di mio con per che non è sono al del della come da nel",
    "pt": "o os as um uma e de meu com para em que não é sou por do da ao como no na",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_FEWEST = 12
"""Words from which the language is looked at; "camera en montage" may be anything."""


def is_dutch_or_english(text: str) -> bool:
    """True unless another language clearly has more of its small words in the text."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < 2:
        return bool(words)
    if len(words) < _FEWEST:
        return sum(len(word) for word in words if not word.isascii()) * 2 < sum(map(len, words))
    counts = {language: sum(word in small for word in words) for language, small in _WORDS.items()}
    own = max(counts.pop("nl"), counts.pop("en"))
    # A list of tools has hardly any small words in any language, and is read all the same.
    latin = sum(word.isascii() for word in words) / len(words)
    return own >= max(counts.values()) and latin > 0.5
