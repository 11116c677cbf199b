"""`romarin eval`: its verbs and options."""

from pathlib import Path
from typing import Annotated

import typer

from romarin.cli.extras import needing_extra
from romarin.cli.options import Archive, Artefacts, EncoderName, Priors, Thesaurus

app = typer.Typer(
    help="Measures how good answers are, against baselines, with intervals.", no_args_is_help=True
)

Cases = Annotated[Path, typer.Option(help="A case file, or a folder of them.")]
Out = Annotated[Path | None, typer.Option("--json", help="File for the result as JSON.")]
Page = Annotated[Path | None, typer.Option("--report", help="File for a page in HTML.")]
Summary = Annotated[Path | None, typer.Option("--markdown", help="File for a summary.")]
Others = Annotated[
    str,
    typer.Option(
        "--baselines",
        help="all, none, or names with commas; encoder:NAME_OR_FOLDER is any encoder.",
    ),
]
Url = Annotated[str | None, typer.Option(help="Ask the server there, not the engine here.")]
Sample = Annotated[int | None, typer.Option(min=1, help="Ask so many cases, drawn by the seed.")]
Seed = Annotated[int, typer.Option(min=0, help="Of the sample and of the intervals.")]
Skip = Annotated[bool, typer.Option("--skip-invalid", help="Leave out wrong lines, listed.")]
Coding = Annotated[
    Path | None, typer.Option(help="titles only: TSV of the codes that an expert accepts.")
]
Times = Annotated[
    bool, typer.Option("--times", help="Keep the time of each case in the JSON, which then varies.")
]

FloorFile = Annotated[
    Path | None, typer.Option("--floors", help="Fail when a figure is under its floor there.")
]
Raise = Annotated[
    Path | None, typer.Option("--raise-floors", help="Lift the floors there to what is reached.")
]

_QUERIES = (
    "Cases: TSV without quotes, with the header query, family, accepted_ogr, accepted_rome, note; "
    "'|' between codes; both columns of codes empty where the right answer is nothing."
)
TASKS = {  # what is asked in one line, and the cases
    "lookup": ("Whole queries: is a right job among the first?", _QUERIES),
    "keystrokes": (
        "Labels typed key by key: how many keys are saved?",
        f"{_QUERIES} `romarin eval make-keystrokes` makes such a file.",
    ),
    "competences": ("Queries for skills: is a right one among the first?", _QUERIES),
    "titles": (
        "Titles and texts of offers: is it the right métier?",
        "Cases: JSON lines (.jsonl, .jsonl.gz) with id, intitule, description, romeCode_vNNN of "
        "the version of the ROME, appellation_ogr_vNNN, origin, desc_truncated, dup_group.",
    ),
    "extraction": (
        "Annotated texts: are skills found, named, graded right?",
        "Cases: JSON lines (.jsonl, .jsonl.gz) with id, kind (offre or cv), title, text, rome and "
        "mentions, each with start, end, text, codes, level.",
    ),
}
_GOES_ON = "A run that is stopped goes on where it was when the same command is given again."


def evaluate(
    context: typer.Context,
    cases: Cases,
    json: Out = None,
    report: Page = None,
    markdown: Summary = None,
    baselines: Others = "none",
    url: Url = None,
    sample: Sample = None,
    seed: Seed = 0,
    skip_invalid: Skip = False,
    coding: Coding = None,
    times: Times = False,
    floors: FloorFile = None,
    raise_floors: Raise = None,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Asks every case, and tells the figures."""
    from romarin.cli.workshop import Choices, Workshop

    if coding is not None and context.info_name != "titles":
        raise typer.BadParameter("is for titles only", param_hint="'--coding'")
    with needing_extra():
        from romarin.cli.assessment import Asked, assess

    asked = Asked(
        task=context.info_name or "",
        cases=cases,
        json=json,
        report=report,
        markdown=markdown,
        baselines=baselines,
        url=url,
        sample=sample,
        seed=seed,
        skip_invalid=skip_invalid,
        coding=coding,
        timed=times,
        floors=floors,
        raise_floors=raise_floors,
    )
    assess(asked, Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0)))


for _name, (_asked, _cases) in TASKS.items():
    app.command(_name, help="\n\n".join((_asked, _cases, _GOES_ON)), short_help=_asked)(evaluate)


@app.command("make-keystrokes", short_help="Makes a case file of the labels of the ROME.")
def make_keystrokes(
    offers: Annotated[
        Path | None,
        typer.Argument(help="JSON lines of offers, as for titles; without it, the whole ROME."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; else standard output.")] = None,
    archive: Archive = None,
) -> None:
    """Makes a case file: the masculine form of each distinct appellation."""
    from romarin.cli.workshop import Choices, Workshop

    with needing_extra():
        from romarin.cli.assessment import write_keystrokes

    choices = Choices.of(archive, None, None, None, None, 0)
    write_keystrokes(offers, out, Workshop(choices))


Saved = Annotated[list[Path], typer.Argument(help="Results that --json wrote.")]


@app.command("report")
def report_results(saved: Saved, report: Page = None, markdown: Summary = None) -> None:
    """Makes the page or the summary of saved results."""
    if report is None and markdown is None:
        raise typer.BadParameter("nothing to write; give one, or --markdown", param_hint="--report")
    with needing_extra():
        from romarin.cli.reporting import report_saved

    report_saved(saved, report, markdown)


@app.command("compare", short_help="Compares two results: what got better, what got worse.")
def compare_results(
    saved: Annotated[
        list[Path], typer.Argument(help="BEFORE.json AFTER.json, or one result with --systems.")
    ],
    systems: Annotated[
        str | None,
        typer.Option(
            help="Two names with a comma: of the first result and of the last. "
            "[default: romarin,romarin]",
        ),
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="File for the comparison as JSON.")
    ] = None,
    markdown: Summary = None,
    limit: Annotated[
        float | None,
        typer.Option(
            "--fail-on-regression",
            min=0,
            help="Exit with 1 when a headline figure got worse by more than this, such as 0.01.",
        ),
    ] = None,
) -> None:
    """Tells what got better or worse, and whether by chance."""
    names = _two_names(systems) if systems else ()
    if len(saved) > 2 or (len(saved) == 1 and not names):
        raise typer.BadParameter(
            f"{len(saved)} results; give two, or one and --systems", param_hint="SAVED"
        )
    with needing_extra():
        from romarin.cli.reporting import compare_saved

    compare_saved(saved, names, out=json, markdown=markdown, limit=limit)


@app.command(short_help="Fits scores to probabilities, on annotated cases.")
def calibrate(
    queries: Annotated[list[Path], typer.Option(help="TSV of queries, as for lookup.")],
    competences: Annotated[list[Path], typer.Option(help="TSV of queries for skills.")],
    titles: Annotated[
        Path | None, typer.Option(help="JSON lines of offers, as for titles; needs --coding.")
    ] = None,
    coding: Coding = None,
    scale: Annotated[
        Path | None, typer.Option(help="Folder of an encoder: fit its scale.json first.")
    ] = None,
    confidence: Annotated[
        Path | None, typer.Option(help="File for the numbers of the scores.")
    ] = None,
    seed: Seed = 0,
    archive: Archive = None,
    encoder: EncoderName = None,
    artefacts: Artefacts = None,
) -> None:
    """Fits the scale of an encoder's cosines and the confidence of the answers, on these cases."""
    from romarin.cli.workshop import Choices, Workshop

    with needing_extra():
        from romarin.cli.calibration import Material, calibrate_engines

    choices = Choices.of(archive, str(scale) if scale else encoder, None, None, artefacts, 0)
    if (titles is None) != (coding is None):
        alone, missing = ("--titles", "--coding") if coding is None else ("--coding", "--titles")
        raise typer.BadParameter(f"teaches nothing without {missing}", param_hint=f"'{alone}'")
    material = Material(tuple(queries), tuple(competences), titles, coding, seed)
    calibrate_engines(Workshop(choices), material, scale=scale, confidence=confidence)


def _two_names(text: str) -> tuple[str, ...]:
    """Raises typer.BadParameter for another number of names than two."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if len(names) != 2:
        raise typer.BadParameter(
            f"{text!r}: two names with a comma expected", param_hint="--systems"
        )
    return names
