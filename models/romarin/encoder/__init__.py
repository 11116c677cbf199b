"""Encoder: texts to unit vectors, with ONNX Runtime and packaged weights."""

from romarin.encoder.errors import EncoderDamaged, EncoderUnknown, ExtraMissing
from romarin.encoder.folder import EncoderSettings, checksum, read_settings
from romarin.encoder.loading import default_encoder, encoder_folder, load_encoder
from romarin.encoder.protocol import Encoder, Kind, Matrix
from romarin.encoder.session import OnnxEncoder

__all__ = [
    "Encoder",
    "EncoderDamaged",
    "EncoderSettings",
    "EncoderUnknown",
    "ExtraMissing",
    "Kind",
    "Matrix",
    "OnnxEncoder",
    "checksum",
    "default_encoder",
    "encoder_folder",
    "load_encoder",
    "read_settings",
]
