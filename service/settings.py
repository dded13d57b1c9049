"""Every setting of the service: one class, one prefix, each with a default and a sentence."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from recommender.course_rank import Ranker, load_ranker
from service.reminders.server import MailServer, Security, mail_server
from skills_taxonomy import BUNDLED, ServiceError, Taxonomy, load_taxonomy
from skills_taxonomy.esco.vocabulary import FILE as ESCO_FILE

_LOCAL = "http://localhost:8000"
_NOT_IN_AN_ADDRESS = re.compile(r"""[\x00-\x20\x7f<>"{}|\\^`?#]""")
"""What would break the addresses made with it: spaces, quotes, and where a path ends."""


def concept_base(address: str, named: str) -> str:
    """An address below which concepts live, with the slash at its end.

    Args:
        address: what somebody set.
        named: the option or setting in which it stands, for the message.

    Raises:
        ServiceError: it is no http or https address with a host.
    """
    if not _is_address(address):
        raise ServiceError(
            f"{named} cannot be '{address}'; write a whole address, such as "
            "https://academy.example/taxonomy/."
        )
    return f"{address.rstrip('/')}/"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port  # raises when it is no number
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") and port != 0
    return web and bool(parts.hostname) and not _NOT_IN_AN_ADDRESS.search(text)


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

    usage: Literal["on", "off"] = Field(
        "on", description="Whether people may let Koers learn from their choices: on or off."
    )
    usage_days: int = Field(
        400, ge=1, description="Days after which what was learned from is deleted."
    )
    ranker: Path | None = Field(
        None, description="Folder of a ranker that learned from use; empty ranks without one."
    )

    smtp_host: str = Field(
        "", description="Mail server that reminders go through; empty offers no reminders."
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Security = Field(
        "starttls", description="How the way to it is closed to others: starttls, tls or none."
    )
    smtp_user: str = Field("", description="Name to log in with; empty does not log in.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password to log in with.")
    smtp_timeout: float = Field(
        30, gt=0, le=300, description="Seconds that one step with the mail server may take."
    )
    mail_from: str = Field(
        "", description="Address that mail comes from: Koers <koers@academy.example>."
    )

    sources: Path | None = Field(
        None,
        description="File with the sources of the catalogue; empty is sources.yaml in the home "
        "folder.",
    )
    allow_private_feeds: bool = Field(
        False, description="Whether any source may be in this computer's own network."
    )
    feed_timeout: float = Field(
        600, gt=0, description="Seconds that one document of a feed may take."
    )
    most_feed_bytes: int = Field(
        2_000_000_000, ge=1_000, description="Largest feed or catalogue file that is read."
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

    def load_ranker(self) -> Ranker | None:
        """The ranker in use; None where the transparent score decides.

        Raises:
            ServiceError: the folder holds none that can be used here.
        """
        return load_ranker(self.ranker) if self.ranker else None

    @property
    def taxonomy_base(self) -> str:
        """The address below which concepts are published; ends with a slash.

        Raises:
            ServiceError: the setting it comes from is no address.
        """
        if self.taxonomy_uri:
            return concept_base(self.taxonomy_uri, "KOERS_TAXONOMY_URI")
        root = concept_base(self.base_url or _LOCAL, "KOERS_BASE_URL")
        return f"{root}taxonomy/"

    @property
    def mail_server(self) -> MailServer | None:
        """The mail server that reminders go through; None where nobody is reminded.

        Raises:
            ServiceError: a setting of it is missing or contradicts another.
        """
        return mail_server(
            host=self.smtp_host.strip(),
            port=self.smtp_port,
            security=self.smtp_security,
            user=self.smtp_user,
            password=self.smtp_password.get_secret_value(),
            mail_from=self.mail_from,
            timeout=self.smtp_timeout,
            base_url=self.base_url,
        )

    @property
    def esco_file(self) -> Path:
        """Where an imported edition of ESCO is kept."""
        return self.home / ESCO_FILE

    @property
    def catalogue_folder(self) -> Path:
        """Where imported catalogues are kept."""
        return self.home / "catalogue"

    @property
    def sources_file(self) -> Path:
        """Where the sources of the catalogue are configured."""
        return self.sources or self.home / "sources.yaml"

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
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "KOERS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ServiceError(f"{name}: {first['msg']}, not {first.get('input')!r}.") from None
    _ = settings.taxonomy_base, settings.mail_server  # now, and not when the first visitor comes
    return settings
