"""Predicting: `romarin train prediction`, from files of offers to the numbers of the engine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer

from romarin.cli.prediction_course import Course, Files
from romarin.cli.workshop import Workshop
from romarin.engines.prediction import SIGNS, WORDS_ONLY, Given, Weights
from romarin.training.data.offers import PEOPLE, Offer
from romarin.training.errors import OffersTooFew
from romarin.training.prediction import (
    FOLDS,
    Calibration,
    Example,
    Fitted,
    fit,
    fit_calibration,
    fit_naf,
    fold_of,
    judge,
    least_margin,
    softmax,
)

FEWEST = 50  # offers of people: ten in a fold
SHORTEST = 200  # characters of a text that figures are taken on, as `romarin eval titles` does
ASSOCIATIONS, RANKER = "associations.npz", "ranker.json"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What words teach: all offers, and all but each fold."""

    whole: Mapping[str, Any]
    parts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Answered:
    """An offer that a fit had not seen, and its logits."""

    offer: Offer
    example: Example
    logits: Any


def train_prediction(workshop: Workshop, files: Files, out: Path) -> None:
    """Learns, fits, tells the figures, and writes the two files of numbers.

    A ranker.json that stands in `out` keeps what was fitted with other encoders.
    Raises what the workshop, the catalogue and the files raise, or OffersTooFew.
    """
    course = Course(workshop, files)
    count = sum(one.origin == PEOPLE for one in course.offers)
    if count < FEWEST:
        raise OffersTooFew(count, FEWEST)
    out.mkdir(parents=True, exist_ok=True)
    learnt = Learnt(course.learn(), [course.learn(without=fold) for fold in range(FOLDS)])
    np.savez_compressed(out / ASSOCIATIONS, **learnt.whole)
    path = out / RANKER
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    names = (WORDS_ONLY, *([course.encoder.name] if course.encoder else []))
    for name in names:
        told[name] = {given: asdict(_fit(course, learnt, given, name)) for given in Given}
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _fit(course: Course, learnt: Learnt, given: Given, name: str) -> Weights:
    """The weights of one thing given; figures are of offers that the fit had not seen."""
    folds = [_of_fold(course, learnt, fold, given, name) for fold in range(FOLDS)]
    answered: list[Answered] = []
    for at, fold in enumerate(folds):
        others = [example for some in folds[:at] + folds[at + 1 :] for _, example in some]
        answered += _answer(fit(others), fold)
    fitted = fit([example for some in folds for _, example in some])
    reader = course.reader(learnt.whole, vectors=name != WORDS_ONLY)
    answered += _answer(fitted, list(course.examples(reader, course.kept_out, given)))
    shares = [softmax(one.logits) for one in answered]
    calibration = fit_calibration(shares, [one.example.chosen for one in answered])
    _tell(f"{name}, {given}", answered, calibration)
    judged = [one for one in answered if one.example.coded] or answered
    return Weights(
        signs={
            sign: round(float(weight), 5)
            for sign, weight in zip(SIGNS, fitted.weights, strict=True)
            if weight
        },
        **{part: round(value, 4) for part, value in asdict(calibration).items()},
        naf=round(fit_naf([one.logits for one in answered], [a.example for a in answered]), 4),
        least_margin=round(
            least_margin(
                [calibration(softmax(one.logits)) for one in judged],
                [one.example.rights for one in judged],
            ),
            4,
        ),
    )


def _of_fold(
    course: Course, learnt: Learnt, fold: int, given: Given, name: str
) -> list[tuple[Offer, Example]]:
    """The offers of people in a fold, read with what the other folds taught."""
    offers = [one for one in course.offers if one.origin == PEOPLE and fold_of(one.group) == fold]
    reader = course.reader(learnt.parts[fold], vectors=name != WORDS_ONLY)
    return list(course.examples(reader, offers, given))


def _answer(fitted: Fitted, examples: Sequence[tuple[Offer, Example]]) -> list[Answered]:
    return [Answered(offer, example, fitted.logits(example)) for offer, example in examples]


def _tell(name: str, answered: Sequence[Answered], calibration: Calibration) -> None:
    """Figures of the offers with a whole text: recruiters' codes, then the expert's."""
    whole = [one for one in answered if not one.offer.cut_off and len(one.offer.text) >= SHORTEST]
    parts = {
        "recruiters' codes": (whole, False),
        "of them not seen by the encoder": ([one for one in whole if one.example.clean], False),
        "expert's codes": ([one for one in whole if one.example.coded], True),
    }
    for told, (some, by_expert) in parts.items():
        if some:
            figures = judge(
                [calibration(softmax(one.logits)) for one in some],
                [one.example.rights if by_expert else one.example.chosen for one in some],
            )
            typer.echo(f"{name}: {told}, {figures}")
