"""Traffic: which requests fall due when, drawn from a seed before any of them is sent."""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from romarin.evaluation.load.errors import TitlesInvalid

# Dhakal, Feit, Kristensson and Oulasvirta, "Observations on Typing from 136 Million Keystrokes",
# CHI 2018, table 3: interval between keys, mean and standard deviation over 168,000 people, in
# seconds; and the share of keys that take back a mistake.
MEAN_INTERVAL, SD_INTERVAL = 0.23866, 0.11160
CORRECTIONS = 0.0631
# The paper tells the spread over people only. Within one person's typing a log-normal fits well
# (González et al., Heliyon 7, 2021); that it is as wide as that over people is our own guess.
_SPREAD = math.sqrt(math.log(1 + (SD_INTERVAL / MEAN_INTERVAL) ** 2))
_MISTAKES = CORRECTIONS / (
    1 - 2 * CORRECTIONS
)  # of letters; each costs a wrong key and its undoing

LONGEST = 200  # characters of a query that the API takes
LEAD = 120.0  # seconds of users before the first request, so that some are in mid-word by then
_CONNECTED = 32  # users of the constant traffic, each with connections of their own
_LETTERS = "azertyuiopqsdfghjklmwxcvbn"


class Kind(StrEnum):
    """How requests follow each other."""

    TYPED = "typed"  # people arrive at random and type titles key by key
    CONSTANT = "constant"  # beginnings of titles, one every so often


@dataclass(frozen=True, slots=True)
class Due:
    """One request to come."""

    at: float  # seconds from the start
    user: int  # requests of one user share that user's connections
    query: str


@dataclass(frozen=True, slots=True)
class Traffic:
    """What is asked, whatever the rate."""

    titles: Sequence[str]
    source: str  # where the titles come from, to be read by people
    kind: Kind = Kind.TYPED
    debounce: float = 0.0  # seconds without a key until a request is sent; 0: one for every key

    def due(self, *, rate: float, seconds: float, seed: str) -> list[Due]:
        """About `rate` requests a second for so long, in order; the same for the same seed."""
        chance = random.Random(f"{seed} {rate} {seconds}")
        match self.kind:
            case Kind.TYPED:
                return self._typed(chance, rate, seconds)
            case Kind.CONSTANT:
                return self._constant(chance, rate, seconds)
            case _:
                assert_never(self.kind)

    def _typed(self, chance: random.Random, rate: float, seconds: float) -> list[Due]:
        """Users arrive at any moment, and go when they have typed one title.

        Given how many come, so do the arrivals of a Poisson process; as many come as it takes.
        """
        requests: list[Due] = []
        for user in itertools.count():
            if len(requests) >= rate * seconds:
                break
            start = chance.uniform(-LEAD, seconds)
            session = ((start + after, query) for after, query in self._session(chance))
            requests += [Due(at, user, query) for at, query in session if 0 <= at < seconds]
        return sorted(requests, key=lambda one: one.at)

    def _constant(self, chance: random.Random, rate: float, seconds: float) -> list[Due]:
        count = int(rate * seconds)
        return [Due(at / rate, at % _CONNECTED, self._beginning(chance)) for at in range(count)]

    def _beginning(self, chance: random.Random) -> str:
        title = chance.choice(self.titles)
        return title[: chance.randint(1, min(len(title), LONGEST))]

    def _session(self, chance: random.Random) -> list[tuple[float, str]]:
        title = chance.choice(self.titles)[:LONGEST]
        return list(debounced(list(keystrokes(title, chance)), self.debounce))


def keystrokes(title: str, chance: random.Random) -> Iterator[tuple[float, str]]:
    """What stands in the field after each key, with the seconds since the first.

    Each user has a pace; now and then a key is wrong, and taken back at once.
    """
    pace = chance.lognormvariate(math.log(MEAN_INTERVAL) - _SPREAD**2 / 2, _SPREAD)

    def interval() -> float:
        return pace * chance.lognormvariate(-(_SPREAD**2) / 2, _SPREAD)

    at = 0.0
    for end, key in enumerate(title, 1):
        before = title[: end - 1]
        if chance.random() < _MISTAKES:
            yield at, before + chance.choice(_LETTERS)
            at += interval()
            yield at, before
            at += interval()
        yield at, before + key
        at += interval()


def debounced(keys: Sequence[tuple[float, str]], wait: float) -> Iterator[tuple[float, str]]:
    """The requests that a widget sends: for what stands unchanged for `wait` seconds.

    A last key has its request; an empty field asks for nothing.
    """
    for (at, text), (following, _) in itertools.pairwise([*keys, (math.inf, "")]):
        if following - at > wait and text.strip():
            yield at + wait, text


def read_titles(path: Path) -> list[str]:
    """The titles of a file, one a line; blank lines are left out. Raises TitlesInvalid."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TitlesInvalid(path, getattr(error, "strerror", None) or str(error)) from error
    titles = [line.strip() for line in lines if line.strip()]
    if not titles:
        raise TitlesInvalid(path, "no title there")
    return titles
