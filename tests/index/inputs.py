"""What the artefacts of these tests are made from."""

from datetime import date
from pathlib import Path

import numpy as np
from tests.fakes import HashingEncoder

from romarin.catalogue import Release, Source
from romarin.index import (
    Form,
    FormKind,
    Inputs,
    LexicalIndex,
    Manifest,
    Section,
    Stamp,
    VectorIndex,
    staged,
)
from romarin.text import Preparation

LIBELLES = ("Boulanger", "Fleuriste", "Conducteur de bus")
ENCODER = HashingEncoder()
RELEASE = Release("490", 90, date(2026, 3, 2), "ROME d’essai", Source.OFFICIAL, "a" * 64)
STAMP = Stamp(ENCODER.name, ENCODER.sha256, ENCODER.dimension)
INPUTS = Inputs(RELEASE, STAMP, Preparation().id, {"thesaurus 0": "b" * 64})


def section() -> Section:
    """Three appellations with their forms and vectors."""
    forms = [Form(text, owner, FormKind.LIBELLE) for owner, text in enumerate(LIBELLES)]
    return Section(
        rows=[(str(6000 + owner), text) for owner, text in enumerate(LIBELLES)],
        lexical=LexicalIndex.build(forms, Preparation()),
        priors=np.array([0.9, 0.1, 0.5], np.float32),
        vectors=VectorIndex.from_vectors(ENCODER.encode(LIBELLES)),
        vector_owners=np.arange(len(LIBELLES), dtype=np.int32),
        twins=np.arange(len(LIBELLES), dtype=np.int32),
    )


def written(target: Path, inputs: Inputs = INPUTS) -> Path:
    """An artefact folder with one section, "appellations", at `target`."""
    with staged(target) as folder:
        section().save(folder / "appellations")
        Manifest.of(inputs, folder, {"appellations": len(LIBELLES)}).save(folder)
    return target
