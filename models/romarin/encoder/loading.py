"""Loading of an encoder by name: a packaged one, a folder, or a sentence-transformers model."""

from pathlib import Path

from romarin.encoder.errors import EncoderUnknown, ExtraMissing
from romarin.encoder.folder import is_encoder_folder
from romarin.encoder.packaged import DEFAULT, find_packaged, packaged_folder, packaged_names
from romarin.encoder.protocol import Encoder
from romarin.encoder.session import OnnxEncoder


def default_encoder(*, threads: int = 1) -> OnnxEncoder:
    """The packaged encoder that `default` means; about half a second to load."""
    return OnnxEncoder.load(packaged_folder(), threads=threads)


def encoder_folder(name_or_path: str | Path) -> Path | None:
    """The folder of weights that a name means; None for a sentence-transformers model.

    A packaged encoder's name wins over a folder called so here: give ./small, or a Path.
    """
    if isinstance(name_or_path, str) and (packaged := find_packaged(name_or_path)):
        return packaged
    folder = Path(name_or_path)
    return folder if is_encoder_folder(folder) else None


def load_encoder(name_or_path: str | Path = DEFAULT, *, threads: int = 1) -> Encoder:
    """The encoder called 'default' or packaged by name, of a folder, or of sentence-transformers.

    Raises:
        EncoderDamaged: the folder lacks a file or holds one that cannot be read.
        ExtraMissing: a sentence-transformers model without the extra `train`.
        EncoderUnknown: not packaged, no such folder, and no such model can be had.
    """
    folder = encoder_folder(name_or_path)
    if folder is not None:
        return OnnxEncoder.load(folder, threads=threads)
    return _load_model(str(name_or_path))


def _load_model(name: str) -> Encoder:
    is_folder = Path(name).is_dir()
    if name.startswith(("/", ".", "~")) and not is_folder:
        raise EncoderUnknown(name, "no such folder", packaged_names())
    # Imported here: torch takes seconds and is absent from a plain installation.
    from romarin.encoder.hub import SentenceTransformerEncoder

    try:
        return SentenceTransformerEncoder.load(name)
    except ExtraMissing as error:
        if is_folder or Path(name).name != name:
            raise
        # One word alone is sooner a packaged name misspelt than a model of the hub.
        reason = f"none that is packaged, and models of the hub need {error.module}"
        raise EncoderUnknown(name, reason, packaged_names()) from error
