"""Documents: files of candidates and recruiters, read into plain text in confined processes."""

from romarin.engines.documents.document import Format, Limits, ReadDocument
from romarin.engines.documents.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentTooLarge,
    DocumentUnreadable,
    FormatUnsupported,
    Measure,
    ReaderDied,
    ReadingTooSlow,
    TextMissing,
)
from romarin.engines.documents.reader import DocumentReader

__all__ = [
    "DocumentDamaged",
    "DocumentEncrypted",
    "DocumentReader",
    "DocumentTooLarge",
    "DocumentUnreadable",
    "Format",
    "FormatUnsupported",
    "Limits",
    "Measure",
    "ReadDocument",
    "ReaderDied",
    "ReadingTooSlow",
    "TextMissing",
]
