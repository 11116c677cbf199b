"""Fixtures that more than one package's tests use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def archive() -> Path:
    """The full official ROME archive; the test skips, saying why, where there is none."""
    path = os.environ.get("ROMARIN_ARCHIVE")
    if not path:
        pytest.skip("needs the full ROME: set ROMARIN_ARCHIVE to the official archive")
    return Path(path)


@pytest.fixture(scope="session")
def tiny() -> Path:
    """A folder of CSV in the official format, written for these tests."""
    return Path(__file__).parent / "data" / "tiny"
