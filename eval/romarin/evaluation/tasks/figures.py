"""Figures of each task by its name: a saved result is read and compared without a catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass

from romarin.evaluation.measures.aggregates import Aggregate
from romarin.evaluation.tasks.competences import CompetencesTask
from romarin.evaluation.tasks.extraction import ExtractionTask
from romarin.evaluation.tasks.keystrokes import KeystrokesTask
from romarin.evaluation.tasks.lookup import LookupTask
from romarin.evaluation.tasks.titles import TitlesTask


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """What a task derives from rows, and what of it stands first."""

    aggregates: tuple[Aggregate, ...]  # the most important first
    headline: tuple[str, ...]

    @property
    def headline_aggregates(self) -> tuple[Aggregate, ...]:
        """Those that a gate looks at, in the order of the headline."""
        by_name = {one.name: one for one in self.aggregates}
        return tuple(by_name[name] for name in self.headline)


TASK_FIGURES: Mapping[str, TaskFigures] = {
    task.name: TaskFigures(task.aggregates, task.headline)
    for task in (LookupTask, KeystrokesTask, TitlesTask, CompetencesTask, ExtractionTask)
}
