"""`romarin train`: its verbs and options."""

from pathlib import Path
from typing import Annotated

import typer

from romarin.cli.options import Archive

app = typer.Typer(help="Trains encoders for the language of jobs.", no_args_is_help=True)

Offers = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="JSON lines of offers, best first; more than once if need be."),
]
Cases = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="Case file or folder: nothing of it is trained on."),
]


@app.command()
def data(
    out: Annotated[Path, typer.Option(help="Folder for the pairs and their counts.")],
    offers: Offers = None,
    esco: Annotated[
        Path | None, typer.Option(exists=True, help="Folder of ESCO's French CSV files.")
    ] = None,
    pcs: Annotated[
        Path | None, typer.Option(exists=True, help="TSV of INSEE's job labels, code ROME or not.")
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(exists=True, help="Your own titles: TSV of title and code ROME or OGR."),
    ] = None,
    cases: Cases = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything that is drawn.")] = 4,
    final: Annotated[
        bool, typer.Option("--final", help="Train on the held-out offers too: no figures then.")
    ] = False,
    archive: Archive = None,
) -> None:
    """Makes the pairs to train on, of the ROME and of the files named; tells counts and leaks."""
    from romarin.catalogue import Catalogue
    from romarin.cli.workshop import Choices, Workshop
    from romarin.training.data import Inputs, build, write

    workshop = Workshop(Choices.of(archive, None, None, None, None, 0))
    catalogue = Catalogue.load(workshop.locate().path)
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
