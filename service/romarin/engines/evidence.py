"""Evidence of the answers to one question: what a Confidence judges them by."""

from collections.abc import Sequence

from romarin.engines.confidence import BY_MEANING, Evidence
from romarin.engines.meaning import Neighbourhood
from romarin.engines.question import Question
from romarin.engines.ranking import FLOOR, SPAN, Scores, Tier
from romarin.engines.suggestion import NO_FORM, Found, Reason

# As plain numbers: ten answers a keystroke are judged one by one.
_WAYS = [tier.name.lower() for tier in Tier]
_FLOORS, _SPANS = FLOOR.tolist(), SPAN.tolist()
_ALIASES = frozenset({Reason.SYNONYM, Reason.ACRONYM})


def evidence_of(
    answers: Sequence[Found],
    question: Question,
    scores: Scores,
    near: Neighbourhood | None,
    *,
    lead: float,
) -> list[Evidence]:
    """One an answer, in their order; `lead` is how far the first stands before another group."""
    words, letters = len(question.words), len(question.text)
    seen = []
    for rank, found in enumerate(answers, start=1):
        likelihood = near.likelihood(found.owner) if near is not None else 0.0
        way, within, covered, share = BY_MEANING, likelihood, 0.0, 0.0
        if found.form != NO_FORM:
            tier = scores.tier.item(found.form)
            way = _WAYS[tier]
            within = min(max((found.strength - _FLOORS[tier]) / _SPANS[tier], 0.0), 1.0)
            covered = scores.quality.item(found.form)
            share = scores.coverage.item(found.form)
        seen.append(
            Evidence(
                way,
                within,
                covered,
                share,
                likelihood,
                rank,
                lead=lead if rank == 1 else 0.0,
                behind=answers[0].strength - found.strength,
                alias=found.reason in _ALIASES,
                words=words,
                letters=letters,
            )
        )
    return seen
