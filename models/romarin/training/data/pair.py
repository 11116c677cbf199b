"""Pair: two texts that mean the same, and the codes of what they speak of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """An anchor as people write it and a positive, mostly of the ROME; neither is empty."""

    anchor: str
    positive: str
    source: str  # a path from the family down: "appellation/feminine", "offer/title/ft"
    keys: tuple[str, ...] = ()  # codes ROME, OGR of skills, addresses in ESCO; () if unknown

    @property
    def family(self) -> str:
        """The first part of the source."""
        return self.source.partition("/")[0]

    def rivals(self, other: "Pair") -> bool:
        """Whether the other's positive is no negative for this one: they share a key or a text."""
        return self.positive == other.positive or not set(self.keys).isdisjoint(other.keys)
