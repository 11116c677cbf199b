"""Baseline: Romarin's own application over another lookup, so that only the lookup differs.

`python -m tests.bench.baseline constant|fuzzy ARTEFACT --port N --workers N`
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.server import HOST

from romarin.api import Settings, create_app
from romarin.api.logs import configure_logging
from romarin.catalogue import Release
from romarin.engines import GroupBy, Highlight, Reason, Suggestion

if TYPE_CHECKING:
    from fastapi import FastAPI

CONSTANT = "constant"
FUZZY = "fuzzy"
# How worker processes learn what to serve, and where they share their counts.
_LOOKUP, _ARTEFACT = "ROMARIN_BENCH_LOOKUP", "ROMARIN_BENCH_ARTEFACT"
_WORKERS = "ROMARIN_BENCH_WORKERS"
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"

_SUGGESTION = Suggestion(
    "14156",
    "Développeur / Développeuse web",
    "Développeur / Développeuse web",
    "M1855",
    "Développeur / Développeuse web",
    "Développeur web",
    0.93,
    Reason.WORDS,
    (Highlight(0, 3), Highlight(14, 17), Highlight(27, 30)),
    (),
)


class ConstantLookup:
    """Answers the same suggestion, as often as may be, to any query, in no time."""

    def __init__(self, release: Release) -> None:
        self.release = release

    def __call__(
        self,
        query: str,  # noqa: ARG002 - part of the contract
        *,
        limit: int,
        group_by: GroupBy,  # noqa: ARG002 - part of the contract
    ) -> Sequence[Suggestion]:
        """`limit` suggestions."""
        return (_SUGGESTION,) * limit


def main() -> None:
    """Serves with uvicorn as `romarin serve` does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lookup", choices=(CONSTANT, FUZZY))
    parser.add_argument("artefact", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as counts:
        os.environ |= {_LOOKUP: given.lookup, _ARTEFACT: str(given.artefact)}
        os.environ[_WORKERS] = str(given.workers)
        if given.workers > 1:
            os.environ[_COUNTS] = counts
        _serve(given.port, given.workers)


def application() -> "FastAPI":
    """The application of one worker process, as the environment says."""
    configure_logging("info")
    counts = os.environ.get(_COUNTS)
    settings = Settings(
        workers=int(os.environ[_WORKERS]), metrics_folder=Path(counts) if counts else None
    )
    folder = Path(os.environ[_ARTEFACT])
    if os.environ[_LOOKUP] == CONSTANT:
        from romarin.index.manifest import Manifest

        return create_app(settings, ConstantLookup(Manifest.load(folder).inputs.release))
    from tests.bench.fuzzy import FuzzyLookup

    from romarin.index import Artefact

    return create_app(settings, FuzzyLookup(Artefact.open(folder)))


def _serve(port: int, workers: int) -> None:
    # Imported here: prometheus_client reads its folder when it is first imported.
    import uvicorn

    uvicorn.run(
        "tests.bench.baseline:application",
        factory=True,
        host=HOST,
        port=port,
        workers=workers,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


if __name__ == "__main__":
    main()
