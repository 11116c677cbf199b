"""Loading of engines: from an artefact folder, with the encoder that it was built with."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Self

from romarin.catalogue import Release
from romarin.encoder import (
    DEFAULT,
    Encoder,
    OnnxEncoder,
    checksum,
    load_encoder,
    packaged_folders,
    packaged_with,
)
from romarin.index import Artefact, ArtefactMismatch, Section, Stamp

NO_ENCODER = "none"  # the name for lookup by words alone
_WAY_OUT = (
    "name the encoder that it was built with (--encoder, ROMARIN_ENCODER), or build the artefact "
    "again with `romarin build`"
)


class Loaded(ABC):
    """What an engine over one section of an artefact shares: the ways to open it."""

    SECTION: ClassVar[str]  # folder of the section in the artefact

    @abstractmethod
    def __init__(self, section: Section, release: Release, encoder: Encoder | None) -> None:
        """See `load` for the usual way in."""

    @classmethod
    def load(cls, folder: Path | str, *, encoder: Encoder | str = DEFAULT) -> Self:
        """Opens an artefact folder; the encoder is the artefact's own unless another is given.

        Raises ArtefactMissing, ArtefactDamaged, ArtefactMismatch, or an error of the encoder.
        """
        artefact = Artefact.open(Path(folder))
        return cls.of(artefact, load_encoder_of(artefact, encoder))

    @classmethod
    def of(cls, artefact: Artefact, encoder: Encoder | None) -> Self:
        """The engine over an artefact that is already open."""
        return cls(artefact.section(cls.SECTION), artefact.manifest.inputs.release, encoder)


def load_encoder_of(artefact: Artefact, encoder: Encoder | str = DEFAULT) -> Encoder | None:
    """The encoder for an artefact's queries: one given or named, by default the artefact's own.

    The artefact's own is the packaged one that made its vectors, whichever `default` means
    elsewhere. None for an artefact without vectors, and for the name `none`. Raises
    ArtefactMismatch when the vectors come from another, or an error of the encoder.
    """
    stamp = artefact.manifest.inputs.encoder
    if stamp is None or encoder == NO_ENCODER:
        return None
    if encoder == DEFAULT:
        return _packaged_for(artefact, stamp)
    chosen = load_encoder(encoder) if isinstance(encoder, str) else encoder
    if chosen.sha256 != stamp.sha256:
        raise _mismatch(artefact, stamp, _told(chosen.name, chosen.sha256))
    return chosen


def _packaged_for(artefact: Artefact, stamp: Stamp) -> Encoder:
    folder = packaged_with(stamp.sha256)
    if folder is None:
        packaged = (_told(folder.name, checksum(folder)) for folder in packaged_folders())
        raise _mismatch(artefact, stamp, " or ".join(packaged))
    return OnnxEncoder.load(folder)


def _mismatch(artefact: Artefact, stamp: Stamp, expected: str) -> ArtefactMismatch:
    found = _told(stamp.name, stamp.sha256)
    return ArtefactMismatch(artefact.folder, "encoder", found, expected, way_out=_WAY_OUT)


def _told(name: str, sha256: str) -> str:
    return f"{name} ({sha256[:12]})"
