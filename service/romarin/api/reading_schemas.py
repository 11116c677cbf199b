"""Reading schemas: the answers of the routes with texts, as the OpenAPI shows them."""

from typing import Annotated

from pydantic import Field

from romarin.api.asked import MOST_METIERS
from romarin.api.schemas import Competence, Metier, Offset, Rome, Schema, Score
from romarin.engines.extraction import MOST_ITEMS, Level


class Evidence(Schema):
    """Un indice qui rattache le passage à l'item."""

    feature: str
    value: float


class Item(Competence):
    """Un item du ROME qu'un passage désigne."""

    score: Score
    evidence: Annotated[list[Evidence] | None, Field(description="Seulement avec `explain`.")] = (
        None
    )


class Passage(Schema):
    """Un passage du texte, de `start` inclus à `end` exclu."""

    start: Offset
    end: Offset
    text: str
    level: Level


class Mention(Passage):
    """Un passage et les items du ROME qu'il désigne, le meilleur d'abord."""

    items: Annotated[list[Item], Field(min_length=1, max_length=MOST_ITEMS)]


class DocumentSkill(Competence):
    """Une compétence du document entier."""

    score: Score
    level: Level
    core_for_metier: Annotated[
        bool | None, Field(description="Au cœur du métier ; nul si aucun n'est connu.")
    ] = None
    mentions: Annotated[list[int], Field(description="Rangs dans `mentions`.")]


class LikelyMetier(Metier):
    """Un métier auquel le document se rapporte."""

    score: Score


class Read(Schema):
    """Ce que dit un document."""

    mentions: Annotated[list[Mention], Field(description="Par `start`, sans chevauchement.")]
    competences: Annotated[list[DocumentSkill], Field(description="La meilleure d'abord.")]
    unresolved: Annotated[
        list[Passage], Field(description="Compétences sans item du ROME assez proche.")
    ]
    metiers: list[LikelyMetier]
    unsure: Annotated[bool, Field(description="Vrai si le premier métier est douteux.")]


class ReadText(Read):
    """Ce que dit un texte de la requête."""

    id: str


class Extractions(Schema):
    """Les documents, dans l'ordre de la requête."""

    documents: list[ReadText]
    rome: Rome


class NamedAppellation(Schema):
    """L'appellation la plus proche."""

    code: Annotated[str, Field(description="Code OGR.")]
    libelle: str


class PredictedMetier(Metier):
    """Un métier prédit."""

    appellation: NamedAppellation
    score: Score


class Posting(Schema):
    """Les métiers d'une offre, le meilleur d'abord."""

    id: str
    metiers: Annotated[list[PredictedMetier], Field(max_length=MOST_METIERS)]
    margin: Annotated[float, Field(ge=0, le=1, description="Du premier score au deuxième.")]
    unsure: Annotated[bool, Field(description="Vrai si le premier métier est douteux.")]


class Predictions(Schema):
    """Les offres, dans l'ordre de la requête."""

    documents: list[Posting]
    rome: Rome
