"""Judgement: cases read by what other cases taught, and the figures of that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import typer

from romarin.cli.extraction_course import Course
from romarin.engines.extraction import Document, DocumentKind, Extraction, Level
from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.extraction import Read
from romarin.engines.extraction.grounds import GROUNDS, about, grounds_of
from romarin.engines.extraction.linking import Candidates
from romarin.engines.extraction.ranking import Ranker
from romarin.evaluation import answers
from romarin.evaluation.answers import SkillSystem
from romarin.evaluation.cases import GoldMention, TextCase
from romarin.evaluation.measures.calibration import calibration_figures
from romarin.evaluation.measures.spans import matched
from romarin.evaluation.own import mentions_of
from romarin.evaluation.statistics import figures
from romarin.evaluation.tasks.extraction import ExtractionTask
from romarin.index import Flags, Floats
from romarin.tagger import Tagger
from romarin.training.extraction import Choice, Mark, Ranking
from romarin.training.tagging.folds import fold_folder

CUTS = tuple(round(0.02 * step, 2) for step in range(1, 40))  # of min_score that are tried
FIRST = 5  # items of a phrase that the confidence is fitted on


@dataclass(frozen=True, slots=True)
class Judged:
    """A case read by what was learnt from other cases."""

    case: TextCase
    fold: int  # of the cases that taught nothing of this one
    read: Read
    candidates: Sequence[Candidates]
    numbers: Mapping[str, int]  # of items, by code
    gold: Sequence[Choice] = ()  # of its marked phrases that have codes

    def accepted(self, candidates: Candidates, codes: Sequence[str]) -> Flags:
        """Which candidates a reader accepts."""
        items = [self.numbers[code] for code in codes if code in self.numbers]
        return np.isin(candidates.items, items)


def read_fold(course: Course, taggers: Path, fold: int) -> Iterator[Judged]:
    """The cases of a fold, read by what the others and the marked texts taught."""
    engine = course.engine
    engine.tagger = Tagger.load(fold_folder(taggers, fold))
    cases = [one for at, one in enumerate(course.cases) if course.folds[at] == fold]
    documents = [_document(one) for one in cases]
    for case, read in zip(cases, engine.read(documents), strict=True):
        judged = Judged(case, fold, read, engine.candidates(read), engine.numbers)
        yield replace(judged, gold=list(choices(engine, read, case.mentions)))


def read_named(course: Course) -> Iterator[Choice]:
    """The choices in the marked texts of which a reader named the phrases."""
    engine = course.engine
    for one in course.named:
        document = Document(one.text, one.title, DocumentKind(one.kind))
        [read] = engine.read([document])
        yield from choices(engine, read, one.marks)


def choices(
    engine: Extraction, read: Read, marks: Sequence[Mark | GoldMention]
) -> Iterator[Choice]:
    """What a reader accepts of the candidates of each phrase marked that has codes."""
    spans = [
        Span(one.start, one.end, Level(str(one.level)), confidence=1.0, certainty=1.0)
        for one in marks
    ]
    told = engine.candidates(replace(read, spans=spans))
    for some, mark in zip(told, marks, strict=True):
        if mark.codes:
            items = [engine.numbers[code] for code in mark.codes if code in engine.numbers]
            yield Choice(some.signs, np.isin(some.items, items))


def _document(case: TextCase) -> Document:
    document = case.document
    return Document(document.text, document.title, DocumentKind(str(document.kind)))


def unsure(ranking: Ranking) -> Ranker:
    """A ranker that has no confidence yet."""
    return Ranker(
        np.asarray(ranking.mean, np.float32),
        np.asarray(ranking.spread, np.float32),
        np.asarray(ranking.weights, np.float32),
        grounds=np.zeros(len(GROUNDS), np.float32),
        bias=0.0,
        min_score=0.0,
    )


def grounds_of_case(one: Judged, ranking: Ranking) -> tuple[Floats, Flags]:
    """Of the first items of each phrase found in a case: what is known of them, and if right."""
    ranker = unsure(ranking)
    coded = [mention for mention in one.case.mentions if mention.codes]
    found = [
        answers.Mention(span.start, span.end, answers.Level.TASK, ()) for span in one.read.spans
    ]
    gold = {at: coded[nth].codes for at, nth in matched(found, coded)}
    grounds, right = [np.zeros((0, len(GROUNDS)), np.float32)], [np.zeros(0, np.bool_)]
    for at, some in enumerate(one.candidates):
        strengths = ranker.strengths(some)
        first = np.argsort(-strengths, kind="stable").astype(np.int32)[:FIRST]
        read = one.read
        about_it = about(read.text, read.lines, read.spans[at], read.kind)
        grounds.append(grounds_of(some, strengths, about_it, first))
        right.append(one.accepted(some, gold.get(at, ()))[first])
    return np.concatenate(grounds), np.concatenate(right)


def tell_linking(judged: Sequence[Judged], rankings: Sequence[Ranking]) -> None:
    """How often an accepted item of a marked phrase is first, or among the first 5 or 20.

    One ranking a fold.
    """
    places = np.array([_place(gold, rankings[one.fold]) for one in judged for gold in one.gold])
    told = ", ".join(f"@{depth} {np.mean(places < depth):.3f}" for depth in (1, 5, 20))
    typer.echo(f"linking of {len(places)} marked phrases, hit {told}")


def _place(gold: Choice, ranking: Ranking) -> float:
    """Of the first accepted candidate; without end where none is."""
    if not gold.right.any():
        return np.inf
    order = np.argsort(-unsure(ranking).strengths_of(gold.signs))
    return float(np.argmax(gold.right[order]))


def tell_extraction(course: Course, judged: Sequence[Judged], rankers: Sequence[Ranker]) -> float:
    """Tells the figures at the cut with the best end-to-end F1, and gives it; a ranker a fold."""
    by_cut = {cut: _figures(course, judged, rankers, cut) for cut in CUTS}
    best = max(CUTS, key=lambda cut: by_cut[cut]["end_to_end_f1"])
    for name, value in by_cut[best].items():
        typer.echo(f"{name}: {value:.3f}")
    typer.echo(f"min_score: {best}")
    return best


def _figures(
    course: Course, judged: Sequence[Judged], rankers: Sequence[Ranker], cut: float
) -> dict[str, float]:
    task = ExtractionTask(course.catalogue.competences)
    rows = []
    for one in judged:
        course.engine.ranker = replace(rankers[one.fold], min_score=cut)
        found = mentions_of(course.engine.answer(one.read, one.candidates))
        rows.append(task.judge(SkillSystem(lambda _, found=found: found, None), one.case))
    scored = [pair for row in rows for pair in row.scored]
    return {
        **figures([row.measures for row in rows], task.aggregates),
        **calibration_figures(scored),
    }
