"""Listing: the skills of a document as a whole, out of those of its mentions."""

from collections.abc import Callable, Sequence

from romarin.engines.extraction.records import LEFT_OUT, DocumentSkill, Item, Level, Mention

# Further items of a mention are listed where they are more likely right than not: past the first,
# a phrase's items are mostly the same skill in other words.
FURTHER = 0.5
_STRENGTH = {Level.REQUIRED: 0, Level.TASK: 1, Level.DESIRED: 2}

CoreOf = Callable[[str], bool | None]  # code OGR -> principal item of the métier
TwinOf = Callable[[str], int]  # code OGR -> equal for items that are one to a reader


def list_skills(
    mentions: Sequence[Mention], *, core_of: CoreOf, twin_of: TwinOf
) -> tuple[DocumentSkill, ...]:
    """The first items of all mentions, best first, then their second ones, and so on.

    An item said several times is listed once, with its best score and its strongest level.
    """
    own = [(at, one) for at, one in enumerate(mentions) if one.level not in LEFT_OUT]
    depth = max((len(one.items) for _, one in own), default=0)
    listed: dict[int, tuple[Item, list[int]]] = {}
    for place in range(depth):
        turn = [(at, one.items[place]) for at, one in own if len(one.items) > place]
        for at, item in sorted(turn, key=lambda pair: -pair[1].score):
            if place and item.score < FURTHER:
                continue
            kept, places = listed.setdefault(twin_of(item.code), (item, []))
            places.append(at)
            if item.score > kept.score:
                listed[twin_of(item.code)] = (item, places)
    return tuple(_listed(item, places, mentions, core_of) for item, places in listed.values())


def _listed(
    item: Item, places: Sequence[int], mentions: Sequence[Mention], core_of: CoreOf
) -> DocumentSkill:
    level = min((mentions[at].level for at in places), key=_STRENGTH.__getitem__)
    return DocumentSkill(
        item.code,
        item.type,
        item.libelle,
        item.score,
        level,
        core_of(item.code),
        tuple(sorted(set(places))),
    )
