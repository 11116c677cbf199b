"""Indexing: from a catalogue and an encoder to a versioned artefact folder."""

from romarin.indexing.build import Recipe, build, inputs_of
from romarin.indexing.errors import FolderUnwritable

__all__ = ["FolderUnwritable", "Recipe", "build", "inputs_of"]
