"""The `romarin` command: its verbs, its exit codes, and errors without a traceback."""

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from romarin.cli.bench import bench
from romarin.cli.bulk import tag
from romarin.cli.evaluation import app as eval_app
from romarin.cli.options import (
    Archive,
    Artefacts,
    AsJson,
    EncoderName,
    Limit,
    Priors,
    Thesaurus,
    Tolerate,
)
from romarin.cli.texts import extract, predict
from romarin.cli.training import app as train_app

app = typer.Typer(
    name="romarin",
    help="As-you-type search of the ROME's job codes and skills, offline, on one CPU.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
encoder_app = typer.Typer(help="Encoders: what turns texts into vectors.", no_args_is_help=True)
app.add_typer(encoder_app, name="encoder")
app.add_typer(eval_app, name="eval")
app.add_typer(train_app, name="train")

STOPPED = 128 + signal.SIGTERM
FAILED = 1  # exit code of an error that the user can mend; a wrong option is 2, as Click has it


def main() -> None:
    """Runs the command line; a mistake of the user ends with one line and exit code 1."""
    from romarin.catalogue.errors import RomarinError

    # An exit like any other, so that a build that is told to stop takes its folder away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    try:
        app(prog_name="romarin")
    except RomarinError as error:
        print(f"romarin: {error}", file=sys.stderr)  # noqa: T201 - the command line's own voice
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


@app.command()
def build(
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
    tolerate: Tolerate = 0,
) -> None:
    """Builds the artefact of a catalogue, or finds the one that was built before."""
    from romarin.cli.workshop import Choices, Workshop

    choices = Choices.of(archive, encoder, thesaurus, priors, artefacts, tolerate)
    typer.echo(Workshop(choices).artefact())


@app.command()
def serve(
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
    tolerate: Tolerate = 0,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. [env: ROMARIN_HOST]")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0: any free one. [env: ROMARIN_PORT]")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes. [env: ROMARIN_WORKERS]")] = None,
    without: Annotated[
        str | None,
        typer.Option(help="extraction: complete only, read no texts. [env: ROMARIN_WITHOUT]"),
    ] = None,
) -> None:
    """Serves the API and the page, after building what is missing."""
    from romarin.cli.workshop import Choices, serve_artefact

    choices = Choices.of(archive, encoder, thesaurus, priors, artefacts, tolerate)
    serve_artefact(choices, host=host, port=port, workers=workers, without=without)


@app.command("serve-baseline", hidden=True)
def serve_baseline(
    name: Annotated[str, typer.Argument(help="As in `romarin bench --baseline`.")],
    archive: Archive = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one.")] = 0,
    workers: Annotated[int, typer.Option(help="Processes.")] = 1,
) -> None:
    """Serves a baseline of the evaluation as Romarin is served: what `romarin bench` asks."""
    from romarin.cli.baseline import serve_baseline as serve_it
    from romarin.cli.workshop import Choices, Workshop

    located = Workshop(Choices.of(archive, None, None, None, None, 0)).locate()
    serve_it(name, located.path, host=host, port=port, workers=workers)


app.command()(bench)
app.command()(tag)


@app.command()
def lookup(
    text: Annotated[str, typer.Argument(help="What is typed so far.")],
    limit: Limit = 10,
    group_by: Annotated[str, typer.Option(help="appellation or metier")] = "appellation",
    skills: Annotated[bool, typer.Option("--skills", help="Search skills, not jobs.")] = False,
    as_json: AsJson = False,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Looks up one query, as the API would."""
    from romarin.cli.answers import look_up
    from romarin.cli.workshop import Choices, Workshop

    workshop = Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0))
    look_up(workshop, text, limit=limit, group_by=group_by, skills=skills, as_json=as_json)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="What is typed so far.")],
    limit: Limit = 5,
    skills: Annotated[bool, typer.Option("--skills", help="Search skills, not jobs.")] = False,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Shows the steps of a lookup with their times, and the parts of each score."""
    from romarin.cli.answers import explain_query
    from romarin.cli.workshop import Choices, Workshop

    workshop = Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0))
    explain_query(workshop, text, limit=limit, skills=skills)


app.command()(extract)
app.command()(predict)


@app.command()
def info(archive: Archive = None, tolerate: Tolerate = 0, as_json: AsJson = False) -> None:
    """Shows the version, date, counts and licence line of the catalogue in use."""
    from romarin.cli.catalogues import show

    show(archive, tolerate=tolerate, as_json=as_json)


@app.command()
def fetch(
    url: Annotated[str, typer.Option(help="Another address than France Travail's.")] = "",
    tolerate: Tolerate = 0,
) -> None:
    """Downloads the official archive into the cache; an interrupted download goes on."""
    from romarin.cli.catalogues import fetch_archive

    fetch_archive(url, tolerate=tolerate)


@encoder_app.command("list")
def list_encoders() -> None:
    """Lists the packaged encoders, which --encoder accepts by name."""
    from romarin.cli.encoders import list_packaged

    list_packaged()


@encoder_app.command("export")
def export(
    model: Annotated[str, typer.Argument(help="A sentence-transformers folder or hub name.")],
    out: Annotated[Path, typer.Option(help="Folder to write; it must not exist.")],
) -> None:
    """Exports any sentence-transformers model to a folder that --encoder accepts."""
    from romarin.cli.encoders import export_model

    export_model(model, out)


if __name__ == "__main__":
    main()
