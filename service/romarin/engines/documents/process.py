"""Process: a reader process as its owner sees it, with a clock that ends it."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event, Timer
from typing import IO, Any

from romarin.engines.documents.document import Format, Limits, ReadDocument
from romarin.engines.documents.errors import (
    ERRORS,
    DocumentUnreadable,
    ReaderDied,
    ReadingTooSlow,
)
from romarin.engines.documents.messages import MessageBroken, receive, send

_START = 60.0  # seconds; it takes a fifth of one where the machine has nothing else to do
_WIDEST = 4  # bytes of a character in UTF-8
_EMPTY = ("romarin.catalogue", "romarin.engines")
# The packages around the reader's own modules open with engines and archives: a second, and more
# memory than a reader may have. Here they are folders to find modules in, and nothing else.
_BEGIN = """
import json, sys, types
told = json.loads(sys.argv[1])
sys.path[:] = told["path"]
for name, folders in told["packages"].items():
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = folders
from romarin.engines.documents.child import main
from romarin.engines.documents.document import Limits
main(Limits(**told["limits"]))
"""


class ReaderProcess:
    """One process that reads files, one at a time; whatever it does wrong ends it."""

    def __init__(self, limits: Limits) -> None:
        """Starts the process, and does not wait for it; raises ReaderDied."""
        self._limits = limits
        self._ready = False
        self._retiring = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BEGIN, _told(limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # A Ctrl-C in the terminal is for the owner, which then ends its readers.
                start_new_session=True,
            )
        except OSError as error:
            raise ReaderDied(error.strerror or "it cannot be started") from error

    @property
    def usable(self) -> bool:
        """Whether it lives and goes on after what it has read."""
        return not self._retiring and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def read(self, content: bytes, name: str) -> ReadDocument:
        """The document; raises an error of reading, and is not usable after most of them."""
        if not self._ready:
            with self._clock(_START) as late:
                self._receive(late)
            self._ready = True
        with self._clock(self._limits.seconds) as late:
            self._send(content, name, late)
            values, text = self._receive(late)
        self._retiring = values.get("retiring") is not False
        return self._document(values, text)

    def end(self) -> None:
        """Ends it at once; a read that goes on meets ReaderDied."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Ends it and lets go of its pipes; nobody may be reading."""
        self.end()
        for stream in (self._questions, self._answers):
            try:
                stream.close()
            except BrokenPipeError:  # the rest of a file that nobody reads any more
                continue

    @property
    def _questions(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _answers(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    @contextmanager
    def _clock(self, seconds: float) -> Iterator[Event]:
        """Kills the process when the time is over; the event tells that it was so."""
        late = Event()

        def expire() -> None:
            late.set()
            self._process.kill()

        timer = Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()

    def _send(self, content: bytes, name: str, late: Event) -> None:
        try:
            send(self._questions, {"name": name}, content)
        except OSError:
            raise self._death(late) from None

    def _receive(self, late: Event) -> tuple[dict[str, Any], bytes]:
        try:
            return receive(self._answers, limit=_WIDEST * self._limits.characters)
        except (MessageBroken, OSError):
            raise self._death(late) from None

    def _death(self, late: Event) -> DocumentUnreadable:
        self.end()
        code = self._process.returncode
        if late.is_set():
            return ReadingTooSlow(self._limits.seconds)
        if code == -signal.SIGXCPU:
            return ReadingTooSlow(self._limits.cpu_seconds)
        return ReaderDied(signal.Signals(-code).name if code < 0 else f"exit code {code}")

    def _document(self, values: dict[str, Any], text: bytes) -> ReadDocument:
        try:
            if "error" in values:
                raise ERRORS[values["error"]](**values["data"])
            pages = None if values["pages"] is None else int(values["pages"])
            return ReadDocument(text.decode("utf-8"), pages, Format(values["format"]))
        except (KeyError, TypeError, ValueError):
            self.end()
            raise ReaderDied("its answer makes no sense") from None


def _told(limits: Limits) -> str:
    """What the process needs to begin; nothing of any file."""
    packages = {name: list(sys.modules[name].__path__) for name in _EMPTY}
    return json.dumps({"path": sys.path, "packages": packages, "limits": asdict(limits)})
