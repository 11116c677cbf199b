"""Extracting: `romarin train extraction`, from annotated texts to the numbers of the engine."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from romarin.cli.extraction_course import FOLDS, Course, Files
from romarin.cli.judgement import (
    Judged,
    grounds_of_case,
    read_fold,
    read_named,
    tell_extraction,
    tell_linking,
    unsure,
)
from romarin.cli.workshop import Workshop
from romarin.engines.extraction.grounds import GROUNDS
from romarin.engines.extraction.linking import SIGNS
from romarin.engines.extraction.ranking import Ranker
from romarin.index import Flags, Floats
from romarin.training.extraction import Choice, Ranking, fit_confidence, fit_ranking
from romarin.training.tagging.folds import check_folds

RANKER = "ranker.json"


def train_extraction(workshop: Workshop, files: Files, taggers: Path, out: Path) -> None:
    """Fits the ranker, tells the figures of texts that nothing was learnt from, and writes it.

    `taggers` is what `make_taggers` left. A ranker.json that stands in `out` keeps what was fitted
    with other encoders.
    """
    course = Course(workshop, files)
    check_folds(taggers, course.by_fold())
    out.mkdir(parents=True, exist_ok=True)
    judged = [one for fold in range(FOLDS) for one in read_fold(course, taggers, fold)]
    ranker = _fit_ranker(course, judged, list(read_named(course)))
    path = out / RANKER
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {"encoders": {}}
    name = course.engine.encoder.name
    told["encoders"][name] = ranker
    told.setdefault("default", name)
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _fit_ranker(
    course: Course, judged: Sequence[Judged], named: Sequence[Choice]
) -> dict[str, Any]:
    """Tells cross-validated figures, and gives the numbers of all cases together."""
    rankings = [
        fit_ranking([*named, *(gold for one in judged if one.fold != fold for gold in one.gold)])
        for fold in range(FOLDS)
    ]
    tell_linking(judged, rankings)
    grounds = [grounds_of_case(one, rankings[one.fold]) for one in judged]
    rankers = [
        _ranker(
            ranking,
            [some for one, some in zip(judged, grounds, strict=True) if one.fold != fold],
        )
        for fold, ranking in enumerate(rankings)
    ]
    best = tell_extraction(course, judged, rankers)
    final = fit_ranking([*named, *(gold for one in judged for gold in one.gold)])
    return _told(replace(_ranker(final, grounds), min_score=best))


def _ranker(ranking: Ranking, grounds: Sequence[tuple[Floats, Flags]]) -> Ranker:
    """The engine's ranker; the confidence is fitted on grounds of rankings of other cases."""
    seen, right = zip(*grounds, strict=True)
    weights, bias = fit_confidence(np.concatenate(seen), np.concatenate(right))
    return replace(unsure(ranking), grounds=np.asarray(weights, np.float32), bias=bias)


def _told(ranker: Ranker) -> dict[str, Any]:
    """What `Ranker.of` reads."""
    rows = zip(ranker.mean, ranker.spread, ranker.weights, strict=True)
    return {
        "signs": {
            name: [round(float(value), 5) for value in row]
            for name, row in zip(SIGNS, rows, strict=True)
        },
        "grounds": {
            name: round(float(weight), 5)
            for name, weight in zip(GROUNDS, ranker.grounds, strict=True)
        },
        "bias": round(ranker.bias, 5),
        "min_score": ranker.min_score,
    }
