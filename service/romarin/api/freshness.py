"""Freshness: how long caches keep an answer, and how they ask whether it still holds."""

from dataclasses import dataclass
from hashlib import blake2b

from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Freshness:
    """What all cacheable answers of one service share."""

    edition: str  # changes with ROME, encoder, thesaurus, priors and Romarin; "" when unknown
    max_age: int  # seconds

    def tag(self, *request: object) -> str:
        """The ETag of the answer to a request; "" when nothing tells editions apart.

        Weak, for one answer has several encodings: br, gzip and none.
        """
        if not self.edition:
            return ""
        content = "\0".join((self.edition, *(str(part) for part in request)))
        return f'W/"{blake2b(content.encode(), digest_size=12).hexdigest()}"'

    def headers(self, tag: str) -> dict[str, str]:
        """Cache-Control and, unless `tag` is "", ETag."""
        control = {"Cache-Control": f"public, max-age={self.max_age}"}
        return {**control, "ETag": tag} if tag else control

    def not_modified(self, tag: str) -> Response:
        """304."""
        return Response(status_code=304, headers=self.headers(tag))


def matches(if_none_match: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag, compared weakly; never for the tag ""."""
    if not tag or not if_none_match:
        return False
    if if_none_match.strip() == "*":
        return True
    return _opaque(tag) in {_opaque(part) for part in if_none_match.split(",")}


def _opaque(tag: str) -> str:
    return tag.strip().removeprefix("W/")
