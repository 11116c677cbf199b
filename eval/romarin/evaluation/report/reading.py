"""Reading: saved results of whatever kind, as parts of a report."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from romarin.evaluation.errors import ResultUnreadable
from romarin.evaluation.report.bench_part import BenchPart
from romarin.evaluation.report.part import Part
from romarin.evaluation.report.task_part import TaskPart

# By "task" in the file; every other one is a task of `romarin eval`.
KINDS: Mapping[str, Callable[[Mapping[str, Any]], Part]] = {"bench": BenchPart.of_json}


def read_part(path: Path) -> Part:
    """What a saved result says. Raises ResultUnreadable."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return KINDS.get(told["task"], TaskPart.of_json)(told)
    except OSError as error:
        raise ResultUnreadable(path, error.strerror or str(error)) from error
    except json.JSONDecodeError as error:
        raise ResultUnreadable(path, f"no JSON: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResultUnreadable(path, f"not a result: {error!r}") from error
