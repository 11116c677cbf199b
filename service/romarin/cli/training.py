"""`romarin train`: its verbs and options."""

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from romarin.cli.extras import needing_extra
from romarin.cli.options import Archive, Artefacts, EncoderName

if TYPE_CHECKING:
    from romarin.catalogue import Catalogue

TASKS = ("lookup", "titles", "extraction")

app = typer.Typer(
    help="Trains what Romarin ships for the language of jobs: encoders, tagger, numbers.",
    no_args_is_help=True,
)

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
AnnotatedTexts = Annotated[
    Path, typer.Option(exists=True, help="JSON lines of annotated texts, as eval takes them.")
]
MarkedOffers = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="JSON lines of the offers that are marked for training."),
]
Watched = Annotated[
    list[str] | None,
    typer.Option(
        help="TASK=FILE: evaluate every checkpoint on these cases, for the log; needs the extra "
        "eval. More than once if need be."
    ),
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
    watch: Watched = None,
    archive: Archive = None,
) -> None:
    """Makes data, romarin-small and romarin-mini; interrupted, goes on when called again.

    Some two hours on two cores. The two folders of weights serve with --encoder.
    """
    from romarin.training import Recipe, Run, make_all
    from romarin.training.data import COUNTS_FILE

    measure = _watch(out, watch, archive) if watch else None
    if (out / "data" / COUNTS_FILE).is_file():  # written last: the data are whole
        typer.echo(f"{out / 'data'} stands: no file is read again")
    else:
        data(out / "data", offers, esco, pcs, pairs, cases, seed, final, archive)
    recipe = Recipe.smallest() if try_out else Recipe()
    run = Run(
        out,
        out / "data",
        _catalogue(archive),
        replace(recipe, seed=seed),
        typer.echo,
        measure,
    )
    for folder in make_all(run):
        typer.echo(folder)


@app.command()
def ablations(
    out: Out,
    data: Annotated[Path, typer.Option(exists=True, help="What `romarin train data` made.")],
    count: Annotated[int, typer.Option(min=1, help="Pairs that each training sees.")] = 14_000,
    seed: Seed = 4,
    archive: Archive = None,
) -> None:
    """Trains romarin-small for minutes each on more and more of the sources.

    `romarin eval --baselines encoder:FOLDER` takes the figures of each folder printed.
    """
    from romarin.training import Recipe, Run, make_ablations

    run = Run(out, data, _catalogue(archive), Recipe(seed=seed), typer.echo)
    for folder in make_ablations(run, count=count):
        typer.echo(folder)


@app.command()
def prediction(
    out: Annotated[Path, typer.Option(help="Folder for the numbers of the engine.")],
    offers: Annotated[
        list[Path], typer.Option(exists=True, help="JSON lines of coded offers, best first.")
    ],
    cases: Cases = None,
    coding: Annotated[
        Path | None,
        typer.Option(exists=True, help="TSV of an expert's codes: kept out, and judged by."),
    ] = None,
    archive: Archive = None,
    encoder: EncoderName = None,
    artefacts: Artefacts = None,
) -> None:
    """Fits the prediction of métiers on coded offers; tells figures, cross-validated."""
    with needing_extra():
        from romarin.cli.predicting import train_prediction
        from romarin.cli.prediction_course import Files
    from romarin.cli.workshop import Choices, Workshop

    workshop = Workshop(Choices.of(archive, encoder, None, None, artefacts, 0))
    train_prediction(workshop, Files(tuple(offers), tuple(cases or ()), coding), out)


@app.command()
def tagger(
    out: Out,
    cases: AnnotatedTexts,
    start: Annotated[
        Path,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Sentence-transformers folder to begin with: what `romarin train all` leaves in "
            "OUT/small-2/tuned.",
        ),
    ],
    offers: MarkedOffers = None,
    archive: Archive = None,
) -> None:
    """Trains the tagger that finds skills in texts: one that learnt from all, one for each fold."""
    with needing_extra():
        from romarin.cli.extraction_course import Course, Files
    from romarin.cli.workshop import Choices, Workshop
    from romarin.training import make_taggers

    workshop = Workshop(Choices.of(archive, None, None, None, None, 0))
    course = Course(workshop, Files(cases, tuple(offers or ())))
    for folder in make_taggers(str(start), course.marked, course.by_fold(), out, tell=typer.echo):
        typer.echo(folder)


@app.command()
def extraction(
    out: Annotated[Path, typer.Option(help="Folder for the numbers of the engine.")],
    cases: AnnotatedTexts,
    taggers: Annotated[
        Path, typer.Option(exists=True, help="Folder that `romarin train tagger` wrote.")
    ],
    offers: MarkedOffers = None,
    archive: Archive = None,
    encoder: EncoderName = None,
    artefacts: Artefacts = None,
) -> None:
    """Fits the ranker of the extraction; tells figures of all of it, cross-validated by text."""
    with needing_extra():
        from romarin.cli.extracting import train_extraction
        from romarin.cli.extraction_course import Files
    from romarin.cli.workshop import Choices, Workshop

    workshop = Workshop(Choices.of(archive, encoder, None, None, artefacts, 0))
    train_extraction(workshop, Files(cases, tuple(offers or ())), taggers, out)


def _catalogue(archive: Path | None) -> "Catalogue":
    from romarin.catalogue import Catalogue
    from romarin.cli.workshop import Choices, Workshop

    return Catalogue.load(Workshop(Choices.of(archive, None, None, None, None, 0)).locate().path)


def _watch(
    out: Path, watched: list[str], archive: Path | None
) -> Callable[[Path], Mapping[str, float]]:
    """Takes the figures of a checkpoint, exported to int8, by `romarin eval`."""
    asked = [one.partition("=") for one in watched]
    for task, equals, _path in asked:
        if not equals or task not in TASKS:
            raise typer.BadParameter(
                f"{task!r}: TASK=FILE expected, with one of {', '.join(TASKS)}"
            )

    def measure(checkpoint: Path) -> dict[str, float]:
        from romarin.cli.servers import COMMAND
        from romarin.training import export_encoder

        folder = out / "watched" / f"{checkpoint.parent.name}-{checkpoint.name}"
        if not folder.is_dir():
            export_encoder(checkpoint, folder, name=folder.name)
        found: dict[str, float] = {}
        for task, _equals, cases in asked:
            result = folder.with_name(f"{folder.name}-{task}.json")
            name = f"encoder:{folder}"
            words = [
                *COMMAND,
                "eval",
                task,
                "--cases",
                cases,
                "--baselines",
                name,
                "--json",
                str(result),
            ]
            if archive is not None:
                words += ["--archive", str(archive)]
            # A process of its own: it must not share threads and memory with the training.
            subprocess.run(words, check=True)
            told = json.loads(result.read_text(encoding="utf-8"))
            figures = told["baselines"][name]["all"].items()
            found |= {f"{task} {figure}": value for figure, value in figures}
        return found

    return measure
