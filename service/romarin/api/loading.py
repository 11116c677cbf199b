"""Loading: what one process answers from, opened in a thread while the server already listens."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Protocol, TypeVar

from romarin.api.errors import ArtefactUnnamed, NotLoaded, PartOff
from romarin.api.readers import Readers, open_readers
from romarin.api.settings import EXTRACTION, Settings
from romarin.catalogue import Release, RomarinError, TypeCompetence
from romarin.encoder import Encoder
from romarin.engines.loading import load_encoder_of
from romarin.engines.lookup import Lookup, Suggestion
from romarin.engines.skills import SkillLookup, SkillSuggestion
from romarin.engines.suggestion import GroupBy
from romarin.index import Artefact

T = TypeVar("T")

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
    """All that the routes of completions answer from, and how those of texts are opened."""

    lookup: AppellationLookup
    skills: SkillsLookup | None
    encoder: str | None = None  # names, for /version
    artefact: str | None = None
    edition: str = ""  # changes whenever an answer may; "" when unknown
    open_readers: Callable[[], Readers] | str = "it was given none"  # or why there are none

    @property
    def release(self) -> Release:
        """The ROME that every answer comes from."""
        return self.lookup.release


class Loading:
    """The engines of one process: on their way, there, or failed; completions come first."""

    def __init__(self, load: Callable[[], Engines]) -> None:
        """Nothing is loaded before `start`."""
        self._load = load
        self._engines: Engines | None = None
        self._readers: Readers | None = None
        self._failed = False
        self.error: RomarinError | None = None
        self.on_ready: Callable[[Engines], None] = _nothing
        self.on_readers: Callable[[], None] = _nothing
        self.on_failure: Callable[[], None] = _nothing

    @property
    def engines(self) -> Engines:
        """Raises NotLoaded until they stand."""
        return self._standing(self._engines)

    @property
    def readers(self) -> Readers:
        """Raises NotLoaded until they stand, PartOff where they never will."""
        why_not = self.engines.open_readers
        if isinstance(why_not, str):
            raise PartOff(why_not)
        return self._standing(self._readers)

    def start(self) -> None:
        """Begins to load; a thread of its own, which a stop need not wait for."""
        threading.Thread(target=self.run, name="loading", daemon=True).start()

    def run(self) -> None:
        """Loads now, and calls `on_ready` and `on_readers`, or `on_failure`."""
        done = False
        try:
            self._open_engines()
            self._open_readers()
            done = True
        except RomarinError as error:
            self.error = error
            logger.error("cannot load", extra={"data": {"reason": str(error)}})
        finally:
            self._failed = not done
            if self._failed:
                self.on_failure()

    def close(self) -> None:
        """Ends the processes that the engines hold."""
        if self._readers is not None:
            self._readers.files.close()

    def _open_engines(self) -> None:
        started = time.perf_counter()
        engines = self._engines = self._load()
        self.on_ready(engines)
        _tell("ready", started, **described(engines))

    def _open_readers(self) -> None:
        opened = self.engines.open_readers
        if isinstance(opened, str):
            logger.info("without extraction", extra={"data": {"reason": opened}})
            return
        started = time.perf_counter()
        self._readers = opened()
        self.on_readers()
        _tell("extraction ready", started)

    def _standing(self, engines: T | None) -> T:
        if engines is not None:
            return engines
        if self._failed:
            raise NotLoaded("cannot be loaded; its log says why", retry_after=RETRY_AFTER_FAILURE)
        raise NotLoaded("still loading; try again in a second", retry_after=RETRY_AFTER)


def _tell(event: str, started: float, **data: str) -> None:
    milliseconds = round((time.perf_counter() - started) * 1e3)
    logger.info(event, extra={"data": {"ms": milliseconds, **data}})


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


def given_engines(
    lookup: AppellationLookup,
    skills: SkillsLookup | None,
    open_given: Callable[[], Readers] | None,
) -> Engines:
    """Engines that stand already, and how to open those that read texts."""
    if open_given is None:
        return Engines(lookup, skills)
    return Engines(lookup, skills, open_readers=open_given)


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
        open_readers=_readers_of(settings, artefact, encoder, lookup),
    )


def _readers_of(
    settings: Settings, artefact: Artefact, encoder: Encoder | None, lookup: Lookup
) -> Callable[[], Readers] | str:
    if EXTRACTION in settings.without:
        return "ROMARIN_WITHOUT or --without says so"
    return partial(open_readers, artefact, encoder, lookup)
