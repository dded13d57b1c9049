"""Every setting of the service: one class, one prefix, each with a default and a sentence."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from skills_taxonomy import BUNDLED, ServiceError, Taxonomy, load_taxonomy
from skills_taxonomy.esco.vocabulary import FILE as ESCO_FILE

_LOCAL = "http://localhost:8000"


class Settings(BaseSettings):
    """Read from environment variables `KOERS_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="KOERS_", extra="ignore")

    home: Path = Field(
        Path(".koers"), description="Folder for the database, imported catalogues and caches."
    )
    database_url: str = Field(
        "", description="SQLAlchemy URL of another database; empty is SQLite in the home folder."
    )
    taxonomy: Path | None = Field(
        None,
        description="Folder of a taxonomy of your own; empty is the one that ships with Koers.",
    )
    taxonomy_uri: str = Field(
        "",
        description="Address below which published skills and roles live, for good; "
        "empty is /taxonomy/ below the base URL.",
    )
    encoder: str = Field(
        "bundled",
        description="Text encoder: bundled, model2vec:<folder> or "
        "sentence-transformers:<name or folder>.",
    )
    allow_download: bool = Field(
        False, description="Whether sentence-transformers may fetch a model by its name."
    )
    base_url: str = Field(
        "", description="Public address of this service, for links; empty follows the request."
    )
    expire_days: int = Field(
        180, ge=1, description="Days of silence after which a saved scan is deleted."
    )
    most_body_bytes: int = Field(
        200_000, ge=1_000, description="Largest request body that is read."
    )

    def make_home(self) -> None:
        """Make the home folder, for its owner only; one that is there already keeps its mode."""
        with suppress(OSError):  # who needs to write in it says that it cannot
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def taxonomy_folder(self) -> Path:
        """The taxonomy in use."""
        return self.taxonomy or BUNDLED

    def load_taxonomy(self) -> Taxonomy:
        """The taxonomy in use, checked.

        Raises:
            TaxonomyError: it is broken; the message starts with file and line.
        """
        return load_taxonomy(self.taxonomy)

    @property
    def taxonomy_base(self) -> str:
        """The address below which concepts are published; ends with a slash."""
        base = self.taxonomy_uri or f"{self.base_url or _LOCAL}/taxonomy"
        return f"{base.rstrip('/')}/"

    @property
    def esco_file(self) -> Path:
        """Where an imported edition of ESCO is kept."""
        return self.home / ESCO_FILE

    @property
    def catalogue_folder(self) -> Path:
        """Where imported catalogues are kept."""
        return self.home / "catalogue"

    @property
    def cache_folder(self) -> Path:
        """Where vectors are kept between starts."""
        return self.home / "cache"

    @property
    def url_of_database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.home / 'koers.sqlite3'}"


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings once.

    Raises:
        ServiceError: a variable holds something it cannot hold.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "KOERS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ServiceError(f"{name}: {first['msg']}, not {first.get('input')!r}.") from None
