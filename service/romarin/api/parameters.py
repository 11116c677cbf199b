"""Parameters of a query string: read strictly, documented from the same table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import unquote_to_bytes

from romarin.api.errors import Fault, RequestInvalid

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)
Schema = dict[str, Any]

_WHOLE = re.compile("-?[0-9]{1,9}")
_ESCAPED = re.compile("[\ud800-\udfff]")  # how bytes that are no UTF-8 come out of the decoding


class Parameter(Protocol[T_co]):
    """One parameter of a route: how its values are read and what the OpenAPI says of it."""

    @property
    def name(self) -> str:
        """As it stands in the query string."""
        ...

    @property
    def default(self) -> T_co:
        """What it is when not given, or when what is given cannot be read."""
        ...

    def read(self, values: Sequence[str]) -> T_co:
        """`values` as received, in order, () when not given; raises UnreadableError."""
        ...

    def openapi(self) -> Schema:
        """The parameter object of OpenAPI 3.1."""
        ...


class UnreadableError(ValueError):
    """A value that a parameter does not take; never leaves this module."""

    def __init__(self, value: str, detail: str) -> None:
        super().__init__(detail)
        self.value, self.detail = value, detail


class Query:
    """The query string of one request: read each parameter, then `check`."""

    def __init__(self, raw: bytes) -> None:
        """`raw` as received, still percent-encoded."""
        self._values: dict[str, list[str]] = {}
        for field in raw.split(b"&"):
            name, _, value = field.partition(b"=")
            self._values.setdefault(_decoded(name), []).append(_decoded(value))
        self._faults: list[Fault] = []

    def read(self, parameter: Parameter[T]) -> T:
        """The value, or the default when it cannot be read: `check` then raises."""
        try:
            return parameter.read(self._values.get(parameter.name, ()))
        except UnreadableError as error:
            self._faults.append(Fault(parameter.name, error.value, error.detail))
            return parameter.default

    def check(self) -> None:
        """Raises RequestInvalid with every fault found so far; unknown parameters are none."""
        if self._faults:
            raise RequestInvalid(self._faults)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that must be given, be it empty."""

    name: str
    longest: int  # characters, in code points
    meaning: str
    example: str
    default: str = ""

    def read(self, values: Sequence[str]) -> str:
        """The text exactly as received; raises UnreadableError."""
        if not values:
            raise UnreadableError(
                "", f"missing; give the text, be it empty, as in ?{self.name}=web"
            )
        value = _single(values)
        if _ESCAPED.search(value):
            raise UnreadableError(value, "not UTF-8; percent-encode the UTF-8 bytes of the text")
        if "\0" in value:
            raise UnreadableError(value, "holds a NUL character; leave it out")
        if len(value) > self.longest:
            detail = f"{len(value)} characters long; give {self.longest} at most"
            raise UnreadableError(value, detail)
        return value

    def openapi(self) -> Schema:
        """The parameter object of OpenAPI 3.1."""
        schema = {"type": "string", "maxLength": self.longest, "pattern": "^[^\\u0000]*$"}
        return _documented(self.name, self.meaning, schema, required=True, example=self.example)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds, both allowed."""

    name: str
    least: int
    most: int
    default: int
    meaning: str

    def read(self, values: Sequence[str]) -> int:
        """Raises UnreadableError."""
        if not values:
            return self.default
        value = _single(values)
        if not _WHOLE.fullmatch(value) or not self.least <= int(value) <= self.most:
            detail = f"give one whole number from {self.least} to {self.most}, or leave it out"
            raise UnreadableError(value, detail)
        return int(value)

    def openapi(self) -> Schema:
        """The parameter object of OpenAPI 3.1."""
        bounds = {"minimum": self.least, "maximum": self.most, "default": self.default}
        return _documented(self.name, self.meaning, {"type": "integer", **bounds})


@dataclass(frozen=True, slots=True)
class Choice(Generic[E]):
    """One of a few names."""

    name: str
    names: type[E]
    default: E
    meaning: str

    def read(self, values: Sequence[str]) -> E:
        """Raises UnreadableError."""
        return _named(self.names, _single(values)) if values else self.default

    def openapi(self) -> Schema:
        """The parameter object of OpenAPI 3.1."""
        schema = {**_enumerated(self.names), "default": str(self.default)}
        return _documented(self.name, self.meaning, schema)


@dataclass(frozen=True, slots=True)
class Choices(Generic[E]):
    """Any of a few names, the parameter given once for each; none given means all."""

    name: str
    names: type[E]
    meaning: str
    default: frozenset[E] = frozenset()

    def read(self, values: Sequence[str]) -> frozenset[E]:
        """Raises UnreadableError."""
        return frozenset(_named(self.names, value) for value in values)

    def openapi(self) -> Schema:
        """The parameter object of OpenAPI 3.1."""
        schema = {"type": "array", "items": _enumerated(self.names)}
        return _documented(self.name, self.meaning, schema) | {"style": "form", "explode": True}


def parameters(*documented: Parameter[Any]) -> Schema:
    """What FastAPI's `openapi_extra` takes to document parameters that a route reads itself."""
    return {"parameters": [parameter.openapi() for parameter in documented]}


def _single(values: Sequence[str]) -> str:
    if len(values) > 1:
        raise UnreadableError(values[1], f"given {len(values)} times; give it once")
    return values[0]


def _named(names: type[E], value: str) -> E:
    try:
        return names(value)
    except ValueError:
        detail = f"give {' or '.join(names)}, or leave it out"
        raise UnreadableError(value, detail) from None


def _decoded(encoded: bytes) -> str:
    """Text of a form-encoded field; bytes that are no UTF-8 become lone surrogates."""
    return unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8", "surrogateescape")


def _enumerated(names: type[StrEnum]) -> Schema:
    return {"type": "string", "enum": [str(name) for name in names]}


def _documented(
    name: str, meaning: str, schema: Schema, *, required: bool = False, example: str | None = None
) -> Schema:
    documented = {
        "name": name,
        "in": "query",
        "required": required,
        "description": meaning,
        "schema": schema,
    }
    return documented if example is None else {**documented, "example": example}
