"""Tasks: lookup, keystrokes, titles and extraction."""

from romarin.evaluation.tasks.competences import CompetencesTask
from romarin.evaluation.tasks.extraction import ExtractionTask
from romarin.evaluation.tasks.keystrokes import KeystrokesTask
from romarin.evaluation.tasks.lookup import LookupTask
from romarin.evaluation.tasks.task import Task
from romarin.evaluation.tasks.titles import TitlesTask

__all__ = [
    "CompetencesTask",
    "ExtractionTask",
    "KeystrokesTask",
    "LookupTask",
    "Task",
    "TitlesTask",
]
