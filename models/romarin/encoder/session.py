"""Encoder over ONNX Runtime: a folder of weights, loaded and ready to encode."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from romarin.encoder.folder import MODEL, TOKENIZER, EncoderSettings, checksum, read_settings
from romarin.encoder.protocol import Kind, Matrix

Tokens = list[int]
# Tokens of one call: enough to keep the kernels busy, small enough for the second-level cache.
TOKENS_A_CALL = 512


class OnnxEncoder:
    """Turns texts into unit vectors on the CPU; safe to share between threads.

    Rows of one call always have the same number of tokens, so nothing is ever padded and a
    text's vector does not depend on its neighbours.
    """

    def __init__(
        self,
        settings: EncoderSettings,
        sha256: str,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        *,
        threads: int,
    ) -> None:
        self.settings = settings
        self._sha256 = sha256
        self._session = session
        self._tokenizer = tokenizer
        self._threads = threads

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Self:
        """Load a folder of weights; `threads` share the work of many texts, one text takes one.

        Raises:
            EncoderDamaged: a file is missing or cannot be read.
        """
        settings = read_settings(folder)
        return cls(
            settings,
            checksum(folder),
            _load_session(folder / MODEL),
            _load_tokenizer(folder / TOKENIZER, settings.max_tokens),
            threads=threads,
        )

    @property
    def name(self) -> str:
        """Name of the weights."""
        return self.settings.name

    @property
    def sha256(self) -> str:
        """Checksum of weights, tokenizer and settings."""
        return self._sha256

    @property
    def dimension(self) -> int:
        """Columns of every matrix it returns."""
        return self.settings.dimension

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:
        """One unit row per text, in the order given; an empty text gives a zero row."""
        prefix = self.settings.prefix(kind)
        filled = [at for at, text in enumerate(texts) if text.strip()]
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if len(filled) == 1:
            tokens = self._tokenizer.encode(prefix + texts[filled[0]].strip()).ids
            rows[filled[0]] = self._run([tokens])[0]
        elif filled:
            prefixed = [prefix + texts[at].strip() for at in filled]
            encodings = self._tokenizer.encode_batch_fast(prefixed)
            rows[filled] = self._run_all([encoding.ids for encoding in encodings])
        return rows

    def _run_all(self, tokens: Sequence[Tokens]) -> Matrix:
        rows = np.empty((len(tokens), self.dimension), dtype=np.float32)
        batches = list(_batches(tokens))
        with ThreadPoolExecutor(self._threads) as pool:
            results = pool.map(lambda batch: self._run([tokens[at] for at in batch]), batches)
            for batch, result in zip(batches, results, strict=True):
                rows[batch] = result
        return rows

    def _run(self, tokens: Sequence[Tokens]) -> Matrix:
        ids: npt.NDArray[np.int64] = np.array(tokens, dtype=np.int64)
        result: Matrix = self._session.run(None, {"input_ids": ids})[0]
        return result


def _batches(tokens: Sequence[Tokens]) -> Iterator[list[int]]:
    """Positions of texts with equally many tokens, shortest first, at most one call's worth."""
    order = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
    batch: list[int] = []
    for at in order:
        length = len(tokens[at])
        if batch and (len(tokens[batch[0]]) != length or (len(batch) + 1) * length > TOKENS_A_CALL):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _load_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _load_tokenizer(path: Path, max_tokens: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
