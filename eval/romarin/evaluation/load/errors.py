"""Errors of a load: what keeps it from being measured, with the way out."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

from romarin.catalogue import RomarinError


class TitlesInvalid(RomarinError):
    """The file of titles to type cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"--titles {path}: {reason}; give a text file in UTF-8 with one title a line"
        )
        self.path, self.reason = path, reason


class ServerUnfit(RomarinError):
    """What stands at an address is no Romarin that can be asked, or nothing stands there."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"{url}: {reason}; give the address of a running Romarin, such as "
            "http://127.0.0.1:8000, or leave --url out to have one started"
        )
        self.url, self.reason = url, reason


class ServerStopped(RomarinError):
    """A server went away while it was asked."""

    def __init__(self, url: str, reason: str, log: str = "") -> None:
        said = f"; its last lines:\n{log}" if log else ""
        super().__init__(f"{url}: the server stopped while it was measured: {reason}{said}")
        self.url, self.reason, self.log = url, reason, log
