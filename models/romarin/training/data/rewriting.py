"""Rewriting of skills by rule: a label in the constructions of offers and CVs."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from romarin.catalogue import Competence, TypeCompetence
from romarin.training.data import actions, shortening, subjects

Rule: TypeAlias = Callable[[str], str | None]  # None where the rule has no hold on the label

LEAST_WORDS = 2  # one word alone may be of a hundred skills


class Shape(StrEnum):
    """How a label is built, and so which rules apply."""

    ACTION = "action"  # begins with an infinitive
    SUBJECT = "subject"  # a noun
    DIPLOMA = "diploma"  # the name of a certification


_SHORTENING: Mapping[str, Rule] = {
    "parenthesis_dropped": shortening.parenthesis_dropped,
    "telegraphic": shortening.telegraphic,
}
RULES: Mapping[Shape, Mapping[str, Rule]] = MappingProxyType(
    {
        Shape.ACTION: {
            "nominal": actions.nominal,
            "plural_object": actions.plural_object,
            "vous": actions.vous,
            "done": actions.done,
            "support_dropped": actions.support_dropped,
            "synonym": actions.synonym,
            "first_part": actions.first_part,
            "last_part": actions.last_part,
            "complement_dropped": shortening.complement_dropped,
            **_SHORTENING,
        },
        Shape.SUBJECT: {
            "verbal": subjects.verbal,
            "head_dropped": subjects.head_dropped,
            "mastery": subjects.mastery,
            "knowledge": subjects.knowledge,
            **_SHORTENING,
        },
        Shape.DIPLOMA: {
            "holder": subjects.holder,
            "training": subjects.training,
            **_SHORTENING,
        },
    }
)


def shape_of(competence: Competence) -> Shape:
    """The shape of a skill's label, by its type and category."""
    if competence.type is not TypeCompetence.SAVOIR:
        return Shape.ACTION
    certified = competence.categorie.startswith("Certification")
    return Shape.DIPLOMA if certified else Shape.SUBJECT


def rewritings(label: str, shape: Shape) -> Iterator[tuple[str, str]]:
    """Name of the rule and phrase, for each rule that has a hold on the label."""
    for name, rule in RULES[shape].items():
        phrase = rule(label)
        if (
            phrase
            and len(phrase.split()) >= LEAST_WORDS
            and phrase
            not in (
                label,
                shortening.lowered(label),
            )
        ):
            yield name, phrase
