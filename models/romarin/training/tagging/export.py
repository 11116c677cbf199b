"""Export of a tagger's network to the folder that `romarin.tagger` reads."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from tokenizers import Tokenizer
from torch import nn

from romarin.index import staged
from romarin.tagger import MODEL, TOKENIZER
from romarin.training.bert import Linear, from_transformers
from romarin.training.calibration import enough, measure_peaks
from romarin.training.graph import Precision, build_tagging_graph
from romarin.training.smoothing import smooth
from romarin.training.tagging.lessons import Material
from romarin.training.tagging.network import Network


def export_tagger(
    network: Network, tokenizer: Tokenizer, material: Sequence[Material], out: Path
) -> None:
    """Writes the folder, which must not stand yet; `material` shows how large states get."""
    bert = from_transformers(network.bert)
    bert = smooth(bert, measure_peaks(bert, (one.window.ids for one in enough(material))))
    writings = network.bert.embeddings.token_type_embeddings.weight.detach().numpy()
    graph = build_tagging_graph(
        bert,
        writings - writings[0],  # the first is among the positions
        (_linear(network.tags), _linear(network.levels)),
        precision=Precision.BYTES,
    )
    with staged(out) as folder:
        _write(graph, tokenizer, folder)


def _write(graph: onnx.ModelProto, tokenizer: Tokenizer, folder: Path) -> None:
    (folder / MODEL).write_bytes(graph.SerializeToString(deterministic=True))
    tokenizer.save(str(folder / TOKENIZER), pretty=False)


def _linear(module: nn.Linear) -> Linear:
    return Linear(
        np.asarray(module.weight.detach().numpy(), np.float32),
        np.asarray(module.bias.detach().numpy(), np.float32),
    )
