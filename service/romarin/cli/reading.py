"""Reading: `romarin extract` and `romarin predict`, one document at a time."""

# ruff: noqa: N818 - the error is named after what went wrong, as the house style does

import json
import sys
from pathlib import Path
from typing import Any

import typer

from romarin.api.asked import NAF
from romarin.api.bodies import rome
from romarin.api.extracted import extracted, predicted
from romarin.api.readers import open_extraction, open_prediction
from romarin.catalogue import Release, RomarinError
from romarin.cli.passages import print_extracted, print_predicted
from romarin.cli.workshop import Workshop
from romarin.engines import Lookup
from romarin.engines.documents import DocumentReader
from romarin.engines.documents.document import ReadDocument
from romarin.engines.extraction import Document, DocumentKind, Options
from romarin.engines.prediction import Posting

STANDARD_INPUT = Path("-")


class FileUnreadable(RomarinError):
    """A file cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; name a file that can be read, or - for standard input")
        self.path, self.reason = path, reason


def about(title: str, kind: str | None) -> Document:
    """What is known of a document beside its text. Raises typer.BadParameter."""
    if kind is not None and kind not in set(DocumentKind):
        raise typer.BadParameter(f"{kind!r}: offre or cv expected", param_hint="--kind")
    return Document("", title, DocumentKind(kind) if kind is not None else None)


def wanted(min_score: float | None, *, explain: bool) -> Options:
    """What the answer is to hold."""
    return Options(min_score=min_score, explain=explain)


def posting(title: str, text_file: Path | None, naf: str) -> Posting:
    """What a métier is predicted from. Raises typer.BadParameter, or as `read_file`."""
    if not title.strip() and text_file is None:
        raise typer.BadParameter("neither it nor --text-file is given", param_hint="--title")
    if naf and not NAF.fullmatch(naf):
        message = f"{naf!r}: a code such as 4711D, 47.11D or 47 expected"
        raise typer.BadParameter(message, param_hint="--naf")
    text = read_file(text_file).text if text_file is not None else ""
    return Posting(title=title, text=text, naf=naf)


def extract_file(
    workshop: Workshop, path: Path, known: Document, options: Options, *, as_json: bool
) -> None:
    """Prints the skills of a file, as a table or as the API's JSON."""
    read = read_file(path)
    document = Document(read.text, known.title, known.kind)
    artefact, encoder = workshop.open()
    prediction = open_prediction(artefact, encoder, Lookup.of(artefact, encoder))
    [found] = open_extraction(artefact, encoder, prediction).many([document], options)
    if as_json:
        told = {"id": path.name, "pages": read.pages, "text": read.text}
        _print_json(told | extracted(document, found), artefact.manifest.inputs.release)
    else:
        print_extracted(document.text, found, explain=options.explain)


def predict_metiers(workshop: Workshop, asked: Posting, *, limit: int, as_json: bool) -> None:
    """Prints the métiers of a posting, as a table or as the API's JSON."""
    artefact, encoder = workshop.open()
    prediction = open_prediction(artefact, encoder, Lookup.of(artefact, encoder))
    [found] = prediction.many([asked], limit=limit)
    if as_json:
        _print_json(predicted(found), artefact.manifest.inputs.release)
    else:
        print_predicted(found)


def read_file(path: Path) -> ReadDocument:
    """The text of a file of any format, or of standard input.

    Raises FileUnreadable or DocumentUnreadable.
    """
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    with DocumentReader() as reader:
        return reader.read(content, name=path.name)


def _print_json(told: dict[str, Any], release: Release) -> None:
    typer.echo(json.dumps(told | {"rome": rome(release)}, ensure_ascii=False, indent=1))
