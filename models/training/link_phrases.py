"""Phrases that the linker learns from: what means something here, and what does not.

Nobody's own phrases are needed. Names of the taxonomy are asked plain, with typing errors and in
sentences; tasks, anchors and sayings are asked as they are. Whatever is asked can be looked away
from, as if nobody had written it down. Wrong links come from everything else: occupations of ESCO
outside the media, in names and in the first person, everyday words, and nonsense.
"""

from __future__ import annotations

import csv
import random
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.analysis import content_words
from models.link_features import LinkFeatures
from skills_taxonomy import Kind, Taxonomy
from skills_taxonomy.errors import EncoderError

_ROLE_FRAMES = (
    "{}", "{}", "{}", "{} (m/v)", "freelance {}", "{} bij een omroep", "ik werk als {}",
    "ik ben {}", "I work as {}", "I am a {}", "{}, vooral voor reportages", "senior {} 32 uur",
    "{} at a broadcaster",
    "ik ben {} bij een productiehuis en doe ook andere dingen", "werkzaam als {} sinds 2015",
)  # fmt: skip
_SKILL_FRAMES = (
    "{}", "{}", "{}", "ik wil {} leren", "ervaring met {}", "{} voor beginners",
    "I want to learn {}",
    "experience with {}", "goed in {}", "ik doe vaak {} in mijn werk", "cursus {}", "kennis van {}",
)  # fmt: skip
_FRAMES_PER_NAME = 2
_HIDDEN, _CLUTTERED, _MISTYPED = 0.4, 0.15, 0.25
"""Share of the names asked as if unknown, among other words of the trade, and with an error."""

_NAMES: dict[Kind, int] = {"role": 4_000, "skill": 2_000}
_SENTENCES: dict[Kind, int] = {"role": 1_500, "skill": 1_200}
_LANGUAGES = 150


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with the concept it means, and the text about it to look away from."""

    text: str
    right: int | None
    """Row of the concept; None when it means nothing here."""
    apart: int | None = None
    """Row in `LinkFeatures.texts`."""


def phrases(
    kind: Kind,
    features: LinkFeatures,
    outside: Sequence[str],
    everyday: Sequence[str],
    seed: int,
) -> list[Phrase]:
    """Phrases to learn from; the same seed gives the same ones.

    Args:
        kind: of the concepts.
        features: the texts of the concepts, which are asked.
        outside: names and sentences of work that the media do not have.
        everyday: words of a language, most used first.
        seed: of the draws.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    frames = _ROLE_FRAMES if kind == "role" else _SKILL_FRAMES
    found = []
    words_around = sorted({word for told in features.told for word in content_words(told)})
    for row, name in enumerate(features.names):
        for frame in rng.sample(frames, _FRAMES_PER_NAME):
            text = frame.format(name if rng.random() < 0.5 else name.lower())
            if rng.random() < _CLUTTERED:
                text = _clutter(text, words_around, rng)
            text = mistype(text, rng) if rng.random() < _MISTYPED else text
            # Often as if nobody had written the name down.
            hidden = row if rng.random() < _HIDDEN else None
            found.append(Phrase(text, int(features.owner[row]), hidden))
    for row in range(len(features.names), len(features.texts)):
        text = features.texts[row]
        if ". " not in text or row >= len(features.names) + len(features.told):
            # A label with its definition is no phrase of anybody.
            text = mistype(text, rng) if rng.random() < _MISTYPED / 2 else text
            found.append(Phrase(text, int(features.owner[row]), row))
    # A sentence stands by itself; a name may stand in one.
    wrong = [t if len(t.split()) > 6 else rng.choice(frames).format(t) for t in outside]
    wrong += list(_nonsense(everyday, rng, len(outside) // 3))
    found += [Phrase(text, None) for text in wrong]
    return found


def _clutter(text: str, around: Sequence[str], rng: random.Random) -> str:
    before = " ".join(rng.sample(around, rng.randint(0, 2)))
    after = " ".join(rng.sample(around, rng.randint(1, 3)))
    joint = rng.choice((", ", " en ", " voor ", " and ", " "))
    return f"{before} {text}{joint}{after}".strip()


def mistype(text: str, rng: random.Random) -> str:
    """A text with a letter dropped, doubled, swapped or replaced."""
    places = [n for n in range(1, len(text) - 1) if text[n].isalpha() and text[n + 1].isalpha()]
    if not places:
        return text
    at = rng.choice(places)
    letter = text[at]
    return (
        text[:at]
        + rng.choice(("", letter * 2, rng.choice(string.ascii_lowercase), text[at + 1] + letter))
        + text[at + 1 :]
    )


def _nonsense(everyday: Sequence[str], rng: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        sort = rng.random()
        if sort < 0.35:
            yield "".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9)))
        elif sort < 0.45:
            yield " ".join("".join(rng.choices("asdfghjkl", k=4)) for _ in range(2))
        else:
            yield " ".join(rng.choices(everyday, k=rng.randint(1, 4)))


_MEDIA = (
    "122", "133", "134", "216", "235", "242", "243", "251", "252", "262", "264", "265", "332",
    "334", "343", "351", "352", "441",
)  # fmt: skip
"""ISCO groups in which media roles lie; what ESCO has in them is no example of a wrong link."""

_LONGEST_SENTENCE = 160


def outside_texts(kind: Kind, esco: Path, taxonomy: Taxonomy, seed: int = 0) -> list[str]:
    """Names and sentences of work that the media do not have, from ESCO.

    Args:
        kind: for skills, languages to speak and write are taken in as well.
        esco: the folder with ESCO's files.
        taxonomy: its own links to ESCO are left out.
        seed: of the draws.

    Raises:
        EncoderError: a file is missing.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    linked = {link.uri for role in taxonomy.roles.values() for link in role.esco}
    names: list[str] = []
    told: list[str] = []
    far: set[str] = set()
    for row in _read(esco / "occupations_nl.csv"):
        if row["iscoGroup"].startswith(_MEDIA) or row["conceptUri"] in linked:
            continue
        far.add(row["conceptUri"])
        names.append(row["preferredLabel"])
        if row["altLabels"]:
            names.append(rng.choice(row["altLabels"].split("\n")))
        told += _sentences(row["description"], rng, dutch=True)
    for row in _read(esco / "occupations_en_tabiya_v1.1.1.csv"):
        if row["ORIGINURI"] in far:
            names.append(row["PREFERREDLABEL"])
            told += _sentences(row["DESCRIPTION"], rng, dutch=False)[:1]
    rng.shuffle(names)
    rng.shuffle(told)
    found = [*names[: _NAMES[kind]], *told[: _SENTENCES[kind]]]
    if kind == "skill":
        languages = _read(esco / "v1.0_languageSkillsCollection_nl.csv")
        found += [row["preferredLabel"] for row in languages][:_LANGUAGES]
    rng.shuffle(found)
    return found


def _sentences(description: str, rng: random.Random, *, dutch: bool) -> list[str]:
    """The sentences of a description, most of them as its worker would say them."""
    parts = re.split(r"(?<=[.])\s+", description)
    kept = [part for part in parts if 20 < len(part) < _LONGEST_SENTENCE]
    return [first_person(part, dutch=dutch) if rng.random() < 0.7 else part for part in kept]


_ENGLISH = re.compile(r"^(?:they (?:also |may )?|[\w'/-]+(?: [\w'/-]+){0,3}?s )(?=[a-z]+ )", re.I)
_DUTCH = re.compile(
    r"^(?:[\w'/-]+(?: [\w'/-]+){0,3}? )?(?:ze|zij|[\w-]+(?:s|en)) (?P<verb>[a-z]{3,}en) ", re.I
)
_STRESSED = re.compile(r"(?:[iu]s|iv|[aouie]l|in|ic|nt|ig|ul|rm)er$")
_SAME_VOWEL = re.compile(r"(?<![aeiou])([aeou])([bdfgklmnprstvz])$")


def first_person(sentence: str, *, dutch: bool) -> str:
    """A sentence about "they" as one about "I", roughly; the same one where that cannot be seen.

    "Bakkers maken brood." becomes "ik maak brood."
    """
    if not dutch:
        return _ENGLISH.sub("I ", sentence, count=1)
    found = _DUTCH.match(sentence)
    if not found:
        return sentence
    stem = found["verb"].removesuffix("en")
    if len(stem) > 2 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    elif stem[-2:] not in ("el", "er", "en") or _STRESSED.search(stem):
        stem = _SAME_VOWEL.sub(r"\1\1\2", stem)
    stem = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    return f"ik {stem} {sentence[found.end() :]}"


def _read(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except OSError as error:
        raise EncoderError(
            f"The training file '{path}' cannot be read; name the folder that holds 'esco' with: "
            "koers train linker --data FOLDER."
        ) from error
