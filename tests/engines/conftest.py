"""Fixtures of the engines' tests: lookups on the tiny archive and, slow, on the full ROME."""

from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.encoder import Encoder, default_encoder
from romarin.engines import Lookup, SkillLookup

FULL = pytest.param("full", marks=pytest.mark.slow)


@pytest.fixture(scope="session")
def skills(hashing_artefact: Path, hashing_encoder: HashingEncoder) -> SkillLookup:
    return SkillLookup.load(hashing_artefact, encoder=hashing_encoder)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return default_encoder()


@pytest.fixture(scope="session")
def full_lookup(full_artefact: Path, encoder: Encoder) -> Lookup:
    return Lookup.load(full_artefact, encoder=encoder)


@pytest.fixture(scope="session")
def full_skills(full_artefact: Path, encoder: Encoder) -> SkillLookup:
    return SkillLookup.load(full_artefact, encoder=encoder)


@pytest.fixture(scope="session")
def starter_lookup(starter_artefact: Path, encoder: Encoder) -> Lookup:
    return Lookup.load(starter_artefact, encoder=encoder)


@pytest.fixture(scope="session")
def full_catalogue(archive: Path) -> Catalogue:
    return Catalogue.load(archive)


@pytest.fixture(scope="session", params=["tiny", FULL])
def any_lookup(request: pytest.FixtureRequest) -> Lookup:
    """What must hold on every catalogue is tried on both."""
    name = "full_lookup" if request.param == "full" else "lookup"
    found: Lookup = request.getfixturevalue(name)
    return found


@pytest.fixture(scope="session", params=["tiny", FULL])
def any_skills(request: pytest.FixtureRequest) -> SkillLookup:
    name = "full_skills" if request.param == "full" else "skills"
    found: SkillLookup = request.getfixturevalue(name)
    return found
