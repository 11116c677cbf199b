"""Extras: what a plain installation leaves out, asked for when it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needing_extra() -> Iterator[None]:
    """Around imports of what the extra `eval` brings. Raises ExtraMissing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "romarin":
            raise
        from romarin.evaluation.errors import ExtraMissing

        raise ExtraMissing([error.name]) from error
