"""The catalogue stays light: whoever reads the ROME loads no engine."""

import subprocess
import sys
from pathlib import Path

import romarin.catalogue

HEAVY = {
    "faiss",
    "fastapi",
    "numpy",
    "onnxruntime",
    "pandas",
    "pydantic",
    "ray",
    "requests",
    "sentence_transformers",
    "spacy",
    "sqlalchemy",
    "tokenizers",
    "torch",
}


def test_importing_the_catalogue_loads_no_engine() -> None:
    root = Path(romarin.catalogue.__file__).parents[2]
    code = f"""
import sys
sys.path.insert(0, {str(root)!r})
import romarin.catalogue
print(" ".join({{name.partition(".")[0] for name in sys.modules}}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert set(done.stdout.split()) & HEAVY == set()
    assert "romarin" in done.stdout.split()


def test_every_public_name_is_there() -> None:
    for name in romarin.catalogue.__all__:
        assert hasattr(romarin.catalogue, name)
