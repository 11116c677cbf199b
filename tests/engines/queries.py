"""Queries as people may type them, for tests of what holds for every one of them."""

from hypothesis import strategies as st

# Words of jobs and of what stands around them, in every spelling that the search should meet.
WORDS = (  # noqa: SIM905 - as a list of strings it takes four times the lines
    "vendeur vendeuse vendeur·euse vendeur(se) vente boulanger boulangère boulangerie pâtissier "
    "développeur développeuse dev web C++ c# devops ingénieur ingénieure systèmes réseaux chef "
    "cheffe équipe d'équipe maçon maçonne maçon(ne) maçon-coffreur coffreur infirmier infirmière "
    "infirmier.ère IDE D.R.H. DRH RRH rssi aide aide-soignant ménagère à domicile de en des la "
    "caissier caissière hôte hôtesse caisse cuisine cuisinier commis sous-chef responsable "
    "ressources humaines recrutement paie cariste chariot chauffeur livreur livreuse vélo "
    "professeur professeure écoles maternelle codeur camionneur maîtresse technicienne support "
    "H/F (H/F) paris lyon cdi cdd temps plein 35h bonjour cherche emploi urgent M1855 N1901 6044 "
    "œuvre Œ ½ ﬁ ’ / - | 🙂 \u0301"
).split()


def _mistyped(word: str, at: int, letter: str) -> str:
    cut = at % (len(word) + 1)
    return word[:cut] + letter + word[cut + 1 :]


_word = st.one_of(
    st.sampled_from(WORDS),
    st.builds(str.__getitem__, st.sampled_from(WORDS), st.builds(slice, st.integers(1, 9))),
    st.builds(_mistyped, st.sampled_from(WORDS), st.integers(0, 12), st.sampled_from("aeirstn")),
    st.builds(str.upper, st.sampled_from(WORDS)),
)
titles = st.lists(_word, min_size=1, max_size=6).map(" ".join)
anything = st.text(max_size=40)
queries = st.one_of(titles, titles, anything)
