"""Registry: Romarin's own baselines, and those that installed packages add."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points

from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.edit_distance import EDIT_DISTANCE
from romarin.evaluation.baselines.encoders import PREFIX, encoder_baseline
from romarin.evaluation.baselines.letters import TFIDF
from romarin.evaluation.baselines.skills_labels import LABELS
from romarin.evaluation.baselines.skills_nearest import (
    E5_SENTENCES,
    TFIDF_SENTENCES,
    USE_SENTENCES,
)
from romarin.evaluation.baselines.skills_segments import CLAUSES, SENTENCES, WHOLE_TEXT
from romarin.evaluation.baselines.trigram import TRIGRAM
from romarin.evaluation.baselines.tsvector import TSVECTOR
from romarin.evaluation.baselines.vectors import E5, USE
from romarin.evaluation.baselines.words import BM25
from romarin.evaluation.errors import BaselineUnknown, BaselineUnloadable

GROUP = "romarin.baselines"
BUILT_IN: tuple[Baseline, ...] = (
    TSVECTOR,
    TRIGRAM,
    BM25,
    TFIDF,
    EDIT_DISTANCE,
    USE,
    E5,
    WHOLE_TEXT,
    SENTENCES,
    CLAUSES,
    LABELS,
    TFIDF_SENTENCES,
    USE_SENTENCES,
    E5_SENTENCES,
)
# What importing somebody's module and reading a name of it may raise, short of a fault in ours.
_UNLOADABLE = (ImportError, AttributeError, NameError, SyntaxError, TypeError, ValueError)
EVERY, NO = "all", "none"


def baselines(added: Iterable[Baseline] | None = None) -> Mapping[str, Baseline]:
    """By name; a baseline of an installed package may take the place of one of ours.

    Raises BaselineUnloadable.
    """
    others = _installed() if added is None else added
    return {one.name: one for one in (*BUILT_IN, *others)}


def chosen(asked: str, part: str, known: Mapping[str, Baseline]) -> Sequence[Baseline]:
    """Those that "all", "none" or "name,name" asks for and that have the part.

    A name may be "encoder:NAME_OR_FOLDER", whose encoder is loaded here: one that cannot be had is
    told before any work. Raises BaselineUnknown, EncoderUnknown, EncoderDamaged or ExtraMissing.
    """
    able = {name: one for name, one in known.items() if getattr(one, part) is not None}
    if asked in (EVERY, NO):
        return list(able.values()) if asked == EVERY else []
    names = [name.strip() for name in asked.split(",") if name.strip()]
    for name in names:
        if name not in able and not name.startswith(PREFIX):
            raise BaselineUnknown(name, part, able)
    return [able[name] if name in able else encoder_baseline(name) for name in dict.fromkeys(names)]


def _installed() -> Iterator[Baseline]:
    """In the order of their names, however the packages lie on the path."""
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        yield _loaded(point)


def _loaded(point: EntryPoint) -> Baseline:
    told = f"{point.name} = {point.value}"
    try:
        found = point.load()
    except _UNLOADABLE as error:
        raise BaselineUnloadable(told, f"{type(error).__name__}: {error}") from error
    if not isinstance(found, Baseline):
        raise BaselineUnloadable(told, f"it names {type(found).__name__}, not a Baseline")
    return found
