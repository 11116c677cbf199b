"""Training: the making of encoder folders from trained weights; needs the extra `train`."""

from romarin.encoder.errors import ExtraMissing

try:
    from romarin.training.export import export_encoder
    from romarin.training.graph import Precision
    from romarin.training.rebuild import rebuild_e5
except ModuleNotFoundError as error:  # onnx, which a plain installation lacks
    raise ExtraMissing("making an encoder", error.name or "a package") from error

__all__ = ["Precision", "export_encoder", "rebuild_e5"]
