"""Offers: titles and texts with what a recruiter chose; personal data, never shown."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from romarin.catalogue import Catalogue, RowInvalid
from romarin.text import fold, words
from romarin.training.data.cases import Cases
from romarin.training.data.held_out import HeldOut
from romarin.training.data.tables import json_objects

PEOPLE = "ft"  # origin of the offers whose code a person chose
COMMON = 3  # texts that share a word before it is one of the trade's
_VERSIONED = re.compile(r"romeCode_v(\w+)")
_SAME_TEXT = 120  # letters: two offers that begin alike so far are taken for one


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer; codes that this ROME lacks are left out."""

    id: str
    group: str  # of duplicates; its own id where the file does not say
    origin: str  # "ft", "partner", or "" when the file does not say
    title: str
    text: str
    code_rome: str  # "" when nobody chose one
    code_ogr: str
    competences: tuple[str, ...]
    naf: str = ""  # of the employer, as the file writes it
    cut_off: bool = False  # the text is not whole

    @property
    def opening(self) -> str:
        """What the same text has in another file; "" for a text too short to tell."""
        letters = "".join(c for c in fold(self.text) if c.isalnum())
        return letters[:_SAME_TEXT] if len(letters) >= _SAME_TEXT else ""


def read_offers(paths: Iterable[Path], catalogue: Catalogue) -> Iterator[Offer]:
    """Offers in file order. Raises ListUnreadable, EncodingInvalid or RowInvalid."""
    for path in paths:
        for number, fields in json_objects(path):
            yield _offer(path, number, fields, catalogue)


def trainable(offers: Iterable[Offer], cases: Cases, held_out: HeldOut) -> list[Offer]:
    """One offer a group, those left out that are asked, held out, or copies of such."""
    found = list(offers)
    asked = {offer.group for offer in found if offer.id in cases.ids} | held_out.groups
    ids = cases.ids | held_out.ids
    barred = [offer for offer in found if offer.group in asked or offer.id in ids]
    openings = {offer.opening for offer in barred} - {""}
    groups = {offer.group for offer in barred}
    kept: dict[str, Offer] = {}
    for offer in found:
        if offer.group not in groups and offer.opening not in openings:
            kept.setdefault(offer.group, offer)
    return list(kept.values())


def common_words(offers: Iterable[Offer]) -> list[str]:
    """Folded words that at least COMMON of the offers' texts hold, sorted: no names of people."""
    counts: Counter[str] = Counter()
    for offer in offers:
        counts.update(set(words(offer.text)))
    return sorted(word for word, count in counts.items() if count >= COMMON)


def asked_titles(offers: Iterable[Offer], cases: Cases, held_out: HeldOut) -> list[str]:
    """Titles of the offers that are asked or held out."""
    ids = cases.ids | held_out.ids
    return [offer.title for offer in offers if offer.id in ids]


def _offer(path: Path, number: int, fields: Mapping[str, Any], catalogue: Catalogue) -> Offer:
    version = catalogue.release.version
    _check_version(path, number, fields, version)
    for name in ("id", "intitule", "description"):
        if not isinstance(fields.get(name), str):
            raise RowInvalid(str(path), number, name, "the field is missing or no text")
    code_rome = str(fields.get(f"romeCode_v{version}") or "")
    code_ogr = str(fields.get(f"appellation_ogr_v{version}") or "")
    chosen = (str(one.get(f"code_v{version}")) for one in fields.get("competences") or ())
    return Offer(
        id=fields["id"],
        group=str(fields.get("dup_group") or fields["id"]),
        origin=str(fields.get("origin") or ""),
        title=" ".join(fields["intitule"].split()),
        text=fields["description"],
        code_rome=code_rome if code_rome in catalogue.metiers else "",
        code_ogr=code_ogr if code_ogr in catalogue.appellations else "",
        competences=tuple(code for code in chosen if code in catalogue.competences),
        naf=str(fields.get("codeNAF") or ""),
        cut_off=bool(fields.get("desc_truncated")),
    )


def _check_version(path: Path, number: int, fields: Mapping[str, Any], version: str) -> None:
    """Raises RowInvalid where the offer is coded, but in the ROME of another version only."""
    versions = {match[1] for match in map(_VERSIONED.fullmatch, fields) if match}
    if versions and version not in versions:
        reason = f"coded in ROME {', '.join(sorted(versions))}, the archive is of {version}"
        raise RowInvalid(str(path), number, "romeCode", reason)
