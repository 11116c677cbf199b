"""Weights: tiny encoders that are real ONNX models, on a shelf like the package's own."""

from dataclasses import replace
from pathlib import Path

from tests.training.tiny import HABITS, WIDTH, tiny_trained

from romarin.encoder.folder import MODEL, TOKENIZER, write_settings
from romarin.training.graph import Precision


def write_encoder(folder: Path) -> Path:
    """A folder of weights named after itself; its vectors say little, but are unit vectors."""
    trained = tiny_trained()
    folder.mkdir(parents=True)
    graph = trained.graph(precision=Precision.FLOAT, texts=())
    (folder / MODEL).write_bytes(graph.SerializeToString())
    trained.tokenizer.save(str(folder / TOKENIZER))
    write_settings(folder, replace(HABITS, name=folder.name).settings(WIDTH))
    return folder
