"""Download over HTTP, GET only, that goes on where an earlier one broke off."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from romarin.catalogue.errors import FetchFailed
from romarin.catalogue.zipped import ZIP_BYTES_MAX

CONNECTION_SECONDS = 10.0
TRIES = 3  # each goes on where the one before broke off
SLOWEST = 1024  # bytes a second; less than that, over one timeout, and the download is given up
CHUNK = 64 * 1024
PARTIAL_CONTENT, RANGE_UNSATISFIABLE = 206, 416
CONTENT_RANGE = re.compile(r"bytes (?:(?P<start>\d+)-\d+|\*)/(?P<total>\d+)")

Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all where the server says


@dataclass(frozen=True, slots=True)
class Part:
    """A download under way: the bytes so far, and beside them what they are the beginning of."""

    path: Path
    url: str

    @property
    def note(self) -> Path:
        """The file that says which answer of which address the bytes come from."""
        return self.path.with_name(f"{self.path.name}.json")

    @property
    def validator(self) -> str | None:
        """ETag or date of that answer, "" where the server gave none; None for another address."""
        try:
            note = json.loads(self.note.read_text("utf-8"))
            return str(note["validator"]) if note["url"] == self.url else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def size(self) -> int:
        """Bytes to go on from; 0 when there are none, or none of this address."""
        if self.validator is None or not self.path.is_file():
            return 0
        return self.path.stat().st_size

    def begin(self, validator: str) -> None:
        """Starts anew from an answer with this validator."""
        self.path.write_bytes(b"")
        self.note.write_text(json.dumps({"url": self.url, "validator": validator}), "utf-8")

    def discard(self) -> None:
        """Removes what was downloaded, and the note."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


class BrokenOff(Exception):  # noqa: N818 - an event between two tries, no error a caller meets
    """The answer ended early; what came is kept."""


def download(part: Part, *, on_progress: Progress | None, timeout: float) -> None:
    """Completes the part; raises FetchFailed, leaving what came for the next time.

    `timeout`, in seconds, bounds the connection up to the first byte, and each wait after it.
    """
    if not part.url.startswith(("https://", "http://")):
        raise FetchFailed(part.url, "not an http address")
    for left in reversed(range(TRIES)):
        try:
            return _go_on(part, on_progress or _ignore, timeout)
        except BrokenOff as error:
            if not left:
                raise FetchFailed(part.url, str(error)) from error
    return None


def _go_on(part: Part, on_progress: Progress, timeout: float) -> None:
    start = part.size
    try:
        answer = _open(part, start, timeout)
    except HTTPError as error:
        with error:
            if error.code != RANGE_UNSATISFIABLE or not start:
                raise FetchFailed(part.url, f"HTTP {error.code} {error.reason}") from error
            whole = CONTENT_RANGE.fullmatch(error.headers.get("Content-Range", ""))
        if whole and int(whole["total"]) == start:
            return
        part.discard()
        raise BrokenOff("the server no longer has what was begun") from error
    with answer:
        _refuse_downgrade(part.url, answer.url)
        start = _place(part, answer, start)
        _copy(part, answer, start, on_progress, timeout)


def _open(part: Part, start: int, timeout: float) -> HTTPResponse:
    headers = {"User-Agent": "romarin", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
        if part.validator:
            headers["If-Range"] = part.validator
    answer = _within(Request(part.url, headers=headers), timeout)
    match answer:
        case HTTPResponse():
            return answer
        case HTTPError():
            raise answer
        case None:
            raise FetchFailed(part.url, f"no answer within {timeout:g} s")
        case _:
            raise FetchFailed(part.url, f"no connection ({answer})") from answer


def _within(request: Request, timeout: float) -> HTTPResponse | Exception | None:
    """The answer, in a thread because looking up a name and trying every address has no limit."""
    answers: SimpleQueue[HTTPResponse | Exception | None] = SimpleQueue()
    given_up = Event()

    def ask() -> None:
        try:
            answer = urlopen(request, timeout=timeout)
        except (OSError, HTTPException, ValueError) as error:
            answers.put(_reason(error))
            return
        if given_up.is_set():
            answer.close()
        else:
            answers.put(answer)

    Thread(target=ask, name="romarin-fetch", daemon=True).start()
    try:
        return answers.get(timeout=timeout)
    except Empty:
        given_up.set()
        return None


def _reason(error: Exception) -> Exception | None:
    """What urllib wraps in its own error; None where the time ran out."""
    if isinstance(error, URLError) and not isinstance(error, HTTPError):
        error = error.reason if isinstance(error.reason, Exception) else error
    return None if isinstance(error, TimeoutError) else error


def _refuse_downgrade(asked: str, answered: str) -> None:
    if asked.startswith("https://") and not answered.startswith("https://"):
        raise FetchFailed(asked, f"leads to {answered}, which nobody vouches for")


def _place(part: Part, answer: HTTPResponse, start: int) -> int:
    """Where the answer's bytes go: after what there is, or at the beginning of a new part."""
    if answer.status == PARTIAL_CONTENT:
        range_ = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if range_ and range_["start"] == str(start):
            return start
        part.discard()
        raise BrokenOff("the server answered with another part than was asked for")
    part.begin(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or "")
    return 0


def _copy(
    part: Part, answer: HTTPResponse, start: int, on_progress: Progress, timeout: float
) -> None:
    length = answer.headers.get("Content-Length")
    total = start + int(length) if length is not None and length.isdecimal() else None
    done = start
    pace = Pace(timeout)
    with part.path.open("ab") as file:
        on_progress(done, total)
        while chunk := _read(answer, done, total):
            done += len(chunk)
            if done > ZIP_BYTES_MAX:
                part.discard()
                raise FetchFailed(part.url, f"more than {ZIP_BYTES_MAX} bytes: no ROME archive")
            file.write(chunk)
            pace.check(part.url, done - start)
            on_progress(done, total)
    if total is not None and done != total:
        raise BrokenOff(f"broken off at {done} of {total} bytes")


def _read(answer: HTTPResponse, done: int, total: int | None) -> bytes:
    try:
        return answer.read1(CHUNK)
    except (OSError, HTTPException) as error:
        raise BrokenOff(f"broken off at {done} of {total or 'unknown'} bytes ({error})") from error


class Pace:
    """Watches that bytes come at SLOWEST a second or more, over each span of `timeout` seconds."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self.since, self.at = time.monotonic(), 0

    def check(self, url: str, done: int) -> None:
        """Raises FetchFailed when too little came since the last span began."""
        elapsed = time.monotonic() - self.since
        if elapsed < self.timeout:
            return
        if done - self.at < SLOWEST * elapsed:
            raise FetchFailed(url, f"too slow, {done - self.at} bytes in {elapsed:.0f} s")
        self.since, self.at = time.monotonic(), done


def _ignore(done: int, total: int | None) -> None:
    """No progress is shown where nobody asked for it."""
