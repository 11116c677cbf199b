"""A real HTTP server on a free port that serves one archive, well or badly."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """What the server answers with; a test changes it between requests."""

    content: bytes
    etag: str = '"one"'
    ranges: bool = True
    status: int = 200
    cut_at: list[int] = field(default_factory=list)  # bytes after which each answer breaks off
    wait: float = 0.0  # seconds before the headers
    drip: float = 0.0  # seconds between single bytes
    tell_length: bool = True
    location: str = ""
    shift: int = 0  # bytes by which an answer to a range starts too late
    asked: list[str] = field(default_factory=list)  # "GET", or "GET bytes=10-"
    url: str = ""


@contextmanager
def serving(served: Served) -> Iterator[Served]:
    """The server's address stands in `served.url` while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, served)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/open-data/csv"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, served: Served) -> None:
    wanted = handler.headers.get("Range", "")
    served.asked.append(f"{handler.command} {wanted}".strip())
    time.sleep(served.wait)
    if served.location and handler.path != "/elsewhere":
        handler.send_response(302)
        handler.send_header("Location", served.location)
        handler.end_headers()
        return
    start = _start(handler, served, wanted)
    if start >= len(served.content) > 0:
        handler.send_response(416)
        handler.send_header("Content-Range", f"bytes */{len(served.content)}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return
    _send(handler, served, start)


def _start(handler: BaseHTTPRequestHandler, served: Served, wanted: str) -> int:
    match = re.fullmatch(r"bytes=(\d+)-", wanted)
    same = handler.headers.get("If-Range", served.etag) == served.etag
    return int(match[1]) if match and served.ranges and same else 0


def _send(handler: BaseHTTPRequestHandler, served: Served, start: int) -> None:
    body = served.content[start:]
    handler.send_response(206 if start else served.status)
    if start:
        last = len(served.content) - 1
        handler.send_header(
            "Content-Range", f"bytes {start + served.shift}-{last}/{len(served.content)}"
        )
    if served.tell_length:
        handler.send_header("Content-Length", str(len(body)))
    if served.etag:
        handler.send_header("ETag", served.etag)
    handler.end_headers()
    if served.cut_at:
        body = body[: served.cut_at.pop(0)]
    try:
        _write(handler, served, body)
    except OSError:  # the client gave up, as some tests want
        handler.close_connection = True


def _write(handler: BaseHTTPRequestHandler, served: Served, body: bytes) -> None:
    if not served.drip:
        handler.wfile.write(body)
        return
    for at in range(len(body)):
        handler.wfile.write(body[at : at + 1])
        time.sleep(served.drip)
