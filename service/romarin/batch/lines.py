"""Lines: JSON lines read one at a time, a broken one told from a broken file."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, Any

import orjson

from romarin.batch.streams import Broken, Stream

MOST_BYTES = 8 * 2**20  # of a line, as of a body over HTTP
PEEKED = 100  # lines that tell the columns: JSON need not have all of them in each


def columns(stream: Stream) -> list[str]:
    """The names in the first lines, in the order met."""
    met: dict[str, None] = {}
    for _number, _byte, record in islice(records(stream), PEEKED):
        if not isinstance(record, Broken):
            met |= dict.fromkeys(record)
    return list(met)


def records(stream: Stream) -> Iterator[tuple[int, int, Mapping[str, Any] | Broken]]:
    """Each line that is not blank: its number, how far into the file, and what it holds."""
    with stream.binary() as (content, at):
        number = 0
        # Split on "\n" alone: texts hold U+2028 and the like.
        while line := content.readline(MOST_BYTES + 1):
            number += 1
            if len(line) > MOST_BYTES:
                _skip_line(content, line)
                yield number, at(), Broken(f"a line of more than {MOST_BYTES:,} bytes")
            elif bare := line.removeprefix(b"\xef\xbb\xbf").strip():
                yield number, at(), _parsed(bare)


def _parsed(line: bytes) -> Mapping[str, Any] | Broken:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        # Its own message names a place; the line, which may be a text, is left out.
        return Broken(f"not JSON: {error.msg} at character {error.pos}")
    return record if isinstance(record, dict) else Broken("JSON, but no object")


def _skip_line(content: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = content.readline(MOST_BYTES)
