"""Encoder: texts to unit vectors, with ONNX Runtime and packaged weights."""

from romarin.encoder.errors import EncoderDamaged, EncoderUnknown, ExtraMissing
from romarin.encoder.folder import EncoderSettings, checksum, read_settings
from romarin.encoder.loading import default_encoder, encoder_folder, load_encoder
from romarin.encoder.packaged import (
    DEFAULT,
    packaged_folder,
    packaged_folders,
    packaged_names,
    packaged_with,
)
from romarin.encoder.protocol import Encoder, Kind, Matrix
from romarin.encoder.scale import FALLBACK, CosineScale, read_scale, write_scale
from romarin.encoder.session import OnnxEncoder, load_session

__all__ = [
    "DEFAULT",
    "FALLBACK",
    "CosineScale",
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
    "load_session",
    "packaged_folder",
    "packaged_folders",
    "packaged_names",
    "packaged_with",
    "read_scale",
    "read_settings",
    "write_scale",
]
