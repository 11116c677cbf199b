"""Attempt: a bulk run with the engines of these tests as a process of its own, to be killed."""

import sys
from pathlib import Path

from tests.batch.conftest import ABOUT, USUAL
from tests.batch.engines import LoadFakes

from romarin.batch import Job, MakeTagger, Options, Output, Plan, Processes, checked, find_inputs
from romarin.batch import run as run_plan


def main() -> None:
    """`attempt.py IN OUT`: two workers, a part for each batch."""
    named, out = sys.argv[1:]
    output = Output.of(Path(out))
    options = Options(format=output.format)
    job = Job(
        tuple(checked(file) for file in find_inputs([named])),
        USUAL,
        options.task,
        MakeTagger(LoadFakes(), options),
    )
    run_plan(Plan(job, options, output, ABOUT, part_rows=32), Processes(2))


if __name__ == "__main__":
    main()
