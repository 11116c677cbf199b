"""Folder of an encoder: model.onnx, tokenizer.json, encoder.json; card and scale beside."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from romarin.encoder.errors import EncoderDamaged
from romarin.encoder.protocol import Kind

MODEL, TOKENIZER, SETTINGS, CARD = "model.onnx", "tokenizer.json", "encoder.json", "MODEL_CARD.md"
_CHECKED = (MODEL, TOKENIZER)


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """What model and tokenizer do not say by themselves."""

    name: str
    dimension: int
    max_tokens: int  # longer texts are cut there, special tokens included
    prefixes: Mapping[str, str]  # by kind, put before every text
    source: str  # where the weights come from
    licence: str  # of the weights

    def prefix(self, kind: Kind) -> str:
        """What the encoder expects before a text of this kind; often nothing."""
        return self.prefixes.get(kind.value, "")


def is_encoder_folder(folder: Path) -> bool:
    """Whether the folder has the layout of this module."""
    return (folder / SETTINGS).is_file()


def write_settings(folder: Path, settings: EncoderSettings) -> None:
    """Write encoder.json, with the checksums of the two files that must already be there."""
    fields = asdict(settings) | {"files": {name: _sha256(folder / name) for name in _CHECKED}}
    text = json.dumps(fields, ensure_ascii=False, indent=2)
    (folder / SETTINGS).write_text(text + "\n", encoding="utf-8")


def read_settings(folder: Path) -> EncoderSettings:
    """What encoder.json says, once the files beside it have the checksums that it names.

    Raises:
        EncoderDamaged: a file is missing or has changed, or encoder.json is of another making.
    """
    path = folder / SETTINGS
    try:
        fields: Any = json.loads(path.read_text(encoding="utf-8"))
        expected: Mapping[str, str] = fields.pop("files")
        settings = EncoderSettings(**fields)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise EncoderDamaged(path, f"cannot be read ({error!r})") from error
    for name in _CHECKED:
        _check(folder / name, expected.get(name, ""))
    return settings


def checksum(folder: Path) -> str:
    """The sha256 of encoder.json, which holds the checksums of all that decides the vectors."""
    return _sha256(folder / SETTINGS)


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise EncoderDamaged(path, "no such file")
    found = _sha256(path)
    if found != expected:
        raise EncoderDamaged(path, f"its sha256 is {found}, encoder.json says {expected!r}")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
