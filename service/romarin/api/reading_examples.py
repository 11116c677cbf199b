"""Reading examples: what the OpenAPI says of the routes with texts, in French."""

from typing import Any

from romarin.api.examples import INVALID, LOADING, failing, succeeding

EXTRACTIONS_DESCRIPTION = """\
De 1 à 64 documents de 50 000 caractères au plus, 500 000 en tout, 8 Mo par requête.

`start` et `end` comptent en points de code Unicode du texte tel que reçu : en JavaScript, passer
par `Array.from(text)`. `level` : `task`, fait dans le poste ; `required`, demandé ; `desired`, un
plus ; `offered`, proposé ou enseigné par l'employeur ; `negated`, nié ou inutile.

Les textes ne sont ni gardés ni journalisés.
"""

_ROME = {"version": "460", "source": "official"}
_TEXT = "Conduite de chariots élévateurs. CACES 3 exigé."

EXTRACTIONS_ASKED: dict[str, Any] = {
    "documents": [{"id": "1", "title": "Cariste H/F", "text": _TEXT, "kind": "offre"}],
    "options": {"maxItemsPerMention": 1},
}

READ: dict[str, Any] = {
    "mentions": [
        {
            "start": 0,
            "end": 31,
            "text": "Conduite de chariots élévateurs",
            "level": "task",
            "items": [
                {
                    "code": "300264",
                    "type": "MACRO-SAVOIR-FAIRE",
                    "libelle": "Manipuler un engin de manutention ou de chantier",
                    "score": 0.91,
                }
            ],
        }
    ],
    "competences": [
        {
            "code": "300264",
            "type": "MACRO-SAVOIR-FAIRE",
            "libelle": "Manipuler un engin de manutention ou de chantier",
            "score": 0.91,
            "level": "task",
            "coreForMetier": True,
            "mentions": [0],
        }
    ],
    "unresolved": [{"start": 33, "end": 40, "text": "CACES 3", "level": "required"}],
    "metiers": [
        {"code": "N1101", "libelle": "Cariste", "score": 0.82},
    ],
    "unsure": False,
}

EXTRACTIONS: dict[str, Any] = {"documents": [{"id": "1", **READ}], "rome": _ROME}


FILES_DESCRIPTION = """\
De 1 à 16 fichiers PDF, DOCX, ODT, HTML ou texte de 10 Mo au plus, 50 Mo en tout, dans un formulaire
(`curl -F files=@cv.pdf -F kind=cv`). `options` comme dans `/v1/extractions`, en JSON.

Un élément par fichier, dans l'ordre ; `start` et `end` se rapportent à son `text`. Un fichier qui
ne se lit pas a un `error` à la place ; si aucun ne se lit, la réponse est 422. Ni fichiers ni
textes ne sont gardés ou journalisés.
"""

PREDICTIONS_DESCRIPTION = """\
De 1 à 64 offres, par leur intitulé, leur texte ou les deux, et au besoin l'activité (NAF) de
l'employeur. `score` est la probabilité que le métier convienne ; `margin`, l'écart entre les deux
premiers ; `unsure` dit que le premier est douteux.
"""

PREDICTIONS_ASKED: dict[str, Any] = {
    "documents": [{"id": "1", "title": "Vendeuse en boulangerie 30h (H/F)", "naf": "4724Z"}],
    "options": {"limit": 1},
}

PREDICTIONS: dict[str, Any] = {
    "documents": [
        {
            "id": "1",
            "metiers": [
                {
                    "code": "D1106",
                    "libelle": "Vendeur / Vendeuse en épicerie",
                    "appellation": {
                        "code": "20560",
                        "libelle": "Vendeur / Vendeuse en boulangerie-pâtisserie",
                    },
                    "score": 0.88,
                }
            ],
            "margin": 0.61,
            "unsure": False,
        }
    ],
    "rome": _ROME,
}


def _problem(name: str, title: str, status: int, detail: str, *errors: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": f"urn:romarin:problem:{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }


FILES: dict[str, Any] = {
    "documents": [
        {"id": "offre.pdf", "pages": 1, "text": _TEXT, **READ},
        {
            "id": "scan.pdf",
            "error": _problem(
                "text-missing",
                "No text",
                422,
                "the PDF of 2 pages holds no text; if it is a scan, send what a character "
                "recognition makes of it",
            ),
        },
    ],
    "rome": _ROME,
}
MALFORMED = _problem(
    "malformed-body",
    "Malformed body",
    400,
    "the body is no JSON at character 14: Expecting value; send one JSON object in UTF-8",
)
OFF = _problem(
    "part-off",
    "Part switched off",
    404,
    "this server runs without extraction: extraction needs an encoder; name one with --encoder or "
    "ROMARIN_ENCODER (`romarin encoder list` names the packaged ones), and an artefact built "
    "with it",
)
TOO_LARGE = _problem(
    "too-large", "Too large", 413, "a body larger than 8 MB; send several requests"
)
UNSUPPORTED = _problem(
    "unsupported-type",
    "Unsupported type",
    415,
    "Content-Type is 'text/plain'; send application/json",
)
INVALID_MEMBER = INVALID | {
    "detail": "mend /documents/0/text: see errors",
    "errors": [
        {
            "pointer": "/documents/0/text",
            "value": "",
            "detail": "missing; give a text of 1 to 50000 characters",
        }
    ],
}
FULL = _problem(
    "queue-full",
    "Queue full",
    429,
    "32 requests with texts wait already; try again after Retry-After seconds, or send several "
    "documents in one request",
)


def responses(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a route with texts may answer, each with an example."""
    return {
        200: succeeding("Un élément par document, dans l'ordre.", example),
        400: failing("Le corps n'est pas du type annoncé.", MALFORMED),
        404: failing("Ce serveur tourne sans extraction.", OFF),
        413: failing("Trop pour une requête.", TOO_LARGE),
        415: failing("Un autre type est attendu.", UNSUPPORTED),
        422: failing("Une valeur ne convient pas.", INVALID_MEMBER),
        429: failing("La file est pleine ; voir `Retry-After`.", FULL),
        503: failing(
            "Le service charge encore, ou n'a pas fini à temps ; voir `Retry-After`.", LOADING
        ),
    }
