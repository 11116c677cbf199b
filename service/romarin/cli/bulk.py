"""`romarin tag`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from romarin.cli.options import Archive, Artefacts, EncoderName, Priors, Thesaurus

TASKS, FORMATS = ("skills", "metiers", "both"), ("jsonl", "jsonl.gz", "parquet")
KINDS, ENGINES = ("offre", "cv"), ("local", "ray")


def tag(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN...", help="JSON lines, CSV (.gz too) or Parquet: files, folders, globs."
        ),
    ],
    out: Annotated[
        Path,
        typer.Argument(help="A file ending in .jsonl, .jsonl.gz or .parquet; else a folder."),
    ],
    task: Annotated[str, typer.Option(help=f"What to tell: {', '.join(TASKS)}.")] = TASKS[0],
    format_name: Annotated[
        str | None,
        typer.Option("--format", help=f"{', '.join(FORMATS)}: OUT is a folder of such files."),
    ] = None,
    flat: Annotated[bool, typer.Option("--flat", help="A row for each competence.")] = False,
    id_column: Annotated[
        str | None, typer.Option(help="@row to go by file and row. [default: id]")
    ] = None,
    title_column: Annotated[str | None, typer.Option(help="[default: title, intitule]")] = None,
    text_column: Annotated[str | None, typer.Option(help="[default: text, description]")] = None,
    naf_column: Annotated[str | None, typer.Option(help="[default: naf, codeNAF]")] = None,
    kind: Annotated[
        str | None, typer.Option(help="offre or cv, of every row; else the words tell.")
    ] = None,
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, help="Least score of an item; else the engine's.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=25, help="Métiers at most; 5 beside skills alone.")
    ] = 5,
    workers: Annotated[
        int | None, typer.Option(min=1, max=4096, help="Processes; else one a core.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="local: processes here; ray: Ray Data (extra ray).")
    ] = ENGINES[0],
    ray_address: Annotated[
        str | None, typer.Option(help="A running cluster's, or auto; else one here, for this run.")
    ] = None,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Tags files of offers or CVs; stopped or killed, it goes on when called again.

    Rows that cannot be tagged are listed beside OUT with the reason.
    """
    from romarin.cli.tagging import Wanted, tag_files
    from romarin.cli.workshop import Choices, Workshop

    _check("--task", task, TASKS)
    _check("--format", format_name, FORMATS)
    _check("--kind", kind, KINDS)
    _check("--engine", engine, ENGINES)
    if ray_address is not None and engine != "ray":
        raise typer.BadParameter("it needs --engine ray", param_hint="--ray-address")
    wanted = Wanted(
        inputs=tuple(inputs),
        out=out,
        task=task,
        format=format_name,
        flat=flat,
        columns={"id": id_column, "title": title_column, "text": text_column, "naf": naf_column},
        kind=kind,
        min_score=min_score,
        limit=limit,
        workers=workers,
        on_ray=engine == "ray",
        ray_address=ray_address,
    )
    tag_files(wanted, Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0)))


def _check(option: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"{value!r}: {' or '.join(allowed)} expected", param_hint=option)
