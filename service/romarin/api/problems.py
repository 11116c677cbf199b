"""Problems: every error as an RFC 9457 document, `application/problem+json`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from romarin.api.errors import STATUS, Fault, NotLoaded, RequestInvalid
from romarin.catalogue.errors import SHOWN

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger("romarin.api")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem, by its status."""

    name: str  # last part of its `type`
    title: str
    detail: str  # when the error brings none


KINDS: Mapping[int, Kind] = {
    404: Kind("unknown-path", "Unknown path", "no such path; /docs lists the routes"),
    405: Kind("method-not-allowed", "Method not allowed", "use one of the methods in Allow"),
    422: Kind("invalid-value", "Invalid value", "see errors"),
    500: Kind("internal-error", "Internal error", "a defect of the service"),
    503: Kind("not-loaded", "Not loaded", "try again after Retry-After seconds"),
}
_OTHER = Kind("http-error", "HTTP error", "see the status")


def problem(
    status: int,
    detail: str = "",
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, Any] | None = None,
) -> Response:
    """The answer to a request that failed; `members` are added to the document."""
    kind = KINDS.get(status, _OTHER)
    document = {
        "type": f"urn:romarin:problem:{kind.name}",
        "title": kind.title,
        "status": status,
        "detail": detail or kind.detail,
        "errors": [_error(fault) for fault in faults],
        **(members or {}),
    }
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(orjson.dumps(document), status, kept, MEDIA_TYPE)


def not_loaded(error: NotLoaded, *, members: Mapping[str, Any] | None = None) -> Response:
    """503 with Retry-After."""
    headers = {"Retry-After": str(error.retry_after)}
    return problem(STATUS[NotLoaded], str(error), headers=headers, members=members)


def register(app: FastAPI) -> None:
    """Has the application answer its errors, and unknown paths and methods, as problems."""
    for kind in STATUS:
        app.add_exception_handler(kind, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http)


async def answer_defect(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """500 with an id that the log repeats beside the place of the defect; no text of either."""
    number = uuid4().hex
    logger.error("defect", exc_info=error, extra={"data": {"id": number}})
    return problem(500, f"a defect of the service; its log names it {number}")


async def _answer_error(_: Request, error: Exception) -> Response:
    match error:
        case RequestInvalid():
            names = ", ".join(dict.fromkeys(fault.parameter for fault in error.faults))
            detail = f"mend {names}: see errors"
            return problem(STATUS[RequestInvalid], detail, faults=error.faults)
        case NotLoaded():
            return not_loaded(error)
        case _:
            raise error  # not in STATUS: a defect


async def _answer_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, headers=error.headers)


def _error(fault: Fault) -> dict[str, str]:
    # Bytes that are no UTF-8 stand as lone surrogates, which JSON cannot hold.
    value = fault.value[:SHOWN].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return {"parameter": fault.parameter, "value": value, "detail": fault.detail}
