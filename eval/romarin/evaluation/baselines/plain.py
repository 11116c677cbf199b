"""Plain text: what parts written in C can be given."""


def plain(text: str) -> str:
    """Without NUL, at which some of them stop, nor lone surrogates, which they refuse."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
