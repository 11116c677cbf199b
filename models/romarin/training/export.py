"""Export of a sentence-transformers model to a folder that `--encoder` accepts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from romarin.encoder.hub import SentenceTransformerEncoder, load_sentence_transformer, prompts
from romarin.training.bert import BERT_LIKE, from_transformers
from romarin.training.blocks import WIDTHS
from romarin.training.calibration import PHRASES
from romarin.training.errors import ModelUnsupported
from romarin.training.graph import Pooling, Precision
from romarin.training.tracing import trace
from romarin.training.trained import Habits, TrainedBert
from romarin.training.writing import write_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_STEPS = ("Transformer", "Pooling", "Normalize")  # modules that our own graph knows


def export_encoder(
    model: str | Path,
    out: Path,
    *,
    texts: Sequence[str] = PHRASES,
    trim: bool = False,
    name: str | None = None,
    source: str | None = None,
    licence: str | None = None,
    precision: Precision = Precision.BYTES,
) -> Path:
    """Write the folder of a sentence-transformers model, given by its own folder or hub name.

    `source` and `licence` of the weights stand in encoder.json; without them, the model's own name
    and card say what can be known. `texts` show how large activations get; with `trim`, the
    vocabulary keeps only what they use, so give many. BERT-like models become our own graph; others
    are traced by torch, and cannot be trimmed nor go to 4-bit blocks.

    Raises:
        ExtraMissing: the extra `train` is not installed.
        EncoderUnknown: no such folder, and no such model can be had.
        ModelUnsupported, TrimUnsupported: the model is of a kind that cannot be converted so.
        ExportInexact: the export does not agree with the model.
    """
    loaded = load_sentence_transformer(str(model))
    habits = _habits(loaded, name or Path(model).name, source=source or str(model))
    habits = replace(habits, licence=licence or habits.licence)
    reference = SentenceTransformerEncoder(habits.name, loaded).encode(PHRASES)
    tokenizer = _tokenizer(loaded, habits.name)
    trained = _as_bert(loaded, habits, tokenizer)
    if trained is None:
        if trim or precision is Precision.BLOCKS:
            raise ModelUnsupported(habits.name, "not BERT-like: no trimming and no 4-bit blocks")
        graph = trace(loaded, precision=precision)
    else:
        # The phrases too: by them the export is compared with the model.
        trained = trained.trimmed([*texts, *PHRASES]) if trim else trained
        graph, tokenizer = trained.graph(precision=precision, texts=texts), trained.tokenizer
    settings = habits.settings(reference.shape[1])
    return write_folder(settings, graph, tokenizer, out, precision=precision, reference=reference)


def load_trained(model: str | Path, name: str) -> TrainedBert:
    """A BERT-like sentence-transformers model as plain matrices.

    Raises ExtraMissing, EncoderUnknown, or ModelUnsupported for one of another kind.
    """
    loaded = load_sentence_transformer(str(model))
    habits = _habits(loaded, name, source=str(model))
    trained = _as_bert(loaded, habits, _tokenizer(loaded, name))
    if trained is None:
        raise ModelUnsupported(name, "not BERT-like")
    return trained


def _habits(model: "SentenceTransformer", name: str, *, source: str) -> Habits:
    licence = model.model_card_data.license or "see the model's own card"
    return Habits(name, source, licence, prompts(model), model.max_seq_length or 512)


def _tokenizer(model: "SentenceTransformer", name: str) -> Tokenizer:
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelUnsupported(name, "its tokenizer is not one of the library `tokenizers`")
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _as_bert(
    model: "SentenceTransformer", habits: Habits, tokenizer: Tokenizer
) -> TrainedBert | None:
    """None when a module, the pooling or the architecture is none that our graph knows."""
    kinds = [type(module).__name__ for module in model]
    transformer = model[0].auto_model if kinds[0] == "Transformer" else None
    pooling = {pooling.value: pooling for pooling in Pooling}.get(_pooling(model))
    if transformer is None or pooling is None or not set(kinds) <= set(_STEPS):
        return None
    config = transformer.config
    if config.model_type not in BERT_LIKE or config.hidden_size % WIDTHS:
        return None
    return TrainedBert(habits, from_transformers(transformer), tokenizer, pooling)


def _pooling(model: "SentenceTransformer") -> str:
    modules = [module for module in model if type(module).__name__ == "Pooling"]
    # The attribute of releases 5 and later; before, a method said the same.
    return str(getattr(modules[0], "pooling_mode", "")) if modules else ""
