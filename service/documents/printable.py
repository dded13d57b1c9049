"""Texts as a page can show them: one line, nothing invisible, no word that is wider than a page."""

from __future__ import annotations

import re
import unicodedata

MISSING = "□"
"""Stands where a character was that no typeface of ours draws."""

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")
"""Characters without a shape that words need: soft hyphens, joiners, marks of direction."""

_LONGEST_WORD, _PIECE = 32, 24
"""Characters after which a word may be broken anywhere, and how long the pieces are."""

_OWN = re.compile(r"[ -~\u00a0-\u017f‐-—‘-„“-‟•…€−]")
"""What the typeface that comes with Koers has for certain."""


def printable(text: str) -> str:
    """A text without what cannot be printed: control characters, overrides of direction, halves."""
    flat = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    seen = "".join(c for c in flat if c in _UNSEEN or unicodedata.category(c)[0] != "C")
    # No amount stands without its sign.
    return _SPACES.sub(" ", seen).strip().replace("€ ", "€\u00a0")


def is_own(character: str) -> bool:
    """Whether the typeface that comes with Koers surely has a character."""
    return character in _UNSEEN or _OWN.fullmatch(character) is not None


def without(text: str, missing: frozenset[str]) -> str:
    """A text in which a box stands for every missing letter; pictures are left out altogether."""
    if not missing.intersection(text):
        return text
    shown = "".join(_instead(c) if c in missing else c for c in text)
    return _SPACES.sub(" ", shown).strip()


def _instead(character: str) -> str:
    # An emoji adds a mood, not a meaning; an accent without its letter says nothing.
    return "" if unicodedata.category(character)[0] in "SM" else MISSING


def breakable(text: str) -> str:
    """A text in which a very long word can be broken, so that it stays on the page."""
    return " ".join(_in_pieces(word) for word in text.split(" "))


def _in_pieces(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    pieces, start = [], 0
    for end in range(1, len(word) + 1):
        done = end == len(word)
        # An accent stays with its letter.
        if done or (end - start >= _PIECE and not unicodedata.combining(word[end])):
            pieces.append(word[start:end])
            start = end
    return "\u200b".join(pieces)


def clip(text: str, most: int) -> str:
    """At most so many characters of a text, whole words where there are any."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    whole = kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept
    return f"{whole.rstrip(' ,;:.–-')}…"
