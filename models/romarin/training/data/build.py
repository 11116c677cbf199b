"""Build of the training data: every source in turn, less what the cases ask and what is double."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from romarin.catalogue import Catalogue
from romarin.training.data.appellations import appellation_pairs, metier_pairs
from romarin.training.data.cases import LeakCheck, read_cases
from romarin.training.data.esco import esco_pairs
from romarin.training.data.given import hand_pairs, pcs_pairs, title_pairs, user_pairs
from romarin.training.data.held_out import HeldOut, held_out
from romarin.training.data.inputs import Inputs
from romarin.training.data.material import Material
from romarin.training.data.offer_pairs import offer_pairs
from romarin.training.data.offers import asked_titles, common_words, read_offers, trainable
from romarin.training.data.pair import Pair
from romarin.training.data.rewritten import rewritten_pairs
from romarin.training.data.short_names import acronym_pairs, thesaurus_pairs
from romarin.training.data.tree import tree_pairs
from romarin.training.data.typed import typed_pairs

Step: TypeAlias = Callable[[Material], Iterator[Pair]]

STEPS: tuple[Step, ...] = (
    user_pairs,
    appellation_pairs,
    metier_pairs,
    acronym_pairs,
    thesaurus_pairs,
    typed_pairs,
    offer_pairs,
    esco_pairs,
    pcs_pairs,
    title_pairs,
    tree_pairs,
    hand_pairs,
    rewritten_pairs,
)
SEED = 4


@dataclass(frozen=True, slots=True)
class Built:
    """Pairs in the order of STEPS, each once, and what was left out, by source."""

    pairs: tuple[Pair, ...]
    leaked: Mapping[str, int]  # pairs that give a case away
    doubles: Mapping[str, int]  # pairs that an earlier source has
    words: tuple[str, ...] = ()  # that offers share: a vocabulary must read them

    @property
    def counts(self) -> Mapping[str, int]:
        """Pairs kept, by source."""
        return Counter(pair.source for pair in self.pairs)


def build(
    catalogue: Catalogue,
    inputs: Inputs,
    *,
    seed: int = SEED,
    hold_out: bool = True,
) -> Built:
    """The pairs of all sources, the same for the same inputs and seed.

    With `hold_out`, the packaged split's offers are in no source and its titles in no pair: figures
    taken on them are honest. Without, only what `inputs.cases` asks is kept out.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    split = held_out() if hold_out else HeldOut()
    cases = read_cases(inputs.cases)
    offers = list(read_offers(inputs.offers, catalogue))
    kept = trainable(offers, cases, split)
    cases = cases.with_texts(asked_titles(offers, cases, split))
    material = Material.of(catalogue, inputs, seed=seed, offers=kept)
    sifted = _sifted(material, LeakCheck.of(cases, catalogue))
    return replace(sifted, words=tuple(common_words(kept)))


def _sifted(material: Material, check: LeakCheck) -> Built:
    kept: dict[tuple[str, str], Pair] = {}
    leaked: Counter[str] = Counter()
    doubles: Counter[str] = Counter()
    for step in STEPS:
        for pair in step(material):
            if check.leaks(pair.anchor) or check.leaks(pair.positive):
                leaked[pair.source] += 1
            elif (pair.anchor, pair.positive) in kept:
                doubles[pair.source] += 1
            else:
                kept[pair.anchor, pair.positive] = pair
    return Built(tuple(kept.values()), leaked, doubles)
