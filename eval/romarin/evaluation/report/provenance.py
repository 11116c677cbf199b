"""Provenance of a result, told to a reader: what was asked, of what, by which code."""

from collections.abc import Mapping
from pathlib import Path

from romarin.evaluation.report import numbers
from romarin.evaluation.results import Result

OFFSET = 400  # version 60 of the ROME has files v460
HASH = 12  # digits of a checksum that are shown


def conditions(result: Result) -> str:
    """One line: cases, ROME, encoder, commit."""
    parts = [
        f"{numbers.cases(result.count)} of {named(result.cases)}",
        *([f"a sample, seed {result.seed}"] if result.sample is not None else []),
        rome(result.rome),
        f"encoder {result.encoder or 'none'}",
        f"commit {result.commit}",
    ]
    return " · ".join(parts)


def facts(result: Result) -> Mapping[str, str]:
    """Everything that the figures depend on, by name."""
    sampled = "all" if result.sample is None else f"{result.sample:,}, drawn by the seed"
    return {
        "Cases": result.cases,
        "Asked": f"{result.count:,} ({sampled})",
        "Checksum of the cases": result.sha256[:HASH] or "none",
        "Seed": str(result.seed),
        "ROME": rome(result.rome).removeprefix("ROME "),
        "Licence": licence(result),
        "Encoder": result.encoder or "none",
        "Commit": result.commit,
    }


def named(cases: str) -> str:
    """The file or folder without the way to it."""
    return Path(cases).name or cases


def rome(told: Mapping[str, str]) -> str:
    """ "ROME v460 (official)"."""
    return f"ROME v{told.get('version', '?')} ({told.get('source', 'unknown')})"


def licence(result: Result) -> str:
    """The line to show with labels of its ROME."""
    return result.licence or licence_of(result.rome)


def licence_of(told: Mapping[str, str]) -> str:
    """The same without its date, which a version does not tell."""
    version = told.get("version", "")
    number = int(version) - OFFSET if version.isascii() and version.isdigit() else "?"
    source = f"France Travail, ROME 4.0 version {number}"
    if told.get("source") == "official":
        return f"Source : {source} — Licence Ouverte 2.0"
    return f"Catalogue de démarrage Romarin, pas le ROME officiel ({source}, Licence Ouverte 2.0)"
