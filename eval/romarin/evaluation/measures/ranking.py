"""Ranking: how high the right answers stand, by ir_measures where it has the measure."""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import TypeAlias

import ir_measures
from ir_measures import RR, R, Success, nDCG

RankingMeasure: TypeAlias = Callable[[Sequence[str], Set[str]], float]

# Names of the contract -> the measures that trec_eval computes.
BY_TREC_EVAL: Mapping[str, ir_measures.Measure] = {
    "hit@1": Success @ 1,
    "hit@5": Success @ 5,
    "hit@10": Success @ 10,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
    "recall@10": R @ 10,
}
DEPTH = 10  # answers that a ranking is judged by


def ranking_figures(ranked: Sequence[str], relevant: Set[str]) -> dict[str, float]:
    """Every measure of one ranking, best first, no name twice; all 0 when nothing is relevant."""
    if not relevant:
        return dict.fromkeys((*BY_TREC_EVAL, "rp@5"), 0.0)
    judgements = [ir_measures.Qrel("", name, 1) for name in relevant]
    run = [ir_measures.ScoredDoc("", name, -float(at)) for at, name in enumerate(ranked)]
    found = {
        one.measure: float(one.value)
        for one in ir_measures.iter_calc(BY_TREC_EVAL.values(), judgements, run)
    }
    figures = {name: found[measure] for name, measure in BY_TREC_EVAL.items()}
    return {**figures, "rp@5": r_precision(ranked, relevant, at=5)}


def r_precision(ranked: Sequence[str], relevant: Set[str], *, at: int) -> float:
    """RP@k: the right ones among the first k, over the most there could be, min(k, relevant).

    As in the evaluations of skill extraction (Decorte et al., 2022); no library has it.
    """
    return len(relevant & set(ranked[:at])) / min(at, len(relevant))


def rank_of_first(ranked: Sequence[str], relevant: Set[str]) -> int | None:
    """From 1; None when nothing right was found."""
    return next((at for at, name in enumerate(ranked, 1) if name in relevant), None)
