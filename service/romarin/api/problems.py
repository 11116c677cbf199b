"""Problems: every error as an RFC 9457 document, `application/problem+json`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from romarin.api.errors import (
    STATUS,
    Fault,
    NotLoaded,
    PartOff,
    QueueFull,
    RequestInvalid,
    TimeExceeded,
)
from romarin.catalogue.errors import SHOWN, RomarinError

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger("romarin.api")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem, by its status."""

    name: str  # last part of its `type`
    title: str
    detail: str  # when the error brings none


KINDS: Mapping[int, Kind] = {
    400: Kind("malformed-body", "Malformed body", "send what Content-Type says"),
    404: Kind("unknown-path", "Unknown path", "no such path; /docs lists the routes"),
    405: Kind("method-not-allowed", "Method not allowed", "use one of the methods in Allow"),
    413: Kind("too-large", "Too large", "send less at a time"),
    415: Kind("unsupported-type", "Unsupported type", "see /docs for the type to send"),
    422: Kind("invalid-value", "Invalid value", "see errors"),
    429: Kind("queue-full", "Queue full", "try again after Retry-After seconds"),
    500: Kind("internal-error", "Internal error", "a defect of the service"),
    503: Kind("not-loaded", "Not loaded", "try again after Retry-After seconds"),
}
_OTHER = Kind("http-error", "HTTP error", "see the status")
# Of errors that share their status with another.
PARTICULAR: Mapping[type[RomarinError], Kind] = {
    PartOff: Kind("part-off", "Part switched off", "see ROMARIN_WITHOUT"),
    TimeExceeded: Kind("time-limit", "Time limit reached", "send less at a time"),
}
MOST_TOLD = 5  # places that a detail names
GONE = 499  # the client went away: nobody reads the answer; for logs and counts


def problem(
    status: int,
    detail: str = "",
    *,
    kind: Kind | None = None,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, Any] | None = None,
) -> Response:
    """The answer to a request that failed; `members` are added to the document."""
    content = document(status, detail, kind=kind, faults=faults) | dict(members or {})
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(orjson.dumps(content), status, kept, MEDIA_TYPE)


def document(
    status: int, detail: str = "", *, kind: Kind | None = None, faults: Sequence[Fault] = ()
) -> dict[str, Any]:
    """A problem as JSON."""
    kind = kind or KINDS.get(status, _OTHER)
    return {
        "type": f"urn:romarin:problem:{kind.name}",
        "title": kind.title,
        "status": status,
        "detail": detail or kind.detail,
        "errors": [_error(fault) for fault in faults],
    }


def not_loaded(error: NotLoaded, *, members: Mapping[str, Any] | None = None) -> Response:
    """503 with Retry-After."""
    headers = {"Retry-After": str(error.retry_after)}
    return problem(STATUS[NotLoaded], str(error), headers=headers, members=members)


def register(app: FastAPI) -> None:
    """Has the application answer its errors, and unknown paths and methods, as problems."""
    for kind in STATUS:
        app.add_exception_handler(kind, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(ClientDisconnect, _answer_nobody)


async def answer_defect(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """500 with an id that the log repeats beside the place of the defect; no text of either."""
    number = uuid4().hex
    logger.error("defect", exc_info=error, extra={"data": {"id": number}})
    return problem(500, f"a defect of the service; its log names it {number}")


async def _answer_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, RomarinError)
    match error:
        case RequestInvalid():
            return problem(STATUS[RequestInvalid], _mend(error.faults), faults=error.faults)
        case NotLoaded() | QueueFull() | TimeExceeded():
            headers = {"Retry-After": str(error.retry_after)}
        case _:
            headers = {}
    kind = PARTICULAR.get(type(error))
    return problem(STATUS[type(error)], str(error), kind=kind, headers=headers)


def _mend(faults: Sequence[Fault]) -> str:
    places = dict.fromkeys(fault.place or "the body" for fault in faults)
    return f"mend {', '.join(list(places)[:MOST_TOLD])}: see errors"


async def _answer_nobody(*_: object) -> Response:
    return Response(status_code=GONE)


async def _answer_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, headers=error.headers)


def _error(fault: Fault) -> dict[str, str]:
    # Bytes that are no UTF-8 stand as lone surrogates, which JSON cannot hold.
    value = fault.value[:SHOWN].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    place = "pointer" if fault.in_body else "parameter"
    return {place: fault.place, "value": value, "detail": fault.detail}
