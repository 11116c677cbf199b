"""Report: results as a page, as a summary and as tables on a terminal."""

from romarin.evaluation.report.page import page
from romarin.evaluation.report.part import Part
from romarin.evaluation.report.reading import read_part
from romarin.evaluation.report.task_part import TaskPart

__all__ = ["Part", "TaskPart", "page", "read_part"]
