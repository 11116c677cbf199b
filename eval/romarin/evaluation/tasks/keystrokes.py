"""Keystrokes: a label typed key by key, until a right answer is among the first five."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, ClassVar

from romarin.evaluation.answers import LookupSystem
from romarin.evaluation.cases import QueryCase
from romarin.evaluation.measures.aggregates import Aggregate, Mean, Share
from romarin.evaluation.measures.ranking import DEPTH, rank_of_first
from romarin.evaluation.results import Row
from romarin.evaluation.tasks.lookup import unit_names

WITHIN = 5  # a right answer further down is not seen
EMPTY, WRONG = -1, 0  # in place of a rank: nothing answered, nothing right answered
LONGEST_PREFIX = 20  # typed characters that the curves go to


@dataclass(frozen=True, slots=True)
class KeystrokesTask:
    """`saved` is the share of keys not typed (Yahoo's measure); `lost` what goes away again."""

    name: ClassVar[str] = "keystrokes"
    headline: ClassVar[tuple[str, ...]] = ("saved", "lost")
    aggregates: ClassVar[tuple[Aggregate, ...]] = (
        Mean("saved"),
        Mean("keys", higher_is_better=False),
        Share("lost", "lost_keys", "later_keys", higher_is_better=False),
        Mean("never", higher_is_better=False),
        Share("empty", "empty_keys", "typed_keys", higher_is_better=False),
    )

    def judge(self, system: LookupSystem, case: QueryCase) -> Row:
        """Asks every beginning of the query, from one character to the whole."""
        ranks = tuple(
            _rank(system, case, case.query[:length]) for length in range(1, len(case.query) + 1)
        )
        return Row(case.id, case.family, _last(ranks), _figures(ranks), ranks=ranks)

    def further(self, rows: Sequence[Row]) -> Mapping[str, Any]:
        """By number of characters typed: hit@5, MRR@10 and the share left without an answer."""
        longest = max((len(row.ranks) for row in rows), default=0)
        return {
            "by_prefix": {
                str(length): _at_length(rows, length)
                for length in range(1, min(longest, LONGEST_PREFIX) + 1)
            }
        }


def _rank(system: LookupSystem, case: QueryCase, typed: str) -> int:
    answers = list(system(typed, limit=DEPTH))
    if not answers:
        return EMPTY
    accepted = frozenset((*case.accepted_rome, *case.accepted_ogr))
    return rank_of_first(unit_names(answers, case), accepted) or WRONG


def _last(ranks: Sequence[int]) -> int | None:
    """Of the whole query."""
    return ranks[-1] if ranks[-1] > 0 else None


def _figures(ranks: Sequence[int]) -> dict[str, float]:
    """`keys` is the minimum keystrokes to see the target (Duan and Hsu, 2011)."""
    seen = [0 < rank <= WITHIN for rank in ranks]
    shown_at = seen.index(True) + 1 if any(seen) else None
    keys = shown_at or len(ranks)
    later = seen[keys:] if shown_at else []
    return {
        "saved": 1 - keys / len(ranks),
        "keys": float(keys),
        "lost_keys": float(later.count(False)),
        "later_keys": float(len(later)),
        "never": float(shown_at is None),
        "empty_keys": float(sum(rank == EMPTY for rank in ranks)),
        "typed_keys": float(len(ranks)),
    }


def _at_length(rows: Sequence[Row], length: int) -> dict[str, float]:
    """Over the queries that have so many characters."""
    ranks = [row.ranks[length - 1] for row in rows if len(row.ranks) >= length]
    return {
        "hit@5": fmean(0 < rank <= WITHIN for rank in ranks),
        "mrr@10": fmean(1 / rank if rank > 0 else 0.0 for rank in ranks),
        "empty": fmean(rank == EMPTY for rank in ranks),
        "queries": float(len(ranks)),
    }
