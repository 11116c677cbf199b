"""Loading of an encoder by name: the packaged one, a folder, or a sentence-transformers model."""

from importlib.resources import files
from pathlib import Path

from romarin.encoder.errors import EncoderUnknown
from romarin.encoder.folder import is_encoder_folder
from romarin.encoder.protocol import Encoder
from romarin.encoder.session import OnnxEncoder

DEFAULT = "default"
PACKAGED = "e5-small-fr"  # folder of weights/ that `default` means


def default_encoder(*, threads: int = 1) -> OnnxEncoder:
    """The encoder shipped with the package; about half a second to load."""
    return OnnxEncoder.load(packaged_folder(), threads=threads)


def packaged_folder() -> Path:
    """Where the packaged weights lie."""
    return Path(str(files("romarin.encoder"))) / "weights" / PACKAGED


def encoder_folder(name_or_path: str | Path) -> Path | None:
    """The folder of weights that a name means; None for a sentence-transformers model."""
    if str(name_or_path) == DEFAULT:
        return packaged_folder()
    return Path(name_or_path) if is_encoder_folder(Path(name_or_path)) else None


def load_encoder(name_or_path: str | Path = DEFAULT, *, threads: int = 1) -> Encoder:
    """The encoder called 'default', the one in a folder, or one of sentence-transformers.

    Raises:
        EncoderDamaged: the folder lacks a file or holds one that cannot be read.
        ExtraMissing: a sentence-transformers model without the extra `train`.
        EncoderUnknown: no such folder, and no such model can be had.
    """
    folder = encoder_folder(name_or_path)
    if folder is not None:
        return OnnxEncoder.load(folder, threads=threads)
    if str(name_or_path).startswith(("/", ".", "~")) and not Path(name_or_path).is_dir():
        raise EncoderUnknown(str(name_or_path), "no such folder")
    # Imported here: torch takes seconds and is absent from a plain installation.
    from romarin.encoder.hub import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(str(name_or_path))
