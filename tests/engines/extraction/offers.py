"""Offers and CVs about the jobs of the tiny archive, and texts that hypothesis writes."""

import unicodedata

from hypothesis import strategies as st

CARISTE = """Cariste en entrepôt

Missions :
- Préparer une commande
- Conduire un chariot élévateur
- Livrer un colis

Profil :
Permis B exigé. Anglais professionnel souhaité, ce serait un plus.
Nous vous formons à la méthode HACCP.
"""
CV = "J'ai conduit un chariot élévateur et préparé les commandes pendant dix ans.\nPermis B.\n"
NOTHING = "Tickets restaurant, mutuelle d'entreprise et deux jours de repos par semaine."

# What texts are made of, and what tries offsets: CRLF, separators that are no line feed, emoji,
# accents apart from their letters, tabs, bullets, capitals, words cut at the end of a line.
_PIECES = (
    *CARISTE.split("\n"),
    *CV.split("\n"),
    NOTHING,
    CARISTE.upper().replace("\n", "\r\n"),
    unicodedata.normalize("NFD", CARISTE),
    "assurer la prépa-\nration des commandes",
    "vous accueillez les clients encaissez les achats et tenez la vitrine",
    "• Accueillir un client\t• Encaisser un achat",
    "SQL, Linux / JavaScript ; C++",
    "🙂 👩‍🍳 pétrir la pâte 🥖",
    "prise de sang\u2028perfusion\u2029soins\x85patient\x0b\x0c",
    "d'\u2019'\u00a0«\u202fpermis B\u202f»",
    "Permis\u00a0B\u200b, CACES\u00ad R489",
    "½ ﬁche de paie, œuvre, ŒUVRE, ǅ, ß",
    "---",
    "",
)
_BREAKS = st.sampled_from(["\n", "\r\n", " ", "\n\n", "\t", ", ", ". ", " et "])
texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(_PIECES), _BREAKS), min_size=1, max_size=6).map(
        lambda pairs: "".join(piece + end for piece, end in pairs)
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)
