"""Loading of engines: from an artefact folder, with the encoder that it was built with."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Self

from romarin.catalogue import Release
from romarin.encoder import Encoder, default_encoder
from romarin.index import Artefact, ArtefactMismatch, Section


class Loaded(ABC):
    """What an engine over one section of an artefact shares: the ways to open it."""

    SECTION: ClassVar[str]  # folder of the section in the artefact

    @abstractmethod
    def __init__(self, section: Section, release: Release, encoder: Encoder | None) -> None:
        """See `load` for the usual way in."""

    @classmethod
    def load(cls, folder: Path | str, *, encoder: Encoder | None = None) -> Self:
        """Opens an artefact folder; the encoder is the packaged one unless another is given.

        Raises ArtefactMissing, ArtefactDamaged, ArtefactMismatch, or an error of the encoder.
        """
        artefact = Artefact.open(Path(folder))
        return cls.of(artefact, load_encoder_of(artefact, encoder))

    @classmethod
    def of(cls, artefact: Artefact, encoder: Encoder | None) -> Self:
        """The engine over an artefact that is already open."""
        return cls(artefact.section(cls.SECTION), artefact.manifest.inputs.release, encoder)


def load_encoder_of(artefact: Artefact, encoder: Encoder | None = None) -> Encoder | None:
    """The encoder for an artefact's queries: the one given, else the packaged one.

    None for an artefact without vectors. Raises ArtefactMismatch when the artefact was built
    with another.
    """
    stamp = artefact.manifest.inputs.encoder
    if stamp is None:
        return None
    chosen = encoder or default_encoder()
    if chosen.sha256 != stamp.sha256:
        found, expected = (f"{e.name} ({e.sha256[:12]})" for e in (stamp, chosen))
        raise ArtefactMismatch(artefact.folder, "encoder", found, expected)
    return chosen
