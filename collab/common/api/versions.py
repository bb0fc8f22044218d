"""Versions on the wire: ETag, If-Match and If-None-Match."""

import re

from ..errors import VersionMissing

_TAG = re.compile(r'"v(\d{1,9})"')


def etag(version: int) -> str:
    """The ETag of a version: "v7"."""
    return f'"v{version}"'


def if_match(request) -> int:
    """The version a change was made on. Anything but one tag as given ("v7") names none: VersionMissing."""
    found = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
    if not found:
        raise VersionMissing
    return int(found[1])


def unchanged(request, tag: str) -> bool:
    """Whether the reader already has what this tag stands for."""
    held = request.headers.get("If-None-Match", "")
    return bool(held) and tag.removeprefix("W/") in [
        part.strip().removeprefix("W/") for part in held.split(",")
    ]
