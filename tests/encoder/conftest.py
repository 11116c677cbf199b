"""The packaged encoder, loaded once."""

import pytest

from romarin.encoder import OnnxEncoder, default_encoder


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    return default_encoder()
