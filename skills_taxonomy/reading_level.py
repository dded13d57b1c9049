"""How easy a Dutch text reads.

Two figures: words per sentence, and the Flesch-Douma index (Douma 1960, the Dutch form of Flesch's
Reading Ease): 206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence. Syllables are
counted as places where a word may be hyphenated (LibreOffice's Dutch patterns, by way of Pyphen),
plus one. Both are blunt: they see length, not meaning, and find the sentence to look at.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*[^\W_])?")
_SENTENCE = re.compile(r"(?<=[.?:;])\s+")


@lru_cache(maxsize=1)
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=1, right=1)


def words(text: str) -> list[str]:
    """The words of a text, without figures and signs."""
    return _WORD.findall(text)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence of a text."""
    return max((len(words(part)) for part in _SENTENCE.split(text)), default=0)


def flesch_douma(text: str) -> float:
    """Reading ease of a Dutch text: 100 is very easy, 0 very hard; a text without words is easy."""
    found = words(text)
    if not found:
        return 100.0
    sentences = sum(bool(words(part)) for part in _SENTENCE.split(text))
    syllables = sum(_syllables(word) for word in found)
    per_word, per_sentence = syllables / len(found), len(found) / max(1, sentences)
    return round(206.84 - 77.0 * per_word - 0.93 * per_sentence, 1)


def _syllables(word: str) -> int:
    if word.isupper():
        return 1  # an abbreviation such as GPS is read as one thing
    return sum(len(_patterns().positions(part)) + 1 for part in re.split(r"[-’']", word) if part)
