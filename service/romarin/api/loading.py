"""Loading: what one process answers from, opened in a thread while the server already listens."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol

from romarin.api.errors import ArtefactUnnamed, NotLoaded
from romarin.api.settings import Settings
from romarin.catalogue import Release, RomarinError, TypeCompetence
from romarin.engines.loading import load_encoder_of
from romarin.engines.lookup import Lookup, Suggestion
from romarin.engines.skills import SkillLookup, SkillSuggestion
from romarin.engines.suggestion import GroupBy
from romarin.index import Artefact

VERSION = version("romarin")
RETRY_AFTER = 1  # seconds; loading takes one or two
RETRY_AFTER_FAILURE = 30
_WARM_UP = "développeuse web"  # a first query takes ten times as long as the next
logger = logging.getLogger("romarin.api")


class AppellationLookup(Protocol):
    """What /v1/completions asks: Romarin's own Lookup, or a baseline."""

    @property
    def release(self) -> Release:
        """The ROME it answers from."""
        ...

    def __call__(self, query: str, *, limit: int, group_by: GroupBy) -> Sequence[Suggestion]:
        """Up to `limit` suggestions, best first; two threads may call at once."""
        ...


class SkillsLookup(Protocol):
    """What /v1/competences/completions asks: Romarin's own SkillLookup, or a baseline."""

    def __call__(
        self, query: str, *, limit: int, types: Collection[TypeCompetence]
    ) -> Sequence[SkillSuggestion]:
        """Up to `limit` skills of the types given (all when empty), best first."""
        ...


@dataclass(frozen=True, slots=True)
class Engines:
    """All that the routes answer from."""

    lookup: AppellationLookup
    skills: SkillsLookup | None
    encoder: str | None = None  # names, for /version
    artefact: str | None = None
    edition: str = ""  # changes whenever an answer may; "" when unknown

    @property
    def release(self) -> Release:
        """The ROME that every answer comes from."""
        return self.lookup.release


class Loading:
    """The engines of one process: on their way, there, or failed."""

    def __init__(self, load: Callable[[], Engines]) -> None:
        """Nothing is loaded before `start`."""
        self._load = load
        self._engines: Engines | None = None
        self._failed = False
        self.error: RomarinError | None = None
        self.on_ready: Callable[[Engines], None] = _nothing
        self.on_failure: Callable[[], None] = _nothing

    @property
    def engines(self) -> Engines:
        """Raises NotLoaded until they stand."""
        if self._engines is not None:
            return self._engines
        if self._failed:
            raise NotLoaded("cannot be loaded; its log says why", retry_after=RETRY_AFTER_FAILURE)
        raise NotLoaded("still loading; try again in a second", retry_after=RETRY_AFTER)

    def start(self) -> None:
        """Begins to load; a thread of its own, which a stop need not wait for."""
        threading.Thread(target=self.run, name="loading", daemon=True).start()

    def run(self) -> None:
        """Loads now, and calls `on_ready` or `on_failure`."""
        started = time.perf_counter()
        try:
            self._engines = self._load()
        except RomarinError as error:
            self.error = error
            logger.error("cannot load", extra={"data": {"reason": str(error)}})
        finally:
            self._failed = self._engines is None
            self._announce(time.perf_counter() - started)

    def _announce(self, seconds: float) -> None:
        if self._engines is None:
            self.on_failure()
            return
        self.on_ready(self._engines)
        data = {"ms": round(seconds * 1e3), **described(self._engines)}
        logger.info("ready", extra={"data": data})


def _nothing(*_: object) -> None:
    """What happens when nobody asked to be told."""


def described(engines: Engines) -> dict[str, str]:
    """What is served, as labels of a metric and fields of a log line."""
    return {
        "version": VERSION,
        "rome": engines.release.version,
        "source": str(engines.release.source),
        "encoder": engines.encoder or "",
        "artefact": engines.artefact or "",
    }


def open_engines(settings: Settings) -> Engines:
    """Opens the artefact of the settings and answers a first query.

    Raises ArtefactUnnamed, or an error of the artefact or of its encoder.
    """
    if settings.artefacts is None:
        raise ArtefactUnnamed
    artefact = Artefact.open(settings.artefacts)
    inputs = artefact.manifest.inputs
    encoder = load_encoder_of(artefact, settings.encoder)
    lookup, skills = Lookup.of(artefact, encoder), SkillLookup.of(artefact, encoder)
    lookup(_WARM_UP)
    skills(_WARM_UP)
    return Engines(
        lookup,
        skills,
        encoder=encoder.name if encoder else None,
        artefact=inputs.folder_name,
        edition=f"{inputs.hash} {encoder and encoder.scale} {VERSION}",
    )
