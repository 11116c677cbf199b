"""Packaged encoders: those that ship with Romarin, each a folder of weights called by its name."""

from importlib.resources import files
from pathlib import Path

from romarin.encoder.folder import SETTINGS, checksum

DEFAULT = "default"
PACKAGED = "romarin-mini"  # the packaged encoder that `default` means
WEIGHTS = Path(str(files("romarin.encoder"))) / "weights"


def packaged_folders() -> tuple[Path, ...]:
    """Where the weights of each packaged encoder lie, by name."""
    return tuple(sorted(path.parent for path in WEIGHTS.glob(f"*/{SETTINGS}")))


def packaged_names() -> tuple[str, ...]:
    """What the packaged encoders are called, in alphabetical order."""
    return tuple(folder.name for folder in packaged_folders())


def packaged_folder() -> Path:
    """Where the weights of the default encoder lie."""
    return WEIGHTS / PACKAGED


def find_packaged(name: str) -> Path | None:
    """Where the weights of the packaged encoder called so lie; None when none is.

    The last part of a name is enough where no other ends so: `small` for `romarin-small`.
    """
    if name == DEFAULT:
        return packaged_folder()
    if name in packaged_names():
        return WEIGHTS / name
    ending = [folder for folder in packaged_folders() if folder.name.endswith(f"-{name}")]
    return ending[0] if len(ending) == 1 else None


def packaged_with(sha256: str) -> Path | None:
    """Where the packaged encoder of this checksum lies; None when there is none."""
    return next((folder for folder in packaged_folders() if checksum(folder) == sha256), None)
