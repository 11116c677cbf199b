"""Workshop: the artefact that the options ask for, found or built, with one line on the way."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from romarin.catalogue import Catalogue, Release, Source
from romarin.catalogue.archive import Archive
from romarin.catalogue.sources import Located, Origin, cache_folder, find_archive
from romarin.catalogue.thesaurus import PACKAGED
from romarin.catalogue.version import release_of
from romarin.encoder import (
    DEFAULT,
    Encoder,
    checksum,
    encoder_folder,
    load_encoder,
    read_settings,
)
from romarin.engines import NO_ENCODER, load_encoder_of
from romarin.index import Artefact, Stamp
from romarin.index.manifest import NAME as MANIFEST
from romarin.indexing import Recipe, build, inputs_of

console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options and the environment ask for; an option wins over its variable."""

    archive: Path | None
    encoder: str
    thesauri: tuple[Path, ...]
    priors: Path | None
    artefacts: Path
    tolerate: int
    environ: Mapping[str, str]

    @classmethod
    def of(
        cls,
        archive: Path | None,
        encoder: str | None,
        thesauri: list[Path] | None,
        priors: Path | None,
        artefacts: Path | None,
        tolerate: int,
        environ: Mapping[str, str] = os.environ,
    ) -> Self:
        """Options first, then ROMARIN_ variables, then defaults."""
        listed = [Path(p) for p in environ.get("ROMARIN_THESAURUS", "").split(os.pathsep) if p]
        return cls(
            archive=archive,
            encoder=encoder or environ.get("ROMARIN_ENCODER") or DEFAULT,
            thesauri=tuple(thesauri or listed),
            priors=priors or _path(environ, "ROMARIN_PRIORS"),
            artefacts=artefacts
            or _path(environ, "ROMARIN_ARTEFACTS")
            or cache_folder(environ) / "artefacts",
            tolerate=tolerate,
            environ=environ,
        )


class Workshop:
    """Finds or builds what the choices ask for."""

    def __init__(self, choices: Choices) -> None:
        """Nothing is read before it is asked for."""
        self.choices = choices

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder chosen; None for lookup by words alone."""
        if self.choices.encoder == NO_ENCODER:
            return None
        return load_encoder(self.choices.encoder, threads=os.cpu_count() or 1)

    @cached_property
    def stamp(self) -> Stamp | None:
        """What the artefact's name needs of the encoder; its weights stay unread where they can."""
        folder = encoder_folder(self.choices.encoder)
        if folder is not None:
            settings = read_settings(folder)
            return Stamp(settings.name, checksum(folder), settings.dimension)
        encoder = self.encoder
        return Stamp(encoder.name, encoder.sha256, encoder.dimension) if encoder else None

    def artefact(self) -> Path:
        """The folder of the artefact, built now when there is none for these inputs.

        Raises an error of the catalogue, of the encoder or of the artefact.
        """
        named = self.choices.artefacts
        if (named / MANIFEST).is_file():
            return named
        located = self.locate()
        release = release_of(Archive.read(located.path))
        _say_where_from(located, release)
        recipe = Recipe((PACKAGED, *self.choices.thesauri), self.choices.priors)
        folder = named / inputs_of(release, self.stamp, recipe).folder_name
        if (folder / MANIFEST).is_file():
            return folder
        return self._build(located, recipe)

    def open(self) -> tuple[Artefact, Encoder | None]:
        """The artefact, verified, with the encoder of its queries: its own unless one is named.

        Raises ArtefactMismatch when the artefact was built with another encoder.
        """
        artefact = Artefact.open(self.artefact())
        if self.choices.encoder in (DEFAULT, NO_ENCODER):
            return artefact, load_encoder_of(artefact, self.choices.encoder)
        return artefact, load_encoder_of(artefact, self.encoder or NO_ENCODER)

    def locate(self) -> Located:
        """The archive to load; a download shows its progress."""
        with bar("bytes") as shown:
            task = shown.add_task("official archive", total=None, visible=False)
            return find_archive(
                self.choices.archive,
                self.choices.environ,
                cache=cache_folder(self.choices.environ),
                on_progress=lambda done, of: shown.update(
                    task, completed=done, total=of, visible=True
                ),
            )

    def _build(self, located: Located, recipe: Recipe) -> Path:
        catalogue = Catalogue.load(located.path, tolerate=self.choices.tolerate)
        for orphan in catalogue.tolerated:
            say(f"left out: {orphan}", style="yellow")
        with bar("texts") as shown:
            tasks: dict[str, TaskID] = {}

            def advance(what: str, done: int, of: int) -> None:
                if what not in tasks:
                    tasks[what] = shown.add_task(f"vectors of {what}", total=of)
                shown.update(tasks[what], completed=done)

            return build(
                catalogue, self.encoder, recipe, self.choices.artefacts, on_progress=advance
            )


def serve_artefact(
    choices: Choices,
    *,
    host: str | None,
    port: int | None,
    workers: int | None,
    without: str | None = None,
) -> None:
    """Serves until it is told to stop; options left out come from the environment.

    The settings are read before anything is built, so that a wrong one is told at once.
    """
    # Imported here: a lookup on the command line needs no web server.
    from romarin.api import Settings
    from romarin.api import serve as serve_api

    given = {
        "ROMARIN_ENCODER": choices.encoder,
        "ROMARIN_HOST": host,
        "ROMARIN_PORT": port,
        "ROMARIN_WORKERS": workers,
        "ROMARIN_WITHOUT": without,
    }
    named = {name: str(value) for name, value in given.items() if value is not None}
    settings = Settings.from_env({**choices.environ, **named})
    folder = Workshop(choices).artefact()
    serve_api(
        replace(settings, artefacts=folder), on_listening=lambda url: say(f"Listening on {url}")
    )


def say(text: str, *, style: str | None = None) -> None:
    """Prints one line on standard error, however long, and whatever brackets it holds."""
    console.print(text, style=style, soft_wrap=True, markup=False, highlight=False)


def _say_where_from(located: Located, release: Release) -> None:
    if release.source is Source.STARTER:
        reason = located.note or "named"
        say(
            f"Answering from the starter catalogue, not the official ROME: {reason}.",
            style="yellow",
        )
    elif located.origin is not Origin.ARGUMENT:
        say(f"{release.licence} ({located.origin})")


@contextmanager
def bar(unit: str) -> Iterator[Progress]:
    """A progress bar on standard error, gone when done; silent where nobody watches."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
    )
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        yield progress


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name)
    return Path(value).expanduser() if value else None
