"""Errors of the service: what a caller or an operator can mend, and the status of each."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.catalogue.errors import RomarinError, shown


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request."""

    place: str  # name of a parameter, or RFC 6901 pointer into the body
    value: str  # as received, whole; "" for what may be the text of an offer or a CV
    detail: str  # with the way out
    in_body: bool = False


class RequestInvalid(RomarinError):
    """Parameters or members of a request hold what they may not."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.place}: {fault.detail}" for fault in faults))
        self.faults = tuple(faults)


class NotLoaded(RomarinError):
    """The engines are still loading, or cannot be loaded."""

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after  # seconds


class BodyMalformed(RomarinError):
    """The body of a request is not what its type says."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(f"{reason}; {way_out}")
        self.reason = reason


class BodyTooLarge(RomarinError):
    """A request holds more than is read at a time."""

    def __init__(self, what: str, most: str) -> None:
        super().__init__(f"{what} than {most}; send several requests")
        self.most = most


class TypeUnsupported(RomarinError):
    """The body of a request is of a type that the route does not take."""

    def __init__(self, header: str, value: str, expected: str) -> None:
        super().__init__(f"{header} is {shown(value)}; {expected}")
        self.header, self.value, self.expected = header, value, expected


class TextTooLong(RomarinError):
    """A file holds more text than is read of one document."""

    def __init__(self, characters: int, most: int) -> None:
        super().__init__(
            f"the text has {characters} characters, more than {most}; send it in parts"
        )
        self.characters, self.most = characters, most


class QueueFull(RomarinError):
    """As many requests with texts wait as may."""

    def __init__(self, places: int, *, retry_after: int) -> None:
        super().__init__(
            f"{places} requests with texts wait already; try again after Retry-After seconds, or "
            "send several documents in one request"
        )
        self.places, self.retry_after = places, retry_after


class TimeExceeded(RomarinError):
    """A request with texts took longer than it may."""

    def __init__(self, seconds: float, *, retry_after: int) -> None:
        super().__init__(
            f"not done within {seconds:g} seconds; send fewer or shorter texts in one request, try "
            "again when the service is less busy, or raise ROMARIN_TIME_LIMIT"
        )
        self.seconds, self.retry_after = seconds, retry_after


class PartOff(RomarinError):
    """A route belongs to a part that this server runs without."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"this server runs without extraction: {reason}")
        self.reason = reason


class EncoderNeeded(RomarinError):
    """Texts are to be read by words alone."""

    def __init__(self) -> None:
        super().__init__(
            "extraction needs an encoder; name one with --encoder or ROMARIN_ENCODER (`romarin "
            "encoder list` names the packaged ones), and an artefact built with it"
        )


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


STATUS: dict[type[RomarinError], int] = {
    BodyMalformed: 400,
    PartOff: 404,
    BodyTooLarge: 413,
    TypeUnsupported: 415,
    RequestInvalid: 422,
    QueueFull: 429,
    NotLoaded: 503,
    TimeExceeded: 503,
}
