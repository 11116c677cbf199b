"""Signs: what the words around say of whether a word belongs to a skill phrase."""

from collections.abc import Collection, Iterator, Sequence

from romarin.engines.extraction.records import DocumentKind
from romarin.text import ParsedText, Word

NEAR, FAR = 2, 3  # words on each side of which all, or the grammar alone, are signs
LONGEST_NAME = 7  # words of a name of the ROME looked for in a text
FARTHEST = 6  # words back to the sign that opened the part of the line
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20)  # counts are told apart up to these
_OPENERS = frozenset(",:;.-•/(*+")


def signs_of(parsed: ParsedText, kind: DocumentKind, names: Collection[str]) -> list[list[str]]:
    """For each word, its signs; `names` are those of skills, reduced and joined by spaces."""
    named = _named(parsed.words, names)
    lengths = [len(parsed.text[line.start : line.end].split()) for line in parsed.lines]
    return [
        [
            *_own(parsed, kind, at, lengths),
            *_around(parsed.words, at),
            *_names(named, at, parsed.words[at]),
        ]
        for at in range(len(parsed.words))
    ]


def _own(parsed: ParsedText, kind: DocumentKind, at: int, lengths: Sequence[int]) -> Iterator[str]:
    words = parsed.words
    word, line = words[at], parsed.lines[words[at].line]
    section, first = line.section, word.place == 0
    yield from ("b", f"k={kind}", f"sec={section}", f"h={line.heading}")
    yield from (
        f"p={_step(word.place)}",
        f"ln={_step(lengths[word.line])}",
        f"sec|pos={section}{word.pos}",
    )
    yield from (f"mor={word.morphology}", f"sh={_shape(word.text)}")
    yield from (f"eol={word.ends_line}", f"sent={word.opens_sentence}")
    folded = word.folded
    yield from (f"s3={folded[-3:]}", f"s4={folded[-4:]}", f"p3={folded[:3]}", f"p5={folded[:5]}")
    yield from (f"sec|first={section}{first}{word.pos}", f"k|first={kind}{first}{word.pos}")
    opened = _opened(words, at)
    yield from (f"since={at - opened}", f"seg={words[opened].reduced}")
    yield f"segpos={words[opened].pos}{opened == at}"


def _around(words: Sequence[Word], at: int) -> Iterator[str]:
    word = words[at]
    for step in range(-FAR, FAR + 1):
        if not 0 <= at + step < len(words):
            yield f"{step}:none"
            continue
        other = words[at + step]
        if abs(step) <= NEAR:
            yield from (f"{step}:w={other.folded}", f"{step}:l={other.reduced}")
        yield from (f"{step}:pos={other.pos}", f"{step}:nl={other.line != word.line}")
    if at + 1 < len(words):
        yield from (
            f"ll={word.reduced}|{words[at + 1].reduced}",
            f"pp={word.pos}{words[at + 1].pos}",
        )
    if at:
        before = words[at - 1]
        yield from (f"-ll={before.reduced}|{word.reduced}", f"-pp={before.pos}{word.pos}")


def _names(named: Sequence[str], at: int, word: Word) -> Iterator[str]:
    for step in (-1, 0, 1):
        if 0 <= at + step < len(named):
            yield f"{step}g={named[at + step]}"
    yield f"g|pos={named[at]}{word.pos}"


def _named(words: Sequence[Word], names: Collection[str]) -> list[str]:
    """For each word "-", or its place in the longest name of a skill that holds it."""
    found, at = ["-"] * len(words), 0
    while at < len(words):
        length = _longest_name(words, at, names)
        for place in range(length):
            found[at + place] = f"{'I' if place else 'B'}{min(length, 3)}"
        at += max(length, 1)
    return found


def _longest_name(words: Sequence[Word], at: int, names: Collection[str]) -> int:
    """How many words from here on make a name; stop words within it are passed over."""
    best, key = 0, ""
    for length, word in enumerate(words[at : at + LONGEST_NAME + 3], 1):
        if word.is_stop:
            if length == 1:
                return 0
            continue
        key = f"{key} {word.reduced}" if key else word.reduced
        if key in names:
            best = length
    return best


def _opened(words: Sequence[Word], at: int) -> int:
    """The first word of the part of the line that a word stands in, some words back at most."""
    opened = at
    while (
        opened
        and at - opened < FARTHEST
        and words[opened - 1].line == words[at].line
        and words[opened - 1].folded not in _OPENERS
    ):
        opened -= 1
    return opened


def _step(count: int) -> str:
    return next((str(step) for step in _STEPS if count <= step), "+")


def _shape(text: str) -> str:
    """ "CACES" and "HACCP" share a shape, as "R489" and "B1" do; six signs at most."""
    shape = ""
    for character in text:
        kind = (
            "9"
            if character.isdigit()
            else "X"
            if character.isupper()
            else "x"
            if character.isalpha()
            else character
        )
        shape += kind if not shape.endswith(kind) or not kind.isalnum() else ""
    return shape[:6]
