"""Queries: beginnings of job titles as they are typed, no two alike."""

import csv
import gzip
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from romarin.index import Artefact
from romarin.text import noise_terms, split_gender

LONGEST = 200  # characters that the API takes
LENGTHS = (1, 4, 9, 21, LONGEST + 1)  # where each group of lengths begins, and the end
NOISE_SHARE = 0.3  # of catalogue titles that get a place, a contract or a "H/F"


@dataclass(frozen=True, slots=True)
class Lengths:
    """A group of query lengths, in characters."""

    least: int
    most: int

    def __contains__(self, query: str) -> bool:
        return self.least <= len(query) <= self.most

    def __str__(self) -> str:
        return f"{self.least} to {self.most}" if self.most < LONGEST else f"{self.least} and more"


GROUPS = tuple(Lengths(least, following - 1) for least, following in pairwise(LENGTHS))


class Titles:
    """Distinct job titles, of which each part draws its own queries."""

    def __init__(self, titles: Iterable[str], source: str, *, seed: int) -> None:
        """`source` says where they come from."""
        self._titles, self._seed = sorted(set(titles)), seed
        self.source = source

    @classmethod
    def find(cls, shared: Path | None, artefact: Path, *, seed: int) -> Self:
        """Titles of real offers where `shared` has some, else labels of the catalogue."""
        offers = shared / "eval" / "offers_dev.jsonl.gz" if shared else None
        if offers is not None and offers.is_file():
            return cls(_offer_titles(offers), "titles of dev offers", seed=seed)
        return cls(
            _labels(artefact, seed), "masculine forms of the catalogue, with noise", seed=seed
        )

    def typed(self, *, titles: int, cuts: int) -> list[str]:
        """Beginnings of up to `titles` titles, at most `cuts` of each, distinct and shuffled.

        The same numbers give the same queries, whatever was drawn before.
        """
        chance = random.Random(f"{self._seed} {titles} {cuts}")
        chosen = chance.sample(self._titles, min(titles, len(self._titles)))
        return beginnings(chosen, cuts=cuts, chance=chance)


def beginnings(texts: Sequence[str], *, cuts: int, chance: random.Random) -> list[str]:
    """At most `cuts` beginnings of each text, of random lengths, distinct and shuffled."""
    found = {
        text[:length].strip()
        for text in texts
        for length in chance.sample(range(1, len(text) + 1), min(cuts, len(text)))
    }
    queries = sorted(found - {""})
    chance.shuffle(queries)
    return queries


def completion_path(query: str) -> str:
    """The path that asks for the completions of a query."""
    return f"/v1/completions?{urlencode({'q': query})}"


def column(path: Path, name: str) -> list[str]:
    """One column of a case file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[name] for row in rows]


def _offer_titles(path: Path) -> list[str]:
    """One title of each group of like offers."""
    titles: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            offer = json.loads(line)
            titles.setdefault(offer["dup_group"], offer["intitule"].strip()[:LONGEST])
    return [title for title in titles.values() if title]


def _labels(artefact: Path, seed: int) -> list[str]:
    chance = random.Random(seed)
    noise = sorted({"H/F", "(H/F)", *noise_terms()})
    rows = Artefact.open(artefact).section("appellations").rows
    titles = [split_gender(libelle).masculine for _, libelle, *_ in rows]
    return [
        f"{title} {chance.choice(noise)}" if chance.random() < NOISE_SHARE else title
        for title in titles
    ]
