"""Texts that hypothesis writes for the text tests."""

from hypothesis import strategies as st

# Any code point at all: NUL, lone surrogates, emoji, combining marks on their own.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)

_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæABCDEÉÈÇŒ"
_SIGNS = " -'’/().,·:0123456789&+#"

# What French titles are made of.
FRENCH = st.text(st.sampled_from(_LETTERS + _SIGNS), max_size=60)

# Folded words, as tokens hold them.
WORDS = st.text(st.sampled_from("abcdefghilmnopqrstuvxyz"), min_size=1, max_size=16)
