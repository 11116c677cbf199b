"""Fixtures of the extraction's tests: the engine over the tiny archive, vectors of spellings."""

from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.engines.extraction import Extraction


@pytest.fixture(scope="session")
def extraction(hashing_artefact: Path, hashing_encoder: HashingEncoder) -> Extraction:
    return Extraction.load(hashing_artefact, encoder=hashing_encoder)
