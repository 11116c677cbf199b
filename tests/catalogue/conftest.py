"""Fixtures of the catalogue's tests."""

import shutil
from pathlib import Path

import pytest
from tests.catalogue.archives import zipped

from romarin.catalogue import Catalogue


@pytest.fixture(scope="session")
def catalogue(tiny: Path) -> Catalogue:
    return Catalogue.load(tiny)


@pytest.fixture
def folder(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the tiny archive that a test may damage."""
    return Path(shutil.copytree(tiny, tmp_path / "rome"))


@pytest.fixture
def zip_path(tiny: Path, tmp_path: Path) -> Path:
    """The tiny archive as a zip that a test may damage."""
    return zipped(tiny, tmp_path / "rome.zip")
