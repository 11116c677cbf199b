"""Unreadable: why a file gave no text, as the problem that stands in its place."""

from collections.abc import Mapping

from romarin.api.errors import TextTooLong
from romarin.api.problems import Kind, document
from romarin.catalogue import RomarinError
from romarin.engines.documents.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentTooLarge,
    FormatUnsupported,
    ReaderDied,
    ReadingTooSlow,
    TextMissing,
)

# What each error would be if it were the answer to a request of this one file.
PROBLEMS: Mapping[type[RomarinError], tuple[int, Kind]] = {
    FormatUnsupported: (415, Kind("unsupported-format", "Unsupported format", "")),
    DocumentTooLarge: (413, Kind("document-too-large", "Document too large", "")),
    TextTooLong: (413, Kind("text-too-long", "Text too long", "")),
    DocumentEncrypted: (422, Kind("document-protected", "Document protected", "")),
    TextMissing: (422, Kind("text-missing", "No text", "")),
    DocumentDamaged: (422, Kind("document-damaged", "Document damaged", "")),
    ReadingTooSlow: (422, Kind("reading-too-slow", "Reading too slow", "")),
    ReaderDied: (422, Kind("reader-died", "Reader stopped", "")),
}


def problem_of(error: RomarinError) -> dict[str, object]:
    """The problem of one file, as JSON."""
    status, kind = PROBLEMS[type(error)]
    return document(status, str(error), kind=kind)
