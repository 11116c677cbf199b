"""`romarin train`: its verbs and options."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from romarin.cli.options import Archive

if TYPE_CHECKING:
    from romarin.catalogue import Catalogue

app = typer.Typer(help="Trains encoders for the language of jobs.", no_args_is_help=True)

Out = Annotated[Path, typer.Option(help="Folder for all that is made.")]
Offers = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="JSON lines of offers, best first; more than once if need be."),
]
Esco = Annotated[Path | None, typer.Option(exists=True, help="Folder of ESCO's French CSV files.")]
Pcs = Annotated[
    Path | None, typer.Option(exists=True, help="TSV of INSEE's job labels, code ROME or not.")
]
Pairs = Annotated[
    Path | None,
    typer.Option(exists=True, help="Your own titles: TSV of title and code ROME or OGR."),
]
Cases = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="Case file or folder: nothing of it is trained on."),
]
Seed = Annotated[int, typer.Option(min=0, help="Of everything that is drawn.")]
Final = Annotated[
    bool, typer.Option("--final", help="Train on the held-out offers too: no figures then.")
]
TryOut = Annotated[
    bool, typer.Option("--try-out", help="Some steps of every stage: shows that it runs, no more.")
]


@app.command()
def data(
    out: Annotated[Path, typer.Option(help="Folder for the pairs and their counts.")],
    offers: Offers = None,
    esco: Esco = None,
    pcs: Pcs = None,
    pairs: Pairs = None,
    cases: Cases = None,
    seed: Seed = 4,
    final: Final = False,
    archive: Archive = None,
) -> None:
    """Makes the pairs to train on, of the ROME and of the files named; tells counts and leaks."""
    from romarin.training.data import Inputs, build, write

    catalogue = _catalogue(archive)
    inputs = Inputs(
        offers=tuple(offers or ()), esco=esco, pcs=pcs, pairs=pairs, cases=tuple(cases or ())
    )
    built = build(catalogue, inputs, seed=seed, hold_out=not final)
    rome = {"version": catalogue.release.version, "source": str(catalogue.release.source)}
    write(built, out, notes={"rome": rome, "seed": seed, "held_out": not final})
    for source, count in sorted(built.counts.items()):
        typer.echo(f"{count:>8,}  {source}")
    typer.echo(f"{len(built.pairs):>8,}  pairs in {out}")
    typer.echo(f"{sum(built.leaked.values()):>8,}  left out: a case asks them")


@app.command("all")
def everything(
    out: Out,
    offers: Offers = None,
    esco: Esco = None,
    pcs: Pcs = None,
    pairs: Pairs = None,
    cases: Cases = None,
    seed: Seed = 4,
    final: Final = False,
    try_out: TryOut = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Evaluate every checkpoint on the cases, for the log.")
    ] = False,
    archive: Archive = None,
) -> None:
    """Makes data, romarin-small and romarin-mini; interrupted, goes on when called again.

    Two cores take some two hours. The two folders of weights serve with --encoder.
    """
    from romarin.training import recipes

    catalogue = _catalogue(archive)
    if not (out / "data" / "counts.json").is_file():
        data(out / "data", offers, esco, pcs, pairs, cases, seed, final, archive)
    watching = _watch(out, cases or [], archive) if watch else None
    for folder in recipes.make_all(
        out, catalogue, try_out=try_out, tell=typer.echo, watch=watching
    ):
        typer.echo(folder)


@app.command()
def ablations(
    out: Out,
    pairs_seen: Annotated[int, typer.Option(min=1, help="Pairs that each training sees.")] = 14_000,
    archive: Archive = None,
) -> None:
    """Trains romarin-small for minutes on more and more of the sources, from the data under OUT.

    OUT/data must hold what `romarin train data` made; `romarin eval --baselines encoder:FOLDER`
    takes the figures of each folder printed.
    """
    from romarin.training import recipes

    for folder in recipes.make_ablations(
        out, _catalogue(archive), pairs_seen=pairs_seen, tell=typer.echo
    ):
        typer.echo(folder)
