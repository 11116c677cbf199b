"""Calibration: how large the inputs of a Bert's linear maps get on real texts."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import onnxruntime

from romarin.training.bert import Bert
from romarin.training.graph import Precision, build_graph
from romarin.training.smoothing import Peaks

_CALIBRATING = 400  # texts
_Text = TypeVar("_Text")

# Titles, skills and sentences of offers, for models that are exported without texts at hand.
PHRASES = (
    "Boulanger / Boulangère",
    "Développeur web (H/F)",
    "infirmière de nuit en EHPAD",
    "AGENT D'ENTRETIEN 20H",
    "chauffeur poids lourd",
    "prof de maths",
    "Technicien de maintenance industrielle",
    "Chargée de clientèle en assurances",
    "comptable fournisseurs",
    "plombier chauffagiste",
    "Data scientist",
    "aide à domicile",
    "Responsable qualité, sécurité, environnement",
    "vendeuse en prêt-à-porter",
    "Préparer et cuire des pâtes",
    "Accueillir et orienter le public",
    "Conduire un chariot élévateur de catégorie 3",
    "Établir des devis et suivre les commandes",
    "Utiliser un logiciel de gestion",
    "Connaissance des normes d'hygiène et de sécurité",
    "Travailler en équipe",
    "Anglais courant exigé",
    "Python, SQL, Docker",
    "Vous avez le permis B et une première expérience du métier.",
    "Au sein d'une équipe de six personnes, vous assurez le suivi des dossiers.",
    "Nous recherchons une personne autonome, rigoureuse et disponible le week-end.",
    "CAP cuisine ou expérience de deux ans",
    "Horaires décalés, port de charges, travail en extérieur",
)


def enough(texts: Sequence[_Text]) -> Sequence[_Text]:
    """Some hundreds out of many, spread over them: the peaks hardly move with more."""
    return texts[:: max(1, len(texts) // _CALIBRATING)]


def measure_peaks(bert: Bert, texts: Iterable[Sequence[int]]) -> list[Peaks]:
    """The peaks of each layer over texts given as token ids; some hundreds are enough."""
    graph = build_graph(bert, precision=Precision.FLOAT, peaks=True)
    session = onnxruntime.InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    width = len(Peaks._fields)  # maps of a layer
    largest = [np.zeros(1, dtype=np.float32)] * (width * len(bert.layers))
    for tokens in texts:
        _embedding, *found = session.run(None, {"input_ids": np.array([tokens], dtype=np.int64)})
        largest = [np.maximum(old, new) for old, new in zip(largest, found, strict=True)]
    return [Peaks(*largest[at : at + width]) for at in range(0, len(largest), width)]
