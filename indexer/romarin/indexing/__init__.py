"""Indexing: from a catalogue and an encoder to a versioned artefact folder."""

from romarin.indexing.build import Recipe, build, inputs_of

__all__ = ["Recipe", "build", "inputs_of"]
