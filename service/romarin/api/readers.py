"""Readers: the engines that read texts, opened together; the extraction asks the prediction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from romarin.encoder import Encoder
from romarin.engines.extraction import (
    Document,
    DocumentKind,
    Extracted,
    Extraction,
    Options,
)
from romarin.index import Artefact

_WARM_UP = Document(
    "Vous conduisez des chariots élévateurs et préparez les commandes.\nCACES exigé, anglais "
    "apprécié.",
    "Cariste H/F",
    DocumentKind.OFFRE,
)


class SkillsExtraction(Protocol):
    """What /v1/extractions asks: Romarin's own Extraction, or another."""

    @property
    def min_score(self) -> float:
        """Least score of an item, where the options say nothing else."""
        ...

    def many(self, documents: Sequence[Document], options: Options) -> Sequence[Extracted]:
        """One answer a document, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Readers:
    """The engines of the routes that take texts."""

    extraction: SkillsExtraction


def open_readers(artefact: Artefact, encoder: Encoder) -> Readers:
    """Opens them over an open artefact and has them read a first text.

    Raises an error of the artefact.
    """
    extraction = Extraction(artefact, encoder)
    extraction.many([_WARM_UP], Options())
    return Readers(extraction)
