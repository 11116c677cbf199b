"""Child: the reader process itself. It reads one file after another, as its owner sends them."""

import os
import resource
from pathlib import Path
from typing import IO, Any

from romarin.engines.documents.confinement import allow_cpu, confine
from romarin.engines.documents.document import Limits, ReadDocument
from romarin.engines.documents.errors import DocumentTooLarge, DocumentUnreadable, Measure
from romarin.engines.documents.messages import MessageBroken, receive, send
from romarin.engines.documents.parsing import parse

GROWN = 160 * 2**20  # bytes still held after a file; of CVs, about 30 MB
_STATM = Path("/proc/self/statm")


def main(limits: Limits) -> None:
    """Reads until the owner closes its end, or until memory has grown."""
    questions, answers = _streams()
    confine(limits.memory)
    send(answers, {"ready": True})
    retiring = False
    while not retiring:
        try:
            values, content = receive(questions, limit=limits.size)
        except MessageBroken:
            return
        allow_cpu(limits.cpu_seconds)
        told, text = _answer(content, values["name"], limits)
        retiring = _has_grown()
        send(answers, {**told, "retiring": retiring}, text)


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the owner, out of the way of whatever a library prints."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return questions, answers


def _answer(content: bytes, name: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    try:
        document = parse(content, name, limits)
    except DocumentUnreadable as error:
        return _failure(error), b""
    except MemoryError:
        return _failure(DocumentTooLarge(Measure.MEMORY, None, limits.memory)), b""
    return _success(document), document.text.encode("utf-8")


def _success(document: ReadDocument) -> dict[str, Any]:
    return {"format": document.format, "pages": document.pages}


def _failure(error: DocumentUnreadable) -> dict[str, Any]:
    return {"error": type(error).__name__, "data": vars(error)}


def _has_grown() -> bool:
    return _resident() > GROWN


def _resident() -> int:
    """Bytes of memory held now or, where that is not told, held at most."""
    try:
        pages = int(_STATM.read_text("ascii").split()[1])
    except FileNotFoundError:
        # Linux would count in what the owner held when it started this process.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize()
