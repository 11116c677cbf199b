"""Text: folding, gender forms, tokens with offsets, reduction, sound and the typo model."""

from romarin.text.acronyms import acronyms, contracted, without_acronyms
from romarin.text.content import content_words, naming, naming_words
from romarin.text.folding import Folded, fold, fold_with_offsets
from romarin.text.gender import GenderForms, split_gender
from romarin.text.preparation import Preparation
from romarin.text.reduction import reduce
from romarin.text.sections import Line, Section, announces, lines
from romarin.text.sound import sound
from romarin.text.titles import Role, TitleWord, noise_terms, read_title
from romarin.text.tokens import STOP_WORDS, Token, tokenize, words
from romarin.text.typos import allowed_edits, near

__all__ = [
    "STOP_WORDS",
    "Folded",
    "GenderForms",
    "Line",
    "Preparation",
    "Role",
    "Section",
    "TitleWord",
    "Token",
    "acronyms",
    "allowed_edits",
    "announces",
    "content_words",
    "contracted",
    "fold",
    "fold_with_offsets",
    "lines",
    "naming",
    "naming_words",
    "near",
    "noise_terms",
    "read_title",
    "reduce",
    "sound",
    "split_gender",
    "tokenize",
    "without_acronyms",
    "words",
]
