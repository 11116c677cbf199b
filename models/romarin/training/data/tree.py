"""Pairs of the tree of skills: a compétence and its macro, a savoir and its category."""

from collections.abc import Iterator

from romarin.catalogue import Competence, TypeCompetence
from romarin.training.data.material import Material
from romarin.training.data.pair import Pair
from romarin.training.data.stems import stems

SHARE_OF_MACROS = 0.3  # a macro is far wider than its compétences: few are enough
SHARE_OF_CATEGORIES = 0.1


def tree_pairs(material: Material) -> Iterator[Pair]:
    """A share of the compétences with their macro, of the savoirs with their sub-category."""
    random = material.random("tree")
    for competence in material.catalogue.competences.values():
        if competence.type is TypeCompetence.SAVOIR:
            if competence.sous_categorie and random.random() < SHARE_OF_CATEGORIES:
                yield _pair(competence, competence.sous_categorie, "tree/category", material)
        elif _says_more(competence):
            yield _pair(competence, competence.definition, "tree/definition", material)
        elif competence.code_macro and random.random() < SHARE_OF_MACROS:
            macro = material.catalogue.competences[competence.code_macro]
            yield _pair(competence, macro.libelle, "tree/macro", material, competence.code_macro)


def _says_more(competence: Competence) -> bool:
    """Whether there is a definition, and not the label said again."""
    return not set(stems(competence.definition)) <= set(stems(competence.libelle))


def _pair(
    competence: Competence, positive: str, source: str, material: Material, *more: str
) -> Pair:
    keys = (*material.twins[competence.code], *more)
    return Pair(competence.libelle, positive, source, keys)
