"""The recommender the service answers with: made once, made anew when the catalogue changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from models import Linker, NameIndex, load_encoder
from models.linker import linker_over
from models.name_index import names_of
from recommender import CatalogueStore, Recommender, load_catalogue
from service.settings import Settings
from skills_taxonomy import KINDS, Kind, Taxonomy
from skills_taxonomy.esco import EscoVocabulary


class Advisor:
    """Hands out the current recommender; an import on disk is noticed at the next request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = CatalogueStore(settings.catalogue_folder)
        self._lock = threading.Lock()
        self._encoder = load_encoder(settings.encoder)
        self.taxonomy: Taxonomy = settings.load_taxonomy()
        self.names = _names(settings, self.taxonomy)
        self._stamp = self._store.stamp()
        self._linker: Linker | None = None
        self._recommender = self._make()

    @property
    def recommender(self) -> Recommender:
        """The recommender over the catalogue as it is on disk now."""
        if self._store.stamp() != self._stamp:
            with self._lock:
                stamp = self._store.stamp()
                if stamp != self._stamp:
                    self._recommender = self._make()
                    self._stamp = stamp
        return self._recommender

    @property
    def linker(self) -> Linker:
        """What a phrase means; made when the first text is read."""
        with self._lock:
            if self._linker is None:
                self._linker = linker_over(self.taxonomy)
            return self._linker

    @property
    def is_demo(self) -> bool:
        """Whether the demo academy is served because nothing was imported."""
        return not self._stamp

    def _make(self) -> Recommender:
        empty = self._store.is_empty()
        folder = None if empty else self._settings.catalogue_folder
        catalogue = load_catalogue(folder, self.taxonomy)
        return Recommender(
            catalogue, self.taxonomy, self._encoder, cache=self._settings.cache_folder
        )


def _names(settings: Settings, taxonomy: Taxonomy) -> Mapping[Kind, NameIndex]:
    """What can be suggested while somebody types; ESCO's names too, where it was imported."""
    esco = EscoVocabulary(settings.esco_file)
    others = {"role": esco.concepts("occupation"), "skill": esco.concepts("skill")}
    return {kind: NameIndex(names_of(taxonomy.of(kind).values(), others[kind])) for kind in KINDS}
