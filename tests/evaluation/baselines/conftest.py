"""Fixtures of the tests of baselines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.ground import Ground


@pytest.fixture
def ground(tiny_catalogue: Catalogue, tmp_path: Path) -> Iterator[Ground]:
    """The tiny archive, and a cache that is empty."""
    with Ground(tiny_catalogue, tmp_path / "cache") as made:
        yield made
