"""Reader: files to plain text, in processes of their own that no file takes further down."""

from queue import Empty, LifoQueue
from threading import Lock
from types import TracebackType
from typing import Self

from romarin.engines.documents.document import Limits, ReadDocument
from romarin.engines.documents.errors import DocumentTooLarge, Measure, ReaderDied
from romarin.engines.documents.process import ReaderProcess

_USUAL = Limits()


class DocumentReader:
    """Reads PDF, DOCX, ODT, HTML and plain text; threads may share it.

    Its processes start when they are first needed, read one file after another and end with
    `close`, or when their owner does, however it ends. Nothing of a file is kept or logged.
    """

    def __init__(self, limits: Limits = _USUAL) -> None:
        """No process starts before the first file."""
        self.limits = limits
        self._lock = Lock()
        self._closed = False
        self._processes: set[ReaderProcess] = set()
        # The one that read last comes first: it is there, and its memory is warm.
        self._places: LifoQueue[ReaderProcess | None] = LifoQueue()
        for _ in range(limits.readers):
            self._places.put(None)

    def read(self, content: bytes, *, name: str) -> ReadDocument:
        """The text of a file, once a reader is free; `name` is a hint where content is not enough.

        Raises an error of reading (DocumentUnreadable).
        """
        if len(content) > self.limits.size:
            raise DocumentTooLarge(Measure.SIZE, len(content), self.limits.size)
        process = self._places.get()
        try:
            process = self._usable(process)
            return process.read(content, name)
        finally:
            self._places.put(self._kept(process))

    def close(self) -> None:
        """Ends every process, those that are reading too."""
        with self._lock:
            self._closed = True
            processes, self._processes = self._processes, set()
        for process in processes:
            process.end()
        for _ in range(self._places.qsize()):
            self._dismiss()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _dismiss(self) -> None:
        """Lets go of a process that reads nothing; one that does is let go by its reader."""
        try:
            process = self._places.get_nowait()
        except Empty:
            return
        if process is not None:
            process.close()
        self._places.put(None)

    def _usable(self, process: ReaderProcess | None) -> ReaderProcess:
        """The process, or another where it is none or dead."""
        if process is not None and process.usable:
            return process
        self._kept(process)
        with self._lock:
            if self._closed:
                raise ReaderDied("it is closed")
            started = ReaderProcess(self.limits)
            self._processes.add(started)
        return started

    def _kept(self, process: ReaderProcess | None) -> ReaderProcess | None:
        """The process if it can read on; else it is closed."""
        if process is None or process.usable:
            return process
        with self._lock:
            self._processes.discard(process)
        process.close()
        return None
