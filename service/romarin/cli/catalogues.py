"""Catalogues on the command line: what is in use, and the download of the official one."""

import json
import os
from pathlib import Path

import typer

from romarin.catalogue import Catalogue, fetch
from romarin.catalogue.fetch import OFFICIAL_URL, recorded_sha256
from romarin.catalogue.sources import cache_folder
from romarin.cli.workshop import Choices, Workshop, bar, say


def show(archive: Path | None, *, tolerate: int, as_json: bool) -> None:
    """Prints version, date, counts and licence of the catalogue that a build would read."""
    located = Workshop(Choices.of(archive, None, None, None, None, tolerate)).locate()
    catalogue = Catalogue.load(located.path, tolerate=tolerate)
    release = catalogue.release
    counts = {
        "grands domaines": len(catalogue.grands_domaines),
        "domaines professionnels": len(catalogue.domaines),
        "métiers": len(catalogue.metiers),
        "appellations": len(catalogue.appellations),
        "compétences, savoirs et savoir-être": len(catalogue.competences),
        "contextes de travail": len(catalogue.contextes),
        "liens": sum(len(liens) for liens in catalogue.liens.values()),
        "mobilités": sum(len(mobilites) for mobilites in catalogue.mobilites.values()),
        "tolerated rows": len(catalogue.tolerated),
    }
    facts = {
        "version": release.version,
        "date": release.date.isoformat(),
        "title": release.title,
        "source": str(release.source),
        "path": str(located.path),
        "origin": str(located.origin),
        "sha256": release.sha256,
        "licence": release.licence,
    }
    if as_json:
        typer.echo(json.dumps(facts | {"counts": counts}, ensure_ascii=False, indent=1))
        return
    for name, value in (facts | {n: f"{c:,}" for n, c in counts.items() if c}).items():
        typer.echo(f"{name:36} {value}")
    for orphan in catalogue.tolerated:
        typer.echo(f"left out: {orphan}")


def fetch_archive(url: str, *, tolerate: int) -> None:
    """Downloads the official archive, with a progress bar, and prints where it lies."""
    with bar("bytes") as progress:
        task = progress.add_task("official archive", total=None)
        path = fetch(
            url or OFFICIAL_URL,
            cache_folder(os.environ),
            on_progress=lambda done, of: progress.update(task, completed=done, total=of),
            tolerate=tolerate,
        )
    say(f"sha256 {recorded_sha256(path)}")
    typer.echo(path)
