"""Settings of the service, read once from the environment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from romarin.api.errors import SettingInvalid

ANY_ORIGIN = "*"
LOG_LEVELS = ("debug", "info", "warning", "error")
EXTRACTION = "extraction"  # the part that reads texts: extractions, files, predictions
PARTS = (EXTRACTION,)  # those that can be left out
_YEAR = 365 * 24 * 3600  # seconds; caches take a longer max-age as a year


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process of the service needs to know; immutable, and sent to worker processes."""

    artefacts: Path | None = None  # one built artefact
    encoder: str = "default"  # the artefact's own; another name must be that of the same encoder
    host: str = "127.0.0.1"
    port: int = 8000  # 0: any free one
    workers: int = 1
    root_path: str = ""  # "/romarin" when a proxy serves Romarin under that path and takes it off
    cors_origins: tuple[str, ...] = ()
    cache_seconds: int = 3600
    log_level: str = "info"
    without: tuple[str, ...] = ()  # of PARTS
    queue: int = 32  # requests with texts that one process holds at a time
    time_limit: int = 30  # seconds for one of them, from its arrival on
    metrics_folder: Path | None = None  # where several workers share their counts; set by `serve`

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Variables left out or empty keep their defaults; raises SettingInvalid."""
        given = (setting for setting in SETTINGS if environ.get(setting.name))
        return cls(**{setting.field: setting.read(environ[setting.name]) for setting in given})


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment: what it may hold and what it does."""

    name: str
    field: str  # of Settings
    parse: Callable[[str], object]  # raises ValueError
    expected: str
    default: str
    meaning: str

    def read(self, value: str) -> Any:  # noqa: ANN401 - each setting has a type of its own
        """Raises SettingInvalid."""
        try:
            return self.parse(value)
        except ValueError as error:
            raise SettingInvalid(self.name, value, self.expected) from error


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return parse


def _level(value: str) -> str:
    if value.lower() not in LOG_LEVELS:
        raise ValueError(value)
    return value.lower()


def _parts(value: str) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(value.replace(",", " ").split()))
    if not set(named).issubset(PARTS):
        raise ValueError(value)
    return named


def _root_path(value: str) -> str:
    path = value.rstrip("/")
    if path and not path.startswith("/"):
        raise ValueError(value)
    return path


def _origins(value: str) -> tuple[str, ...]:
    return tuple(_origin(part) for part in value.replace(",", " ").split())


def _origin(value: str) -> str:
    parts = urlsplit(value)
    bare = f"{parts.scheme}://{parts.netloc}".lower()
    if value != ANY_ORIGIN and (not parts.scheme or not parts.netloc or bare != value.lower()):
        raise ValueError(value)
    return value.lower()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ROMARIN_ARTEFACTS",
        "artefacts",
        lambda value: Path(value).expanduser(),
        "a folder that `romarin build` wrote",
        "the cache",
        "the artefact to serve, or the folder that artefacts are built in",
    ),
    Setting(
        "ROMARIN_ENCODER",
        "encoder",
        str,
        "'default', 'none', a packaged encoder's name, a folder or a hub name",
        "default",
        "a packaged encoder by name (`romarin encoder list`), a folder, a hub name, or none: words "
        "alone; by default that of the artefact served",
    ),
    Setting(
        "ROMARIN_HOST",
        "host",
        str,
        "an address",
        "127.0.0.1",
        "address to listen on; 0.0.0.0 for every network",
    ),
    Setting(
        "ROMARIN_PORT",
        "port",
        _whole(0, 65535),
        "a whole number from 0 to 65535",
        "8000",
        "port to listen on; 0 takes a free one",
    ),
    Setting(
        "ROMARIN_WORKERS",
        "workers",
        _whole(1, 64),
        "a whole number from 1 to 64",
        "1",
        "processes; one a core serves most, each with one thread of computation",
    ),
    Setting(
        "ROMARIN_ROOT_PATH",
        "root_path",
        _root_path,
        "a path such as /romarin",
        "none",
        "path under which a reverse proxy serves Romarin, and which it takes off",
    ),
    Setting(
        "ROMARIN_CORS_ORIGINS",
        "cors_origins",
        _origins,
        "origins such as https://emploi.example.fr, separated by commas, or *",
        "none",
        "web sites whose pages may call the API; * for all",
    ),
    Setting(
        "ROMARIN_CACHE_SECONDS",
        "cache_seconds",
        _whole(0, _YEAR),
        f"a whole number of seconds from 0 to {_YEAR}",
        "3600",
        "how long a browser or a CDN may keep an answer before it asks again",
    ),
    Setting(
        "ROMARIN_LOG_LEVEL",
        "log_level",
        _level,
        f"one of {', '.join(LOG_LEVELS)}",
        "info",
        "least level of the log lines; from warning on, requests are not logged",
    ),
    Setting(
        "ROMARIN_WITHOUT",
        "without",
        _parts,
        f"nothing or {', '.join(PARTS)}",
        "none",
        "extraction: neither extractions nor predictions, for less memory and a quicker start",
    ),
    Setting(
        "ROMARIN_QUEUE",
        "queue",
        _whole(1, 1024),
        "a whole number from 1 to 1024",
        "32",
        "requests with texts that one process holds at a time; a further one is answered 429",
    ),
    Setting(
        "ROMARIN_TIME_LIMIT",
        "time_limit",
        _whole(1, 600),
        "a whole number of seconds from 1 to 600",
        "30",
        "longest time for a request with texts, from its arrival on; then it is answered 503",
    ),
)
