"""`romarin extract` and `romarin predict`: their options."""

from pathlib import Path
from typing import Annotated

import typer

from romarin.cli.options import (
    Archive,
    Artefacts,
    AsJson,
    EncoderName,
    Limit,
    Priors,
    Thesaurus,
)


def extract(
    file: Annotated[
        Path, typer.Argument(help="PDF, DOCX, ODT, HTML or text; - for standard input.")
    ],
    kind: Annotated[
        str | None, typer.Option(help="offre or cv: who wrote it; else its words tell.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the offer.")] = "",
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, help="Least score of an item.")
    ] = None,
    explained: Annotated[
        bool, typer.Option("--explain", help="Show every item of a passage and what speaks for it.")
    ] = False,
    as_json: AsJson = False,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Extracts skills and métiers of an offer or a CV, as the API would."""
    from romarin.cli.reading import about, extract_file, wanted
    from romarin.cli.workshop import Choices, Workshop

    workshop = Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0))
    options = wanted(min_score, explain=explained)
    extract_file(workshop, file, about(title, kind), options, as_json=as_json)


def predict(
    title: Annotated[str, typer.Option(help="Title of the offer.")] = "",
    text_file: Annotated[
        Path | None, typer.Option(help="Its text: a file of any format; - for standard input.")
    ] = None,
    naf: Annotated[str, typer.Option(help="Employer's activity: 4711D, 47.11D or 47.")] = "",
    limit: Limit = 5,
    as_json: AsJson = False,
    archive: Archive = None,
    encoder: EncoderName = None,
    thesaurus: Thesaurus = None,
    priors: Priors = None,
    artefacts: Artefacts = None,
) -> None:
    """Predicts the métiers of an offer, as the API would."""
    from romarin.cli.reading import posting, predict_metiers
    from romarin.cli.workshop import Choices, Workshop

    asked = posting(title, text_file, naf)
    workshop = Workshop(Choices.of(archive, encoder, thesaurus, priors, artefacts, 0))
    predict_metiers(workshop, asked, limit=limit, as_json=as_json)
