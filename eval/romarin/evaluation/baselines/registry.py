"""Registry: Romarin's own baselines, and those that installed packages add."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import entry_points

from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.edit_distance import EDIT_DISTANCE
from romarin.evaluation.baselines.skills_labels import LABELS
from romarin.evaluation.baselines.skills_nearest import (
    E5,
    E5_SENTENCES,
    TFIDF,
    TFIDF_SENTENCES,
    USE,
    USE_SENTENCES,
)
from romarin.evaluation.baselines.skills_segments import CLAUSES, SENTENCES, WHOLE_TEXT
from romarin.evaluation.errors import BaselineUnknown

GROUP = "romarin.baselines"
BUILT_IN: tuple[Baseline, ...] = (
    EDIT_DISTANCE,
    WHOLE_TEXT,
    SENTENCES,
    CLAUSES,
    LABELS,
    TFIDF,
    USE,
    E5,
    TFIDF_SENTENCES,
    USE_SENTENCES,
    E5_SENTENCES,
)
EVERY, NO = "all", "none"


def baselines(added: Iterable[Baseline] | None = None) -> Mapping[str, Baseline]:
    """By name; a baseline of an installed package may take the place of one of ours."""
    others = _installed() if added is None else added
    return {one.name: one for one in (*BUILT_IN, *others)}


def chosen(asked: str, part: str, known: Mapping[str, Baseline]) -> Sequence[Baseline]:
    """Those that "all", "none" or "name,name" asks for and that have the part.

    Raises BaselineUnknown.
    """
    able = {name: one for name, one in known.items() if getattr(one, part) is not None}
    if asked in (EVERY, NO):
        return list(able.values()) if asked == EVERY else []
    names = [name.strip() for name in asked.split(",") if name.strip()]
    for name in names:
        if name not in able:
            raise BaselineUnknown(name, part, able)
    return [able[name] for name in dict.fromkeys(names)]


def _installed() -> list[Baseline]:
    found = [point.load() for point in entry_points(group=GROUP)]
    return [one for one in found if isinstance(one, Baseline)]
