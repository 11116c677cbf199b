"""Fixtures of the service's tests: the application over the tiny archive, and a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.api.served import Served, serving, words_artefact

from romarin.api import Settings, create_app
from romarin.catalogue import Catalogue
from romarin.engines import Lookup, SkillLookup


@pytest.fixture(scope="session")
def artefact(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The tiny archive without vectors: what it answers needs no encoder."""
    return words_artefact(tiny_catalogue, tiny_thesaurus, tmp_path_factory.mktemp("artefacts"))


@pytest.fixture(scope="session")
def words_lookup(artefact: Path) -> Lookup:
    return Lookup.load(artefact)


@pytest.fixture(scope="session")
def words_skills(artefact: Path) -> SkillLookup:
    return SkillLookup.load(artefact)


@pytest.fixture
def settings(artefact: Path) -> Settings:
    return Settings(artefacts=artefact)


@pytest.fixture(scope="module")
def client(artefact: Path) -> Iterator[TestClient]:
    """The application, loaded."""
    app = create_app(Settings(artefacts=artefact))
    app.state.service.loading.run()
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="session")
def served(artefact: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of one process, ready."""
    with serving(artefact, tmp_path_factory.mktemp("served")) as served:
        yield served
