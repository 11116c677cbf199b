"""Messages between a reader process and its owner: a few plain values, and bytes beside them.

Nothing that one side sends can make the other run code; a reader that a file has taken over
can say no more than a text.
"""

# ruff: noqa: N818 - named after what went wrong, as the house style does

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_LENGTHS = struct.Struct(">II")  # of the values, of the bytes
_VALUES = 65_536  # bytes of values, at most: a name, limits, or an error


class MessageBroken(Exception):
    """The other side ended before its message did, or sent none that is allowed."""


def send(stream: IO[bytes], values: Mapping[str, Any], content: bytes = b"") -> None:
    """Writes one message; raises OSError where nobody listens."""
    told = json.dumps(values).encode("ascii")
    stream.write(_LENGTHS.pack(len(told), len(content)) + told)
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes], *, limit: int) -> tuple[dict[str, Any], bytes]:
    """One message of up to `limit` bytes beside its values; raises MessageBroken."""
    told, length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if told > _VALUES or length > limit:
        raise MessageBroken
    try:
        values = json.loads(_exactly(stream, told))
    except ValueError:
        raise MessageBroken from None
    if not isinstance(values, dict):
        raise MessageBroken
    return values, _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise MessageBroken
    return content
