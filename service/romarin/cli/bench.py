"""`romarin bench`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from romarin.cli.options import Archive, Artefacts, EncoderName, Priors, Thesaurus

QUICK = 5.0  # seconds of the one round of a quick bench


def bench(
    rate: Annotated[float, typer.Option(min=0.1, help="Requests a second.")] = 100,
    rates: Annotated[
        str | None, typer.Option(help="Several, to see where a queue begins: 50,100,200,400")
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, help="Of each round; warm-up apart.")] = 20,
    warm_up: Annotated[float, typer.Option(min=0, help="Seconds before each, left out.")] = 3,
    rounds: Annotated[int, typer.Option(min=1, help="Turns of each server at each rate.")] = 2,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes of each server.")] = 2,
    url: Annotated[
        str | None, typer.Option(help="Ask the Romarin there; else one is started.")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(help="Served beside it: names with commas, or none. [default: tsvector]"),
    ] = None,
    constant: Annotated[
        bool, typer.Option("--constant", help="One request every so often, not typed by people.")
    ] = False,
    titles: Annotated[
        Path | None, typer.Option(help="What is typed, one a line; else labels of the ROME.")
    ] = None,
    debounce: Annotated[
        float,
        typer.Option(min=0, max=5000, help="Milliseconds without a key until a request is sent."),
    ] = 0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until one has failed.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Of who types what and when.")] = 0,
    quick: Annotated[bool, typer.Option("--quick", help="One round of 5 seconds.")] = False,
    json: Annotated[Path | None, typer.Option(help="File for the result as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="File for a table in Markdown.")] = None,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Measures how soon answers come under load, beside a baseline served in the same way."""
    from romarin.cli.contest import Asked, hold
    from romarin.cli.workshop import Choices, Workshop
    from romarin.evaluation.load.outcome import Plan
    from romarin.evaluation.load.traffic import Kind

    plan = Plan(
        rates=_rates(rates) if rates else (rate,),
        seconds=QUICK if quick else seconds,
        warm_up=warm_up,
        rounds=1 if quick else rounds,
        seed=seed,
        timeout=timeout,
    )
    asked = Asked(
        plan=plan,
        workers=workers,
        url=url,
        baseline=baseline,
        kind=Kind.CONSTANT if constant else Kind.TYPED,
        titles=titles,
        debounce=debounce / 1e3,
        json=json,
        markdown=markdown,
    )
    hold(asked, Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0)))


def _rates(text: str) -> tuple[float, ...]:
    """Requests a second, rising. Raises typer.BadParameter."""
    try:
        rates = sorted({float(part) for part in text.split(",") if part.strip()})
    except ValueError as error:
        raise typer.BadParameter(f"--rates {text!r}: numbers such as 50,100,200") from error
    if not rates or not 0 < min(rates) <= max(rates) < float("inf"):
        raise typer.BadParameter(f"--rates {text!r}: numbers above 0, such as 50,100,200")
    return tuple(rates)
