"""Sound: spellings that are said alike meet, words said otherwise do not."""

import pytest
from hypothesis import given
from tests.text.writing import ANYTHING

from romarin.text import fold, sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kinésitérapeute", "kinésithérapeute"),
        ("infirmié", "infirmier"),
        ("boulangé", "boulanger"),
        ("boulanjer", "boulanger"),
        ("mécanissien", "mécanicien"),
        ("électrissien", "électricien"),
        ("secrétère", "secrétaire"),
        ("secraitaire", "secrétaire"),
        ("contable", "comptable"),
        ("comtable", "comptable"),
        ("vétérinère", "vétérinaire"),
        ("farmacien", "pharmacien"),
        ("fotografe", "photographe"),
        ("kuisinié", "cuisinier"),
        ("plonbier", "plombier"),
        ("paintre", "peintre"),
        ("masson", "maçon"),
        ("massonnerie", "maçonnerie"),
        ("coifeur", "coiffeur"),
        ("chofeur", "chauffeur"),
        ("menuizier", "menuisier"),
        ("soignent", "soignant"),
        ("otesse", "hôtesse"),
        ("teknicien", "technicien"),
        ("magazinier", "magasinier"),
        ("késsier", "caissier"),
        ("serurié", "serrurier"),
        ("agrikulteur", "agriculteur"),
        ("ambulencier", "ambulancier"),
        ("ortofoniste", "orthophoniste"),
        ("psikologue", "psychologue"),
        ("carosier", "carrossier"),
        ("chodronier", "chaudronnier"),
        ("jandarme", "gendarme"),
        ("réceptioniste", "réceptionniste"),
        ("tréteur", "traiteur"),
        ("chirurjien", "chirurgien"),
        ("ginécologue", "gynécologue"),
        ("ostéopate", "ostéopathe"),
        ("paisagiste", "paysagiste"),
        ("surveillent", "surveillant"),
        ("injénieur", "ingénieur"),
        ("charpantier", "charpentier"),
        ("tapicier", "tapissier"),
        ("commersant", "commerçant"),
        ("uissier", "huissier"),
        ("oxilière", "auxiliaire"),
    ],
)
def test_a_misspelling_sounds_like_its_word(typed: str, meant: str) -> None:
    assert sound(fold(typed)) == sound(fold(meant))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boucher", "bouchon"),
        ("boulanger", "boulangerie"),
        ("coiffeur", "chauffeur"),
        ("masseur", "maçon"),
        ("plombier", "plongeur"),
        ("facteur", "acteur"),
        ("serveur", "sauveteur"),
        ("docteur", "recteur"),
        ("monteur", "menteur"),
        ("conteur", "monteur"),
        ("soudeur", "sondeur"),
        ("mécanicien", "magicien"),
        ("notaire", "notable"),
        ("tailleur", "tuileur"),
        ("éleveur", "élève"),
        ("dresseur", "dessinateur"),
        ("fraiseur", "friseur"),
        ("meunier", "menuisier"),
        ("cariste", "caviste"),
        ("gardien", "jardinier"),
        ("vendeur", "vente"),
        ("vendeur", "vendeuse"),
        ("peintre", "peinture"),
        ("cuisinier", "cuisiniste"),
        ("chimiste", "chiriste"),
        ("chercheur", "chargeur"),
        ("moniteur", "minoteur"),
        ("libraire", "libérale"),
    ],
)
def test_words_said_otherwise_stay_apart(one: str, other: str) -> None:
    assert sound(fold(one)) != sound(fold(other))


@given(ANYTHING)
def test_any_folded_text_has_a_sound(text: str) -> None:
    folded = fold(text)
    assert len(sound(folded)) <= len(folded)
