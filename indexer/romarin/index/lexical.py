"""Lexical index: which forms hold the words of a query, typed exactly, in part or with mistakes."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from romarin.index.forms import QUALITY, Floats, Form, Grade, Ids, WordMatch
from romarin.text import STOP_WORDS, Preparation, allowed_edits

SHORTEST_SOUND = 4  # letters; below, too many words sound alike
SHORTEST_SOUND_KEY = 3  # signs left of them; "zzzz" leaves none, and nor does "de"
SHORTEST_KEY = 3  # letters of a sound; below, "aaaa" sounds like any short word
SHORTEST_TYPO_PREFIX = 5  # letters; below, one edit leaves nothing of a beginning
SHORTEST_HALF = 3  # letters in each half of two words typed without their space
STOP_WEIGHT = 0.1  # of a stop word, against a word of the same frequency
LONGEST = 60  # letters of a token that are compared; no word of the ROME is that long
_LAST = "\uffff"  # sorts after any character that folding leaves

Span = tuple[int, int]  # of token ids, half-open


class LexicalIndex:
    """Forms by word, by beginning and by sound; read-only, safe to share between threads."""

    def __init__(
        self, texts: Sequence[str], keys: Sequence[str], columns: Ids, preparation: Preparation
    ) -> None:
        """Forms in the order of their keys; columns are owners, kinds and ranks, shape (3, n)."""
        self.preparation = preparation
        self.texts, self.keys = texts, keys
        self.owners, self.kinds, self.ranks = columns
        words_of = [key.split(" ") for key in keys]
        self._index_words(words_of)
        self._index_lean_keys(words_of)
        self._index_reduced_keys(words_of)
        self._index_likeness()

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def build(cls, forms: Iterable[Form], preparation: Preparation) -> Self:
        """Sorts the forms and drops those without a word; of equal ones keeps the first kind."""
        best: dict[tuple[str, int], Form] = {}
        for form in sorted(forms, key=lambda form: (form.kind, form.rank)):
            key = preparation.key(preparation.words(form.text))
            if key:
                best.setdefault((key, form.owner), form)
        rows = sorted(best.items(), key=lambda item: item[0])
        columns = [(form.owner, form.kind, form.rank) for _, form in rows]
        return cls(
            [" ".join(form.text.splitlines()) for _, form in rows],  # one line each, for `save`
            [key for (key, _), _ in rows],
            np.array(columns, np.int32).reshape(-1, 3).T,
            preparation,
        )

    def save(self, folder: Path) -> None:
        """Writes forms and keys; the rest is made again at load, faster than it would be read."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "forms.txt").write_text("\n".join(self.texts), "utf-8")
        (folder / "keys.txt").write_text("\n".join(self.keys), "utf-8")
        np.save(folder / "forms.npy", np.stack([self.owners, self.kinds, self.ranks]))

    @classmethod
    def load(cls, folder: Path, preparation: Preparation) -> Self:
        """Reads what `save` wrote."""
        texts, keys = (_lines(folder / name) for name in ("forms.txt", "keys.txt"))
        return cls(texts, keys, np.load(folder / "forms.npy"), preparation)

    def starting_with(self, key: str) -> slice:
        """The forms whose key begins with this one, as a slice of form rows."""
        return slice(bisect.bisect_left(self.keys, key), bisect.bisect_left(self.keys, key + _LAST))

    def equal_to(self, key: str) -> slice:
        """The forms whose key is this one."""
        return slice(bisect.bisect_left(self.keys, key), bisect.bisect_right(self.keys, key))

    def lean_starting_with(self, lean_key: str) -> Ids:
        """The forms whose lean key begins with this one."""
        first = bisect.bisect_left(self.lean_keys, lean_key)
        return self.lean_rows[first : bisect.bisect_left(self.lean_keys, lean_key + _LAST)]

    def lean_equal_to(self, lean_key: str) -> Ids:
        """The forms whose lean key is this one."""
        first = bisect.bisect_left(self.lean_keys, lean_key)
        return self.lean_rows[first : bisect.bisect_right(self.lean_keys, lean_key)]

    def reduced_equal_to(self, words: Sequence[str]) -> list[int]:
        """The forms made of these words in any gender and number, stop words aside."""
        return self._by_reduced_key.get(self._reduced_key(words), [])

    def match(self, word: str, *, fuzzy: bool, prefix: bool = True) -> WordMatch:
        """What a typed word earns in each form; `fuzzy` adds sounds, typos and missing spaces."""
        meetings: list[tuple[Grade, Span]] = []
        if prefix:
            self._meet_prefix(word, meetings)
        same = self._by_reduction.get(self._reduce(word), ())
        meetings += [(Grade.REDUCED, (i, i + 1)) for i in same]
        exact = self._token_ids.get(word)
        if exact is not None:
            meetings.append((Grade.EXACT, (exact, exact + 1)))
        if fuzzy:
            meetings += self._meet_likely(word)
        return self._spread(sorted(meetings, key=lambda meeting: -meeting[0]))

    def match_joined(self, word: str) -> WordMatch | None:
        """Two words typed as one ("aidesoignant"); None where no cut gives two known words."""
        for cut in range(len(word) - SHORTEST_HALF, SHORTEST_HALF - 1, -1):
            left, right = self._token_ids.get(word[:cut]), self._prefix_span(word[cut:])
            if left is not None and right[0] < right[1]:
                first = self._spread([(Grade.TYPO, (left, left + 1))])
                second = self._spread([(Grade.TYPO, right)])
                both = np.minimum(first.quality, second.quality)
                if both.any():
                    gain = np.where(both > 0, first.gain + second.gain, 0).astype(np.float32)
                    return WordMatch(both, gain, first.weight + second.weight, Grade.TYPO)
        return None

    def knows(self, word: str) -> bool:
        """Whether some form holds the word, in any gender or number."""
        return word in self._token_ids or self._reduce(word) in self._by_reduction

    def _meet_prefix(self, word: str, meetings: list[tuple[Grade, Span]]) -> None:
        span = self._prefix_span(word)
        if span[0] < span[1]:
            meetings.append((Grade.PREFIX, span))

    def _meet_likely(self, word: str) -> list[tuple[Grade, Span]]:
        likely = (*self._alike(word), *self._near(word))
        return [(grade, (i, i + 1)) for grade, ids in likely for i in ids]

    def _alike(self, word: str) -> list[tuple[Grade, Iterable[int]]]:
        """Tokens that sound like the word, or begin as it sounds."""
        if len(word) < SHORTEST_SOUND or not word.isalpha():
            return []
        key = self.preparation.sound(word)
        if len(key) < SHORTEST_SOUND_KEY:
            return []
        if len(key) < SHORTEST_KEY:
            return []
        met: list[tuple[Grade, Iterable[int]]] = [(Grade.SOUND, self._by_sound.get(key, ()))]
        if len(key) >= SHORTEST_SOUND:
            first = bisect.bisect_left(self._sounds, key)
            last = bisect.bisect_left(self._sounds, key + _LAST)
            met += [(Grade.SOUND_PREFIX, self._by_sound[s]) for s in self._sounds[first:last]]
        return met

    def _near(self, word: str) -> list[tuple[Grade, Iterable[int]]]:
        """Tokens within the edits allowed, among those with the same first letter."""
        edits = allowed_edits(word)
        first, last = self._prefix_span(word[:1])
        if not edits or first == last:
            return []
        distances = _distances(word, self._beginnings((first, last), LONGEST), edits)
        met: list[tuple[Grade, Iterable[int]]] = [
            (Grade.TYPO, np.flatnonzero(distances == 1) + first),
            (Grade.TYPOS, np.flatnonzero(distances == 2) + first if edits > 1 else ()),
        ]
        if len(word) >= SHORTEST_TYPO_PREFIX:
            met.append((Grade.TYPO_PREFIX, self._near_beginnings(word, (first, last)) + first))
        return met

    def _near_beginnings(self, word: str, span: Span) -> Ids:
        """Positions in a span of tokens of those whose beginning is one edit from the word."""
        near = np.zeros(span[1] - span[0], np.bool_)
        for length in (len(word) - 1, len(word), len(word) + 1):
            near |= _distances(word, self._beginnings(span, min(length, LONGEST)), 1) <= 1
        return np.flatnonzero(near).astype(np.int32)

    def _beginnings(self, span: Span, length: int) -> list[str]:
        """The first letters of the tokens of a span; kept, there are a few hundred such lists."""
        if (span, length) not in self._beginnings_of:
            tokens = self.tokens[span[0] : span[1]]
            self._beginnings_of[span, length] = [token[:length] for token in tokens]
        return self._beginnings_of[span, length]

    def _spread(self, meetings: Sequence[tuple[Grade, Span]]) -> WordMatch:
        """From tokens met, worst first, to forms: a better meeting overwrites a worse one."""
        quality = np.zeros(len(self), np.float32)
        gain = np.zeros(len(self), np.float32)
        weight = 0.0
        for grade, (first, last) in meetings:
            worth = QUALITY[grade]
            postings = slice(self._starts[first], self._starts[last])
            rows = self._rows[postings]
            quality[rows] = worth
            gain[rows] = worth * self._row_weights[postings]
            weight = float(self.weights[first:last].max())
        return WordMatch(quality, gain, weight, meetings[-1][0] if meetings else None)

    def _prefix_span(self, beginning: str) -> Span:
        return (
            bisect.bisect_left(self.tokens, beginning),
            bisect.bisect_left(self.tokens, beginning + _LAST),
        )

    def _reduce(self, word: str) -> str:
        return self.preparation.reduce(word)

    def _index_words(self, words_of: Sequence[Sequence[str]]) -> None:
        rows_of: defaultdict[str, list[int]] = defaultdict(list)
        for row, words in enumerate(words_of):
            for word in set(words):
                rows_of[word].append(row)
        self.tokens = sorted(rows_of)
        self._token_ids = {token: at for at, token in enumerate(self.tokens)}
        counts = np.array([len(rows_of[token]) for token in self.tokens], np.int64)
        self._starts = np.concatenate([[0], np.cumsum(counts)]).tolist()
        rows = (row for token in self.tokens for row in rows_of[token])
        self._rows = np.fromiter(rows, np.int32, count=int(counts.sum()))
        stops = np.array([STOP_WEIGHT if token in STOP_WORDS else 1.0 for token in self.tokens])
        # Inverse document frequency in the smoothed form, so that a word of every form keeps some.
        self.weights: Floats = (np.log(1 + len(words_of) / counts) * stops).astype(np.float32)
        self._row_weights: Floats = np.repeat(self.weights, counts)
        self.totals: Floats = np.zeros(len(words_of), np.float32)
        np.add.at(self.totals, self._rows, self._row_weights)

    def _index_lean_keys(self, words_of: Sequence[Sequence[str]]) -> None:
        lean = sorted((self.preparation.lean_key(words), row) for row, words in enumerate(words_of))
        self.lean_keys = [key for key, _ in lean]
        self.lean_rows: Ids = np.array([row for _, row in lean], np.int32)

    def _reduced_key(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._reduce(word) for word in words if word not in STOP_WORDS))

    def _index_reduced_keys(self, words_of: Sequence[Sequence[str]]) -> None:
        # Each word is reduced once, not once a form: this is a third of the time of loading.
        reduced = {token: self._reduce(token) for token in self.tokens if token not in STOP_WORDS}
        self._by_reduced_key: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, words in enumerate(words_of):
            key = tuple(dict.fromkeys(reduced[word] for word in words if word in reduced))
            self._by_reduced_key[key].append(row)

    def _index_likeness(self) -> None:
        self._by_reduction: defaultdict[str, list[int]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens):
            self._by_reduction[self._reduce(token)].append(at)
            if token.isalpha():
                self._by_sound[self.preparation.sound(token)].append(at)
        self._sounds = sorted(self._by_sound)
        self._beginnings_of: dict[tuple[Span, int], list[str]] = {}


def _lines(path: Path) -> list[str]:
    """The lines of a file that ends without a newline; none of an empty one."""
    content = path.read_text("utf-8")
    return content.split("\n") if content else []


def _distances(word: str, others: Sequence[str], most: int) -> npt.NDArray[np.uint8]:
    """The edits between a word and each of the others, as far as `most`; beyond, `most` + 1."""
    return np.asarray(
        cdist([word], others, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0], np.uint8
    )
