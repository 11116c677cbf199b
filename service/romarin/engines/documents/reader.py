"""Reader: files to plain text, in processes of their own that no file takes further down."""

from threading import Lock, Semaphore
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
        self._places = Semaphore(limits.readers)
        self._lock = Lock()  # of what follows
        self._idle: list[ReaderProcess] = []
        self._busy: set[ReaderProcess] = set()
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """Of the processes that live now, those that read first."""
        with self._lock:
            return [process.pid for process in (*self._busy, *self._idle)]

    def read(self, content: bytes, *, name: str) -> ReadDocument:
        """The text of a file, once a process is free; `name` helps where content is not enough.

        Raises an error of reading (DocumentUnreadable).
        """
        if len(content) > self.limits.size:
            raise DocumentTooLarge(Measure.SIZE, len(content), self.limits.size)
        with self._places:
            process = self._take()
            try:
                return process.read(content, name)
            finally:
                self._give_back(process)

    def close(self) -> None:
        """Ends every process; a read that goes on meets ReaderDied."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for process in self._busy:
                process.end()
        for process in idle:
            process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _take(self) -> ReaderProcess:
        """The process that read last, for its memory is warm, or a new one."""
        with self._lock:
            if self._closed:
                raise ReaderDied("it is closed")
            process = self._idle.pop() if self._idle else ReaderProcess(self.limits)
            if not process.usable:
                process.close()
                process = ReaderProcess(self.limits)
            self._busy.add(process)
        return process

    def _give_back(self, process: ReaderProcess) -> None:
        with self._lock:
            self._busy.discard(process)
            if process.usable and not self._closed:
                self._idle.append(process)
                return
        process.close()
