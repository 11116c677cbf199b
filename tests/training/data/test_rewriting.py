"""Each rule of paraphrase, on labels of its kind and on those it must leave alone."""

import pytest

from romarin.training.data.articles import after_of, after_to, from_of, without_articles
from romarin.training.data.rewriting import RULES, Shape, rewritings
from romarin.training.data.verbs import verbs, verbs_by_noun

ACTIONS = [
    ("nominal", "Gérer les stocks", "gestion des stocks"),
    ("nominal", "Réaliser un diagnostic électrique", "réalisation d'un diagnostic électrique"),
    ("nominal", "Poser des huisseries", "pose d'huisseries"),
    ("nominal", "Poser des haies", "pose de haies"),
    ("nominal", "Mettre en place l'affichage", "mise en place de l'affichage"),
    ("nominal", "Participer à un inventaire", "participation à un inventaire"),
    ("nominal", "Conseiller les clients", "conseil aux clients"),
    ("nominal", "Gérer les stocks et le dépôt", "gestion des stocks et du dépôt"),
    ("plural_object", "Animer une réunion de chantier", "animation de réunions de chantier"),
    ("vous", "Gérer son stock", "vous gérez votre stock"),
    ("vous", "Établir un devis", "vous établissez un devis"),
    ("done", "Concevoir un plan", "j'ai conçu un plan"),
    ("support_dropped", "Assurer le suivi des ventes", "suivi des ventes"),
    ("support_dropped", "Procéder au nettoyage des cuves", "nettoyage des cuves"),
    ("synonym", "Réaliser un bilan", "effectuer un bilan"),
    ("synonym", "Utiliser un tour", "se servir d'un tour"),
    (
        "first_part",
        "Évaluer les coûts du chantier et préparer des devis détaillés",
        "évaluer les coûts du chantier",
    ),
    (
        "last_part",
        "Évaluer les coûts du chantier et préparer des devis détaillés",
        "préparer des devis détaillés",
    ),
    (
        "complement_dropped",
        "Ajuster les prix du menu selon la saison",
        "ajuster les prix du menu",
    ),
    ("parenthesis_dropped", "Poser un revêtement souple (sol, mur)", "poser un revêtement souple"),
    ("telegraphic", "Contrôler l'état d'une machine", "controler etat de machine"),
    ("telegraphic", "Poser des dalles selon des normes", "poser dalles selon normes"),
]
SUBJECTS = [
    ("verbal", "Gestion des stocks", "gérer les stocks"),
    ("verbal", "Planification d'itinéraires", "planifier des itinéraires"),
    ("head_dropped", "Techniques de soudage plastique", "soudage plastique"),
    ("mastery", "Techniques de vente", "maîtrise des techniques de vente"),
    ("knowledge", "Droit du travail", "bonnes connaissances en droit du travail"),
]
DIPLOMAS = [
    ("holder", "CAP cuisine", "titulaire d'un CAP cuisine"),
    ("holder", "Licence mention histoire", "titulaire d'une licence mention histoire"),
    ("training", "CAP cuisine", "formation CAP cuisine"),
]
LEFT_ALONE = [
    (Shape.ACTION, "nominal", "Accueillir et orienter un client"),
    (Shape.ACTION, "nominal", "Évaluer l'impact sur la faune et la flore"),
    (Shape.ACTION, "nominal", "Communiquer efficacement avec le client"),
    (Shape.ACTION, "vous", "Analyser les besoins et proposer une offre"),
    (Shape.ACTION, "plural_object", "Promouvoir une culture d'entreprise inclusive"),
    (Shape.ACTION, "synonym", "Réaliser les plans d'un bateau"),
    (Shape.ACTION, "support_dropped", "Assurer la sécurité des personnes"),
    (Shape.ACTION, "first_part", "Gérer les incidents et informer la hiérarchie"),
    (Shape.ACTION, "last_part", "Relever des mesures sur site et effectuer un suivi"),
    (Shape.ACTION, "complement_dropped", "Proposer des solutions pour réduire les coûts"),
    (Shape.ACTION, "complement_dropped", "Organiser des réunions utiles pour le personnel"),
    (Shape.SUBJECT, "head_dropped", "Principes du réemploi et de l'économie circulaire"),
    (Shape.SUBJECT, "head_dropped", "Techniques de suture avancées"),
    (Shape.SUBJECT, "mastery", "Anglais professionnel"),
    (Shape.SUBJECT, "verbal", "Gestion de projet"),
    (Shape.DIPLOMA, "holder", "Photographe (BTM)"),
]


@pytest.mark.parametrize(
    ("shape", "rule", "label", "phrase"),
    [
        *((Shape.ACTION, *case) for case in ACTIONS),
        *((Shape.SUBJECT, *case) for case in SUBJECTS),
        *((Shape.DIPLOMA, *case) for case in DIPLOMAS),
    ],
)
def test_a_rule_rewrites_a_label(shape: Shape, rule: str, label: str, phrase: str) -> None:
    assert dict(rewritings(label, shape))[rule] == phrase


@pytest.mark.parametrize(("shape", "rule", "label"), LEFT_ALONE)
def test_a_rule_leaves_alone_what_it_would_spoil(shape: Shape, rule: str, label: str) -> None:
    assert rule not in dict(rewritings(label, shape))


def test_every_rule_has_a_case_above() -> None:
    tried = {rule for rule, *_ in (*ACTIONS, *SUBJECTS, *DIPLOMAS)}
    assert tried == {rule for rules in RULES.values() for rule in rules}


def test_an_acronym_keeps_its_capitals() -> None:
    assert dict(rewritings("CAP cuisine", Shape.DIPLOMA))["training"] == "formation CAP cuisine"


@pytest.mark.parametrize(
    ("text", "of", "to"),
    [
        ("le stock", "du stock", "au stock"),
        ("l'eau", "de l'eau", "à l'eau"),
        ("les pièces", "des pièces", "aux pièces"),
        ("des achats", "d'achats", "à des achats"),
        ("une haie", "d'une haie", "à une haie"),
        ("bien faire", None, None),
    ],
)
def test_articles_join_de_and_a(text: str, of: str | None, to: str | None) -> None:
    assert after_of(text) == of
    assert after_to(text) == to


def test_the_article_behind_de_is_found_again() -> None:
    assert from_of("du stock") == "le stock"
    assert from_of("de stocks") == "des stocks"
    assert from_of("de stock") is None


def test_a_telegram_has_no_article() -> None:
    assert without_articles("Tenir la caisse et les comptes de l'hôtel") == (
        "Tenir caisse et comptes d'hôtel"
    )


def test_the_table_of_verbs_is_whole() -> None:
    assert len(verbs()) >= 120
    assert all(verb.vous for verb in verbs().values())
    assert all(verb.preposition in ("de", "à", "=") for verb in verbs().values() if verb.noun)
    assert verbs_by_noun()["gestion"].infinitive == "gérer"
    assert "conduite" not in verbs_by_noun()  # of "conduire" and of "mener"
