"""Verbs of skills: for each, its noun, its form after "vous", its participle and a synonym."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from romarin.catalogue import tsv
from romarin.text import fold

FILE = Path(__file__).parent / "verbs.tsv"
AS_IT_IS = "="  # the preposition of the verb stays: "participer à", "participation à"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with what its labels become; "" where there is no good form."""

    infinitive: str
    noun: str
    preposition: str  # between the noun and the object: "de", "à", or "=" as after the verb
    vous: str
    participle: str  # with avoir
    synonym: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A label that begins with a known verb, and what follows it."""

    verb: Verb
    rest: str


def read_clause(label: str) -> Clause | None:
    """The label's verb and the rest; None where it begins with no known verb or has no object."""
    tokens = label.split()
    for length in (3, 2, 1):  # "mettre en place" before "mettre"
        verb = verbs().get(fold(" ".join(tokens[:length])))
        if verb and len(tokens) > length:
            return Clause(verb, " ".join(tokens[length:]))
    return None


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, Verb]:
    """Verbs by folded infinitive, regular forms filled in."""
    rows = [fields for _, fields in tsv.lines(FILE)][1:]
    return {fold(fields[0]): _verb(fields) for fields in rows}


@lru_cache(maxsize=1)
def verbs_by_noun() -> Mapping[str, Verb]:
    """Verbs by folded noun; nouns that two verbs share are left out."""
    found: dict[str, list[Verb]] = {}
    for verb in verbs().values():
        if verb.noun and verb.preposition == "de":
            found.setdefault(fold(verb.noun), []).append(verb)
    return {noun: meant[0] for noun, meant in found.items() if len(meant) == 1}


def _verb(fields: list[str]) -> Verb:
    infinitive, noun, preposition, vous, participle, synonym = fields + [""] * (6 - len(fields))
    regular = infinitive.endswith("er")
    stem = infinitive[:-2]
    return Verb(
        infinitive=infinitive,
        noun=noun,
        preposition=preposition,
        vous=vous or (f"{stem}ez" if regular else ""),
        participle=participle or (f"{stem}é" if regular else ""),
        synonym=synonym,
    )
