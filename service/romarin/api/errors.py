"""Errors of the service: what a caller or an operator can mend, and the status of each."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.catalogue.errors import RomarinError, shown


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request."""

    parameter: str
    value: str  # as received, whole
    detail: str  # with the way out


class RequestInvalid(RomarinError):
    """Parameters of a request hold what they may not."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.detail}" for fault in faults))
        self.faults = tuple(faults)


class NotLoaded(RomarinError):
    """The engines are still loading, or cannot be loaded."""

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after  # seconds


class SettingInvalid(RomarinError):
    """A variable of the environment holds what it may not."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name} is {shown(value)}; give {expected}, or leave it out")
        self.name, self.value, self.expected = name, value, expected


class ArtefactUnnamed(RomarinError):
    """No artefact was named and no lookup given."""

    def __init__(self) -> None:
        super().__init__(
            "no artefact to serve; name one with --artefacts or ROMARIN_ARTEFACTS (`romarin build` "
            "prints the folder it built)"
        )


class AddressUnavailable(RomarinError):
    """The address or port cannot be listened on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"cannot listen on {host}, port {port}: {reason}; stop what uses it, or choose another "
            "with --port (0 takes a free one) or --host"
        )
        self.host, self.port, self.reason = host, port, reason


class StartFailed(RomarinError):
    """A worker process could not load what it serves."""

    def __init__(self, workers: int) -> None:
        super().__init__(f"none of {workers} workers could start; the log lines above say why")
        self.workers = workers


STATUS: dict[type[RomarinError], int] = {RequestInvalid: 422, NotLoaded: 503}
