"""Fixtures that more than one package's tests use."""

import os
import sys
from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import STARTER_FOLDER, Catalogue, cache_folder
from romarin.cli.workshop import Choices, Workshop
from romarin.encoder import packaged
from romarin.engines import Lookup
from romarin.indexing import Recipe, build


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


@pytest.fixture(scope="session")
def tiny_thesaurus() -> Path:
    """What people type for the tiny archive's jobs that no label of it says."""
    return Path(__file__).parent / "data" / "tiny_thesaurus.tsv"


@pytest.fixture(scope="session")
def tiny_catalogue(tiny: Path) -> Catalogue:
    return Catalogue.load(tiny)


@pytest.fixture(scope="session")
def hashing_encoder() -> HashingEncoder:
    """Wide enough that titles without a trigram in common lie far apart."""
    return HashingEncoder(512)


@pytest.fixture(scope="session")
def hashing_artefact(
    tiny_catalogue: Catalogue,
    hashing_encoder: HashingEncoder,
    tiny_thesaurus: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The artefact of the tiny archive; its vectors compare spellings."""
    root = tmp_path_factory.mktemp("artefacts")
    return build(tiny_catalogue, hashing_encoder, Recipe((tiny_thesaurus,)), root)


@pytest.fixture(scope="session")
def lookup(hashing_artefact: Path, hashing_encoder: HashingEncoder) -> Lookup:
    return Lookup.load(hashing_artefact, encoder=hashing_encoder)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packaged encoders of this test: romarin-small, the default, and romarin-mini, both tiny."""
    pytest.importorskip("onnx", reason="needs the extra train")
    # Imported here: it needs onnx.
    from tests.weights import write_encoder

    weights = tmp_path / "weights"
    for name in ("romarin-small", "romarin-mini"):
        write_encoder(weights / name)
    monkeypatch.setattr(packaged, "WEIGHTS", weights)
    monkeypatch.setattr(packaged, "PACKAGED", "romarin-small")
    return weights


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra train is not installed."""
    # As Python marks what cannot be imported.
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)


@pytest.fixture(scope="session")
def full_artefact(archive: Path) -> Path:
    """The full ROME with the packaged encoder: minutes the first time, then found in the cache."""
    return _cached_artefact(archive)


@pytest.fixture(scope="session")
def starter_artefact() -> Path:
    """The starter catalogue with the packaged encoder, kept in the cache likewise."""
    return _cached_artefact(STARTER_FOLDER)


def _cached_artefact(archive: Path) -> Path:
    """What `romarin build` makes of an archive when no setting but the cache's is made."""
    cache = cache_folder(os.environ) / "artefacts"
    return Workshop(Choices.of(archive, None, None, None, cache, 0, environ={})).artefact()
