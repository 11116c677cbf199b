"""Members: the JSON of a request's body, read strictly; every fault names its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from romarin.api.errors import Fault, RequestInvalid

E = TypeVar("E", bound=StrEnum)

MOST_FAULTS = 32  # told of one request
_LONE = re.compile("[\ud800-\udfff]")


class _Missing:
    """What stands where the body has no such member."""


MISSING: Final = _Missing()


@dataclass(frozen=True, slots=True)
class Member:
    """One value of the body, where it stands, and the faults found so far in the whole body.

    Each way to read it gives what was sent, or notes a fault and gives a default: `check` then
    raises.
    """

    value: Any  # MISSING where the body has none
    pointer: str  # RFC 6901
    faults: list[Fault]

    @classmethod
    def root(cls, value: object) -> "Member":
        """The body as a whole."""
        return cls(value, "", [])

    @property
    def given(self) -> bool:
        """Whether the body has it."""
        return self.value is not MISSING

    def check(self) -> None:
        """Raises RequestInvalid with the faults found so far."""
        if self.faults:
            raise RequestInvalid(self.faults)

    def holding(self, value: object) -> "Member":
        """Another value in the same place."""
        return replace(self, value=value)

    def refuse(self, detail: str, *, shown: bool = False) -> None:
        """Notes a fault; the value is shown only where no text of an offer or a CV can stand."""
        if len(self.faults) < MOST_FAULTS:
            value = _told(self.value) if shown else ""
            self.faults.append(Fault(self.pointer, value, detail, in_body=True))

    def members(self, names: Iterable[str]) -> Mapping[str, "Member"]:
        """The members of an object by name, those that are missing too; no others may stand."""
        names = list(names)
        if self.given and not isinstance(self.value, dict):
            self.refuse(f"no object; give an object with {', '.join(names)}")
            return replace(self, value={}, faults=[]).members(names)  # nothing more is told of it
        held = self.value if self.given else {}
        for unknown in (name for name in held if name not in names):
            self._inner(unknown, None).refuse(f"unknown; known here: {', '.join(names)}")
        return {name: self._inner(name, held.get(name, MISSING)) for name in names}

    def items(self, *, least: int, most: int) -> list["Member"]:
        """The items of a list; [] where it is no list, or not so long."""
        if isinstance(self.value, list) and least <= len(self.value) <= most:
            return [self._inner(str(at), value) for at, value in enumerate(self.value)]
        count = f"{len(self.value)} items" if isinstance(self.value, list) else "no list"
        self.refuse(f"{count if self.given else 'missing'}; give a list of {least} to {most}")
        return []

    def text(
        self, *, longest: int, shortest: int = 0, required: bool = False, shown: bool = False
    ) -> str:
        """A text exactly as received; "" where none is given."""
        if not self.given and not required:
            return ""
        wanted = f"give a text of {shortest} to {longest} characters"
        if not isinstance(self.value, str):
            self.refuse(f"{'no text' if self.given else 'missing'}; {wanted}", shown=shown)
        elif not shortest <= len(self.value) <= longest:
            self.refuse(f"{len(self.value)} characters long; {wanted}", shown=shown)
        elif "\0" in self.value:
            self.refuse("holds a NUL character; leave it out", shown=shown)
        elif _LONE.search(self.value):
            self.refuse("holds half of a surrogate pair; send whole characters", shown=shown)
        else:
            return self.value
        return ""

    def choice(self, names: type[E]) -> E | None:
        """One of a few names; None where none is given."""
        if not self.given:
            return None
        if isinstance(self.value, str) and self.value in set(names):
            return names(self.value)
        self.refuse(f"give {' or '.join(names)}, or leave it out", shown=True)
        return None

    def choices(self, names: type[E]) -> frozenset[E]:
        """Any of a few names; none where none are given."""
        if not self.given:
            return frozenset()
        chosen = [one.choice(names) for one in self.items(least=1, most=MOST_FAULTS)]
        return frozenset(one for one in chosen if one is not None)

    def whole(self, *, least: int, most: int, default: int) -> int:
        """A whole number between bounds, both allowed; 5.0 is one."""
        number = self.number(least=least, most=most, kind="whole number")
        return default if number is None else int(number)

    def number(self, *, least: float, most: float, kind: str = "number") -> float | None:
        """A number between bounds, both allowed; None where none is given."""
        if not self.given:
            return None
        value = self.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            whole = kind == "number" or value == value // 1
            if least <= value <= most and whole:
                return value
        self.refuse(f"give one {kind} from {least} to {most}, or leave it out", shown=True)
        return None

    def flag(self) -> bool:
        """True or false; false where it is not given."""
        if self.given and not isinstance(self.value, bool):
            self.refuse("give true or false, or leave it out", shown=True)
        return self.value is True

    def _inner(self, name: str, value: object) -> "Member":
        step = _LONE.sub("\ufffd", name).replace("~", "~0").replace("/", "~1")
        return replace(self, value=value, pointer=f"{self.pointer}/{step}")


def _told(value: object) -> str:
    """A short value as JSON would have it, a text without its quotes; "" for a longer kind."""
    match value:
        case str():
            return _LONE.sub("\ufffd", value)
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case int() | float():
            return str(value)
        case _:
            return ""
