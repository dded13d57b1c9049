"""Training the bundled encoder from ESCO and a teacher; needs `koers[training]`.

The order of work: `corpus` reads, `vocabulary` chooses the tokens, `teachers` say what is alike,
`spoken` respells names, `table` trains on `pairs` under the eye of `held_out`, `members` merges the
tables of several seeds, `export` writes the folder and `card`
describes it. `trainer.train_encoder` puts them in a row.
"""

from skills_taxonomy.errors import EncoderError as _EncoderError

try:
    from models.training.corpus import taxonomy_pairs
    from models.training.recipe import Materials, Recipe, TrainingReport, load_materials
    from models.training.trainer import train_encoder
except ModuleNotFoundError as error:
    raise _EncoderError(
        f"Training needs the package '{error.name}', which is not installed: "
        "pip install 'koers[training]'."
    ) from error

__all__ = [
    "Materials",
    "Recipe",
    "TrainingReport",
    "load_materials",
    "taxonomy_pairs",
    "train_encoder",
]
