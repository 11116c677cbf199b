"""Mixture: how many pairs of each source an encoder sees in a round, and in which of two sets.

Titles and skills are trained in batches of their own: a job is no negative for a skill.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from romarin.training.data import Pair

MOST = 12  # times that a pair may come again
CUT = 160  # characters of a text that are read; 32 tokens hold about as many


class Subject(StrEnum):
    """What the two texts of a pair speak of."""

    TITLES = "titles"
    SKILLS = "skills"


@dataclass(frozen=True, slots=True)
class Share:
    """How many pairs a round draws from the sources that begin so."""

    source: str
    subject: Subject
    count: int


_T, _S = Subject.TITLES, Subject.SKILLS

# A pair goes to the first share that its source begins with. Counts were set by trust and by how
# different the two texts are: pairs written by hand come three times, pairs that differ by a
# letter once in several rounds.
FORMS = (
    Share("acronym/skill", _S, 600),
    Share("acronym", _T, 900),
    Share("thesaurus", _T, 16_000),
    Share("esco/occupation", _T, 11_000),
    Share("esco/skill", _S, 7_500),
    Share("pcs", _T, 2_600),
    Share("typed", _T, 16_000),
    Share("appellation", _T, 8_000),
    Share("metier/appellation", _T, 8_000),
    Share("metier/sibling", _T, 3_000),
    Share("metier/definition", _T, 3_000),
    Share("tree/category", _S, 500),
    Share("tree", _S, 5_000),
)
TITLES = (
    Share("user", _T, 20_000),
    Share("title/hand", _T, 26_000),
    Share("offer/title/ft", _T, 4_000),
    Share("offer/title", _T, 2_400),
    Share("offer/skill", _S, 1_800),
    Share("offer/text/ft", _T, 1_600),
    Share("offer/sentence/ft", _T, 1_200),
    Share("offer/text", _T, 4_000),
    Share("offer/sentence", _T, 3_000),
)
# Four rules give two pairs in three and move few words: less of them.
_LIGHT = ("vous", "done", "telegraphic", "knowledge")
PARAPHRASES = (
    Share("paraphrase/hand", _S, 52_000),
    *(Share(f"paraphrase/{rule}", _S, 2_500) for rule in _LIGHT),
    Share("paraphrase", _S, 20_000),
)
ALL = (*FORMS, *TITLES, *PARAPHRASES)


def draw(
    pairs: Iterable[Pair], shares: Sequence[Share], *, count: int, seed: int
) -> Mapping[Subject, list[Pair]]:
    """Some `count` pairs by subject, in random order, each text cut to CUT characters.

    Shares keep their proportions. A source with fewer pairs than its share gives them again and
    again, but at most MOST times.
    """
    random = Random(seed)
    scale = count / sum(share.count for share in shares)
    pools: dict[str, list[Pair]] = {share.source: [] for share in shares}
    for pair in pairs:
        source = next((s.source for s in shares if pair.source.startswith(s.source)), None)
        if source is not None:
            pools[source].append(_cut(pair))
    drawn: dict[Subject, list[Pair]] = {subject: [] for subject in Subject}
    for share in shares:
        drawn[share.subject] += _some(pools[share.source], round(scale * share.count), random)
    for one in drawn.values():
        random.shuffle(one)
    return drawn


def _some(pool: list[Pair], count: int, random: Random) -> list[Pair]:
    count = min(count, MOST * len(pool))
    if not count:
        return []
    whole, rest = divmod(count, len(pool))
    return pool * whole + random.sample(pool, rest)


def _cut(pair: Pair) -> Pair:
    return Pair(pair.anchor[:CUT], pair.positive[:CUT], pair.source, pair.keys)
