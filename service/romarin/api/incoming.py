"""Incoming: the body of a request, read no further than a limit, and its JSON."""

import json
from collections.abc import AsyncIterator
from email.message import Message
from typing import Any, NoReturn

import orjson
from starlette.requests import Request

from romarin.api.errors import BodyMalformed, BodyTooLarge, TypeUnsupported

MEBI = 1024 * 1024
LARGEST_JSON = 8 * MEBI  # bytes
JSON = "application/json"
_WAY_OUT = "send one JSON object in UTF-8"


async def json_of(request: Request) -> Any:  # noqa: ANN401 - whatever JSON was sent
    """The JSON of a body; lone surrogates are kept, for whoever reads the texts to refuse.

    Raises TypeUnsupported, BodyTooLarge or BodyMalformed.
    """
    expect_type(request, JSON)
    return parsed(b"".join([chunk async for chunk in chunks(request, most=LARGEST_JSON)]))


def parsed(content: bytes, what: str = "the body") -> Any:  # noqa: ANN401 - whatever JSON it is
    """The JSON of some content. Raises BodyMalformed."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return _slowly(content, what)


def expect_type(request: Request, expected: str) -> Message:
    """The Content-Type with its parameters. Raises TypeUnsupported for another."""
    told = Message()
    told["Content-Type"] = request.headers.get("content-type", "")
    # Message answers text/plain for a header that it cannot read.
    if told.get_content_type() != expected:
        raise TypeUnsupported(
            "Content-Type", request.headers.get("content-type", ""), f"send {expected}"
        )
    encoding = request.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise TypeUnsupported("Content-Encoding", encoding, "send the body as it is")
    return told


async def chunks(request: Request, *, most: int) -> AsyncIterator[bytes]:
    """The body as it comes. Raises BodyTooLarge as soon as it is known to hold more than `most`."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most:
        _too_large(most)
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            _too_large(most)
        yield chunk


def _slowly(content: bytes, what: str) -> Any:  # noqa: ANN401 - as above
    """What orjson refuses: lone surrogates, which are JSON, and what is none."""
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_json)
    except UnicodeDecodeError as error:
        reason = f"{what} is no UTF-8 at byte {error.start}"
        raise BodyMalformed(reason, _WAY_OUT) from error
    except json.JSONDecodeError as error:
        reason = f"{what} is no JSON at character {error.pos}: {error.msg}"
        raise BodyMalformed(reason, _WAY_OUT) from error
    except RecursionError as error:
        raise BodyMalformed(f"{what} is nested too deep", _WAY_OUT) from error
    except ValueError as error:
        raise BodyMalformed(f"{what} holds a number that JSON has not", _WAY_OUT) from error


def _no_json(_: str) -> NoReturn:
    raise ValueError


def _too_large(most: int) -> NoReturn:
    raise BodyTooLarge("a body larger", f"{most // MEBI} MB")
