"""Popularity: how likely each appellation is to be meant, before a letter is typed."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from romarin.catalogue import Appellation, Catalogue, Competence, RowInvalid
from romarin.index import Floats
from romarin.text import fold, split_gender, words

COMMONEST = Path(__file__).with_name("commonest.tsv")  # our own list: code_ogr, tier, libelle

# What each sign adds; tiers 1 to 3 come from our own short list of the commonest jobs, the rest
# from the ROME itself. Settled on the keystrokes of dev offers (docs/decisions/0005).
OF_TIER: Mapping[int, float] = {1: 0.55, 2: 0.40, 3: 0.27}
OF_METIER: Mapping[int, float] = {1: 0.08, 2: 0.056, 3: 0.032}  # best tier among its appellations
PRINCIPALE = 0.13
SHORTNESS = 0.12  # for a label of one word, half of it for two…
BREADTH = 0.07  # for a métier of 30 appellations or more
RICHNESS = 0.05  # for the fiche with the most items
RARE = -0.2  # `peu_usite`
BROAD = 30  # appellations


def popularities(
    appellations: Sequence[Appellation],
    catalogue: Catalogue,
    *,
    tiers: Mapping[str, int],
    priors: Mapping[str, int] | None = None,
) -> Floats:
    """One value an appellation, in [0, 1]; `priors` (OGR -> count) lead where they are given."""
    metier_tiers = _metier_tiers(appellations, tiers)
    richest = max((len(liens) for liens in catalogue.liens.values()), default=0) or 1
    values = np.array(
        [
            _signs(appellation, catalogue, richest)
            + OF_TIER.get(tiers.get(appellation.code, 0), 0.0)
            + OF_METIER.get(metier_tiers.get(appellation.code_rome, 0), 0.0)
            for appellation in appellations
        ]
    )
    counted = np.log1p([(priors or {}).get(appellation.code, 0) for appellation in appellations])
    if counted.any():
        values = 0.3 * values + 0.7 * counted / counted.max()
    return np.asarray(np.clip(values, 0, 1), np.float32)


def competence_popularities(competences: Sequence[Competence], catalogue: Catalogue) -> Floats:
    """One value a skill, in [0, 1]: in how many fiches it stands, and how short it is to say."""
    counts = Counter(lien.code_ogr for liens in catalogue.liens.values() for lien in liens)
    most = math.log1p(max(counts.values(), default=1))
    values = [
        0.7 * math.log1p(counts[c.code]) / most + 0.3 / (len(words(c.libelle)) or 1)
        for c in competences
    ]
    return np.array(values, np.float32)


def load_tiers(path: Path, appellations: Sequence[Appellation]) -> dict[str, int]:
    """Tier by OGR code of the list's appellations, found by code, else by label.

    The label serves the starter catalogue, which has codes of its own. Raises RowInvalid.
    """
    codes = {appellation.code for appellation in appellations}
    by_label = {fold(appellation.libelle): appellation.code for appellation in appellations}
    tiers = {}
    for code, tier, libelle in _rows(path):
        found = code if code in codes else by_label.get(fold(libelle))
        if found is not None:
            tiers[found] = tier
    return tiers


def _rows(path: Path) -> Iterator[tuple[str, int, str]]:
    lines = path.read_text("utf-8").split("\n")
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        fields = line.split("\t")
        if len(fields) != 3 or fields[1] not in ("1", "2", "3"):
            raise RowInvalid(
                path.name, number, line, "code_ogr, tier (1 to 3) and libelle expected"
            )
        yield fields[0], int(fields[1]), fields[2]


def _signs(appellation: Appellation, catalogue: Catalogue, richest: int) -> float:
    length = len(words(split_gender(appellation.libelle).masculine)) or 1
    siblings = len(catalogue.appellations_of(appellation.code_rome))
    return (
        PRINCIPALE * appellation.principale
        + SHORTNESS / length
        + BREADTH * min(siblings / BROAD, 1)
        + RICHNESS * len(catalogue.liens[appellation.code_rome]) / richest
        + RARE * appellation.peu_usite
    )


def _metier_tiers(appellations: Sequence[Appellation], tiers: Mapping[str, int]) -> dict[str, int]:
    best: dict[str, int] = {}
    for appellation in appellations:
        tier = tiers.get(appellation.code)
        if tier is not None:
            best[appellation.code_rome] = min(tier, best.get(appellation.code_rome, tier))
    return best
