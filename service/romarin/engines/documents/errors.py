"""Errors of reading: why a file gave no text. None holds the file's name or a word of it."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from collections.abc import Mapping
from enum import StrEnum

from romarin.catalogue.errors import RomarinError
from romarin.engines.documents.document import Format


class Measure(StrEnum):
    """What of a document can be too much, by the name of its limit."""

    SIZE = "size"
    PAGES = "pages"
    CHARACTERS = "characters"
    UNPACKED = "unpacked"
    RATIO = "ratio"
    ENTRIES = "entries"
    DEPTH = "depth"
    MEMORY = "memory"


UNITS: Mapping[Measure, str] = {
    Measure.SIZE: "bytes",
    Measure.PAGES: "pages",
    Measure.CHARACTERS: "characters of text",
    Measure.UNPACKED: "bytes of unpacked content",
    Measure.RATIO: "times the packed size",
    Measure.ENTRIES: "packed files",
    Measure.DEPTH: "levels of nesting",
    Measure.MEMORY: "bytes of memory",
}


class DocumentUnreadable(RomarinError):
    """Base of the errors of reading; each one's attributes are what it was made with."""


class FormatUnsupported(DocumentUnreadable):
    """The content is of no format that is read."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the content is {found}; send PDF, DOCX, ODT, HTML or plain text")
        self.found = found


class DocumentEncrypted(DocumentUnreadable):
    """The file opens with a password only."""

    def __init__(self, format: Format) -> None:  # noqa: A002 - the word of the contract
        super().__init__(f"the {format.upper()} is protected; send it without its password")
        self.format = Format(format)


class TextMissing(DocumentUnreadable):
    """The file is sound and holds no text: empty, or pictures of pages."""

    def __init__(self, format: Format, pages: int | None) -> None:  # noqa: A002
        counted = f" of {pages} pages" if pages else ""
        super().__init__(
            f"the {format.upper()}{counted} holds no text; if it is a scan, send what a character "
            "recognition makes of it"
        )
        self.format, self.pages = Format(format), pages


class DocumentDamaged(DocumentUnreadable):
    """The file breaks the rules of its format, by accident or on purpose."""

    def __init__(self, format: Format, reason: str) -> None:  # noqa: A002
        super().__init__(f"the {format.upper()} cannot be read: {reason}; save or export it again")
        self.format, self.reason = Format(format), reason


class DocumentTooLarge(DocumentUnreadable):
    """The document has more of something than is read."""

    def __init__(self, measure: Measure, found: int | None, limit: int) -> None:
        """`found` is None where the counting stopped at the limit."""
        measure = Measure(measure)
        told = f"more than {limit}" if found is None else f"{found}, more than {limit},"
        super().__init__(f"the document has {told} {UNITS[measure]}; send a shorter one")
        self.measure, self.found, self.limit = measure, found, limit


class ReadingTooSlow(DocumentUnreadable):
    """The document was not read in the time that one may take."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not read in {seconds:g} seconds; send a simpler document")
        self.seconds = seconds


class ReaderDied(DocumentUnreadable):
    """The process that read the document ended before its answer; another takes its place."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the reader stopped at this document ({reason}); export the document again, or send "
            "it in another format"
        )
        self.reason = reason


ERRORS: Mapping[str, type[DocumentUnreadable]] = {
    kind.__name__: kind
    for kind in (
        FormatUnsupported,
        DocumentEncrypted,
        TextMissing,
        DocumentDamaged,
        DocumentTooLarge,
        ReadingTooSlow,
        ReaderDied,
    )
}
