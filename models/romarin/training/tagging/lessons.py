"""Lessons: marked texts as a tagger learns from them, window by window."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tokenizers import Tokenizer

from romarin.tagger import BREAK, LEVELS, TAGS, Token, Window, Writing, windows
from romarin.training.extraction.marked import Mark, MarkedText

UNTOLD = -100  # of a token that is not learnt from: what PyTorch's cross entropy passes over
_OUTSIDE, _FIRST, _NEXT = range(len(TAGS))
_UNKNOWN = 2  # <unk>
# How often a window is read with something missing, so that nothing is leant on alone.
_WITHOUT_TITLE, _WITHOUT_CAPITALS, _WITHOUT_LINES, _WITHOUT_WORD = 0.3, 0.1, 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window; all of the same length."""

    ids: Sequence[int]
    writings: Sequence[int]
    tags: Sequence[int]  # places among TAGS
    levels: Sequence[int]  # places among LEVELS, of the tokens of phrases


def lessons_of(tokenizer: Tokenizer, texts: Iterable[MarkedText]) -> Iterator["Material"]:
    """The windows of each text with what is to be learnt of them."""
    for one in texts:
        kind = len(tokenizer.encode(one.kind, add_special_tokens=False).ids)
        for window in windows(tokenizer, one.text, title=one.title, kind=one.kind):
            told = [*_told(window.tokens, one.marks)]
            yield Material(window, kind, [tag for tag, _ in told], [level for _, level in told])


@dataclass(frozen=True, slots=True)
class Material:
    """A window and what is known of its tokens, those of the lead left out."""

    window: Window
    kind: int  # tokens of the kind, the first of the lead after its opening
    tags: Sequence[int]
    levels: Sequence[int]

    def lesson(self, random: Random) -> Lesson:
        """The window as it is read this time."""
        lead = list(self.window.lead)
        if random.random() < _WITHOUT_TITLE:
            lead = lead[: 1 + self.kind] + lead[lead.index(BREAK) :]
        capitals, ends = random.random() >= _WITHOUT_CAPITALS, random.random() >= _WITHOUT_LINES
        ids, writings = lead, [int(Writing.LEAD)] * len(lead)
        tags, levels = [UNTOLD] * len(lead), [UNTOLD] * len(lead)
        for token, tag, level in zip(self.window.tokens, self.tags, self.levels, strict=True):
            is_end = token.start == token.end
            if is_end and not ends:
                continue
            lost = not is_end and random.random() < _WITHOUT_WORD
            ids.append(_UNKNOWN if lost else token.id)
            writings.append(token.writing if capitals else Writing.SMALL)
            tags.append(tag)
            levels.append(level)
        return Lesson(ids, writings, tags, levels)


def _told(tokens: Sequence[Token], marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """The tag and the level of each token."""
    begun: Mark | None = None
    for token in tokens:
        held = next((one for one in marks if token.start < one.end and one.start < token.end), None)
        if held is None or token.start == token.end:
            yield _OUTSIDE, UNTOLD
            continue
        # A phrase that a window cuts goes on in the next.
        goes_on = held is begun or (begun is None and token.start > held.start + 1)
        yield (_NEXT if goes_on else _FIRST), LEVELS.index(held.level)
        begun = held
