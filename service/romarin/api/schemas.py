"""Schemas: the bodies of the answers as the OpenAPI shows them; nothing is checked at run time."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from romarin.catalogue import Source, TypeCompetence
from romarin.engines.suggestion import Reason

Score = Annotated[float, Field(ge=0, le=1, description="Entre 0 et 1, jamais croissant.")]
Offset = Annotated[int, Field(ge=0, description="En points de code Unicode.")]


class Schema(BaseModel):
    """Base: camelCase names, nothing beyond the fields listed."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Rome(Schema):
    """La version du ROME dont vient la réponse."""

    version: Annotated[str, Field(examples=["460"])]
    source: Annotated[
        Source, Field(description="`starter` : catalogue de démarrage, pas le ROME officiel.")
    ]


class Highlight(Schema):
    """Un passage du libellé qui répond à la saisie : de `start` inclus à `end` exclu."""

    start: Offset
    end: Offset


class Appellation(Schema):
    """Un intitulé d'emploi du ROME."""

    code: Annotated[str, Field(description="Code OGR.")]
    libelle: str
    libelle_court: str


class Metier(Schema):
    """Une fiche métier du ROME."""

    code: Annotated[str, Field(description="Code ROME.")]
    libelle: str


class Competence(Schema):
    """Une compétence, un savoir ou un savoir-être du ROME."""

    code: Annotated[str, Field(description="Code OGR.")]
    type: TypeCompetence
    libelle: str


class Suggestion(Schema):
    """Une appellation suggérée."""

    appellation: Appellation
    metier: Metier
    matched_form: Annotated[str, Field(description="La forme qui a répondu à la saisie.")]
    score: Score
    reason: Reason
    highlights: Annotated[
        list[Highlight],
        Field(description="Dans `appellation.libelle` ; vide pour `synonym` et `meaning`."),
    ]


class SkillSuggestion(Schema):
    """Une compétence suggérée."""

    competence: Competence
    score: Score
    reason: Reason
    highlights: Annotated[list[Highlight], Field(description="Dans `competence.libelle`.")]


class Completions(Schema):
    """Les suggestions d'appellations, la meilleure d'abord."""

    q: Annotated[str, Field(description="La saisie, telle que reçue.")]
    suggestions: Annotated[list[Suggestion], Field(max_length=25)]
    rome: Rome


class SkillCompletions(Schema):
    """Les suggestions de compétences, la meilleure d'abord."""

    q: Annotated[str, Field(description="La saisie, telle que reçue.")]
    suggestions: Annotated[list[SkillSuggestion], Field(max_length=25)]
    rome: Rome


class Liveness(Schema):
    """Le processus répond."""

    live: bool


class Readiness(Schema):
    """Ce qui est prêt à répondre."""

    lookup: bool
    extraction: bool


class Version(Schema):
    """Ce qui répond : logiciel, ROME, encodeur, artefact."""

    version: str
    rome: Rome
    encoder: str | None
    artefact: str | None
    # A default, for FastAPI drops null members of examples.
    min_score: Annotated[
        float | None, Field(description="Seuil de l'extraction ; nul sans elle.")
    ] = None
    licence: Annotated[str, Field(description="À afficher partout où paraissent des libellés.")]


class Fault(Schema):
    """Ce qui ne va pas dans un paramètre ou un membre du corps, et comment y remédier."""

    parameter: Annotated[str | None, Field(description="De l'URL ; ou bien `pointer`.")] = None
    pointer: Annotated[str | None, Field(description="Dans le corps (RFC 6901).")] = None
    value: Annotated[
        str,
        Field(
            max_length=80,
            description="Les 80 premiers caractères reçus ; rien du texte d'une offre ou d'un CV.",
        ),
    ]
    detail: str


class Problem(BaseModel):
    """Une erreur, selon la RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault]
