"""Fixtures of the tests of baselines."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.baselines.postgres import find_programs
from romarin.evaluation.errors import BaselineUnavailable
from romarin.evaluation.ground import Ground


@pytest.fixture
def ground(tiny_catalogue: Catalogue, tmp_path: Path) -> Iterator[Ground]:
    """The tiny archive, and a cache that is empty."""
    with Ground(tiny_catalogue, tmp_path / "cache") as made:
        yield made


@pytest.fixture(scope="session")
def postgresql() -> Path:
    """The folder of PostgreSQL's programs; the test skips, saying why, where there are none.

    With ROMARIN_REQUIRE_POSTGRES, as in CI, it fails instead.
    """
    try:
        return find_programs()
    except BaselineUnavailable as error:
        if os.environ.get("ROMARIN_REQUIRE_POSTGRES"):
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def postgres_ground(
    postgresql: Path, tiny_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    """The tiny archive where PostgreSQL is, so that one cluster serves all tests."""
    assert postgresql.is_dir()
    with Ground(tiny_catalogue, tmp_path_factory.mktemp("cache")) as made:
        yield made
