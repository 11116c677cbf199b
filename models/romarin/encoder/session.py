"""Encoder over ONNX Runtime: a folder of weights, loaded and ready to encode."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from romarin.encoder.folder import MODEL, TOKENIZER, EncoderSettings, checksum, read_settings
from romarin.encoder.protocol import Kind, Matrix
from romarin.encoder.scale import FALLBACK, CosineScale, read_scale

# ONNX Runtime would join an addition and the normalisation after it into one operator that takes
# 15 µs for eight tokens where the two take 4: a tenth of a query's time.
_HARMFUL = ["SkipLayerNormFusion"]


class OnnxEncoder:
    """Turns texts into unit vectors on the CPU; safe to share between threads.

    Every text is a call of its own, so nothing is padded and a text's vector cannot depend on the
    texts beside it; larger calls are no faster per text.
    """

    def __init__(
        self,
        settings: EncoderSettings,
        sha256: str,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        *,
        threads: int,
        scale: CosineScale = FALLBACK,
    ) -> None:
        self.settings = settings
        self._sha256 = sha256
        self._session = session
        self._tokenizer = tokenizer
        self._threads = threads
        self._scale = scale

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Self:
        """Load a folder of weights; `threads` share out many texts, one text takes one thread.

        Raises:
            EncoderDamaged: a file is missing or cannot be read.
        """
        settings = read_settings(folder)
        return cls(
            settings,
            checksum(folder),
            load_session(folder / MODEL),
            _load_tokenizer(folder / TOKENIZER, settings.max_tokens),
            threads=threads,
            scale=read_scale(folder),
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

    @property
    def scale(self) -> CosineScale:
        """What its folder says of its cosines."""
        return self._scale

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:
        """One unit row per text, in the order given; an empty text gives a zero row."""
        prefix = self.settings.prefix(kind)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        jobs = [(row, prefix + text) for row, text in zip(rows, texts, strict=True) if text.strip()]
        if self._threads == 1 or len(jobs) < 2 * self._threads:
            self._encode_into(jobs)
            return rows
        shares = [jobs[at :: self._threads] for at in range(self._threads)]
        with ThreadPoolExecutor(self._threads) as pool:
            for _ in pool.map(self._encode_into, shares):  # an error comes out here
                pass
        return rows

    def _encode_into(self, jobs: Sequence[tuple[Matrix, str]]) -> None:
        for row, text in jobs:
            ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
            row[:] = self._session.run(None, {"input_ids": ids})[0][0]


def load_session(path: Path) -> onnxruntime.InferenceSession:
    """A graph on one thread of the CPU, as whoever serves many requests at once wants it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_HARMFUL
    )


def _load_tokenizer(path: Path, max_tokens: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
