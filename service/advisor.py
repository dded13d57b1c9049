"""The recommender the service answers with: made once, made anew when the catalogue changes."""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping

from models import Linker, NameIndex, load_encoder
from models.linker import linker_over
from models.name_index import names_of
from recommender import CatalogueStore, Recommender, load_catalogue
from recommender.question import Question
from service.long_work import LongWork
from service.settings import Settings
from skills_taxonomy import KINDS, Kind, Taxonomy
from skills_taxonomy.esco import EscoVocabulary

_AT_ONCE = 2_000
"""Courses that are read while a request waits."""


class Advisor:
    """Hands out the current recommender; a change on disk is noticed at the next request.

    A few courses are taken over at once. A whole catalogue is read in the background, and until it
    is ready people get advice from the one before.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = CatalogueStore(settings.catalogue_folder)
        self._lock = threading.Lock()
        self._linker_lock = threading.Lock()
        self._reading: threading.Thread | None = None
        self._encoder = load_encoder(settings.encoder)
        self._ranker = settings.load_ranker()
        self.taxonomy: Taxonomy = settings.load_taxonomy()
        self.names = _names(settings, self.taxonomy)
        self._stamp = self._store.stamp()
        self._linker: Linker | None = None
        self._recommender = self._make()
        self.choices: LongWork[tuple[Question, ...]] = LongWork()
        """Chooses what the scan asks, which takes longest of all that people wait for."""

    @property
    def recommender(self) -> Recommender:
        """The recommender over the catalogue as it is on disk now, or was a moment ago.

        Raises:
            CatalogueError: the store is damaged.
        """
        if self._store.stamp() != self._stamp and self._lock.acquire(blocking=self._is_small):
            try:
                self._follow()
            finally:
                self._lock.release()
        return self._recommender

    @property
    def _is_small(self) -> bool:
        # Whoever comes while another request brings a small catalogue up to date waits for it.
        return len(self._recommender.catalogue.courses) <= _AT_ONCE

    def _follow(self) -> None:
        stamp = self._store.stamp()
        if stamp == self._stamp or (self._reading is not None and self._reading.is_alive()):
            return
        revision, reloads = self._stamp
        if revision and stamp[1] == reloads:
            update = self._store.changes_since(revision, self.taxonomy)
            before = self._recommender
            if before.changes + len(update.courses) + len(update.gone) <= _AT_ONCE:
                edition = before.catalogue.updated(
                    update.courses, update.gone, marks=update.marks, name=update.name
                )
                self._recommender = before.updated(edition, update.courses)
                self._stamp = (update.revision, reloads)
                return
        if self._store.size() <= _AT_ONCE:
            self._renew()
            return
        self._reading = threading.Thread(target=self._renew, name="catalogue", daemon=True)
        self._reading.start()

    def _renew(self) -> None:
        stamp = self._store.stamp()
        self._recommender, self._stamp = self._make(), stamp
        gc.unfreeze()  # the one before may go

    @property
    def linker(self) -> Linker:
        """What a phrase means; made when the first text is read."""
        with self._linker_lock:
            if self._linker is None:
                self._linker = linker_over(self.taxonomy)
            return self._linker

    @property
    def is_demo(self) -> bool:
        """Whether the demo academy is served because nothing was imported."""
        return self._store.is_empty()

    def _make(self) -> Recommender:
        empty = self._store.is_empty()
        folder = None if empty else self._settings.catalogue_folder
        catalogue = load_catalogue(folder, self.taxonomy)
        return Recommender(
            catalogue,
            self.taxonomy,
            self._encoder,
            cache=self._settings.cache_folder,
            linker=self.linker,
            ranker=self._ranker,
        )


def _names(settings: Settings, taxonomy: Taxonomy) -> Mapping[Kind, NameIndex]:
    """What can be suggested while somebody types; ESCO's names too, where it was imported."""
    esco = EscoVocabulary(settings.esco_file)
    others = {"role": esco.concepts("occupation"), "skill": esco.concepts("skill")}
    return {kind: NameIndex(names_of(taxonomy.of(kind).values(), others[kind])) for kind in KINDS}
