"""Choosing the tokens that get a vector: those that Dutch and English texts are made of."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from models.training.corpus import Language

PAD, UNKNOWN, SPACE = 0, 1, 2
"""Tokens without a meaning; their vectors stay zero, so that a text of nothing else has none."""

_WORD = re.compile(r"[^\W\d_]{3,24}")
_RAREST_WORD_SCORE = -14.0


def everyday_words(folder: Path, language: Language, count: int) -> list[str]:
    """The most used words of a language, most used first.

    Args:
        folder: the package wordfreq's `data` folder.
        language: "nl" or "en".
        count: how many.
    """
    msgpack = import_module("msgpack")  # comes with wordfreq, which only training needs
    with gzip.open(folder / f"large_{language}.msgpack.gz") as file:
        # One list of words per centibel of frequency, after a header.
        bands: Sequence[Sequence[str]] = msgpack.load(file, raw=False)[1:]
    words = (word for band in bands for word in band if word.isalpha() and len(word) > 1)
    return [word for word, _ in zip(words, range(count), strict=False)]


def choose_vocabulary(
    multilingual: Path,
    texts: Iterable[str],
    words: Mapping[Language, Sequence[str]],
    *,
    whole_words: int,
    times_seen: int,
) -> Tokenizer:
    """A tokenizer for Dutch and English, cut from a multilingual one.

    A text is split into the likeliest row of the pieces that are left, so every piece that can
    occur has been trained, and a rare compound falls apart into smaller ones. Words that the
    field or the language uses often become one piece each: they then have a vector of their own.

    Args:
        multilingual: `tokenizer.json` of a unigram model with SentencePiece's "▁" for a space.
        texts: the training texts, in lower case.
        words: per language the most used words first; all their pieces are kept.
        whole_words: of each language, how many of the most used words become one piece.
        times_seen: in how many training texts another word must stand to become one piece.

    Returns:
        A tokenizer that lower-cases by itself, neither pads nor truncates, and has the tokens
        PAD, UNKNOWN and SPACE first.
    """
    tokenizer = Tokenizer.from_file(str(multilingual))
    settings: dict[str, Any] = json.loads(tokenizer.to_str())
    scores = dict(settings["model"]["vocab"])
    pieces = list(scores)
    texts = list(texts)

    used: set[int] = set()
    seen: Counter[str] = Counter()
    for encoding in tokenizer.encode_batch_fast(
        [*texts, *(word for some in words.values() for word in some)], add_special_tokens=False
    ):
        used.update(encoding.ids)
    for text in texts:
        seen.update(set(_WORD.findall(text)))
    # Single characters are what any unseen word can still be spelled with.
    characters = {row for row, piece in enumerate(pieces) if len(piece) == 1 and _common(piece)}
    special = {token["id"] for token in settings["added_tokens"]}
    kept = [pieces[row] for row in sorted((used | characters) - special) if pieces[row] != "▁"]

    wanted = {word for word, times in seen.items() if times >= times_seen}
    for some in words.values():
        wanted.update(word for word in some[:whole_words] if _WORD.fullmatch(word))
    total = max(1, sum(seen.values()))
    vocabulary = [["[PAD]", 0.0], ["[UNK]", 0.0], ["▁", scores["▁"]]]
    vocabulary += [[piece, scores[piece]] for piece in kept]
    known = set(kept)
    for word in sorted(wanted):
        if f"▁{word}" not in known:
            score = max(math.log((seen[word] + 1) / total) - 1, _RAREST_WORD_SCORE)
            vocabulary.append([f"▁{word}", score])

    settings["model"] |= {"vocab": vocabulary, "unk_id": UNKNOWN}
    settings["added_tokens"] = [
        {
            "id": row,
            "content": content,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for row, content in enumerate(("[PAD]", "[UNK]"))
    ]
    settings["post_processor"] = settings["padding"] = settings["truncation"] = None
    # Lower-casing lives in the tokenizer itself, so that every library that loads the folder
    # gives the same vectors; it comes after Unicode normalisation, which makes new capitals.
    settings["normalizer"] = {
        "type": "Sequence",
        "normalizers": [settings["normalizer"], {"type": "Lowercase"}],
    }
    return Tokenizer.from_str(json.dumps(settings))


def _common(character: str) -> bool:
    return character.isascii() or character in "áàâäçéèêëíîïñóôöúûüßæøœ€–—‘’“”…½²³°"
