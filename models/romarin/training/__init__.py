"""Training: the making of encoder folders from trained weights; needs the extra `train`."""

from importlib import import_module
from typing import TYPE_CHECKING

from romarin.encoder.errors import ExtraMissing

if TYPE_CHECKING:
    from romarin.training.export import export_encoder
    from romarin.training.graph import Precision
    from romarin.training.recipe import Recipe, Run, make_ablations, make_all
    from romarin.training.tagging.stages import make_taggers

__all__ = [
    "Precision",
    "Recipe",
    "Run",
    "export_encoder",
    "make_ablations",
    "make_all",
    "make_taggers",
]

_HOMES = {
    "Precision": "graph",
    "Recipe": "recipe",
    "Run": "recipe",
    "export_encoder": "export",
    "make_ablations": "recipe",
    "make_all": "recipe",
    "make_taggers": "tagging.stages",
}


def __getattr__(name: str) -> object:
    """Imported when asked for: romarin.training.data needs no extra, these need onnx."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        raise ExtraMissing("the training", error.name or "a package") from error
