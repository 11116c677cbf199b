"""Batch: bulk tagging of files, on the cores of one machine or on a Ray cluster."""

from romarin.batch.cluster import Cluster
from romarin.batch.columns import Columns
from romarin.batch.engines import ArtefactEngines, Engines, Foretold, LoadEngines
from romarin.batch.inputs import checked, find_inputs
from romarin.batch.output import Output
from romarin.batch.processes import Processes, usable_cores
from romarin.batch.progress import Attempt, Progress
from romarin.batch.reading import columns_of
from romarin.batch.records import (
    MOST_METIERS,
    ROW_NUMBERS,
    USUAL_METIERS,
    Asked,
    Format,
    Input,
    Job,
    Options,
    Place,
    Rejected,
    Row,
    Tagged,
    Task,
)
from romarin.batch.runs import Engine, Plan, Summary, run
from romarin.batch.tagger import MakeTagger, Tagger

__all__ = [
    "MOST_METIERS",
    "ROW_NUMBERS",
    "USUAL_METIERS",
    "ArtefactEngines",
    "Asked",
    "Attempt",
    "Cluster",
    "Columns",
    "Engine",
    "Engines",
    "Foretold",
    "Format",
    "Input",
    "Job",
    "LoadEngines",
    "MakeTagger",
    "Options",
    "Output",
    "Place",
    "Plan",
    "Processes",
    "Progress",
    "Rejected",
    "Row",
    "Summary",
    "Tagged",
    "Tagger",
    "Task",
    "checked",
    "columns_of",
    "find_inputs",
    "run",
    "usable_cores",
]
