"""Held-out offers: the fixed part of the development offers that figures are taken on."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from romarin.catalogue import tsv

FILE = Path(__file__).parent / "held_out.tsv"
SHARE = 0.3
SEED = 4
HEADER = ("dup_group", "id")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Groups of duplicates, whole, and the ids of their offers."""

    groups: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def held_out() -> HeldOut:
    """The packaged split."""
    rows = [fields for _, fields in tsv.lines(FILE)][1:]
    return HeldOut(frozenset(group for group, _ in rows), frozenset(id_ for _, id_ in rows))


def draw_groups(strata: Iterable[Iterable[str]]) -> frozenset[str]:
    """SHARE of the groups of each stratum, the same for the same groups in any order.

    This is how the packaged split was drawn, once; a stratum is the offers of one origin.
    """
    drawn: set[str] = set()
    for stratum in strata:
        groups = sorted(set(stratum))
        drawn.update(Random(SEED).sample(groups, round(SHARE * len(groups))))
    return frozenset(drawn)
