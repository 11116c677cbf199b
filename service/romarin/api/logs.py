"""Logs: one JSON line an event, without any text that a user typed."""

import logging
import os
from datetime import UTC, datetime
from types import TracebackType

import orjson

LOGGER = "romarin"
_UVICORN_REPEATS = "Exception in ASGI application"  # what `problems` has logged already


def configure_logging(level: str) -> None:
    """Sends the lines of Romarin and of uvicorn to standard error; `level` as in Settings."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(lambda record: not str(record.msg).startswith(_UVICORN_REPEATS))
    for name, least in ((LOGGER, level.upper()), ("uvicorn", "WARNING")):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(least)
        logger.propagate = False


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, process, event, and the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of an exception its type and places, for its message may hold a query."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": os.getpid(),
            "event": record.getMessage(),
            **getattr(record, "data", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["at"] = _places(record.exc_info[2])
        return orjson.dumps(line, default=str).decode()


def _places(traceback: TracebackType | None) -> list[str]:
    """`module:line function` of each frame, outermost first."""
    places = []
    while traceback is not None:
        frame = traceback.tb_frame
        module = frame.f_globals.get("__name__", "?")
        places.append(f"{module}:{traceback.tb_lineno} {frame.f_code.co_name}")
        traceback = traceback.tb_next
    return places
