"""What a cell that points to other rows points to: a number, a path or an address that ends in one."""

import re
from collections.abc import Iterable, Mapping

from collab.matters.models import Kind, Matter

from .headers import Record
from .values import is_placeholder, items

_NUMBER = re.compile(r"(?:[A-Za-z]{1,8}-|#)?([1-9]\d{0,8})\Z")
_PATH = re.compile(
    r"(?:^|/)(?P<place>[\w.-]+)/(?P<number>[1-9]\d{0,5})-[^/]*(?:/README\.md|/)?\Z", re.IGNORECASE
)
_ISSUE = re.compile(r"https?://[^/\s]+/[^/\s]+/enhancements/issues/(?P<number>\d+)\Z")
_ADDRESS = re.compile(r"https?://|\]\(", re.IGNORECASE)


class Index:
    """Rows by number, and by number with department."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]):
        self.by_number: dict[str, set[str]] = {}
        self.by_place: dict[tuple[str, str], set[str]] = {}
        for key, number, department in rows:
            self.by_number.setdefault(number, set()).add(key)
            self.by_place.setdefault((department.casefold(), number), set()).add(key)
        stored = Matter.objects.filter(kind=Kind.TASK, external_key__isnull=False).exclude(
            external_key__contains="|"
        )
        for held in stored.values_list("external_key", flat=True):
            self.by_number.setdefault(str(held), set()).add(str(held))

    def key(self, text: str) -> str | None:
        """The external key of the one row the text names, or None."""
        if match := _NUMBER.match(text):
            return self._only(self.by_number.get(match[1]))
        if match := _ISSUE.search(text):
            return self._only(self.by_number.get(match["number"]))
        if match := _PATH.search(text):
            there = self.by_place.get((match["place"].casefold(), match["number"]))
            return self._only(there) or self._only(self.by_number.get(match["number"]))
        return None

    @staticmethod
    def _only(keys: set[str] | None) -> str | None:
        return next(iter(keys)) if keys and len(keys) == 1 else None


def found(record: Record, fields: Iterable[str], index: Index) -> list[tuple[str, str]]:
    """(field, key) of every reference that leads to a row."""
    return [(field, key) for field in fields for text in items(record, field) if (key := index.key(text))]


def note(record: Record, fields: Mapping[str, str], index: Index) -> None:
    """Note references that lead nowhere here."""
    for field in fields:
        for text in items(record, field):
            if index.key(text) or is_placeholder(text):
                continue
            outside = bool(_ADDRESS.search(text))
            record.note("outside_reference" if outside else "unresolved_reference", value=text, field=field)
