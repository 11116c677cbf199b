"""Writing of an encoder folder: aside first, then renamed, so that a half one is never seen."""

from pathlib import Path

import onnx
from tokenizers import Tokenizer

from romarin.encoder import EncoderSettings, Matrix, OnnxEncoder
from romarin.encoder.folder import CARD, MODEL, TOKENIZER, write_settings
from romarin.index import staged
from romarin.training.calibration import PHRASES
from romarin.training.errors import ExportInexact
from romarin.training.graph import Precision

_CARD = """# {name}

- Weights: {source}
- Licence of the weights: {licence}
- Vectors: {dimension} dimensions; texts are cut at {max_tokens} tokens
- Put before a text: {prefixes}
- Vocabulary: {pieces} pieces
- Precision: {precision}
- Size: {megabytes:.1f} MB with the tokenizer
- Least cosine to the vectors of the original, in floats, over {phrases} phrases: {agreement:.4f}
"""
_LEAST_AGREEMENT = 0.97  # texts that have nothing in common are told apart by less in e5


def write_folder(
    settings: EncoderSettings,
    graph: onnx.ModelProto,
    tokenizer: Tokenizer,
    out: Path,
    *,
    precision: Precision,
    reference: Matrix,
) -> Path:
    """Write the folder that `--encoder` accepts; it must not stand yet.

    `reference` holds the original's vectors of PHRASES.

    Raises:
        ExportInexact: the folder's encoder does not agree with them; nothing is left behind.
    """
    with staged(out) as folder:
        (folder / MODEL).write_bytes(graph.SerializeToString(deterministic=True))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        tokenizer.save(str(folder / TOKENIZER), pretty=False)
        write_settings(folder, settings)
        agreement = float((OnnxEncoder.load(folder).encode(PHRASES) * reference).sum(axis=1).min())
        if agreement < _LEAST_AGREEMENT:
            raise ExportInexact(settings.name, agreement)
        card = _card(settings, folder, tokenizer.get_vocab_size(), precision, agreement)
        (folder / CARD).write_text(card, encoding="utf-8")
    return out


def _card(
    settings: EncoderSettings, folder: Path, pieces: int, precision: Precision, agreement: float
) -> str:
    size = sum((folder / name).stat().st_size for name in (MODEL, TOKENIZER))
    prefixes = ", ".join(f"{kind} {prefix!r}" for kind, prefix in settings.prefixes.items())
    return _CARD.format(
        name=settings.name,
        source=settings.source,
        licence=settings.licence,
        dimension=settings.dimension,
        max_tokens=settings.max_tokens,
        prefixes=prefixes or "nothing",
        pieces=pieces,
        precision=precision.value,
        megabytes=size / 1e6,
        phrases=len(PHRASES),
        agreement=agreement,
    )
