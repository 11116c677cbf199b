"""Documents: what a file becomes, and how much of one is read."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """What a file is, told by its content."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The plain text of one file."""

    text: str  # lines end in "\n"; neither control characters nor lone surrogates
    pages: int | None  # of a PDF; the other formats have none until they are laid out
    format: Format


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for. A CV of two pages takes a hundredth of any of them."""

    size: int = 10 * 2**20  # bytes of the file; the API takes 10 MB
    pages: int = 100
    characters: int = 500_000  # of the text; the API takes as many in one request
    unpacked: int = 64 * 2**20  # bytes of XML that a DOCX or ODT holds, all parts together
    ratio: int = 200  # unpacked to packed size of one part; the XML of real CVs stays under 40
    entries: int = 2_000  # files in a DOCX or ODT
    depth: int = 512  # elements within one another, as deep as browsers go
    seconds: float = 20.0  # from the file's first byte to the answer
    cpu_seconds: int = 10  # of computation
    memory: int = 512 * 2**20  # bytes of address space of a reader process
    readers: int = 2  # processes, hence files read at one time
