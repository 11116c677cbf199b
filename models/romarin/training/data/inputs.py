"""Inputs of the training data: the files beside the archive, each one optional."""

from dataclasses import dataclass
from pathlib import Path

from romarin.catalogue import PACKAGED, PHRASES, TITLES


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where each source is read; a source without its file gives no pair."""

    offers: tuple[Path, ...] = ()  # JSON lines, plain or gzipped, in order of trust
    esco: Path | None = None  # folder of *occupations_fr.csv and *skills_fr.csv, .gz or not
    pcs: Path | None = None  # TSV label, code ROME or nothing
    thesaurus: Path | None = PACKAGED
    phrases: Path | None = PHRASES  # TSV code OGR, phrase
    titles: Path | None = TITLES  # TSV code ROME, title as recruiters write it
    pairs: Path | None = None  # TSV title, code ROME or OGR: a user's own
    cases: tuple[Path, ...] = ()  # files or folders of what will be asked: kept out
