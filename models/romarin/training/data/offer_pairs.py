"""Pairs of offers: titles and texts with the recruiter's appellation, métier and skills."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

from romarin.training.data.cases import without_mark
from romarin.training.data.material import Material
from romarin.training.data.offers import PEOPLE, Offer
from romarin.training.data.pair import Pair
from romarin.training.data.stems import stems

OPENING = 300  # characters of a text that say what the job is
SENTENCE = range(25, 251)  # characters: shorter ones are headings, longer ones lists
SENTENCES = 2  # of one text
COMMON_STEM = 0.01  # share of the skills' labels: "assurer", "technique", "client" prove nothing
_ENDS = re.compile(r"(?<=[.!?;])\s+|\s*[\r\n•·▪►]+\s*|\s+[-–*]\s+")


def offer_pairs(material: Material) -> Iterator[Pair]:
    """Pairs of the offers that are neither asked nor held out, one of each group."""
    random = material.random("offer")
    rarity = _rarity(material)
    for offer in material.offers:
        origin = _origin(offer)
        for kind, anchor, positive, keys in (
            *_of_title(offer, material, random),
            *_of_text(offer, material, random),
            *_of_skills(offer, material, rarity),
        ):
            if anchor and positive and anchor != positive:
                yield Pair(anchor, positive, f"offer/{kind}/{origin}", keys)


def sentences(text: str) -> list[str]:
    """The sentences of a text that say something and are not too long."""
    parts = (" ".join(part.split()).strip(" -–*") for part in _ENDS.split(text))
    return [part for part in parts if len(part) in SENTENCE]


def opening(text: str) -> str:
    """The first words of a text, no more than OPENING characters."""
    whole = " ".join(text.split())
    return whole if len(whole) <= OPENING else whole[:OPENING].rpartition(" ")[0]


def _origin(offer: Offer) -> str:
    if not offer.code_rome:
        return "unlabelled"
    return PEOPLE if offer.origin == PEOPLE else "partner"


def _meant(offer: Offer, material: Material, random: Random) -> list[str]:
    """Labels of the recruiter's appellation and of its métier, in either gender."""
    codes = [code for code in (offer.code_ogr, offer.code_rome) if code]
    return [material.label(code, random) for code in codes]


def _of_title(
    offer: Offer, material: Material, random: Random
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for label in _meant(offer, material, random):
        title = random.choice((offer.title, without_mark(offer.title)))
        yield "title", title, label, (offer.code_rome,)


def _of_text(
    offer: Offer, material: Material, random: Random
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    keys = (offer.code_rome,) if offer.code_rome else ()
    found = sentences(offer.text)
    parts = [opening(offer.text), *random.sample(found, min(SENTENCES, len(found)))]
    targets = [without_mark(offer.title), *_meant(offer, material, random)]
    for at, part in enumerate(parts):
        # The opening goes with each, a sentence with one of them: it may say little of the job.
        for target in targets if at == 0 else [random.choice(targets)]:
            yield "text" if at == 0 else "sentence", part, target, keys


def _of_skills(
    offer: Offer, material: Material, rarity: Mapping[str, float]
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Each chosen skill with the sentence nearest to it, where a rare enough stem is shared."""
    found = [(sentence, set(stems(sentence))) for sentence in sentences(offer.text)]
    for code in dict.fromkeys(offer.competences):
        wanted = set(stems(material.catalogue.competences[code].libelle))
        scored = [
            (sum(rarity.get(stem, 0.0) for stem in wanted & its), sentence)
            for sentence, its in found
        ]
        score, best = max(scored, default=(0.0, ""))
        if score > 0:
            label = material.catalogue.competences[code].libelle
            yield "skill", best, label, material.twins[code]


def _rarity(material: Material) -> dict[str, float]:
    """How much each stem of the skills' labels proves; the common ones are left out."""
    labels = [set(stems(one.libelle)) for one in material.catalogue.competences.values()]
    counts = Counter(stem for label in labels for stem in label)
    return {
        stem: math.log(len(labels) / count)
        for stem, count in counts.items()
        if count <= max(1, COMMON_STEM * len(labels))
    }
